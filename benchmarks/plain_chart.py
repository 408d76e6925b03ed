"""The floor of the charts: the same picture painted by hand with QPainter, nothing cached."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backrehab_desktop.core.records import DailyPain, WeeklyAdherence

_LEFT, _TOP, _RIGHT, _BOTTOM = 34.0, 12.0, 16.0, 30.0
_INK, _SOFT, _LINE = QColor("#556173"), QColor("#E3E8ED"), QColor("#7D1A55")
_DONE = QColor("#0A746E")


class _PlainView(QWidget):
    """Axes with labels; a day is one unit wide."""

    def __init__(self, top: float, ticks: Sequence[int]) -> None:
        super().__init__()
        self._top = top
        self._ticks = ticks
        self.first = 0.0
        self.days = 1
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def point(self, x: float, y: float) -> QPointF:
        """A day and a value in pixels."""
        width = self.width() - _LEFT - _RIGHT
        height = self.height() - _TOP - _BOTTOM
        return QPointF(
            _LEFT + (x - self.first) / self.days * width,
            self.height() - _BOTTOM - y / self._top * height,
        )

    def paint_axes(self, painter: QPainter) -> None:
        """The ground, six labelled lines, a label for each month."""
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        for value in self._ticks:
            y = round(self.point(0, value).y()) + 0.5
            painter.setPen(_SOFT)
            painter.drawLine(QPointF(_LEFT, y), QPointF(self.width() - _RIGHT, y))
            painter.setPen(_INK)
            painter.drawText(QRectF(0, y - 12, 24, 24), Qt.AlignmentFlag.AlignRight, str(value))
        step = max(7, self.days // 6)
        for day in range(int(self.first) // step * step, int(self.first) + self.days, step):
            x = self.point(day, 0).x()
            painter.drawText(QPointF(x, self.height() - 8.0), f"{day % 28} Sep")


class PlainPain(_PlainView):
    """Markers before and after, and the mean as a line."""

    def __init__(self, days: Sequence[DailyPain]) -> None:
        super().__init__(10.3, (0, 2, 4, 6, 8, 10))
        self._x = [float(day.day.toordinal()) for day in days]
        self._days = days

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the days in view."""
        painter = QPainter(self)
        self.paint_axes(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        begin = bisect_left(self._x, self.first)
        end = bisect_right(self._x, self.first + self.days)
        shown = range(begin, end)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_INK)
        for i in shown:
            after = self._days[i].after
            if after is not None:
                center = self.point(self._x[i] + 0.75, after)
                corners = ((0, -2.8), (2.8, 0), (0, 2.8), (-2.8, 0))
                painter.drawPolygon(QPolygonF([center + QPointF(*corner) for corner in corners]))
        painter.setPen(QPen(_LINE, 1.3))
        painter.setBrush(Qt.GlobalColor.white)
        for i in shown:
            before = self._days[i].before
            if before is not None:
                painter.drawEllipse(self.point(self._x[i] + 0.25, before), 2.5, 2.5)
        pen = QPen(_LINE, 2.5)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        last: QPointF | None = None
        for i in shown:
            mean = self._days[i].before_mean_7d
            here = None if mean is None else self.point(self._x[i] + 0.5, mean)
            if last is not None and here is not None:
                painter.drawLine(last, here)
            last = here
        painter.end()


class PlainBars(_PlainView):
    """Planned, done and stopped, a bar for each week."""

    def __init__(self, weeks: Sequence[WeeklyAdherence]) -> None:
        super().__init__(8.0, (0, 4, 8))
        self._x = [float(week.monday.toordinal()) for week in weeks]
        self._weeks = weeks

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the weeks in view."""
        painter = QPainter(self)
        self.paint_axes(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        begin = bisect_left(self._x, self.first)
        end = bisect_right(self._x, self.first + self.days)
        for x, week in zip(self._x[begin:end], self._weeks[begin:end], strict=True):
            parts = (
                (0, week.planned or 0, _SOFT),
                (0, week.completed, _DONE),
                (week.completed, week.completed + week.stopped_safely, _LINE),
            )
            for low, high, color in parts:
                if high > low:
                    area = QRectF(self.point(x + 1.3, high), self.point(x + 5.7, low))
                    painter.setBrush(color)
                    painter.drawRoundedRect(area, 2, 2)
        painter.end()
