"""What an exercise is and how much of it is done: values without behaviour."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

TEMPO_LEAST, TEMPO_MOST = 0.5, 1.5
"""How much slower and faster than shown a movement may be done."""


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
    """The position an entry is done in, in the order a session visits them."""

    SUPINE = "supine"
    SIDE_LYING = "side_lying"
    PRONE = "prone"
    QUADRUPED = "quadruped"
    HALF_KNEELING = "half_kneeling"
    SITTING = "sitting"
    STANDING = "standing"
    WATER = "water"
    """In the pool; activities only."""
    VARIOUS = "various"
    """Several positions, as in a class; activities only."""


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


class Equipment(StrEnum):
    """What has to be at hand; an entry without any needs nothing."""

    MAT = "mat"
    CHAIR = "chair"
    STOOL = "stool"
    WALL = "wall"
    TOWEL = "towel"
    PILLOW = "pillow"
    SHOES = "walking shoes"
    UPRIGHT_BIKE = "exercise bike"
    RECUMBENT_BIKE = "recumbent bike"
    ELLIPTICAL = "elliptical trainer"
    POOL = "pool"
    WEIGHTS = "light weights"


class Area(StrEnum):
    """A part of the body that an entry works or stretches."""

    LOW_BACK = "low back"
    UPPER_BACK = "upper back"
    NECK = "neck"
    SHOULDERS = "shoulders"
    BELLY = "belly"
    WAIST = "waist"
    HIPS = "hips"
    BUTTOCKS = "buttocks"
    THIGHS = "thighs"
    WHOLE_BODY = "whole body"


class Demand(StrEnum):
    """What the body has to be able to do; who cannot, leaves the entry out."""

    FLOOR = "floor"
    """Getting down to the floor or a bed and up again."""
    PRONE = "prone"
    """Lying on the front."""
    KNEELING = "kneeling"
    """Weight on one or both knees."""
    HANDS = "hands"
    """Weight on the hands or forearms."""
    STANDING = "standing"
    """Standing for the whole of it."""


class Ease(StrEnum):
    """The directions by which the sources group exercises: what eases a back.

    BENDING_FORWARD is for whom sitting eases it, BENDING_BACK for whom standing
    or lying does, NEUTRAL for everybody, also for whom no position eases it
    (rule R6 of the clinical sources: a preference, not a finding).
    """

    BENDING_FORWARD = "bending_forward"
    BENDING_BACK = "bending_back"
    NEUTRAL = "neutral"


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
class Minutes:
    """How long an activity lasts and on how many occasions of a week."""

    minutes: int
    times_per_week: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDose:
    """One statement of one source about the dose, in our words.

    A source that says different things in different places has several. Every
    part is a short phrase ("5 to 10 seconds"); "" means that the statement
    leaves it open.
    """

    source: str
    """Title of the source as shown to the user."""
    hold: str = ""
    """How long the end position is held."""
    repetitions: str = ""
    """How many in one set."""
    sets: str = ""
    rest: str = ""
    """The pause between repetitions or sets."""
    times: str = ""
    """How often in a day or a week."""
    duration: str = ""
    """How long an activity lasts."""
    note: str = ""
    """Whatever else belongs to the numbers; a sentence, or "Only named." and the like."""

    @property
    def numbers(self) -> tuple[str, ...]:
        """The parts that are stated, in the order they are read out; without the note."""
        parts = (self.duration, self.sets, self.repetitions, self.hold, self.rest, self.times)
        return tuple(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Cues:
    """The line shown in each part of a repetition."""

    ready: str
    move: str
    hold: str
    return_: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What everything in the library has, exercise or activity: its words."""

    id: str
    name: str
    category: Category
    position: Position
    effect: Effect
    targets: tuple[str, ...]
    """What works or is stretched, as words for the user; the figure colours the same."""
    purpose: str
    steps: tuple[str, ...]
    breathing: str
    self_check: str
    """How to know that it is right."""
    mistakes: tuple[str, ...]
    cautions: tuple[str, ...]
    """When to stop: each completes "Stop if"."""
    variant_note: str = ""
    """One sentence that tells it from its look-alikes; "" where there is none."""
    synonyms: tuple[str, ...] = ()
    equipment: tuple[Equipment, ...] = ()
    areas: tuple[Area, ...] = ()
    demands: tuple[Demand, ...] = ()
    eased_by: tuple[Ease, ...] = ()
    """The groups it belongs to; none where the direction depends on what is done."""
    source_doses: tuple[SourceDose, ...] = ()
    easier_id: str | None = None
    harder_id: str | None = None
    tags: tuple[str, ...] = ()
    """Further words the search finds it by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise(Entry):
    """One exercise of the library: everything but its motion."""

    sides: Sides
    start_dose: Dose
    cap_dose: Dose
    cues: Cues
    side_noun: str = "side"
    """What a side is called in the dose: side, leg or arm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(Entry):
    """Something done for minutes, such as walking: timed and logged, not counted."""

    start: Minutes | None = None
    """What to begin with; ``None`` where we name no dose and minutes are only logged."""
    cap: Minutes | None = None
    """What the program never goes beyond; ``None`` together with ``start``."""
    build_up: str
    """How to begin and how to do more."""

    @property
    def is_log_only(self) -> bool:
        """Whether the program gives no dose for it."""
        return self.start is None


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


_Item = TypeVar("_Item")


def by_position(
    items: Iterable[_Item], position_of: Callable[[_Item], Position]
) -> tuple[_Item, ...]:
    """The items in the order a session visits their positions; else as they were."""
    order = tuple(Position)
    return tuple(sorted(items, key=lambda item: order.index(position_of(item))))
