"""Looks at a database without changing anything, for ``backrehab doctor``."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlite_utils import Database

from backrehab_desktop.store.connection import BUSY_TIMEOUT_S, DATABASE_NAME, check_header, telling
from backrehab_desktop.store.errors import StoreError
from backrehab_desktop.store.migrations import MIGRATIONS, known_steps
from backrehab_desktop.store.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

SOUND = "ok"


@dataclass(frozen=True, slots=True)
class DatabaseReport:
    """What was found."""

    exists: bool
    version: str | None = None
    """Name of the last migration step it has taken; None without one."""
    newer: bool = False
    """It holds steps this program does not know, and would be refused."""
    integrity: str = SOUND
    """:data:`SOUND`, or sentences about what is wrong with the file."""
    damaged_rows: int = 0
    """Rows whose content does not fit their hash."""

    @property
    def sound(self) -> bool:
        """Whether the program can use it and nothing in it is damaged."""
        return self.integrity == SOUND and not self.damaged_rows and not self.newer

    @property
    def text(self) -> str:
        """The report in one line for the person."""
        if not self.exists:
            return "none yet; the first start makes it"
        if self.integrity != SOUND:
            return self.integrity
        if self.newer:
            return f"written by a newer version of Back Rehab (step {self.version})"
        if self.damaged_rows:
            return f"damaged: {self.damaged_rows} rows do not fit their check sums"
        return f"sound, at step {self.version}"


def inspect_database(folder: Path) -> DatabaseReport:
    """Report on the database in ``folder``, opened read-only and never migrated.

    Raises nothing for a file that is damaged, locked or no database: the
    report says so.
    """
    path = folder / DATABASE_NAME
    if not path.exists():
        return DatabaseReport(exists=False)
    try:
        with telling(path, suspect=True):
            check_header(path)
            return _inspected(path)
    except StoreError as error:
        return DatabaseReport(exists=True, integrity=str(error))


def _inspected(path: Path) -> DatabaseReport:
    uri = f"{path.absolute().as_uri()}?mode=ro"
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_TIMEOUT_S)
    with Database(connection, execute_plugins=False, recursive_triggers=False) as db:
        applied = [step.name for step in MIGRATIONS.applied(db)]
        known = known_steps()
        found = verify(db, migrated=set(applied) == known)
        return DatabaseReport(
            exists=True,
            version=applied[-1] if applied else None,
            newer=bool(set(applied) - known),
            integrity="; ".join(found.structure) or SOUND,
            damaged_rows=len(found.rows),
        )
