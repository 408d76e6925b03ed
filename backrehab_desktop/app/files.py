"""Writing a file whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from backrehab_desktop.app.command import CommandError

if TYPE_CHECKING:
    from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that appears at ``path`` once everything is in it.

    What was there before stays until then, and stays if anything goes wrong. A pipe or device is
    written to directly. Raises :class:`CommandError`, in one sentence, when it cannot be written.
    """
    try:
        target = path.resolve()
        if target.exists() and not target.is_file():
            target.write_bytes(data)
        else:
            _replace(target, data)
    except OSError as error:
        raise CommandError(f"cannot write {path}: {error.strerror or error}") from error


def _replace(target: Path, data: bytes) -> None:
    draft = target.with_name(f".{target.name[:100]}.{os.getpid()}")
    try:
        draft.write_bytes(data)
        draft.replace(target)
    except OSError:
        with suppress(OSError):
            draft.unlink()
        raise
