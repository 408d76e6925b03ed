"""Loading the words of exercises: what is accepted, and what a mistake says."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab_desktop.catalogue import toml_cache
from backrehab_desktop.catalogue.errors import CatalogueError
from backrehab_desktop.catalogue.exercises import (
    DATA_FOLDER,
    MAX_CUE_CHARACTERS,
    MOTION_LINE,
    ExerciseCatalogue,
)
from backrehab_desktop.core.exercise import Category, Dose, Effect, Position, Sides

GOOD = (DATA_FOLDER / "exercises" / "bridge.toml").read_text(encoding="utf-8")
WORDS = GOOD.partition(MOTION_LINE)[0]
MOTION = f"{MOTION_LINE}\n[motion]\n"
ID = "bridge"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "exercises").mkdir()
    (tmp_path / "sources.toml").write_bytes((DATA_FOLDER / "sources.toml").read_bytes())
    return tmp_path


def write(folder: Path, text: str, name: str = ID) -> ExerciseCatalogue:
    (folder / "exercises" / f"{name}.toml").write_text(text, encoding="utf-8")
    return ExerciseCatalogue(folder)


def test_a_file_becomes_an_exercise() -> None:
    bridge = ExerciseCatalogue().get("bridge")
    assert bridge.id == "bridge"
    assert bridge.name == "Bridge"
    assert (bridge.category, bridge.position) == (Category.STRENGTH, Position.SUPINE)
    assert (bridge.effect, bridge.sides) == (Effect.WORK, Sides.BOTH)
    assert bridge.start_dose == Dose(1, 8, 3.0, 3.0, 60.0)
    assert bridge.cap_dose == Dose(1, 12, 6.0, 3.0, 60.0)
    assert "Glute bridge" in bridge.synonyms
    assert bridge.easier_id == "pelvic-tilt"
    assert len(bridge.steps) == 4
    assert any("Palm Wellness" in dose.source for dose in bridge.source_doses)


def test_the_motion_below_the_line_is_not_read(folder: Path) -> None:
    broken = f"{WORDS}\n{MOTION_LINE}\nthis is = = no TOML\n"
    assert write(folder, broken).get(ID).name == "Bridge"


@pytest.mark.parametrize(
    ("old", "new", "key", "fix"),
    [
        ('name = "Bridge"', "", "name", "Add name"),
        ('name = "Bridge"', "name = 3", "name", "quotes"),
        ('name = "Bridge"', 'name = " Bridge"', "name", "without them"),
        ('name = "Bridge"', 'name = ""', "name", "without them"),
        ('id = "bridge"', 'id = "Bridge!"', "id", "small letters"),
        ('id = "bridge"', 'id = "hip-bridge"', "id", '"bridge"'),
        ('category = "strength"', 'category = "power"', "category", "mobility, stretch"),
        ('position = "supine"', 'position = "flying"', "position", "supine"),
        ('sides = "both"', 'sides = "left"', "sides", "one_then_other"),
        ("sets = 1, repetitions = 8", "sets = 0, repetitions = 8", "start_dose.sets", "from 1"),
        ("sets = 1, repetitions = 8", "sets = true, repetitions = 8", "start_dose.sets", "whole"),
        ("repetitions = 8, hold_s = 3", "repetitions = 8", "start_dose.hold_s", "Add hold_s"),
        ("hold_s = 3,", "hold_s = nan,", "start_dose.hold_s", "plain number"),
        ("hold_s = 3,", "hold_s = 300,", "start_dose.hold_s", "0 to 120"),
        ("repetitions = 12", "repetitions = 7", "cap_dose.repetitions", "8 or more"),
        ("sets = 1, repetitions = 12", "set = 1, repetitions = 12", "cap_dose.sets", "Add sets"),
        ('cues.hold = "', 'cues.hold = "Now squeeze as hard and as long ', "cues.hold", "30"),
        ('cues.return = "Lower your hips slowly"', "", "cues.return", "Add return"),
        ('source = "001"', 'source = "999"', "source_doses[1].source", "sources.toml"),
        ('synonyms = ["Hip bridge",', 'synonyms = ["Bridging",', "synonyms", "one of them out"),
        ("synonyms = [", "synonims = [", "synonims", "spelling"),
        ('equipment = ["mat"]', 'equipment = "mat"', "equipment", "brackets"),
        ('equipment = ["mat"]', "equipment = [1]", "equipment[0]", "quotes"),
        ('easier = "pelvic-tilt"', 'easier = "bridge"', "easier", "another one"),
        ('cues.ready = "Knees bent, feet hip-wide"', "cues = 1", "TOML", "syntax"),
    ],
)
def test_a_mistake_names_file_key_and_fix(
    folder: Path, old: str, new: str, key: str, fix: str
) -> None:
    assert old in WORDS
    catalogue = write(folder, WORDS.replace(old, new, 1))
    with pytest.raises(CatalogueError) as caught:
        catalogue.get(ID)
    message = str(caught.value)
    assert caught.value.key == key
    assert "bridge.toml" in message
    assert key in message
    assert fix in message
    assert "\n" not in message


def test_too_few_mistakes_or_no_steps_are_refused(folder: Path) -> None:
    emptied = re.sub(r"mistakes = \[.*?\]", 'mistakes = ["One."]', WORDS, flags=re.DOTALL)
    with pytest.raises(CatalogueError, match=r"mistakes: 1 entries\. Give 2 to 3"):
        write(folder, emptied).get(ID)
    emptied = re.sub(r"steps = \[.*?\]", "steps = []", WORDS, flags=re.DOTALL)
    with pytest.raises(CatalogueError, match="steps: 0 entries"):
        write(folder, emptied).get(ID)


def test_a_missing_file_is_named() -> None:
    with pytest.raises(CatalogueError, match=r"no-such-one\.toml: file: No such file"):
        ExerciseCatalogue().get("no-such-one")


def test_a_file_in_another_encoding_is_named(folder: Path) -> None:
    (folder / "exercises" / "bridge.toml").write_bytes("name = 'Brücke'".encode("latin-1"))
    with pytest.raises(CatalogueError, match="Save it as UTF-8"):
        ExerciseCatalogue(folder).get(ID)


@given(st.text(max_size=200))
def test_any_rubbish_is_refused_with_a_catalogue_error(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.mktemp("rubbish", numbered=True)
    (folder / "exercises").mkdir()
    (folder / "sources.toml").write_text("")
    file = folder / "exercises" / "bridge.toml"
    file.write_text(text, encoding="utf-8", errors="replace")
    with pytest.raises(CatalogueError):
        ExerciseCatalogue(folder).get(ID)


def test_files_are_read_when_asked_for(folder: Path) -> None:
    catalogue = write(folder, WORDS + MOTION)
    write(folder, f"broken = = 1\n{MOTION}", "other")
    assert catalogue.ids() == ("bridge", "other")
    assert "other" in catalogue
    assert "../sources" not in catalogue
    assert "nothing" not in catalogue
    first = catalogue.get(ID)
    (folder / "exercises" / "bridge.toml").unlink()
    assert catalogue.get(ID) is first


@pytest.mark.parametrize(
    "end",
    [
        "",
        MOTION_LINE,
        f"{MOTION_LINE}\n# [motion] comes later\n",
        f'{MOTION_LINE}\n[[motion.key]]\nname = "[motion]"\n',
    ],
)
def test_words_without_a_motion_are_not_in_the_library(folder: Path, end: str) -> None:
    write(folder, GOOD)
    words = WORDS.replace('id = "bridge"', 'id = "bridge-heels"').replace(
        'harder = "bridge-heels"', ""
    )
    catalogue = write(folder, words + end, "bridge-heels")
    assert catalogue.ids() == (ID,)
    assert "bridge-heels" not in catalogue
    assert [exercise.id for exercise in catalogue.all()] == [ID]
    # The link of the bridge leads there; it is kept, and the words can be read already.
    assert catalogue.get(ID).harder_id == "bridge-heels"
    assert catalogue.get("bridge-heels").name == "Bridge"


def test_a_file_that_is_not_text_is_listed_and_named_when_loaded(folder: Path) -> None:
    (folder / "exercises" / "bridge.toml").write_bytes(b"name = 'Br\xfccke'\n[motion]\n")
    catalogue = ExerciseCatalogue(folder)
    assert catalogue.ids() == (ID,)
    with pytest.raises(CatalogueError, match="Save it as UTF-8"):
        catalogue.all()


def test_a_folder_in_place_of_a_file_is_listed_and_named_when_loaded(folder: Path) -> None:
    (folder / "exercises" / "bridge.toml").mkdir()
    catalogue = ExerciseCatalogue(folder)
    assert catalogue.ids() == (ID,)
    with pytest.raises(CatalogueError, match=r"bridge\.toml: file"):
        catalogue.all()


def test_looking_for_motions_parses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    monkeypatch.setattr(toml_cache, "loads", lambda _, text: parsed.append(text))
    assert len(ExerciseCatalogue().ids()) > 30
    assert not parsed


def test_all_are_in_the_order_of_positions() -> None:
    exercises = ExerciseCatalogue().all()
    order = list(Position)
    places = [order.index(exercise.position) for exercise in exercises]
    assert places == sorted(places)
    assert {exercise.id for exercise in exercises} == set(ExerciseCatalogue().ids())


def test_loading_the_words_imports_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from backrehab_desktop.catalogue.exercises import ExerciseCatalogue\n"
        "from backrehab_desktop.catalogue.routines import load_routine\n"
        "load_routine('starter', ExerciseCatalogue())\n"
        "heavy = {'numpy', 'PySide6', 'sqlite3', 'sqlite_utils'} & set(sys.modules)\n"
        "sys.exit(', '.join(heavy) or 0)\n"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


def test_cue_limit_is_what_two_lines_hold() -> None:
    # Two lines of the cue at 26 px in the narrowest card (250 px) hold about 2 x 16 characters.
    assert MAX_CUE_CHARACTERS <= 32
