"""Routines: the starter list, and what a mistake in one says."""

from __future__ import annotations

from pathlib import Path

import pytest

from backrehab_desktop.catalogue.errors import CatalogueError
from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
from backrehab_desktop.catalogue.routines import STARTER_ID, load_routine
from backrehab_desktop.core.exercise import Dose, Position, Routine

HEAD = 'id = "mine"\nname = "Mine"\nsessions_per_week = 3\n'


def load(folder: Path, text: str) -> Routine:
    (folder / "routines").mkdir(exist_ok=True)
    (folder / "routines" / "mine.toml").write_text(text, encoding="utf-8")
    return load_routine("mine", ExerciseCatalogue(), folder)


def test_the_starter_routine_changes_position_once() -> None:
    catalogue = ExerciseCatalogue()
    routine = load_routine(STARTER_ID, catalogue)
    positions = [catalogue.get(item.exercise_id).position for item in routine.items]
    assert positions == [Position.SUPINE] * 5 + [Position.QUADRUPED]
    assert 1 <= routine.sessions_per_week <= 7
    for item in routine.items:
        assert item.dose == catalogue.get(item.exercise_id).start_dose


def test_an_item_may_bring_its_own_dose(tmp_path: Path) -> None:
    dose = (
        "{ sets = 2, repetitions = 6, hold_s = 5, "
        "rest_between_repetitions_s = 3, rest_between_sets_s = 45 }"
    )
    routine = load(tmp_path, f'{HEAD}items = [{{ exercise = "bridge", dose = {dose} }}]')
    assert routine.items[0].dose == Dose(2, 6, 5.0, 3.0, 45.0)


MIXED = ("wall-sit", "bird-dog", "press-up", "bridge", "clamshell", "pelvic-tilt")


@pytest.mark.parametrize(
    ("line", "order"),
    [
        ("", ("bridge", "pelvic-tilt", "clamshell", "press-up", "bird-dog", "wall-sit")),
        ("keeps_order = true\n", MIXED),
    ],
)
def test_nobody_gets_up_and_down_unless_they_want_it(
    tmp_path: Path, line: str, order: tuple[str, ...]
) -> None:
    items = ", ".join(f'{{ exercise = "{name}" }}' for name in MIXED)
    routine = load(tmp_path, f"{HEAD}{line}items = [{items}]")
    assert tuple(item.exercise_id for item in routine.items) == order


@pytest.mark.parametrize(
    ("text", "key", "problem"),
    [
        (HEAD, "items", "no exercise"),
        (HEAD + 'items = [{ exercise = "juggling" }]', "items[0].exercise", "not in the library"),
        (HEAD + 'items = [{ excercise = "bridge" }]', "items[0].exercise", "missing"),
        (HEAD + 'items = ["bridge"]', "items[0]", "not a table"),
        (HEAD + 'items = { exercise = "bridge" }', "items", "not a list"),
        (
            HEAD + 'items = [{ exercise = "bridge" }]\nkeeps_order = 1',
            "keeps_order",
            "true or false",
        ),
        (HEAD.replace("3", "0") + 'items = [{ exercise = "bridge" }]', "sessions_per_week", "0"),
        (HEAD.replace('"mine"', '"yours"') + 'items = [{ exercise = "bridge" }]', "id", "yours"),
        (HEAD + 'items = [{ exercise = "bridge" }]\ncolour = 1', "colour", "unknown key"),
        (
            HEAD + 'items = [{ exercise = "bridge", dose = { sets = 2 } }]',
            "items[0].dose.repetitions",
            "missing",
        ),
    ],
)
def test_a_mistake_names_the_key(tmp_path: Path, text: str, key: str, problem: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        load(tmp_path, text)
    assert caught.value.key == key
    assert problem in str(caught.value)
    assert "mine.toml" in str(caught.value)


def test_a_missing_routine_is_named() -> None:
    with pytest.raises(CatalogueError, match=r"nothing\.toml"):
        load_routine("nothing", ExerciseCatalogue())
