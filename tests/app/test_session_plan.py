"""From routines and stored sessions to something that can be played."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from backrehab_desktop.app.session_plan import plan_routine, plan_stored
from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
from backrehab_desktop.catalogue.routines import STARTER_ID, load_routine
from backrehab_desktop.core.exercise import Dose, Sides
from backrehab_desktop.core.records import PlannedItem, SessionStart


@dataclass(frozen=True)
class FixedPace:
    move_s: float = 2.5
    return_s: float = 3.5


def pace_of(_exercise_id: str) -> FixedPace:
    return FixedPace()


def test_a_routine_becomes_a_plan_in_its_order() -> None:
    exercises = ExerciseCatalogue()
    routine = load_routine(STARTER_ID, exercises)
    plan = plan_routine(routine, exercises.get, pace_of, {"bridge": 0.5})
    assert plan.routine_id == STARTER_ID
    assert [item.exercise_id for item in plan.items] == [item.exercise_id for item in routine.items]
    for item, wanted in zip(plan.items, routine.items, strict=True):
        exercise = exercises.get(item.exercise_id)
        assert (item.name, item.position, item.sides) == (
            exercise.name,
            exercise.position,
            exercise.sides,
        )
        assert (item.dose, item.move_s, item.return_s) == (wanted.dose, 2.5, 3.5)
        assert item.tempo == (0.5 if item.exercise_id == "bridge" else 1.0)


def test_a_stored_session_is_planned_with_the_doses_it_was_begun_with() -> None:
    exercises = ExerciseCatalogue()
    stored = PlannedItem("bridge", Sides.BOTH, Dose(3, 4, 7.0), tempo=0.75)
    start = SessionStart("any", (stored,), datetime(2026, 1, 1, tzinfo=UTC))
    plan = plan_stored(start, exercises.get, pace_of)
    assert plan.stored_items() == (stored,)


def test_an_exercise_that_is_gone_is_told() -> None:
    exercises = ExerciseCatalogue()
    stored = PlannedItem("no-such-exercise", Sides.BOTH, Dose(1, 1, 1.0))
    start = SessionStart("any", (stored,), datetime(2026, 1, 1, tzinfo=UTC))
    with pytest.raises(Exception, match="no-such-exercise"):
        plan_stored(start, exercises.get, pace_of)
