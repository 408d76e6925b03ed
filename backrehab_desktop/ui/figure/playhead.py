"""Where a loop is: a function of a clock, never of counted frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backrehab_desktop.core.clock import Clock


class Playhead:
    """A place in an endless loop that runs, pauses, jumps and changes its speed."""

    def __init__(self, clock: Clock) -> None:
        """An empty loop, paused at its start."""
        self._clock = clock
        self._length_s = 0.0
        self._rate = 1.0
        self._place_s = 0.0
        self._since_s: float | None = None

    @property
    def is_playing(self) -> bool:
        """Whether time passes."""
        return self._since_s is not None

    @property
    def rate(self) -> float:
        """Seconds of the loop in one second of the clock."""
        return self._rate

    @property
    def share(self) -> float:
        """How far the loop is, 0 to 1; 1 only after :meth:`seek`."""
        if self._length_s <= 0.0:
            return 0.0
        if self._since_s is None:
            return self._place_s / self._length_s
        return (self._elapsed_s() % self._length_s) / self._length_s

    def load(self, length_s: float) -> None:
        """Take a loop of this length; paused at its start."""
        self._length_s = length_s
        self._place_s = 0.0
        self._since_s = None

    def play(self) -> None:
        """Let time pass; nothing happens without a loop."""
        if self._since_s is None and self._length_s > 0.0:
            self._since_s = self._clock.monotonic_s()

    def pause(self) -> None:
        """Stay where it is."""
        if self._since_s is not None:
            self._place_s = self._elapsed_s() % self._length_s
            self._since_s = None

    def seek(self, share: float) -> None:
        """Jump to this share of the loop."""
        self._place_s = min(max(share, 0.0), 1.0) * self._length_s
        if self._since_s is not None:
            self._since_s = self._clock.monotonic_s()

    def set_rate(self, rate: float) -> None:
        """Run this much faster from here on."""
        if self._since_s is not None:
            self._place_s = self._elapsed_s() % self._length_s
            self._since_s = self._clock.monotonic_s()
        self._rate = rate

    def _elapsed_s(self) -> float:
        if self._since_s is None:
            return self._place_s
        return self._place_s + (self._clock.monotonic_s() - self._since_s) * self._rate
