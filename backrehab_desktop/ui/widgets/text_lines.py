"""Breaks marked text into lines of runs, plain and bold, for a width."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtGui import QFontMetricsF

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

_BOLD = re.compile(r"\*\*(.+?)\*\*")

Run = tuple[str, bool]
"""Words, and whether they are bold."""
Line = list[Run]


def runs_of(marked: str) -> list[Run]:
    """The text in runs; ``**words**`` are bold."""
    runs: list[Run] = []
    position = 0
    for match in _BOLD.finditer(marked):
        runs += ((marked[position : match.start()], False), (match[1], True))
        position = match.end()
    runs.append((marked[position:], False))
    return [run for run in runs if run[0]]


class LineBreaker:
    """Measures with one plain and one bold font; widths in logical pixels."""

    def __init__(self, plain: QFont, bold: QFont) -> None:
        """Measure with these fonts."""
        self.plain, self.bold = plain, bold
        self._metrics = (QFontMetricsF(plain), QFontMetricsF(bold))

    @property
    def metrics(self) -> QFontMetricsF:
        """Of the plain font."""
        return self._metrics[0]

    def metrics_of(self, bold: bool) -> QFontMetricsF:
        """Of one of the fonts."""
        return self._metrics[bold]

    def width(self, line: Line) -> float:
        """The width of a line."""
        return sum(self._metrics[bold].horizontalAdvance(text) for text, bold in line)

    def lines(self, runs: list[Run], room: float | None) -> list[Line]:
        """Lines no wider than ``room``; ``None`` breaks only where the text does."""
        lines: list[Line] = []
        for paragraph in _paragraphs(runs):
            lines += [paragraph] if room is None else self._broken(paragraph, room)
        return lines or [[]]

    def _broken(self, paragraph: Line, room: float) -> list[Line]:
        if self.width(paragraph) <= room:
            return [paragraph]
        lines: list[Line] = []
        current: Line = []
        for word in _words(paragraph):
            longer = _joined(current, word)
            if not current or self.width(_stripped(longer)) <= room:
                current = longer
            else:
                lines.append(_stripped(current))
                current = word
            while self.width(_stripped(current)) > room and len(_text(current).strip()) > 1:
                head, current = self._chopped(current, room)
                lines.append(head)
        lines.append(_stripped(current))
        return lines

    def _chopped(self, word: Line, room: float) -> tuple[Line, Line]:
        """A word that is wider than a line, in two; at least one letter fits."""
        text, bold = word[0]
        count = max(1, len(text) - 1)
        while count > 1 and self._metrics[bold].horizontalAdvance(text[:count]) > room:
            count -= 1
        rest = text[count:]
        return [(text[:count], bold)], [*([(rest, bold)] if rest else []), *word[1:]]


def _text(line: Line) -> str:
    return "".join(text for text, _ in line)


def _paragraphs(runs: list[Run]) -> list[Line]:
    paragraphs: list[Line] = [[]]
    for text, bold in runs:
        first, *more = text.split("\n")
        if first:
            paragraphs[-1].append((first, bold))
        paragraphs += [[(part, bold)] if part else [] for part in more]
    return paragraphs


def _words(line: Line) -> list[Line]:
    """The line in words, each with the space after it; a word may change its weight."""
    words: list[Line] = [[]]
    for text, bold in line:
        for place, piece in enumerate(re.findall(r"\s*\S+\s*|\s+", text)):
            starts_word = place > 0 or piece[:1].isspace()
            if words[-1] and (starts_word or _text(words[-1])[-1:].isspace()):
                words.append([])
            words[-1].append((piece, bold))
    return words


def _joined(line: Line, word: Line) -> Line:
    """The line with a word at its end; runs of one weight stay one run."""
    if line and word and line[-1][1] == word[0][1]:
        return [*line[:-1], (line[-1][0] + word[0][0], word[0][1]), *word[1:]]
    return [*line, *word]


def _stripped(line: Line) -> Line:
    """The line without the space at its end."""
    if not line:
        return line
    text, bold = line[-1]
    kept = text.rstrip()
    return [*line[:-1], (kept, bold)] if kept else line[:-1]
