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


def loads(file: Path, text: str) -> dict[str, Any]:
    """Parse ``text``, the contents of ``file`` or a part of them.

    Raises ``tomllib.TOMLDecodeError`` as tomllib does.
    """
    data = text.encode()
    tag = sys.implementation.cache_tag
    kept = file.parent / "__pycache__" / f"{file.stem}.{crc32(data):08x}-{len(data)}.{tag}"
    try:
        values: dict[str, Any] = marshal.loads(kept.read_bytes())
    except (OSError, ValueError, EOFError, TypeError):
        import tomllib

        values = tomllib.loads(text)
        if not sys.dont_write_bytecode:
            _keep(kept, values)
    return values


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
