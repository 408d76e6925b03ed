"""Doses, durations and positions in words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
from backrehab_desktop.core import wording
from backrehab_desktop.core.exercise import (
    Category,
    Dose,
    Effect,
    Minutes,
    Position,
    Sides,
)

doses = st.builds(
    Dose,
    sets=st.integers(1, 5),
    repetitions=st.integers(1, 60),
    hold_s=st.one_of(st.just(0.0), st.integers(1, 120).map(float)),
)


@pytest.mark.parametrize(
    ("dose", "sides", "noun", "words"),
    [
        (Dose(2, 6, 5), Sides.BOTH, "side", "2 sets of 6, hold 5 seconds"),
        (Dose(1, 3, 10), Sides.ALTERNATING, "leg", "3 each leg, hold 10 seconds"),
        (Dose(3, 3, 10), Sides.ONE_THEN_OTHER, "leg", "3 sets of 3 each leg, hold 10 seconds"),
        (Dose(1, 1, 1), Sides.BOTH, "side", "1 time, hold 1 second"),
        (Dose(1, 8, 0), Sides.BOTH, "side", "8 times"),
        (Dose(2, 1, 0), Sides.BOTH, "side", "2 sets of 1"),
        (Dose(1, 5, 2.5), Sides.ALTERNATING, "side", "5 each side, hold 2.5 seconds"),
    ],
)
def test_dose_reads_as_spoken(dose: Dose, sides: Sides, noun: str, words: str) -> None:
    assert wording.dose_in_words(dose, sides, noun) == words


@given(doses, st.sampled_from(Sides))
def test_lines_join_to_the_whole_dose(dose: Dose, sides: Sides) -> None:
    lines = wording.dose_lines(dose, sides)
    assert ", ".join(lines) == wording.dose_in_words(dose, sides)
    assert len(lines) == (2 if dose.hold_s else 1)


@given(doses, st.sampled_from(Sides))
def test_number_and_noun_agree(dose: Dose, sides: Sides) -> None:
    words = wording.dose_in_words(dose, sides).replace(",", "").split()
    for number, noun in pairwise(words):
        if noun in {"time", "second"}:
            assert number == "1"
        if noun in {"times", "seconds", "sets"}:
            assert number != "1"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "less than a minute"),
        (44.9, "less than a minute"),
        (45, "about 1 minute"),
        (89, "about 1 minute"),
        (90, "about 2 minutes"),
        (14 * 60, "about 14 minutes"),
        (3600, "about 1 hour"),
        (3570, "about 1 hour"),
        (3900, "about 1 hour 5 minutes"),
        (7260, "about 2 hours 1 minute"),
    ],
)
def test_duration(seconds: float, words: str) -> None:
    assert wording.duration_in_words(seconds) == words


@given(st.floats(0, 10_000), st.floats(0, 10_000))
def test_longer_never_announces_fewer_minutes(first: float, second: float) -> None:
    shorter, longer = sorted((first, second))
    assert 1 <= wording.minutes_of(shorter) <= wording.minutes_of(longer)


@given(st.floats(45, 100_000))
def test_announced_minutes_are_within_half_a_minute(seconds: float) -> None:
    assert abs(wording.minutes_of(seconds) * 60 - seconds) <= 30


def test_counts() -> None:
    assert wording.counted(1, "exercise") == "1 exercise"
    assert wording.counted(0, "exercise") == "0 exercises"
    assert wording.counted(2, "entry", "entries") == "2 entries"
    assert [wording.number_in_words(n) for n in (0, 1, 12, 13)] == ["no", "one", "twelve", "13"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [((), ""), (("mat",), "mat"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")],
)
def test_lists(words: tuple[str, ...], sentence: str) -> None:
    assert wording.list_in_words(words) == sentence


def test_every_position_category_and_effect_has_a_word() -> None:
    assert wording.position_in_words(Position.SUPINE) == "On your back"
    assert wording.position_in_words(Position.QUADRUPED) == "On hands and knees"
    assert len({wording.position_in_words(position) for position in Position}) == len(Position)
    assert all(wording.category_in_words(category).istitle() for category in Category)
    assert wording.effect_in_words(Effect.WORK) == "Working"
    assert wording.effect_in_words(Effect.STRETCH) == "Stretching"


def test_positions_of_a_session() -> None:
    supine, quadruped, standing = Position.SUPINE, Position.QUADRUPED, Position.STANDING
    say = wording.positions_in_words
    assert say([]) == ""
    assert say([supine]) == "On your back."
    assert say([supine, supine]) == "All on your back."
    assert say([supine] * 3 + [quadruped] * 2) == (
        "Three on your back, then two on hands and knees. You change position once."
    )
    assert say([supine, quadruped, standing]) == (
        "One on your back, then one on hands and knees, then one standing. "
        "You change position twice."
    )
    assert say([supine, standing] * 2).endswith("You change position three times.")


def test_things_needed_are_named_once() -> None:
    catalogue = ExerciseCatalogue()
    exercises = [catalogue.get("bridge"), catalogue.get("hamstring-stretch")]
    assert wording.things_needed(exercises) == ("Mat", "Towel", "Room to lie down")
    assert wording.things_needed([]) == ()


def test_session_title() -> None:
    assert wording.session_title(6, 500) == "Six exercises, about 8 minutes"
    assert wording.session_title(1, 20) == "One exercise, less than a minute"


def test_exercise_doses_use_its_own_noun() -> None:
    stretch = ExerciseCatalogue().get("hamstring-stretch")
    assert wording.exercise_dose_in_words(stretch, stretch.start_dose) == (
        "2 each leg, hold 10 seconds"
    )
    assert wording.exercise_dose_lines(stretch, stretch.start_dose)[0] == "2 each leg"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (Minutes(5, 7), "5 minutes, every day"),
        (Minutes(1, 1), "1 minute, once a week"),
        (Minutes(10, 2), "10 minutes, twice a week"),
        (Minutes(30, 5), "30 minutes, 5 times a week"),
    ],
)
def test_minutes_read_as_spoken(minutes: Minutes, words: str) -> None:
    assert wording.minutes_in_words(minutes) == words


@pytest.mark.parametrize(
    ("category", "sessions", "words"),
    [
        (Category.STRETCH, None, "Once a day, later twice"),
        (Category.STRENGTH, None, "Every other day"),
        (Category.STABILITY, None, "Every other day"),
        (Category.RELAXATION, None, "Once a day, or whenever you like"),
        (Category.STRETCH, 4, "4 times a week, with your plan"),
        (Category.STRENGTH, 2, "Twice a week, with your plan"),
        (Category.STRENGTH, 7, "Every day, with your plan"),
    ],
)
def test_how_often_is_always_said(category: Category, sessions: int | None, words: str) -> None:
    assert wording.often_in_words(category, sessions) == words
