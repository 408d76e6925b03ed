from __future__ import annotations

import shutil
import sqlite3
from datetime import date
from pathlib import Path

from sqlite_utils import Database

from backrehab_desktop.store.demo import DemoPlan, fill_demo
from backrehab_desktop.store.inspect import DatabaseReport, inspect_database
from backrehab_desktop.store.store import Store

OLD = Path(__file__).parent.parent / "data" / "store-after-m0001.db"


def test_where_nothing_is_there_is_nothing_to_say(path: Path) -> None:
    assert inspect_database(path.parent) == DatabaseReport(exists=False)
    assert not path.exists()
    assert inspect_database(path.parent).sound


def test_a_sound_database_is_left_untouched(store: Store, path: Path) -> None:
    fill_demo(store, date(2026, 11, 20), DemoPlan(weeks=2))
    before = path.read_bytes()
    assert inspect_database(path.parent) == DatabaseReport(exists=True, version="m0005_activities")
    assert path.read_bytes() == before
    assert inspect_database(path.parent).text == "sound, at step m0005_activities"


def test_an_old_database_is_not_migrated(path: Path) -> None:
    shutil.copy(OLD, path)
    assert inspect_database(path.parent) == DatabaseReport(exists=True, version="m0001_sessions")
    assert path.read_bytes() == OLD.read_bytes()


def test_a_newer_database_is_named(store: Store, path: Path) -> None:
    store.close()
    with Database(path) as newer:
        newer.table("_sqlite_migrations").insert(
            {"migration_set": "backrehab", "name": "m9999_future", "applied_at": "2030"}
        )
    report = inspect_database(path.parent)
    assert report.newer
    assert report.version == "m9999_future"
    assert not report.sound
    assert "newer version" in report.text


def test_damaged_rows_are_counted(store: Store, path: Path) -> None:
    fill_demo(store, date(2026, 11, 20), DemoPlan(weeks=2))
    store.db.execute("UPDATE sets SET repetitions_done = 99 WHERE set_number = 1 AND item = 0")
    report = inspect_database(path.parent)
    assert report.damaged_rows == len(store.sessions(date.min, date.max))
    assert not report.sound
    assert "do not fit" in report.text


def test_what_is_no_database_is_told(path: Path) -> None:
    path.write_bytes(b"not a database at all")
    report = inspect_database(path.parent)
    assert "not a Back Rehab database" in report.text
    assert not report.sound


def test_a_database_in_use_can_still_be_looked_at(store: Store, path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert inspect_database(path.parent).integrity == "ok"
    other.close()
