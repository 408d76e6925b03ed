"""Parsed TOML kept beside its file, as Python keeps its compiled modules.

Reading the data files as TOML is a sixteenth of the start-up. Like a .pyc file
the cache lives in ``__pycache__``, is made where it can be written, is left
out when Python is told to write no bytecode, and is trusted as much as the
code beside it. The name carries a checksum of the text, so a changed file
never finds an old one.
"""

from __future__ import annotations

import marshal
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from zlib import crc32

if TYPE_CHECKING:
    from pathlib import Path

_LONGEST_LINE = 1000
_DEEPEST = 20


def loads(file: Path, text: str) -> dict[str, Any]:
    """Parse ``text``, the contents of ``file`` or a part of them.

    Raises ``ValueError`` as :func:`parse` does.
    """
    data = text.encode()
    tag = sys.implementation.cache_tag
    kept = file.parent / "__pycache__" / f"{file.stem}.{crc32(data):08x}-{len(data)}.{tag}"
    try:
        values: dict[str, Any] = marshal.loads(kept.read_bytes())
    except (OSError, ValueError, EOFError, TypeError):
        values = parse(text)
        if not sys.dont_write_bytecode:
            _keep(kept, values)
    return values


def parse(text: str) -> dict[str, Any]:
    """Parse TOML without any cache, in bounded time.

    Raises ``ValueError`` (of which tomllib's own error is one) for what is not TOML, and for what
    no file of ours needs: tomllib takes long for a key of very many parts and may exhaust the
    stack on deep nesting, as whoever reads the values might.
    """
    import tomllib

    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > _LONGEST_LINE:
            raise ValueError(f"longer than {_LONGEST_LINE} characters (at line {number}, column 1)")
    try:
        values = tomllib.loads(text)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if _is_deeper(values, _DEEPEST):
        raise ValueError(f"nested more than {_DEEPEST} deep")
    return values


def _is_deeper(values: dict[str, Any], limit: int) -> bool:
    """Whether tables and lists are nested deeper than that."""
    level: list[Any] = [values]
    for _ in range(limit):
        level = [
            part
            for item in level
            for part in (item.values() if isinstance(item, dict) else item)
            if isinstance(part, dict | list)
        ]
    return bool(level)


def _keep(path: Path, values: dict[str, Any]) -> None:
    """Write the cache, whole or not at all; it is only a help."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(exist_ok=True)
        draft.write_bytes(marshal.dumps(values))
        draft.replace(path)
    except (OSError, ValueError):  # not writable, or a date, which marshal does not know
        with suppress(OSError):
            draft.unlink()
