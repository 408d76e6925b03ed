"""Words as large as their place allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QLabel

from backrehab_desktop.ui.theme.fonts import sized_font

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QPaintEvent

    from backrehab_desktop.ui.theme.tokens import Theme

_STEP = 0.94
_LEAST = 0.4
"""Of the wanted size; what does not fit at that is cut off with an ellipsis."""
_DOT_GAP, _DOT = 0.9, 0.33
"""Of the size: room for the dot before a phase, and the dot."""


class FloorText(QLabel):
    """Static text that shrinks until it fits, over one line or more."""

    def __init__(
        self,
        theme: Theme,
        weight: int,
        *,
        tone: str = "text",
        lines: int = 1,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        dotted: bool = False,
    ) -> None:
        """Show nothing yet; ``dotted`` puts a dot in the text's colour before it."""
        super().__init__()
        self._theme = theme
        self._weight = weight
        self._tone = tone
        self._dot_tone = tone
        self._lines = lines
        self._align = align
        self._dotted = dotted
        self._pixels = 40
        self._runs: tuple[tuple[str, str], ...] = ()
        self._fitted: tuple[tuple[object, ...], QFont] | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)

    def set_words(self, text: str, tone: str = "", dot_tone: str = "") -> None:
        """Show one text; ``tone`` and ``dot_tone`` are colour roles."""
        self._tone = tone or self._tone
        self._dot_tone = dot_tone or self._tone
        self.set_runs((text, self._tone))

    def set_runs(self, *runs: tuple[str, str]) -> None:
        """Show one line of several colours: texts with their roles."""
        if runs != self._runs:
            self._runs = runs
            self.setText("".join(text for text, _ in runs))
            self.update()

    def set_pixels(self, pixels: int) -> None:
        """The size wanted, in logical pixels."""
        self._pixels = pixels
        self.update()

    @property
    def shown_pixels(self) -> int:
        """The size the text has come to."""
        return self._font().pixelSize()

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme from now on."""
        self._theme = theme
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what is to be seen."""
        text = self.text()
        if not text:
            return
        font = self._font()
        metrics = QFontMetrics(font)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(font)
            if len(self._runs) > 1:
                self._paint_runs(painter, metrics)
                return
            area = self.rect()
            if self._dotted:
                self._paint_dot(painter, font.pixelSize(), metrics.horizontalAdvance(text))
            painter.setPen(QColor(self._theme.color(self._tone)))
            if self._lines == 1:
                text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(area, self._flags(), text)

    def _paint_runs(self, painter: QPainter, metrics: QFontMetrics) -> None:
        width = metrics.horizontalAdvance(self.text())
        spare = self.width() - width
        x = {
            Qt.AlignmentFlag.AlignRight: spare,
            Qt.AlignmentFlag.AlignHCenter: spare // 2,
        }.get(self._align, 0)
        for text, tone in self._runs:
            painter.setPen(QColor(self._theme.color(tone)))
            area = QRect(x, 0, self.width(), self.height())
            painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
            x += metrics.horizontalAdvance(text)

    def _paint_dot(self, painter: QPainter, size: int, width: int) -> None:
        side = size * _DOT
        right = self.width() - width - size * (_DOT_GAP - _DOT) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.color(self._dot_tone)))
        painter.drawEllipse(QRectF(right - side, self.height() / 2 - side * 0.42, side, side))

    def _flags(self) -> int:
        wrap = Qt.TextFlag.TextWordWrap if self._lines > 1 else Qt.TextFlag.TextSingleLine
        return (self._align | Qt.AlignmentFlag.AlignVCenter).value | wrap.value

    def _font(self) -> QFont:
        key = (self.text(), self.width(), self.height(), self._pixels)
        if self._fitted is None or self._fitted[0] != key:
            self._fitted = key, self._fit()
        return self._fitted[1]

    def _fit(self) -> QFont:
        pixels = float(self._pixels)
        while pixels > self._pixels * _LEAST:
            font = sized_font(round(pixels), self._weight)
            if self._fits(QFontMetrics(font), round(pixels)):
                return font
            pixels *= _STEP
        return sized_font(round(pixels), self._weight)

    def _fits(self, metrics: QFontMetrics, pixels: int) -> bool:
        text = self.text()
        width = self.width()
        if self._dotted:
            width -= round(pixels * _DOT_GAP)
        if self._lines == 1:
            return metrics.horizontalAdvance(text) <= width
        if max(metrics.horizontalAdvance(word) for word in text.split() or [""]) > width:
            return False
        area = metrics.boundingRect(QRect(0, 0, width, 10_000), self._flags(), text)
        return area.height() <= min(self.height() + 1, self._lines * metrics.lineSpacing() + 1)
