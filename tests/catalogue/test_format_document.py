"""docs/exercise-format.md stays true: its example is fine, and it names all that readers accept."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import backrehab_desktop.catalogue
from backrehab_desktop.catalogue import motion_words
from backrehab_desktop.catalogue.check_file import check_file
from backrehab_desktop.catalogue.exercises import DATA_FOLDER, ExerciseCatalogue
from backrehab_desktop.catalogue.motions import load_motion
from backrehab_desktop.core.exercise import (
    Area,
    Category,
    Demand,
    Ease,
    Effect,
    Equipment,
    Position,
    Sides,
)
from backrehab_desktop.core.figure import checks, cycle_spec
from backrehab_desktop.core.figure.spec import ELBOW_DIRECTIONS, SECOND_VIEWS, FootKind

DOCUMENT = (Path(__file__).parents[2] / "docs" / "exercise-format.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"```toml\n(.*?)```", DOCUMENT, re.DOTALL)[0]
CODE = set(re.findall(r"`([^`\n]+)`", DOCUMENT))
NAMED = {word for code in CODE for word in re.findall(r"[A-Za-z_0-9]+", code)}

READERS = (
    "entries",
    "exercises",
    "activities",
    "motion_files",
    "motion_fields",
    "motion_keys",
    "cycle_files",
)
ASKING = {
    "text", "texts", "number", "whole", "choice", "choices", "table", "tables", "has", "take",
    "read_id", "one_of", "_one_of", "all_of", "_all_of", "flag", "_flag", "triple", "_triple",
    "_pair", "_numbers", "_read_knots",
}  # fmt: skip


def keys_asked_for(module: str) -> set[str]:
    """Every literal key that a reader asks its fields for."""
    file = Path(backrehab_desktop.catalogue.__file__).parent / f"{module}.py"
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else None
            called = node.func.id if isinstance(node.func, ast.Name) else called
            words = [a.value for a in node.args[:2] if isinstance(a, ast.Constant)]
            if called in ASKING and words and isinstance(words[0], str):
                found.add(words[0])
    return found


def test_the_example_is_fine_and_can_be_followed(tmp_path: Path) -> None:
    (tmp_path / "exercises").mkdir()
    for shared in ("poses.toml", "sources.toml"):
        (tmp_path / shared).write_bytes((DATA_FOLDER / shared).read_bytes())
    file = tmp_path / "exercises" / "my-bridge.toml"
    file.write_text(EXAMPLE, encoding="utf-8")

    assert check_file(file) == ()
    assert [exercise.name for exercise in ExerciseCatalogue(tmp_path).all()] == ["My bridge"]
    assert load_motion("my-bridge", folder=tmp_path).timeline.move_s == 1.8


@pytest.mark.parametrize("module", READERS)
def test_every_key_that_is_read_is_named(module: str) -> None:
    keys = keys_asked_for(module)
    assert keys or module == "motion_fields" or module == "entries"
    own = {"place"}  # what a reader calls an entry of a path
    assert not {key for key in keys if key not in NAMED} - own


def test_the_search_for_keys_finds_them() -> None:
    assert {"head_rests", "eyes_closed", "arrows"} <= keys_asked_for("motion_files")
    assert {"move_s", "back_to", "heading"} <= keys_asked_for("motion_keys")
    assert {"hold_s", "side_noun"} <= keys_asked_for("exercises")
    assert {"name", "variant_note"} <= keys_asked_for("entries")


def test_every_word_that_may_be_said_is_named() -> None:
    enumerations = (Area, Category, Demand, Ease, Effect, Equipment, Position, Sides, FootKind)
    words = {
        *(member.value for kind in enumerations for member in kind),
        *motion_words.BASE_NAMES, *motion_words.PROPS, *motion_words.THINGS,
        *motion_words.HAND_KINDS, *motion_words.FRAME_NAMES, *motion_words.SEATS,
        *SECOND_VIEWS, *ELBOW_DIRECTIONS, *cycle_spec.MACHINE_ROLES, *cycle_spec.PART_KINDS,
        *cycle_spec.ROOT_CURVES, *cycle_spec.ARM_CURVES, *cycle_spec.BESIDE[1:],
    }  # fmt: skip
    assert not {word for word in words if word not in CODE}


def test_every_point_muscle_and_angle_is_named() -> None:
    names = {
        name.removesuffix(".L").removesuffix(".R")
        for name in (*motion_words.POINT_NAMES, *motion_words.MUSCLES, *motion_words.SUPPORT_NAMES)
    }
    # "s0 to s8" names those between.
    assert not {name for name in names - {f"s{n}" for n in range(1, 8)} if name not in NAMED}
    pairs = {tuple(name.replace(".L.", ".").split(".")) for name in motion_words.ANGLE_NAMES}
    assert not {pair for pair in pairs if len(pair) == 2 and not set(pair) <= NAMED}


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        (checks.SOLVED_BONE, "1e-9 statures"),
        (checks.BETWEEN_BONE, "5e-5"),
        (checks.DRIFT, "1e-6 statures"),
        (checks.GAP, "0.002 statures"),
        (checks.PENETRATION, "0.002 statures"),
        (checks.ROM_EXCESS_DEG, "0.5 degrees"),
        (checks.SPEED, "1 stature a second"),
        (checks.ACCELERATION, "3 statures a second squared"),
        (checks.JUMP_RATIO, "1.2"),
        (checks.LOOP, "1e-9 statures"),
    ],
)
def test_the_limits_are_those_of_the_checks(limit: float, said: str) -> None:
    assert float(said.split()[0]) == limit
    assert f"| {said}" in DOCUMENT or f" {said} " in DOCUMENT
