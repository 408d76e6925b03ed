"""An icon that stands beside words and is decoration to assistive technology."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from backrehab_desktop.ui.theme.icons import paint_icon

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from backrehab_desktop.ui.theme.tokens import Theme


class IconLabel(QWidget):
    """One icon in a colour role."""

    def __init__(self, theme: Theme, icon: str, role: str) -> None:
        """As large as icons are."""
        super().__init__()
        self._theme = theme
        self._icon = icon
        self._role = role
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme from now on."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """A square."""
        side = self._theme.size("icon")
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon."""
        side = self._theme.size("icon")
        color = self._theme.color(self._role)
        with QPainter(self) as painter:
            paint_icon(painter, QRectF(0, 0, side, side), self._icon, color)
