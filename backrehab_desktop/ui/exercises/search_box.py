"""The box to search the library with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from backrehab_desktop.ui.theme.focus import PAINTS_OWN_FOCUS
from backrehab_desktop.ui.theme.icons import paint_icon

if TYPE_CHECKING:
    from backrehab_desktop.ui.theme.tokens import Theme

LIBRARY_HINTS = (
    "Search by name, body part or other name, like “glute bridge”",
    "Search by name or body part",
)
AVOIDED_HINTS = ("Search what to leave out, like “sit-up”", "Search what to leave out")
_LENS = 20
_LENS_LEFT = 15
_TEXT_INDENT = 30
"""From the style sheet's padding to the text, past the lens."""
_CLEAR_AREA = 44
_CLEAR_ICON = 20


class _ClearButton(QAbstractButton):
    """Empties the box; the keyboard uses Escape instead."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName("Clear the search")
        self.setToolTip("Clear the search (Esc)")
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme from now on."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_CLEAR_AREA, _CLEAR_AREA)

    def paintEvent(self, _event: QPaintEvent) -> None:
        middle = QRectF(self.rect()).center()
        half = _CLEAR_ICON / 2
        area = QRectF(middle.x() - half, middle.y() - half, _CLEAR_ICON, _CLEAR_ICON)
        color = self._theme.color("text" if self.underMouse() else "muted")
        with QPainter(self) as painter:
            paint_icon(painter, area, "close", color)


class SearchBox(QLineEdit):
    """The line to type into; Escape empties it, Down and Enter go on to the results."""

    left_downward = Signal()
    """The user wants to walk through the results."""
    accepted = Signal()
    """The user pressed Enter."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._hints = LIBRARY_HINTS
        self.setAccessibleName("Search exercises")
        self.setProperty(PAINTS_OWN_FOCUS, True)  # its edge turns into the accent, with the caret
        self.setTextMargins(_TEXT_INDENT, 0, _CLEAR_AREA - 12, 0)
        self.clear_button = _ClearButton(theme, self)
        self.clear_button.clicked.connect(self.clear)
        self.textChanged.connect(self._show_clear)

    def set_hints(self, hints: tuple[str, str]) -> None:
        """Say in the empty box what can be searched; the second is for a narrow one."""
        self._hints = hints
        self._show_hint()

    def set_theme(self, theme: Theme) -> None:
        """Paint the lens in this theme from now on."""
        self._theme = theme
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that lead out of the box."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.left_downward.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accepted.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the button and take the hint that fits."""
        super().resizeEvent(event)
        self.clear_button.setGeometry(self.width() - _CLEAR_AREA - 2, 0, _CLEAR_AREA, self.height())
        self._show_hint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line, and the lens in front of it."""
        super().paintEvent(event)
        top = (self.height() - _LENS) / 2
        color = self._theme.color("muted")
        with QPainter(self) as painter:
            paint_icon(painter, QRectF(_LENS_LEFT, top, _LENS, _LENS), "search", color)

    def _show_hint(self) -> None:
        full, short = self._hints
        room = self.width() - 2 * _CLEAR_AREA - _TEXT_INDENT
        fits = self.fontMetrics().horizontalAdvance(full) < room
        self.setPlaceholderText(full if fits else short)

    def _show_clear(self, text: str) -> None:
        self.clear_button.setVisible(bool(text))
