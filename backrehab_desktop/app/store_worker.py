"""Runs the store on a thread of its own, so that no disk is ever waited for in a frame.

The store and the database library behind it are imported on that thread: they
must not delay the first paint.
"""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from backrehab_desktop.store.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future, ThreadPoolExecutor
    from pathlib import Path

    from backrehab_desktop.core.clock import Clock
    from backrehab_desktop.store.demo import DemoPlan
    from backrehab_desktop.store.store import Store

_T = TypeVar("_T")


class StoreWorker(QObject):
    """The store, reached by submitting functions that run one after the other.

    Results come back in the thread this object lives in (the window's).
    ``opener`` runs on the worker's thread and returns the open store; when it
    fails it is asked again with the next job.
    """

    opened = Signal()
    """The database is open."""
    failed = Signal(str)
    """A sentence for the person: the store could not be opened, or a job that
    brought no ``on_error`` of its own could not be done."""

    _result_arrived = Signal()

    def __init__(self, opener: Callable[[], Store], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opener = opener
        self._store: Store | None = None
        self._executor: ThreadPoolExecutor | None = None
        self._waiting: list[Callable[[], None]] = []
        self._results: deque[Callable[[], None]] = deque()
        self._closed = False
        # Queued even from this thread: a job that is done at once must not call
        # back from within submit().
        self._result_arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Open the store in the background, then do what was submitted before."""
        from concurrent.futures import ThreadPoolExecutor

        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._run(self._opened_store, lambda _: self.opened.emit(), self._tell)
        for job in self._waiting:
            job()
        self._waiting.clear()

    def submit(
        self,
        function: Callable[[Store], _T],
        on_done: Callable[[_T], None] | None = None,
        on_error: Callable[[StoreError], None] | None = None,
    ) -> None:
        """Run ``function`` on the store after everything submitted before it.

        At most one of the callbacks follows, in this object's thread. Anything
        but a :class:`StoreError` is a mistake of ours and raised there. Before
        :meth:`start` the function waits. Raises RuntimeError after
        :meth:`close`.
        """
        if self._closed:
            raise RuntimeError("the store worker is closed")
        if self._executor is None:
            self._waiting.append(partial(self.submit, function, on_done, on_error))
            return
        self._run(lambda: function(self._opened_store()), on_done, on_error or self._tell)

    def close(self) -> None:
        """Finish every submitted job and call its callback, then close the store.

        Waits for the disk. Safe to repeat, and safe without :meth:`start`.
        """
        self._closed = True
        self._waiting.clear()
        if self._executor is not None:
            self._run(self._shut, None, self._tell)
            self._executor.shutdown(wait=True)
            self._executor = None
        self._deliver()

    def _run(
        self,
        job: Callable[[], _T],
        on_done: Callable[[_T], None] | None,
        on_error: Callable[[StoreError], None],
    ) -> None:
        if self._executor is None:
            return

        def arrived(future: Future[_T]) -> None:
            self._results.append(partial(_hand_over, future, on_done, on_error))
            self._result_arrived.emit()

        self._executor.submit(job).add_done_callback(arrived)

    def _opened_store(self) -> Store:
        """The store; what kept it from opening before, such as a full disk, may be gone by now."""
        if self._store is None:
            self._store = self._opener()
        return self._store

    def _shut(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None

    def _tell(self, error: StoreError) -> None:
        self.failed.emit(str(error))

    @Slot()
    def _deliver(self) -> None:
        while self._results:
            self._results.popleft()()


def _hand_over(
    future: Future[_T],
    on_done: Callable[[_T], None] | None,
    on_error: Callable[[StoreError], None],
) -> None:
    try:
        value = future.result()
    except StoreError as error:
        on_error(error)
    else:
        if on_done is not None:
            on_done(value)


def database_opener(folder: Path, clock: Clock) -> Callable[[], Store]:
    """Return what opens the person's own database in ``folder``, for :class:`StoreWorker`."""

    def open_database() -> Store:
        from backrehab_desktop.store.store import DATABASE_NAME, Store

        return Store.open(folder / DATABASE_NAME, clock)

    return open_database


def demo_opener(folder: Path, clock: Clock) -> Callable[[], Store]:
    """Return what opens a database in ``folder`` with twelve made-up weeks up to yesterday."""

    def open_demo() -> Store:
        from backrehab_desktop.store.demo import fill_demo

        store = database_opener(folder, clock)()
        fill_demo(store, clock.now().date(), _starter_demo())
        return store

    return open_demo


def _starter_demo() -> DemoPlan:
    """Make the made-up sessions those of the starter routine."""
    from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
    from backrehab_desktop.catalogue.routines import STARTER_ID, load_routine
    from backrehab_desktop.core.records import PlannedItem
    from backrehab_desktop.store.demo import DemoPlan

    exercises = ExerciseCatalogue()
    routine = load_routine(STARTER_ID, exercises)
    return DemoPlan(
        sessions_per_week=routine.sessions_per_week,
        routine_id=routine.id,
        items=tuple(
            PlannedItem(item.exercise_id, exercises.get(item.exercise_id).sides, item.dose)
            for item in routine.items
        ),
    )
