"""A card: the ground and the edge that things which belong together share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from backrehab_desktop.ui.widgets.paint import edge_round, fill_round, painter_on

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from backrehab_desktop.ui.theme.tokens import Theme


class Card(QWidget):
    """Paints itself, so that it looks right before the style sheet is there."""

    def __init__(self, theme: Theme) -> None:
        """An empty card."""
        super().__init__()
        self._theme = theme

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme from now on."""
        self._theme = theme
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and edge."""
        with painter_on(self) as painter:
            area = QRectF(self.rect())
            radius = self._theme.radius("card")
            fill_round(painter, area, radius, self._theme.color("surface"))
            edge_round(
                painter, area, radius, self._theme.color("border"), self._theme.stroke("border")
            )
