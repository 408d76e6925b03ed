"""Finding exercises by what a person types."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab_desktop.catalogue.activities import ActivityCatalogue
from backrehab_desktop.catalogue.avoid import load_avoided
from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
from backrehab_desktop.core.avoid import AvoidedMovement
from backrehab_desktop.core.exercise import Entry, Exercise, Position
from backrehab_desktop.core.search import FILLERS, AvoidedIndex, EntryIndex, fold

CATALOGUE = ExerciseCatalogue()
FEW = {
    "bird-dog",
    "bridge",
    "hamstring-stretch",
    "lower-trunk-rotation",
    "pelvic-tilt",
    "single-knee-to-chest",
}
EXERCISES = tuple(exercise for exercise in CATALOGUE.all() if exercise.id in FEW)
"""Six, so that what the examples below find does not change as the library grows."""
INDEX = EntryIndex(EXERCISES)

# Every file, also one whose motion is still to be written, in the order of the library.
WRITTEN: tuple[Entry, ...] = tuple(
    sorted(
        (
            catalogue.get(written)
            for catalogue in (CATALOGUE, ActivityCatalogue())
            for written in catalogue.written_ids()
        ),
        key=lambda entry: (list(Position).index(entry.position), entry.name),
    )
)
NAMES = tuple(
    line.split("\t")
    for line in (Path(__file__).parents[1] / "data" / "exercise_names.tsv")
    .read_text(encoding="utf-8")
    .splitlines()
    if not line.startswith("#")
)


AVOIDED = AvoidedIndex(load_avoided())


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


@pytest.mark.parametrize(
    ("query", "first", "left_out"),
    [
        ("hamstring pain", "Hamstring stretch", ("pain",)),
        ("my hamstring hurts", "Hamstring stretch", ("hurts",)),
        ("hamstring exercises", "Hamstring stretch", ()),
        ("exercises for the hamstrings", "Hamstring stretch", ()),
        ("stretches for the hamstring", "Hamstring stretch", ()),
        ("stretches for the belly", "Pelvic tilt", ("stretches",)),
        ("zebra bridge", "Bridge", ("zebra",)),
        ("pelvic-tilts", "Pelvic tilt", ()),
        ("bird dogs", "Bird dog", ()),
    ],
)
def test_a_word_too_many_does_not_spoil_a_search(
    query: str, first: str, left_out: tuple[str, ...]
) -> None:
    assert names(query)[0] == first
    assert INDEX.left_out(query) == left_out


@pytest.mark.parametrize("query", ["exercises", "exercise for", "pain", "aches and pains"])
def test_a_search_for_nothing_in_particular_finds_everything(query: str) -> None:
    assert INDEX.find(query) == EXERCISES


def _respelled(name: str, separators: list[str], *, plural: bool) -> str:
    """The name with other signs between its words, and its last word in the plural."""
    words = name.replace("-", " ").split()
    typed = words[0] + "".join(
        separator + word for separator, word in zip(separators, words[1:], strict=False)
    )
    return f"{typed}s" if plural else typed


@given(
    st.sampled_from(WRITTEN),
    st.lists(st.sampled_from(["", " ", "-"]), min_size=12, max_size=12),
    st.booleans(),
    st.randoms(use_true_random=False),
)
def test_plurals_and_hyphens_lose_no_entry(
    entry: Entry, separators: list[str], plural: bool, random: Random
) -> None:
    name = random.choice([entry.name, *entry.synonyms])
    assert entry in EntryIndex(WRITTEN).find(_respelled(name, separators, plural=plural))


@given(
    st.sampled_from(load_avoided()),
    st.lists(st.sampled_from(["", " ", "-"]), min_size=12, max_size=12),
    st.booleans(),
    st.randoms(use_true_random=False),
)
def test_plurals_and_hyphens_lose_no_movement_to_avoid(
    movement: AvoidedMovement, separators: list[str], plural: bool, random: Random
) -> None:
    name = random.choice([movement.movement, *movement.synonyms])
    query = _respelled(name, separators, plural=plural)
    assert movement in AVOIDED.find(query)
    assert movement in AVOIDED.named(query)


def test_an_empty_query_finds_everything_in_order() -> None:
    assert INDEX.find("") == EXERCISES
    assert INDEX.find(" -- ") == EXERCISES


@given(st.text(max_size=30))
def test_any_text_can_be_typed(query: str) -> None:
    assert set(INDEX.find(query)) <= set(EXERCISES)


@pytest.mark.parametrize(("entry_id", "name"), NAMES)
def test_every_name_of_the_clinical_table_finds_its_entry(entry_id: str, name: str) -> None:
    assert entry_id in {entry.id for entry in EntryIndex(WRITTEN).find(name)}


def test_the_whole_table_is_in_the_list() -> None:
    assert {entry.id for entry in WRITTEN} == {entry_id for entry_id, _ in NAMES}


@pytest.mark.parametrize("entry", WRITTEN, ids=lambda entry: entry.id)
def test_the_whole_name_finds_its_entry_first(entry: Entry) -> None:
    assert EntryIndex(WRITTEN).find(entry.name)[0] is entry


@given(st.sampled_from(WRITTEN), st.randoms(use_true_random=False))
def test_name_and_synonyms_are_found_in_any_order(entry: Entry, random: Random) -> None:
    words = list(fold(random.choice([entry.name, *entry.synonyms])))
    random.shuffle(words)
    assert entry in EntryIndex(WRITTEN).find(" ".join(words))


@given(st.sampled_from(EXERCISES), st.integers(1, 20))
def test_the_beginning_of_a_name_is_enough(exercise: Exercise, length: int) -> None:
    assert exercise in INDEX.find(exercise.name[:length])


@given(st.text(max_size=20), st.text(max_size=10))
def test_typing_more_words_never_finds_more(query: str, more: str) -> None:
    longer = f"{query} {more}"
    if not set(fold(query)) <= FILLERS and not set(fold(query)) & set(INDEX.left_out(longer)):
        assert set(INDEX.find(longer)) <= set(INDEX.find(query))


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("sit-up", ["full-sit-up", "straight-leg-sit-up"]),
        ("situps", ["full-sit-up", "straight-leg-sit-up"]),
        ("sit-ups", ["full-sit-up", "straight-leg-sit-up"]),
        ("sit ups", ["full-sit-up", "straight-leg-sit-up"]),
        ("Sit Up", ["full-sit-up", "straight-leg-sit-up"]),
        ("are sit-ups bad", ["full-sit-up", "straight-leg-sit-up"]),
        ("situps pain", ["full-sit-up", "straight-leg-sit-up"]),
        ("crunches", ["crunch"]),
        ("Toe Touch", ["standing-toe-touch"]),
        ("toe touches", ["standing-toe-touch"]),
        ("toe-touches", ["standing-toe-touch"]),
        ("toetouches", ["standing-toe-touch"]),
        ("pain", []),
        ("exercises", []),
        ("bed rest", ["bed-rest"]),
        ("zebra", []),
        ("", []),
        ("  ", []),
    ],
)
def test_movements_to_avoid_are_found_by_name(query: str, ids: list[str]) -> None:
    assert [movement.id for movement in AVOIDED.named(query)] == ids


def test_the_list_of_movements_to_avoid_is_searched_in_every_word() -> None:
    assert len(AVOIDED.find("")) == len(load_avoided())
    assert "full-sit-up" in {movement.id for movement in AVOIDED.find("partial curl-up")}
    assert AVOIDED.named("partial curl-up") == ()


@pytest.mark.parametrize(
    ("query", "is_name"),
    [("bridge", True), ("glute bridge", False), ("bir do", True), ("x", False)],
)
def test_names_are_told_from_other_words(query: str, is_name: bool) -> None:
    assert INDEX.is_name(query) is is_name
