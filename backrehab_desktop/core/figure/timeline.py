"""When a motion reaches which of its samples; plain Python, so it may load before the first paint.

A motion is a chain of moves between key poses. Each move is baked into a fixed number of samples
that are equally spaced in *progress* (0 at its first key, 1 at its second). The timeline owns the
other half: how progress depends on time. So tempo and hold lengths can change without solving
anything anew.

Two kinds of motion have no repetitions: a *cyclic* one, such as walking, passes its keys at an even
pace and begins anew without a pause; a *still* one is a picture and has one key.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

SAMPLES_PER_MOVE = 64
"""Samples from one key to the next; the last sample of a move is the first of the following."""

SETTLE_S = 0.8
"""Stillness at the start pose between two cycles of a looping preview."""


class Part(StrEnum):
    """The parts of one repetition."""

    MOVE = "move"
    HOLD = "hold"
    RETURN = "return"


def minimum_jerk(fraction: float) -> float:
    """Progress of a natural reaching movement after a fraction of its time.

    The smoothest movement between two rests, u^3 (10 - 15 u + 6 u^2): Flash and Hogan 1985.
    """
    u = min(max(fraction, 0.0), 1.0)
    return u * u * u * (10.0 - 15.0 * u + 6.0 * u * u)


@dataclass(frozen=True, slots=True)
class TimelineKey:
    """One key pose as far as time is concerned."""

    name: str
    move_s: float
    """Seconds of the move that leads here at normal tempo; 0 for the first key."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The keys of one cycle, from the start pose over the hold key back to the start pose."""

    keys: tuple[TimelineKey, ...]
    hold_index: int
    """The key on which the prescription's hold time is spent; of a motion without repetitions the
    one that stands for it on a picture."""
    cyclic: bool = False
    """Whether it goes on without end: no hold, no pause, all of it one move at an even pace."""

    @property
    def still(self) -> bool:
        """Whether it is a picture: one pose, and no time passes."""
        return len(self.keys) == 1

    @property
    def move_s(self) -> float:
        """Seconds from the start pose to the hold key at normal tempo; a cyclic motion's cycle."""
        return sum(key.move_s for key in self.keys[: self._move_end + 1])

    @property
    def return_s(self) -> float:
        """Seconds from the hold key back to the start pose at normal tempo."""
        return sum(key.move_s for key in self.keys[self._move_end + 1 :])

    @property
    def sample_count(self) -> int:
        """How many samples the baked motion has."""
        return (len(self.keys) - 1) * SAMPLES_PER_MOVE + 1

    @property
    def hold_sample(self) -> int:
        """The sample shown throughout the hold."""
        return self.hold_index * SAMPLES_PER_MOVE

    @property
    def key_shares(self) -> tuple[float, ...]:
        """The share of a cyclic motion's cycle that has passed at each key, 0 to 1."""
        ends = list(accumulate(key.move_s for key in self.keys))
        return tuple(end / ends[-1] for end in ends)

    def key_sample(self, name: str) -> int:
        """The first sample at which a key's pose is reached.

        Raises ``KeyError`` for a name that no key has.
        """
        for index, key in enumerate(self.keys):
            if key.name == name:
                return index * SAMPLES_PER_MOVE
        raise KeyError(name)

    def sample(self, part: Part, fraction: float) -> float:
        """Position on the baked samples after a fraction (0..1) of a part's time.

        Fractions outside 0..1 count as the nearer end.
        """
        if part is Part.HOLD:
            return float(self.hold_sample)
        if part is Part.MOVE:
            return self._sample_between(0, self._move_end, fraction)
        return self._sample_between(self._move_end, len(self.keys) - 1, fraction)

    def cycle_s(self, hold_s: float) -> float:
        """Seconds of one whole repetition with its settling pause, for looping previews.

        Nothing pauses in a cyclic motion; a still one has no length.
        """
        if self.cyclic or self.still:
            return self.move_s
        return self.move_s + hold_s + self.return_s + SETTLE_S

    def cycle_share(self, hold_s: float) -> float:
        """The share of such a repetition at which its hold is half over, 0 to 1.

        Of a cyclic motion it is the moment that stands for it.
        """
        if self.still:
            return 0.0
        reached_s = sum(key.move_s for key in self.keys[: self.hold_index + 1])
        return (reached_s + (0.0 if self.cyclic else hold_s / 2)) / self.cycle_s(hold_s)

    def cycle_sample(self, t_s: float, hold_s: float) -> float:
        """Position on the samples ``t_s`` seconds into one cycle, which is not repeated.

        Before the start and after the end it is the first or last sample.
        """
        if self.still:
            return 0.0
        if t_s <= self.move_s:
            return self.sample(Part.MOVE, t_s / self.move_s)
        if self.cyclic:
            return float(self.sample_count - 1)
        if t_s <= self.move_s + hold_s:
            return float(self.hold_sample)
        return self.sample(Part.RETURN, (t_s - self.move_s - hold_s) / self.return_s)

    def at_cycle(self, t_s: float, hold_s: float) -> tuple[Part, float]:
        """Part and fraction ``t_s`` seconds into an endless loop of cycles."""
        if self.still:
            return Part.HOLD, 0.0
        t_s = t_s % self.cycle_s(hold_s)
        if t_s < self.move_s:
            return Part.MOVE, t_s / self.move_s
        t_s -= self.move_s
        if self.cyclic:
            return Part.MOVE, 1.0
        if t_s < hold_s:
            return Part.HOLD, t_s / hold_s
        return Part.RETURN, min((t_s - hold_s) / self.return_s, 1.0)

    @property
    def _move_end(self) -> int:
        """The key at which the first part of a repetition ends."""
        return len(self.keys) - 1 if self.cyclic else self.hold_index

    def _sample_between(self, first: int, last: int, fraction: float) -> float:
        """The sample after a fraction of the moves that lead from one key to another."""
        if first == last:
            return float(last * SAMPLES_PER_MOVE)
        durations = [key.move_s for key in self.keys[first + 1 : last + 1]]
        ends = list(accumulate(durations))
        elapsed = min(max(fraction, 0.0), 1.0) * ends[-1]
        move = min(bisect_right(ends, elapsed), len(ends) - 1)
        within = (elapsed - (ends[move] - durations[move])) / durations[move]
        progress = within if self.cyclic else minimum_jerk(within)
        return (first + move + progress) * SAMPLES_PER_MOVE
