"""Ends the program in good order when the system or a terminal asks for it."""

from __future__ import annotations

import signal
import socket
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier

if TYPE_CHECKING:
    from collections.abc import Callable


class TerminationWatcher(QObject):
    """Calls ``leave`` in the event loop after Ctrl+C, SIGTERM or SIGHUP.

    Python runs its signal handlers only between Python instructions, and an
    idle event loop executes none. The interpreter therefore writes a byte into
    a socket that the loop watches; nothing is polled.
    """

    def __init__(self, leave: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._leave = leave
        self._read, self._write = socket.socketpair()
        self._read.setblocking(False)
        self._write.setblocking(False)
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._wake)
        self._descriptor_before = signal.set_wakeup_fd(self._write.fileno())
        self._handlers = {
            number: signal.signal(number, lambda *_: None) for number in _termination_signals()
        }

    def close(self) -> None:
        """Put the signals back as they were."""
        signal.set_wakeup_fd(self._descriptor_before)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        self._handlers.clear()
        self._notifier.setEnabled(False)
        self._read.close()
        self._write.close()

    def _wake(self) -> None:
        try:
            numbers = self._read.recv(64)
        except BlockingIOError:
            return
        if set(numbers) & {int(number) for number in self._handlers}:
            self._leave()


def _termination_signals() -> tuple[signal.Signals, ...]:
    names = ("SIGINT", "SIGTERM", "SIGHUP")
    return tuple(getattr(signal, name) for name in names if hasattr(signal, name))
