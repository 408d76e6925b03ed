"""The words of the voice, read from TOML and checked line by line."""

from __future__ import annotations

import string
from types import MappingProxyType
from typing import TYPE_CHECKING

from backrehab_desktop.catalogue.exercises import DATA_FOLDER
from backrehab_desktop.catalogue.fields import Fields, parse_toml, read_text
from backrehab_desktop.core.voice import PLACEHOLDERS, Line, SpokenLine, VoiceLevel, VoiceWords

if TYPE_CHECKING:
    from pathlib import Path


def load_voice_words(language: str = "en", folder: Path = DATA_FOLDER) -> VoiceWords:
    """The lines of one language.

    Raises:
        CatalogueError: the file is missing, a line is missing or unknown, or a
            wording fills in what its line does not have.
    """
    file = folder / "voice" / f"{language}.toml"
    fields = Fields(file, parse_toml(file, read_text(file)))
    lines = fields.table("lines")
    words = VoiceWords(
        fields.text("language"),
        MappingProxyType({line: _read_line(lines, line) for line in Line}),
    )
    lines.finish()
    fields.finish()
    return words


def _read_line(lines: Fields, line: Line) -> SpokenLine:
    fields = lines.table(line.value)
    level = fields.choice("level", VoiceLevel)
    if not level.speaks:
        raise fields.error("level", f'"{level}" is silent', 'Use "brief" or "full"')
    texts = fields.texts("say", least=1)
    for number, text in enumerate(texts):
        _check(fields, f"say[{number}]", text, line)
    fields.finish()
    return SpokenLine(level, texts)


def _check(fields: Fields, key: str, text: str, line: Line) -> None:
    known = PLACEHOLDERS.get(line, frozenset())
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError as error:
        raise fields.error(key, str(error), "Close every brace, or write {{ for one") from error
    for _before, name, form, conversion in parts:
        if name is None:
            continue
        if name not in known or form or conversion:
            allowed = ", ".join("{" + word + "}" for word in sorted(known)) or "no value"
            raise fields.error(key, f'"{{{name}}}" is not known here', f"Use {allowed}")
