"""Reading entries whatever stands in the file: an entry or a CatalogueError, nothing else."""

from __future__ import annotations

import tomllib
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab_desktop.catalogue.activities import ActivityCatalogue
from backrehab_desktop.catalogue.entries import DATA_FOLDER, MOTION_LINE
from backrehab_desktop.catalogue.errors import CatalogueError
from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
from backrehab_desktop.catalogue.fields import Fields

TITLES = {"002": "A source"}


def words_of(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8").partition(MOTION_LINE)[0])


BRIDGE = DATA_FOLDER / "exercises" / "bridge.toml"
WALKING = DATA_FOLDER / "activities" / "walking.toml"
WORDS = {BRIDGE: words_of(BRIDGE), WALKING: words_of(WALKING)}
READERS = {BRIDGE: ExerciseCatalogue(), WALKING: ActivityCatalogue()}

OPTIONAL = {
    *("synonyms", "equipment", "demands", "eased_by", "tags", "variant_note"),
    *("source_doses", "easier", "harder"),
}

scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.dates()
)
keys = st.sampled_from(["source", "hold", "minutes", "sets", "ready", "x"])
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=3)),
    max_leaves=6,
)


@given(st.sampled_from(list(WORDS)), st.data())
def test_any_value_in_any_place_is_read_or_refused(file: Path, data: st.DataObject) -> None:
    words = dict(WORDS[file])
    for key in data.draw(st.lists(st.sampled_from([*words, "extra"]), min_size=1, max_size=2)):
        words[key] = data.draw(values)
    with suppress(CatalogueError):
        READERS[file]._read(Fields(file, words), TITLES)


@pytest.mark.parametrize(
    ("file", "key"), [(file, key) for file, words in WORDS.items() for key in words]
)
def test_a_missing_key_is_named_or_not_needed(file: Path, key: str) -> None:
    words = WORDS[file] | {"source_doses": []}
    del words[key]
    fields = Fields(file, words)
    may_be_left_out = OPTIONAL | ({"targets"} if file == WALKING else set())
    if key in may_be_left_out:
        assert READERS[file]._read(fields, TITLES).name
    else:
        with pytest.raises(CatalogueError, match=f": {key}: missing"):
            READERS[file]._read(fields, TITLES)
