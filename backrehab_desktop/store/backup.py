"""Copies of the database that are whole or not there at all."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from backrehab_desktop.store.errors import DamagedDatabaseError
from backrehab_desktop.store.files import (
    ensure_private_file,
    ensure_private_folder,
    sync_file,
    sync_folder,
)

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from sqlite_utils import Database

BACKUP_FOLDER = "backups"
"""Beside the database."""

KEPT_COPIES = 5


def copy_before(db: Database, path: Path, migration: str, now: datetime) -> Path:
    """Copy the database before ``migration`` changes it; return the copy.

    The copy is written under another name, checked, synced and only then
    renamed, so that a file with the final name is always a whole database.
    Keeps the last :data:`KEPT_COPIES`. Raises an error, and leaves no file,
    when the copy cannot be made or would be of a damaged database.
    """
    folder = path.parent / BACKUP_FOLDER
    ensure_private_folder(folder)
    stamp = f"{now:%Y%m%dT%H%M%S}"
    copy = folder / f"{path.stem}-{stamp}-before-{migration}.db"
    partial = copy.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    try:
        ensure_private_file(partial)
        _copy_checked(db, partial)
        sync_file(partial)
        partial.replace(copy)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    sync_folder(folder)
    _keep_last(folder, path.stem)
    return copy


def _copy_checked(db: Database, target: Path) -> None:
    connection = sqlite3.connect(target)
    try:
        db.conn.backup(connection)
        (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        whole = found == "ok" and _row_counts(connection) == _row_counts(db.conn)
    finally:
        connection.close()
    if not whole:
        raise DamagedDatabaseError(
            "The history could not be copied whole before bringing it up to date, so it was "
            "left as it is. The database may be damaged; restore an earlier copy of it."
        )


def _row_counts(connection: sqlite3.Connection) -> dict[str, int]:
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        for (name,) in tables
    }


def _keep_last(folder: Path, stem: str) -> None:
    # The stamp leads in the name, so that names sort by time.
    copies = sorted(folder.glob(f"{stem}-*-before-*.db"))
    for old in copies[:-KEPT_COPIES]:
        old.unlink(missing_ok=True)
