"""What a filter of the library lets through, and how it says what it asks for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab_desktop.catalogue.activities import ActivityCatalogue
from backrehab_desktop.catalogue.exercises import DATA_FOLDER, ExerciseCatalogue
from backrehab_desktop.core.exercise import (
    Area,
    Category,
    Demand,
    Ease,
    Entry,
    Equipment,
    Position,
)
from backrehab_desktop.core.library_filter import DEMAND_WORDS, Filter, Limit, Wish, ways_out

EXERCISES = ExerciseCatalogue()
ACTIVITIES = ActivityCatalogue()
ENTRIES: tuple[Entry, ...] = (
    *(EXERCISES.get(file.stem) for file in (DATA_FOLDER / "exercises").glob("*.toml")),
    *(ACTIVITIES.get(file.stem) for file in (DATA_FOLDER / "activities").glob("*.toml")),
)
WISHES: tuple[Wish, ...] = (*Position, *Area, *Demand, *Ease, *Equipment, *Limit)
wishes = st.lists(st.sampled_from(WISHES), max_size=6)


def asking(chosen: list[Wish]) -> Filter:
    wanted = Filter()
    for wish in chosen:
        wanted = wanted.toggled(wish)
    return wanted


def ids(wanted: Filter) -> set[str]:
    return {entry.id for entry in ENTRIES if wanted.admits(entry)}


def test_nothing_asked_lets_everything_in() -> None:
    assert Filter().is_empty
    assert Filter("  ").is_empty
    assert ids(Filter()) == {entry.id for entry in ENTRIES}
    assert Filter().parts() == ()


@given(wishes, st.sampled_from(WISHES))
def test_asking_twice_asks_for_nothing(chosen: list[Wish], wish: Wish) -> None:
    before = asking(chosen)
    asked = before.toggled(wish)
    assert asked.asks(wish) is not before.asks(wish)
    again = asked.toggled(wish)
    assert again.asks(wish) is before.asks(wish)
    if not isinstance(wish, Equipment) and wish is not Limit.NOTHING_AT_HAND:
        assert again == before  # things at hand and "nothing" push each other out


@given(wishes)
def test_every_part_can_be_taken_away_and_lets_more_through(chosen: list[Wish]) -> None:
    wanted = replace(asking(chosen), category=Category.STRETCH)
    for part in wanted.parts():
        assert part.words
        assert part.without != wanted
        assert len(part.without.parts()) == len(wanted.parts()) - 1
    rest = wanted
    while rest.parts():
        rest = rest.parts()[0].without
    assert rest.is_empty


@pytest.mark.parametrize("demand", Demand)
def test_who_cannot_do_something_is_shown_nothing_that_asks_for_it(demand: Demand) -> None:
    left = ids(Filter(cannot=frozenset({demand})))
    assert left
    for entry in ENTRIES:
        assert (entry.id in left) is (demand not in entry.demands)


def test_every_demand_has_its_words() -> None:
    assert set(DEMAND_WORDS) == set(Demand)


def test_who_stays_on_the_chair_is_shown_what_is_done_there() -> None:
    left = ids(Filter(chair_only=True))
    assert {"pelvic-rocking-sitting", "seated-lumbar-rotation"} <= left
    assert not left & {"bridge", "wall-sit", "recumbent-bike", "stationary-bike", "swimming"}


def test_things_at_hand_leave_out_what_needs_another() -> None:
    nothing = ids(Filter(have=frozenset()))
    assert "hamstring-stretch" not in nothing
    with_mat = ids(Filter(have=frozenset({Equipment.MAT})))
    assert "bridge" in with_mat - nothing
    assert "hamstring-stretch" not in with_mat
    assert "hamstring-stretch" in ids(Filter(have=frozenset({Equipment.MAT, Equipment.TOWEL})))


def test_one_of_several_positions_or_areas_is_enough() -> None:
    both = ids(Filter(positions=frozenset({Position.SITTING, Position.STANDING})))
    assert both == ids(Filter(positions=frozenset({Position.SITTING}))) | ids(
        Filter(positions=frozenset({Position.STANDING}))
    )
    hips = ids(Filter(areas=frozenset({Area.HIPS})))
    assert hips <= ids(Filter(areas=frozenset({Area.HIPS, Area.BELLY})))


def test_directions() -> None:
    forward = ids(Filter(eased_by=frozenset({Ease.BENDING_FORWARD})))
    back = ids(Filter(eased_by=frozenset({Ease.BENDING_BACK})))
    assert "single-knee-to-chest" in forward - back
    assert "press-up" in back - forward


def test_it_says_what_it_asks_for() -> None:
    wanted = Filter(
        category=Category.STRETCH,
        positions=frozenset({Position.SUPINE}),
        areas=frozenset({Area.HIPS}),
        cannot=frozenset({Demand.KNEELING}),
        chair_only=True,
        have=frozenset({Equipment.MAT, Equipment.TOWEL}),
        eased_by=frozenset({Ease.NEUTRAL}),
    )
    assert [part.words for part in wanted.parts()] == [
        "Stretch",
        "On your back",
        "Hips",
        "Cannot kneel",
        "On a chair only",
        "Eased by neither",
        "Only with mat and towel",
    ]
    assert [part.words for part in Filter(have=frozenset()).parts()] == ["No equipment"]


def test_ways_out_name_the_filters_that_stand_in_the_way() -> None:
    wanted = Filter(
        category=Category.STABILITY,
        positions=frozenset({Position.QUADRUPED}),
        cannot=frozenset({Demand.KNEELING}),
    )

    def find(asked: Filter) -> list[Entry]:
        return [entry for entry in ENTRIES if asked.admits(entry)]

    assert not find(wanted)
    found = ways_out(wanted, find)
    assert {part.words for part, _ in found} == {"On hands and knees", "Cannot kneel"}
    assert [count for _, count in found] == sorted((n for _, n in found), reverse=True)
    for part, count in found:
        assert len(find(part.without)) == count > 0
