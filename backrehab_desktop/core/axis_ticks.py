"""Where an axis puts its labels: real dates for weeks to decades, whole numbers for counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_WEEK_STEPS = (1, 2, 4)
_MONTH_STEPS = (1, 2, 3, 6)
_YEAR_STEPS = (1, 2, 5, 10, 20, 50)
_COUNT_STEPS = (1, 2, 5)


class TickKind(StrEnum):
    """What the label of a date has to say."""

    DAY = "day"
    """Day and month, as "27 Jul"."""
    MONTH = "month"
    """The month, as "Aug"."""
    YEAR = "year"
    """The year; also for the January of an axis of months."""


@dataclass(frozen=True, slots=True)
class DateTick:
    """One label of a date axis."""

    day: date
    kind: TickKind


def date_ticks(first: date, last: date, at_most: int) -> tuple[DateTick, ...]:
    """Mondays, firsts of a month or firsts of a year between two days, both included.

    The finest even spacing with no more than ``at_most`` labels is taken:
    every 1, 2 or 4 weeks, 1, 2, 3 or 6 months, 1, 2, 5, 10, 20 or 50 years.
    """
    at_most = max(1, at_most)
    for weeks in _WEEK_STEPS:
        if (last - first).days // (7 * weeks) < at_most:
            return _monday_ticks(first, last, weeks)
    months = (last.year - first.year) * 12 + last.month - first.month
    for step in _MONTH_STEPS:
        if months // step < at_most:
            return _month_ticks(first, last, step)
    for step in _YEAR_STEPS:
        ticks = _year_ticks(first, last, step)
        if len(ticks) <= at_most:
            return ticks
    return ()


def _monday_ticks(first: date, last: date, weeks: int) -> tuple[DateTick, ...]:
    # Counted from a fixed Monday, so that panning does not make the labels jump.
    monday = first + timedelta(days=-first.weekday() % 7)
    while (monday.toordinal() - 1) // 7 % weeks:
        monday += timedelta(days=7)
    days = range(monday.toordinal(), last.toordinal() + 1, 7 * weeks)
    return tuple(DateTick(date.fromordinal(day), TickKind.DAY) for day in days)


def _month_ticks(first: date, last: date, step: int) -> tuple[DateTick, ...]:
    ticks = []
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        year, month = divmod(number, 12)
        day = date(year, month + 1, 1)
        if month % step == 0 and first <= day:
            ticks.append(DateTick(day, TickKind.MONTH if month else TickKind.YEAR))
    return tuple(ticks)


def _year_ticks(first: date, last: date, step: int) -> tuple[DateTick, ...]:
    return tuple(
        DateTick(date(year, 1, 1), TickKind.YEAR)
        for year in range(first.year, last.year + 1)
        if year % step == 0 and first <= date(year, 1, 1)
    )


def count_ticks(highest: int, at_most_steps: int) -> tuple[int, ...]:
    """Whole numbers from 0 up to ``highest`` (taken as at least 1), evenly spaced.

    There are at most ``at_most_steps`` intervals of 1, 2, 5, 10, 20 ...; the
    finest that ends at ``highest`` itself, or else the finest: (0, 5) for 5,
    (0, 2, 4) for 4, (0, 10, 20) for 25.
    """
    highest = max(1, highest)
    steps = [base * 10**power for power in range(len(str(highest))) for base in _COUNT_STEPS]
    fitting = [step for step in steps if 1 <= highest // step <= max(1, at_most_steps)]
    step = next((step for step in fitting if highest % step == 0), (fitting or [highest])[0])
    return tuple(range(0, highest + 1, step))
