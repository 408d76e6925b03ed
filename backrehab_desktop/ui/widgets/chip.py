"""A short word in a pill: a phase, a status, a thing that is needed."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QLabel, QSizePolicy

from backrehab_desktop.ui.theme.fonts import sized_font
from backrehab_desktop.ui.widgets.paint import (
    LEFT,
    draw_words,
    edge_round,
    fill_circle,
    fill_round,
    painter_on,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from backrehab_desktop.ui.theme.tokens import Theme

_HEIGHT = 30
_PADDING = 13
_DOT = 10
_DOT_GAP = 8


class ChipTone(StrEnum):
    """What a chip is about; decides its colours."""

    NEUTRAL = "neutral"
    OUTLINE = "outline"
    WORK = "work"
    STRETCH = "stretch"
    ACCENT = "accent"
    WARNING = "warning"
    PAIN = "pain"


# fill, ink, dot, edge: colour roles; an empty role is not painted.
_ROLES: dict[ChipTone, tuple[str, str, str, str]] = {
    ChipTone.NEUTRAL: ("sunken", "muted", "", ""),
    ChipTone.OUTLINE: ("surface", "text", "", "border"),
    ChipTone.WORK: ("work_soft", "work_text", "work", ""),
    ChipTone.STRETCH: ("stretch_soft", "stretch_text", "stretch", ""),
    ChipTone.ACCENT: ("accent_soft", "accent", "", ""),
    ChipTone.WARNING: ("warning_soft", "warning", "warning", ""),
    ChipTone.PAIN: ("pain_soft", "pain", "", ""),
}


class Chip(QLabel):
    """A pill with one word or two; static text to assistive technology."""

    def __init__(
        self, theme: Theme, text: str = "", tone: ChipTone = ChipTone.NEUTRAL, *, bold: bool = False
    ) -> None:
        """A chip that is as wide as its words."""
        super().__init__(text)
        self._theme = theme
        self._tone = tone
        self._weight = 600 if bold else 500
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_chip(self, text: str, tone: ChipTone) -> None:
        """Change the words and what they are about."""
        if text != self.text() or tone is not self._tone:
            self.setText(text)
            self._tone = tone
            self.updateGeometry()
            self.update()

    @property
    def tone(self) -> ChipTone:
        """What the chip is about."""
        return self._tone

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme from now on."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """The size it likes best."""
        width = QFontMetricsF(self._chip_font()).horizontalAdvance(self.text()) + 2 * _PADDING
        if _ROLES[self._tone][2]:
            width += _DOT + _DOT_GAP
        return QSize(round(width + 0.5), _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """The least size that shows everything."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what is to be seen."""
        fill, ink, dot, edge = _ROLES[self._tone]
        color = self._theme.color
        with painter_on(self) as painter:
            area = QRectF(self.rect())
            fill_round(painter, area, area.height() / 2, color(fill))
            if edge:
                edge_round(painter, area, area.height() / 2, color(edge), 1)
            left = float(_PADDING)
            if dot:
                fill_circle(
                    painter, QRectF(left, (self.height() - _DOT) / 2, _DOT, _DOT), color(dot)
                )
                left += _DOT + _DOT_GAP
            words = QRectF(left, 0, self.width() - left, self.height())
            draw_words(painter, words, LEFT, self.text(), self._chip_font(), color(ink))

    def _chip_font(self) -> QFont:
        weight = 600 if _ROLES[self._tone][2] else self._weight
        return sized_font(self._theme.type("small").size, weight)
