"""What an exercise is and how much of it is done: values without behaviour."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Side(StrEnum):
    """One side of the body."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> Side:
        """The opposite side."""
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


class Sides(StrEnum):
    """How the repetitions of one set are shared between the sides."""

    BOTH = "both"
    """Both sides move together; the exercise has no side."""
    ALTERNATING = "alternating"
    """Sides take turns, repetition by repetition."""
    ONE_THEN_OTHER = "one_then_other"
    """All repetitions of one side, then all of the other."""


class Position(StrEnum):
    """The position an exercise is done in, in the order a session visits them."""

    SUPINE = "supine"
    SIDE_LYING = "side_lying"
    PRONE = "prone"
    QUADRUPED = "quadruped"
    HALF_KNEELING = "half_kneeling"
    SITTING = "sitting"
    STANDING = "standing"


class Category(StrEnum):
    """The kind of exercise, as the sources group them."""

    MOBILITY = "mobility"
    STRETCH = "stretch"
    STRENGTH = "strength"
    STABILITY = "stability"
    AEROBIC = "aerobic"
    RELAXATION = "relaxation"


class Effect(StrEnum):
    """What the highlighted muscles do; decides the colour and the word."""

    WORK = "work"
    STRETCH = "stretch"


@dataclass(frozen=True, slots=True)
class Dose:
    """How much of an exercise one session asks for.

    ``repetitions`` counts per side when the exercise has sides.
    """

    sets: int
    repetitions: int
    hold_s: float
    rest_between_repetitions_s: float = 2.0
    rest_between_sets_s: float = 30.0


@dataclass(frozen=True, slots=True)
class SourceDose:
    """The dose one source gives, in our words."""

    source: str
    """Title of the source as shown to the user."""
    text: str


@dataclass(frozen=True, slots=True)
class Cues:
    """The line shown in each part of a repetition."""

    ready: str
    move: str
    hold: str
    return_: str


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise of the library: everything but its motion."""

    id: str
    name: str
    category: Category
    position: Position
    effect: Effect
    sides: Sides
    start_dose: Dose
    cap_dose: Dose
    targets: tuple[str, ...]
    """What works or is stretched, as words for the user."""
    purpose: str
    steps: tuple[str, ...]
    breathing: str
    self_check: str
    mistakes: tuple[str, ...]
    cautions: tuple[str, ...]
    cues: Cues
    side_noun: str = "side"
    """What a side is called in the dose: side, leg or arm."""
    synonyms: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    source_doses: tuple[SourceDose, ...] = ()
    easier_id: str | None = None
    harder_id: str | None = None
    tags: tuple[str, ...] = field(default=())
    """Further words the search finds it by: areas, directions."""


@dataclass(frozen=True, slots=True)
class RoutineItem:
    """One line of a routine: an exercise with the dose to do."""

    exercise_id: str
    dose: Dose


@dataclass(frozen=True, slots=True)
class Routine:
    """An ordered list of exercises done in one session."""

    id: str
    name: str
    items: tuple[RoutineItem, ...]
    sessions_per_week: int
