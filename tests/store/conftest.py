"""A clock that stands still and a store to write into."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from backrehab_desktop.store.store import DATABASE_NAME, Store

CET = timezone(timedelta(hours=1))


class StillClock:
    """Shows the time it is set to."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 20, 8, 0, tzinfo=CET)

    def now(self) -> datetime:
        return self.at

    def monotonic_s(self) -> float:
        return 0.0


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / DATABASE_NAME


@pytest.fixture
def store(path: Path, clock: StillClock) -> Iterator[Store]:
    opened = Store.open(path, clock)
    yield opened
    opened.close()
