"""Made-up days and weeks, and charts of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Protocol

import pytest
from pytestqt.qtbot import QtBot

from backrehab_desktop.core.progress import RangeChoice, Span, monday_of, span_of
from backrehab_desktop.core.records import DailyPain, WeeklyAdherence
from backrehab_desktop.ui.charts.pain_chart import PainChart
from backrehab_desktop.ui.charts.session_chart import SessionChart
from backrehab_desktop.ui.theme.tokens import Theme, load_theme

TODAY = date(2026, 10, 14)


class History(Protocol):
    """Days and weeks of the given length that end today."""

    def __call__(self, days: int, *, gap: tuple[int, int] = (0, 0)) -> tuple[DailyPain, ...]: ...


def _day(day: date, before: int | None, after: int | None, mean: float | None) -> DailyPain:
    return DailyPain(
        day,
        None if before is None else float(before),
        int(before is not None),
        None if after is None else float(after),
        int(after is not None),
        mean,
        None,
    )


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture
def history() -> History:
    def make(days: int, *, gap: tuple[int, int] = (0, 0)) -> tuple[DailyPain, ...]:
        random = Random(days)
        made = []
        for back in range(days - 1, -1, -1):
            if not gap[0] <= back < gap[1]:
                value = random.randint(1, 9)
                made.append(_day(TODAY - timedelta(days=back), value, value - 1, float(value)))
        return tuple(made)

    return make


@pytest.fixture
def weeks() -> Callable[[int], tuple[WeeklyAdherence, ...]]:
    def make(count: int) -> tuple[WeeklyAdherence, ...]:
        last = monday_of(TODAY)
        return tuple(
            WeeklyAdherence(last - timedelta(weeks=back), 5, 5 - back % 3, int(back % 3 == 1))
            for back in range(count - 1, -1, -1)
        )

    return make


@pytest.fixture
def theme() -> Theme:
    return load_theme("light")


def limits(first: date) -> Span:
    return span_of(RangeChoice.ALL, TODAY, first)


@pytest.fixture
def pain_chart(qtbot: QtBot, theme: Theme) -> Callable[..., PainChart]:
    """Builds a chart of these days over this range, shown."""

    def build(days: tuple[DailyPain, ...], choice: RangeChoice) -> PainChart:
        chart = PainChart(theme)
        qtbot.addWidget(chart)
        chart.resize(760, 320)
        first = days[0].day if days else TODAY
        chart.set_data(days, TODAY, limits(first))
        chart.show_span(span_of(choice, TODAY, first))
        chart.show()
        qtbot.waitExposed(chart)
        return chart

    return build


@pytest.fixture
def session_chart(qtbot: QtBot, theme: Theme) -> Callable[..., SessionChart]:
    """Builds a chart of these weeks over this range, shown."""

    def build(rows: tuple[WeeklyAdherence, ...], choice: RangeChoice) -> SessionChart:
        chart = SessionChart(theme)
        qtbot.addWidget(chart)
        chart.resize(760, 200)
        first = rows[0].monday if rows else TODAY
        chart.set_data(rows, TODAY, limits(first))
        chart.show_span(span_of(choice, TODAY, first))
        chart.show()
        qtbot.waitExposed(chart)
        return chart

    return build
