"""Jobs: done in a thread, the most urgent first, answered here."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event, get_ident

import pytest
from pytestqt.qtbot import QtBot

from backrehab_desktop.app.jobs import JobThread, Rank


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[JobThread]:
    thread = JobThread("work")
    yield thread
    thread.close()


def test_work_is_done_elsewhere_and_answered_here(qtbot: QtBot, jobs: JobThread) -> None:
    told: list[tuple[int, int]] = []
    jobs.submit(Rank.SHOWN, get_ident, lambda worker: told.append((worker, get_ident())))
    qtbot.waitUntil(lambda: bool(told))

    worker, here = told[0]
    assert here == get_ident()
    assert worker != here


def test_the_most_urgent_comes_first_and_equals_in_turn(qtbot: QtBot, jobs: JobThread) -> None:
    begin = Event()
    told: list[str] = []
    jobs.submit(Rank.KEPT, lambda: begin.wait(5), lambda _: None)
    for name, rank in (("c", Rank.SMALL), ("a", Rank.SHOWN), ("d", Rank.SMALL), ("b", Rank.NEXT)):
        jobs.submit(rank, lambda name=name: name, told.append)
    begin.set()
    qtbot.waitUntil(lambda: len(told) == 4)

    assert told == ["a", "b", "c", "d"]


def test_a_cancelled_job_is_not_answered(qtbot: QtBot, jobs: JobThread) -> None:
    begin, done = Event(), list[str]()
    under_way = jobs.submit(Rank.SHOWN, lambda: begin.wait(5), lambda _: done.append("under way"))
    waiting = jobs.submit(Rank.SHOWN, lambda: done.append("run"), lambda _: done.append("waiting"))
    jobs.submit(Rank.KEPT, lambda: None, lambda _: done.append("last"))
    under_way.cancel()
    waiting.cancel()
    begin.set()
    qtbot.waitUntil(lambda: "last" in done)

    assert done == ["last"]


def test_a_mistake_is_raised_where_it_was_asked_for(qtbot: QtBot, jobs: JobThread) -> None:
    told: list[object] = []

    def mistake() -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as raised:
        jobs.submit(Rank.SHOWN, mistake, told.append)
        jobs.submit(Rank.SHOWN, lambda: "goes on", told.append)
        qtbot.waitUntil(lambda: bool(told))

    assert [error for error, _, _ in raised] == [ZeroDivisionError]
    assert told == ["goes on"]


def test_closing_waits_for_what_is_under_way_and_drops_the_rest(
    qtbot: QtBot, jobs: JobThread
) -> None:
    started, done = Event(), list[str]()

    def work() -> None:
        started.set()
        done.append("first")

    jobs.submit(Rank.SHOWN, work, lambda _: done.append("answer"))
    jobs.submit(Rank.SHOWN, lambda: done.append("second"), lambda _: None)
    started.wait(5)
    jobs.close()
    jobs.close()
    jobs.submit(Rank.SHOWN, lambda: done.append("late"), lambda _: None)

    assert done == ["first"]
