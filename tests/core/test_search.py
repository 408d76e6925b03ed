"""Finding exercises by what a person types."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
from backrehab_desktop.core.exercise import Exercise
from backrehab_desktop.core.search import ExerciseIndex, fold

EXERCISES = ExerciseCatalogue().all()
INDEX = ExerciseIndex(EXERCISES)


def names(query: str) -> list[str]:
    return [exercise.name for exercise in INDEX.find(query)]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("bridge", "Bridge"),
        ("BRIDGE", "Bridge"),
        ("bri", "Bridge"),
        ("bridges", "Bridge"),
        ("brídge", "Bridge"),
        ("glute bridge", "Bridge"),
        ("bridge glute", "Bridge"),
        ("chest knee", "Knee to chest"),
        ("knee-to-chest", "Knee to chest"),
        ("kneetochest", "Knee to chest"),
        ("bird-dog", "Bird dog"),
        ("birddog", "Bird dog"),
        ("  bird   dog ", "Bird dog"),
        ("opposite arm", "Bird dog"),
        ("all fours", "Bird dog"),
        ("towel", "Hamstring stretch"),
        ("back of my thigh", "Bridge"),
        ("knee rolls", "Lower trunk rotation"),
        ("posterior pelvic tilt", "Pelvic tilt"),
        ("stability", "Bird dog"),
        ("hands and knees", "Bird dog"),
    ],
)
def test_found(query: str, name: str) -> None:
    assert name in names(query)


def test_a_name_ranks_above_a_synonym_above_a_target_above_a_tag() -> None:
    # "stretch" is in one name, in the synonyms of two others.
    assert names("stretch")[0] == "Hamstring stretch"
    # "knee" begins one name, and is a synonym ("knee rolls") and a tag elsewhere.
    assert names("knee") == ["Knee to chest", "Lower trunk rotation", "Bird dog"]
    # "low back" is a target of three, only a tag of three.
    assert set(names("low back")[-3:]) == {"Pelvic tilt", "Hamstring stretch", "Bridge"}


def test_every_word_has_to_fit() -> None:
    assert names("bridge towel") == []
    assert names("zebra") == []


def test_an_empty_query_finds_everything_in_order() -> None:
    assert INDEX.find("") == EXERCISES
    assert INDEX.find(" -- ") == EXERCISES


@given(st.text(max_size=30))
def test_any_text_can_be_typed(query: str) -> None:
    assert set(INDEX.find(query)) <= set(EXERCISES)


@given(st.sampled_from(EXERCISES), st.randoms(use_true_random=False))
def test_name_and_synonyms_are_found_in_any_order(exercise: Exercise, random: Random) -> None:
    words = list(fold(random.choice([exercise.name, *exercise.synonyms])))
    random.shuffle(words)
    assert exercise in INDEX.find(" ".join(words))


@given(st.sampled_from(EXERCISES), st.integers(1, 20))
def test_the_beginning_of_a_name_is_enough(exercise: Exercise, length: int) -> None:
    assert exercise in INDEX.find(exercise.name[:length])


@given(st.text(max_size=20), st.text(max_size=10))
def test_typing_more_words_never_finds_more(query: str, more: str) -> None:
    fillers = {"a", "an", "and", "at", "for", "in", "my", "of", "on", "the", "to", "with"}
    if fold(query) and not set(fold(query)) <= fillers:
        assert set(INDEX.find(f"{query} {more}")) <= set(INDEX.find(query))
