"""Where the program keeps its files: one private folder."""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PRIVATE_FOLDER_MODE = 0o700
"""Only the person's own account may look inside."""


class DataFolderError(Exception):
    """The data folder cannot be used; ``str(error)`` is one line for the person."""


def default_data_folder() -> Path:
    """Return the platform's folder for a program's data, such as ~/.local/share/backrehab."""
    import platformdirs

    return Path(platformdirs.user_data_path("backrehab", appauthor=False))


def prepare_data_folder(chosen: Path | None = None) -> Path:
    """Return the folder to keep data in, created privately where it is missing.

    ``chosen`` replaces the platform's folder. One that exists and holds
    something keeps its rights, because it may serve other purposes; the files
    kept in it are private by themselves. Raises :class:`DataFolderError`.
    """
    folder = (chosen or default_data_folder()).expanduser().absolute()
    try:
        folder.mkdir(mode=PRIVATE_FOLDER_MODE, parents=True, exist_ok=True)
        if chosen is None or not any(folder.iterdir()):
            _make_private(folder)
    except FileExistsError:
        raise DataFolderError(
            f"{folder} is a file, not a folder. Choose another place with --data-dir."
        ) from None
    except OSError as error:
        raise DataFolderError(
            f"The data folder {folder} cannot be used ({error.strerror}). "
            "Choose another place with --data-dir."
        ) from error
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise DataFolderError(
            f"The data folder {folder} may not be written to. "
            "Change its rights, or choose another place with --data-dir."
        )
    return folder


@contextmanager
def throwaway_data_folder() -> Iterator[Path]:
    """Lend a private temporary folder that is gone afterwards, for the demonstration."""
    import tempfile

    # Windows cannot remove a file that is still open; the temp cleaner gets it then.
    with tempfile.TemporaryDirectory(prefix="backrehab-demo-", ignore_cleanup_errors=True) as name:
        yield Path(name)


def _make_private(folder: Path) -> None:
    """Take the rights of other accounts away; Windows keeps its own access lists."""
    if os.name != "posix":
        return
    mode = stat.S_IMODE(folder.stat().st_mode)
    if mode & 0o077:
        folder.chmod(mode & PRIVATE_FOLDER_MODE)
