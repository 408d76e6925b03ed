"""What floor mode says when the session is over, and the way on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from backrehab_desktop.ui.floor.floor_text import FloorText
from backrehab_desktop.ui.widgets.button import ActionButton, ButtonRole

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from backrehab_desktop.ui.theme.tokens import Theme


class FloorEndPanel(QWidget):
    """Covers floor mode after the last set; the questions are asked on the page."""

    left = Signal()
    """On to the questions."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        """Nothing is over yet."""
        super().__init__(parent)
        self._theme = theme
        self._done = FloorText(theme, 700, tone="accent")
        self._done.set_words("Done")
        self.title = FloorText(theme, 700, lines=2)
        self.details = FloorText(theme, 400, tone="muted", lines=3)
        self.go_on = ActionButton(
            theme, "On to the questions", ButtonRole.PRIMARY, icon="play", key_hint="Space"
        )
        for widget in (self._done, self.title, self.details, self.go_on):
            widget.setParent(self)
        self.go_on.clicked.connect(self.left)

    def show_end(self, title: str, details: str) -> None:
        """Say what the session came to."""
        self.title.set_words(title)
        self.details.set_words(
            f"{details} One short question and a note are left; they can wait until you are up."
        )
        self.go_on.setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme from now on."""
        self._theme = theme
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """All sizes follow the height."""
        super().resizeEvent(event)
        width, height = self.width(), self.height()
        side = round(0.06 * height)
        room = width - 2 * side
        self._done.set_pixels(round(0.2 * height))
        self._done.setGeometry(side, round(0.06 * height), room, round(0.26 * height))
        self.title.set_pixels(round(0.085 * height))
        self.title.setGeometry(side, round(0.34 * height), room, round(0.13 * height))
        self.details.set_pixels(round(0.045 * height))
        self.details.setGeometry(side, round(0.49 * height), room, round(0.2 * height))
        self.go_on.set_scale(height / 430)
        size = self.go_on.sizeHint()
        self.go_on.setGeometry(side, round(0.76 * height), size.width(), size.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground that hides the session."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(self._theme.color("window")))
