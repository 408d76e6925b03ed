"""The two charts in their cards, over the same days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from backrehab_desktop.core.progress import Grouping, RangeChoice, Span, span_of
from backrehab_desktop.ui.charts.pain_chart import PainChart
from backrehab_desktop.ui.charts.readout import Mark
from backrehab_desktop.ui.charts.session_chart import SessionChart
from backrehab_desktop.ui.progress.chart_card import ChartCard
from backrehab_desktop.ui.progress.words import pain_summary, sessions_summary

if TYPE_CHECKING:
    from backrehab_desktop.ui.progress.loading import ProgressData
    from backrehab_desktop.ui.theme.tokens import Theme

_KEYS_HELP = "Arrow keys read the entries out, Page up and Page down move through time."

_PAIN_LEGENDS = {
    Grouping.DAY: (
        (Mark.BEFORE, "before"),
        (Mark.AFTER, "after"),
        (Mark.MEAN, "before, 7-day mean"),
    ),
    Grouping.WEEK: (
        (Mark.MEAN, "before, weekly mean"),
        (Mark.RANGE, "lowest to highest"),
        (Mark.AFTER, "after, mean"),
    ),
    Grouping.MONTH: (
        (Mark.MEAN, "before, monthly mean"),
        (Mark.RANGE, "lowest to highest"),
        (Mark.AFTER, "after, mean"),
    ),
}
_SESSION_LEGEND = (
    (Mark.DONE, "done"),
    (Mark.STOPPED, "stopped safely"),
    (Mark.PLANNED, "planned"),
)
_SESSION_TITLES = {
    Grouping.WEEK: "Sessions each week",
    Grouping.MONTH: "Sessions each month",
}


class ChartsPanel(QObject):
    """Owns both charts, keeps them on the same days and their legends true.

    It is no widget: the page places the two cards where there is room.
    """

    moved = Signal()
    """Other days are in view."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pain = PainChart(theme)
        self.sessions = SessionChart(theme)
        self.pain_card = ChartCard(theme, "Pain")
        self.sessions_card = ChartCard(theme, _SESSION_TITLES[Grouping.WEEK])
        self.pain_card.put(self.pain)
        self.sessions_card.put(self.sessions)
        self.pain_card.setMinimumHeight(290)
        self.sessions_card.setMinimumHeight(196)
        self._data: ProgressData | None = None
        self.pain.view_moved.connect(self.sessions.show_from)
        self.sessions.view_moved.connect(self.pain.show_from)
        self.pain.view_moved.connect(self._summarise)
        self.pain.grouping_changed.connect(self._name_pain)
        self.sessions.grouping_changed.connect(self._name_sessions)
        self._name_pain(self.pain.grouping)
        self._name_sessions(self.sessions.grouping)

    def show_data(self, data: ProgressData, choice: RangeChoice) -> None:
        """Take over new data and show the range up to today."""
        self._data = data
        limits = self._span(RangeChoice.ALL)
        self.pain.set_data(data.days, data.today, limits)
        self.sessions.set_data(data.weeks, data.today, limits)
        self.show_range(choice)

    def show_range(self, choice: RangeChoice) -> None:
        """Show the range that ends with this week."""
        if self._data is None:
            return
        span = self._span(choice)
        self.pain.show_span(span)
        # Follows by itself, unless the pain chart did not have to move.
        self.sessions.show_span(span)
        self._summarise()

    def _span(self, choice: RangeChoice) -> Span:
        data = self._data
        if data is None:
            raise RuntimeError("no data yet")
        return span_of(choice, data.today, data.first_day)

    def _name_pain(self, grouping: Grouping) -> None:
        self.pain_card.describe("Pain", _PAIN_LEGENDS[grouping])

    def _name_sessions(self, grouping: Grouping) -> None:
        self.sessions_card.describe(_SESSION_TITLES[grouping], _SESSION_LEGEND)

    def _summarise(self) -> None:
        span = self.pain.visible_span
        if self._data is None or span is None:
            return
        pain = pain_summary(self._data.days, span)
        sessions = sessions_summary(self._data.weeks, span)
        for chart, text in ((self.pain, pain), (self.sessions, sessions)):
            chart.setAccessibleDescription(f"{text} {_KEYS_HELP}")
        self.moved.emit()
