"""Writes a session to the store in order, and keeps trying what could not be written."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from backrehab_desktop.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from backrehab_desktop.core.records import (
        Rating,
        SessionOutcome,
        SessionStart,
        SetRecord,
    )
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


class SessionKey:
    """The id of a session, unknown until the store has given it one."""

    def __init__(self, session_id: str | None = None) -> None:
        self.session_id = session_id

    def known(self) -> str:
        """The id. Only asked for by writes that come after the one that sets it."""
        if self.session_id is None:
            raise StoreError("The session could not be stored yet.")
        return self.session_id


@dataclass(frozen=True, slots=True)
class _Write:
    run: Callable[[Store], None]
    on_done: Callable[[], None]


class SessionLog(QObject):
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

    def begin(self, start: SessionStart, pain_before: Rating) -> SessionKey:
        """Open a session; the writes that follow use the key."""
        key = SessionKey()

        def run(store: Store) -> None:
            key.session_id = store.begin_session(start, pain_before)

        self._add(run)
        return key

    def record_set(self, key: SessionKey, record: SetRecord, on_done: Callable[[], None]) -> None:
        """Store a set; ``on_done`` follows when it is on the disk."""
        self._add(lambda store: store.record_set(key.known(), record), on_done)

    def record_rating(self, key: SessionKey, rating: Rating) -> None:
        """Store a rating given during the session."""
        self._add(lambda store: store.record_rating(key.known(), rating))

    def finish(
        self,
        key: SessionKey,
        outcome: SessionOutcome,
        pain_after: Rating,
        on_done: Callable[[], None],
    ) -> None:
        """Store the end of the session; ``on_done`` follows when it is on the disk."""
        self._add(lambda store: store.finish_session(key.known(), outcome, pain_after), on_done)

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

    def _add(self, run: Callable[[Store], None], on_done: Callable[[], None] | None = None) -> None:
        self._writes.append(_Write(run, on_done or _nothing))
        if not self._retry.isActive():
            self._submit_next()

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
