"""Text with the line height of the type scale, bold runs and an end that elides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel, QSizePolicy

from backrehab_desktop.ui.theme.fonts import scale_font
from backrehab_desktop.ui.widgets.paint import draw_text, elided
from backrehab_desktop.ui.widgets.text_lines import Line, LineBreaker, Run, runs_of

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from backrehab_desktop.ui.theme.tokens import Theme

_BOLD_WEIGHT = 600
_LEAST_WRAPPED, _LEAST_SQUEEZED = 160, 24
_UNLIMITED = 10_000
_MOST_WIDTHS = 8


class Prose(QLabel):
    """A label that keeps the line height of its step; ``**words**`` come out bold.

    As a ``QLabel`` it is static text to assistive technology. With
    ``max_lines`` the last line ends in an ellipsis and the whole text becomes
    the tooltip, so nothing is lost. With ``wraps=False`` it is one line that
    may be squeezed. With ``middle`` it stands in the middle of its height.
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
        middle: bool = False,
    ) -> None:
        """Show nothing yet; ``tone`` and ``bold_tone`` are colour roles."""
        super().__init__()
        self._theme = theme
        self._step = step
        self._tone = tone
        self._bold_tone = bold_tone
        self._wraps = wraps
        self._max_lines = (max_lines or _UNLIMITED) if wraps else 1
        self._centred = centred
        self._middle = middle or not wraps
        self._inset = 0
        self._runs: list[Run] = []
        self._lines: dict[int, list[Line]] = {}
        """The lines by the width they were broken for: a layout asks for several in turn."""
        self._natural: QSize | None = None
        self._widest_word: int | None = None
        vertical = QSizePolicy.Policy.Preferred if wraps else QSizePolicy.Policy.Fixed
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, vertical)
        policy.setHeightForWidth(wraps)
        self.setSizePolicy(policy)
        self.setWordWrap(wraps)  # else QLabel takes height-for-width back with each text
        self._apply_font()

    def set_text(self, marked: str) -> None:
        """Show the text; ``**words**`` are bold. Cheap when nothing changes."""
        runs = runs_of(marked)
        if runs == self._runs:
            return
        self._runs = runs
        self._forget()
        self.setText("".join(text for text, _ in runs))
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

    def set_inset(self, inset: int) -> None:
        """Begin so many logical pixels from the left edge."""
        self._inset = inset
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme from now on."""
        self._theme = theme
        self.update()

    def line_height(self) -> float:
        """The distance of two base lines in logical pixels."""
        return max(float(self._theme.type(self._step).line), self._breaker.metrics.height())

    def sizeHint(self) -> QSize:
        """The size it likes best."""
        if self._natural is None:
            lines = self._breaker.lines(self._runs, None)
            width = max(self._breaker.width(line) for line in lines)
            self._natural = QSize(int(width) + 2, round(len(lines) * self.line_height()))
        return QSize(self._natural)

    def minimumSizeHint(self) -> QSize:
        """The least size that shows everything."""
        natural = self.sizeHint().width()
        if not self._wraps:
            return QSize(min(natural, _LEAST_SQUEEZED), round(self.line_height()))
        if self._widest_word is None:
            width = self._breaker.metrics.horizontalAdvance
            self._widest_word = max((int(width(word)) for word in self.text().split()), default=0)
        return QSize(min(self._widest_word + 2, _LEAST_WRAPPED), round(self.line_height()))

    def heightForWidth(self, width: int) -> int:
        """The height its lines need at that width."""
        count = min(len(self._broken(width)), self._max_lines)
        return round(count * self.line_height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what is to be seen."""
        if not self._runs:
            return
        with QPainter(self) as painter:
            height = self.line_height()
            lines = self._broken(self.width())
            shown = lines[: self._max_lines]
            spare = self.height() - len(shown) * height
            y = max(0.0, spare / 2) if self._middle else 0.0
            metrics = self._breaker.metrics
            base = (height - metrics.height()) / 2 + metrics.ascent()
            for index, line in enumerate(shown):
                last = index == len(shown) - 1
                if (last and len(lines) > len(shown)) or self._breaker.width(
                    line
                ) > self.width() - self._inset + 1:
                    rest = [run for after in lines[index:] for run in (*after, (" ", False))]
                    line = self._cut(rest)
                self._paint_line(painter, line, y + base)
                y += height

    def _paint_line(self, painter: QPainter, line: Line, base: float) -> None:
        spare = max(0.0, self.width() - self._breaker.width(line))
        x = spare / 2 if self._centred else float(self._inset)
        for text, bold in line:
            font = self._breaker.bold if bold else self._breaker.plain
            color = self._theme.color(self._bold_tone if bold else self._tone)
            draw_text(painter, QPointF(x, base), text, font, color)
            x += self._breaker.width([(text, bold)])

    def _cut(self, runs: Line) -> Line:
        """What fits of a line that is too long; the whole text becomes the tooltip."""
        if self.toolTip() != self.text():
            self.setToolTip(self.text())
        line: Line = []
        room = float(self.width() - self._inset)
        for text, bold in runs:
            if self._breaker.width([(text, bold)]) > room:
                metrics = self._breaker.metrics_of(bold)
                return [*line, (elided(metrics, text, room), bold)]
            line.append((text, bold))
            room -= self._breaker.width([(text, bold)])
        return line

    def _broken(self, width: int) -> list[Line]:
        if not self._wraps:
            return self._breaker.lines(self._runs, None)
        if width not in self._lines:
            if len(self._lines) == _MOST_WIDTHS:
                self._lines.clear()
            self._lines[width] = self._breaker.lines(self._runs, max(1.0, float(width)))
        return self._lines[width]

    def _forget(self) -> None:
        """Measure anew: the words or the font have changed."""
        self._lines.clear()
        self._natural = self._widest_word = None

    def _apply_font(self) -> None:
        plain = scale_font(self._theme, self._step)
        style = self._theme.type(self._step)
        self._breaker = LineBreaker(
            plain, scale_font(self._theme, self._step, max(_BOLD_WEIGHT, style.weight))
        )
        self._forget()
