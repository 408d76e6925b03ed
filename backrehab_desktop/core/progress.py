"""What the Progress page says about the past: pure rules on what the store remembers.

The sums themselves come from SQL (:mod:`backrehab_desktop.core.records`); here is
decided which of them may be shown, where a line breaks, and how much is drawn
together when the range is long. ``None`` always means "not measurable" or "not
given"; it never turns into 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from backrehab_desktop.core.records import (
    COMPLETE_PERCENT,
    MEAN_DAYS,
    MEAN_MIN_ANSWERS,
    SessionEnd,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from backrehab_desktop.core.records import DailyPain, SessionSummary, WeeklyAdherence

GAP_DAYS = 7
"""Days in a row without an entry that make a gap: the moving mean has then nothing left."""

MIN_COUNTABLE_SESSIONS = 3
"""Under this many countable sessions adherence is not measurable (clinical/algorithm.md 6)."""

FULL_WEEKS = 4
"""Full weeks the head card about sessions looks back on."""

CLEAR_CHANGE_POINTS = 2.0
"""Smallest change of a 0-10 rating that counts as a change (Ostelo 2008, anchors.md 3)."""

CLEAR_CHANGE_SHARE = 0.30
"""The same as a share of where the person started; used for less pain only (rule R26)."""

CALENDAR_WEEKS = 12
"""Rows of the calendar."""

DAILY_UP_TO_DAYS = 400
"""Longest visible span that shows every day on its own."""

WEEKLY_UP_TO_DAYS = 3 * 366
"""Longest visible span that shows weeks; above it, months."""

BARS_WEEKLY_UP_TO_DAYS = 2 * 366
"""Longest visible span whose bars are weeks: below this a bar stays wider than its gap."""

_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


class RangeChoice(StrEnum):
    """How far back the charts look."""

    FOUR_WEEKS = "4 weeks"
    TWELVE_WEEKS = "12 weeks"
    ONE_YEAR = "1 year"
    ALL = "all"


_WEEKS_OF = {
    RangeChoice.FOUR_WEEKS: 4,
    RangeChoice.TWELVE_WEEKS: 12,
    RangeChoice.ONE_YEAR: 52,
}


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``first`` to ``last``, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days the span holds."""
        return (self.last - self.first).days + 1


class Grouping(StrEnum):
    """What is drawn as one point or one bar."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


def monday_of(day: date) -> date:
    """The Monday of the week a day belongs to."""
    return day - timedelta(days=day.weekday())


def span_of(choice: RangeChoice, today: date, first_entry: date | None) -> Span:
    """The whole weeks a range shows: the current week and those before it.

    "All" starts with the week of the first entry, but is never shorter than
    four weeks.
    """
    monday = monday_of(today)
    last = monday + 6 * _DAY
    weeks = _WEEKS_OF.get(choice)
    if weeks is not None:
        return Span(monday - (weeks - 1) * _WEEK, last)
    shortest = monday - 3 * _WEEK
    if first_entry is None:
        return Span(shortest, last)
    return Span(min(shortest, monday_of(first_entry)), last)


def pain_grouping(days: int) -> Grouping:
    """What one point of the pain chart stands for when ``days`` days are visible."""
    if days <= DAILY_UP_TO_DAYS:
        return Grouping.DAY
    return Grouping.WEEK if days <= WEEKLY_UP_TO_DAYS else Grouping.MONTH


def bar_grouping(days: int) -> Grouping:
    """What one bar stands for when ``days`` days are visible."""
    return Grouping.WEEK if days <= BARS_WEEKLY_UP_TO_DAYS else Grouping.MONTH


def has_entry(day: DailyPain) -> bool:
    """Whether an answer was given on that day; a question left open is none."""
    return day.before is not None or day.after is not None


def gaps(days: Iterable[DailyPain], today: date) -> tuple[Span, ...]:
    """The stretches of :data:`GAP_DAYS` days and more without any entry, up to today.

    Nothing before the first entry is a gap: there was nothing to record yet.
    """
    found = []
    entries = [day.day for day in days if has_entry(day)]
    for earlier, later in pairwise([*entries, today + _DAY]):
        if (later - earlier).days > GAP_DAYS:
            found.append(Span(earlier + _DAY, later - _DAY))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class LinePoint:
    """One point of a line; a value of None breaks the line there."""

    day: date
    value: float | None


def mean_line(days: Sequence[DailyPain]) -> tuple[LinePoint, ...]:
    """The 7-day mean of "before" as a line that breaks where it cannot be known.

    It breaks on days with too few answers in their seven days, and between
    two days that have a gap between them.
    """
    line: list[LinePoint] = []
    before: date | None = None
    for day in days:
        if not has_entry(day):
            continue
        if before is not None and (day.day - before).days > GAP_DAYS:
            line.append(LinePoint(before + _DAY, None))
        line.append(LinePoint(day.day, day.before_mean_7d))
        before = day.day
    return tuple(line)


@dataclass(frozen=True, slots=True)
class PainGroup:
    """The pain of one week or month: means over all its answers, and their range by day."""

    first: date
    last: date
    before: float | None
    before_low: float | None
    before_high: float | None
    before_answers: int
    after: float | None
    after_answers: int


def _group_key(grouping: Grouping) -> Callable[[date], date]:
    return monday_of if grouping is Grouping.WEEK else lambda day: day.replace(day=1)


def _last_of(first: date, grouping: Grouping) -> date:
    if grouping is Grouping.WEEK:
        return first + 6 * _DAY
    return (first.replace(day=28) + 4 * _DAY).replace(day=1) - _DAY


def _weighted_mean(pairs: Iterable[tuple[float | None, int]]) -> tuple[float | None, int]:
    """Mean over all answers and how many there were; days without an answer weigh nothing."""
    total, answers = 0.0, 0
    for value, count in pairs:
        if value is not None:
            total += value * count
            answers += count
    return (total / answers if answers else None), answers


def grouped_pain(days: Sequence[DailyPain], grouping: Grouping) -> tuple[PainGroup, ...]:
    """The days put together by week or month; groups without an entry are left out."""
    result = []
    key = _group_key(grouping)
    for first, members in groupby(filter(has_entry, days), key=lambda day: key(day.day)):
        group = tuple(members)
        before, before_answers = _weighted_mean((day.before, day.before_answers) for day in group)
        after, after_answers = _weighted_mean((day.after, day.after_answers) for day in group)
        given = [day.before for day in group if day.before is not None]
        result.append(
            PainGroup(
                first=first,
                last=_last_of(first, grouping),
                before=before,
                before_low=min(given, default=None),
                before_high=max(given, default=None),
                before_answers=before_answers,
                after=after,
                after_answers=after_answers,
            )
        )
    return tuple(result)


def group_breaks(earlier: PainGroup, later: PainGroup) -> bool:
    """Whether a line between two neighbours would cross a whole group without entries."""
    return (later.first - earlier.last).days > 1


@dataclass(frozen=True, slots=True)
class SessionBar:
    """The sessions of one week or month."""

    first: date
    last: date
    planned: int | None
    """None when no schedule was in force."""
    completed: int
    stopped_safely: int

    @property
    def height(self) -> int:
        """The tallest of what is drawn: planned, or what was done and stopped."""
        return max(self.planned or 0, self.completed + self.stopped_safely)


def session_bars(weeks: Sequence[WeeklyAdherence], grouping: Grouping) -> tuple[SessionBar, ...]:
    """One bar per week, or per month (a week belongs to the month of its Monday)."""
    key = _group_key(grouping)
    bars = []
    for first, members in groupby(weeks, key=lambda week: key(week.monday)):
        group = tuple(members)
        planned = [week.planned for week in group if week.planned is not None]
        bars.append(
            SessionBar(
                first=first,
                last=_last_of(first, grouping),
                planned=sum(planned) if planned else None,
                completed=sum(week.completed for week in group),
                stopped_safely=sum(week.stopped_safely for week in group),
            )
        )
    return tuple(bars)


@dataclass(frozen=True, slots=True)
class PainNow:
    """Mean pain before exercise over the last seven days."""

    mean: float | None
    """None with fewer than three answers."""
    answers: int


def _mean_between(days: Sequence[DailyPain], first: date, last: date) -> PainNow:
    mean, answers = _weighted_mean(
        (day.before, day.before_answers) for day in days if first <= day.day <= last
    )
    return PainNow(mean if answers >= MEAN_MIN_ANSWERS else None, answers)


def pain_now(days: Sequence[DailyPain], today: date) -> PainNow:
    """The mean of the last seven days, today included."""
    return _mean_between(days, today - (MEAN_DAYS - 1) * _DAY, today)


@dataclass(frozen=True, slots=True)
class PainChange:
    """How the last seven days compare with the first seven."""

    points: float | None
    """Negative is less pain; None while it cannot be said."""
    first_week: PainNow
    comparable_from: date | None
    """First day the two weeks no longer overlap; None before the first answer."""
    clear: bool
    """The change is as large as people notice: 2 points, or 30 % less."""


def pain_change(days: Sequence[DailyPain], today: date) -> PainChange:
    """Compare the last seven days with the seven that began with the first answer."""
    first = next((day.day for day in days if day.before is not None), None)
    if first is None:
        return PainChange(None, PainNow(None, 0), None, clear=False)
    first_week = _mean_between(days, first, first + (MEAN_DAYS - 1) * _DAY)
    comparable_from = first + (2 * MEAN_DAYS - 1) * _DAY
    now = pain_now(days, today)
    if today < comparable_from or now.mean is None or first_week.mean is None:
        return PainChange(None, first_week, comparable_from, clear=False)
    points = now.mean - first_week.mean
    # Rounded, because 5.0 - 3.0 may come out a hair under 2 after two divisions.
    clear = round(abs(points), 6) >= CLEAR_CHANGE_POINTS or (
        points < 0 and round(-points, 6) >= round(CLEAR_CHANGE_SHARE * first_week.mean, 6)
    )
    return PainChange(points, first_week, comparable_from, clear)


@dataclass(frozen=True, slots=True)
class RecentSessions:
    """Sessions done of those planned in the last four full weeks."""

    done: int
    """Completed; more than planned in one week does not make up for another."""
    countable: int
    """Planned, without those that were stopped safely."""
    stopped_safely: int

    @property
    def measurable(self) -> bool:
        """Whether there is enough to say a number."""
        return self.countable >= MIN_COUNTABLE_SESSIONS


def recent_sessions(weeks: Sequence[WeeklyAdherence], today: date) -> RecentSessions:
    """Sum up the last four weeks that are over; weeks without a schedule do not count."""
    end = monday_of(today)
    start = end - FULL_WEEKS * _WEEK
    done = countable = stopped = 0
    for week in weeks:
        if start <= week.monday < end and week.planned is not None:
            asked = max(0, week.planned - week.stopped_safely)
            countable += asked
            done += min(week.completed, asked)
            stopped += week.stopped_safely
    return RecentSessions(done, countable, stopped)


class DayShare(StrEnum):
    """How much of a day's plan was done."""

    NONE = "none"
    SOME = "some"
    MOST = "most"
    ALL = "all"
    STOPPED = "stopped safely"
    TO_COME = "to come"
    EARLIER = "earlier"
    """Before the first entry: there was no plan yet that could have been left undone."""


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day of the calendar."""

    day: date
    share: DayShare
    is_today: bool


def _share_of(sessions: Sequence[SessionSummary]) -> DayShare:
    """The best session of the day decides; a safe stop shows unless another was complete."""
    percents = [
        100 * session.sets_done / session.sets_prescribed
        for session in sessions
        if session.sets_prescribed and session.end is not SessionEnd.STOPPED_SAFELY
    ]
    best = max(percents, default=0.0)
    stopped = any(session.end is SessionEnd.STOPPED_SAFELY for session in sessions)
    if stopped and best < COMPLETE_PERCENT:
        return DayShare.STOPPED
    if best >= 100:
        return DayShare.ALL
    if best > 50:
        return DayShare.MOST
    return DayShare.SOME if best > 0 else DayShare.NONE


def calendar(
    sessions: Iterable[SessionSummary],
    today: date,
    first_entry: date | None,
    weeks: int = CALENDAR_WEEKS,
) -> tuple[tuple[DayCell, ...], ...]:
    """Rows of seven days, Monday first; the last row is the week of today."""
    by_day: dict[date, list[SessionSummary]] = {}
    for session in sessions:
        by_day.setdefault(session.started_at.date(), []).append(session)
    start = monday_of(today) - (weeks - 1) * _WEEK

    def cell(day: date) -> DayCell:
        if day > today:
            share = DayShare.TO_COME
        elif day not in by_day and (first_entry is None or day < first_entry):
            share = DayShare.EARLIER
        else:
            share = _share_of(by_day.get(day, ()))
        return DayCell(day, share, day == today)

    days = [cell(start + number * _DAY) for number in range(7 * weeks)]
    return tuple(tuple(days[first : first + 7]) for first in range(0, len(days), 7))
