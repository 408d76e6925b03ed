"""Reading what several parts of a motion file have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backrehab_desktop.catalogue.fields import Fields, shown
from backrehab_desktop.catalogue.motion_words import parse_expectation

if TYPE_CHECKING:
    from backrehab_desktop.core.figure.spec import Expectation

MAX_LENGTH = 2.0
"""Statures: farther off nothing is."""


def one_of(fields: Fields, key: str, word: str, words: tuple[str, ...]) -> str:
    """A word that has to be one of some words."""
    if word not in words:
        shown = ", ".join(words[:12]) + (", ..." if len(words) > 12 else "")
        raise fields.error(key, f'"{word}"', f"Use one of: {shown}")
    return word


def all_of(fields: Fields, key: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """A list of such words; absent counts as empty."""
    return tuple(one_of(fields, key, word, words) for word in fields.texts(key))


def triple(fields: Fields, key: str) -> tuple[float, float, float]:
    """Three lengths in statures."""
    value = fields.take(key)
    if not isinstance(value, list) or len(value) != 3:
        raise fields.error(key, shown(value), "Write three numbers in square brackets")
    parts = Fields(fields.file, dict(zip("xyz", value, strict=True)), fields.name_of(key) + ".")
    x, y, z = (parts.number(axis, -MAX_LENGTH, MAX_LENGTH) for axis in "xyz")
    return x, y, z


def expectations_of(fields: Fields) -> tuple[Expectation, ...]:
    """What an author expects of a key pose: something, for every pose."""
    expectations = []
    for text in fields.texts("expect"):
        expectation = parse_expectation(text)
        if expectation is None:
            raise fields.error("expect", shown(text), 'Write it like "pelvis.z rises 0.08"')
        expectations.append(expectation)
    if not expectations:
        raise fields.error("expect", "nothing expected", "Say what is true of this pose")
    return tuple(expectations)
