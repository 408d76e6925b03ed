"""Tells when a window has been seen, so that whatever is heavy can start after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class FirstPaint(QObject):
    """Emits ``painted`` once: after the window's first paint has reached the screen."""

    painted = Signal()

    def __init__(self, window: QWidget) -> None:
        """Watch ``window``, which becomes the parent."""
        super().__init__(window)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the paint; the rest of the same flush is let through first."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.painted.emit)
        return False
