"""What may be said about the past, and what stays unsaid."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab_desktop.core.progress import (
    GAP_DAYS,
    DayShare,
    Grouping,
    RangeChoice,
    Span,
    bar_grouping,
    calendar,
    gaps,
    group_breaks,
    grouped_pain,
    has_entry,
    mean_line,
    monday_of,
    pain_change,
    pain_grouping,
    pain_now,
    recent_sessions,
    session_bars,
    span_of,
)
from backrehab_desktop.core.records import (
    MEAN_DAYS,
    MEAN_MIN_ANSWERS,
    DailyPain,
    SessionEnd,
    SessionSummary,
    WeeklyAdherence,
)

TODAY = date(2026, 10, 14)
"""A Wednesday."""

ratings = st.one_of(st.none(), st.integers(0, 10))


def pain_days(answers: dict[date, tuple[int | None, int | None]]) -> tuple[DailyPain, ...]:
    """The days as the store gives them: one answer each, the mean over seven days."""
    days = []
    for day, (before, after) in sorted(answers.items()):
        window = [
            value
            for other, (value, _) in answers.items()
            if value is not None and 0 <= (day - other).days < MEAN_DAYS
        ]
        mean = sum(window) / len(window) if len(window) >= MEAN_MIN_ANSWERS else None
        days.append(
            DailyPain(
                day=day,
                before=None if before is None else float(before),
                before_answers=int(before is not None),
                after=None if after is None else float(after),
                after_answers=int(after is not None),
                before_mean_7d=mean,
                after_mean_7d=None,
            )
        )
    return tuple(days)


histories = st.dictionaries(
    st.integers(0, 120).map(lambda back: TODAY - timedelta(days=back)),
    st.tuples(ratings, ratings),
    max_size=60,
).map(pain_days)


def before(values: dict[int, int | None]) -> tuple[DailyPain, ...]:
    """Answers before exercise by how many days ago they were given."""
    return pain_days({TODAY - timedelta(days=back): (v, None) for back, v in values.items()})


# ---- ranges


@pytest.mark.parametrize(
    ("choice", "weeks"),
    [(RangeChoice.FOUR_WEEKS, 4), (RangeChoice.TWELVE_WEEKS, 12), (RangeChoice.ONE_YEAR, 52)],
)
def test_a_range_is_whole_weeks_that_end_with_this_one(choice: RangeChoice, weeks: int) -> None:
    span = span_of(choice, TODAY, None)
    assert span.first.weekday() == 0
    assert span.last == date(2026, 10, 18)
    assert span.days == 7 * weeks


def test_all_begins_with_the_week_of_the_first_entry() -> None:
    assert span_of(RangeChoice.ALL, TODAY, date(2016, 3, 3)).first == date(2016, 2, 29)


@pytest.mark.parametrize("first", [None, TODAY])
def test_all_is_never_shorter_than_four_weeks(first: date | None) -> None:
    assert span_of(RangeChoice.ALL, TODAY, first).days == 28


def test_long_spans_are_drawn_in_groups() -> None:
    assert pain_grouping(364) is Grouping.DAY
    assert pain_grouping(700) is Grouping.WEEK
    assert pain_grouping(3654) is Grouping.MONTH
    assert bar_grouping(364) is Grouping.WEEK
    assert bar_grouping(3654) is Grouping.MONTH


# ---- gaps and the line


@given(histories)
def test_gaps_hold_no_entry_and_leave_none_out(days: tuple[DailyPain, ...]) -> None:
    found = gaps(days, TODAY)
    entries = {day.day for day in days if has_entry(day)}
    covered = set()
    for gap in found:
        assert gap.days >= GAP_DAYS
        covered |= {gap.first + timedelta(days=n) for n in range(gap.days)}
    assert not covered & entries
    if entries:
        quiet = 0
        for n in range((TODAY - min(entries)).days + 1):
            day = min(entries) + timedelta(days=n)
            quiet = 0 if day in entries else quiet + 1
            assert quiet < GAP_DAYS or day in covered
    else:
        assert not found


@given(histories)
def test_the_line_shows_only_means_the_store_gave(days: tuple[DailyPain, ...]) -> None:
    known = {day.day: day.before_mean_7d for day in days}
    for point in mean_line(days):
        if point.value is not None:
            assert known[point.day] == point.value


@given(histories)
def test_the_line_breaks_at_every_gap(days: tuple[DailyPain, ...]) -> None:
    line = mean_line(days)
    assert [point.day for point in line] == sorted(point.day for point in line)
    last = max((day.day for day in days if has_entry(day)), default=None)
    for gap in gaps(days, TODAY):
        inside = [point for point in line if gap.first <= point.day <= gap.last]
        assert all(point.value is None for point in inside)
        assert inside or last is None or gap.first > last


@given(histories)
def test_missing_answers_never_become_zero(days: tuple[DailyPain, ...]) -> None:
    for grouping in (Grouping.WEEK, Grouping.MONTH):
        for group in grouped_pain(days, grouping):
            given_before = [
                day.before
                for day in days
                if group.first <= day.day <= group.last and day.before is not None
            ]
            if not given_before:
                assert (group.before, group.before_low, group.before_high) == (None, None, None)
            else:
                assert group.before == pytest.approx(sum(given_before) / len(given_before))
                assert group.before_low == min(given_before)
                assert group.before_high == max(given_before)


@given(histories)
def test_groups_follow_each_other_and_hold_every_answer(days: tuple[DailyPain, ...]) -> None:
    for grouping in (Grouping.WEEK, Grouping.MONTH):
        groups = grouped_pain(days, grouping)
        assert sum(group.before_answers for group in groups) == sum(d.before_answers for d in days)
        for earlier, later in itertools.pairwise(groups):
            assert earlier.last < later.first
            assert group_breaks(earlier, later) == (later.first != earlier.last + timedelta(days=1))


def test_two_answers_on_a_day_weigh_twice() -> None:
    monday = monday_of(TODAY)
    days = (
        DailyPain(monday, 6.0, 2, None, 0, None, None),
        DailyPain(TODAY, 3.0, 1, None, 0, None, None),
    )
    assert grouped_pain(days, Grouping.WEEK)[0].before == pytest.approx(5.0)


# ---- cards


@pytest.mark.parametrize("count", [0, 1, 2])
def test_under_three_answers_there_is_no_mean(count: int) -> None:
    now = pain_now(before(dict.fromkeys(range(count), 4)), TODAY)
    assert (now.mean, now.answers) == (None, count)


def test_the_mean_is_of_the_last_seven_days() -> None:
    now = pain_now(before({0: 2, 3: 3, 6: 4, 7: 10}), TODAY)
    assert (now.mean, now.answers) == (3.0, 3)


def test_a_question_left_open_is_no_answer() -> None:
    assert pain_now(before({0: 2, 1: None, 2: 3, 3: 4}), TODAY).answers == 3


def test_change_compares_with_the_first_week() -> None:
    days = before({40: 6, 39: 6, 38: 7, 2: 4, 1: 4, 0: 3})
    change = pain_change(days, TODAY)
    assert change.points == pytest.approx(11 / 3 - 19 / 3)
    assert change.clear


@pytest.mark.parametrize(
    ("first", "now", "clear"),
    [(5, 3, True), (3, 2, True), (9, 7, True), (6, 5, False), (2, 3, False), (4, 6, True)],
)
def test_a_change_is_clear_from_two_points_or_thirty_percent_less(
    first: int, now: int, clear: bool
) -> None:
    days = before({40: first, 39: first, 38: first, 2: now, 1: now, 0: now})
    assert pain_change(days, TODAY).clear is clear


def test_no_change_while_the_two_weeks_overlap() -> None:
    change = pain_change(before({12: 6, 11: 6, 10: 6, 2: 4, 1: 4, 0: 3}), TODAY)
    assert change.points is None
    assert change.comparable_from == TODAY + timedelta(days=1)


def test_no_change_without_enough_answers_in_the_first_week() -> None:
    assert pain_change(before({40: 6, 2: 4, 1: 4, 0: 3}), TODAY).points is None
    assert pain_change((), TODAY).comparable_from is None


def weeks(*values: tuple[int, int | None, int, int]) -> tuple[WeeklyAdherence, ...]:
    """(weeks ago, planned, completed, stopped safely)."""
    return tuple(
        WeeklyAdherence(monday_of(TODAY) - timedelta(weeks=ago), planned, done, stopped)
        for ago, planned, done, stopped in values
    )


def test_sessions_count_full_weeks_only_and_leave_safe_stops_out() -> None:
    recent = recent_sessions(
        weeks((5, 5, 5, 0), (4, 5, 5, 0), (3, 5, 4, 1), (2, 5, 5, 0), (1, 5, 4, 0), (0, 5, 1, 0)),
        TODAY,
    )
    assert (recent.done, recent.countable, recent.stopped_safely) == (18, 19, 1)
    assert recent.measurable


def test_extras_of_one_week_do_not_make_up_for_another() -> None:
    recent = recent_sessions(weeks((2, 3, 6, 0), (1, 3, 0, 0)), TODAY)
    assert (recent.done, recent.countable) == (3, 6)


def test_weeks_without_a_schedule_are_not_measurable() -> None:
    recent = recent_sessions(weeks((2, None, 4, 0), (1, None, 3, 0)), TODAY)
    assert not recent.measurable


@given(
    st.lists(
        st.tuples(st.one_of(st.none(), st.integers(0, 14)), st.integers(0, 14), st.integers(0, 5)),
        max_size=40,
    )
)
def test_bars_by_month_lose_no_session(values: list[tuple[int | None, int, int]]) -> None:
    rows = weeks(*((len(values) - n, *value) for n, value in enumerate(values)))
    bars = session_bars(rows, Grouping.MONTH)
    assert sum(bar.completed for bar in bars) == sum(week.completed for week in rows)
    assert sum(bar.stopped_safely for bar in bars) == sum(week.stopped_safely for week in rows)
    assert sum(bar.planned or 0 for bar in bars) == sum(week.planned or 0 for week in rows)
    for bar in bars:
        inside = [week for week in rows if bar.first <= week.monday <= bar.last]
        assert (bar.planned is None) == all(week.planned is None for week in inside)


# ---- calendar


def session(day: date, done: int, end: SessionEnd = SessionEnd.FINISHED) -> SessionSummary:
    """A session with ``done`` of 10 sets."""
    started = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    return SessionSummary("id", "starter", started, None, end, done, 10, done >= 8, 3, 2, None)


def share_of(*sessions: SessionSummary) -> DayShare:
    cells = [cell for row in calendar(sessions, TODAY, date(2026, 1, 1)) for cell in row]
    return next(cell.share for cell in cells if cell.day == TODAY)


@pytest.mark.parametrize(
    ("done", "share"),
    [(0, DayShare.NONE), (3, DayShare.SOME), (7, DayShare.MOST), (10, DayShare.ALL)],
)
def test_a_day_shows_how_much_of_its_plan_was_done(done: int, share: DayShare) -> None:
    assert share_of(session(TODAY, done)) is share


def test_a_safe_stop_shows_unless_another_session_was_complete() -> None:
    stopped = session(TODAY, 3, SessionEnd.STOPPED_SAFELY)
    assert share_of(stopped) is DayShare.STOPPED
    assert share_of(stopped, session(TODAY, 10)) is DayShare.ALL


def test_the_calendar_ends_with_this_week_and_starts_with_the_first_entry() -> None:
    rows = calendar((), TODAY, TODAY - timedelta(days=2))
    assert len(rows) == 12
    last = {cell.day.weekday(): cell for cell in rows[-1]}
    assert last[2].is_today
    assert [last[n].share for n in range(7)] == [DayShare.NONE] * 3 + [DayShare.TO_COME] * 4
    assert all(cell.share is DayShare.EARLIER for row in rows[:-1] for cell in row)


def test_a_span_counts_both_its_ends() -> None:
    assert Span(TODAY, TODAY).days == 1
