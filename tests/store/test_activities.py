from __future__ import annotations

import sqlite3
import tempfile
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backrehab_desktop.core.activity_log import (
    ActivityStart,
    ActivityTotal,
    EntryError,
    MinutesEntry,
    RecordedBy,
)
from backrehab_desktop.core.records import Question, Rating
from backrehab_desktop.store.store import DATABASE_NAME, Store

TODAY = date(2026, 11, 20)
CET = timezone(timedelta(hours=1))


class LateClock:
    """Shows the last minute of a day, in some zone."""

    def __init__(self, offset_min: int) -> None:
        zone = timezone(timedelta(minutes=offset_min))
        self.at = datetime.combine(TODAY, time(23, 59), zone)

    def now(self) -> datetime:
        return self.at

    def monotonic_s(self) -> float:
        return 0.0


def start(clock: Any, activity_id: str = "walking", planned_s: float | None = 1200) -> Any:
    return ActivityStart(activity_id, clock.now(), planned_s)


def row_of(store: Store, entry_id: str) -> dict[str, Any]:
    return dict(store.db.table("activities").get(entry_id))


def test_a_walk_under_the_timer_comes_back_as_it_was(store: Store, clock: Any) -> None:
    entry_id = store.begin_activity(start(clock))
    assert store.activities(TODAY, TODAY) == ()
    clock.at += timedelta(seconds=754)
    store.finish_activity(entry_id, 754.0)
    (walk,) = store.activities(TODAY, TODAY)
    assert (walk.entry_id, walk.activity_id, walk.day) == (entry_id, "walking", TODAY)
    assert walk.started_at == datetime(2026, 11, 20, 8, 0, tzinfo=CET)
    assert (walk.duration_s, walk.planned_s, walk.recorded_by) == (754.0, 1200.0, RecordedBy.TIMER)
    row = row_of(store, entry_id)
    assert (row["started_at"], row["utc_offset_min"]) == ("2026-11-20T07:00:00.000Z", 60)
    assert (row["local_date"], row["local_week"]) == ("2026-11-20", "2026-11-16")
    assert row["recorded_at"] == "2026-11-20T07:12:34.000Z"
    assert store.verify().sound


def test_what_was_cut_off_is_offered_as_of_its_last_checkpoint(store: Store, clock: Any) -> None:
    assert store.unfinished_activity() is None
    entry_id = store.begin_activity(start(clock))
    for seconds in (30.0, 60.0, 720.4):
        store.checkpoint_activity(entry_id, seconds)
    cut_off = store.unfinished_activity()
    assert cut_off is not None
    assert (cut_off.entry_id, cut_off.duration_s) == (entry_id, 720.4)
    assert cut_off.start == start(clock)
    store.finish_activity(entry_id, cut_off.duration_s)
    assert store.unfinished_activity() is None
    assert store.activities(TODAY, TODAY)[0].duration_s == 720.4


def test_an_end_can_be_taken_back(store: Store, clock: Any) -> None:
    entry_id = store.begin_activity(start(clock))
    store.finish_activity(entry_id, 300.0)
    store.checkpoint_activity(entry_id, 300.0)
    assert store.activities(TODAY, TODAY) == ()
    store.finish_activity(entry_id, 420.0)
    assert [entry.duration_s for entry in store.activities(TODAY, TODAY)] == [420.0]


def test_what_is_discarded_leaves_nothing(store: Store, clock: Any) -> None:
    entry_id = store.begin_activity(start(clock), Rating(Question.PAIN_BEFORE, 4, clock.now()))
    store.remove_activity(entry_id)
    store.remove_activity(entry_id)
    assert store.unfinished_activity() is None
    assert store.daily_pain() == ()
    assert list(store.db.table("ratings").rows) == []


def test_answers_count_for_the_day_like_those_of_a_session(store: Store, clock: Any) -> None:
    entry_id = store.begin_activity(start(clock), Rating(Question.PAIN_BEFORE, 4, clock.now()))
    store.finish_activity(entry_id, 900.0)
    store.describe_activity(entry_id, None, Rating(Question.PAIN_AFTER, 3, clock.now()))
    after = Rating(Question.PAIN_AFTER, 2, clock.now())
    store.describe_activity(entry_id, "Along the river.", after)
    (day,) = store.daily_pain()
    assert (day.before, day.after, day.after_answers) == (4.0, 2.0, 1)
    assert store.activities(TODAY, TODAY)[0].note == "Along the river."
    assert store.verify().sound


def test_a_new_timer_ends_one_that_is_still_open(store: Store, clock: Any) -> None:
    first = store.begin_activity(start(clock))
    store.checkpoint_activity(first, 300.0)
    second = store.begin_activity(start(clock, "swimming"))
    store.checkpoint_activity(second, 59.9)
    third = store.begin_activity(start(clock, "yoga"))
    assert [entry.entry_id for entry in store.activities(TODAY, TODAY)] == [first]
    cut_off = store.unfinished_activity()
    assert cut_off is not None
    assert cut_off.entry_id == third


def test_minutes_entered_by_hand_know_their_day_and_no_hour(store: Store) -> None:
    yesterday = TODAY - timedelta(days=1)
    store.log_activity(MinutesEntry("tai-chi", yesterday, 45, "With the group \ud83d."))
    (entry,) = store.activities(yesterday, TODAY)
    assert (entry.day, entry.started_at, entry.duration_s) == (yesterday, None, 2700.0)
    assert (entry.recorded_by, entry.planned_s) == (RecordedBy.HAND, None)
    assert entry.note == "With the group ?."
    assert store.verify().sound


def test_what_cannot_be_is_refused_in_a_sentence(store: Store) -> None:
    for entry in (
        MinutesEntry("walking", TODAY + timedelta(days=1), 20),
        MinutesEntry("walking", TODAY, 0),
        MinutesEntry("walking", TODAY, 601),
    ):
        with pytest.raises(EntryError):
            store.log_activity(entry)
    assert store.activities(date.min, date.max) == ()


def test_the_table_itself_refuses_nonsense(store: Store, clock: Any) -> None:
    entry_id = store.begin_activity(start(clock))
    with pytest.raises(sqlite3.IntegrityError):
        store.checkpoint_activity(entry_id, 36_000.5)
    with pytest.raises(sqlite3.IntegrityError):
        store.checkpoint_activity(entry_id, -1.0)
    with pytest.raises(LookupError):
        store.finish_activity("nobody", 60.0)


def test_days_and_weeks_add_up(store: Store, clock: Any) -> None:
    monday, sunday = date(2026, 11, 16), date(2026, 11, 15)
    store.log_activity(MinutesEntry("walking", sunday, 10))
    store.log_activity(MinutesEntry("walking", monday, 20))
    store.log_activity(MinutesEntry("walking", monday, 15))
    store.log_activity(MinutesEntry("swimming", monday, 30))
    store.log_activity(MinutesEntry("walking", TODAY, 5))
    store.checkpoint_activity(store.begin_activity(start(clock)), 600.0)
    assert store.activity_days(monday, TODAY) == (
        ActivityTotal(monday, "swimming", 1800.0, 1),
        ActivityTotal(monday, "walking", 2100.0, 2),
        ActivityTotal(TODAY, "walking", 300.0, 1),
    )
    assert store.activity_weeks(sunday, date(2026, 11, 18)) == (
        ActivityTotal(date(2026, 11, 9), "walking", 600.0, 1),
        ActivityTotal(monday, "swimming", 1800.0, 1),
        ActivityTotal(monday, "walking", 2400.0, 3),
    )


def test_a_walk_past_midnight_belongs_to_the_day_it_began_on(store: Store, clock: Any) -> None:
    clock.at = datetime(2026, 11, 22, 23, 50, tzinfo=CET)
    entry_id = store.begin_activity(start(clock))
    clock.at += timedelta(minutes=20)
    store.finish_activity(entry_id, 1200.0)
    store.describe_activity(entry_id, None, Rating(Question.PAIN_AFTER, 1, clock.now()))
    sunday = date(2026, 11, 22)
    assert [total.day for total in store.activity_days(sunday, date(2026, 11, 23))] == [sunday]
    assert store.activity_weeks(sunday, sunday)[0].day == date(2026, 11, 16)
    assert [day.day for day in store.daily_pain()] == [sunday]


entries = st.builds(
    MinutesEntry,
    st.sampled_from(["walking", "yoga", "pilates"]),
    st.dates(date(2026, 1, 1), TODAY),
    st.integers(1, 600),
    st.none() | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
)


@settings(max_examples=25)
@given(logged=st.lists(entries, max_size=12), offset_min=st.integers(-14 * 60, 14 * 60))
def test_the_weeks_hold_what_the_days_hold(
    memory: Path, logged: list[MinutesEntry], offset_min: int
) -> None:
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        store = Store.open(Path(folder) / DATABASE_NAME, LateClock(offset_min))
        for entry in logged:
            store.log_activity(entry)
        days = store.activity_days(date.min, date.max)
        weeks = store.activity_weeks(date(2026, 1, 1), TODAY)
        back = store.activities(date.min, date.max)
        sound = store.verify().sound
        store.close()
    assert sound
    assert sum(total.times for total in days) == len(logged) == len(back)
    assert sum(total.duration_s for total in days) == sum(60 * entry.minutes for entry in logged)
    by_week: dict[tuple[date, str], float] = {}
    for total in days:
        monday = total.day - timedelta(days=total.day.weekday())
        key = (monday, total.activity_id)
        by_week[key] = by_week.get(key, 0.0) + total.duration_s
    assert {(week.day, week.activity_id): week.duration_s for week in weeks} == by_week
    given_notes = sorted((entry.day, entry.note or "") for entry in logged)
    assert sorted((entry.day, entry.note or "") for entry in back) == given_notes
