"""What narrows the library: the search box, the categories and the position."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from backrehab_desktop.core.exercise import Category, Position
from backrehab_desktop.core.wording import category_in_words, position_in_words
from backrehab_desktop.ui.exercises.flow_layout import FlowLayout
from backrehab_desktop.ui.exercises.search_box import SearchBox
from backrehab_desktop.ui.theme.focus import FOCUS_RADIUS
from backrehab_desktop.ui.theme.icons import paint_icon

if TYPE_CHECKING:
    from collections.abc import Iterable

    from backrehab_desktop.core.exercise import Exercise
    from backrehab_desktop.ui.theme.tokens import Theme

ANY_POSITION = "Position"
FOCUS_ROOM = 4
"""Kept free around the controls: the focus ring is drawn outside them."""
CHIP_RADIUS = 20
"""Half of a filter chip's height: the focus ring follows its round ends."""
_CHEVRON = QSize(22, 16)
"""Wider than high: the style sheet knows no gap between word and icon."""
_ICON_SCALE = 3


@dataclass(frozen=True, slots=True)
class Filter:
    """What the user looks for; ``None`` and "" leave everything in."""

    query: str = ""
    category: Category | None = None
    position: Position | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing is filtered out."""
        return not self.query.strip() and self.category is None and self.position is None

    def admits(self, exercise: Exercise) -> bool:
        """Whether category and position let the exercise through; the query is not looked at."""
        return self.category in (None, exercise.category) and self.position in (
            None,
            exercise.position,
        )


def _chevron(color: str) -> QIcon:
    pixmap = QPixmap(_CHEVRON * _ICON_SCALE)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        side = float(pixmap.height())
        paint_icon(painter, QRectF(pixmap.width() - side, 0, side, side), "chevron-down", color)
    pixmap.setDevicePixelRatio(_ICON_SCALE)
    return QIcon(pixmap)


class PositionButton(QPushButton):
    """A chip that opens the list of positions and then shows the chosen one."""

    position_changed = Signal()

    def __init__(self, theme: Theme, positions: Iterable[Position]) -> None:
        super().__init__(ANY_POSITION)
        self._theme = theme
        self._position: Position | None = None
        self.setProperty("role", "chip")
        self.setProperty(FOCUS_RADIUS, CHIP_RADIUS)
        self.setCheckable(True)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the icon stands behind the word
        self.setIconSize(_CHEVRON)
        self._menu = QMenu(self)
        self._menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._group = QActionGroup(self)
        self._add("Any position", None)
        for position in positions:
            self._add(position_in_words(position), position)
        self.clicked.connect(self._open)
        self._show_position()

    @property
    def position(self) -> Position | None:
        """The chosen position, ``None`` for any."""
        return self._position

    @property
    def menu_actions(self) -> list[QAction]:
        """The entries of the list, "any" first."""
        return self._group.actions()

    def choose(self, position: Position | None) -> None:
        """Filter by this position."""
        changed = position is not self._position
        self._position = position
        self._show_position()
        if changed:
            self.position_changed.emit()

    def set_theme(self, theme: Theme) -> None:
        """Tint the chevron for this theme."""
        self._theme = theme
        self._show_position()

    def _add(self, text: str, position: Position | None) -> None:
        action = self._menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(position is self._position)
        action.setData(position)
        action.triggered.connect(lambda: self.choose(position))
        self._group.addAction(action)

    def _open(self) -> None:
        self._show_position()  # the click has just toggled the look
        left = self.width() - self._menu.sizeHint().width()
        self._menu.popup(self.mapToGlobal(QPoint(left, self.height() + 4)))

    def _show_position(self) -> None:
        chosen = self._position
        self.setChecked(chosen is not None)
        self.setText(ANY_POSITION if chosen is None else position_in_words(chosen))
        role = "text" if chosen is None else "on_accent"
        self.setIcon(_chevron(self._theme.color(role)))
        said = "any" if chosen is None else position_in_words(chosen)
        self.setAccessibleName(f"Position: {said}")
        for action in self._group.actions():
            action.setChecked(action.data() == chosen)


class FilterBar(QWidget):
    """Search box above a row of chips; holds the filter the user has set."""

    filter_changed = Signal()

    def __init__(self, theme: Theme, exercises: Iterable[Exercise]) -> None:
        """Offer only the categories and positions that ``exercises`` have."""
        super().__init__()
        exercises = tuple(exercises)
        self.search_box = SearchBox(theme)
        self.position_button = PositionButton(
            theme, [p for p in Position if any(e.position is p for e in exercises)]
        )
        self._categories = QButtonGroup(self)
        self._chips: dict[Category | None, QPushButton] = {}
        flow = FlowLayout(theme.space("sm"))
        flow.addWidget(self._chip("All", None))
        for category in Category:
            if any(exercise.category is category for exercise in exercises):
                flow.addWidget(self._chip(category_in_words(category), category))
        self._chips[None].setChecked(True)

        row = QHBoxLayout()
        row.setSpacing(theme.space("md"))
        row.addLayout(flow, 1)
        row.addWidget(self.position_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(FOCUS_ROOM, FOCUS_ROOM, FOCUS_ROOM, FOCUS_ROOM)
        column.setSpacing(theme.space("md"))
        column.addWidget(self.search_box)
        column.addLayout(row)
        self.search_box.textChanged.connect(self._report)
        self.position_button.position_changed.connect(self._report)
        self._categories.buttonToggled.connect(self._report_checked)

    @property
    def filter(self) -> Filter:
        """What the user looks for now."""
        category = next((c for c, chip in self._chips.items() if chip.isChecked()), None)
        return Filter(self.search_box.text(), category, self.position_button.position)

    def category_chip(self, category: Category | None) -> QPushButton:
        """The chip of a category, or of all."""
        return self._chips[category]

    def clear(self) -> None:
        """Let everything in again."""
        self._chips[None].setChecked(True)
        self.position_button.choose(None)
        self.search_box.clear()

    def _chip(self, text: str, category: Category | None) -> QPushButton:
        chip = QPushButton(text)
        chip.setProperty("role", "chip")
        chip.setProperty(FOCUS_RADIUS, CHIP_RADIUS)
        chip.setCheckable(True)
        chip.setCursor(Qt.CursorShape.PointingHandCursor)
        self._categories.addButton(chip)
        self._chips[category] = chip
        return chip

    def _report(self) -> None:
        self.filter_changed.emit()

    def _report_checked(self, _chip: QPushButton, checked: bool) -> None:
        if checked:
            self.filter_changed.emit()
