from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from backrehab_desktop.core.records import Schedule

if TYPE_CHECKING:
    from backrehab_desktop.store.store import Store

DAY = date(2026, 11, 2)


def test_without_a_schedule_none_is_in_force(store: Store) -> None:
    assert store.schedule_on(DAY) is None


def test_a_schedule_holds_until_the_next(store: Store) -> None:
    first = Schedule("starter", 4, DAY)
    second = Schedule("starter", 3, DAY + timedelta(days=10))
    store.set_schedule(second)
    store.set_schedule(first)
    assert store.schedule_on(DAY - timedelta(days=1)) is None
    assert store.schedule_on(DAY) == first
    assert store.schedule_on(DAY + timedelta(days=9)) == first
    assert store.schedule_on(DAY + timedelta(days=10)) == second


def test_of_two_from_one_day_the_last_made_counts(store: Store, clock: Any) -> None:
    store.set_schedule(Schedule("starter", 4, DAY))
    clock.at += timedelta(seconds=1)
    store.set_schedule(Schedule("starter", 5, DAY))
    in_force = store.schedule_on(DAY)
    assert in_force is not None
    assert in_force.sessions_per_week == 5
    assert store.db.table("schedules").count == 2


def test_saying_the_same_again_adds_nothing(store: Store) -> None:
    store.set_schedule(Schedule("starter", 4, DAY))
    store.set_schedule(Schedule("starter", 4, DAY + timedelta(days=3)))
    assert store.db.table("schedules").count == 1
