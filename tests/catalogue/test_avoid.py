"""The movements to avoid: complete, plain, and leading to entries that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from backrehab_desktop.catalogue.activities import ActivityCatalogue
from backrehab_desktop.catalogue.avoid import load_avoided
from backrehab_desktop.catalogue.entries import DATA_FOLDER
from backrehab_desktop.catalogue.errors import CatalogueError
from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
from backrehab_desktop.core.avoid import AvoidedMovement

DATA = Path(__file__).parents[1] / "data"
AVOIDED = load_avoided()
FORBIDDEN = [
    line
    for line in (DATA / "forbidden_words.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
LONGEST_SENTENCE_WORDS = 16
WRITTEN = {*ExerciseCatalogue().written_ids(), *ActivityCatalogue().written_ids()}
REPLACED_BY = {
    # The movement in the clinical table, and what it names in its place.
    "full-sit-up": {"partial-curl"},
    "straight-leg-sit-up": {"partial-curl"},
    "crunch": {"partial-curl"},
    "double-leg-lift": {"straight-leg-raise-single"},
    "standing-toe-touch": {"hamstring-stretch"},
    "high-impact": {"walking", "elliptical", "recumbent-bike", "water-aerobics", "yoga"},
    "running": {"walking"},
    "off-road-cycling": {"recumbent-bike", "stationary-bike"},
    "overhead-press": set(),
    "weight-on-shoulders": {"wall-sit"},
    "standing-biceps-curl": set(),
    "squats": {"wall-sit"},
    "heavy-lifting": {"light-weights"},
    "repetitive-bending": {"hip-hinge-bend"},
    "twisting-strokes": {"water-aerobics", "swimming"},
    "slouching": {"leg-slide"},
    "stretching-into-pain": set(),
    "bed-rest": set(),
}
CONFLICTS = {"crunch", "double-leg-lift", "running", "repetitive-bending"}
"""Where the table says that the sources disagree."""

GOOD = (DATA_FOLDER / "avoid.toml").read_text(encoding="utf-8")


def texts(movement: AvoidedMovement) -> list[str]:
    note = [movement.conflict_note] if movement.conflict_note else []
    return [movement.why, movement.instead, *note]


@pytest.fixture(params=AVOIDED, ids=lambda movement: movement.id)
def movement(request: pytest.FixtureRequest) -> AvoidedMovement:
    found: AvoidedMovement = request.param
    return found


def test_every_row_of_the_clinical_table_is_there() -> None:
    assert [movement.id for movement in AVOIDED] == list(REPLACED_BY)
    assert len({movement.movement for movement in AVOIDED}) == len(AVOIDED)


def test_every_replacement_exists_and_is_the_one_of_the_table(movement: AvoidedMovement) -> None:
    assert set(movement.replacement_ids) <= WRITTEN
    assert REPLACED_BY[movement.id] <= set(movement.replacement_ids)


def test_conflicts_are_said_in_one_sentence(movement: AvoidedMovement) -> None:
    assert bool(movement.conflict_note) is (movement.id in CONFLICTS)
    assert ". " not in movement.conflict_note


def test_words_are_short_plain_and_calm(movement: AvoidedMovement) -> None:
    for text in texts(movement):
        assert text.endswith(".")
        assert text[0].isupper()
        assert "!" not in text
        for sentence in re.split(r"(?<=[.;:]) ", text):
            assert len(re.findall(r"[\w']+", sentence)) <= LONGEST_SENTENCE_WORDS, sentence
    said = "\n".join([movement.movement, *movement.synonyms, *texts(movement)]).casefold()
    assert not [word for word in FORBIDDEN if re.search(rf"\b{re.escape(word)}\b", said)]


@pytest.mark.parametrize(
    ("old", "new", "key", "fix"),
    [
        ('id = "full-sit-up"', 'id = "Full sit-up"', "movements[0].id", "small letters"),
        ('id = "full-sit-up"', 'id = "crunch"', "movements[2].id", "another one"),
        ('movement = "Full sit-up"', "", "movements[0].movement", "Add movement"),
        ('why = "Coming', 'wy = "Coming', "movements[0].why", "Add why"),
        ('why = "Coming', 'colour = "red"\nwhy = "Coming', "movements[0].colour", "spelling"),
        ('["partial-curl"]', '["Curl up"]', "movements[0].replacements[0]", "small letters"),
        ('["partial-curl"]', '"partial-curl"', "movements[0].replacements", "brackets"),
        ("[[movements]]", "[movements]", "TOML", "syntax"),
        ("[[movements]]", "title = 1\n[[movements]]", "title", "spelling"),
    ],
)
def test_a_mistake_names_file_key_and_fix(
    tmp_path: Path, old: str, new: str, key: str, fix: str
) -> None:
    assert old in GOOD
    (tmp_path / "avoid.toml").write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueError) as caught:
        load_avoided(tmp_path)
    assert caught.value.key == key
    assert "avoid.toml" in str(caught.value)
    assert fix in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"avoid\.toml: file: No such file"):
        load_avoided(tmp_path)
