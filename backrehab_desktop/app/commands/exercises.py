"""``backrehab exercises``: the library as a list."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TextIO

from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
from backrehab_desktop.core.wording import exercise_dose_in_words, position_in_words


def list_exercises(out: TextIO, *, as_json: bool) -> None:
    """Write one line for each exercise, or everything known about them as a JSON list.

    Raises CatalogueError when a file of the catalogue is damaged.
    """
    exercises = ExerciseCatalogue().all()
    if as_json:
        json.dump([asdict(exercise) for exercise in exercises], out, ensure_ascii=False, indent=2)
        out.write("\n")
        return
    rows = [
        (
            exercise.id,
            exercise.name,
            position_in_words(exercise.position),
            exercise_dose_in_words(exercise, exercise.start_dose),
        )
        for exercise in exercises
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        out.write("  ".join([*cells, row[3]]) + "\n")
