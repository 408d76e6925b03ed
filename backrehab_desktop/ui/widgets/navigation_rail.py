"""The rail at the left: the pages and the settings, with words or as icons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QSizePolicy, QVBoxLayout

from backrehab_desktop.ui.theme.fonts import sized_font
from backrehab_desktop.ui.theme.icons import paint_icon
from backrehab_desktop.ui.widgets.paint import (
    CENTRE,
    draw_words,
    elided,
    fill_round,
    painter_on,
    reach_by_tab,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from backrehab_desktop.ui.theme.tokens import Theme
    from backrehab_desktop.ui.widgets.badge import Badge


@dataclass(frozen=True, slots=True)
class Destination:
    """A place the rail leads to."""

    id: str
    word: str
    icon: str


class _RailButton(QPushButton):
    """One place: an icon over its word, or the icon alone."""

    def __init__(self, theme: Theme, place: Destination) -> None:
        super().__init__()
        self.theme = theme
        self.place = place
        self.compact = False
        self.setText(place.word)
        self.setAccessibleName(place.word)
        reach_by_tab(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_compact(self, compact: bool) -> None:
        self.compact = compact
        self.setToolTip(self.place.word if compact else "")
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(48, 52) if self.compact else QSize(64, 66)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self.theme
        with painter_on(self) as painter:
            current = self.isChecked()
            ground = "accent_soft" if current else "pressed" if self.isDown() else ""
            if not ground and self.underMouse():
                ground = "hover"
            if ground:
                fill_round(
                    painter, QRectF(self.rect()), theme.radius("control"), theme.color(ground)
                )
            ink = theme.color("accent" if current else "muted")
            side = float(theme.size("icon"))
            top = (self.height() - side) / 2 if self.compact else 12.0
            paint_icon(
                painter, QRectF((self.width() - side) / 2, top, side, side), self.place.icon, ink
            )
            if not self.compact:
                self._paint_word(painter, ink, bold=current)

    def _paint_word(self, painter: QPainter, ink: str, *, bold: bool) -> None:
        weight = 600 if bold else 500
        # Wide system fonts: smaller and lighter before an ellipsis, but never under 14 px.
        for pixels, strength in ((15, weight), (14, weight), (14, 500)):
            font = sized_font(pixels, strength)
            if QFontMetricsF(font).horizontalAdvance(self.text()) <= self.width() - 2:
                break
        words = elided(QFontMetricsF(font), self.text(), self.width())
        draw_words(painter, QRectF(0, 36, self.width(), 24), CENTRE, words, font, ink)


class NavigationRail(QFrame):
    """The pages at the top, the settings at the bottom."""

    page_chosen = Signal(str)
    """Id of the page the person wants."""
    settings_requested = Signal()

    def __init__(self, theme: Theme, places: Sequence[Destination], settings: Destination) -> None:
        """The first place is the current one."""
        super().__init__()
        self._theme = theme
        self.setAccessibleName("Pages")
        self.setProperty("ground", "surface")
        self._group = QButtonGroup(self)
        self._buttons = {place.id: _RailButton(theme, place) for place in places}
        self._settings = _RailButton(theme, settings)
        self._badge: Badge | None = None
        self._column = QVBoxLayout(self)
        self._column.setSpacing(6)
        for button in self._buttons.values():
            button.setCheckable(True)
            self._group.addButton(button)
            self._column.addWidget(button)
            button.clicked.connect(self._tell)
        self._column.addStretch(1)
        self._column.addWidget(self._settings)
        self._settings.clicked.connect(self.settings_requested)
        self.set_current(places[0].id)
        self.set_compact(False)

    def set_current(self, page: str) -> None:
        """Mark the page that is shown."""
        self._buttons[page].setChecked(True)

    @property
    def current(self) -> str:
        """Id of the page that is marked."""
        return next(page for page, button in self._buttons.items() if button.isChecked())

    def set_compact(self, compact: bool) -> None:
        """Icons alone in a narrow window; the words become tooltips."""
        for button in (*self._buttons.values(), self._settings):
            button.set_compact(compact)
        if self._badge is not None:
            self._badge.set_compact(compact)
        side = 6 if compact else 8
        self._column.setContentsMargins(
            side, 12 if compact else 16, side + 1, 12 if compact else 16
        )
        self.setFixedWidth(self._theme.size("rail_compact" if compact else "rail"))

    def button(self, page: str) -> QPushButton:
        """The button of a page, or of the settings."""
        return self._settings if page == self._settings.place.id else self._buttons[page]

    def add_badge(self, badge: Badge) -> None:
        """Put a standing notice above the settings."""
        self._badge = badge
        self._column.insertWidget(self._column.count() - 1, badge)
        badge.set_compact(self._settings.compact)

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme from now on."""
        self._theme = theme
        for button in (*self._buttons.values(), self._settings):
            button.theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is to be seen."""
        super().paintEvent(event)
        with painter_on(self) as painter:
            fill_round(painter, QRectF(self.rect()), 0, self._theme.color("surface"))
            edge = QRectF(self.width() - 1, 0, 1, self.height())
            fill_round(painter, edge, 0, self._theme.color("border"))

    def _tell(self) -> None:
        self.page_chosen.emit(self.current)
