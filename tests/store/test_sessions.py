from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from backrehab_desktop.core.exercise import Dose, Side, Sides
from backrehab_desktop.core.records import (
    PlannedItem,
    Question,
    Rating,
    SessionEnd,
    SessionOutcome,
    SessionStart,
    SetRecord,
)

if TYPE_CHECKING:
    from backrehab_desktop.store.store import Store

CET = timezone(timedelta(hours=1))
AT = datetime(2026, 11, 20, 8, 0, tzinfo=CET)
ITEMS = (
    PlannedItem("pelvic-tilt", Sides.BOTH, Dose(2, 8, 5.0)),
    PlannedItem("hamstring-stretch", Sides.ONE_THEN_OTHER, Dose(1, 2, 20.0)),
)
START = SessionStart("starter", ITEMS, AT)
FINISHED = SessionOutcome(SessionEnd.FINISHED, AT + timedelta(minutes=9))
ALWAYS = (date.min, date.max)


def a_set(number: int = 1, item: int = 0, side: Side | None = None, done: int = 8) -> SetRecord:
    started_at = AT + timedelta(minutes=number + 3 * item + (side is Side.LEFT))
    return SetRecord(
        item=item,
        exercise_id=ITEMS[item].exercise_id,
        set_number=number,
        side=side,
        repetitions=8,
        repetitions_done=done,
        hold_s=5.0,
        completed=done == 8,
        started_at=started_at,
        finished_at=started_at + timedelta(seconds=50),
    )


ALL_SETS = (a_set(1), a_set(2), a_set(1, 1, Side.RIGHT), a_set(1, 1, Side.LEFT))


def before(value: int | None) -> Rating:
    return Rating(Question.PAIN_BEFORE, value, AT)


def after(value: int | None) -> Rating:
    return Rating(Question.PAIN_AFTER, value, AT + timedelta(minutes=9))


def test_a_whole_session_is_remembered(store: Store) -> None:
    session_id = store.begin_session(START, before(5))
    for record in ALL_SETS:
        store.record_set(session_id, record)
    store.finish_session(session_id, replace(FINISHED, note="Slept well."), after(3))

    (summary,) = store.sessions(*ALWAYS)
    assert summary.session_id == session_id
    assert summary.routine_id == "starter"
    assert summary.started_at == AT
    assert summary.finished_at == AT + timedelta(minutes=9)
    assert summary.end is SessionEnd.FINISHED
    assert (summary.sets_done, summary.sets_prescribed, summary.complete) == (4, 4, True)
    assert (summary.pain_before, summary.pain_after) == (5, 3)
    assert summary.note == "Slept well."
    assert store.unfinished_session() is None


def test_answers_that_were_not_given_stay_empty(store: Store) -> None:
    session_id = store.begin_session(START, before(None))
    store.finish_session(session_id, FINISHED, after(None))
    (summary,) = store.sessions(*ALWAYS)
    assert summary.pain_before is None
    assert summary.pain_after is None
    assert [row["value"] for row in store.db.table("ratings").rows] == [None, None]


def test_zero_is_an_answer(store: Store) -> None:
    session_id = store.begin_session(START, before(0))
    store.finish_session(session_id, FINISHED, after(0))
    (summary,) = store.sessions(*ALWAYS)
    assert (summary.pain_before, summary.pain_after) == (0, 0)


def test_the_same_set_again_changes_nothing(store: Store) -> None:
    session_id = store.begin_session(START)
    store.record_set(session_id, a_set())
    stored = list(store.db.table("sets").rows)
    later = replace(a_set(), finished_at=AT + timedelta(hours=1))
    store.record_set(session_id, a_set())
    store.record_set(session_id, later)
    assert list(store.db.table("sets").rows) == stored


def test_a_set_done_again_keeps_the_better_try(store: Store) -> None:
    session_id = store.begin_session(START)
    for done, kept in ((3, 3), (2, 3), (5, 5), (8, 8), (4, 8)):
        store.record_set(session_id, a_set(done=done))
        (row,) = store.db.table("sets").rows
        assert row["repetitions_done"] == kept
        assert row["completed"] == (kept == 8)


def test_a_set_that_comes_after_the_end_is_counted(store: Store) -> None:
    session_id = store.begin_session(START)
    store.record_set(session_id, a_set(1))
    store.finish_session(session_id, FINISHED)
    store.record_set(session_id, a_set(2))
    (summary,) = store.sessions(*ALWAYS)
    assert summary.sets_done == 2
    assert store.verify().sound


def test_a_session_that_was_cut_off_can_be_resumed(store: Store) -> None:
    session_id = store.begin_session(START, before(4))
    for record in ALL_SETS[:3]:
        store.record_set(session_id, record)
    unfinished = store.unfinished_session()
    assert unfinished is not None
    assert unfinished.session_id == session_id
    assert unfinished.start == START
    assert unfinished.sets == ALL_SETS[:3]
    assert unfinished.pain_before == 4
    (summary,) = store.sessions(*ALWAYS)
    assert (summary.end, summary.finished_at, summary.sets_done) == (None, None, 3)


def test_a_resumed_session_goes_on_as_the_same_session(store: Store) -> None:
    session_id = store.begin_session(START, before(4))
    store.record_set(session_id, ALL_SETS[0])
    resumed = store.unfinished_session()
    assert resumed is not None
    for record in ALL_SETS[1:]:
        store.record_set(resumed.session_id, record)
    store.finish_session(resumed.session_id, FINISHED, after(2))
    (summary,) = store.sessions(*ALWAYS)
    assert summary.sets_done == 4


def test_declining_closes_the_session_after_its_last_set(store: Store) -> None:
    session_id = store.begin_session(START, before(4))
    store.record_set(session_id, a_set())
    store.leave_session(session_id)
    (summary,) = store.sessions(*ALWAYS)
    assert summary.end is SessionEnd.LEFT
    assert summary.finished_at == a_set().finished_at
    assert store.unfinished_session() is None


def test_a_session_without_a_set_is_left_when_it_began(store: Store) -> None:
    store.leave_session(store.begin_session(START))
    (summary,) = store.sessions(*ALWAYS)
    assert summary.finished_at == AT
    assert not summary.complete


def test_beginning_another_session_leaves_the_open_one(store: Store) -> None:
    first = store.begin_session(START)
    second = store.begin_session(replace(START, started_at=AT + timedelta(hours=2)))
    assert [(s.session_id, s.end) for s in store.sessions(*ALWAYS)] == [
        (first, SessionEnd.LEFT),
        (second, None),
    ]


def test_beginning_the_same_session_again_changes_nothing(store: Store) -> None:
    first = store.begin_session(START, before(4))
    assert store.begin_session(START, before(4)) == first
    assert store.db.table("sessions").count == 1
    assert store.db.table("ratings").count == 1


def test_ending_again_replaces_how_it_ended(store: Store) -> None:
    session_id = store.begin_session(START)
    store.finish_session(session_id, FINISHED, after(6))
    corrected = replace(FINISHED, end=SessionEnd.STOPPED_SAFELY, reason="pain", note="Enough.")
    store.finish_session(session_id, corrected, after(7))
    (summary,) = store.sessions(*ALWAYS)
    assert (summary.end, summary.note, summary.pain_after) == (
        SessionEnd.STOPPED_SAFELY,
        "Enough.",
        7,
    )
    assert store.db.table("ratings").count == 1


@pytest.mark.parametrize(
    ("done", "end", "complete"),
    [
        (4, SessionEnd.FINISHED, True),
        (4, SessionEnd.LEFT, True),
        (3, SessionEnd.FINISHED, False),
        (0, SessionEnd.FINISHED, False),
        (1, SessionEnd.STOPPED_SAFELY, True),
    ],
)
def test_complete_means_80_percent_or_a_safe_stop(
    store: Store, done: int, end: SessionEnd, complete: bool
) -> None:
    session_id = store.begin_session(START)
    for record in ALL_SETS[:done]:
        store.record_set(session_id, record)
    store.finish_session(session_id, replace(FINISHED, end=end))
    (summary,) = store.sessions(*ALWAYS)
    assert summary.complete is complete


def test_skipped_sets_are_stored_but_not_counted(store: Store) -> None:
    session_id = store.begin_session(START)
    store.record_set(session_id, a_set(1, done=3))
    store.record_set(session_id, a_set(2))
    store.finish_session(session_id, FINISHED)
    assert store.db.table("sets").count == 2
    assert store.sessions(*ALWAYS)[0].sets_done == 1


def test_pain_during_may_be_asked_many_times(store: Store) -> None:
    session_id = store.begin_session(START)
    for minute, value in enumerate((4, None, 6)):
        asked_at = AT + timedelta(minutes=minute)
        rating = Rating(Question.PAIN_DURING, value, asked_at, exercise_id="bridge")
        store.record_rating(session_id, rating)
    values = [(row["value"], row["exercise_id"]) for row in store.db.table("ratings").rows]
    assert values == [(4, "bridge"), (None, "bridge"), (6, "bridge")]


def test_a_rating_needs_no_session(store: Store) -> None:
    store.record_rating(None, before(2))
    assert store.daily_pain()[0].before == 2


def test_past_midnight_a_session_belongs_to_the_day_it_began(store: Store) -> None:
    late = datetime(2026, 11, 20, 23, 50, tzinfo=CET)
    session_id = store.begin_session(SessionStart("starter", ITEMS, late))
    asked_at = late + timedelta(minutes=20)
    store.finish_session(
        session_id,
        SessionOutcome(SessionEnd.FINISHED, asked_at),
        Rating(Question.PAIN_AFTER, 3, asked_at),
    )
    (day,) = store.daily_pain()
    assert (day.day, day.after) == (date(2026, 11, 20), 3)


def test_the_local_day_counts_wherever_the_person_is(store: Store) -> None:
    # The same UTC morning is still the evening before in Honolulu.
    honolulu = timezone(timedelta(hours=-10))
    for at in (AT, (AT + timedelta(hours=1)).astimezone(honolulu)):
        store.leave_session(store.begin_session(SessionStart("starter", ITEMS, at)))
    days = [summary.started_at.date() for summary in store.sessions(*ALWAYS)]
    assert days == [date(2026, 11, 20), date(2026, 11, 19)]
    assert len(store.sessions(date(2026, 11, 19), date(2026, 11, 19))) == 1


def test_a_session_across_the_end_of_summer_time_keeps_its_length(store: Store) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    begin = datetime(2026, 10, 25, 2, 55, tzinfo=berlin, fold=0)
    end = datetime(2026, 10, 25, 2, 5, tzinfo=berlin, fold=1)
    session_id = store.begin_session(SessionStart("starter", ITEMS, begin))
    record = replace(a_set(), started_at=begin, finished_at=end)
    store.record_set(session_id, record)
    store.finish_session(session_id, SessionOutcome(SessionEnd.FINISHED, end))
    assert store.history_totals().active_s == pytest.approx(600)


def test_a_long_break_does_not_count_as_exercise(store: Store) -> None:
    session_id = store.begin_session(START)
    store.record_set(session_id, a_set(1))  # begins after 60 s, lasts 50 s
    resumed = replace(
        a_set(2),
        started_at=AT + timedelta(hours=20),
        finished_at=AT + timedelta(hours=20, seconds=50),
    )
    store.record_set(session_id, resumed)
    store.finish_session(session_id, FINISHED)
    assert store.history_totals().active_s == pytest.approx(60 + 50 + 300 + 50, abs=0.01)


def test_a_session_that_does_not_exist_is_our_mistake(store: Store) -> None:
    with pytest.raises(LookupError):
        store.finish_session("nobody", FINISHED)
    with pytest.raises(LookupError):
        store.record_rating("nobody", before(1))
    with pytest.raises(Exception, match="FOREIGN KEY"):
        store.record_set("nobody", a_set())


@pytest.mark.parametrize("value", [-1, 11])
def test_the_scale_ends_at_0_and_10(store: Store, value: int) -> None:
    with pytest.raises(Exception, match="CHECK"):
        store.record_rating(None, before(value))
    assert store.db.table("ratings").count == 0


def test_what_fails_leaves_nothing_behind(store: Store) -> None:
    with pytest.raises(Exception, match="CHECK"):
        store.begin_session(START, before(11))
    assert store.db.table("sessions").count == 0
    assert store.db.table("session_items").count == 0


def test_a_removed_session_leaves_nothing_behind(store: Store) -> None:
    session_id = store.begin_session(START, before(3))
    store.record_set(session_id, a_set())
    store.remove_session(session_id)
    store.remove_session(session_id)
    for table in ("sessions", "session_items", "sets", "ratings"):
        assert store.db.table(table).count == 0
    assert store.unfinished_session() is None
