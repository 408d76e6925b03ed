"""Times one activity for the window: the stopwatch, the clock, the store and two tones."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from backrehab_desktop.app.tones import Tone
from backrehab_desktop.app.write_queue import StoredKey, StorePort, WriteQueue
from backrehab_desktop.core.activity_log import (
    LEAST_TIMED_S,
    ActivityStart,
    MinutesEntry,
    UnfinishedActivity,
)
from backrehab_desktop.core.activity_timer import ActivityCue, ActivityTimer
from backrehab_desktop.core.records import Question, Rating

if TYPE_CHECKING:
    from collections.abc import Callable

    from backrehab_desktop.app.clock import SessionClock
    from backrehab_desktop.app.session_sounds import Tones
    from backrehab_desktop.store.store import Store

CHECKPOINT_S = 30.0
"""How often a running timer is written down: a killed program loses no more than this."""

_SECOND_S = 1.0
_STALE_S = 3.0
"""A tone later than this would mark a moment that has passed."""

_TONES = {ActivityCue.HALF: Tone.SWITCH_SIDE, ActivityCue.END: Tone.DONE}


class ActivityStatus(StrEnum):
    """What the activity is doing."""

    RUNNING = "running"
    PAUSED = "paused"
    UNSURE = "unsure"
    """It runs, but the person has to say whether they were still going."""
    FINISHED = "finished"
    """Its minutes are recorded; the questions are open, and it can be taken back."""


@dataclass(frozen=True, slots=True)
class ActivityState:
    """How an activity stands at a moment."""

    activity_id: str
    status: ActivityStatus
    elapsed_s: float
    kept_s: float
    """What would be recorded now; less than what has elapsed only while unsure."""
    planned_s: float | None
    """``None``: an open end."""

    @property
    def is_long_enough(self) -> bool:
        """Whether there is anything worth recording."""
        return self.kept_s >= LEAST_TIMED_S


class ActivityController(QObject):
    """One activity at a time, from its start until its questions are put away.

    Every method may be called at any moment; what does not fit it does nothing.
    Life of an activity: :meth:`start`, :meth:`finish`, then :meth:`conclude` or
    :meth:`undo`. It goes on from the clock whether or not anybody looks.
    """

    state_changed = Signal()
    """Ask for :meth:`state` again: at every whole second while watched, and every action."""
    history_changed = Signal()
    """What is recorded on the disk is other than before."""
    cut_off_found = Signal(object)
    """The :class:`UnfinishedActivity` of an earlier run; ``None`` when it is settled."""
    failed = Signal(str)
    """A sentence: something could not be stored and is being tried again."""
    recovered = Signal()
    """What had failed is stored now."""

    def __init__(
        self,
        store: StorePort,
        clock: SessionClock,
        tones: Tones,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._clock = clock
        self._tones = tones
        self._queue = WriteQueue(store, self)
        self._queue.failed.connect(self.failed)
        self._queue.recovered.connect(self.recovered)
        self._activity_id = ""
        self._stopwatch: ActivityTimer | None = None
        self._is_finished = False
        self._key = StoredKey()
        self._written_s = 0.0
        self._cut_off: UnfinishedActivity | None = None
        self._is_watched = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)

    # -- looking ------------------------------------------------------------

    def state(self) -> ActivityState | None:
        """How things stand now; ``None`` without an activity."""
        stopwatch = self._stopwatch
        if stopwatch is None:
            return None
        now_s = self._clock.monotonic_s()
        return ActivityState(
            activity_id=self._activity_id,
            status=self._status(stopwatch, now_s),
            elapsed_s=stopwatch.elapsed_s(now_s),
            kept_s=stopwatch.kept_s(now_s),
            planned_s=stopwatch.planned_s,
        )

    @property
    def is_active(self) -> bool:
        """Whether an activity is being timed, running or paused."""
        return self._stopwatch is not None and not self._is_finished

    @property
    def pending_writes(self) -> int:
        """Writes the store has not confirmed yet."""
        return self._queue.pending

    def set_watched(self, watched: bool) -> None:
        """Whether somebody sees the seconds; else it wakes only for tones and the disk."""
        if watched != self._is_watched:
            self._is_watched = watched
            self.tick()

    # -- from start to end --------------------------------------------------

    def start(
        self, activity_id: str, planned_minutes: int | None, pain_before: int | None = None
    ) -> None:
        """Begin to time an activity; nothing while another one is under way.

        ``None`` as plan is an open end; ``None`` as answer is stored as "not given".
        """
        if self.is_active:
            return
        self.conclude()
        planned_s = None if planned_minutes is None else 60.0 * planned_minutes
        now = self._clock.now()
        begun = ActivityStart(activity_id, now, planned_s)
        rating = Rating(Question.PAIN_BEFORE, pain_before, now)
        self._key = key = StoredKey()

        def begin(store: Store) -> None:
            key.stored_id = store.begin_activity(begun, rating)

        self._queue.add(begin, self.history_changed.emit if self._cut_off else None)
        self._forget_cut_off()
        self._activity_id = activity_id
        self._is_finished = False
        self._written_s = 0.0
        self._change(ActivityTimer.start(self._clock.monotonic_s(), planned_s))

    @Slot()
    def pause(self) -> None:
        """Stand still."""
        if self.is_active and self._stopwatch is not None and self._stopwatch.is_running:
            self._change(self._stopwatch.pause(self._clock.monotonic_s()))
            self._write_down()

    @Slot()
    def resume(self) -> None:
        """Go on after a pause."""
        if self.is_active and self._stopwatch is not None:
            self._change(self._stopwatch.resume(self._clock.monotonic_s()))

    @Slot()
    def toggle(self) -> None:
        """Pause or go on."""
        if self._stopwatch is not None and self._stopwatch.is_running:
            self.pause()
        else:
            self.resume()

    @Slot()
    def confirm(self) -> None:
        """The person was still going: everything counts."""
        if self.is_active and self._stopwatch is not None:
            self._change(self._stopwatch.confirm(self._clock.monotonic_s()))
            self._write_down()

    @Slot()
    def finish(self) -> None:
        """End it, early or late, and record its minutes, unless it was under a minute."""
        if not self.is_active or self._stopwatch is None:
            return
        ended = self._stopwatch.pause(self._clock.monotonic_s())
        seconds = ended.elapsed_s(self._clock.monotonic_s())
        self._is_finished = True
        if seconds >= LEAST_TIMED_S:
            key = self._key
            self._queue.add(
                lambda store: store.finish_activity(key.known(), seconds),
                self.history_changed.emit,
            )
        self._change(ended)

    def finish_with(self, minutes: int) -> None:
        """End it with the length the person says it had."""
        if self.is_active and self._stopwatch is not None:
            now_s = self._clock.monotonic_s()
            self._stopwatch = self._stopwatch.set_elapsed(60.0 * minutes, now_s)
            self.finish()

    @Slot()
    def undo(self) -> None:
        """Take the end back: it stands still where it was and can go on."""
        if self._stopwatch is None or not self._is_finished:
            return
        self._is_finished = False
        key, seconds = self._key, self._stopwatch.elapsed_s(self._clock.monotonic_s())
        self._queue.add(
            lambda store: store.checkpoint_activity(key.known(), seconds),
            self.history_changed.emit,
        )
        self.state_changed.emit()

    def conclude(self, pain_after: int | None = None, note: str | None = None) -> None:
        """Store the answers of a finished activity and put it away."""
        state = self.state()
        if state is None or not self._is_finished:
            return
        if not state.is_long_enough:
            self.discard()
            return
        key, rating = self._key, Rating(Question.PAIN_AFTER, pain_after, self._clock.now())
        words = note.strip() or None if note else None
        self._queue.add(lambda store: store.describe_activity(key.known(), words, rating))
        self._put_away()

    @Slot()
    def discard(self) -> None:
        """Put it away and remove what was recorded of it."""
        if self._stopwatch is None:
            return
        key = self._key
        self._queue.add(lambda store: store.remove_activity(key.known()), self.history_changed.emit)
        self._put_away()

    def close(self) -> None:
        """Write what is unwritten; a running activity is offered at the next start."""
        self._timer.stop()
        self.conclude()
        self.pause()
        self._stopwatch = None
        self._queue.close()

    # -- beside the timer ---------------------------------------------------

    def look_for_cut_off(self) -> None:
        """Ask the store for a timer that was cut off in an earlier run: ``cut_off_found``."""
        self._store.submit(lambda store: store.unfinished_activity(), self._take_cut_off)

    @Slot()
    def keep_cut_off(self) -> None:
        """Record what was cut off as far as it got."""
        found = self._cut_off
        if found is not None:
            self._queue.add(
                lambda store: store.finish_activity(found.entry_id, found.duration_s),
                self.history_changed.emit,
            )
            self._forget_cut_off()

    @Slot()
    def discard_cut_off(self) -> None:
        """Remove what was cut off."""
        found = self._cut_off
        if found is not None:
            self._queue.add(lambda store: store.remove_activity(found.entry_id))
            self._forget_cut_off()

    def log_minutes(self, entry: MinutesEntry, on_done: Callable[[str], None]) -> None:
        """Record minutes done away from the computer; ``on_done`` gets the entry's id."""
        key = StoredKey()

        def log(store: Store) -> None:
            key.stored_id = store.log_activity(entry)

        def tell() -> None:
            self.history_changed.emit()
            on_done(key.known())

        self._queue.add(log, tell)

    def remove_entry(self, entry_id: str) -> None:
        """Take back what was recorded by hand."""
        self._queue.add(lambda store: store.remove_activity(entry_id), self.history_changed.emit)

    # -- private ------------------------------------------------------------

    @Slot()
    def tick(self) -> None:
        """Catch up with the clock; called by the timer."""
        stopwatch = self._stopwatch
        if stopwatch is None or self._is_finished:
            return
        now_s = self._clock.monotonic_s()
        for cue, ago_s in stopwatch.cues(now_s):
            if ago_s < _STALE_S * self._clock.rate:
                self._tones.play(_TONES[cue])
        self._change(stopwatch.look(now_s))
        # While the disk keeps people waiting, the next checkpoint will do.
        if stopwatch.kept_s(now_s) - self._written_s >= CHECKPOINT_S and not self._queue.pending:
            self._write_down()

    def _status(self, stopwatch: ActivityTimer, now_s: float) -> ActivityStatus:
        if self._is_finished:
            return ActivityStatus.FINISHED
        if stopwatch.is_unsure(now_s):
            return ActivityStatus.UNSURE
        return ActivityStatus.RUNNING if stopwatch.is_running else ActivityStatus.PAUSED

    def _change(self, stopwatch: ActivityTimer) -> None:
        self._stopwatch = stopwatch
        self._sleep()
        self.state_changed.emit()

    def _put_away(self) -> None:
        self._stopwatch = None
        self._is_finished = False
        self._timer.stop()
        self.state_changed.emit()

    def _write_down(self) -> None:
        """Put on the disk how far it is."""
        stopwatch, key = self._stopwatch, self._key
        if stopwatch is None:
            return
        seconds = stopwatch.kept_s(self._clock.monotonic_s())
        self._written_s = seconds
        self._queue.add(lambda store: store.checkpoint_activity(key.known(), seconds))

    def _sleep(self) -> None:
        """Wake at the next whole second or checkpoint; never while nothing moves."""
        stopwatch = self._stopwatch
        now_s = self._clock.monotonic_s()
        step_s = _SECOND_S if self._is_watched else CHECKPOINT_S
        wake_s = None if stopwatch is None else stopwatch.next_wake_s(now_s, step_s)
        if wake_s is None or self._is_finished:
            self._timer.stop()
            return
        self._timer.start(max(1, ceil((wake_s - now_s) / self._clock.rate * 1000.0)))

    def _take_cut_off(self, found: UnfinishedActivity | None) -> None:
        if found is None or self._stopwatch is not None:
            return
        self._cut_off = found
        if found.duration_s < LEAST_TIMED_S:
            self.discard_cut_off()
        else:
            self.cut_off_found.emit(found)

    def _forget_cut_off(self) -> None:
        if self._cut_off is not None:
            self._cut_off = None
            self.cut_off_found.emit(None)
