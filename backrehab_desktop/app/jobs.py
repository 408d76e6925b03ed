"""One thread for whatever takes long, one job at a time, the most urgent first."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from heapq import heappop, heappush
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QThread, Signal, Slot
from shiboken6 import isValid

if TYPE_CHECKING:
    from collections.abc import Callable


class Rank(IntEnum):
    """What is done first: the lowest."""

    SHOWN = 0
    """The figure that somebody waits for."""
    MOVING = 1
    """What lets it move at little cost."""
    NEXT = 2
    """What is likely to be looked at next."""
    SMALL = 3
    """Small pictures."""
    KEPT = 4
    """What makes the next start quicker."""


@dataclass(slots=True, order=True)
class Job:
    """Something to be done in the thread; ``cancel`` it and its answer never comes."""

    rank: Rank
    number: int
    work: Callable[[], Any] = field(compare=False)
    on_done: Callable[[Any], None] = field(compare=False)
    is_cancelled: bool = field(default=False, compare=False)

    def cancel(self) -> None:
        """Nobody wants it any more; what is being done now is done for nothing."""
        self.is_cancelled = True


@dataclass(frozen=True, slots=True)
class _Failure:
    error: BaseException


class _Worker(QObject):
    """Lives in the thread."""

    finished = Signal(object, object)

    @Slot(object)
    def run(self, job: Job) -> None:
        try:
            answer = job.work()
        except Exception as error:  # noqa: BLE001  # raised again where it was asked for
            answer = _Failure(error)
        self.finished.emit(job, answer)


class JobThread(QObject):
    """Runs jobs in a thread that starts with the first one.

    Python runs one thread at a time: two that compute only get in each other's
    way and, worse, in the window's. So everything about figures shares one, and
    what is looked at now goes before what may be looked at next. Only one job
    at a time is handed over, so that an urgent one waits for no queue; the rest
    stays here, and nothing is locked.

    It ends with :meth:`close`, or when this object is destroyed.
    """

    _handed_over = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        """``name`` is the thread's own; nothing starts yet."""
        super().__init__(parent)
        self._waiting: list[Job] = []
        self._under_way: Job | None = None
        self._count = 0
        self._closed = False
        self._thread = QThread()
        self._thread.setObjectName(name)
        self._worker = _Worker()
        self._worker.moveToThread(self._thread)
        self._handed_over.connect(self._worker.run)
        self._worker.finished.connect(self._take)
        self.destroyed.connect(_Ending(self._thread))

    def submit(self, rank: Rank, work: Callable[[], Any], on_done: Callable[[Any], None]) -> Job:
        """Have ``work`` done in the thread; ``on_done`` gets its answer in this one.

        Lower ranks go first, equal ones in turn. What ``work`` raises is raised
        here, as a mistake of ours. After :meth:`close` nothing is done.
        """
        self._count += 1
        job = Job(rank, self._count, work, on_done)
        heappush(self._waiting, job)
        self._go_on()
        return job

    def close(self) -> None:
        """End the thread; waits for the job that is being done and drops the others."""
        self._closed = True
        self._waiting.clear()
        _Ending(self._thread)()

    def _go_on(self) -> None:
        while self._waiting and self._waiting[0].is_cancelled:
            heappop(self._waiting)
        if self._closed or self._under_way is not None or not self._waiting:
            return
        self._under_way = heappop(self._waiting)
        if not self._thread.isRunning():
            self._thread.start(QThread.Priority.LowPriority)
        self._handed_over.emit(self._under_way)

    @Slot(object, object)
    def _take(self, job: Job, answer: object) -> None:
        self._under_way = None
        self._go_on()  # before the answer is looked at, so that the thread need not wait for that
        if job.is_cancelled or self._closed:
            return
        if isinstance(answer, _Failure):
            raise answer.error
        job.on_done(answer)


class _Ending:
    """Ends a thread; holds no reference to its owner, so it may run when that is gone."""

    def __init__(self, thread: QThread) -> None:
        self._thread = thread

    def __call__(self) -> None:
        if isValid(self._thread):  # at the interpreter's end the order is anyone's guess
            self._thread.quit()
            self._thread.wait()
