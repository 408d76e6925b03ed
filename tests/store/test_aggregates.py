from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backrehab_desktop.core.exercise import Dose, Sides
from backrehab_desktop.core.records import (
    TRIAL_ROUTINE_ID,
    PlannedItem,
    Question,
    Rating,
    Schedule,
    SessionEnd,
    SessionOutcome,
    SessionStart,
    SetRecord,
    WeeklyAdherence,
)
from backrehab_desktop.store.store import Store

CET = timezone(timedelta(hours=1))
MONDAY = date(2026, 8, 31)
SETS = 5
ITEMS = (PlannedItem("bridge", Sides.BOTH, Dose(SETS, 8, 3.0)),)


@dataclass(frozen=True)
class Past:
    """One session of a made-up history."""

    day: int
    sets_done: int
    end: SessionEnd | None
    before: int | None
    after: int | None

    @property
    def date(self) -> date:
        return MONDAY + timedelta(days=self.day)


class Noon:
    """A clock that stands at noon of the last day of the histories."""

    def now(self) -> datetime:
        return datetime.combine(MONDAY + timedelta(days=48), time(12), CET)

    def monotonic_s(self) -> float:
        return 0.0


@contextmanager
def opened(memory: Path) -> Iterator[Store]:
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        store = Store.open(Path(folder) / "backrehab.db", Noon())
        try:
            yield store
        finally:
            store.close()


def live(store: Store, past: Past, hour: int = 8, routine_id: str = "starter") -> None:
    at = datetime.combine(past.date, time(hour), CET)
    before = Rating(Question.PAIN_BEFORE, past.before, at)
    session_id = store.begin_session(SessionStart(routine_id, ITEMS, at), before)
    for number in range(1, past.sets_done + 1):
        end = at + timedelta(minutes=number)
        record = SetRecord(0, "bridge", number, None, 8, 8, 3.0, True, end, end)
        store.record_set(session_id, record)
    if past.end is not None:
        after = Rating(Question.PAIN_AFTER, past.after, at)
        store.finish_session(session_id, SessionOutcome(past.end, at), after)


answers = st.none() | st.integers(0, 10)
pasts = st.builds(
    Past,
    day=st.integers(0, 48),
    sets_done=st.integers(0, SETS),
    end=st.sampled_from(SessionEnd),
    before=answers,
    after=answers,
)
histories = st.lists(pasts, max_size=14).map(lambda days: sorted(days, key=lambda past: past.day))
schedules = st.lists(
    st.builds(
        Schedule,
        st.just("starter"),
        st.integers(0, 14),
        st.integers(-20, 60).map(lambda day: MONDAY + timedelta(days=day)),
    ),
    max_size=4,
    unique_by=lambda schedule: schedule.valid_from,
)


def live_all(store: Store, history: list[Past]) -> None:
    for index, past in enumerate(history):
        live(store, past, hour=7 + index)


@settings(max_examples=25)
@given(histories)
def test_daily_pain_is_what_the_answers_say(memory: Path, history: list[Past]) -> None:
    with opened(memory) as store:
        live_all(store, history)
        found = store.daily_pain()
        assert [day.day for day in found] == sorted({past.date for past in history})
        for day in found:
            for question in ("before", "after"):
                given_on = [
                    value
                    for past in history
                    if past.date == day.day and (value := getattr(past, question)) is not None
                ]
                mean = sum(given_on) / len(given_on) if given_on else None
                assert getattr(day, question) == pytest.approx(mean)
                assert getattr(day, f"{question}_answers") == len(given_on)


@settings(max_examples=25)
@given(histories)
def test_the_moving_mean_needs_three_answers_in_seven_days(
    memory: Path, history: list[Past]
) -> None:
    with opened(memory) as store:
        live_all(store, history)
        for day in store.daily_pain():
            latest = [
                past.before
                for past in history
                if timedelta(0) <= day.day - past.date < timedelta(days=7)
                and past.before is not None
            ]
            mean = sum(latest) / len(latest) if len(latest) >= 3 else None
            assert day.before_mean_7d == pytest.approx(mean)


@settings(max_examples=15)
@given(histories, st.integers(0, 48), st.integers(0, 48))
def test_a_range_shows_the_same_as_the_whole(
    memory: Path, history: list[Past], one: int, other: int
) -> None:
    first, last = (MONDAY + timedelta(days=day) for day in sorted((one, other)))
    with opened(memory) as store:
        live_all(store, history)
        store.set_schedule(Schedule("starter", 4, MONDAY))
        whole = [day for day in store.daily_pain() if first <= day.day <= last]
        assert list(store.daily_pain(first, last)) == whole
        weeks = [
            week
            for week in store.weekly_adherence()
            if week.monday <= last and week.monday + timedelta(days=6) >= first
        ]
        assert list(store.weekly_adherence(first, last)) == weeks


def model_of_week(
    monday: date, history: list[Past], in_force: list[Schedule]
) -> tuple[int | None, int, int]:
    days = [monday + timedelta(days=n) for n in range(7)]
    rates = [
        [plan.sessions_per_week for plan in in_force if plan.valid_from <= day][-1:] for day in days
    ]
    planned = [rate[0] for rate in rates if rate]
    of_week = [past for past in history if past.date in days]
    stopped = sum(past.end is SessionEnd.STOPPED_SAFELY for past in of_week)
    completed = sum(
        past.end is not SessionEnd.STOPPED_SAFELY and past.sets_done >= 0.8 * SETS
        for past in of_week
    )
    return (int(sum(planned) / 7 + 0.5) if planned else None), completed, stopped


@settings(max_examples=25)
@given(histories, schedules)
def test_weekly_adherence_is_what_was_planned_and_done(
    memory: Path, history: list[Past], plans: list[Schedule]
) -> None:
    in_force = sorted(plans, key=lambda plan: plan.valid_from)
    with opened(memory) as store:
        live_all(store, history)
        for plan in in_force:
            store.set_schedule(plan)
        weeks = store.weekly_adherence(MONDAY, MONDAY + timedelta(days=48))
        assert [week.monday for week in weeks] == [MONDAY + timedelta(weeks=n) for n in range(7)]
        for week in weeks:
            expected = model_of_week(week.monday, history, in_force)
            assert (week.planned, week.completed, week.stopped_safely) == expected
        assert the_view(store) == [week for week in weeks if week in with_sessions(weeks, history)]


def with_sessions(weeks: tuple[WeeklyAdherence, ...], history: list[Past]) -> list[WeeklyAdherence]:
    if not history:
        return []
    first, last = history[0].date - timedelta(days=6), history[-1].date
    return [week for week in weeks if first <= week.monday <= last]


def the_view(store: Store) -> list[WeeklyAdherence]:
    """Read the view for people; ``done`` in it must be what the record says."""
    weeks = []
    for row in store.db.view("weekly_adherence").rows:
        week = WeeklyAdherence(
            date.fromisoformat(row["monday"]),
            row["planned"],
            row["completed"],
            row["stopped_safely"],
        )
        assert row["done"] == week.done
        weeks.append(week)
    return weeks


def test_an_unfinished_session_counts_by_its_sets(store: Store) -> None:
    live(store, Past(0, 4, None, 3, None))
    (week, *_) = store.weekly_adherence(MONDAY, MONDAY)
    assert (week.completed, week.stopped_safely) == (1, 0)
    assert the_view(store)[0].completed == 1


def test_extras_never_rise_above_the_plan(store: Store) -> None:
    store.set_schedule(Schedule("starter", 2, MONDAY))
    for day in range(5):
        live(store, Past(day, SETS, SessionEnd.FINISHED, None, None))
    (week,) = store.weekly_adherence(MONDAY, MONDAY)
    assert (week.planned, week.completed, week.done, week.percent) == (2, 5, 2, 100)


@pytest.mark.parametrize("end", [SessionEnd.FINISHED, SessionEnd.STOPPED_SAFELY, None])
def test_a_trial_changes_no_week(store: Store, end: SessionEnd | None) -> None:
    store.set_schedule(Schedule("starter", 3, MONDAY))
    live(store, Past(2, SETS, SessionEnd.FINISHED, None, None))
    live(store, Past(16, SETS, SessionEnd.STOPPED_SAFELY, None, None))
    listed, viewed = store.weekly_adherence(), the_view(store)
    for day in (0, 2, 9, 30):
        live(store, Past(day, SETS, end, 6, 4), hour=12, routine_id=TRIAL_ROUTINE_ID)
    assert (store.weekly_adherence(), the_view(store)) == (listed, viewed)


def test_a_trial_marks_nothing_as_done_but_its_pain_counts(store: Store, clock: Any) -> None:
    today = (clock.now().date() - MONDAY).days
    trial = Past(today, SETS, SessionEnd.FINISHED, 6, 4)
    live(store, trial, hour=7, routine_id=TRIAL_ROUTINE_ID)
    assert store.sets_done_today() == {}
    (day,) = store.daily_pain()
    assert (day.before, day.after) == (6, 4)
    live(store, Past(today, 2, SessionEnd.LEFT, 2, None), hour=9)
    (done,) = store.sets_done_today().values()
    assert done.sets_done == 2
    assert store.daily_pain()[-1].before == 4


def test_an_empty_store_has_nothing_to_show(store: Store) -> None:
    assert store.daily_pain() == ()
    assert store.weekly_adherence() == ()
    assert store.sets_done_today() == {}
    totals = store.history_totals()
    assert (totals.sessions, totals.first_day, totals.active_s) == (0, None, 0.0)


def test_a_backward_range_is_empty(store: Store) -> None:
    live(store, Past(0, 4, SessionEnd.FINISHED, 3, 3))
    assert store.weekly_adherence(MONDAY, MONDAY - timedelta(days=1)) == ()
    assert store.daily_pain(MONDAY, MONDAY - timedelta(days=1)) == ()


def test_weeks_without_a_session_are_listed_up_to_today(store: Store, clock: Any) -> None:
    store.set_schedule(Schedule("starter", 3, MONDAY))
    weeks = store.weekly_adherence()
    assert weeks[0].monday == MONDAY
    assert weeks[-1].monday == date(2026, 11, 16)
    assert {(week.planned, week.completed) for week in weeks} == {(3, 0)}


def test_a_schedule_from_thursday_asks_for_its_share_of_the_week(store: Store) -> None:
    store.set_schedule(Schedule("starter", 7, MONDAY + timedelta(days=3)))
    (week,) = store.weekly_adherence(MONDAY, MONDAY)
    assert week.planned == 4


def test_today_shows_the_best_session(store: Store, clock: Any) -> None:
    today = (clock.now().date() - MONDAY).days
    live(store, Past(today - 1, SETS, SessionEnd.FINISHED, None, None))
    live(store, Past(today, 4, SessionEnd.FINISHED, None, None), hour=7)
    live(store, Past(today, 2, SessionEnd.LEFT, None, None), hour=9)
    (done,) = store.sets_done_today().values()
    assert (done.exercise_id, done.sets_done, done.sets_prescribed) == ("bridge", 4, SETS)


def test_totals_leave_out_sessions_without_a_set(store: Store) -> None:
    live(store, Past(3, 0, SessionEnd.LEFT, 3, 3))
    live(store, Past(4, 2, SessionEnd.LEFT, 3, 3))
    live(store, Past(6, 5, SessionEnd.FINISHED, 3, 3))
    totals = store.history_totals()
    assert totals.sessions == 2
    assert totals.first_day == MONDAY + timedelta(days=4)
    assert totals.active_s == pytest.approx((2 + 5) * 60, abs=0.1)


def test_other_scales_and_questions_stay_out_of_daily_pain(store: Store) -> None:
    at = datetime.combine(MONDAY, time(8), CET)
    store.record_rating(None, Rating(Question.PAIN_BEFORE, 80, at, scale="vas-100"))
    store.record_rating(None, Rating(Question.PAIN_DURING, 9, at))
    assert store.daily_pain() == ()


@pytest.mark.parametrize("query", ["daily_pain", "weekly_adherence"])
def test_a_range_reads_its_own_rows_only(store: Store, query: str) -> None:
    from backrehab_desktop.store import aggregates

    statement = {
        "daily_pain": aggregates._DAILY_PAIN,
        "weekly_adherence": aggregates._WEEKLY_ADHERENCE,
    }[query]
    bounds = {"first": MONDAY.isoformat(), "last": MONDAY.isoformat()}
    plan = [row[3] for row in store.db.execute(f"EXPLAIN QUERY PLAN {statement}", bounds)]
    index = {"daily_pain": "ratings_by_day", "weekly_adherence": "sessions_by_week"}[query]
    assert any("SEARCH" in line and index in line for line in plan), plan
