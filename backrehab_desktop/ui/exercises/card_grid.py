"""The grid of exercise cards: as many columns as fit, walked with the arrow keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QListView, QWidget

from backrehab_desktop.ui.exercises.card_delegate import CARD_GAP, CardDelegate
from backrehab_desktop.ui.theme.focus import PAINTS_OWN_FOCUS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent

    from backrehab_desktop.core.exercise import Entry
    from backrehab_desktop.ui.exercises.entry_model import EntryModel
    from backrehab_desktop.ui.figure.thumbnails import ThumbnailProvider
    from backrehab_desktop.ui.theme.tokens import Theme

_NARROWEST_CARD = 220
_WIDEST_WISH = 480
_CARDS_ACROSS = 4
"""On a large window cards grow rather than become many: about this many in a row."""


_SETTLE_MS = 150
"""After the last change of size, until pictures of the new size are asked for."""

_KEYBOARD_REASONS = frozenset(
    {
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
    }
)


def card_width(room: int) -> int:
    """Width of the cards that fill ``room`` logical pixels, half a gap around each one."""
    wish = max(_NARROWEST_CARD, min(_WIDEST_WISH, room // _CARDS_ACROSS))
    columns = max(1, room // (wish + CARD_GAP))
    return room // columns - CARD_GAP


class CardGrid(QListView):
    """Shows an :class:`EntryModel`; the current card is the one shown in detail."""

    entry_chosen = Signal(str)
    """Another card became current, with its exercise's id."""
    entry_opened = Signal(str)
    """The user clicked a card."""
    entry_entered = Signal(str)
    """The user pressed Enter on a card."""

    def __init__(
        self,
        model: EntryModel,
        thumbnails: ThumbnailProvider,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._delegate = CardDelegate(thumbnails, theme, self)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Exercises")
        self.setProperty(PAINTS_OWN_FOCUS, True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionRectVisible(False)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLE_MS)
        self._settling.timeout.connect(self._settle)
        self.selectionModel().currentChanged.connect(self._report_chosen)
        self.clicked.connect(self._report_opened)
        thumbnails.thumbnail_ready.connect(model.refresh_thumbnail)

    def set_theme(self, theme: Theme) -> None:
        """Paint with this theme from now on."""
        self._delegate.set_theme(theme)
        self._fit_cells()
        self.viewport().update()

    def set_names(self, names: Iterable[str]) -> None:
        """Make every card high enough for the longest of these names."""
        self._delegate.names = tuple(names)
        if not self._delegate.cell.isEmpty():
            self._fit_cells()

    def current_entry(self) -> Entry | None:
        """The exercise of the current card, ``None`` if nothing is on show."""
        return self._model.entry(self.currentIndex())

    def choose(self, entry_id: str) -> bool:
        """Make this exercise current; ``False`` if it is not on show."""
        row = self._model.row_of(entry_id)
        if row is None:
            return False
        self.setCurrentIndex(self._model.index(row))
        return True

    def choose_first(self) -> None:
        """Make the first card current, if there is one."""
        if self._model.rowCount():
            self.setCurrentIndex(self._model.index(0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; the other keys move, and show where the focus is."""
        self._set_keyboard_focus(True)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            entry = self.current_entry()
            if entry is not None:
                self.entry_entered.emit(entry.id)
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus when it came from the keyboard."""
        self._set_keyboard_focus(event.reason() in _KEYBOARD_REASONS)
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.choose_first()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A pressed card needs no ring: the pointer shows where it is."""
        self._set_keyboard_focus(False)
        super().mousePressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to the new width."""
        self._fit_cells()
        super().resizeEvent(event)

    def _fit_cells(self) -> None:
        # The view itself keeps the scroll bar's width free; cards do not jump when it appears.
        room = self.width() - self.verticalScrollBar().sizeHint().width() - 1
        width = card_width(room)
        cell = QSize(width + CARD_GAP, self._delegate.card_height(width) + CARD_GAP)
        if cell != self.gridSize():
            is_first = self._delegate.cell.isEmpty()
            self._delegate.cell = cell
            if is_first:
                self._delegate.settle()
            else:
                self._settling.start()
            self.setGridSize(cell)
            self.verticalScrollBar().setSingleStep(max(1, cell.height() // 3))

    def _settle(self) -> None:
        self._delegate.settle()
        self.viewport().update()

    def _set_keyboard_focus(self, shown: bool) -> None:
        if self._delegate.keyboard_focus is not shown:
            self._delegate.keyboard_focus = shown
            self.viewport().update()

    def _report_chosen(self, current: QModelIndex) -> None:
        entry = self._model.entry(current)
        if entry is not None:
            self.entry_chosen.emit(entry.id)

    def _report_opened(self, index: QModelIndex) -> None:
        entry = self._model.entry(index)
        if entry is not None:
            self.entry_opened.emit(entry.id)
