"""Opens the database file the one way it is meant to be opened, and words what goes wrong."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlite_utils import Database

from backrehab_desktop.store.errors import (
    BusyDatabaseError,
    DamagedDatabaseError,
    DiskFullError,
    NotWritableError,
    StoreError,
)
from backrehab_desktop.store.files import ensure_private_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DATABASE_NAME = "backrehab.db"
"""The file's name in the data folder."""

APPLICATION_ID = int.from_bytes(b"BRhb", "big")
"""Marks the file as ours in SQLite's header (PRAGMA application_id)."""

OLDEST_SQLITE = (3, 37, 0)
"""The first with STRICT tables."""

BUSY_TIMEOUT_S = 5.0
"""How long a write waits for another program, such as the sqlite-utils command."""

_HEADER = b"SQLite format 3\0"

_PRAGMAS = (
    # One file that can be copied while no session runs; each commit is on the
    # disk, its journal's removal included, before it is acknowledged.
    "PRAGMA journal_mode = DELETE",
    "PRAGMA synchronous = EXTRA",
    "PRAGMA foreign_keys = ON",
    # What is removed is overwritten, not only unlinked.
    "PRAGMA secure_delete = ON",
    # Intermediate results hold health data: never in a temporary file.
    "PRAGMA temp_store = MEMORY",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
)

_TOLD_BY_CODE: dict[int, tuple[type[StoreError], str]] = {
    sqlite3.SQLITE_FULL: (
        DiskFullError,
        "The disk is full, so nothing more could be stored in {path}. "
        "What was stored before is safe. Free some space and try again.",
    ),
    sqlite3.SQLITE_BUSY: (
        BusyDatabaseError,
        "Another program is using {path}. Close it and try again.",
    ),
    sqlite3.SQLITE_READONLY: (
        NotWritableError,
        "{path} may not be written to. Change its rights, or choose another folder "
        "with --data-dir.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        DamagedDatabaseError,
        "{path} is damaged and was left as it is. Put it aside and restore a copy "
        "from the folder backups beside it, if there is one.",
    ),
    sqlite3.SQLITE_NOTADB: (
        DamagedDatabaseError,
        "{path} is not a Back Rehab database and was left as it is. "
        "Put it aside, or choose another folder with --data-dir.",
    ),
    sqlite3.SQLITE_IOERR: (
        StoreError,
        "{path} could not be read or written ({detail}). What was stored before is safe. "
        "Check the disk and its free space, then try again.",
    ),
}
_SAME_AS = {
    sqlite3.SQLITE_LOCKED: sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_CANTOPEN: sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PERM: sqlite3.SQLITE_READONLY,
}
_PRIMARY_CODE = 0xFF
"""The low byte of SQLite's extended result codes."""


def connect(path: Path) -> Database:
    """Open ``path``, created private where it is missing.

    Raises :class:`StoreError` for a file that is no database, is broken, may
    not be written, or belongs to another program's database.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise StoreError(
            f"Python on this computer comes with SQLite {sqlite3.sqlite_version}, which is too "
            "old to keep your history. Install a newer Python."
        )
    with telling(path, suspect=True):
        ensure_private_file(path)
        check_header(path)
        db = _connected(path)
        try:
            _check_ours(db, path)
            _check_writable(db)
        except BaseException:
            db.close()
            raise
        return db


@contextmanager
def transaction(db: Database) -> Iterator[None]:
    """Do all of the block or none of it.

    Takes the write lock at once, so that a busy database is waited for here
    and not in the middle.
    """
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.commit()
    except BaseException:
        db.rollback()
        raise


@contextmanager
def telling(path: Path, *, suspect: bool = False) -> Iterator[None]:
    """Turn errors of the surroundings into :class:`StoreError`; let our own mistakes pass.

    With a ``suspect`` file, while it is opened or checked, an error that is
    not clearly one or the other is put down to it: a damaged schema can fail
    in any way.
    """
    try:
        yield
    except UnicodeDecodeError as error:
        # SQLite quotes what it stumbles over, and that may be no text any more.
        raise _damaged(path) from error
    except sqlite3.Error as error:
        told = _told(error, path) or (_damaged(path) if suspect else None)
        if told is None:
            raise
        raise told from error
    except OSError as error:
        raise NotWritableError(
            f"{error.filename or path} cannot be used ({error.strerror}). "
            "Check its rights and the free space, or choose another folder with --data-dir."
        ) from error


def _told(error: sqlite3.Error, path: Path) -> StoreError | None:
    code: int = getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE
    kind, sentence = _TOLD_BY_CODE.get(_SAME_AS.get(code, code), (None, ""))
    if kind is None:
        return None
    return kind(sentence.format(path=path, detail=error))


def check_header(path: Path) -> None:
    """SQLite takes a file that is shorter than its header for an empty one and overwrites it."""
    with path.open("rb") as file:
        start = file.read(len(_HEADER))
    if start and start != _HEADER:
        raise _not_ours(path)


def _connected(path: Path) -> Database:
    connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S)
    db = Database(connection, execute_plugins=False)
    try:
        for pragma in _PRAGMAS:
            db.execute(pragma)
        problems = [row[0] for row in db.execute("PRAGMA quick_check(1)")]
    except BaseException:
        db.close()
        raise
    if problems != ["ok"]:
        db.close()
        raise _damaged(path)
    return db


def _check_ours(db: Database, path: Path) -> None:
    """Refuse a database that another program has filled; an empty one becomes ours later."""
    (marked,) = db.execute("PRAGMA application_id").fetchone()
    tables = set(db.table_names())
    # A copy made through a dump has lost the mark but kept our tables.
    ours = marked == APPLICATION_ID or {"_sqlite_migrations", "sessions"} <= tables
    if tables and not ours:
        raise _not_ours(path)


def _check_writable(db: Database) -> None:
    # SQLite lets a transaction begin on a read-only file; only a write tells.
    (version,) = db.execute("PRAGMA user_version").fetchone()
    db.execute("BEGIN IMMEDIATE")
    try:
        db.execute(f"PRAGMA user_version = {version}")
    finally:
        db.rollback()


def _damaged(path: Path) -> DamagedDatabaseError:
    return DamagedDatabaseError(_TOLD_BY_CODE[sqlite3.SQLITE_CORRUPT][1].format(path=path))


def _not_ours(path: Path) -> DamagedDatabaseError:
    return DamagedDatabaseError(_TOLD_BY_CODE[sqlite3.SQLITE_NOTADB][1].format(path=path))
