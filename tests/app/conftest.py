"""What the tests of the controllers share: a clock set by hand, a store in this very thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest

from backrehab_desktop.app.tones import Tone
from backrehab_desktop.store.errors import StoreError
from backrehab_desktop.store.store import DATABASE_NAME, Store

T = TypeVar("T")
START = datetime(2026, 11, 20, 8, 0, tzinfo=timezone(timedelta(hours=1)))


class HandClock:
    """Monotonic and wall time, set by hand and apart from each other."""

    def __init__(self, rate: float = 1.0) -> None:
        self.rate = rate
        self.at_s = 5000.0
        self.wall = START

    def monotonic_s(self) -> float:
        return self.at_s

    def now(self) -> datetime:
        return self.wall

    def pass_s(self, seconds_s: float) -> None:
        self.at_s += seconds_s
        self.wall += timedelta(seconds=seconds_s / self.rate)


class DirectStore:
    """The store in this very thread; can be told to keep people waiting or to fail."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.broken = False
        self.held: list[Callable[[], None]] | None = None

    def submit(
        self,
        function: Callable[[Store], T],
        on_done: Callable[[T], None] | None = None,
        on_error: Callable[[StoreError], None] | None = None,
    ) -> None:
        job = partial(self._run, function, on_done, on_error)
        if self.held is None:
            job()
        else:
            self.held.append(job)

    def release(self) -> None:
        jobs, self.held = self.held or [], None
        for job in jobs:
            job()

    def _run(
        self,
        function: Callable[[Store], T],
        on_done: Callable[[T], None] | None,
        on_error: Callable[[StoreError], None] | None,
    ) -> None:
        if self.broken:
            assert on_error
            on_error(StoreError("The disk is full."))
            return
        value = function(self.store)
        if on_done:
            on_done(value)


class HeardTones:
    """Remembers what would have sounded."""

    def __init__(self) -> None:
        self.heard: list[Tone] = []

    def play(self, tone: Tone) -> None:
        self.heard.append(tone)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def store(tmp_path: Path, clock: HandClock) -> Iterator[DirectStore]:
    opened = Store.open(tmp_path / DATABASE_NAME, clock)
    yield DirectStore(opened)
    opened.close()


@pytest.fixture
def tones() -> HeardTones:
    return HeardTones()
