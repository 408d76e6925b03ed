from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.__main__ import names
from benchmarks.report import Row, table


def test_every_benchmark_is_found() -> None:
    assert {"startup", "frames", "store", "charts", "library"} <= set(names())


@pytest.mark.parametrize(
    ("row", "kept"),
    [
        (Row("a", 2.0, "ms", 1.0, "floor", 2.0), True),
        (Row("a", 2.1, "ms", 1.0, "floor", 2.0), False),
        (Row("a", 33.0, "ms", budget=33.0), True),
        (Row("a", 34.0, "ms", budget=33.0), False),
        (Row("a", 1e9, "ms"), True),
        (Row("a", 0.0, "/s", budget=0.0), True),
    ],
)
def test_a_budget_is_kept_by_the_ratio_or_the_value(row: Row, kept: bool) -> None:
    assert row.kept is kept


def test_the_table_names_what_is_broken() -> None:
    text = table(
        [Row("quick", 1.0, "ms", 1.0, "bare", 1.25), Row("slow", 5.0, "ms", 1.0, "bare", 2)]
    )
    head, quick, slow = text.splitlines()
    assert head.split() == ["what", "value", "floor", "ratio", "budget"]
    assert quick.endswith("kept")
    assert slow.endswith("BROKEN")
    assert "5.00 x" in slow
