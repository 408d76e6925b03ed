"""Adds and changes rows.

The tables are clustered by their primary key (WITHOUT ROWID), so that a set
is one page to write. sqlite-utils 4.2 cannot insert into those: it looks the
new row up by its rowid afterwards. Plain statements also spare its look at
the schema before each write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlite_utils import Database

    from backrehab_desktop.store.rows import Row


def insert(db: Database, table: str, row: Row) -> None:
    """Add a row; a key that exists already is an error."""
    db.execute(_insertion(table, row), row)


def insert_all(db: Database, table: str, rows: Iterable[Row]) -> None:
    """Add rows that all have the columns of the first, in a transaction of the caller's."""
    iterator = iter(rows)
    first = next(iterator, None)
    if first is not None:
        insert(db, table, first)
        db.conn.executemany(_insertion(table, first), iterator)


def update(db: Database, table: str, row: Row, key: tuple[str, ...] = ("id",)) -> None:
    """Give the row with the same ``key`` the values of ``row``."""
    changes = ", ".join(f'"{name}" = :{name}' for name in row if name not in key)
    same = " AND ".join(f'"{name}" = :{name}' for name in key)
    db.execute(f'UPDATE "{table}" SET {changes} WHERE {same}', row)


def _insertion(table: str, row: Mapping[str, object]) -> str:
    columns = ", ".join(f'"{name}"' for name in row)
    values = ", ".join(f":{name}" for name in row)
    return f'INSERT INTO "{table}" ({columns}) VALUES ({values})'
