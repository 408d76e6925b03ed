from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlite_utils import Database

from backrehab_desktop.store.write import insert, insert_all, update


@pytest.fixture
def db() -> Iterator[Database]:
    with Database(memory=True) as memory:
        memory.execute(
            "CREATE TABLE t (a TEXT, b INTEGER, c TEXT, PRIMARY KEY (a, b)) STRICT, WITHOUT ROWID"
        )
        yield memory


def content(db: Database) -> list[tuple[object, ...]]:
    return db.execute("SELECT a, b, c FROM t ORDER BY a, b").fetchall()


def test_rows_are_added(db: Database) -> None:
    insert(db, "t", {"a": "x", "b": 1, "c": None})
    insert_all(db, "t", ({"a": "y", "b": n, "c": "?"} for n in (1, 2)))
    insert_all(db, "t", ())
    assert content(db) == [("x", 1, None), ("y", 1, "?"), ("y", 2, "?")]


def test_a_key_cannot_be_added_twice(db: Database) -> None:
    insert(db, "t", {"a": "x", "b": 1, "c": "first"})
    with pytest.raises(Exception, match="UNIQUE"):
        insert(db, "t", {"a": "x", "b": 1, "c": "second"})
    assert content(db) == [("x", 1, "first")]


def test_only_the_row_with_the_key_changes(db: Database) -> None:
    insert_all(db, "t", ({"a": "x", "b": n, "c": "old"} for n in (1, 2)))
    update(db, "t", {"a": "x", "b": 2, "c": "new"}, key=("a", "b"))
    assert content(db) == [("x", 1, "old"), ("x", 2, "new")]
