"""Pictures of figures kept on the disk, so that the next start need not draw them.

A picture is found by everything that decides what it shows: the exercise's
file, the program that draws, the words that name size, colours and moment.
What was made of anything else is never found, so a wrong picture cannot be
shown; what is damaged or of another hand is not taken, and made anew. To keep
one or not is never an error.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QCryptographicHash

import backrehab_desktop
from backrehab_desktop.catalogue.motion_source import motion_source

if TYPE_CHECKING:
    from collections.abc import Iterator
FOLDER_NAME = "cache"
_MAGIC = b"backrehab picture 1\n"
_DIGEST = 32
_LARGEST = 8_000_000
"""Bytes of the largest file that is looked into; a whole screen is a tenth of that."""
_MOST_KEPT = 600
_PACKAGE = Path(backrehab_desktop.__file__).parent
_DRAWS = ("catalogue", "core", "core/figure", "ui/figure", "ui/theme")
"""The folders of everything that decides what a picture looks like."""


class KeptPictures:
    """The pictures in one folder; every function may be called from any thread."""

    def __init__(self, folder: Path | None) -> None:
        """Without a folder nothing is kept and nothing found."""
        self._folder = folder

    def key(self, exercise_id: str, *words: object) -> bytes | None:
        """What finds a picture of an exercise; ``None`` for an unknown one.

        ``words`` tell apart the pictures of one exercise.
        """
        if self._folder is None:
            return None
        source = motion_source(exercise_id)
        if source is None:
            return None
        shown = " ".join(map(str, (exercise_id, *words)))
        return _digest(_program_mark(), _digest(source), shown.encode())

    def load(self, key: bytes | None) -> bytes | None:
        """What was kept under ``key``, or ``None`` where there is nothing that is whole."""
        if key is None or self._folder is None:
            return None
        data = _read(self._path(key))
        head = len(_MAGIC)
        if data is None or not data.startswith(_MAGIC):
            return None
        payload = data[head + _DIGEST :]
        return payload if data[head : head + _DIGEST] == _digest(key, payload) else None

    def keep(self, key: bytes | None, payload: bytes) -> None:
        """Write ``payload``, whole or not at all, for this account only."""
        if key is None or self._folder is None:
            return
        path = self._path(key)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(_MAGIC + _digest(key, payload) + payload)
            draft.replace(path)
        except OSError:
            with suppress(OSError):
                draft.unlink()

    def tidy(self) -> None:
        """Remove the oldest where there are too many: those of other sizes and earlier versions."""
        if self._folder is None:
            return
        with suppress(OSError):
            found = sorted((entry.stat().st_mtime_ns, entry.path) for entry in _files(self._folder))
            for _, path in found[: max(0, len(found) - _MOST_KEPT)]:
                Path(path).unlink(missing_ok=True)

    def _path(self, key: bytes) -> Path:
        assert self._folder is not None
        return self._folder / key.hex()


@cache
def _program_mark() -> bytes:
    """Changes with every change of the program that could change a picture.

    Where the program lies packed there are no such files; its version has to do then.
    """
    parts = [backrehab_desktop.__version__]
    for name in _DRAWS:
        with suppress(OSError):
            for entry in sorted(_files(_PACKAGE / name), key=lambda entry: entry.name):
                facts = entry.stat()
                parts.append(f"{entry.name} {facts.st_size} {facts.st_mtime_ns}")
    return _digest("\n".join(parts).encode())


def _files(folder: Path) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        yield from (entry for entry in entries if entry.is_file())


def _read(path: Path) -> bytes | None:
    """What is in a file, if it is one that may be read without care."""
    try:
        facts = path.lstat()
        if not stat.S_ISREG(facts.st_mode) or facts.st_size > _LARGEST:
            return None
        return path.read_bytes()
    except OSError:
        return None


def _digest(*parts: bytes) -> bytes:
    """SHA-256; Qt's, because Python's takes milliseconds to load."""
    hashing = QCryptographicHash(QCryptographicHash.Algorithm.Sha256)
    for part in parts:
        hashing.addData(QByteArray(part))
    return bytes(hashing.result().data())
