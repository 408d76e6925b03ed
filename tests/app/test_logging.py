from __future__ import annotations

import os
import stat
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backrehab_desktop.app.logging import MAX_LOG_BYTES, LogFile, describe, watch_for_bugs


class Noon:
    """A clock that stands still."""

    def monotonic_s(self) -> float:
        return 0.0

    def now(self) -> datetime:
        return datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def log(tmp_path: Path) -> LogFile:
    return LogFile(tmp_path, Noon())


@pytest.fixture
def told(log: LogFile) -> Iterator[list[str]]:
    """What the person was told while the hooks were in place."""
    sentences: list[str] = []
    undo = watch_for_bugs(log, sentences.append)
    yield sentences
    undo()


def raised(error: BaseException) -> BaseException:
    try:
        raise error
    except BaseException as caught:  # noqa: BLE001
        return caught


def test_nothing_is_made_before_something_is_written(log: LogFile) -> None:
    assert not log.path.exists()
    log.write("started")
    assert log.path.read_text("utf-8") == "2026-03-01T12:00:00.000+00:00 started\n"


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_only_the_owner_may_read_it(log: LogFile) -> None:
    before = os.umask(0)
    try:
        log.write("started")
    finally:
        os.umask(before)
    assert stat.S_IMODE(log.path.stat().st_mode) == 0o600


def test_a_long_log_becomes_the_old_one(log: LogFile) -> None:
    log.path.write_text("x" * (MAX_LOG_BYTES + 1), "utf-8")
    log.write("new")
    assert log.path.read_text("utf-8").endswith("new\n")
    assert log.path.stat().st_size < 100
    assert log.path.with_suffix(".old.log").stat().st_size == MAX_LOG_BYTES + 1


def test_a_log_that_cannot_be_written_is_done_without(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    LogFile(tmp_path / "missing", Noon()).write("started")
    assert "started" in capsys.readouterr().err


def test_values_stay_out_of_the_log() -> None:
    error = raised(ValueError("pain was 7"))
    text = describe(type(error), error, error.__traceback__)
    assert "ValueError" in text
    assert Path(__file__).name in text
    assert "pain was 7" not in text.replace('raised(ValueError("pain was 7"))', "")


def test_what_speaks_of_code_is_kept() -> None:
    error = raised(AttributeError("no attribute 'hold_s'"))
    assert "no attribute 'hold_s'" in describe(type(error), error, None)


def test_an_os_error_keeps_its_reason_but_not_the_file() -> None:
    error = raised(PermissionError(13, "Permission denied", "/home/anna/notes"))
    text = describe(type(error), error, None)
    assert "Permission denied" in text
    assert "anna" not in text


def test_where_it_came_from_is_told_too() -> None:
    try:
        try:
            raise KeyError("secret")
        except KeyError as error:
            raise TypeError("bad call") from error
    except TypeError as caught:
        text = describe(type(caught), caught, None)
    assert "bad call" in text
    assert "from builtins.KeyError" in text
    assert "secret" not in text.split("KeyError", 1)[1].splitlines()[0]


def test_an_uncaught_exception_is_logged_and_told(
    log: LogFile, told: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    error = raised(ZeroDivisionError())
    sys.excepthook(type(error), error, error.__traceback__)
    assert "ZeroDivisionError" in log.path.read_text("utf-8")
    assert len(told) == 1
    assert str(log.path) in told[0]
    assert capsys.readouterr().err.count("\n") == 1


def test_the_same_mistake_is_told_once(log: LogFile, told: list[str]) -> None:
    for _ in range(60):
        error = raised(ZeroDivisionError())
        sys.excepthook(type(error), error, error.__traceback__)
    assert len(told) == 1
    assert log.path.read_text("utf-8").count("ZeroDivisionError") <= 2


def test_a_thread_that_fails_is_logged_too(log: LogFile, told: list[str]) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert "ZeroDivisionError" in log.path.read_text("utf-8")
    assert told


def test_the_hooks_are_put_back(log: LogFile) -> None:
    before = sys.excepthook, threading.excepthook
    undo = watch_for_bugs(log, lambda _: None)
    assert sys.excepthook is not before[0]
    undo()
    assert (sys.excepthook, threading.excepthook) == before
