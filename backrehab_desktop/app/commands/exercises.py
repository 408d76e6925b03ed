"""``backrehab exercises`` and ``backrehab activities``: the library as lists."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from backrehab_desktop.catalogue.activities import ActivityCatalogue
from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
from backrehab_desktop.core.wording import (
    exercise_dose_in_words,
    minutes_in_words,
    position_in_words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from backrehab_desktop.core.exercise import Entry


def list_exercises(out: TextIO, *, as_json: bool) -> None:
    """Write one line for each exercise, or everything known about them as a JSON list.

    Raises CatalogueError when a file of the catalogue is damaged.
    """
    exercises = ExerciseCatalogue().all()
    if as_json:
        _write_json(out, exercises)
    else:
        _write_rows(out, [(*_row(e), exercise_dose_in_words(e, e.start_dose)) for e in exercises])


def list_activities(out: TextIO, *, as_json: bool) -> None:
    """The same for the activities, things done for minutes."""
    activities = ActivityCatalogue().all()
    if as_json:
        _write_json(out, activities)
    else:
        _write_rows(
            out,
            [
                (*_row(a), minutes_in_words(a.start) if a.start else "as you like")
                for a in activities
            ],
        )


def _row(entry: Entry) -> tuple[str, str, str]:
    return entry.id, entry.name, position_in_words(entry.position)


def _write_json(out: TextIO, entries: Sequence[Entry]) -> None:
    json.dump([asdict(entry) for entry in entries], out, ensure_ascii=False, indent=2)
    out.write("\n")


def _write_rows(out: TextIO, rows: Sequence[tuple[str, str, str, str]]) -> None:
    widths = [max(len(row[column]) for row in rows) for column in range(3)] if rows else []
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        out.write("  ".join([*cells, row[3]]) + "\n")
