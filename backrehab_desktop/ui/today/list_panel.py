"""The left column of the Today page: the day, how much of it is done, and the exercises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QVBoxLayout,
    QWidget,
)

from backrehab_desktop.core import wording
from backrehab_desktop.ui.theme.focus import PAINTS_OWN_FOCUS
from backrehab_desktop.ui.today.exercise_delegate import ExerciseDelegate, Thumbnails
from backrehab_desktop.ui.today.exercise_model import ROW_ROLE, ExerciseListModel, ListRow
from backrehab_desktop.ui.widgets.prose import Prose
from backrehab_desktop.ui.widgets.segments import SegmentBar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent, QResizeEvent

    from backrehab_desktop.ui.theme.tokens import Theme
    from backrehab_desktop.ui.today.agenda import Agenda, RowState

_SESSION_KEYS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Escape)


class ExerciseListView(QListView):
    """The list; the keys of the session pass through it to the page."""

    row_chosen = Signal(int)
    """Index of an exercise in the agenda."""

    def __init__(self, theme: Theme, model: ExerciseListModel, thumbnails: Thumbnails) -> None:
        """Show ``model``."""
        super().__init__()
        self.setModel(model)
        self.painter_of_rows = ExerciseDelegate(theme, thumbnails, self)
        self.setItemDelegate(self.painter_of_rows)
        self.setAccessibleName("Exercises of today")
        self.setProperty(PAINTS_OWN_FOCUS, True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.viewport().setAutoFillBackground(False)
        self.selectionModel().currentChanged.connect(self._tell)
        thumbnails.thumbnail_ready.connect(self.viewport().update)

    def set_choosable(self, choosable: bool) -> None:
        """Whether a row can be looked at; not while a session is under way."""
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.SingleSelection if choosable else mode.NoSelection)
        if not choosable:
            self.clearSelection()

    def choose(self, index: QModelIndex) -> None:
        """Mark a row without telling anybody."""
        model = self.selectionModel()
        model.blockSignals(True)
        model.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        model.blockSignals(False)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the keys of the session to the page."""
        if event.key() in _SESSION_KEYS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring for the keyboard, start at an exercise and not at a heading."""
        by_keyboard = event.reason() not in (Qt.FocusReason.MouseFocusReason,)
        self.painter_of_rows.shows_focus = by_keyboard
        super().focusInEvent(event)
        row: ListRow | None = self.currentIndex().data(ROW_ROLE)
        if row is None or row.row is None:
            self.setCurrentIndex(self.model().index(1, 0))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        self.painter_of_rows.shows_focus = False
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the rows out for the new width."""
        super().resizeEvent(event)
        self.painter_of_rows.set_width(self.width())
        self.scheduleDelayedItemsLayout()

    def viewportEvent(self, event: QEvent) -> bool:
        """Name the exercise in the tooltip where only its picture is shown."""
        if event.type() is QEvent.Type.ToolTip and not self.painter_of_rows.compact:
            return True
        return super().viewportEvent(event)

    def _tell(self, index: QModelIndex) -> None:
        row: ListRow | None = index.data(ROW_ROLE)
        if row is not None and row.row is not None:
            self.row_chosen.emit(row.item)


class ListPanel(QWidget):
    """The day, the bars, and the list; narrow windows keep only the pictures."""

    def __init__(self, theme: Theme, agenda: Agenda, thumbnails: Thumbnails) -> None:
        """Nothing is done yet."""
        super().__init__()
        self._theme = theme
        self._compact = False
        self._count = len(agenda.rows)
        self.model = ExerciseListModel(agenda)
        self.view = ExerciseListView(theme, self.model, thumbnails)
        self._title = Prose(theme, "title", wraps=False)
        self._title.set_text("Today")
        self._date = Prose(theme, "small", tone="muted", wraps=False)
        self._bar = SegmentBar(theme)
        self._bar.show_parts([0.0] * self._count)
        self._words = Prose(theme, "small", tone="muted", wraps=False)
        self._short = Prose(theme, "small", tone="text", wraps=False, centred=True)
        self._left = Prose(theme, "small", tone="muted", wraps=False, centred=True)
        self._head = QWidget()
        self._lay_out()
        self.set_compact(False)

    def _lay_out(self) -> None:
        margin = self._theme.space("xxl")
        head = QVBoxLayout(self._head)
        head.setContentsMargins(
            margin, self._theme.space("xl") + 3, margin, self._theme.space("xs")
        )
        head.setSpacing(0)
        head.addWidget(self._title)
        head.addWidget(self._date)
        head.addSpacing(self._theme.space("md") + 1)
        head.addWidget(self._bar)
        head.addSpacing(self._theme.space("sm"))
        head.addWidget(self._words)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addSpacing(0)
        column.addWidget(self._short)
        column.addWidget(self.view, 1)
        column.addWidget(self._left)
        self._short.setContentsMargins(0, 0, 0, 0)

    def set_compact(self, compact: bool) -> None:
        """Thumbnails alone, as in a narrow window."""
        self._compact = compact
        self._head.setVisible(not compact)
        self._short.setVisible(compact)
        self._left.setVisible(compact and bool(self._left.text()))
        self.view.painter_of_rows.compact = compact
        self.setFixedWidth(self._theme.size("list_compact" if compact else "list"))
        self._column.setContentsMargins(0, 16 if compact else 0, 1, 16 if compact else 0)
        self.view.scheduleDelayedItemsLayout()

    def set_date(self, day: date) -> None:
        """Name the day."""
        self._date.set_text(f"{day:%A} {day.day} {day:%B}")

    def show_progress(self, parts: Sequence[float], done: int, rest: str) -> None:
        """How far the day has come; ``rest`` is what is left, in words, or empty."""
        self._bar.show_parts(parts)
        head = f"**{done} of {self._count} done**" if any(parts) else "**Not started**"
        self._words.set_text(f"{head} · {rest}" if rest else head)
        self._short.set_text(f"{done} of {self._count}")
        self._left.set_text(
            rest.removeprefix("about ").replace("minute", "min").replace("mins", "min")
        )
        self._left.setVisible(self._compact and bool(rest))

    def show_states(self, states: Sequence[RowState], current: int | None) -> None:
        """Mark the exercises; the current one scrolls into view."""
        self.model.set_states(states)
        if current is not None:
            self.view.scrollTo(self.model.index_of(current))

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme from now on."""
        self._theme = theme
        self.view.painter_of_rows.theme = theme
        self.view.viewport().update()
        self.update()

    def sizeHint(self) -> QSize:
        """The width is fixed; any height will do."""
        return QSize(self.width(), 400)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and the line to the stage."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.color("surface")))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), QColor(self._theme.color("border")))


def first_words(agenda: Agenda, item: int) -> str:
    """The caption under the figure of an exercise that is looked at."""
    row = agenda.rows[item]
    prefix = "First: " if item == 0 else ""
    return f"{prefix}**{row.exercise.name}**, {wording.list_in_words(row.dose_lines[:1])}"
