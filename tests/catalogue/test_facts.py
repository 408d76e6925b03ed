"""Doses of the sources, and who an entry is for, against tables taken from the clinical one."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from backrehab_desktop.catalogue.activities import ActivityCatalogue
from backrehab_desktop.catalogue.entries import DATA_FOLDER
from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
from backrehab_desktop.core.exercise import (
    Area,
    Demand,
    Entry,
    Equipment,
    Exercise,
    Position,
    SourceDose,
)

DATA = Path(__file__).parents[1] / "data"
# Every file, also one whose motion is still to be written and which is not in the library yet.
ENTRIES: dict[str, Entry] = {
    written: catalogue.get(written)
    for catalogue in (ExerciseCatalogue(), ActivityCatalogue())
    for written in catalogue.written_ids()
}
SOURCES = {
    source["title"]: number
    for number, source in tomllib.loads(
        (DATA_FOLDER / "sources.toml").read_text(encoding="utf-8")
    ).items()
}
AREA_OF = {
    "back": {Area.LOW_BACK, Area.UPPER_BACK, Area.WHOLE_BODY},
    "back muscles": {Area.LOW_BACK, Area.UPPER_BACK},
    "low back": {Area.LOW_BACK},
    "neck": {Area.NECK},
    "belly": {Area.BELLY},
    "belly muscles": {Area.BELLY},
    "deep belly muscles": {Area.BELLY},
    "breathing muscles": {Area.BELLY},
    "front of the trunk": {Area.BELLY},
    "waist": {Area.WAIST},
    "buttock": {Area.BUTTOCKS},
    "buttocks": {Area.BUTTOCKS},
    "outer hip": {Area.HIPS},
    "back of the thigh": {Area.THIGHS},
    "back of the thighs": {Area.THIGHS},
    "front of the hip": {Area.HIPS},
    "front of the thigh": {Area.THIGHS},
    "front of the thighs": {Area.THIGHS},
    "thighs": {Area.THIGHS},
    "calf": {Area.THIGHS},
    "calves": {Area.THIGHS},
    "whole body": {Area.WHOLE_BODY},
}
"""For each target in words, one of the areas that have to be named."""
NEEDED = {
    Position.PRONE: {Demand.FLOOR, Demand.PRONE},
    Position.QUADRUPED: {Demand.FLOOR, Demand.KNEELING, Demand.HANDS},
    Position.HALF_KNEELING: {Demand.FLOOR, Demand.KNEELING},
    Position.SIDE_LYING: {Demand.FLOOR},
    Position.STANDING: {Demand.STANDING},
}


def table(name: str) -> list[list[str]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def said(text: str, *, any_words: bool = False) -> str:
    """The numbers of a phrase as the table writes them."""
    plain = text.replace("once", "1").replace("twice", "2").replace("every day", "daily")
    found = re.findall(r"\d+|\bfew\b|\bbrief\b|\bdaily\b", plain)
    # A phrase in which no number was found stands for itself, and so is not in the table.
    return "-".join(found) or ("." if not text else "said" if any_words else text)


def line_of(dose: SourceDose) -> tuple[str, ...]:
    return (
        SOURCES[dose.source],
        said(dose.hold),
        said(dose.repetitions),
        said(dose.sets),
        said(dose.rest, any_words=True),
        said(dose.times),
        said(dose.duration),
    )


@pytest.fixture(params=ENTRIES.values(), ids=lambda entry: entry.id)
def entry(request: pytest.FixtureRequest) -> Entry:
    found: Entry = request.param
    return found


@pytest.fixture(
    params=[entry for entry in ENTRIES.values() if isinstance(entry, Exercise)],
    ids=lambda exercise: exercise.id,
)
def exercise(request: pytest.FixtureRequest) -> Exercise:
    found: Exercise = request.param
    return found


def test_every_statement_of_every_source_is_there_and_no_other(entry: Entry) -> None:
    wanted = Counter(tuple(row[1:]) for row in table("source_doses.tsv") if row[0] == entry.id)
    assert wanted
    assert Counter(line_of(dose) for dose in entry.source_doses) == wanted


def test_the_statements_of_one_source_stand_together(entry: Entry) -> None:
    numbers = [SOURCES[dose.source] for dose in entry.source_doses]
    assert numbers == sorted(numbers)


def test_a_statement_without_numbers_says_so(entry: Entry) -> None:
    for dose in entry.source_doses:
        assert dose.numbers or re.search(r"only named|no counts", dose.note, re.IGNORECASE)


def test_exercises_have_no_duration_and_activities_no_hold(entry: Entry) -> None:
    for dose in entry.source_doses:
        if isinstance(entry, Exercise):
            assert not dose.duration
        else:
            assert (dose.hold, dose.repetitions, dose.sets) == ("", "", "")


def numbers(entry: Entry, part: str) -> list[int]:
    return [
        int(number)
        for dose in entry.source_doses
        for number in re.findall(r"\d+", getattr(dose, part))
    ]


@pytest.mark.parametrize(
    ("ours", "theirs"), [("hold_s", "hold"), ("repetitions", "repetitions"), ("sets", "sets")]
)
def test_our_doses_stay_within_what_the_sources_give(
    exercise: Exercise, ours: str, theirs: str
) -> None:
    given = numbers(exercise, theirs)
    if not given:
        return  # Ours alone: tests/data/exercise_doses.tsv says for which.
    assert getattr(exercise.cap_dose, ours) <= max(given)
    if (exercise.id, ours) != ("pelvic-tilt-arch-flatten", "hold_s"):
        # There one source says 1 second flat, and the clinical table begins with the 5 of two.
        assert getattr(exercise.start_dose, ours) <= min(given)


def test_demands_groups_and_neighbours_are_those_of_the_table(entry: Entry) -> None:
    (row,) = [row[1:] for row in table("entry_facts.tsv") if row[0] == entry.id]

    def cell(values: list[str]) -> str:
        return ",".join(values) or "."

    assert [
        cell(sorted(entry.demands)),
        cell(list(entry.eased_by)),
        entry.easier_id or ".",
        entry.harder_id or ".",
    ] == [re.sub(r"[()]", "", value) for value in row]


def test_neighbours_are_written_and_of_the_same_kind(entry: Entry) -> None:
    for neighbour in (entry.easier_id, entry.harder_id):
        assert neighbour is None or type(ENTRIES[neighbour]) is type(entry)


def test_demands_fit_the_position(entry: Entry) -> None:
    assert NEEDED.get(entry.position, set()) <= set(entry.demands)


def test_what_the_figure_uses_has_to_be_at_hand(entry: Entry) -> None:
    folder = "exercises" if isinstance(entry, Exercise) else "activities"
    text = (DATA_FOLDER / folder / f"{entry.id}.toml").read_text(encoding="utf-8")
    motion = tomllib.loads(text).get("motion", {})
    used = {thing["kind"] for thing in motion.get("things", ())} & set(Equipment)
    if "towel" in motion:
        used.add("towel")
    assert used <= set(entry.equipment)


def test_areas_cover_what_the_words_name(entry: Entry) -> None:
    assert entry.areas
    for target in entry.targets:
        assert AREA_OF[target] & set(entry.areas), target


def test_a_note_tells_each_entry_from_its_look_alikes(entry: Entry) -> None:
    assert entry.variant_note.endswith(".")
    assert ". " not in entry.variant_note, "one sentence"


def test_no_two_entries_have_one_note() -> None:
    assert len({entry.variant_note for entry in ENTRIES.values()}) == len(ENTRIES)
