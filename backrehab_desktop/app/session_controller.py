"""Runs a session for the window: the player, the clock, the store and the tones together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from backrehab_desktop.app.session_log import SessionLog
from backrehab_desktop.app.session_sounds import SessionSounds, Tones
from backrehab_desktop.app.write_queue import StoredKey, StorePort
from backrehab_desktop.core import wording
from backrehab_desktop.core.exercise import TEMPO_LEAST, TEMPO_MOST
from backrehab_desktop.core.player import (
    Event,
    Finished,
    LeadInEntered,
    Pacing,
    Paused,
    PauseReason,
    PhaseEntered,
    Player,
    PlayerState,
    PlayerStatus,
    Resumed,
    Script,
    SetFinished,
    build_script,
)
from backrehab_desktop.core.player.player import MAX_GAP_S
from backrehab_desktop.core.records import (
    Question,
    Rating,
    SessionEnd,
    SessionOutcome,
    SessionStart,
    SetRecord,
    UnfinishedSession,
)
from backrehab_desktop.core.voice import Line

if TYPE_CHECKING:
    from collections.abc import Callable

    from backrehab_desktop.app.clock import SessionClock
    from backrehab_desktop.app.session_plan import SessionPlan
    from backrehab_desktop.app.session_voice import Narrator

SETTLE_S = 5.0
"""Added to the first get-ready: the way from the desk to the mat."""

MORE_REST_S = 10.0
"""What one wish for more rest adds."""

PAIN_STOP_RULE = "R16"
"""The rule of clinical/algorithm.md by which a person's stop for pain ends a session safely."""


@dataclass(frozen=True, slots=True)
class SessionResult:
    """How a session went, for the page that asks about the pain afterwards."""

    sets_done: int
    """Completed sets, with those done before a resume."""
    sets: int
    """All sets of the plan."""
    early: bool
    stopped_for_pain: bool


class SessionController(QObject):
    """One session at a time, from its start to its answers.

    Every method may be called at any moment; what does not fit it does nothing.
    Life of a session: :meth:`start`, then ``finished``, then :meth:`conclude`
    with the answers, then ``concluded``. :meth:`leave` puts it away unfinished.
    """

    started = Signal()
    phase_entered = Signal(object)
    """A :class:`PhaseEntered`, or a :class:`LeadInEntered` after a pause."""
    paused = Signal(object)
    """The :class:`PauseReason`."""
    resumed = Signal()
    set_committed = Signal(object)
    """The :class:`SetFinished` is on the disk: only now may it show as done."""
    tempo_changed = Signal(str, float)
    """The exercise of this id moves at this tempo from now on; to be remembered."""
    state_changed = Signal()
    """Ask for :meth:`state` again: at every whole second and every action."""
    finished = Signal(object)
    """A :class:`SessionResult`; the answers are still to come."""
    concluded = Signal()
    """The finished session is on the disk with its answers."""
    left = Signal()
    """The session was put away unfinished; it can be resumed."""
    failed = Signal(str)
    """A sentence: something could not be stored and is being tried again."""
    recovered = Signal()
    """What had failed is stored now."""

    def __init__(
        self,
        store: StorePort,
        clock: SessionClock,
        tones: Tones,
        *,
        narrator: Narrator | None = None,
        pacing: Pacing | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.pacing = pacing or Pacing()
        """Times between the work, for the sessions started from now on."""
        self.settle_s = SETTLE_S
        self._clock = clock
        self._sounds = SessionSounds(tones, clock.rate)
        self._narrator = narrator
        self._log = SessionLog(store, self)
        self._log.failed.connect(self.failed)
        self._log.recovered.connect(self.recovered)
        self._player: Player | None = None
        self._key = StoredKey()
        self._done_before = 0
        self._outcomes: dict[int, SetFinished] = {}
        self._stopped_for_pain = False
        self._early = False
        self._last_set: tuple[int, int] | None = None
        """Item and number of the set an exercise is to end with."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)

    # -- looking ------------------------------------------------------------

    @property
    def script(self) -> Script | None:
        """The script of the session, from start to conclusion."""
        return self._player.script if self._player else None

    @property
    def is_active(self) -> bool:
        """Whether a session is under way, running or paused."""
        return self._player is not None and self._player.status in (
            PlayerStatus.RUNNING,
            PlayerStatus.PAUSED,
        )

    @property
    def is_running(self) -> bool:
        """Whether time passes: the figure needs frames."""
        return self._player is not None and self._player.status is PlayerStatus.RUNNING

    @property
    def pending_writes(self) -> int:
        """Writes the store has not confirmed yet."""
        return self._log.pending

    def state(self) -> PlayerState | None:
        """How things stand now, for every frame; ``None`` without a session."""
        return self._player.state(self._clock.monotonic_s()) if self._player else None

    # -- from start to end --------------------------------------------------

    def start(
        self,
        plan: SessionPlan,
        pain_before: int | None = None,
        resume: UnfinishedSession | None = None,
    ) -> None:
        """Begin a session, or go on with an unfinished one at the set where it stopped.

        ``pain_before`` is stored as "not given" when it is ``None``; a resumed
        session keeps the answer it was begun with. ``plan`` must be that of the
        unfinished session then. A session that is under way is left first.
        """
        self.leave()
        script = build_script(plan.items, self.pacing)
        self._outcomes = {}
        self._done_before = 0
        self._stopped_for_pain = False
        self._early = False
        self._last_set = None
        if resume is None:
            now = self._clock.now()
            first_block = 0
            self._key = self._log.begin(
                SessionStart(plan.routine_id, plan.stored_items(), now),
                Rating(Question.PAIN_BEFORE, pain_before, now),
            )
        else:
            first_block = first_open_block(script, resume)
            self._key = StoredKey(resume.session_id)
            self._done_before = sum(record.completed for record in resume.sets)
        player = Player(script, first_block=first_block, max_gap_s=MAX_GAP_S * self._clock.rate)
        self._player = player
        if self._narrator is not None:
            self._narrator.begin(script)
        self.started.emit()
        self._tell(player.start(self._clock.monotonic_s(), settle_s=self.settle_s))

    def conclude(self, pain_after: int | None = None, note: str | None = None) -> None:
        """Store the end of a finished session with its answers; then ``concluded``."""
        if self._player is None or self._player.status is not PlayerStatus.DONE:
            return
        now = self._clock.now()
        end = SessionEnd.LEFT if self._early else SessionEnd.FINISHED
        if self._stopped_for_pain:
            end = SessionEnd.STOPPED_SAFELY
        outcome = SessionOutcome(
            end=end,
            finished_at=now,
            note=note.strip() or None if note else None,
            reason=PAIN_STOP_RULE if self._stopped_for_pain else None,
        )
        self._player = None
        rating = Rating(Question.PAIN_AFTER, pain_after, now)
        self._log.finish(self._key, outcome, rating, self.concluded.emit)
        self.state_changed.emit()

    def leave(self) -> None:
        """Put the session away unfinished, so that it can be resumed later."""
        self._act(Player.pause)
        if self._player is None:
            return
        self._player = None
        self._timer.stop()
        self.left.emit()
        self.state_changed.emit()

    def discard(self) -> None:
        """End the session and remove it from the store, as if it had never begun."""
        if self._player is None:
            return
        self._log.remove(self._key)
        self.leave()

    def close(self) -> None:
        """Leave the session and hand all unconfirmed writes over; before the store is closed."""
        self.leave()
        self._log.close()

    # -- during the session -------------------------------------------------

    @Slot()
    def pause(self) -> None:
        """Stand still."""
        self._act(Player.pause)

    @Slot()
    def resume(self) -> None:
        """Go on after a pause."""
        self._act(Player.resume)

    @Slot()
    def toggle(self) -> None:
        """Pause or go on."""
        if self.is_running:
            self.pause()
        else:
            self.resume()

    @Slot()
    def back(self) -> None:
        """Restart this set, or the one before if this one has hardly begun."""
        if self._player is None or not self.is_active:
            return
        before = self._player.state(self._clock.monotonic_s()).block_index
        events = self._player.back(self._clock.monotonic_s())
        after = self._player.state(self._clock.monotonic_s()).block_index
        self._answer(Line.AGAIN if after == before else Line.BACK)
        self._tell(events)

    @Slot()
    def skip(self) -> None:
        """Go on at once."""
        self._answer(Line.SKIPPED)
        self._act(Player.skip)

    @Slot()
    def skip_exercise(self) -> None:
        """Leave the rest of this exercise."""
        self._answer(Line.SKIPPED)
        self._act(Player.skip_exercise)

    @Slot()
    def add_rest(self) -> None:
        """Ten seconds more for this rest or the next."""
        before = self.state()
        if self._player is None or before is None:
            return
        events = self._player.add_rest(self._clock.monotonic_s(), MORE_REST_S)
        after = self.state()
        if after is not None and after.session_remaining_s > before.session_remaining_s:
            self._answer(Line.MORE_REST, seconds=wording.seconds_in_words(MORE_REST_S))
        self._tell(events)

    def set_tempo(self, tempo: float) -> None:
        """Let this exercise move slower or faster from its next move on; 1 is as shown."""
        state = self.state()
        if state is None or not self.is_active:
            return
        kept = min(TEMPO_MOST, max(TEMPO_LEAST, tempo))
        self._answer(_tempo_line(state.item.tempo, kept), tempo=f"{kept:g}")
        self._act(partial(Player.set_tempo, tempo=kept))
        self.tempo_changed.emit(state.item.exercise_id, kept)

    @Slot()
    def finish_early(self) -> None:
        """End the session here; a pause for pain makes it a safe stop."""
        if self._player is None:
            return
        state = self._player.state(self._clock.monotonic_s())
        self._stopped_for_pain = state.pause_reason is PauseReason.PAIN
        self._act(Player.finish_early)

    @Slot()
    def stop_for_pain(self) -> None:
        """It hurts: everything stops at once, also a pause becomes one for pain."""
        self._act(partial(Player.pause, reason=PauseReason.PAIN))

    def report_pain(self, value: int | None) -> None:
        """Stop for pain and store the answer, 0 to 10 or not given, with the exercise.

        Then :meth:`resume`, :meth:`skip_exercise` or :meth:`finish_early` follows.
        """
        state = self.state()
        if state is None or not self.is_active:
            return
        self.stop_for_pain()
        rating = Rating(
            Question.PAIN_DURING,
            value,
            self._clock.now(),
            exercise_id=state.item.exercise_id,
        )
        self._log.record_rating(self._key, rating)

    def end_exercise_with_set(self) -> None:
        """Leave what follows the set under way of this exercise, as soon as it has ended."""
        state = self.state()
        if state is not None and self.is_active:
            self._last_set = (state.block.item, state.block.set_number)
            self._answer(Line.FINISH_SET)

    def answer(self, line: Line) -> None:
        """Say back what the person has done outside of the session, such as silence it."""
        if self.is_active:
            self._answer(line)
            self.tick()

    @Slot()
    def tick(self) -> None:
        """Catch up with the clock; called by the timer at every boundary."""
        self._act(Player.advance)

    # -- private ------------------------------------------------------------

    def _answer(self, line: Line, **values: str) -> None:
        """Let the narrator say back what the person has just done."""
        if self._narrator is not None and self.is_active:
            self._narrator.answer(line, **values)

    def _act(self, action: Callable[[Player, float], tuple[Event, ...]]) -> None:
        """Do something to the session, if there is one, and tell what came of it."""
        if self._player:
            self._tell(action(self._player, self._clock.monotonic_s()))

    def _tell(self, events: tuple[Event, ...]) -> None:
        """Store and pass on what happened, then sleep until the next boundary."""
        player = self._player
        if player is None:
            return
        # What was done goes to the store first, whatever the receivers do with the session.
        for event in events:
            if isinstance(event, SetFinished):
                self._store_set(event)
        for event in events:
            self._tell_one(event)
            if self._player is not player:
                return
        now_s = self._clock.monotonic_s()
        state = player.state(now_s)
        if self._is_past_last_set(state):
            self._last_set = None
            self._tell(player.skip_exercise(now_s))
            return
        spoken = self._narrator is not None and self._narrator.follow(events, state, now_s)
        self._sounds.follow(events, state, now_s, spoken=spoken)
        self._sleep()
        self.state_changed.emit()

    def _is_past_last_set(self, state: PlayerState) -> bool:
        """Whether a set follows of an exercise that was to end with the one before."""
        if self._last_set is None or state.status is PlayerStatus.DONE:
            return False
        item, set_number = self._last_set
        return state.block.item == item and state.block.set_number > set_number

    def _tell_one(self, event: Event) -> None:
        match event:
            case PhaseEntered() | LeadInEntered():
                self.phase_entered.emit(event)
            case Paused(reason=reason):
                self.paused.emit(reason)
            case Resumed():
                self.resumed.emit()
            case Finished(early=early):
                self._early = early
                self.finished.emit(self._result())

    def _store_set(self, event: SetFinished) -> None:
        self._outcomes[event.index] = event
        record = SetRecord(
            item=event.block.item,
            exercise_id=event.block.exercise_id,
            set_number=event.block.set_number,
            side=event.block.side,
            repetitions=event.block.repetitions,
            repetitions_done=event.repetitions_done,
            hold_s=event.block.hold_s,
            completed=event.completed,
            started_at=self._wall(event.started_s),
            finished_at=self._wall(event.at_s),
        )
        self._log.record_set(self._key, record, lambda: self.set_committed.emit(event))

    def _wall(self, at_s: float) -> datetime:
        """The wall-clock time of a moment of the session's clock."""
        ago_s = (self._clock.monotonic_s() - at_s) / self._clock.rate
        return self._clock.now() - timedelta(seconds=ago_s)

    def _result(self) -> SessionResult:
        done = sum(outcome.completed for outcome in self._outcomes.values())
        sets = len(self._player.script.blocks) if self._player else 0
        return SessionResult(
            sets_done=self._done_before + done,
            sets=sets,
            early=self._early,
            stopped_for_pain=self._stopped_for_pain,
        )

    def _sleep(self) -> None:
        """Wake at the next whole second, cue or end of phase; never while nothing moves."""
        now_s = self._clock.monotonic_s()
        wake_s = self._player.next_wake_s(now_s) if self._player else None
        if wake_s is None:
            self._timer.stop()
            return
        cue_s = self._narrator.next_due_s if self._narrator is not None else None
        if cue_s is not None:
            wake_s = min(wake_s, cue_s)
        # Rounded up, so that the boundary has passed when the timer fires.
        self._timer.start(max(1, ceil((wake_s - now_s) / self._clock.rate * 1000.0)))


def _tempo_line(before: float, after: float) -> Line:
    if after == before:
        return Line.TEMPO_LIMIT
    if after == 1.0:
        return Line.AS_SHOWN
    return Line.SLOWER if after < before else Line.FASTER


def first_open_block(script: Script, session: UnfinishedSession) -> int:
    """The block to resume at: the first that was never stored; all of them if there is none."""
    stored = {record.key for record in session.sets}
    for index, block in enumerate(script.blocks):
        if (block.item, block.set_number, block.side) not in stored:
            return index
    return len(script.blocks)
