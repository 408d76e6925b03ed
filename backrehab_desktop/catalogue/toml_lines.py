"""On which line of a TOML text each key stands; tomllib forgets that."""

from __future__ import annotations

import re
from bisect import bisect_right

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}#\n]*")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)


def key_lines(text: str) -> dict[str, int]:
    """The line, from 1, of every key and list entry, named as errors name them: ``motion.key[1]``.

    ``text`` has to be TOML that tomllib reads and that is not nested deeply.
    """
    return _Scanner(text).scan()


def line_of(lines: dict[str, int], key: str) -> int | None:
    """The line of a key, or of the nearest of the tables and lists around it."""
    while key:
        if key in lines:
            return lines[key]
        key = key[: max(key.rfind("."), key.rfind("["), 0)]
    return None


class _Scanner:
    """Walks a text that is known to be valid, so it need not look for mistakes."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._place = 0
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self._counts: dict[str, int] = {}
        self._lines: dict[str, int] = {}

    def scan(self) -> dict[str, int]:
        table = ""
        self._skip(_BLANK)
        while self._place < len(self._text):
            if self._text[self._place] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip(_BLANK)
        return self._lines

    def _skip(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self._place)
        assert found is not None
        self._place = found.end()
        return found[0]

    def _note(self, path: str) -> None:
        self._lines.setdefault(path, bisect_right(self._starts, self._place))

    def _header(self) -> str:
        is_list = self._text.startswith("[[", self._place)
        width = 2 if is_list else 1
        self._place += width
        parts = self._key()
        path = ""
        for index, part in enumerate(parts):
            path = f"{path}.{part}" if path else part
            if is_list and index == len(parts) - 1:
                self._counts[path] = self._counts.get(path, 0) + 1
            if path in self._counts:
                self._note(path)
                path = f"{path}[{self._counts[path] - 1}]"
            self._note(path)
        self._skip(_SPACE)
        self._place += width
        return path

    def _key(self) -> list[str]:
        parts = []
        while True:
            self._skip(_SPACE)
            if self._text[self._place] in "\"'":
                parts.append(self._skip(_STRING)[1:-1])
            else:
                parts.append(self._skip(_BARE_KEY))
            self._skip(_SPACE)
            if not self._text.startswith(".", self._place):
                return parts
            self._place += 1

    def _pair(self, table: str) -> None:
        path = table
        for part in self._key():
            path = f"{path}.{part}" if path else part
            self._note(path)
        self._place += 1  # the equals sign
        self._skip(_SPACE)
        self._value(path)

    def _value(self, path: str) -> None:
        start = self._text[self._place]
        if start == "[":
            self._entries(path, "]")
        elif start == "{":
            self._entries(path, "}")
        elif start in "\"'":
            self._skip(_STRING)
        else:
            self._skip(_SCALAR)

    def _entries(self, path: str, end: str) -> None:
        """What is in a list or an inline table."""
        self._place += 1
        index = 0
        while True:
            self._skip(_BLANK)
            if self._text[self._place] == end:
                break
            if self._text[self._place] == ",":
                self._place += 1
                continue
            if end == "]":
                self._note(f"{path}[{index}]")
                self._value(f"{path}[{index}]")
                index += 1
            else:
                self._pair(path)
        self._place += 1
