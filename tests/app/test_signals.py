from __future__ import annotations

import os
import signal

import pytest
from pytestqt.qtbot import QtBot

from backrehab_desktop.app.signals import TerminationWatcher

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_request_to_end_arrives_in_the_event_loop(qtbot: QtBot, number: signal.Signals) -> None:
    calls: list[str] = []
    watcher = TerminationWatcher(lambda: calls.append("leave"))
    try:
        os.kill(os.getpid(), number)
        qtbot.waitUntil(lambda: calls == ["leave"], timeout=2000)
    finally:
        watcher.close()


def test_the_signals_are_given_back(qapp: object) -> None:
    before = signal.getsignal(signal.SIGTERM)
    watcher = TerminationWatcher(lambda: None)
    assert signal.getsignal(signal.SIGTERM) is not before
    watcher.close()
    assert signal.getsignal(signal.SIGTERM) is before
