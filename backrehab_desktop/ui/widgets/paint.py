"""Painting without the ``Qt`` namespace, for what is seen in the first frame.

PySide6 builds all enumerations of a class or namespace when one of them is
first touched. For ``Qt`` that is some two hundred of them and takes an eighth
of the time in which a bare window opens; ``QStyle`` takes half of that again.
Whatever is painted first therefore uses the numbers of the few flags it needs
and fills paths instead of switching pens off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QTextCharFormat,
    QTextLayout,
)

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QFont, QPaintDevice
    from PySide6.QtWidgets import QWidget

LEFT, CENTRE = "left", "centre"
_ENDLESS = 1e6
_TAB_FOCUS, _NO_FOCUS = 1, 0


def ink(color: str, width: float = 1.0) -> QPen:
    """A solid pen; made in steps, because QPen(color) may also be a ``Qt.PenStyle``."""
    pen = QPen()
    pen.setColor(QColor(color))
    pen.setWidthF(width)
    return pen


def fill(color: str) -> QBrush:
    """A solid brush; from a pen, because QBrush(color) may also be a ``Qt.BrushStyle``."""
    return ink(color).brush()


def painter_on(device: QPaintDevice) -> QPainter:
    """A painter with smooth edges, to be used in ``with``.

    Left to the garbage collector, a painter outlives its paint event as soon as
    something keeps the frame, such as a traceback; Qt then ends the process.
    """
    painter = QPainter(device)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def fill_round(painter: QPainter, area: QRectF, radius: float, color: str) -> None:
    """A filled rectangle with round corners."""
    path = QPainterPath()
    path.addRoundedRect(area, radius, radius)
    painter.fillPath(path, fill(color))


def fill_circle(painter: QPainter, area: QRectF, color: str) -> None:
    """A filled ellipse."""
    path = QPainterPath()
    path.addEllipse(area)
    painter.fillPath(path, fill(color))


def edge_round(painter: QPainter, area: QRectF, radius: float, color: str, width: float) -> None:
    """The edge of a rectangle, wholly inside of ``area``."""
    path = QPainterPath()
    inset = width / 2
    path.addRoundedRect(area.adjusted(inset, inset, -inset, -inset), radius, radius)
    painter.strokePath(path, ink(color, width))


def draw_words(
    painter: QPainter, area: QRectF, align: str, text: str, font: QFont, color: str
) -> None:
    """One line of text in the middle of the height; ``align`` is LEFT or CENTRE."""
    metrics = QFontMetricsF(font)
    base = area.center().y() - metrics.height() / 2 + metrics.ascent()
    spare = area.width() - metrics.horizontalAdvance(text) if align == CENTRE else 0.0
    draw_text(painter, QPointF(area.left() + spare / 2, base), text, font, color)


def draw_text(painter: QPainter, start: QPointF, text: str, font: QFont, color: str) -> None:
    """One line of text from its base line.

    By a text layout, because ``QPainter.setPen`` may also take a ``Qt.PenStyle``.
    """
    if not text:
        return
    shape = QTextCharFormat()
    shape.setForeground(fill(color))
    run = QTextLayout.FormatRange()
    run.start, run.length, run.format = 0, len(text) * 2, shape
    layout = QTextLayout(text, font)
    layout.setFormats([run])
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(_ENDLESS)
    layout.endLayout()
    line.draw(painter, QPointF(start.x(), start.y() - line.ascent()))


def elided(metrics: QFontMetricsF, text: str, room: float) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if metrics.horizontalAdvance(text) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if metrics.horizontalAdvance(text[:middle].rstrip() + "…") <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"


def reach_by_tab(widget: QWidget, reachable: bool = True) -> None:
    """Let Tab, and only Tab, give the focus to a widget."""
    widget.setProperty("focusPolicy", _TAB_FOCUS if reachable else _NO_FOCUS)
