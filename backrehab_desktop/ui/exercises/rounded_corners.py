"""Round corners for a widget that paints its whole rectangle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from backrehab_desktop.ui.theme.tokens import Theme


class RoundedCorners(QWidget):
    """Lies over ``target`` and paints its four corners in the colour of the ground around it.

    A mask on the target would do the same with jagged edges.
    """

    def __init__(self, theme: Theme, target: QWidget) -> None:
        super().__init__(target)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.resize(target.size())
        target.installEventFilter(self)

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme from now on."""
        self._theme = theme
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the target."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.resize(watched.size())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The rectangle without the rounded rectangle."""
        area = QRectF(self.rect())
        radius = self._theme.radius("card")
        corners = QPainterPath()
        corners.addRect(area)
        corners.addRoundedRect(area, radius, radius)  # odd-even: leaves only the corners
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillPath(corners, QColor(self._theme.color("surface")))
