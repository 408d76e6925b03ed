"""A scroll area for reading: reached with Tab, scrolled with the arrow keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from backrehab_desktop.ui.exercises.focus import KEYBOARD_REASONS

if TYPE_CHECKING:
    from backrehab_desktop.ui.theme.tokens import Theme


READING_INSET = 6
"""What is read keeps this distance from the edge, for the focus ring."""


class _FocusRing(QWidget):
    """A ring over the whole area; lets the mouse through."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme from now on."""
        self._theme = theme
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self._theme.stroke("focus")
        painter.setPen(QPen(QColor(self._theme.color("focus")), width))
        radius = self._theme.radius("segment")
        area = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(area, radius, radius)


class ReadingArea(QScrollArea):
    """Scrolls one widget up and down; shows a ring when the keyboard reaches it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._ring = _FocusRing(theme, self)
        self.setWidgetResizable(True)
        self.viewport().setAutoFillBackground(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_widget(self, widget: QWidget) -> None:
        """Replace what is read, from its top; the one before is deleted."""
        before = self.takeWidget()
        if before is not None:
            before.hide()
            before.deleteLater()
        self.setWidget(widget)
        widget.setAutoFillBackground(False)  # setWidget turns it on; the panel's ground shows
        self.verticalScrollBar().setValue(0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the keyboard brought the focus."""
        super().focusInEvent(event)
        if event.reason() in KEYBOARD_REASONS:
            self._ring.raise_()
            self._ring.show()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        self._ring.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the ring around the whole area."""
        super().resizeEvent(event)
        self._ring.resize(self.size())
