"""From the start of the process to the first painted, usable window, against a bare one."""

from __future__ import annotations

import tempfile
from statistics import median
from typing import Any

from benchmarks.floors import run_child, screen
from benchmarks.report import Row

RUNS = 11
"""Interleaved, so that whatever else the machine does meets both alike."""
NEW_RUNS = 3
"""Starts in a folder of their own, where no picture was kept."""


def measure() -> list[Row]:
    """Start both windows in turn and compare the medians."""
    bare: list[dict[str, Any]] = []
    ours: list[dict[str, Any]] = []
    with screen() as environment, tempfile.TemporaryDirectory() as folder:
        # Started as people start it: without a word on the command line.
        environment = {**environment, "XDG_DATA_HOME": folder}
        new = [_first_start(environment) for _ in range(NEW_RUNS)]
        for run in range(-1, RUNS):  # the first pair fills the file cache
            pair = (
                run_child("child_bare", environment),
                run_child("child_program", environment),
            )
            if run >= 0:
                bare.append(pair[0])
                ours.append(pair[1])

    def of(runs: list[dict[str, Any]], key: str) -> float:
        return median(float(run[key]) for run in runs)

    floor_ms, floor_mb = of(bare, "first_paint_ms"), of(bare, "peak_mb")
    heavy = {name for run in ours for name in run["modules"]}
    return [
        Row("first paint", of(ours, "first_paint_ms"), "ms", floor_ms, "bare window", 1.25),
        Row("first figure", of(ours, "figure_ms"), "ms", floor_ms, "bare window", 1.6),
        Row("first figure, first start ever", of(new, "figure_ms"), "ms", floor_ms, "bare window"),
        Row("worst gap while the rest loads", of(ours, "worst_gap_ms"), "ms", budget=33.0),
        Row("heavy modules at first paint", len(heavy), "", budget=0),
        Row("memory at first paint", of(ours, "peak_mb_first_paint"), "MB", floor_mb, "bare"),
        Row("peak memory before charts", of(ours, "peak_mb"), "MB", floor_mb, "bare", 1.6),
    ]


def _first_start(environment: dict[str, str]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        return run_child("child_program", {**environment, "XDG_DATA_HOME": folder})
