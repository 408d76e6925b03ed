"""Files that only the person's own account may read, and that survive a power cut."""

from __future__ import annotations

import os
import stat
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PRIVATE_FILE_MODE = 0o600
PRIVATE_FOLDER_MODE = 0o700


def ensure_private_file(path: Path) -> None:
    """Create ``path`` empty and private, or take other accounts' rights to it away.

    SQLite would create it readable for everyone; it gives its journal the
    rights of the database.
    """
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, PRIVATE_FILE_MODE)
    except FileExistsError:
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            path.chmod(PRIVATE_FILE_MODE)
        return
    try:
        if sys.platform != "win32":
            # The umask may have taken rights away even from the owner.
            os.fchmod(descriptor, PRIVATE_FILE_MODE)
    finally:
        os.close(descriptor)
    sync_folder(path.parent)


def ensure_private_folder(folder: Path) -> None:
    """Create ``folder`` where it is missing, for its owner only."""
    folder.mkdir(mode=PRIVATE_FOLDER_MODE, exist_ok=True)
    if os.name == "posix":
        folder.chmod(PRIVATE_FOLDER_MODE)


def sync_file(path: Path) -> None:
    """Wait until the content of a file is on the disk."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Wait until new and renamed names in a folder are on the disk (not needed on Windows)."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
