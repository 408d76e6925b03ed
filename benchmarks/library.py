"""The library: its small pictures, typing and scrolling meanwhile, solving, and memory."""

from __future__ import annotations

import tempfile
from statistics import median

from benchmarks.floors import run_child, screen
from benchmarks.report import Row


def measure() -> list[Row]:
    """Open the library of a first and of a second start, then visit every exercise."""
    with screen() as environment, tempfile.TemporaryDirectory() as folder:
        environment = {**environment, "XDG_DATA_HOME": folder}
        first = run_child("child_library", environment, "pending")
        second = run_child("child_library", environment, "pending")
        visited = run_child("child_library", environment, "visit")
        solved = run_child("child_solve", environment)
    above_mb = visited["visited_mb"] - visited["first_mb"]
    return [
        Row(f"{first['count']} small pictures, first start", first["there_s"], "s", budget=2.0),
        Row("the same, second start", second["there_s"], "s", budget=2.0),
        Row("worst gap typing while they come", first["typing_ms"], "ms", budget=33.0),
        Row("worst gap typing, second start", second["typing_ms"], "ms", budget=33.0),
        Row("worst gap typing when all are there", second["typing_idle_ms"], "ms"),
        Row("frame of scrolling while they come", median(first["scroll_ms"]), "ms", budget=16.7),
        Row("its 95th percentile", _p95(first["scroll_ms"]), "ms", budget=16.7),
        Row("the same when all are there", _p95(second["scroll_idle_ms"]), "ms", budget=16.7),
        Row("solving an exercise, median", solved["median_ms"], "ms"),
        Row(f"solving the slowest ({solved['slowest']})", solved["most_ms"], "ms", budget=60.0),
        Row("every exercise visited, above the window", above_mb, "MB", budget=150.0),
        Row("peak of that", visited["peak_mb"], "MB"),
    ]


def _p95(values: list[float]) -> float:
    return sorted(values)[int(0.95 * (len(values) - 1))]
