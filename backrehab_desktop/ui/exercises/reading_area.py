"""A scroll area for reading: reached with Tab, scrolled with the arrow keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from backrehab_desktop.ui.theme.focus import FOCUS_RADIUS

_RADIUS = 4


class ReadingArea(QScrollArea):
    """Scrolls one widget up and down."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty(FOCUS_RADIUS, _RADIUS)
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
