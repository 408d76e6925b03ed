"""A real store with made-up sessions behind the page, and the page itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from backrehab_desktop.app.store_worker import StoreWorker, database_opener
from backrehab_desktop.core.exercise import Dose, Sides
from backrehab_desktop.core.records import (
    PlannedItem,
    Question,
    Rating,
    Schedule,
    SessionEnd,
    SessionOutcome,
    SessionStart,
    SetRecord,
)
from backrehab_desktop.store.store import Store
from backrehab_desktop.ui.progress.progress_page import ProgressPage
from backrehab_desktop.ui.theme.tokens import Theme, load_theme

CET = timezone(timedelta(hours=1))
NOW = datetime(2026, 10, 14, 12, 0, tzinfo=CET)
ITEMS = (PlannedItem("bridge", Sides.BOTH, Dose(2, 8, 3.0)),)


class StillClock:
    """Shows the time it is set to."""

    def __init__(self) -> None:
        self.at = NOW

    def now(self) -> datetime:
        return self.at

    def monotonic_s(self) -> float:
        return 0.0


Write = Callable[..., None]


def write_session(
    store: Store,
    day: date,
    before: int | None,
    after: int | None,
    end: SessionEnd = SessionEnd.FINISHED,
    sets: int = 2,
) -> None:
    """One session at eight in the morning with this many of its two sets of six minutes."""
    start = datetime(day.year, day.month, day.day, 8, 0, tzinfo=CET)
    done = start + timedelta(minutes=6 * sets)
    session = store.begin_session(
        SessionStart("starter", ITEMS, start), Rating(Question.PAIN_BEFORE, before, start)
    )
    for number in range(1, sets + 1):
        began, ended = (
            start + timedelta(minutes=6 * number - 6),
            start + timedelta(minutes=6 * number),
        )
        store.record_set(
            session, SetRecord(0, "bridge", number, None, 8, 8, 3.0, True, began, ended)
        )
    store.finish_session(
        session, SessionOutcome(end, done), Rating(Question.PAIN_AFTER, after, done)
    )


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def worker(tmp_path: Path, clock: StillClock) -> Iterator[StoreWorker]:
    made = StoreWorker(database_opener(tmp_path, clock))
    made.start()
    yield made
    made.close()


@pytest.fixture
def write(worker: StoreWorker) -> Write:
    """Writes a session so many days ago; see :func:`write_session`."""

    def at(
        days_ago: int,
        before: int | None = 4,
        after: int | None = 3,
        end: SessionEnd = SessionEnd.FINISHED,
        sets: int = 2,
    ) -> None:
        day = NOW.date() - timedelta(days=days_ago)
        worker.submit(lambda store: write_session(store, day, before, after, end, sets))

    return at


@pytest.fixture
def schedule(worker: StoreWorker) -> Callable[[int], None]:
    """Puts three sessions a week in force so many days ago."""

    def since(days_ago: int) -> None:
        first = NOW.date() - timedelta(days=days_ago)
        worker.submit(lambda store: store.set_schedule(Schedule("starter", 3, first)))

    return since


@pytest.fixture
def theme() -> Theme:
    return load_theme("light")


@pytest.fixture
def page(qtbot: QtBot, worker: StoreWorker, clock: StillClock, theme: Theme) -> ProgressPage:
    """The page, not visited yet."""
    made = ProgressPage(worker, clock, theme)
    qtbot.addWidget(made)
    made.resize(1192, 800)
    return made


@pytest.fixture
def visit(qtbot: QtBot, page: ProgressPage) -> Callable[[], ProgressPage]:
    """Shows the page and waits for the store's answer."""

    def go() -> ProgressPage:
        page.show()
        qtbot.waitUntil(lambda: page.data is not None, timeout=5000)
        return page

    return go
