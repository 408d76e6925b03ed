"""Labels of an axis: never too many, always at dates a person would name."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab_desktop.core.axis_ticks import TickKind, count_ticks, date_ticks

FIRST = date(2026, 7, 27)


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(0, 20_000), st.integers(1, 14))
def test_dates_fit_and_lie_inside(first: date, days: int, at_most: int) -> None:
    last = first + timedelta(days=days)
    ticks = date_ticks(first, last, at_most)
    assert len(ticks) <= at_most + 1
    assert all(first <= tick.day <= last for tick in ticks)
    assert [tick.day for tick in ticks] == sorted({tick.day for tick in ticks})


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(28, 20_000))
def test_a_label_is_a_monday_or_the_first_of_a_month_or_year(first: date, days: int) -> None:
    for tick in date_ticks(first, first + timedelta(days=days), 6):
        if tick.kind is TickKind.DAY:
            assert tick.day.weekday() == 0
        elif tick.kind is TickKind.MONTH:
            assert (tick.day.day, tick.day.month != 1) == (1, True)
        else:
            assert (tick.day.day, tick.day.month) == (1, 1)


@pytest.mark.parametrize(
    ("days", "kind"), [(28, TickKind.DAY), (84, TickKind.DAY), (3654, TickKind.YEAR)]
)
def test_the_longer_the_span_the_coarser_the_label(days: int, kind: TickKind) -> None:
    ticks = date_ticks(FIRST, FIRST + timedelta(days=days - 1), 8)
    assert {tick.kind for tick in ticks} == {kind}
    assert len(ticks) >= 3


def test_a_year_is_labelled_by_months_and_names_the_new_year() -> None:
    ticks = date_ticks(FIRST, FIRST + timedelta(days=363), 8)
    assert {tick.kind for tick in ticks} == {TickKind.MONTH, TickKind.YEAR}


def test_panning_keeps_labels_at_their_days() -> None:
    seen = set()
    for shift in range(28):
        first = FIRST + timedelta(days=shift)
        seen |= {tick.day for tick in date_ticks(first, first + timedelta(days=83), 5)}
    days = sorted(seen)
    assert {(b - a).days for a, b in itertools.pairwise(days)} == {28}


@given(st.integers(0, 5000), st.integers(1, 6))
def test_counts_are_whole_even_and_go_as_far_as_they_fit(highest: int, steps: int) -> None:
    ticks = count_ticks(highest, steps)
    assert ticks[0] == 0
    assert ticks[-1] <= max(1, highest) < ticks[-1] + ticks[1]
    assert 2 <= len(ticks) <= steps + 1
    assert len({b - a for a, b in itertools.pairwise(ticks)}) == 1


def test_five_sessions_a_week_are_labelled_nought_and_five() -> None:
    assert count_ticks(5, 2) == (0, 5)
    assert count_ticks(4, 2) == (0, 2, 4)
    assert count_ticks(25, 2) == (0, 10, 20)
