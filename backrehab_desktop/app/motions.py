"""Motions for the window: solved in the background, the last ones kept."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from backrehab_desktop.app.jobs import JobThread, Rank
from backrehab_desktop.core.exercise import Side

if TYPE_CHECKING:
    from backrehab_desktop.core.figure.motion import Motion

_MOST_KEPT = 8
"""Both sides of a few exercises, some megabytes; others are solved anew when they are wanted."""


def _solve(exercise_id: str, side: Side) -> Motion | str:
    """The motion, or one sentence on why there is none; the first one brings numpy with it."""
    from backrehab_desktop.catalogue.motions import MotionError, load_motion

    try:
        return load_motion(exercise_id, side)
    except MotionError as error:
        return str(error)


class MotionLibrary(QObject):
    """Hands out motions by exercise and side.

    Nothing here imports numpy in the calling thread.
    """

    motion_ready = Signal(str, object)
    """An exercise's id and its :class:`Motion`, in the thread of the library."""
    motion_failed = Signal(str, str)
    """An exercise's id and one sentence on why it cannot be shown."""

    def __init__(self, jobs: JobThread, parent: QObject | None = None) -> None:
        """Solve in the thread of ``jobs``; nothing starts yet."""
        super().__init__(parent)
        self._jobs = jobs
        self._motions: dict[tuple[str, Side], Motion] = {}
        """Those used last are last."""
        self._errors: dict[tuple[str, Side], str] = {}
        self._asked: set[tuple[str, Side]] = set()

    def request(self, exercise_id: str, side: Side = Side.RIGHT) -> None:
        """Ask for a motion; an answer follows, at once when it is known already."""
        key = (exercise_id, side)
        if (motion := self._motions.pop(key, None)) is not None:
            self._motions[key] = motion
            self.motion_ready.emit(exercise_id, motion)
        elif (sentence := self._errors.get(key)) is not None:
            self.motion_failed.emit(exercise_id, sentence)
        elif key not in self._asked:
            self._asked.add(key)
            self._jobs.submit(Rank.SHOWN, partial(_solve, *key), partial(self._take, key))

    def known(self, exercise_id: str, side: Side = Side.RIGHT) -> Motion | None:
        """The motion if it is there already."""
        return self._motions.get((exercise_id, side))

    def _take(self, key: tuple[str, Side], answer: Motion | str) -> None:
        self._asked.discard(key)
        if isinstance(answer, str):
            self._errors[key] = answer
            self.motion_failed.emit(key[0], answer)
            return
        self._motions[key] = answer
        while len(self._motions) > _MOST_KEPT:
            del self._motions[next(iter(self._motions))]
        self.motion_ready.emit(key[0], answer)
