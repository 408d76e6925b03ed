"""From a routine, or from a session that was cut off, to a plan that can be played."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from backrehab_desktop.core.player import PlannedExercise
from backrehab_desktop.core.records import PlannedItem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from backrehab_desktop.core.exercise import Exercise, Routine
    from backrehab_desktop.core.records import SessionStart


class Pace(Protocol):
    """The times of one repetition at normal tempo; a motion's timeline has them."""

    @property
    def move_s(self) -> float:
        """Seconds from the start to the hold."""
        ...

    @property
    def return_s(self) -> float:
        """Seconds from the hold back to the start."""
        ...


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """What one session is to do, in order."""

    routine_id: str
    items: tuple[PlannedExercise, ...]

    def stored_items(self) -> tuple[PlannedItem, ...]:
        """The items as they are remembered."""
        return tuple(
            PlannedItem(item.exercise_id, item.sides, item.dose, item.tempo) for item in self.items
        )


def plan_routine(
    routine: Routine,
    exercise_of: Callable[[str], Exercise],
    pace_of: Callable[[str], Pace],
    tempos: Mapping[str, float] | None = None,
) -> SessionPlan:
    """Plan all of a routine; ``tempos`` gives the speed of single exercises by id.

    Errors of ``exercise_of`` and ``pace_of`` for an unknown exercise pass through.
    """
    tempos = tempos or {}
    items = (
        PlannedItem(
            item.exercise_id,
            exercise_of(item.exercise_id).sides,
            item.dose,
            tempos.get(item.exercise_id, 1.0),
        )
        for item in routine.items
    )
    return SessionPlan(routine.id, _planned(items, exercise_of, pace_of))


def plan_stored(
    start: SessionStart,
    exercise_of: Callable[[str], Exercise],
    pace_of: Callable[[str], Pace],
) -> SessionPlan:
    """Plan a stored session again with the doses it was begun with, to resume it."""
    return SessionPlan(start.routine_id, _planned(start.items, exercise_of, pace_of))


def _planned(
    items: Iterable[PlannedItem],
    exercise_of: Callable[[str], Exercise],
    pace_of: Callable[[str], Pace],
) -> tuple[PlannedExercise, ...]:
    planned = []
    for item in items:
        exercise = exercise_of(item.exercise_id)
        pace = pace_of(item.exercise_id)
        planned.append(
            PlannedExercise(
                exercise_id=item.exercise_id,
                name=exercise.name,
                position=exercise.position,
                sides=item.sides,
                dose=item.dose,
                move_s=pace.move_s,
                return_s=pace.return_s,
                tempo=item.tempo,
            )
        )
    return tuple(planned)
