"""Pain over time: answers before and after, and the mean of "before"."""

from __future__ import annotations

from dataclasses import dataclass
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

BEFORE_AT, AFTER_AT, MEAN_AT = 0.22, 0.78, 0.50
"""Where within its day an answer or mean is drawn: before left of after."""

MIN_GAP_PX = 5.0
"""Narrower bands without entries would only be stripes."""

NOT_GIVEN = "not given"
NOT_MEASURABLE = "too few answers"

_MIDDLE, _READ_LOW, _READ_HIGH = 5.0, 1.6, 8.4
"""Answers above the middle are read out in the low half, the others in the high half."""

_DOT_LENGTH = 0.01
"""Days by which a line of one point is lengthened, so that its round ends make a dot."""


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
        self._series = _NO_SERIES
        self._fed = (0.0, 0.0)
        """x up to which the items hold what the series has."""
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
        grouping = pain_grouping(days)
        if grouping is not self._grouping:
            self._grouping = grouping
            self._fill()
            self.grouping_changed.emit(grouping)
        self._update_sizes()
        self._feed()

    # ---- data into items

    def _fill(self) -> None:
        """Turn the days into the series of the grouping in force."""
        if self._grouping is Grouping.DAY:
            self._groups = ()
            self._series = _daily_series(self._days)
            self._positions = [day.day.toordinal() + MEAN_AT for day in self._days]
        else:
            self._groups = grouped_pain(self._days, self._grouping)
            self._series = _grouped_series(self._groups)
            self._positions = [_group_middle(group) for group in self._groups]
        self._fed = (0.0, 0.0)
        self._feed()
        self.viewport().update()

    def _feed(self) -> None:
        """Give the items what is in view, and one view's width to both sides.

        Ten years of markers are as cheap as one year's: a pan refills the
        items only when it has left what they hold.
        """
        low, high = self.scale.low, self.scale.high
        if self.visible_span is None or (self._fed[0] <= low and high <= self._fed[1]):
            return
        width = high - low
        self._fed = (low - width, high + width)
        series = self._series
        self._before.setData(*_between(series.before_x, series.before, self._fed))
        self._after.setData(*_between(series.after_x, series.after, self._fed))
        self._line.setData(*_between(series.line_x, series.line, self._fed))

    # ---- look

    def apply_theme(self) -> None:
        """Colour markers and line."""
        circle, diamond, width = self._sizes
        theme = self.theme
        # A cosmetic pen counts in the screen's own pixels, everything else in logical ones.
        pen = QPen(QColor(theme.color("pain")), width * self.devicePixelRatioF())
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
        per_point = self.scale.pixels_per_day
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
        scale = self.scale
        top, bottom = scale.y_pixel(PAIN_TICKS[-1]), scale.y_pixel(0)
        for gap in self._gaps:
            if gap.last < span.first or gap.first > span.last:
                continue
            left = scale.x_pixel(gap.first.toordinal())
            right = scale.x_pixel(gap.last.toordinal() + 1)
            if right - left < MIN_GAP_PX:
                continue
            self._paint_gap(painter, QRectF(left, top, right - left, bottom - top))
        if self._groups:
            self._paint_ranges(painter)

    def _paint_gap(self, painter: QPainter, area: QRectF) -> None:
        theme = self.theme
        painter.fillRect(area, QColor(theme.color("window")))
        text = "no entries"
        shown = area & self.scale.rect
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
        points = [self.scale.point(x, y) for x, y in (*highs, *reversed(lows))]
        painter.drawPolygon(QPolygonF(points))

    # ---- reading out

    def entry_positions(self) -> Sequence[float]:
        """Days, or the middles of weeks or months."""
        return self._positions

    def entry_height(self, index: int) -> float:
        """In the half of the scale that the entry leaves free."""
        if self._groups:
            value = self._groups[index].before
        else:
            day = self._days[index]
            values = (day.before_mean_7d, day.before, day.after)
            value = next((value for value in values if value is not None), None)
        return _READ_LOW if value is not None and value > _MIDDLE else _READ_HIGH

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


@dataclass(frozen=True, slots=True)
class _Series:
    """What the items draw; x ascends. The line has NaN where it breaks."""

    before_x: FloatArray
    before: FloatArray
    after_x: FloatArray
    after: FloatArray
    line_x: FloatArray
    line: FloatArray


_NO_SERIES = _Series(*[np.empty(0)] * 6)


def _array(values: Iterable[float | None]) -> FloatArray:
    """The values with NaN for None, which leaves a gap in everything drawn from them."""
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _given_points(x: FloatArray, y: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Only the points that have a value."""
    given = np.isfinite(y)
    return x[given], y[given]


def _between(
    x: FloatArray, y: FloatArray, limits: tuple[float, float]
) -> tuple[FloatArray, FloatArray]:
    """The points within the limits, and one more on either side for lines that leave."""
    begin, end = np.searchsorted(x, limits)
    part = slice(max(0, int(begin) - 1), int(end) + 1)
    return x[part], y[part]


def _line_points(x: Sequence[float], y: Sequence[float | None]) -> tuple[FloatArray, FloatArray]:
    """The points of a line; a single point between two breaks becomes a dot."""
    padded = [None, *y, None]
    alone = [
        i
        for i, value in enumerate(y)
        if value is not None and padded[i] is None and padded[i + 2] is None
    ]
    xs, ys = np.array(x, dtype=np.float64), _array(y)
    after = [i + 1 for i in alone]
    return np.insert(xs, after, xs[alone] + _DOT_LENGTH), np.insert(ys, after, ys[alone])


def _daily_series(days: Sequence[DailyPain]) -> _Series:
    x = np.array([day.day.toordinal() for day in days], dtype=np.float64)
    line = mean_line(days)
    return _Series(
        *_given_points(x + BEFORE_AT, _array(day.before for day in days)),
        *_given_points(x + AFTER_AT, _array(day.after for day in days)),
        *_line_points(
            [point.day.toordinal() + MEAN_AT for point in line], [point.value for point in line]
        ),
    )


def _grouped_series(groups: Sequence[PainGroup]) -> _Series:
    middles = [_group_middle(group) for group in groups]
    line_x: list[float] = []
    line_y: list[float | None] = []
    for i, group in enumerate(groups):
        if i and group_breaks(groups[i - 1], group):
            line_x.append(group.first.toordinal())
            line_y.append(None)
        line_x.append(middles[i])
        line_y.append(group.before)
    return _Series(
        np.empty(0),
        np.empty(0),
        *_given_points(np.array(middles), _array(group.after for group in groups)),
        *_line_points(line_x, line_y),
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
