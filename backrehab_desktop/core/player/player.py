"""The player: a cursor over a script whose deadlines come from a monotonic clock.

No clock is read here. Every method takes ``now_s``, a reading of one monotonic
clock, and first catches up to it: a phase ends exactly ``duration_s`` after it
began, however late the reading comes, so nothing can accumulate.
"""

from __future__ import annotations

from math import inf

from backrehab_desktop.core.player.events import (
    Event,
    Finished,
    LeadInEntered,
    Paused,
    PauseReason,
    PhaseEntered,
    Resumed,
    SetFinished,
)
from backrehab_desktop.core.player.script import Phase, PhaseKind, Script
from backrehab_desktop.core.player.state import PlayerState, PlayerStatus, countdown_s

MAX_GAP_S = 2.0
LEAD_IN_S = 3.0

_ROUNDING_S = 1e-6
# The difference of two readings is rounded: a stall of just the longest length is no gap.


class Player:
    """Plays a script once, from the first phase of ``first_block`` on.

    ``max_gap_s`` is the longest time between two readings that still counts as
    exercise: after a longer one the session is paused at the reading before it.
    ``lead_in_s`` is the get-ready shown after a pause inside a repetition.
    """

    def __init__(
        self,
        script: Script,
        *,
        first_block: int = 0,
        lead_in_s: float = LEAD_IN_S,
        max_gap_s: float = MAX_GAP_S,
    ) -> None:
        if not 0 <= first_block <= len(script.blocks):
            raise ValueError(f"the session has no set {first_block}")
        self._script = script
        self._first_block = first_block
        self._lead_in_s = lead_in_s
        self._max_gap_s = max_gap_s
        self._status = PlayerStatus.READY
        self._pause_reason: PauseReason | None = None
        self._index = (
            script.block_starts[first_block]
            if first_block < len(script.blocks)
            else len(script.phases) - 1
        )
        self._seen_s = 0.0
        self._entered_s = 0.0
        """When the phase would have begun without its pauses; counts only while running."""
        self._elapsed_s = 0.0
        """Time spent in the phase; counts only while not running or in the lead-in."""
        self._lead_in_end_s: float | None = None
        self._lead_in_extra_s = 0.0
        self._extra_s = 0.0
        """What was added to this phase."""
        self._pending_rest_s = 0.0
        """What was added to the next rest."""
        self._repetitions_done = 0
        self._held_s = 0.0
        self._set_started_s: float | None = None
        self._outcomes: dict[int, SetFinished] = {}

    @property
    def script(self) -> Script:
        """The script that is played."""
        return self._script

    @property
    def status(self) -> PlayerStatus:
        """Whether time passes."""
        return self._status

    # -- time ---------------------------------------------------------------

    def start(self, now_s: float, *, settle_s: float = 0.0) -> tuple[Event, ...]:
        """Begin; ``settle_s`` is added to the first get-ready: the way from the desk to the mat."""
        if self._status is not PlayerStatus.READY:
            return ()
        self._status = PlayerStatus.RUNNING
        self._seen_s = now_s
        events = self._enter(self._index, now_s)
        if self._phase.kind is PhaseKind.GET_READY:
            self._extra_s = settle_s
        return events

    def advance(self, now_s: float) -> tuple[Event, ...]:
        """Catch up with the clock and tell what happened since the last reading."""
        if self._status is not PlayerStatus.RUNNING:
            return ()
        if self._is_gap(now_s):
            return self._stop(self._seen_s, PauseReason.GAP)
        self._seen_s = max(self._seen_s, now_s)
        events: list[Event] = []
        if self._lead_in_end_s is not None:
            if self._seen_s < self._lead_in_end_s:
                return ()
            events.append(PhaseEntered(self._lead_in_end_s, self._phase, self._index, True))
            self._note_start(self._lead_in_end_s)
            self._lead_in_end_s = None
        while self._seen_s >= self._end_s:
            events += self._complete_phase(self._end_s)
        return tuple(events)

    def next_wake_s(self, now_s: float) -> float | None:
        """When the shown whole second changes or the phase ends; ``None`` while nothing moves."""
        if self._status is not PlayerStatus.RUNNING:
            return None
        end_s = self._end_s if self._lead_in_end_s is None else self._lead_in_end_s
        return end_s - max(0, countdown_s(end_s - now_s) - 1)

    # -- pausing ------------------------------------------------------------

    def pause(self, now_s: float, reason: PauseReason = PauseReason.USER) -> tuple[Event, ...]:
        """Stand still; the phase keeps its place exactly. Pain turns any pause into its own."""
        events = self.advance(now_s)
        if self._status is PlayerStatus.RUNNING:
            return events + self._stop(self._seen_s, reason)
        becomes_pain = reason is PauseReason.PAIN and self._pause_reason not in (None, reason)
        if becomes_pain:
            self._pause_reason = reason
            return (*events, Paused(now_s, reason))
        return events

    def resume(self, now_s: float) -> tuple[Event, ...]:
        """Go on. Inside a repetition a lead-in comes first, then the phase where it stopped."""
        if self._status is not PlayerStatus.PAUSED:
            return ()
        self._status = PlayerStatus.RUNNING
        self._pause_reason = None
        self._seen_s = now_s
        self._entered_s = now_s - self._elapsed_s
        if not self._phase.kind.is_repetition or self._lead_in_s <= 0.0:
            self._note_start(now_s)
            return (Resumed(now_s), PhaseEntered(now_s, self._phase, self._index, True))
        self._lead_in_end_s = now_s + self._lead_in_s
        self._lead_in_extra_s = 0.0
        self._entered_s += self._lead_in_s
        return (Resumed(now_s), LeadInEntered(now_s, self._lead_in_s, self._phase))

    # -- moving in the script -----------------------------------------------

    def skip(self, now_s: float) -> tuple[Event, ...]:
        """Go on at once: out of a waiting phase to the next one, out of a set to what follows.

        A set that is left is told as not completed, with the repetitions done.
        A paused session stays paused at the new place.
        """
        events = self.advance(now_s)
        if not self._is_under_way:
            return events
        if not self._phase.kind.is_repetition:
            return events + self._enter(self._index + 1, now_s)
        block = self._phase.block
        left = self._finish_set(block, self._seen_s, completed=False)
        return events + left + self._enter(self._script.entry_of_block(block + 1), now_s)

    def skip_exercise(self, now_s: float) -> tuple[Event, ...]:
        """Leave all that is left of this exercise; each of its sets is told as not completed."""
        events = self.advance(now_s)
        if not self._is_under_way:
            return events
        block = self._phase.block
        after = self._script.block_after_item(self._script.blocks[block].item)
        for number in range(block, after):
            events += self._finish_set(number, self._seen_s, completed=False)
            self._forget_set()
        return events + self._enter(self._script.entry_of_block(after), now_s)

    def back(self, now_s: float) -> tuple[Event, ...]:
        """Restart this set, or the one before if this one has hardly begun.

        Hardly begun means: no farther than the move of its first repetition. Never
        goes back past the block the player was built with.
        """
        events = self.advance(now_s)
        if not self._is_under_way:
            return events
        phase = self._phase
        hardly_begun = phase.repetition == 1 and phase.kind not in (
            PhaseKind.HOLD,
            PhaseKind.RETURN,
        )
        target = max(self._first_block, phase.block - hardly_begun)
        self._forget_set()
        return events + self._enter(self._script.block_starts[target], now_s)

    def add_rest(self, now_s: float, seconds_s: float = 10.0) -> tuple[Event, ...]:
        """Lengthen this wait; during a repetition, the next rest that comes.

        A lead-in is lengthened itself. After the last rest of the session there is
        nothing left to lengthen, and nothing happens.
        """
        events = self.advance(now_s)
        if not self._is_under_way:
            return events
        if self._lead_in_end_s is not None:
            self._lead_in_end_s += seconds_s
            self._lead_in_extra_s += seconds_s
            self._entered_s += seconds_s
        elif not self._phase.kind.is_repetition:
            self._extra_s += seconds_s
        elif any(phase.kind.is_rest for phase in self._script.phases[self._index + 1 :]):
            self._pending_rest_s += seconds_s
        return events

    def set_tempo(self, now_s: float, tempo: float) -> tuple[Event, ...]:
        """Let this exercise move at another tempo, from its next move on.

        The move under way keeps its pace, so that the figure does not jump. Holds and
        rests are doses and keep their length. Raises ``ValueError`` for a tempo that
        is not above zero.
        """
        events = self.advance(now_s)
        if not self._is_under_way:
            return events
        before_s = self._phase.duration_s
        self._script = self._script.with_tempo(self._script.blocks[self._phase.block].item, tempo)
        self._extra_s += before_s - self._phase.duration_s
        return events

    def finish_early(self, now_s: float) -> tuple[Event, ...]:
        """End the session here. A set under way is told if a repetition of it was done."""
        events = self.advance(now_s)
        if not self._is_under_way:
            return events
        if self._repetitions_done > 0:
            events += self._finish_set(self._phase.block, self._seen_s, completed=False)
        return events + self._enter(len(self._script.phases) - 1, now_s, early=True)

    # -- looking ------------------------------------------------------------

    def state(self, now_s: float) -> PlayerState:
        """How things stand at ``now_s``; changes nothing and never looks past a boundary."""
        phase = self._phase
        block = self._script.blocks[phase.block]
        elapsed_s = self._elapsed_at(now_s)
        duration_s = phase.duration_s + self._extra_s
        lead_in_s = self._lead_in_s + self._lead_in_extra_s
        lead_in_left_s = self._lead_in_left_at(now_s)
        remaining_s = self._script.total_s - self._script.starts_s[self._index]
        remaining_s += self._extra_s + self._pending_rest_s - elapsed_s + lead_in_left_s
        lead_in = lead_in_left_s > 0.0
        return PlayerState(
            status=self._status,
            pause_reason=self._pause_reason,
            item=self._script.items[block.item],
            item_number=block.item + 1,
            items=len(self._script.items),
            block=block,
            block_index=phase.block,
            phase=phase,
            kind=PhaseKind.GET_READY if lead_in else phase.kind,
            lead_in=lead_in,
            elapsed_s=lead_in_s - lead_in_left_s if lead_in else elapsed_s,
            duration_s=lead_in_s if lead_in else duration_s,
            phase_fraction=min(1.0, elapsed_s / duration_s) if duration_s > 0.0 else 1.0,
            repetitions_done=self._repetitions_done,
            session_remaining_s=max(0.0, remaining_s),
            session_total_s=self._script.total_s,
        )

    # -- private ------------------------------------------------------------

    @property
    def _phase(self) -> Phase:
        return self._script.phases[self._index]

    @property
    def _is_under_way(self) -> bool:
        return self._status in (PlayerStatus.RUNNING, PlayerStatus.PAUSED)

    @property
    def _end_s(self) -> float:
        if self._phase.kind is PhaseKind.DONE:
            return inf
        return self._entered_s + self._phase.duration_s + self._extra_s

    def _credible(self, now_s: float) -> float:
        """``now_s``, or the last reading if the gap between them is too long to count."""
        return self._seen_s if self._is_gap(now_s) else max(now_s, self._seen_s)

    def _is_gap(self, now_s: float) -> bool:
        return now_s - self._seen_s > self._max_gap_s + _ROUNDING_S

    def _elapsed_at(self, now_s: float) -> float:
        """Time spent in the phase, never more than it lasts."""
        if self._status is not PlayerStatus.RUNNING:
            return self._elapsed_s
        now_s = self._credible(now_s)
        if self._lead_in_end_s is not None and now_s < self._lead_in_end_s:
            return self._elapsed_s
        return min(now_s, self._end_s) - self._entered_s

    def _lead_in_left_at(self, now_s: float) -> float:
        if self._lead_in_end_s is None:
            return 0.0
        return max(0.0, self._lead_in_end_s - self._credible(now_s))

    def _stop(self, at_s: float, reason: PauseReason) -> tuple[Event, ...]:
        self._elapsed_s = self._elapsed_at(at_s)
        self._lead_in_end_s = None
        self._status = PlayerStatus.PAUSED
        self._pause_reason = reason
        return (Paused(at_s, reason),)

    def _complete_phase(self, at_s: float) -> tuple[Event, ...]:
        """Credit the phase that ended at ``at_s`` and enter the next at that very moment."""
        phase = self._phase
        events: tuple[Event, ...] = ()
        if phase.kind is PhaseKind.HOLD:
            self._held_s += phase.duration_s
        if phase.ends_repetition:
            self._repetitions_done = phase.repetition
        if phase.ends_block:
            events = self._finish_set(phase.block, at_s, completed=True)
        return events + self._enter(self._index + 1, at_s)

    def _enter(self, index: int, at_s: float, *, early: bool = False) -> tuple[Event, ...]:
        """Put the cursor at the start of a phase."""
        left = self._phase
        self._index = index
        phase = self._phase
        self._entered_s = at_s
        self._elapsed_s = 0.0
        self._lead_in_end_s = None
        self._extra_s = 0.0
        if phase.kind.is_rest:
            self._extra_s, self._pending_rest_s = self._pending_rest_s, 0.0
        if phase.block != left.block:
            self._forget_set()
        if self._status is PlayerStatus.RUNNING:
            self._note_start(at_s)
        entered = PhaseEntered(at_s, phase, index)
        if phase.kind is not PhaseKind.DONE:
            return (entered,)
        self._status = PlayerStatus.DONE
        self._pause_reason = None
        return (entered, Finished(at_s, early))

    def _note_start(self, at_s: float) -> None:
        """Note when the first repetition of the set begins."""
        if self._phase.kind.is_repetition and self._set_started_s is None:
            self._set_started_s = at_s

    def _finish_set(self, index: int, at_s: float, *, completed: bool) -> tuple[Event, ...]:
        """Tell the outcome of a block, unless it already had one at least as good."""
        phase = self._phase
        held_s = self._held_s
        if phase.kind is PhaseKind.HOLD and not completed and phase.block == index:
            held_s += self._elapsed_at(at_s)
        outcome = SetFinished(
            at_s=at_s,
            index=index,
            block=self._script.blocks[index],
            repetitions_done=self._repetitions_done,
            held_s=held_s,
            completed=completed,
            started_s=at_s if self._set_started_s is None else self._set_started_s,
        )
        before = self._outcomes.get(index)
        if before and (before.completed, before.repetitions_done) >= (
            completed,
            outcome.repetitions_done,
        ):
            return ()
        self._outcomes[index] = outcome
        return (outcome,)

    def _forget_set(self) -> None:
        """Start counting a set anew."""
        self._repetitions_done = 0
        self._held_s = 0.0
        self._set_started_s = None
