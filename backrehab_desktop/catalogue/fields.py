"""Reading the keys of one TOML table one by one, with errors that say what to mend."""

from __future__ import annotations

import math
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from backrehab_desktop.catalogue import toml_cache
from backrehab_desktop.catalogue.errors import CatalogueError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_Choice = TypeVar("_Choice", bound=StrEnum)

LARGEST_BYTES = 100_000
"""No file of ours has a tenth of it; a larger one is a mistake, and would take long to read."""
LONGEST_TEXT = 1000
"""Characters of one text: three times as many as the longest of ours."""
_LONGEST_QUOTE = 60


def shown(value: object) -> str:
    """A value as a message quotes it: on one line, short, whatever it is."""
    try:
        text = repr(value)
    except (ValueError, RecursionError):  # a whole number too long to be written, a deep nest
        return f"a {type(value).__name__} too large to be shown"
    return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 3]}..."


def parse_toml(file: Path, text: str) -> dict[str, object]:
    """Parse ``text``, the contents (or the upper part) of ``file``.

    Raises:
        CatalogueError: the text is not TOML.
    """
    try:
        return toml_cache.loads(file, text)
    except ValueError as error:  # tomllib's own kind is one
        raise CatalogueError(file, "TOML", str(error), "Correct the syntax there") from error


def read_text(file: Path) -> str:
    """The contents of ``file``, UTF-8.

    Raises:
        CatalogueError: it is missing, unreadable, far too large or not UTF-8.
    """
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST_BYTES + 1)
        if len(data) > LARGEST_BYTES:
            problem = f"larger than {LARGEST_BYTES // 1000} kB"
            raise CatalogueError(file, "file", problem, "Leave out what does not belong there")
        return data.decode("utf-8").replace("\r\n", "\n")
    except OSError as error:
        reason = error.strerror or str(error)
        raise CatalogueError(
            file, "file", reason, "Put the file there or mend its rights"
        ) from error
    except UnicodeDecodeError as error:
        raise CatalogueError(file, "file", "not UTF-8 text", "Save it as UTF-8") from error


class Fields:
    """The keys of one table; every key is asked for once, the rest is an error.

    Call :meth:`finish` at the end: a key nobody asked for is a slip of the pen
    that would otherwise go unnoticed.
    """

    def __init__(self, file: Path, values: Mapping[str, object], prefix: str = "") -> None:
        self.file = file
        self._values = dict(values)
        self._prefix = prefix

    def name_of(self, key: str) -> str:
        """The key with the tables around it, such as ``start_dose.sets``."""
        return self._prefix + key

    def error(self, key: str, problem: str, fix: str) -> CatalogueError:
        """An error about ``key`` of this table, to be raised by the caller."""
        return CatalogueError(self.file, self.name_of(key), problem, fix)

    def has(self, key: str) -> bool:
        """Whether the key is there and has not been asked for yet."""
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys())

    def keys(self) -> tuple[str, ...]:
        """The keys that have not been asked for yet."""
        return tuple(self._values)

    def _take(self, key: str, wanted: str) -> object:
        if key not in self._values:
            raise self.error(key, "missing", f"Add {key} = {wanted}")
        return self._values.pop(key)

    def take(self, key: str) -> object:
        """Any value, for the caller to check."""
        return self._take(key, "...")

    def is_table(self, key: str) -> bool:
        """Whether the key is there and holds a table."""
        return isinstance(self._values.get(key), dict)

    def text(self, key: str) -> str:
        """A string with something in it, without blanks at its ends."""
        return self._checked_text(key, self._take(key, '"..."'))

    def _checked_text(self, key: str, value: object) -> str:
        if not isinstance(value, str):
            raise self.error(key, f"{shown(value)} is not a text", "Put it in quotes")
        if not value or value != value.strip():
            raise self.error(key, "empty, or blanks at its ends", "Write the text without them")
        if len(value) > LONGEST_TEXT:
            raise self.error(
                key, f"{len(value)} characters", f"Shorten it to {LONGEST_TEXT} at most"
            )
        return value

    def texts(self, key: str, least: int = 0, most: int | None = None) -> tuple[str, ...]:
        """A list of ``least`` to ``most`` different strings; absent counts as empty."""
        if not least and not self.has(key):
            return ()
        value = self._take(key, '["..."]')
        if not isinstance(value, list):
            raise self.error(key, f"{shown(value)} is not a list", "Put it in square brackets")
        found = tuple(self._checked_text(f"{key}[{n}]", item) for n, item in enumerate(value))
        if len(found) < least or (most is not None and len(found) > most):
            limits = f"at least {least}" if most is None else f"{least} to {most}"
            raise self.error(key, f"{len(found)} entries", f"Give {limits}")
        if len(set(found)) < len(found):
            raise self.error(key, "the same entry twice", "Leave one of them out")
        return found

    def whole(self, key: str, least: int, most: int) -> int:
        """A whole number from ``least`` to ``most``."""
        value = self._take(key, str(least))
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise self.error(
                key, f"{shown(value)} is out of range", f"Use a whole number from {least} to {most}"
            )
        return value

    def number(self, key: str, least: float, most: float) -> float:
        """A number from ``least`` to ``most``, both finite."""
        value = self._take(key, f"{least:g}")
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        # A whole number is finite, but may be too large to be asked for it.
        is_finite = not isinstance(value, float) or math.isfinite(value)
        if not is_number or not isinstance(value, int | float) or not is_finite:
            raise self.error(key, f"{shown(value)} is not a number", "Use a plain number")
        if not least <= value <= most:
            raise self.error(key, f"{shown(value)} is out of range", f"Use {least:g} to {most:g}")
        return float(value)

    def flag(self, key: str) -> bool:
        """True or false; absent counts as false."""
        if not self.has(key):
            return False
        value = self._take(key, "true")
        if not isinstance(value, bool):
            raise self.error(key, f"{shown(value)} is not true or false", "Write true or false")
        return value

    def choice(self, key: str, kind: type[_Choice]) -> _Choice:
        """One of the words of an enumeration."""
        return self._as_choice(key, self.text(key), kind)

    def _as_choice(self, key: str, word: str, kind: type[_Choice]) -> _Choice:
        try:
            return kind(word)
        except ValueError:
            words = ", ".join(member.value for member in kind)
            raise self.error(key, f"{shown(word)} is not known", f"Use one of: {words}") from None

    def choices(self, key: str, kind: type[_Choice], least: int = 0) -> tuple[_Choice, ...]:
        """A list of different words of an enumeration; absent counts as empty."""
        words = self.texts(key, least)
        return tuple(self._as_choice(f"{key}[{n}]", word, kind) for n, word in enumerate(words))

    def table(self, key: str) -> Fields:
        """A table inside this one."""
        return self._as_table(key, self._take(key, "{ ... }"))

    def tables(self, key: str, most: int | None = None) -> tuple[Fields, ...]:
        """A list of tables, ``most`` of them at the most; absent counts as empty."""
        if not self.has(key):
            return ()
        value = self._take(key, "[{ ... }]")
        if not isinstance(value, list):
            raise self.error(key, f"{shown(value)} is not a list", "Put it in square brackets")
        if most is not None and len(value) > most:
            raise self.error(key, f"{len(value)} entries", f"Give {most} at most")
        return tuple(self._as_table(f"{key}[{n}]", item) for n, item in enumerate(value))

    def _as_table(self, key: str, value: object) -> Fields:
        if not isinstance(value, dict):
            raise self.error(key, f"{shown(value)} is not a table", "Write it as { key = value }")
        return Fields(self.file, value, self.name_of(key) + ".")

    def finish(self) -> None:
        """Complain about the first key that nobody asked for."""
        for key in self._values:
            raise self.error(key, "unknown key", "Correct its spelling or leave it out")
