"""Solves every motion once or twice, in this process alone; prints the slowest.

A thread's own time is taken, since others' work on the machine is not ours.
"""

from __future__ import annotations

import sys
import time

from backrehab_desktop.catalogue.activities import ActivityCatalogue
from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
from backrehab_desktop.catalogue.motions import load_motion
from benchmarks.marks import report

TURNS = 3


def main() -> int:
    """Take the best of a few turns for each."""
    ids = [*ExerciseCatalogue().ids(), *ActivityCatalogue().ids()]
    load_motion(ids[0])
    best = {exercise_id: min(_ms(exercise_id) for _ in range(TURNS)) for exercise_id in ids}
    slowest = max(best, key=best.__getitem__)
    ordered = sorted(best.values())
    report({"slowest": slowest, "most_ms": best[slowest], "median_ms": ordered[len(ordered) // 2]})
    return 0


def _ms(exercise_id: str) -> float:
    start = time.thread_time()
    load_motion(exercise_id)
    return (time.thread_time() - start) * 1e3


if __name__ == "__main__":
    sys.exit(main())
