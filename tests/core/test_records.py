from __future__ import annotations

import dataclasses
import subprocess
import sys
from datetime import UTC, date, datetime

import pytest

from backrehab_desktop.core.exercise import Dose, Side, Sides
from backrehab_desktop.core.records import (
    DamagedRow,
    PlannedItem,
    SessionStart,
    SetRecord,
    Verification,
    WeeklyAdherence,
)

AT = datetime(2026, 11, 20, 8, tzinfo=UTC)
MONDAY = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("sides", "sets"), [(Sides.BOTH, 3), (Sides.ALTERNATING, 3), (Sides.ONE_THEN_OTHER, 6)]
)
def test_each_side_is_a_set_where_one_follows_the_other(sides: Sides, sets: int) -> None:
    assert PlannedItem("bridge", sides, Dose(3, 8, 5.0)).prescribed_sets == sets


def test_a_session_prescribes_the_sets_of_all_its_items() -> None:
    items = (
        PlannedItem("bridge", Sides.BOTH, Dose(3, 8, 5.0)),
        PlannedItem("hamstring-stretch", Sides.ONE_THEN_OTHER, Dose(1, 2, 20.0)),
    )
    assert SessionStart("starter", items, AT).prescribed_sets == 5
    assert SessionStart("starter", (), AT).prescribed_sets == 0


def test_a_set_is_known_by_item_number_and_side() -> None:
    record = SetRecord(1, "bridge", 2, Side.LEFT, 8, 8, 5.0, True, AT, AT)
    assert record.key == (1, 2, Side.LEFT)
    assert record.key == dataclasses.replace(record, repetitions_done=3).key


@pytest.mark.parametrize(
    ("planned", "completed", "stopped", "done", "percent"),
    [
        (4, 2, 0, 2, 50),
        (4, 4, 0, 4, 100),
        (3, 5, 0, 3, 100),  # extras never count
        (4, 2, 1, 3, 67),  # a safe stop is not missed
        (3, 2, 1, 3, 100),
        (1, 0, 1, 1, None),  # nothing left to measure
        (4, 0, 0, 0, 0),
        (0, 1, 0, 0, None),
        (None, 2, 1, 3, None),
    ],
)
def test_adherence_of_a_week(
    planned: int | None, completed: int, stopped: int, done: int, percent: int | None
) -> None:
    week = WeeklyAdherence(MONDAY, planned, completed, stopped)
    assert (week.done, week.percent) == (done, percent)


def test_a_check_is_sound_when_nothing_was_found() -> None:
    assert Verification((), ()).sound
    assert not Verification((), ("a view is missing",)).sound
    assert not Verification((DamagedRow("sets", {"item": 1}),), ()).sound


def test_records_are_light_to_import() -> None:
    code = (
        "import sys, backrehab_desktop.core.records;"
        "print([name for name in ('sqlite3', 'numpy', 'PySide6') if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
