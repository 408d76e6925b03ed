"""The queue of writes: in order, one at a time, never dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from backrehab_desktop.app.session_log import SessionLog
from backrehab_desktop.app.write_queue import LAST_RETRY_MS, StoredKey
from backrehab_desktop.core.records import (
    Question,
    Rating,
    SessionEnd,
    SessionOutcome,
    SessionStart,
)
from backrehab_desktop.store.errors import StoreError

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
START = SessionStart("starter", (), NOW)
BEFORE = Rating(Question.PAIN_BEFORE, 3, NOW)
DURING = Rating(Question.PAIN_DURING, 5, NOW)
AFTER = Rating(Question.PAIN_AFTER, 2, NOW)
OUTCOME = SessionOutcome(SessionEnd.FINISHED, NOW)


class Desk:
    """A store whose answers are given by hand."""

    def __init__(self) -> None:
        self.open: list[tuple[Any, Any, Any]] = []
        self.written: list[str] = []

    def submit(
        self,
        function: Callable[[Any], Any],
        on_done: Callable[[Any], None] | None = None,
        on_error: Callable[[StoreError], None] | None = None,
    ) -> None:
        self.open.append((function, on_done, on_error))

    def accept(self) -> None:
        function, on_done, _ = self.open.pop(0)
        value = function(self)
        if on_done:
            on_done(value)

    def refuse(self) -> None:
        _, _, on_error = self.open.pop(0)
        on_error(StoreError("The disk is full."))

    # What the log asks of a store.

    def begin_session(self, start: SessionStart, pain_before: Rating) -> str:
        self.written.append("begin")
        return "id-1"

    def record_rating(self, session_id: str, rating: Rating) -> None:
        self.written.append(f"{rating.question.value} of {session_id}")

    def finish_session(self, session_id: str, outcome: SessionOutcome, pain_after: Rating) -> None:
        self.written.append(f"end of {session_id}")


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def log(qtbot: QtBot, desk: Desk) -> Iterator[SessionLog]:
    log = SessionLog(desk)
    yield log
    log.close()


def test_writes_wait_for_the_one_before(log: SessionLog, desk: Desk) -> None:
    finished: list[bool] = []
    key = log.begin(START, BEFORE)
    log.record_rating(key, DURING)
    log.finish(key, OUTCOME, AFTER, lambda: finished.append(True))
    assert len(desk.open) == 1
    while desk.open:
        desk.accept()
    assert desk.written == ["begin", "pain_during of id-1", "end of id-1"]
    assert finished == [True]
    assert log.pending == 0


def test_a_refused_write_stays_first(log: SessionLog, desk: Desk) -> None:
    told: list[str] = []
    log.failed.connect(told.append)
    key = log.begin(START, BEFORE)
    log.record_rating(key, DURING)
    desk.refuse()
    assert desk.open == [], "it waits before it tries again"
    log.retry()
    desk.refuse()
    log.retry()
    assert len(told) == 1
    desk.accept()
    desk.accept()
    assert desk.written == ["begin", "pain_during of id-1"]


def test_the_wait_grows_to_a_limit_and_starts_anew(log: SessionLog, desk: Desk) -> None:
    key = log.begin(START, BEFORE)
    waits = []
    for _ in range(8):
        desk.refuse()
        waits.append(log._retry.interval())
        log.retry()
    assert waits[:3] == [1000, 2000, 4000]
    assert waits[-1] == LAST_RETRY_MS
    desk.accept()
    log.record_rating(key, DURING)
    desk.refuse()
    assert log._retry.interval() == 1000


def test_a_new_write_does_not_hurry_a_failing_store(log: SessionLog, desk: Desk) -> None:
    key = log.begin(START, BEFORE)
    desk.refuse()
    log.record_rating(key, DURING)
    assert desk.open == []
    assert log.pending == 2


def test_closing_hands_everything_over_in_order(log: SessionLog, desk: Desk) -> None:
    key = log.begin(START, BEFORE)
    log.record_rating(key, DURING)
    log.finish(key, OUTCOME, AFTER, lambda: None)
    log.close()
    while desk.open:
        desk.accept()
    assert desk.written == ["begin", "pain_during of id-1", "end of id-1"]


def test_a_resumed_session_has_its_id_already(log: SessionLog, desk: Desk) -> None:
    log.record_rating(StoredKey("id-7"), DURING)
    desk.accept()
    assert desk.written == ["pain_during of id-7"]


def test_a_session_without_an_id_cannot_be_written_to() -> None:
    with pytest.raises(StoreError):
        StoredKey().known()
