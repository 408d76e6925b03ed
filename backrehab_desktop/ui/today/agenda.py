"""What the Today page is about: the exercises of the day and how far they have come."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from backrehab_desktop.core import wording

if TYPE_CHECKING:
    from backrehab_desktop.core.exercise import Dose, Exercise
    from backrehab_desktop.core.player import Block


class RowState(StrEnum):
    """How far an exercise has come today."""

    TO_DO = "to do"
    CURRENT = "now"
    DONE = "done"
    PARTLY = "partly done"


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """One exercise of the day with its dose."""

    exercise: Exercise
    dose: Dose

    @property
    def dose_lines(self) -> tuple[str, ...]:
        """The dose in one or two short phrases."""
        return wording.exercise_dose_lines(self.exercise, self.dose)


@dataclass(frozen=True, slots=True)
class Agenda:
    """The exercises of the day in order."""

    rows: tuple[AgendaRow, ...]

    @property
    def needs(self) -> tuple[str, ...]:
        """What to have at hand."""
        return wording.things_needed(row.exercise for row in self.rows)

    @property
    def positions(self) -> str:
        """The positions in order, as sentences."""
        return wording.positions_in_words(row.exercise.position for row in self.rows)


def minutes_left(seconds: float) -> str:
    """The rest of a session: "about 9 minutes left"."""
    return f"{wording.duration_in_words(seconds)} left"


def set_in_words(block: Block, side_noun: str) -> str:
    """A set as it is called in a sentence: "set 2", "set 2, left leg"."""
    words = f"set {block.set_number}"
    return words if block.side is None else f"{words}, {block.side} {side_noun}"
