from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from backrehab_desktop.app.store_worker import StoreWorker, database_opener, demo_opener
from backrehab_desktop.store.errors import StoreError
from backrehab_desktop.store.store import Store


class StillClock:
    def now(self) -> datetime:
        return datetime(2026, 11, 20, 8, tzinfo=UTC)

    def monotonic_s(self) -> float:
        return 0.0


@pytest.fixture
def worker(tmp_path: Path, qtbot: QtBot) -> Iterator[StoreWorker]:
    made = StoreWorker(database_opener(tmp_path, StillClock()))
    yield made
    made.close()


def test_results_arrive_in_order_in_the_thread_of_the_window(
    worker: StoreWorker, qtbot: QtBot
) -> None:
    done: list[tuple[str, threading.Thread]] = []
    ran: list[threading.Thread] = []
    for word in ("one", "two", "three"):

        def job(_store: Store, word: str = word) -> str:
            ran.append(threading.current_thread())
            return word

        worker.submit(job, lambda word: done.append((word, threading.current_thread())))
    with qtbot.waitSignal(worker.opened):
        worker.start()
    qtbot.waitUntil(lambda: len(done) == 3)
    assert [word for word, _ in done] == ["one", "two", "three"]
    assert {thread for _, thread in done} == {threading.main_thread()}
    assert threading.main_thread() not in ran


def test_the_store_is_the_one_in_the_folder(
    worker: StoreWorker, qtbot: QtBot, tmp_path: Path
) -> None:
    found: list[Path] = []
    worker.start()
    worker.submit(lambda store: store.path, found.append)
    qtbot.waitUntil(lambda: bool(found))
    assert found == [tmp_path / "backrehab.db"]
    assert found[0].exists()


def test_closing_finishes_everything_and_calls_back(worker: StoreWorker) -> None:
    done: list[int] = []
    worker.start()
    for number in range(50):
        worker.submit(lambda _store, number=number: number, done.append)
    worker.close()
    assert done == list(range(50))
    worker.close()


def test_a_callback_never_runs_inside_submit(worker: StoreWorker, qtbot: QtBot) -> None:
    events: list[str] = []
    worker.start()
    for _ in range(200):
        events.append("submitting")
        worker.submit(lambda _store: None, lambda _: events.append("called back"))
        events.append("submitted")
    qtbot.waitUntil(lambda: events.count("called back") == 200)
    assert events[:400] == ["submitting", "submitted"] * 200


def test_nothing_can_be_submitted_after_closing(worker: StoreWorker) -> None:
    worker.close()
    with pytest.raises(RuntimeError, match="closed"):
        worker.submit(lambda store: store.path)


def fail(_store: Store) -> None:
    raise StoreError("The disk is full.")


def test_an_error_of_the_surroundings_goes_to_its_callback(
    worker: StoreWorker, qtbot: QtBot
) -> None:
    errors: list[StoreError] = []
    worker.start()
    with qtbot.assertNotEmitted(worker.failed):
        worker.submit(fail, pytest.fail, errors.append)
        qtbot.waitUntil(lambda: bool(errors))
    assert str(errors[0]) == "The disk is full."


def test_an_error_nobody_asked_for_is_told(worker: StoreWorker, qtbot: QtBot) -> None:
    worker.start()
    with qtbot.waitSignal(worker.failed) as told:
        worker.submit(fail)
    assert told.args == ["The disk is full."]


def test_a_mistake_of_ours_is_raised_in_the_thread_of_the_window(
    worker: StoreWorker, qtbot: QtBot
) -> None:
    def mistake(_store: Store) -> None:
        raise LookupError("no session 7")

    worker.start()
    with qtbot.captureExceptions() as raised:
        worker.submit(mistake, pytest.fail, pytest.fail)
        qtbot.waitUntil(lambda: bool(raised))
    assert raised[0][0] is LookupError


def test_a_store_that_cannot_be_opened_is_told_and_tried_again(
    tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "backrehab.db"
    path.write_bytes(b"not a database, far from it")
    worker = StoreWorker(database_opener(tmp_path, StillClock()))
    with qtbot.waitSignal(worker.failed) as told:
        worker.start()
    assert "not a Back Rehab database" in told.args[0]
    outcomes: list[Any] = []
    worker.submit(lambda store: store.path, outcomes.append, outcomes.append)
    qtbot.waitUntil(lambda: len(outcomes) == 1)
    assert isinstance(outcomes[0], StoreError)
    path.unlink()  # put aside, as the sentence says
    worker.submit(lambda store: store.path, outcomes.append, outcomes.append)
    qtbot.waitUntil(lambda: len(outcomes) == 2)
    assert outcomes[1] == path
    worker.close()


def test_the_demonstration_has_twelve_weeks_of_the_starter_routine(
    tmp_path: Path, qtbot: QtBot
) -> None:
    worker = StoreWorker(demo_opener(tmp_path, StillClock()))
    found: list[Any] = []
    worker.start()
    worker.submit(lambda store: (store.weekly_adherence(), store.history_totals()), found.append)
    qtbot.waitUntil(lambda: bool(found))
    weeks, totals = found[0]
    assert len(weeks) == 12
    assert totals.sessions > 30
    worker.close()


def test_the_database_library_is_not_imported_before_the_start() -> None:
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from backrehab_desktop.app.store_worker import StoreWorker, database_opener\n"
        "worker = StoreWorker(database_opener(Path('nowhere'), None))\n"
        "worker.submit(lambda store: None)\n"
        "print([name for name in ('sqlite3', 'sqlite_utils', 'numpy') if name in sys.modules])\n"
        "worker.close()\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
