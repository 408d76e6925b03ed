"""Storing a set against the least a disk can do, and ten years of history against reading it all.

The history is made up once, about 281,000 rows, by the functions that store
real sessions. Everything is measured in turns, so that a busy disk meets all
of it alike.
"""

from __future__ import annotations

import os
import tempfile
import time
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from backrehab_desktop.app.clock import SystemClock
from backrehab_desktop.core.exercise import Dose, Sides
from backrehab_desktop.core.records import PlannedItem, SessionStart, SetRecord
from backrehab_desktop.store.demo import DEMO_ITEMS, DemoPlan, fill_demo
from backrehab_desktop.store.store import DATABASE_NAME, Store
from benchmarks.report import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

TURNS = 8
COMMITS_PER_TURN = 50
QUERIES = 9
BLOCK = os.urandom(4096)
TEN_YEARS = DemoPlan(
    weeks=522,
    sessions_per_week=14,
    items=tuple(replace(item, dose=replace(item.dose, sets=4)) for item in DEMO_ITEMS),
)

_FULL_SCAN = (
    "SELECT (SELECT sum(length(row_hash)) FROM sets), (SELECT sum(length(row_hash)) FROM ratings)"
)


def measure() -> list[Row]:
    """Measure both in a folder of their own, on the disk the temporary folder is on."""
    with tempfile.TemporaryDirectory() as name:
        return [*_commits(Path(name)), *_ten_years(Path(name))]


def _commits(folder: Path) -> list[Row]:
    clock = SystemClock()
    now = clock.now()
    store = Store.open(folder / "commits.db", clock)
    prescribed = TURNS * COMMITS_PER_TURN
    items = (PlannedItem("bridge", Sides.BOTH, Dose(prescribed, 8, 3.0)),)
    session_id = store.begin_session(SessionStart("starter", items, now))
    turns = []
    with (folder / "floor").open("wb") as file:
        for turn in range(TURNS):
            floors, commits = [], []
            for number in range(1, COMMITS_PER_TURN + 1):
                record = _a_set(turn * COMMITS_PER_TURN + number, now)
                floors.append(_ms(partial(_write_block, file.fileno())))
                commits.append(_ms(partial(store.record_set, session_id, record)))
            turns.append((median(floors), median(commits)))
    store.close()
    # Others' writes slow five syncs more than one: the turn they disturbed least counts.
    floor, commit = min(turns)
    return [Row("storing a set, synced", commit, "ms", floor, "4 KiB write + fdatasync", 6.0)]


def _a_set(number: int, at: datetime) -> SetRecord:
    return SetRecord(0, "bridge", number, None, 8, 8, 3.0, True, at, at + timedelta(seconds=number))


def _write_block(descriptor: int) -> None:
    os.write(descriptor, BLOCK)
    # Not everywhere; where it is missing fsync is the least there is.
    getattr(os, "fdatasync", os.fsync)(descriptor)


def _ten_years(folder: Path) -> list[Row]:
    clock = SystemClock()
    store = Store.open(folder / DATABASE_NAME, clock)
    today = clock.now().date()
    fill_demo(store, today, TEN_YEARS)
    first = today - timedelta(days=89)
    found = _medians(
        {
            "scan": lambda: store.db.execute(_FULL_SCAN).fetchall(),
            "pain": store.daily_pain,
            "pain 90": lambda: store.daily_pain(first, today),
            "weeks": store.weekly_adherence,
            "weeks 90": lambda: store.weekly_adherence(first, today),
            "totals": store.history_totals,
            "sessions 90": lambda: store.sessions(first, today),
        }
    )
    rows = sum(store.db.table(name).count for name in ("sessions", "sets", "ratings"))
    rows += store.db.table("session_items").count
    store.close()
    scan = found["scan"]

    def against_scan(name: str, key: str, budget: float) -> Row:
        return Row(name, found[key], "ms", scan, "full scan", budget)

    return [
        Row("rows of ten years", rows, "rows"),
        Row("size of ten years", (folder / DATABASE_NAME).stat().st_size / 1e6, "MB"),
        against_scan("pain of each day, ten years", "pain", 2.0),
        against_scan("pain of each day, last 90 days", "pain 90", 0.2),
        against_scan("sessions of each week, ten years", "weeks", 0.6),
        against_scan("sessions of each week, last 90 days", "weeks 90", 0.1),
        against_scan("totals of ten years", "totals", 0.2),
        against_scan("list of sessions, last 90 days", "sessions 90", 0.3),
    ]


def _medians(jobs: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(QUERIES):
        for name, job in jobs.items():
            times[name].append(_ms(job))
    return {name: median(found) for name, found in times.items()}


def _ms(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return (time.perf_counter() - start) * 1000
