from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from backrehab_desktop.core.records import Schedule
from backrehab_desktop.store.errors import StoreError
from backrehab_desktop.store.inspect import inspect_database
from backrehab_desktop.store.store import DATABASE_NAME, Store


class Noon:
    """A clock that stands still."""

    def monotonic_s(self) -> float:
        return 0.0

    def now(self) -> datetime:
        return datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / DATABASE_NAME
    store = Store.open(path, Noon())
    store.set_schedule(Schedule("starter", 5, date(2026, 3, 1)))
    store.close()
    return path


def change(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


def test_no_database_is_nothing_wrong_and_stays_none(tmp_path: Path) -> None:
    report = inspect_database(tmp_path)
    assert report.sound
    assert list(tmp_path.iterdir()) == []


def test_a_sound_one_is_left_to_the_byte(database: Path) -> None:
    before = database.read_bytes()
    report = inspect_database(database.parent)
    assert report.sound
    assert "every row as it was stored" in report.text
    assert database.read_bytes() == before
    assert [path.name for path in database.parent.iterdir() if path.is_file()] == [DATABASE_NAME]


def test_a_changed_row_is_found(database: Path) -> None:
    change(database, "UPDATE schedules SET sessions_per_week = 6")
    report = inspect_database(database.parent)
    assert not report.sound
    assert "a damaged row in schedules" in report.text


def test_a_newer_one_is_named(database: Path) -> None:
    change(
        database,
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at)"
        " VALUES ('backrehab', 'm999_future', '2030-01-01')",
    )
    report = inspect_database(database.parent)
    assert not report.sound
    assert "newer" in report.text


def test_another_program_s_file_is_not_ours(tmp_path: Path) -> None:
    change(tmp_path / DATABASE_NAME, "CREATE TABLE cats (name)")
    assert not inspect_database(tmp_path).sound


def test_what_is_no_database_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / DATABASE_NAME).write_bytes(b"once upon a time" * 300)
    with pytest.raises(StoreError, match="not a Back Rehab database"):
        inspect_database(tmp_path)
