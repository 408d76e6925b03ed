"""The file of spoken words and what its reader says about mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from backrehab_desktop.catalogue.errors import CatalogueError
from backrehab_desktop.catalogue.exercises import DATA_FOLDER
from backrehab_desktop.catalogue.voice import load_voice_words
from backrehab_desktop.core.voice import Line, VoiceLevel, VoiceWords

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SOURCE = (DATA_FOLDER / "voice" / "en.toml").read_text(encoding="utf-8")


@pytest.fixture
def load(tmp_path: Path) -> Callable[[str], VoiceWords]:
    def load(text: str) -> VoiceWords:
        (tmp_path / "voice").mkdir(exist_ok=True)
        (tmp_path / "voice" / "en.toml").write_text(text, encoding="utf-8")
        return load_voice_words("en", tmp_path)

    return load


def test_every_line_has_words() -> None:
    words = load_voice_words()
    assert set(words.lines) == set(Line)


def test_a_line_has_a_wording_that_needs_no_side() -> None:
    words = load_voice_words()
    texts = words.wordings(
        Line.NEXT_EXERCISE, VoiceLevel.BRIEF, name="Bridge", position="x", dose="y", side=""
    )
    assert texts
    assert not any("{" in text or " first" in text for text in texts)


def test_the_fullest_wording_stands_first() -> None:
    for line, spoken in load_voice_words().lines.items():
        values = [text.count("{") for text in spoken.texts]
        assert values[0] == max(values), line


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('[lines.half_time]\nlevel = "brief"\nsay = ["Half way."]', "", "half_time"),
        ('["Half way."]', '["Half of {name}."]', "{name}"),
        ('["Half way."]', '["Half {"]', "half_time.say"),
        ('["Half way."]', "[]", "half_time.say"),
        ('["Half way."]', '["Half {0}."]', "{0}"),
        ('["Hold."]', '["Hold."]\nloud = true', "loud"),
        ('language = "en"', 'language = "en"\nhello = "x"', "hello"),
        ('level = "brief"', 'level = "off"', "off"),
    ],
)
def test_a_mistake_is_named(
    load: Callable[[str], VoiceWords], old: str, new: str, words: str
) -> None:
    assert old in SOURCE
    with pytest.raises(CatalogueError, match=r"en\.toml") as error:
        load(SOURCE.replace(old, new, 1))
    assert words in str(error.value)
