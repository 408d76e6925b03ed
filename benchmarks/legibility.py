"""How well each motion can be seen from its home view, held against the legibility guard."""

from __future__ import annotations

from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
from backrehab_desktop.catalogue.motions import load_motion
from backrehab_desktop.core.figure.legibility import (
    LEAST_DIFFERENT,
    LEAST_OPEN,
    LEAST_VISIBLE,
    legibility,
)
from benchmarks.report import Row


def measure() -> list[Row]:
    """What is lost of each motion: travel unseen, working limbs hidden, likeness of its keys."""
    rows: list[Row] = []
    for name in ExerciseCatalogue().ids():
        found = legibility(load_motion(name))
        likeness = None if found.has_magnifier else 1.0 - LEAST_DIFFERENT
        rows += [
            Row(f"{name}: travel unseen", 1 - found.visible, "of 1", budget=1 - LEAST_VISIBLE),
            Row(f"{name}: limbs hidden", 1 - found.open, "of 1", budget=1 - LEAST_OPEN),
            Row(f"{name}: keys alike", 1 - found.different, "of 1", budget=likeness),
        ]
    return rows
