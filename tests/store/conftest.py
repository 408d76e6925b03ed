"""A clock that stands still and a store to write into."""

from __future__ import annotations

import tempfile
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


@pytest.fixture(scope="session")
def memory() -> Path:
    """Where files are in memory if anywhere: a disk takes its time for every commit."""
    in_memory = Path("/dev/shm")
    return in_memory if in_memory.is_dir() else Path(tempfile.gettempdir())


@pytest.fixture
def path(memory: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder) / DATABASE_NAME


@pytest.fixture
def store(path: Path, clock: StillClock) -> Iterator[Store]:
    opened = Store.open(path, clock)
    yield opened
    opened.close()
