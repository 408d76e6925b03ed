"""Pain over time: answers before and after, and the mean of "before"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from backrehab_desktop.core.progress import (
    Grouping,
    gaps,
    group_breaks,
    grouped_pain,
    mean_line,
    pain_grouping,
)
from backrehab_desktop.ui.charts.dates import (
    day_and_month,
    full_date,
    month_and_year,
    one_decimal,
    rating,
)
from backrehab_desktop.ui.charts.readout import RANGE_ALPHA, Mark, Readout, ReadoutLine
from backrehab_desktop.ui.charts.time_plot import TimePlot
from backrehab_desktop.ui.theme.fonts import scale_font

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from numpy.typing import NDArray
    from PySide6.QtWidgets import QWidget

    from backrehab_desktop.core.progress import PainGroup, Span
    from backrehab_desktop.core.records import DailyPain
    from backrehab_desktop.ui.theme.tokens import Theme

    FloatArray = NDArray[np.float64]

PAIN_TICKS = (0, 2, 4, 6, 8, 10)
PAIN_BOTTOM, PAIN_TOP = -0.3, 10.3
"""A little beyond 0 and 10, so that markers there are whole."""

BEFORE_AT, AFTER_AT, MEAN_AT = 0.25, 0.75, 0.50
"""Where within its day an answer or mean is drawn: before left of after."""

MIN_GAP_PX = 5.0
"""Narrower bands without entries would only be stripes."""

NOT_GIVEN = "not given"
NOT_MEASURABLE = "too few answers"

_EMPTY = np.empty(0)


def _array(values: Iterable[float | None]) -> FloatArray:
    """The values with NaN for None, which leaves a gap in everything drawn from them."""
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _group_middle(group: PainGroup) -> float:
    return (group.first.toordinal() + group.last.toordinal() + 1) / 2


def marker_sizes(pixels_per_day: float) -> tuple[float, float, float]:
    """Circle, diamond and line width that stay apart at this width of a day."""
    if pixels_per_day >= 6:
        return 10.0, 9.5, 3.5
    if pixels_per_day >= 3.5:
        return 8.0, 7.5, 3.0
    return 6.0, 5.5, 2.5


class PainChart(TimePlot):
    """The pain chart; y is fixed from 0 to 10."""

    grouping_changed = Signal(object)
    """One point now stands for another :class:`Grouping`; legends have to follow."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._days: tuple[DailyPain, ...] = ()
        self._groups: tuple[PainGroup, ...] = ()
        self._grouping = Grouping.DAY
        self._gaps: tuple[Span, ...] = ()
        self._positions: list[float] = []
        self._band = QPainterPath()
        self._before = pg.ScatterPlotItem(pxMode=True)
        self._after = pg.ScatterPlotItem(pxMode=True)
        self._line = pg.PlotCurveItem(connect="finite", antialias=True)
        # One long antialiased path of more than 1 px is the slow case: each segment on its
        # own looks the same with round ends and an opaque colour.
        self._line.setSegmentedLineMode("on")
        self._sizes = marker_sizes(10.0)
        self._diamond = _diamond()
        super().__init__(theme, parent)
        for item in (self._after, self._before, self._line):
            self.box.addItem(item, ignoreBounds=True)
        self.set_axis(PAIN_TICKS, PAIN_BOTTOM, PAIN_TOP)
        self.setAccessibleName("Pain chart")
        self.viewport().setAccessibleName("Pain chart")

    @property
    def grouping(self) -> Grouping:
        """What one point stands for now."""
        return self._grouping

    def set_data(self, days: Sequence[DailyPain], today: date, limits: Span) -> None:
        """Take over the days with an answer, ascending; the view stays where it is."""
        self._days = tuple(days)
        self._gaps = gaps(self._days, today)
        self.set_days(limits, today)
        self._fill()

    def show_from(self, first: float, days: int) -> None:
        """Bring these days into view, grouped as their number asks for."""
        super().show_from(first, days)
        self._update_sizes()
        grouping = pain_grouping(days)
        if grouping is not self._grouping:
            self._grouping = grouping
            self._fill()
            self.grouping_changed.emit(grouping)

    # ---- data into items

    def _fill(self) -> None:
        if self._grouping is Grouping.DAY:
            self._fill_days()
        else:
            self._fill_groups()
        self._update_sizes()
        self.viewport().update()

    def _fill_days(self) -> None:
        days = self._days
        x = np.array([day.day.toordinal() for day in days], dtype=np.float64)
        self._set_points(self._before, x + BEFORE_AT, _array(day.before for day in days))
        self._set_points(self._after, x + AFTER_AT, _array(day.after for day in days))
        line = mean_line(days)
        self._set_line(
            [point.day.toordinal() + MEAN_AT for point in line], [point.value for point in line]
        )
        self._groups = ()
        self._positions = [value + MEAN_AT for value in x.tolist()]

    def _fill_groups(self) -> None:
        groups = grouped_pain(self._days, self._grouping)
        self._groups = groups
        self._positions = [_group_middle(group) for group in groups]
        x = np.array(self._positions, dtype=np.float64)
        self._set_points(self._before, _EMPTY, _EMPTY)
        self._set_points(self._after, x, _array(group.after for group in groups))
        line_x: list[float] = []
        line_y: list[float | None] = []
        for i, group in enumerate(groups):
            if i and group_breaks(groups[i - 1], group):
                line_x.append(group.first.toordinal())
                line_y.append(None)
            line_x.append(self._positions[i])
            line_y.append(group.before)
        self._set_line(line_x, line_y)

    def _set_line(self, x: Sequence[float], y: Sequence[float | None]) -> None:
        """Draw the line; a single point between two breaks becomes a dot."""
        padded = [None, *y, None]
        alone = [
            i
            for i, value in enumerate(y)
            if value is not None and padded[i] is None and padded[i + 2] is None
        ]
        xs, ys = np.array(x, dtype=np.float64), _array(y)
        self._line.setData(
            np.insert(xs, [i + 1 for i in alone], xs[alone] + 0.01),
            np.insert(ys, [i + 1 for i in alone], ys[alone]),
        )

    @staticmethod
    def _set_points(item: pg.ScatterPlotItem, x: FloatArray, y: FloatArray) -> None:
        given = np.isfinite(y)
        item.setData(x[given], y[given])

    # ---- look

    def apply_theme(self) -> None:
        """Colour markers and line."""
        circle, diamond, width = self._sizes
        theme = self.theme
        pen = QPen(QColor(theme.color("pain")), width)
        pen.setCosmetic(True)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        self._line.setPen(pen)
        edge = theme.stroke("chart_marker") if circle > 7 else 1.3
        self._before.setSymbol("o")
        self._before.setSize(circle - edge)
        self._before.setPen(QPen(QColor(theme.color("pain")), edge / (circle - edge)))
        self._before.setBrush(QBrush(QColor(theme.color("surface"))))
        self._after.setSymbol(self._diamond)
        self._after.setSize(diamond)
        self._after.setPen(QPen(Qt.PenStyle.NoPen))
        self._after.setBrush(QBrush(QColor(theme.color("muted"))))

    def relayout(self) -> None:
        """Choose the sizes of the markers anew for another width."""
        self._update_sizes()

    def _update_sizes(self) -> None:
        if self.visible_span is None:
            return
        per_point = self.pixels_per_day()
        if self._grouping is not Grouping.DAY:
            per_point *= 7 if self._grouping is Grouping.WEEK else 30
            per_point = min(per_point, 4.0)
        sizes = marker_sizes(per_point)
        if sizes != self._sizes:
            self._sizes = sizes
            self.apply_theme()

    def paint_below(self, painter: QPainter) -> None:
        """The bands without entries, and the range of the answers of a group."""
        span = self.visible_span
        if span is None:
            return
        top, bottom = self.to_pixels(0, PAIN_TICKS[-1]).y(), self.to_pixels(0, 0).y()
        for gap in self._gaps:
            if gap.last < span.first or gap.first > span.last:
                continue
            left = self.to_pixels(gap.first.toordinal(), 0).x()
            right = self.to_pixels(gap.last.toordinal() + 1, 0).x()
            if right - left < MIN_GAP_PX:
                continue
            self._paint_gap(painter, QRectF(left, top, right - left, bottom - top))
        if self._groups:
            self._paint_ranges(painter)

    def _paint_gap(self, painter: QPainter, area: QRectF) -> None:
        theme = self.theme
        painter.fillRect(area, QColor(theme.color("window")))
        text = "no entries"
        shown = area & self.plot_rect()
        if QFontMetricsF(scale_font(theme, "caption")).horizontalAdvance(text) <= shown.width():
            painter.setPen(QColor(theme.color("muted")))
            label = QRectF(shown.left(), shown.top() + 8, shown.width(), 20)
            painter.drawText(label, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_ranges(self, painter: QPainter) -> None:
        color = QColor(self.theme.color("pain"))
        color.setAlphaF(RANGE_ALPHA)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        run: list[PainGroup] = []
        for group in self._groups:
            if run and group_breaks(run[-1], group):
                self._paint_run(painter, run)
                run = []
            if group.before_low is not None:
                run.append(group)
        self._paint_run(painter, run)

    def _paint_run(self, painter: QPainter, run: Sequence[PainGroup]) -> None:
        """One band over groups that follow each other."""
        if not run:
            return
        middles = [_group_middle(group) for group in run]
        lows = [(x, group.before_low or 0.0) for x, group in zip(middles, run, strict=True)]
        highs = [(x, group.before_high or 0.0) for x, group in zip(middles, run, strict=True)]
        points = [self.to_pixels(x, y) for x, y in (*highs, *reversed(lows))]
        painter.drawPolygon(QPolygonF(points))

    # ---- reading out

    def entry_positions(self) -> Sequence[float]:
        """Days, or the middles of weeks or months."""
        return self._positions

    def entry_height(self, index: int) -> float:
        """Beside the mean or the answer before."""
        if self._groups:
            return self._groups[index].before or 5.0
        day = self._days[index]
        values = (day.before_mean_7d, day.before, day.after)
        return next((value for value in values if value is not None), 5.0)

    def entry_readout(self, index: int) -> Readout:
        """Date, before, after and mean; "not given" where nothing was."""
        if self._groups:
            return self._group_readout(self._groups[index])
        day = self._days[index]
        mean = day.before_mean_7d
        return Readout(
            full_date(day.day),
            (
                ReadoutLine(Mark.BEFORE, "before", _given(day.before)),
                ReadoutLine(Mark.AFTER, "after", _given(day.after)),
                ReadoutLine(
                    Mark.MEAN,
                    "7-day mean",
                    NOT_MEASURABLE if mean is None else one_decimal(mean),
                ),
            ),
        )

    def _group_readout(self, group: PainGroup) -> Readout:
        weekly = self._grouping is Grouping.WEEK
        title = (
            f"Week of {day_and_month(group.first)} {group.first.year}"
            if weekly
            else month_and_year(group.first)
        )
        low, high = group.before_low, group.before_high
        reach = NOT_GIVEN if low is None or high is None else f"{rating(low)} to {rating(high)}"
        return Readout(
            title,
            (
                ReadoutLine(Mark.MEAN, "before, mean", _mean(group.before)),
                ReadoutLine(Mark.RANGE, "before, range", reach),
                ReadoutLine(Mark.AFTER, "after, mean", _mean(group.after)),
            ),
        )


def _given(value: float | None) -> str:
    return NOT_GIVEN if value is None else rating(value)


def _mean(value: float | None) -> str:
    return NOT_GIVEN if value is None else one_decimal(value)


def _diamond() -> QPainterPath:
    """A square on its corner, 1 wide, as pyqtgraph wants its symbols."""
    path = QPainterPath()
    path.moveTo(0, -0.5)
    path.lineTo(0.5, 0)
    path.lineTo(0, 0.5)
    path.lineTo(-0.5, 0)
    path.closeSubpath()
    return path
