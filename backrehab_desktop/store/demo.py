"""A made-up history, the same for the same seed: for ``--demo``, pictures and benchmarks."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from random import Random
from typing import TYPE_CHECKING

from backrehab_desktop.core.activity_log import ActivityStart, MinutesEntry
from backrehab_desktop.core.exercise import Dose, Side, Sides
from backrehab_desktop.core.records import (
    PlannedItem,
    Question,
    Rating,
    Schedule,
    SessionEnd,
    SessionOutcome,
    SessionStart,
    SetRecord,
)
from backrehab_desktop.store import activities, schedules, sessions
from backrehab_desktop.store.connection import telling, transaction

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backrehab_desktop.store.store import Store

DEMO_ITEMS = (
    PlannedItem("pelvic-tilt", Sides.BOTH, Dose(1, 8, 5.0)),
    PlannedItem("single-knee-to-chest", Sides.ONE_THEN_OTHER, Dose(1, 3, 15.0)),
    PlannedItem("lower-trunk-rotation", Sides.ALTERNATING, Dose(1, 3, 5.0)),
    PlannedItem("hamstring-stretch", Sides.ONE_THEN_OTHER, Dose(1, 2, 20.0)),
    PlannedItem("bridge", Sides.BOTH, Dose(1, 8, 3.0)),
    PlannedItem("bird-dog", Sides.ALTERNATING, Dose(1, 5, 3.0)),
)
"""What the made-up sessions do, unless told otherwise."""

_NOTES = (
    "Stiff this morning, better afterwards.",
    "Slept well.",
    "Long drive yesterday.",
    "The bridge felt easier today.",
    "Short walk after lunch.",
)

_FALL_WEEKS = 12
"""Weeks over which the pain falls from its first to its last level."""
_FIRST_LEVEL = 6.0
_LAST_LEVEL = 3.0
_NOISE = 0.8
_MISSING_SHARE = 0.12
"""Share of the questions left unanswered."""
_SET_PAUSE_S = 20.0
_MOVE_S = 3.0
"""Seconds of movement around each hold."""

_WALK_DAYS = (0, 2, 5)
_FIRST_WALK_MIN, _WALK_GROWTH_MIN, _LONGEST_WALK_MIN = 10, 2, 30
"""Walks grow by the week, as the sources have them grow."""
_SWIM_DAY, _SWIM_MIN = 6, 25

_WEEK_OFF = 6
_WEEKS_BETWEEN_OFF = 26
_STOPPED_WEEKS = (3, 8)
_LEFT_WEEK = 9
_WEEKS_BETWEEN_STOPS = 52


@dataclass(frozen=True, slots=True)
class DemoPlan:
    """What kind of history to make up."""

    weeks: int = 12
    sessions_per_week: int = 4
    """More than seven make days with two sessions and more."""
    seed: int = 5
    routine_id: str = "starter"
    items: tuple[PlannedItem, ...] = DEMO_ITEMS


@dataclass(frozen=True, slots=True)
class _MadeUpSession:
    start: SessionStart
    before: int | None
    sets_done: int
    end: SessionEnd
    after: int | None
    note: str | None


def fill_demo(store: Store, today: date, plan: DemoPlan | None = None) -> None:
    """Write a made-up history of whole weeks that ends yesterday, in one transaction.

    Made for an empty store. Raises StoreError like the store's own methods.
    """
    plan = plan or DemoPlan()
    random = Random(plan.seed)
    zone = store.now().tzinfo
    first = _first_monday(today, plan.weeks)
    with telling(store.path), transaction(store.db):
        schedules.put(
            store.db,
            Schedule(plan.routine_id, plan.sessions_per_week, first),
            datetime.combine(first, time(7), zone),
            random.randbytes,
        )
        for session in _made_up(plan, first, today, zone, random):
            _write(store, session, random)
        for week in range(plan.weeks):
            _write_activities(store, plan, week, first + timedelta(weeks=week), today)


def _first_monday(today: date, weeks: int) -> date:
    this_monday = today - timedelta(days=today.weekday())
    return this_monday - timedelta(weeks=weeks - 1)


def _made_up(
    plan: DemoPlan, first: date, today: date, zone: tzinfo | None, random: Random
) -> Iterator[_MadeUpSession]:
    for week in range(plan.weeks):
        if week % _WEEKS_BETWEEN_OFF == _WEEK_OFF:
            continue
        starts = _starts(plan, first + timedelta(weeks=week), zone, random)
        for index, started_at in enumerate(starts):
            session = _session(plan, week, index, started_at, random)
            if started_at.date() < today:
                yield session


def _starts(plan: DemoPlan, monday: date, zone: tzinfo | None, random: Random) -> list[datetime]:
    """Pick the days and times of one week: mostly as many as planned, sometimes less."""
    wanted = plan.sessions_per_week + random.choices((0, -1, -2, 1), (60, 22, 10, 8))[0]
    per_day = math.ceil(plan.sessions_per_week / 7)
    slots = [(day, turn) for day in range(7) for turn in range(per_day)]
    chosen = sorted(random.sample(slots, max(0, min(wanted, len(slots)))))
    return [
        datetime.combine(monday + timedelta(days=day), time(7), zone)
        + timedelta(minutes=turn * 11 * 60 // per_day + random.randint(0, 150))
        for day, turn in chosen
    ]


def _session(
    plan: DemoPlan, week: int, index: int, started_at: datetime, random: Random
) -> _MadeUpSession:
    start = SessionStart(plan.routine_id, plan.items, started_at)
    prescribed = start.prescribed_sets
    before = _clamped(random.gauss(_level(week), _NOISE))
    after = _clamped(before - random.choices((0, 1, 2, -1), (40, 40, 12, 8))[0])
    end, done = SessionEnd.FINISHED, prescribed
    year_week = week % _WEEKS_BETWEEN_STOPS
    if index == 1 and year_week in _STOPPED_WEEKS:
        end, done, after = SessionEnd.STOPPED_SAFELY, prescribed // 2, _clamped(before + 2)
    elif index == 1 and year_week == _LEFT_WEEK:
        end, done = SessionEnd.LEFT, prescribed // 2
    return _MadeUpSession(
        start=start,
        before=_maybe(before, random),
        sets_done=done,
        end=end,
        after=_maybe(after, random),
        note=random.choice(_NOTES) if random.random() < 0.15 else None,
    )


def _level(week: int) -> float:
    """Usual pain of a week: falls, and comes back a little after the week off."""
    share = min(1.0, week / (_FALL_WEEKS - 1))
    level = _FIRST_LEVEL + (_LAST_LEVEL - _FIRST_LEVEL) * share
    if week % _WEEKS_BETWEEN_OFF == _WEEK_OFF + 1:
        level += 1.0
    if week > _FALL_WEEKS:
        level += 0.7 * math.sin(week / 9)
    return level


def _clamped(value: float) -> int:
    return max(0, min(10, round(value)))


def _maybe(value: int, random: Random) -> int | None:
    return None if random.random() < _MISSING_SHARE else value


def _write(store: Store, session: _MadeUpSession, random: Random) -> None:
    """Store the session with the very functions that store a real one."""
    db, started_at = store.db, session.start.started_at
    session_id = sessions.begin(db, session.start, random.randbytes)
    before = Rating(Question.PAIN_BEFORE, session.before, started_at)
    sessions.record_rating(db, session_id, before, random.randbytes)
    at, record = started_at, None
    for record in _sets(session, random):
        sessions.record_set(db, session_id, record)
        at = record.finished_at
    stopped = session.end is SessionEnd.STOPPED_SAFELY
    if stopped and record is not None:
        during = Rating(Question.PAIN_DURING, session.after, at, exercise_id=record.exercise_id)
        sessions.record_rating(db, session_id, during, random.randbytes)
    after = Rating(Question.PAIN_AFTER, session.after, at + timedelta(seconds=15))
    sessions.record_rating(db, session_id, after, random.randbytes)
    outcome = SessionOutcome(
        end=session.end,
        finished_at=after.asked_at,
        note=session.note,
        reason="pain" if stopped else None,
    )
    sessions.finish(db, session_id, outcome)


def _sets(session: _MadeUpSession, random: Random) -> Iterator[SetRecord]:
    at = session.start.started_at + timedelta(seconds=5)
    left = session.sets_done
    for index, item in enumerate(session.start.items):
        sides = (Side.RIGHT, Side.LEFT) if item.sides is Sides.ONE_THEN_OTHER else (None,)
        for set_number in range(1, item.dose.sets + 1):
            for side in sides:
                if left == 0:
                    return
                left -= 1
                work_s = item.dose.repetitions * (item.dose.hold_s + 2 * _MOVE_S)
                finished_at = at + timedelta(seconds=round(work_s, 3))
                yield SetRecord(
                    item=index,
                    exercise_id=item.exercise_id,
                    set_number=set_number,
                    side=side,
                    repetitions=item.dose.repetitions,
                    repetitions_done=item.dose.repetitions,
                    hold_s=item.dose.hold_s,
                    completed=True,
                    started_at=at,
                    finished_at=finished_at,
                )
                at = finished_at + timedelta(seconds=_SET_PAUSE_S + random.randint(0, 20))


def _write_activities(store: Store, plan: DemoPlan, week: int, monday: date, today: date) -> None:
    """Store a week's walks under the timer, and every other week a swim entered by hand."""
    if week % _WEEKS_BETWEEN_OFF == _WEEK_OFF:
        return
    # A source of its own, so that the sessions are the same with and without walks.
    random = Random(f"activities {plan.seed} {week}")
    zone = store.now().tzinfo
    planned_min = min(_FIRST_WALK_MIN + _WALK_GROWTH_MIN * week, _LONGEST_WALK_MIN)
    for weekday in _WALK_DAYS:
        day = monday + timedelta(days=weekday)
        if day >= today or random.random() < _MISSING_SHARE:
            continue
        at = datetime.combine(day, time(17), zone) + timedelta(minutes=random.randint(0, 120))
        walk = ActivityStart("walking", at, 60.0 * planned_min)
        walked_s = 60.0 * planned_min + random.randint(-120, 180)
        entry_id = activities.begin(store.db, walk, random.randbytes)
        end = at + timedelta(seconds=walked_s)
        activities.checkpoint(store.db, entry_id, walked_s, end, finished=True)
    swim_day = monday + timedelta(days=_SWIM_DAY)
    if week % 2 and swim_day < today:
        swim = MinutesEntry("swimming", swim_day, _SWIM_MIN)
        evening = datetime.combine(swim_day, time(20), zone)
        activities.log(store.db, swim, evening, random.randbytes)
