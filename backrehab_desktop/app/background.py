"""Work that must not hold the window up, done on threads that end with it."""

from __future__ import annotations

import threading
from collections import deque
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable

_T = TypeVar("_T")


class Background(QObject):
    """Runs functions elsewhere and hands their results over in its own thread.

    An exception of a function is a mistake of ours and is raised where the
    result would have arrived.
    """

    _arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Nothing runs yet."""
        super().__init__(parent)
        self._threads: list[threading.Thread] = []
        self._results: deque[Callable[[], None]] = deque()
        self._closed = False
        self._arrived.connect(self._deliver)

    def run(self, function: Callable[[], _T], on_done: Callable[[_T], None]) -> None:
        """Run ``function`` on a thread; ``on_done`` follows with what it returned."""

        def work() -> None:
            try:
                result = partial(on_done, function())
            except Exception as error:  # noqa: BLE001 (raised again where it can be seen)
                result = partial(_raise, error)
            self._results.append(result)
            self._arrived.emit()

        thread = threading.Thread(target=work, name="background", daemon=True)
        self._threads.append(thread)
        thread.start()

    def close(self) -> None:
        """Wait for what runs and drop its results."""
        self._closed = True
        for thread in self._threads:
            thread.join()
        self._results.clear()

    @Slot()
    def _deliver(self) -> None:
        while self._results and not self._closed:
            self._results.popleft()()


def _raise(error: Exception) -> None:
    raise error
