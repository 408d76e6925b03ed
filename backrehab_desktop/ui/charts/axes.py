"""Lines and labels around a plot: values at the left, real dates below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from backrehab_desktop.core.axis_ticks import TickKind, date_ticks
from backrehab_desktop.ui.charts.dates import tick_text
from backrehab_desktop.ui.theme.fonts import scale_font

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from backrehab_desktop.core.progress import Span
    from backrehab_desktop.ui.charts.plot_scale import PlotScale
    from backrehab_desktop.ui.theme.tokens import Theme

_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_VALUE_GAP = 10.0
_DATE_TOP = 7.0
_DATE_HEIGHT = 20.0
_WEEK_MIDDLE, _MONTH_MIDDLE = 3.0, 14.5
"""Days from the first day of a bar to its middle day."""

_BETWEEN = 10.0
"""Smallest space between two labels."""


def paint_values(painter: QPainter, scale: PlotScale, values: Sequence[int], theme: Theme) -> None:
    """A hairline over the plot for every value, and its label."""
    rect = scale.rect
    painter.setFont(scale_font(theme, "caption"))
    for value in values:
        # On the middle of a pixel, so that the line is one crisp pixel wide.
        y = round(scale.y_pixel(value)) - 0.5
        painter.setPen(QPen(QColor(theme.color("border")), 1))
        painter.drawLine(QLineF(rect.left(), y, rect.right(), y))
        painter.setPen(QColor(theme.color("muted")))
        area = QRectF(0, y - 12, rect.left() - _VALUE_GAP, 24)
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | _MIDDLE, str(value))


class DatePainter:
    """Puts dates under a plot, as many as fit, none over another."""

    def __init__(self, painter: QPainter, scale: PlotScale, theme: Theme, width: float) -> None:
        self._painter = painter
        self._scale = scale
        self._theme = theme
        self._width = width
        self._taken: list[tuple[float, float]] = []

    def paint(self, span: Span, gap_px: float, today: date | None) -> None:
        """Dates at their days, at least ``gap_px`` apart; ``today`` by its name."""
        if today is not None and span.first <= today <= span.last:
            self._put(self._day_middle(today), "Today", "text", 600)
        for tick in date_ticks(span.first, span.last, self._at_most(gap_px)):
            self._put(self._day_middle(tick.day), tick_text(tick), "muted", 500)

    def paint_weeks(self, span: Span, gap_px: float) -> None:
        """Dates under the middle of their weeks or months; a month already said is left out."""
        month = 0
        for tick in date_ticks(span.first, span.last, self._at_most(gap_px)):
            weekly = tick.kind is TickKind.DAY
            again = weekly and tick.day.month == month
            month = tick.day.month
            middle = _WEEK_MIDDLE if weekly else _MONTH_MIDDLE
            x = self._day_middle(tick.day) + middle * self._scale.pixels_per_day
            self._put(x, str(tick.day.day) if again else tick_text(tick), "muted", 500)

    def _at_most(self, gap_px: float) -> int:
        widest = QFontMetricsF(scale_font(self._theme, "caption", 600)).horizontalAdvance("28 Sep")
        return int(self._scale.rect.width() // (widest + gap_px))

    def _day_middle(self, day: date) -> float:
        return self._scale.x_pixel(day.toordinal() + 0.5)

    def _put(self, x: float, text: str, role: str, weight: int) -> None:
        font = scale_font(self._theme, "caption", weight)
        width = QFontMetricsF(font).horizontalAdvance(text)
        left = min(max(x - width / 2, 0.0), self._width - width - 1)
        if any(
            left < end + _BETWEEN and begin - _BETWEEN < left + width for begin, end in self._taken
        ):
            return
        self._taken.append((left, left + width))
        self._painter.setFont(font)
        self._painter.setPen(QColor(self._theme.color(role)))
        area = QRectF(left, self._scale.rect.bottom() + _DATE_TOP, width + 1, _DATE_HEIGHT)
        self._painter.drawText(area, _MIDDLE, text)
