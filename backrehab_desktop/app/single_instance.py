"""One running program for each data folder: two would write the same session."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK_NAME = "backrehab.lock"
_OTHERS_RIGHTS = 0o077


class AlreadyRunningError(Exception):
    """Another program uses the data folder; ``str(error)`` is a sentence for the person."""


def lock_data_folder(folder: Path) -> QLockFile:
    """Return the lock on ``folder``; it is held as long as the object lives.

    A lock that a killed program left is taken over at once: its process is
    gone. Only the person's own account may read the lock. Call this before
    other threads write files: for a moment the whole process creates private
    ones only. Raises :class:`AlreadyRunningError`.
    """
    lock = QLockFile(str(folder / LOCK_NAME))
    lock.setStaleLockTime(0)  # a session may last longer than any limit
    with _only_private_files():
        locked = lock.tryLock(0)
    if locked:
        return lock
    if lock.error() == QLockFile.LockError.LockFailedError:
        raise AlreadyRunningError(
            "Back Rehab is already open with this data folder. "
            "Go on in its window, or close it first."
        )
    raise AlreadyRunningError(f"The data folder {folder} cannot be locked. Check its rights.")


@contextmanager
def _only_private_files() -> Iterator[None]:
    """Let nobody else read what is created; ``QLockFile`` cannot be given a mode."""
    before = os.umask(_OTHERS_RIGHTS)
    try:
        yield
    finally:
        os.umask(before)
