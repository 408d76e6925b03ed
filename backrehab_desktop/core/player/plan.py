"""What a session is asked to do: one line per exercise, with the time its movement takes."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backrehab_desktop.core.exercise import Dose, Position, Sides


@dataclass(frozen=True, slots=True)
class PlannedExercise:
    """One exercise of a session with its dose and the pace of its movement.

    ``move_s`` and ``return_s`` come from the motion and are the times at normal
    tempo; ``tempo`` is a speed, so 0.5 makes both last twice as long. Holds and
    rests are never scaled: they are doses.

    Raises ``ValueError`` for a dose or pace that cannot be played.
    """

    exercise_id: str
    name: str
    position: Position
    sides: Sides
    dose: Dose
    move_s: float
    return_s: float
    tempo: float = 1.0

    def __post_init__(self) -> None:
        if self.dose.sets < 1 or self.dose.repetitions < 1:
            raise ValueError(f"{self.exercise_id}: needs at least one set of one repetition")
        if not (isfinite(self.tempo) and self.tempo > 0.0):
            raise ValueError(f"{self.exercise_id}: tempo must be above zero, not {self.tempo}")
        times_s = (
            self.move_s,
            self.return_s,
            self.dose.hold_s,
            self.dose.rest_between_repetitions_s,
            self.dose.rest_between_sets_s,
        )
        if not all(isfinite(time_s) and time_s >= 0.0 for time_s in times_s):
            raise ValueError(f"{self.exercise_id}: every time must be zero or more seconds")
        if self.move_s + self.dose.hold_s + self.return_s == 0.0:
            raise ValueError(f"{self.exercise_id}: a repetition must take some time")
