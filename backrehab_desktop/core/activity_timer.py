"""The stopwatch of an activity such as walking: a value; whoever holds it brings the clock.

All readings are of one monotonic clock that also counts while the computer
sleeps. Unlike an exercise, a walk goes on when nobody looks, so a gap between
two looks is counted like any other time. What would be nonsense is found by
another rule: when the person has not been heard of for longer than the plan and
:data:`GRACE_S` (without a plan :data:`OPEN_END_S`), the timer is *unsure*. It
counts on, but what it vouches for, :meth:`ActivityTimer.kept_s`, stands still
until the person says how it was.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

GRACE_S = 10 * 60.0
"""Time past the plan that needs no explanation: coming home, taking off the shoes."""

OPEN_END_S = 60 * 60.0
"""Time without a plan, or after the person said "still going", until it is asked again."""

SLEPT_S = 120.0
"""A gap between two looks, which come every half minute, that only sleep can explain."""

LONGEST_S = 600 * 60.0
"""No single activity is recorded as longer than ten hours."""


class ActivityCue(StrEnum):
    """A moment of a planned activity that is told by a tone."""

    HALF = "half"
    END = "end"


@dataclass(frozen=True, slots=True)
class ActivityTimer:
    """How long it has gone on, and until when that can be believed.

    Made by :meth:`start`. Every method takes the clock's reading; those that
    change something return the timer as it is afterwards.
    """

    planned_s: float | None
    """``None``: an open end."""
    counted_s: float
    """Seconds up to the last start or pause."""
    since_s: float | None
    """The clock's reading at the last start; ``None`` while paused."""
    touched_s: float
    """Seconds it had counted when the person was last heard of."""
    seen_s: float
    """The clock's reading at the last look."""
    slept_from_s: float | None
    """Seconds it had counted when the computer fell asleep, since the person was last heard of."""

    @classmethod
    def start(cls, now_s: float, planned_s: float | None = None) -> Self:
        """A timer that runs from now on. Raises ``ValueError`` for a plan of no length."""
        if planned_s is not None and not planned_s > 0.0:
            raise ValueError(f"a plan must have a length, not {planned_s} s")
        return cls(
            planned_s=planned_s,
            counted_s=0.0,
            since_s=now_s,
            touched_s=0.0,
            seen_s=now_s,
            slept_from_s=None,
        )

    # -- looking ------------------------------------------------------------

    @property
    def is_running(self) -> bool:
        """Whether time passes."""
        return self.since_s is not None

    def elapsed_s(self, now_s: float) -> float:
        """Seconds without the pauses, at most :data:`LONGEST_S`."""
        running_s = 0.0 if self.since_s is None else max(0.0, now_s - self.since_s)
        return min(self.counted_s + running_s, LONGEST_S)

    def remaining_s(self, now_s: float) -> float | None:
        """Seconds left of the plan, 0 once it is done; ``None`` with an open end."""
        return None if self.planned_s is None else max(0.0, self.planned_s - self.elapsed_s(now_s))

    def is_unsure(self, now_s: float) -> bool:
        """Whether the person has to be asked if they were still going."""
        return self.is_running and self.elapsed_s(now_s) > self._believed_until_s

    def kept_s(self, now_s: float) -> float:
        """Seconds that may be recorded without asking.

        While unsure: the planned time; with an open end what was counted before
        the computer slept, or else up to where the doubt began.
        """
        if not self.is_unsure(now_s):
            return self.elapsed_s(now_s)
        if self._is_within_plan and self.planned_s is not None:
            return self.planned_s
        return min(self._believed_until_s, self.slept_from_s or LONGEST_S)

    def next_wake_s(self, now_s: float, step_s: float) -> float | None:
        """The reading at which there is something to show or sound next.

        That is the next whole ``step_s`` of elapsed time or a cue; ``None`` while
        nothing changes.
        """
        elapsed_s = self.elapsed_s(now_s)
        if not self.is_running or elapsed_s >= LONGEST_S:
            return None
        moments = [(math.floor(elapsed_s / step_s) + 1) * step_s, *self._cues.values()]
        return now_s + min(at_s for at_s in moments if at_s > elapsed_s) - elapsed_s

    def cues(self, now_s: float) -> tuple[tuple[ActivityCue, float], ...]:
        """The cues reached since the last look, in order, each with the seconds since it."""
        before_s, elapsed_s = self.elapsed_s(self.seen_s), self.elapsed_s(now_s)
        return tuple(
            (cue, elapsed_s - at_s)
            for cue, at_s in self._cues.items()
            if before_s < at_s <= elapsed_s
        )

    # -- changing -----------------------------------------------------------

    def look(self, now_s: float) -> Self:
        """Note that the program was awake at this moment."""
        if not self.is_running:
            return replace(self, seen_s=now_s)
        slept = now_s - self.seen_s > SLEPT_S and self.slept_from_s is None
        slept_from_s = self.elapsed_s(self.seen_s) if slept else self.slept_from_s
        return replace(self, seen_s=now_s, slept_from_s=slept_from_s)

    def pause(self, now_s: float) -> Self:
        """Stand still; what may not be recorded without asking is left out."""
        return self._stopped_at(self.kept_s(now_s), now_s)

    def resume(self, now_s: float) -> Self:
        """Go on after a pause; nothing changes while it runs."""
        return self if self.is_running else replace(self._heard(now_s), since_s=now_s)

    def confirm(self, now_s: float) -> Self:
        """The person says that they are still going: everything counts."""
        return self._heard(now_s)

    def set_elapsed(self, elapsed_s: float, now_s: float) -> Self:
        """The person says how long it was: it stands still there."""
        return self._stopped_at(min(max(0.0, elapsed_s), LONGEST_S), now_s)

    # -- private ------------------------------------------------------------

    @property
    def _is_within_plan(self) -> bool:
        """Whether the plan was not yet done when the person was last heard of."""
        return self.planned_s is not None and self.touched_s < self.planned_s

    @property
    def _believed_until_s(self) -> float:
        if self._is_within_plan and self.planned_s is not None:
            return self.planned_s + GRACE_S
        return self.touched_s + OPEN_END_S

    @property
    def _cues(self) -> dict[ActivityCue, float]:
        if self.planned_s is None:
            return {}
        return {ActivityCue.HALF: self.planned_s / 2, ActivityCue.END: self.planned_s}

    def _heard(self, now_s: float) -> Self:
        return replace(self, touched_s=self.elapsed_s(now_s), seen_s=now_s, slept_from_s=None)

    def _stopped_at(self, elapsed_s: float, now_s: float) -> Self:
        return replace(
            self,
            counted_s=elapsed_s,
            since_s=None,
            touched_s=elapsed_s,
            seen_s=now_s,
            slept_from_s=None,
        )
