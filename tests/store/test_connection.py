from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from backrehab_desktop.store import connection
from backrehab_desktop.store.connection import connect, telling, transaction
from backrehab_desktop.store.errors import (
    BusyDatabaseError,
    DamagedDatabaseError,
    DiskFullError,
    NotWritableError,
    StoreError,
)
from backrehab_desktop.store.store import Store

POSIX = pytest.mark.skipif(os.name != "posix", reason="rights as POSIX knows them")


def test_the_file_is_opened_the_one_way_it_is_meant_to_be(store: Store) -> None:
    settings = {
        name: store.db.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "temp_store")
    }
    assert settings == {
        "journal_mode": "delete",
        "synchronous": 3,
        "foreign_keys": 1,
        "secure_delete": 1,
        "temp_store": 2,
    }


@POSIX
def test_the_file_and_its_journal_are_private(store: Store, path: Path) -> None:
    with transaction(store.db):
        store.db.execute("DELETE FROM meta")
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert modes.pop("home", None) in {None, modes.get("home")}
    assert modes == {"backrehab.db": 0o600, "backrehab.db-journal": 0o600}


@pytest.mark.parametrize(
    "content", [b"x", b"SQLite", b"not a database at all" * 400, b"SQLite format 2\0" + bytes(4096)]
)
def test_a_file_that_is_no_database_is_left_as_it_is(
    path: Path, clock: Any, content: bytes
) -> None:
    path.write_bytes(content)
    with pytest.raises(DamagedDatabaseError, match=r"is not a Back Rehab database") as raised:
        Store.open(path, clock)
    assert str(path) in str(raised.value)
    assert "--data-dir" in str(raised.value)
    assert path.read_bytes() == content


def test_a_database_of_another_program_is_left_as_it_is(path: Path, clock: Any) -> None:
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE bookmarks (url TEXT)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(DamagedDatabaseError, match="not a Back Rehab database"):
        Store.open(path, clock)
    assert path.read_bytes() == before


def test_a_copy_through_a_dump_is_taken_for_ours(store: Store, path: Path, clock: Any) -> None:
    copy = path.with_name("copy.db")
    target = sqlite3.connect(copy)
    target.executescript("\n".join(store.db.iterdump()))
    target.close()
    Store.open(copy, clock).close()


@pytest.mark.parametrize("length", [100, 4096, 12288])
def test_a_file_cut_short_is_told_to_be_damaged(
    path: Path, clock: Any, store: Store, length: int
) -> None:
    store.close()
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(DamagedDatabaseError, match="damaged") as raised:
        Store.open(path, clock)
    assert str(path) in str(raised.value)
    assert path.stat().st_size == length


def test_a_damaged_page_is_found_when_opening(path: Path, clock: Any, store: Store) -> None:
    store.close()
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 3 + 200] = b"\xff" * 200
    path.write_bytes(content)
    with pytest.raises(DamagedDatabaseError, match="backups"):
        Store.open(path, clock)


def test_an_empty_file_becomes_a_database(path: Path, clock: Any) -> None:
    path.touch()
    store = Store.open(path, clock)
    assert store.verify().sound
    store.close()


def test_a_folder_in_its_place_is_told(path: Path, clock: Any) -> None:
    path.mkdir()
    with pytest.raises(NotWritableError, match="cannot be used"):
        Store.open(path, clock)


def test_a_missing_folder_is_told(tmp_path: Path, clock: Any) -> None:
    with pytest.raises(NotWritableError, match="cannot be used"):
        Store.open(tmp_path / "nowhere" / "backrehab.db", clock)


@pytest.fixture
def holder(store: Store, path: Path) -> Iterator[sqlite3.Connection]:
    """Another program in the middle of a write."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield other
    other.close()


def test_a_database_in_use_is_told_and_works_again_afterwards(
    store: Store, path: Path, holder: sqlite3.Connection
) -> None:
    store.db.execute("PRAGMA busy_timeout = 10")
    with (
        pytest.raises(BusyDatabaseError, match="Another program") as raised,
        telling(path),
        transaction(store.db),
    ):
        pass
    assert str(path) in str(raised.value)
    holder.execute("ROLLBACK")
    with transaction(store.db):
        store.db.execute("DELETE FROM meta")


def test_opening_waits_for_the_holder_but_not_for_ever(
    path: Path, clock: Any, holder: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_TIMEOUT_S", 0.01)
    with pytest.raises(BusyDatabaseError):
        Store.open(path, clock)


def test_a_full_disk_is_told_and_nothing_is_half_written(store: Store, path: Path) -> None:
    pages = store.db.execute("PRAGMA page_count").fetchone()[0]
    before = path.read_bytes()
    store.db.execute(f"PRAGMA max_page_count = {pages}")
    with (
        pytest.raises(DiskFullError, match="disk is full") as raised,
        telling(path),
        transaction(store.db),
    ):
        store.db.execute("INSERT INTO meta VALUES ('big', ?, '')", ["x" * 20_000])
    assert "safe" in str(raised.value)
    assert path.read_bytes() == before
    store.db.execute("PRAGMA max_page_count = 100000")
    with transaction(store.db):
        store.db.execute("INSERT INTO meta VALUES ('big', ?, '')", ["x" * 20_000])


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_a_write_the_system_refuses_is_told_and_undone(store: Store, path: Path) -> None:
    import resource

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = path.read_bytes()
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before), limits[1]))
    try:
        with pytest.raises(StoreError, match="safe"), telling(path), transaction(store.db):
            store.db.execute("INSERT INTO meta VALUES ('big', ?, '')", ["x" * 20_000])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert store.db.execute("SELECT count(*) FROM meta WHERE key = 'big'").fetchone()[0] == 0
    assert store.verify().sound


def test_an_error_of_ours_is_not_blamed_on_the_disk(store: Store, path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError), telling(path):
        store.db.execute("SELEKT 1")


def test_a_failed_block_is_undone(store: Store) -> None:
    def delete_and_fail() -> None:
        with transaction(store.db):
            store.db.execute("DELETE FROM meta")
            raise KeyError

    with pytest.raises(KeyError):
        delete_and_fail()
    assert store.db.table("meta").count == 2


NOBODY = 65534


@contextmanager
def as_nobody(*owned: Path) -> Iterator[None]:
    """Root may write anywhere, so it becomes an account that owns just these paths."""
    if os.geteuid() != 0:
        yield
        return
    for file in owned:
        os.chown(file, NOBODY, NOBODY)
    os.setegid(NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)


@pytest.fixture
def readable_folder() -> Iterator[Path]:
    """A folder another account can look into; the tests' own folders are private."""
    with tempfile.TemporaryDirectory(prefix="backrehab-test-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@POSIX
@pytest.mark.parametrize(("folder_mode", "file_mode"), [(0o700, 0o400), (0o500, 0o600)])
def test_what_may_not_be_written_is_told(
    store: Store, path: Path, clock: Any, readable_folder: Path, folder_mode: int, file_mode: int
) -> None:
    store.close()
    target = readable_folder / "data" / path.name
    target.parent.mkdir()
    shutil.copy(path, target)
    target.chmod(file_mode)
    target.parent.chmod(folder_mode)
    with (
        as_nobody(target, target.parent),
        pytest.raises(NotWritableError, match="--data-dir") as raised,
    ):
        Store.open(target, clock)
    assert str(target.parent) in str(raised.value)


def test_connecting_twice_is_possible(path: Path) -> None:
    first, second = connect(path), connect(path)
    first.close()
    second.close()


def test_an_old_sqlite_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "OLDEST_SQLITE", (99, 0, 0))
    with pytest.raises(StoreError, match="too old"):
        connect(path)
    assert not path.exists()
