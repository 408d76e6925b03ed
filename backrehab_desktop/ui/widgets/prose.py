"""Text with the line height of the type scale, bold runs and an end that elides."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from backrehab_desktop.ui.theme.fonts import scale_font

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from backrehab_desktop.ui.theme.tokens import Theme

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_BOLD_WEIGHT = 600


class Prose(QLabel):
    """A label that keeps the line height of its step; ``**words**`` come out bold.

    As a ``QLabel`` it is static text to assistive technology. With
    ``max_lines`` the last line ends in an ellipsis and the whole text becomes
    the tooltip, so nothing is lost. With ``wraps=False`` it is one line that
    may be squeezed.
    """

    def __init__(
        self,
        theme: Theme,
        step: str,
        *,
        tone: str = "text",
        bold_tone: str = "text",
        wraps: bool = True,
        max_lines: int = 0,
        centred: bool = False,
    ) -> None:
        """Show nothing yet; ``tone`` and ``bold_tone`` are colour roles."""
        super().__init__()
        self._theme = theme
        self._step = step
        self._tone = tone
        self._bold_tone = bold_tone
        self._wraps = wraps
        self._max_lines = max_lines if wraps else 1
        self._centred = centred
        self._plain = ""
        self._bold: list[tuple[int, int]] = []
        vertical = QSizePolicy.Policy.Preferred if wraps else QSizePolicy.Policy.Fixed
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, vertical)
        policy.setHeightForWidth(wraps)
        self.setSizePolicy(policy)
        self.setWordWrap(wraps)  # else QLabel takes height-for-width back with each text
        self._apply_font()

    def set_text(self, marked: str) -> None:
        """Show the text; ``**words**`` are bold. Cheap when nothing changes."""
        pieces: list[str] = []
        bold: list[tuple[int, int]] = []
        length = position = 0
        for match in _BOLD.finditer(marked):
            before = marked[position : match.start()]
            pieces += (before, match[1])
            bold.append((length + len(before), len(match[1])))
            length += len(before) + len(match[1])
            position = match.end()
        plain = "".join(pieces) + marked[position:]
        if plain == self._plain and bold == self._bold:
            return
        self._plain, self._bold = plain, bold
        self.setText(plain)
        self.updateGeometry()
        self.update()

    def set_tone(self, tone: str) -> None:
        """Change the colour role of the text."""
        if tone != self._tone:
            self._tone = tone
            self.update()

    def set_bold_tone(self, tone: str) -> None:
        """Change the colour role of the bold words."""
        if tone != self._bold_tone:
            self._bold_tone = tone
            self.update()

    def set_step(self, step: str) -> None:
        """Change the step of the type scale, for narrow windows."""
        if step != self._step:
            self._step = step
            self._apply_font()
            self.updateGeometry()
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme from now on."""
        self._theme = theme
        self.update()

    def line_height(self) -> float:
        """The distance of two base lines in logical pixels."""
        return max(float(self._theme.type(self._step).line), QFontMetricsF(self._font).height())

    def sizeHint(self) -> QSize:
        """The size it likes best."""
        width = self._natural_width()
        lines = self._plain.count("\n") + 1
        return QSize(width, round(lines * self.line_height()))

    def minimumSizeHint(self) -> QSize:
        """The least size that shows everything."""
        if self._wraps:
            words = self._plain.split() or [""]
            metrics = QFontMetricsF(self._font)
            width = max(metrics.horizontalAdvance(word) for word in words)
            return QSize(min(round(width) + 2, 160), round(self.line_height()))
        return QSize(min(self._natural_width(), 24), round(self.line_height()))

    def heightForWidth(self, width: int) -> int:
        """The height its lines need at that width."""
        layout, lines = self._laid_out(max(1, width))
        return round(max(1, lines) * self.line_height()) if layout is not None else 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what is to be seen."""
        if not self._plain:
            return
        layout, lines = self._laid_out(self.width())
        if layout is None:
            return
        painter = QPainter(self)
        painter.setPen(QColor(self._theme.color(self._tone)))
        spare = self.height() - lines * self.line_height()
        top = max(0.0, spare / 2) if not self._wraps else 0.0
        for index in range(lines):
            line = layout.lineAt(index)
            ends_early = index == lines - 1 and lines < layout.lineCount()
            if ends_early or (not self._wraps and line.naturalTextWidth() > self.width()):
                self._paint_elided(painter, line.textStart(), line.y() + top)
            else:
                line.draw(painter, QPointF(0, top))

    def _paint_elided(self, painter: QPainter, start: int, y: float) -> None:
        metrics = QFontMetricsF(self._font)
        rest = self._plain[start:].replace("\n", " ")
        text = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, self.width())
        painter.setFont(self._font)
        gap = (self.line_height() - metrics.height()) / 2
        painter.drawText(QPointF(0, y + gap + metrics.ascent()), text)
        if self.toolTip() != self._plain:
            self.setToolTip(self._plain)

    def _apply_font(self) -> None:
        self._font = scale_font(self._theme, self._step)
        self.setFont(self._font)

    def _natural_width(self) -> int:
        # Measured bold where anything is bold: a pixel too wide never elides.
        font = QFont(self._font)
        if self._bold:
            font.setWeight(QFont.Weight(_BOLD_WEIGHT))
        metrics = QFontMetricsF(font)
        widths = [metrics.horizontalAdvance(line) for line in self._plain.split("\n")]
        return int(max(widths) + 2)

    def _laid_out(self, width: int) -> tuple[QTextLayout | None, int]:
        """The text in lines, and how many of them are shown."""
        layout = QTextLayout(self._plain.replace("\n", "\u2028"), self._font)
        option = QTextOption()
        wrap = QTextOption.WrapMode
        option.setWrapMode(wrap.WrapAtWordBoundaryOrAnywhere if self._wraps else wrap.NoWrap)
        if self._centred:
            option.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout.setTextOption(option)
        layout.setFormats([self._bold_run(start, length) for start, length in self._bold])
        layout.beginLayout()
        height = self.line_height()
        count = 0
        while True:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0, count * height + (height - line.height()) / 2))
            count += 1
        layout.endLayout()
        shown = min(count, self._max_lines) if self._max_lines else count
        return layout, shown

    def _bold_run(self, start: int, length: int) -> QTextLayout.FormatRange:
        run = QTextLayout.FormatRange()
        run.start = start
        run.length = length
        shape = QTextCharFormat()
        shape.setFontWeight(_BOLD_WEIGHT)
        shape.setForeground(QColor(self._theme.color(self._bold_tone)))
        run.format = shape
        return run


def spacer() -> QWidget:
    """An empty widget that takes what is left of a row or column."""
    widget = QWidget()
    widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    return widget
