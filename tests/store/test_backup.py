from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from backrehab_desktop.store.backup import KEPT_COPIES, copy_before
from backrehab_desktop.store.connection import telling
from backrehab_desktop.store.errors import DamagedDatabaseError, StoreError
from backrehab_desktop.store.store import Store


def test_a_copy_holds_everything(store: Store, path: Path, clock: Any) -> None:
    copy = copy_before(store.db, path, "m0042_test", clock.now())
    with Database(copy) as copied:
        assert list(copied.table("meta").rows) == list(store.db.table("meta").rows)
    assert copy.parent == path.parent / "backups"


def test_only_the_last_copies_are_kept(store: Store, path: Path, clock: Any) -> None:
    copies = [
        copy_before(store.db, path, "m0042_test", clock.now() + timedelta(days=day))
        for day in range(KEPT_COPIES + 2)
    ]
    assert sorted((path.parent / "backups").iterdir()) == copies[2:]


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_a_copy_that_does_not_fit_leaves_no_file(store: Store, path: Path, clock: Any) -> None:
    import resource

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size // 2, limits[1]))
    try:
        with pytest.raises(StoreError), telling(path):
            copy_before(store.db, path, "m0042_test", clock.now())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert list((path.parent / "backups").iterdir()) == []


def test_a_damaged_database_is_not_copied(store: Store, path: Path, clock: Any) -> None:
    store.close()
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 3 + 200] = b"\xff" * 200
    path.write_bytes(content)
    with Database(path) as damaged, pytest.raises(DamagedDatabaseError, match="copied whole"):
        copy_before(damaged, path, "m0042_test", clock.now())
    assert list((path.parent / "backups").iterdir()) == []


def test_what_an_interrupted_copy_left_is_replaced(store: Store, path: Path, clock: Any) -> None:
    first = copy_before(store.db, path, "m0042_test", clock.now())
    first.with_suffix(".partial").write_bytes(b"half")
    again = copy_before(store.db, path, "m0042_test", clock.now())
    assert list((path.parent / "backups").iterdir()) == [again]
