"""Numbers of the domain said in plain words.

Everything the window, the commands and the sheets say about doses, times and
positions comes from here, so that it is said the same way everywhere.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from backrehab_desktop.core.exercise import Category, Dose, Effect, Exercise, Position, Sides

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from backrehab_desktop.core.exercise import Minutes

_SMALL_NUMBERS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)

_POSITIONS = {
    Position.SUPINE: "on your back",
    Position.SIDE_LYING: "on your side",
    Position.PRONE: "on your front",
    Position.QUADRUPED: "on hands and knees",
    Position.HALF_KNEELING: "on one knee",
    Position.SITTING: "sitting",
    Position.STANDING: "standing",
    Position.WATER: "in the water",
    Position.VARIOUS: "in several positions",
}

_FLOOR_POSITIONS = frozenset(
    {
        Position.SUPINE,
        Position.SIDE_LYING,
        Position.PRONE,
        Position.QUADRUPED,
        Position.HALF_KNEELING,
    }
)

ROOM_TO_LIE_DOWN = "Room to lie down"


def capitalised(text: str) -> str:
    """``text`` with a capital first letter; the rest stays as it is."""
    return text[:1].upper() + text[1:]


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """``number`` with its noun: "1 set", "2 sets"."""
    return f"{number} {singular if number == 1 else plural or singular + 's'}"


def number_in_words(number: int) -> str:
    """A small count as a word ("six"), a larger one in digits ("13").

    Zero reads "no", as it stands before a noun.
    """
    return _SMALL_NUMBERS[number] if 0 <= number < len(_SMALL_NUMBERS) else str(number)


def list_in_words(words: Sequence[str]) -> str:
    """The words joined as in a sentence: "mat, towel and chair"; "" for none."""
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + " and " + words[-1]


def seconds_in_words(seconds: float) -> str:
    """A hold or a rest: "5 seconds", "1 second", "90 seconds"; halves are kept."""
    number = f"{seconds:.1f}".removesuffix(".0")
    return f"{number} second" if number == "1" else f"{number} seconds"


def dose_lines(dose: Dose, sides: Sides, side_noun: str = "side") -> tuple[str, ...]:
    """The dose in one or two short phrases: how many, and how long to hold.

    ``dose.repetitions`` counts per side where the exercise has sides. Without a
    hold there is only the first phrase.
    """
    if sides is Sides.BOTH:
        amount = (
            counted(dose.repetitions, "time")
            if dose.sets == 1
            else f"{dose.sets} sets of {dose.repetitions}"
        )
    else:
        amount = f"{dose.repetitions} each {side_noun}"
        if dose.sets > 1:
            amount = f"{dose.sets} sets of {amount}"
    return (amount, f"hold {seconds_in_words(dose.hold_s)}") if dose.hold_s > 0 else (amount,)


def dose_in_words(dose: Dose, sides: Sides, side_noun: str = "side") -> str:
    """The dose as one phrase, such as "2 sets of 6, hold 5 seconds"."""
    return ", ".join(dose_lines(dose, sides, side_noun))


def exercise_dose_lines(exercise: Exercise, dose: Dose) -> tuple[str, ...]:
    """:func:`dose_lines` with the sides of ``exercise``."""
    return dose_lines(dose, exercise.sides, exercise.side_noun)


def exercise_dose_in_words(exercise: Exercise, dose: Dose) -> str:
    """:func:`dose_in_words` with the sides of ``exercise``."""
    return dose_in_words(dose, exercise.sides, exercise.side_noun)


def minutes_in_words(minutes: Minutes) -> str:
    """The dose of an activity: "10 minutes, 3 times a week", "5 minutes, once a week"."""
    often = {1: "once", 2: "twice", 7: "every day"}.get(
        minutes.times_per_week, f"{minutes.times_per_week} times"
    )
    week = "" if minutes.times_per_week == 7 else " a week"
    return f"{counted(minutes.minutes, 'minute')}, {often}{week}"


def often_in_words(category: Category, sessions_per_week: int | None = None) -> str:
    """How often to do an exercise: as often as the plan's sessions, or else to begin with.

    Without a plan by its kind (rule R11 of the clinical sources): what moves and
    stretches once or twice a day, what strengthens every other day.
    """
    if sessions_per_week is not None:
        return f"{_times_a_week(sessions_per_week)}, with your plan"
    if category in (Category.MOBILITY, Category.STRETCH):
        return "Once a day, later twice"
    if category is Category.RELAXATION:
        return "Once a day, or whenever you like"
    return "Every other day"


def _times_a_week(times: int) -> str:
    words = {1: "Once a week", 2: "Twice a week", 7: "Every day"}
    return words.get(times, f"{times} times a week")


def minutes_of(seconds: float) -> int:
    """Whole minutes to announce for a duration: rounded up from the half, never 0."""
    return max(1, math.floor(seconds / 60 + 0.5))


def duration_in_words(seconds: float) -> str:
    """An estimated length: "less than a minute", "about 1 minute", "about 14 minutes".

    From one hour on: "about 1 hour 5 minutes".
    """
    if seconds < 45:
        return "less than a minute"
    hours, minutes = divmod(minutes_of(seconds), 60)
    parts = [counted(hours, "hour")] if hours else []
    if minutes:
        parts.append(counted(minutes, "minute"))
    return "about " + " ".join(parts)


def position_in_words(position: Position) -> str:
    """A position as a heading: "On your back"."""
    return capitalised(_POSITIONS[position])


def category_in_words(category: Category) -> str:
    """A category as a heading: "Mobility"."""
    return capitalised(category.value)


def effect_in_words(effect: Effect) -> str:
    """What the highlighted muscles do: "Working" or "Stretching"."""
    return "Stretching" if effect is Effect.STRETCH else "Working"


def things_needed(exercises: Iterable[Exercise]) -> tuple[str, ...]:
    """What to have at hand, each once: "Mat", "Towel", "Room to lie down".

    Equipment stands in the order of first use; the room comes last.
    """
    needed: dict[str, None] = {}
    on_the_floor = False
    for exercise in exercises:
        needed.update(dict.fromkeys(capitalised(thing) for thing in exercise.equipment))
        on_the_floor = on_the_floor or exercise.position in _FLOOR_POSITIONS
    return (*needed, ROOM_TO_LIE_DOWN) if on_the_floor else tuple(needed)


def session_title(exercise_count: int, seconds: float) -> str:
    """What lies ahead: "Six exercises, about 9 minutes"."""
    noun = "exercise" if exercise_count == 1 else "exercises"
    return f"{capitalised(number_in_words(exercise_count))} {noun}, {duration_in_words(seconds)}"


def _runs(positions: Iterable[Position]) -> list[tuple[Position, int]]:
    runs: list[tuple[Position, int]] = []
    for position in positions:
        if runs and runs[-1][0] is position:
            runs[-1] = (position, runs[-1][1] + 1)
        else:
            runs.append((position, 1))
    return runs


def positions_in_words(positions: Iterable[Position]) -> str:
    """The positions of a session in order, and how often they change.

    "Five on your back, then one on hands and knees. You change position once."
    An empty session gives "".
    """
    runs = _runs(positions)
    if not runs:
        return ""
    if len(runs) == 1:
        return f"All {_POSITIONS[runs[0][0]]}." if runs[0][1] > 1 else _single(runs[0][0])
    parts = [f"{number_in_words(count)} {_POSITIONS[position]}" for position, count in runs]
    changes = len(runs) - 1
    often = {1: "once", 2: "twice"}.get(changes, f"{number_in_words(changes)} times")
    return f"{capitalised(', then '.join(parts))}. You change position {often}."


def _single(position: Position) -> str:
    return f"{position_in_words(position)}."
