from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from statistics import mean
from typing import Any

from backrehab_desktop.core.activity_log import RecordedBy
from backrehab_desktop.core.records import SessionEnd, SessionSummary
from backrehab_desktop.store.demo import DEMO_ITEMS, DemoPlan, fill_demo
from backrehab_desktop.store.store import Store

TODAY = date(2026, 11, 20)


def history(store: Store) -> tuple[SessionSummary, ...]:
    return store.sessions(date.min, date.max)


def test_twelve_weeks_end_yesterday(store: Store) -> None:
    fill_demo(store, TODAY)
    days = [session.started_at.date() for session in history(store)]
    assert max(days) < TODAY
    assert min(days) >= date(2026, 8, 31)
    weeks = store.weekly_adherence()
    assert len(weeks) == 12
    assert {week.planned for week in weeks} == {4}
    assert store.unfinished_session() is None
    assert store.verify().sound


def test_the_pain_falls_from_about_six_to_about_three(store: Store) -> None:
    fill_demo(store, TODAY)
    given = [s.pain_before for s in history(store) if s.pain_before is not None]
    assert 5 <= mean(given[:6]) <= 7
    assert 2 <= mean(given[-6:]) <= 4


def test_it_looks_like_life(store: Store) -> None:
    fill_demo(store, TODAY)
    sessions = history(store)
    ends = [session.end for session in sessions]
    assert ends.count(SessionEnd.STOPPED_SAFELY) == 2
    assert ends.count(SessionEnd.LEFT) == 1
    assert any(session.pain_before is None for session in sessions)
    assert any(session.pain_after is None for session in sessions)
    assert any(session.note for session in sessions)
    assert [week for week in store.weekly_adherence() if week.done == 0]
    stopped = next(session for session in sessions if session.end is SessionEnd.STOPPED_SAFELY)
    assert 0 < stopped.sets_done < stopped.sets_prescribed


def test_the_same_seed_makes_the_same_history(tmp_path: Path, clock: Any) -> None:
    dumps = []
    for seed in (5, 5, 6):
        store = Store.open(tmp_path / f"{len(dumps)}.db", clock, entropy=bytes)
        fill_demo(store, TODAY, DemoPlan(weeks=4, seed=seed))
        dumps.append(
            [
                list(store.db.table(table).rows)
                for table in (
                    "sessions",
                    "session_items",
                    "sets",
                    "ratings",
                    "schedules",
                    "activities",
                )
            ]
        )
        store.close()
    assert dumps[0] == dumps[1]
    assert dumps[0] != dumps[2]


def test_more_than_seven_a_week_make_two_a_day(store: Store) -> None:
    fill_demo(store, TODAY, DemoPlan(weeks=2, sessions_per_week=14, items=DEMO_ITEMS[:1]))
    days = [session.started_at.date() for session in history(store)]
    assert len(days) > len(set(days))
    assert max(days) - min(days) < timedelta(days=14)


def test_walks_grow_and_a_swim_was_entered_by_hand(store: Store) -> None:
    fill_demo(store, TODAY)
    done = store.activities(date.min, date.max)
    walks = [entry for entry in done if entry.activity_id == "walking"]
    assert len(walks) > 20
    assert max(entry.day for entry in done) < TODAY
    assert walks[-1].duration_s > walks[0].duration_s
    assert {entry.recorded_by for entry in done} == set(RecordedBy)
    assert store.unfinished_activity() is None
