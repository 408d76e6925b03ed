"""Looks at the database without touching it: no migration, no copy, not even a lock kept."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlite_utils import Database

from backrehab_desktop.store.connection import telling
from backrehab_desktop.store.migrations import MIGRATIONS, known_steps
from backrehab_desktop.store.store import DATABASE_NAME
from backrehab_desktop.store.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

_STEPS_TABLE = "_sqlite_migrations"


@dataclass(frozen=True, slots=True)
class DatabaseReport:
    """How a database is, for a report of trouble; nothing in it tells of the person."""

    sound: bool
    """Whether the program can use it and every row is as it was stored."""
    text: str


def inspect_database(folder: Path) -> DatabaseReport:
    """Report on the database in ``folder``.

    Raises :class:`~backrehab_desktop.store.errors.StoreError` when it cannot
    be read at all.
    """
    path = folder / DATABASE_NAME
    if not path.exists():
        return DatabaseReport(sound=True, text="not made yet")
    with (
        telling(path),
        closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection,
    ):
        return _report(Database(connection, execute_plugins=False))


def _report(db: Database) -> DatabaseReport:
    if not db[_STEPS_TABLE].exists():
        return DatabaseReport(sound=False, text="there is a file, but it holds no history")
    applied = {migration.name for migration in MIGRATIONS.applied(db)}
    unknown = sorted(applied - known_steps())
    if unknown:
        return DatabaseReport(sound=False, text=f"from a newer Back Rehab ({unknown[-1]})")
    pending = [migration.name for migration in MIGRATIONS.pending(db)]
    version = f"schema step {len(applied)} of {len(applied) + len(pending)}"
    if pending:
        return DatabaseReport(sound=True, text=f"{version}; the next start brings it up to date")
    found = verify(db)
    if found.rows or found.structure:
        problems = [*found.structure, *(f"a damaged row in {row.table}" for row in found.rows)]
        return DatabaseReport(
            sound=False, text=f"{version}, {len(problems)} problems, first: {problems[0]}"
        )
    return DatabaseReport(sound=True, text=f"{version}, every row as it was stored")
