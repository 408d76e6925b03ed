from __future__ import annotations

import shutil
import stat
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from backrehab_desktop.core.records import Question, Rating
from backrehab_desktop.store import migrations
from backrehab_desktop.store.errors import NewerDatabaseError, NotWritableError, StoreError
from backrehab_desktop.store.migrations import MIGRATIONS, expected_schema, known_steps, schema_of
from backrehab_desktop.store.store import Store

OLD = Path(__file__).parent.parent / "data"

STEPS = [
    "m0001_sessions",
    "m0002_ratings",
    "m0003_schedules",
    "m0004_trials",
    "m0005_activities",
]
"""Released steps: this list grows at its end and never changes otherwise."""


def old_database(path: Path, step: str) -> Path:
    """A database as a version wrote it that knew the steps up to ``step``."""
    shutil.copy(OLD / f"store-after-{step}.db", path)
    return path


def content(db: Database) -> dict[str, list[dict[str, Any]]]:
    return {
        table.name: list(table.rows) for table in db.tables if table.name != "_sqlite_migrations"
    }


def test_the_steps_are_those_that_were_released(store: Store) -> None:
    assert [step.name for step in MIGRATIONS.applied(store.db)] == STEPS
    assert known_steps() == set(STEPS)


def test_a_new_database_needs_no_copy(store: Store, path: Path) -> None:
    assert not (path.parent / "backups").exists()
    assert schema_of(store.db) == expected_schema()


def test_a_first_start_that_breaks_off_leaves_an_empty_file(path: Path, clock: Any) -> None:
    def broken(_count: int) -> bytes:
        raise StoreError("The power is gone.")

    with pytest.raises(StoreError, match="gone"):
        Store.open(path, clock, broken)
    assert path.stat().st_size == 0
    Store.open(path, clock).close()


def without_new_columns(
    after: dict[str, list[dict[str, Any]]], before: dict[str, list[dict[str, Any]]]
) -> dict[str, list[dict[str, Any]]]:
    """What of ``after`` was known to ``before``; new columns have to be empty."""
    for name, rows in before.items():
        for row in after[name] if rows else []:
            assert all(row[column] is None for column in row.keys() - rows[0].keys())
    return {
        name: [{column: row[column] for column in rows[0]} for row in after[name]] if rows else []
        for name, rows in before.items()
    }


@pytest.mark.parametrize("step", ["m0001", "m0002", "m0003", "m0004"])
def test_an_old_database_comes_up_to_date_and_loses_nothing(
    path: Path, clock: Any, step: str
) -> None:
    old_database(path, step)
    with Database(path) as old:
        before = content(old)
    store = Store.open(path, clock)
    after = content(store.db)
    assert without_new_columns(after, before) == before
    assert schema_of(store.db) == expected_schema()
    assert store.verify().sound
    unfinished = store.unfinished_session()
    assert unfinished is not None
    assert len(unfinished.sets) == 3
    store.record_rating(unfinished.session_id, Rating(Question.PAIN_BEFORE, 4, clock.now()))
    assert store.daily_pain()[-1].before == 4
    store.close()


def test_what_was_not_given_before_a_migration_stays_so(path: Path, clock: Any) -> None:
    store = Store.open(old_database(path, "m0002"), clock)
    assert [day.before for day in store.daily_pain()] == [5, None, 5]
    store.close()


def test_a_copy_is_made_before_the_first_pending_step(path: Path, clock: Any) -> None:
    original = old_database(path, "m0001").read_bytes()
    Store.open(path, clock).close()
    (copy,) = (path.parent / "backups").iterdir()
    assert copy.name == "backrehab-20261120T080000-before-m0002_ratings.db"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    with Database(copy) as copied, Database(OLD / "store-after-m0001.db") as old:
        assert content(copied) == content(old)
    assert path.read_bytes() != original


def test_a_database_from_the_future_is_refused_in_a_sentence(path: Path, clock: Any) -> None:
    Store.open(path, clock).close()
    with Database(path) as newer:
        newer.table("_sqlite_migrations").insert(
            {"migration_set": "backrehab", "name": "m9999_future", "applied_at": "2030"}
        )
    before = path.read_bytes()
    with pytest.raises(NewerDatabaseError) as raised:
        Store.open(path, clock)
    said = str(raised.value)
    assert str(path) in said
    assert "newer version" in said
    assert "Install" in said
    assert "--data-dir" in said
    assert path.read_bytes() == before
    assert not (path.parent / "backups").exists()


def test_migrations_of_others_in_the_same_file_are_none_of_our_business(
    path: Path, clock: Any
) -> None:
    Store.open(path, clock).close()
    with Database(path) as shared:
        shared.table("_sqlite_migrations").insert(
            {"migration_set": "my-own-views", "name": "one", "applied_at": "2030"}
        )
    Store.open(path, clock).close()


def test_a_step_that_fails_leaves_the_database_as_it_was(
    path: Path, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    old_database(path, "m0002")
    failing = migrations.Migrations("backrehab")
    for step in MIGRATIONS._migrations[:2]:
        failing(name=step.name)(step.fn)

    @failing()
    def m0003_fails(db: Database) -> None:
        db.execute("CREATE TABLE half (done TEXT)")
        raise StoreError("The disk is gone.")

    monkeypatch.setattr(migrations, "MIGRATIONS", failing)
    with pytest.raises(StoreError, match="gone"):
        Store.open(path, clock)
    monkeypatch.undo()
    with Database(path) as untouched:
        assert not untouched["half"].exists()
        assert len(MIGRATIONS.pending(untouched)) == 3
    Store.open(path, clock).close()


def test_without_a_copy_there_is_no_migration(path: Path, clock: Any) -> None:
    old_database(path, "m0001")
    (path.parent / "backups").touch()  # a file stands where the copies would go
    with pytest.raises(NotWritableError, match="backups"):
        Store.open(path, clock)
    with Database(path) as untouched:
        assert len(MIGRATIONS.pending(untouched)) == 4
