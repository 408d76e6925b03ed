"""Sessions per week: planned, done and stopped safely."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter

from backrehab_desktop.core.axis_ticks import count_ticks
from backrehab_desktop.core.progress import Grouping, bar_grouping, session_bars
from backrehab_desktop.ui.charts.dates import day_and_month, month_and_year
from backrehab_desktop.ui.charts.marks import paint_hatched
from backrehab_desktop.ui.charts.readout import Mark, Readout, ReadoutLine
from backrehab_desktop.ui.charts.time_plot import EDGE_SHARE, TimePlot

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from backrehab_desktop.core.progress import SessionBar, Span
    from backrehab_desktop.core.records import WeeklyAdherence
    from backrehab_desktop.ui.theme.tokens import Theme

BAR_SHARE = 0.62
"""Width of a bar as a share of its week or month."""

MAX_BAR_PX = 48.0
_PX_PER_STEP = 48.0
_RADIUS_PX = 5.0
_HEADROOM = 1.04
"""Room above the highest label, so that its line and a full bar's edge are whole."""


class SessionChart(TimePlot):
    """Bars on a track: the track is what was planned, the bar what was done."""

    grouping_changed = Signal(object)
    """One bar now stands for another :class:`Grouping`; the title has to follow."""

    label_gap_px = 12.0
    names_weeks = True

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._weeks: tuple[WeeklyAdherence, ...] = ()
        self._bars: tuple[SessionBar, ...] = ()
        self._positions: list[float] = []
        self._grouping = Grouping.WEEK
        super().__init__(theme, parent)
        self.setAccessibleName("Sessions chart")
        self.viewport().setAccessibleName("Sessions chart")

    @property
    def grouping(self) -> Grouping:
        """What one bar stands for now."""
        return self._grouping

    def set_data(self, weeks: Sequence[WeeklyAdherence], today: date, limits: Span) -> None:
        """Take over the weeks, ascending; the view stays where it is."""
        self._weeks = tuple(weeks)
        self.set_days(limits, today)
        self._fill()

    def show_from(self, first: float, days: int) -> None:
        """Bring these days into view, grouped as their number asks for."""
        super().show_from(first, days)
        grouping = bar_grouping(days)
        if grouping is not self._grouping:
            self._grouping = grouping
            self._fill()
            self.grouping_changed.emit(grouping)

    def _fill(self) -> None:
        self._bars = session_bars(self._weeks, self._grouping)
        self._positions = [_middle(bar) for bar in self._bars]
        self._choose_ticks()
        self.viewport().update()

    def _choose_ticks(self) -> None:
        highest = max((bar.height for bar in self._bars), default=0)
        steps = max(1, round(self.scale.rect.height() / _PX_PER_STEP))
        ticks = count_ticks(highest, steps)
        self.set_axis(ticks, 0.0, max(1, highest) * _HEADROOM)

    def relayout(self) -> None:
        """Choose the labels anew for another height."""
        self._choose_ticks()

    def paint_below(self, painter: QPainter) -> None:
        """The bars in view."""
        low, high = self.scale.low, self.scale.high
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = EDGE_SHARE * (high - low)
        # Whole bars only: a sliver of the neighbour in the margin would look like a week.
        shown = slice(
            bisect_left(self._positions, low + edge), bisect_right(self._positions, high - edge)
        )
        for bar in self._bars[shown]:
            self._paint_bar(painter, bar)

    def _paint_bar(self, painter: QPainter, bar: SessionBar) -> None:
        scale = self.scale
        pitch = (bar.last.toordinal() + 1 - bar.first.toordinal()) * scale.pixels_per_day
        width = max(1.0, min(pitch * BAR_SHARE, MAX_BAR_PX))
        left = scale.x_pixel(_middle(bar)) - width / 2
        radius = min(_RADIUS_PX, width / 4)

        def area(bottom: float, top: float) -> QRectF:
            high = scale.y_pixel(top)
            return QRectF(left, high, width, scale.y_pixel(bottom) - high)

        painter.setPen(Qt.PenStyle.NoPen)
        if bar.planned:
            painter.setBrush(QColor(self.theme.color("track")))
            painter.drawRoundedRect(area(0, bar.planned), radius, radius)
        if bar.completed:
            painter.setBrush(QColor(self.theme.color("accent")))
            painter.drawRoundedRect(area(0, bar.completed), radius, radius)
        if bar.stopped_safely:
            stopped = area(bar.completed, bar.completed + bar.stopped_safely)
            # A hairline of the card between done and stopped keeps the two apart.
            gap = 1.5 if bar.completed and stopped.height() > 6 else 0.0
            paint_hatched(painter, stopped.adjusted(0, 0, 0, -gap), radius, self.theme)

    def entry_positions(self) -> Sequence[float]:
        """The middles of the weeks or months."""
        return self._positions

    def entry_height(self, index: int) -> float:
        """Beside the top of the bar."""
        return float(self._bars[index].height)

    def entry_readout(self, index: int) -> Readout:
        """What was done of what was planned."""
        bar = self._bars[index]
        weekly = self._grouping is Grouping.WEEK
        title = (
            f"Week of {day_and_month(bar.first)} {bar.first.year}"
            if weekly
            else month_and_year(bar.first)
        )
        planned = "nothing" if bar.planned is None else str(bar.planned)
        lines = [ReadoutLine(Mark.DONE, "done", str(bar.completed))]
        if bar.stopped_safely:
            lines.append(ReadoutLine(Mark.STOPPED, "stopped safely", str(bar.stopped_safely)))
        lines.append(ReadoutLine(Mark.PLANNED, "planned", planned))
        return Readout(title, tuple(lines))


def _middle(bar: SessionBar) -> float:
    return (bar.first.toordinal() + bar.last.toordinal() + 1) / 2
