from __future__ import annotations

import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from backrehab_desktop.core.records import DamagedRow
from backrehab_desktop.store.demo import DemoPlan, fill_demo
from backrehab_desktop.store.errors import StoreError
from backrehab_desktop.store.store import Store

TODAY = date(2026, 11, 20)
FLIPS = 50


@pytest.fixture
def filled(store: Store) -> Store:
    fill_demo(store, TODAY, DemoPlan(weeks=3))
    return store


def test_a_database_in_order_is_sound(filled: Store) -> None:
    assert filled.verify().sound


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("sets", "repetitions_done = repetitions_done + 1"),
        ("sets", "finished_at = '2020-01-01T00:00:00.000Z'"),
        ("ratings", "value = 10 - value"),
        ("sessions", "note = 'not mine'"),
        ("session_items", "hold_s = hold_s * 2"),
        ("schedules", "sessions_per_week = 14"),
        ("meta", "value = 'another'"),
    ],
)
def test_a_changed_row_is_named(filled: Store, table: str, change: str) -> None:
    keys = filled.db.table(table).pks
    columns = ", ".join(keys)
    chosen = filled.db.execute(
        f"SELECT {columns} FROM {table} "
        + ("WHERE value NOT IN (5) " if table == "ratings" else "")
        + "ORDER BY random() LIMIT 1"
    ).fetchone()
    where = " AND ".join(f"{key} = ?" for key in keys)
    filled.db.execute(f"UPDATE {table} SET {change} WHERE {where}", chosen)
    found = filled.verify()
    assert found.rows == (DamagedRow(table, dict(zip(keys, chosen, strict=True))),)
    assert not found.sound


def test_an_answer_that_vanished_is_not_taken_for_one_not_given(filled: Store) -> None:
    filled.db.execute(
        "UPDATE ratings SET value = NULL WHERE id = "
        "(SELECT id FROM ratings WHERE value IS NOT NULL LIMIT 1)"
    )
    assert len(filled.verify().rows) == 1


def test_a_lost_set_shows_in_its_session(filled: Store) -> None:
    filled.db.execute("DELETE FROM sets WHERE session_id = (SELECT max(id) FROM sessions)")
    (problem,) = filled.verify().structure
    assert "counts its sets wrongly" in problem


def test_a_changed_view_is_found_and_an_added_one_is_not_ours(filled: Store) -> None:
    filled.db.execute("CREATE VIEW mine AS SELECT 1")
    assert filled.verify().sound
    filled.db.execute("DROP VIEW daily_pain")
    (problem,) = filled.verify().structure
    assert "daily_pain" in problem


def everything(path: Path, store: Store) -> Any:
    tables = ("meta", "sessions", "session_items", "sets", "ratings", "schedules")
    rows = [list(store.db.table(table).rows) for table in tables]
    return rows, store.daily_pain(), store.weekly_adherence(), store.history_totals()


def test_no_flipped_bit_goes_unseen(filled: Store, path: Path, clock: Any) -> None:
    expected = everything(path, filled)
    filled.close()
    original = path.read_bytes()
    flipped = random.Random(11)
    found = harmless = 0
    for _ in range(FLIPS):
        place, bit = flipped.randrange(len(original)), 1 << flipped.randrange(8)
        damaged = bytearray(original)
        damaged[place] ^= bit
        path.write_bytes(damaged)
        try:
            store = Store.open(path, clock)
        except StoreError:
            found += 1
            continue
        try:
            if not store.verify().sound:
                found += 1
            else:
                assert everything(path, store) == expected, f"byte {place}, bit {bit}"
                harmless += 1
        except StoreError:
            found += 1
        finally:
            store.close()
    assert found + harmless == FLIPS
    assert found > FLIPS // 5
