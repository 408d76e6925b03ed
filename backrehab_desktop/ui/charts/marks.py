"""The marks that tell series apart without colour; shared by charts, legends and calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

if TYPE_CHECKING:
    from backrehab_desktop.ui.theme.tokens import Theme

HATCH_STEP = 6.0
"""Distance between the lines of a hatched area, in logical pixels."""

HATCH_WIDTH = 1.6
"""Width of those lines and of the edge around them."""

_SOLID_BELOW_WIDTH = 7.0


def paint_circle(painter: QPainter, center: QPointF, size: float, theme: Theme) -> None:
    """The hollow circle of "before"; ``size`` is its outer diameter."""
    pen = QPen(QColor(theme.color("pain")), theme.stroke("chart_marker"))
    painter.setPen(pen)
    painter.setBrush(QColor(theme.color("surface")))
    radius = (size - pen.widthF()) / 2
    painter.drawEllipse(center, radius, radius)


def paint_diamond(painter: QPainter, center: QPointF, size: float, theme: Theme) -> None:
    """The filled diamond of "after"; ``size`` is its width."""
    half = size / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.color("muted")))
    painter.drawPolygon(
        QPolygonF(
            [
                center + QPointF(0, -half),
                center + QPointF(half, 0),
                center + QPointF(0, half),
                center + QPointF(-half, 0),
            ]
        )
    )


def paint_hatched(painter: QPainter, area: QRectF, radius: float, theme: Theme) -> None:
    """An area of a safe stop: hatched and edged in the colour of pain."""
    color = QColor(theme.color("pain"))
    if area.width() < _SOLID_BELOW_WIDTH:
        painter.fillRect(area, color)
        return
    pen = QPen(color, HATCH_WIDTH)
    inner = area.adjusted(HATCH_WIDTH / 2, HATCH_WIDTH / 2, -HATCH_WIDTH / 2, -HATCH_WIDTH / 2)
    outline = QPainterPath()
    radius = min(radius, inner.height() / 3)
    outline.addRoundedRect(inner, radius, radius)
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.color("surface")))
    painter.drawPath(outline)
    painter.setClipPath(outline, Qt.ClipOperation.IntersectClip)
    painter.setPen(pen)
    offset = HATCH_STEP / 2
    while offset < area.width() + area.height():
        painter.drawLine(QLineF(area.left() + offset, area.top(), area.left(), area.top() + offset))
        offset += HATCH_STEP
    painter.restore()
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(outline)
