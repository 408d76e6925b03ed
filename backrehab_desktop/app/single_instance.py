"""One running program for each data folder: two would write the same session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile

if TYPE_CHECKING:
    from pathlib import Path

LOCK_NAME = "backrehab.lock"


class AlreadyRunningError(Exception):
    """Another program uses the data folder; ``str(error)`` is a sentence for the person."""


def lock_data_folder(folder: Path) -> QLockFile:
    """Return the lock on ``folder``; it is held as long as the object lives.

    A lock that a killed program left is taken over at once: its process is
    gone. Raises :class:`AlreadyRunningError`.
    """
    lock = QLockFile(str(folder / LOCK_NAME))
    lock.setStaleLockTime(0)  # a session may last longer than any limit
    if lock.tryLock(0):
        return lock
    if lock.error() == QLockFile.LockError.LockFailedError:
        raise AlreadyRunningError(
            "Back Rehab is already open with this data folder. "
            "Go on in its window, or close it first."
        )
    raise AlreadyRunningError(f"The data folder {folder} cannot be locked. Check its rights.")
