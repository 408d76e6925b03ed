"""Finds what a disk has changed behind our back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backrehab_desktop.core.records import DamagedRow, Verification
from backrehab_desktop.store.migrations import expected_schema, schema_of
from backrehab_desktop.store.rows import HASH_COLUMN, row_hash

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

_MAX_PROBLEMS = 20

_WRONG_ROLL_UPS = """
    SELECT id FROM sessions
    WHERE outcome IS NOT NULL AND sets_done <> (
        SELECT count(*) FROM sets WHERE session_id = sessions.id AND completed
    )
"""


def verify(db: Database, *, migrated: bool = True) -> Verification:
    """Check every row against its hash, then the file's structure.

    The structure includes the indexes, from which the charts are read; a
    change there harms no row and is mended by REINDEX. What a person has
    added to the file, such as a view of their own, is none of our business.
    Without ``migrated``, definitions are not checked: an older or newer
    program made them.
    """
    text_factory = db.conn.text_factory
    # A flipped bit can make text unreadable as UTF-8; that is to be reported, not raised.
    db.conn.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    try:
        rows = tuple(_damaged_rows(db))
        problems = [str(row[0]) for row in db.execute(f"PRAGMA integrity_check({_MAX_PROBLEMS})")]
        orphans = db.execute("PRAGMA foreign_key_check").fetchall()
        wrong = db.execute(_WRONG_ROLL_UPS).fetchall()
        schema = schema_of(db) if migrated else {}
    finally:
        db.conn.text_factory = text_factory
    return Verification(
        rows=rows,
        structure=tuple(
            [problem for problem in problems if problem != "ok"]
            + [f"a row of {table} refers to nothing in {parent}" for table, _, parent, _ in orphans]
            + [f"session {session_id} counts its sets wrongly" for (session_id,) in wrong]
            + [
                f"the definition of {name} is not what it should be"
                for name, sql in (expected_schema() if migrated else {}).items()
                if schema.get(name) != sql
            ]
        ),
    )


def _damaged_rows(db: Database) -> Iterator[DamagedRow]:
    for table in db.tables:
        if HASH_COLUMN not in table.columns_dict:
            continue
        key_columns = table.pks
        for row in db.query(f'SELECT * FROM "{table.name}"'):
            if row_hash(table.name, row) != row[HASH_COLUMN]:
                key = {column: row[column] for column in key_columns}
                yield DamagedRow(table=table.name, key=key)
