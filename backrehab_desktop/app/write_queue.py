"""Writes to the store in order, and keeps trying what could not be written."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from backrehab_desktop.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from backrehab_desktop.store.store import Store

_T = TypeVar("_T")

FIRST_RETRY_MS = 1_000
LAST_RETRY_MS = 30_000


class StorePort(Protocol):
    """Where the writes go; :class:`~backrehab_desktop.app.store_worker.StoreWorker` is one."""

    def submit(
        self,
        function: Callable[[Store], _T],
        on_done: Callable[[_T], None] | None = None,
        on_error: Callable[[StoreError], None] | None = None,
    ) -> None:
        """Run ``function`` on the store elsewhere; at most one callback follows here."""
        ...


class StoredKey:
    """The id of what is being written, unknown until the store has given it one."""

    def __init__(self, stored_id: str | None = None) -> None:
        self.stored_id = stored_id

    def known(self) -> str:
        """The id. Only asked for by writes that come after the one that sets it."""
        if self.stored_id is None:
            raise StoreError("It could not be stored yet.")
        return self.stored_id


@dataclass(frozen=True, slots=True)
class _Write:
    run: Callable[[Store], None]
    on_done: Callable[[], None]


class WriteQueue(QObject):
    """A queue of writes of which one at a time is under way.

    The order is kept, so that a session on the disk is never finished without
    its sets. A write that fails is told once, stays in memory and is tried again
    until it succeeds; every write may be repeated without harm.
    """

    failed = Signal(str)
    """A sentence: something could not be stored and will be tried again."""
    recovered = Signal()
    """What had failed is stored now."""

    def __init__(self, store: StorePort, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._writes: deque[_Write] = deque()
        self._under_way = False
        self._failing = False
        self._closed = False
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry_ms = FIRST_RETRY_MS
        self._retry.timeout.connect(self.retry)

    @property
    def pending(self) -> int:
        """Writes that the store has not confirmed yet."""
        return len(self._writes)

    def add(self, run: Callable[[Store], None], on_done: Callable[[], None] | None = None) -> None:
        """Put a write behind those that wait; ``on_done`` follows when it is on the disk."""
        self._writes.append(_Write(run, on_done or _nothing))
        if not self._retry.isActive():
            self._submit_next()

    @Slot()
    def retry(self) -> None:
        """Try again now what could not be stored."""
        self._retry.stop()
        self._submit_next()

    def close(self) -> None:
        """Hand everything that is left to the store in one go; before the store is closed."""
        self._retry.stop()
        self._closed = True
        for write in tuple(self._writes)[self._under_way :]:
            self._store.submit(write.run, None, self._tell)

    def _submit_next(self) -> None:
        if self._under_way or self._closed or not self._writes:
            return
        self._under_way = True
        self._store.submit(self._writes[0].run, self._confirm, self._keep)

    def _confirm(self, _result: None) -> None:
        self._under_way = False
        write = self._writes.popleft()
        self._retry_ms = FIRST_RETRY_MS
        if self._failing:
            self._failing = False
            self.recovered.emit()
        write.on_done()
        self._submit_next()

    def _keep(self, error: StoreError) -> None:
        self._under_way = False
        if not self._failing:
            self._failing = True
            self._tell(error)
        if not self._closed:
            self._retry.start(self._retry_ms)
            self._retry_ms = min(2 * self._retry_ms, LAST_RETRY_MS)

    def _tell(self, error: StoreError) -> None:
        self.failed.emit(f"{error} It is kept and will be tried again while the program is open.")


def _nothing() -> None:
    pass
