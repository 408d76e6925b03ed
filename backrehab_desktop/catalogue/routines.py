"""Routines: ordered lists of exercises with the dose to do, read from TOML and checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backrehab_desktop.catalogue.exercises import DATA_FOLDER, ExerciseCatalogue, read_dose
from backrehab_desktop.catalogue.fields import Fields, parse_toml, read_text
from backrehab_desktop.core.exercise import Routine, RoutineItem, by_position

if TYPE_CHECKING:
    from pathlib import Path

STARTER_ID = "starter"
"""The routine of a person who has no plan yet."""


def _read_item(fields: Fields, exercises: ExerciseCatalogue) -> RoutineItem:
    exercise_id = fields.text("exercise")
    if exercise_id not in exercises:
        raise fields.error("exercise", f'"{exercise_id}" is not in the library', "Use an id of it")
    if fields.has("dose"):
        dose = read_dose(fields.table("dose"))
    else:
        dose = exercises.get(exercise_id).start_dose
    fields.finish()
    return RoutineItem(exercise_id, dose)


def load_routine(
    routine_id: str, exercises: ExerciseCatalogue, folder: Path = DATA_FOLDER
) -> Routine:
    """The routine with this id; an item without a dose takes the start dose.

    The items are put in the order of positions, so that nobody gets up and down,
    unless the routine says ``keeps_order = true``.

    Raises:
        CatalogueError: the routine or one of its exercises is missing or has a mistake.
    """
    file = folder / "routines" / f"{routine_id}.toml"
    fields = Fields(file, parse_toml(file, read_text(file)))
    items = tuple(_read_item(item, exercises) for item in fields.tables("items"))
    if not fields.flag("keeps_order"):
        items = by_position(items, lambda item: exercises.get(item.exercise_id).position)
    routine = Routine(
        id=fields.text("id"),
        name=fields.text("name"),
        sessions_per_week=fields.whole("sessions_per_week", 1, 14),
        items=items,
    )
    if routine.id != file.stem:
        raise fields.error("id", f'"{routine.id}"', f'Use the name of the file, "{file.stem}"')
    if not routine.items:
        raise fields.error("items", "no exercise", "Name at least one")
    fields.finish()
    return routine
