"""A standing notice in the rail, such as that the data is made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QLabel, QSizePolicy

from backrehab_desktop.ui.theme.fonts import sized_font

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from backrehab_desktop.ui.theme.tokens import Theme


class Badge(QLabel):
    """A word on the colour of cautions; what it means is its tooltip."""

    def __init__(self, theme: Theme, word: str, meaning: str) -> None:
        """As wide as the rail."""
        super().__init__(word)
        self._theme = theme
        self.setToolTip(meaning)
        self.setAccessibleDescription(meaning)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_compact(self, compact: bool) -> None:
        """Less high in a narrow rail."""
        self.setFixedHeight(26 if compact else 30)

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme from now on."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """The word on its ground."""
        return QSize(52, 30)

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pill and the word."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QtCore.Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.color("warning_soft")))
            radius = self.height() / 2
            painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
            painter.setPen(QColor(self._theme.color("warning")))
            painter.setFont(sized_font(14, 600))
            painter.drawText(self.rect(), QtCore.Qt.AlignmentFlag.AlignCenter, self.text())
