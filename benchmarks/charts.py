"""The Progress page of ten years against one year and against charts painted by hand."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from backrehab_desktop.app.clock import SystemClock
from backrehab_desktop.store.demo import DEMO_ITEMS, DemoPlan, fill_demo
from backrehab_desktop.store.store import DATABASE_NAME, Store
from benchmarks.floors import run_child, screen
from benchmarks.report import Row

SETS_FACTOR = 10
"""So many times the starter routine's sets make ten years come to about 281,000 rows."""


def measure() -> list[Row]:
    """Make up both histories, then draw and pan them in a process of their own."""
    with screen() as environment, tempfile.TemporaryDirectory() as folder:
        folders = [Path(folder) / name for name in ("year", "ten")]
        for path, weeks in zip(folders, (52, 522), strict=True):
            _write_history(path, weeks)
        found = run_child("child_charts", environment, *map(str, folders))
        bare = run_child("child_bare", environment)
        visited = run_child("child_visit", environment, "--data-dir", str(folders[1]))
    if not visited["drawn"]:
        raise RuntimeError("Progress was visited, but no chart was drawn")
    return [
        Row("Progress of ten years drawn", found["ten_ms"], "ms", found["year_ms"], "1 year", 2.0),
        Row("pan over ten years", found["pan_ms"], "ms", found["plain_ms"], "QPainter", 2.0),
        Row(
            "peak memory after charts",
            visited["peak_mb"],
            "MB",
            bare["peak_mb"],
            "bare window",
            2.3,
        ),
        Row("import of the charts, off the window's thread", found["import_ms"], "ms"),
    ]


def _write_history(folder: Path, weeks: int) -> None:
    folder.mkdir()
    clock = SystemClock()
    items = tuple(
        replace(item, dose=replace(item.dose, sets=item.dose.sets * SETS_FACTOR))
        for item in DEMO_ITEMS
    )
    store = Store.open(folder / DATABASE_NAME, clock)
    fill_demo(store, clock.now().date(), DemoPlan(weeks=weeks, sessions_per_week=7, items=items))
    store.close()
