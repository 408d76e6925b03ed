"""Motions for the window: solved in one background thread, kept once solved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal, Slot
from shiboken6 import isValid

from backrehab_desktop.core.exercise import Side

if TYPE_CHECKING:
    from backrehab_desktop.core.figure.motion import Motion


class _Solver(QObject):
    """Lives in the background thread; the first motion brings numpy with it."""

    solved = Signal(str, object, object)
    failed = Signal(str, object, str)

    @Slot(str, object)
    def solve(self, exercise_id: str, side: Side) -> None:
        from backrehab_desktop.catalogue.motions import MotionError, load_motion

        try:
            motion = load_motion(exercise_id, side)
        except MotionError as error:
            self.failed.emit(exercise_id, side, str(error))
        else:
            self.solved.emit(exercise_id, side, motion)


class MotionLibrary(QObject):
    """Hands out motions by exercise and side.

    The thread starts with the first request and ends with :meth:`close`, or
    when the library is destroyed. Nothing here imports numpy in the calling
    thread.
    """

    motion_ready = Signal(str, object)
    """An exercise's id and its :class:`Motion`, in the thread of the library."""
    motion_failed = Signal(str, str)
    """An exercise's id and one sentence on why it cannot be shown."""
    _wanted = Signal(str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._motions: dict[tuple[str, Side], Motion] = {}
        self._errors: dict[tuple[str, Side], str] = {}
        self._asked: set[tuple[str, Side]] = set()
        self._closed = False
        self._thread = QThread()
        self._thread.setObjectName("motions")
        self._solver = _Solver()
        self._solver.moveToThread(self._thread)
        self._wanted.connect(self._solver.solve)
        self._solver.solved.connect(self._take)
        self._solver.failed.connect(self._take_error)
        self.destroyed.connect(_Ending(self._thread))

    def request(self, exercise_id: str, side: Side = Side.RIGHT) -> None:
        """Ask for a motion; an answer follows, at once when it is known already."""
        key = (exercise_id, side)
        if (motion := self._motions.get(key)) is not None:
            self.motion_ready.emit(exercise_id, motion)
        elif (sentence := self._errors.get(key)) is not None:
            self.motion_failed.emit(exercise_id, sentence)
        elif key not in self._asked and not self._closed:
            self._asked.add(key)
            if not self._thread.isRunning():
                self._thread.start(QThread.Priority.LowPriority)
            self._wanted.emit(exercise_id, side)

    def known(self, exercise_id: str, side: Side = Side.RIGHT) -> Motion | None:
        """The motion if it is there already."""
        return self._motions.get((exercise_id, side))

    def close(self) -> None:
        """End the thread; waits for the motion that is being solved."""
        self._closed = True
        _Ending(self._thread)()

    @Slot(str, object, object)
    def _take(self, exercise_id: str, side: Side, motion: Motion) -> None:
        self._motions[exercise_id, side] = motion
        self.motion_ready.emit(exercise_id, motion)

    @Slot(str, object, str)
    def _take_error(self, exercise_id: str, side: Side, sentence: str) -> None:
        self._errors[exercise_id, side] = sentence
        self.motion_failed.emit(exercise_id, sentence)


class _Ending:
    """Ends a thread; holds no reference to its owner, so it may run when that is gone."""

    def __init__(self, thread: QThread) -> None:
        self._thread = thread

    def __call__(self) -> None:
        if isValid(self._thread):  # at the interpreter's end the order is anyone's guess
            self._thread.quit()
            self._thread.wait()
