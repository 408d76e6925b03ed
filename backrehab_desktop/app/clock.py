"""The real clocks: the only module that reads the time of the machine."""

from __future__ import annotations

import sys
import time
from datetime import datetime
from typing import Protocol

from backrehab_desktop.core.clock import Clock


class SessionClock(Clock, Protocol):
    """A clock for the player, which may run faster than the wall."""

    @property
    def rate(self) -> float:
        """Seconds of :meth:`monotonic_s` in one second of waiting."""
        ...


def _awake_and_asleep_s() -> float:
    """Monotonic seconds that go on while the computer is suspended.

    ``time.monotonic`` leaves suspend out on Linux and macOS, so a session would
    run on after a night with the lid closed as if nothing had been. The clocks
    below count it, and like every monotonic clock they do not notice when the
    wall clock is set (by a person, a time server or summer time). On Windows
    ``time.monotonic`` counts suspend already.
    """
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.monotonic()


class SystemClock:
    """The machine's own time. Suspend shows as a gap, a change of the wall clock not at all."""

    @property
    def rate(self) -> float:
        """One."""
        return 1.0

    def monotonic_s(self) -> float:
        """Seconds from an arbitrary origin, with those the computer slept."""
        return _awake_and_asleep_s()

    def now(self) -> datetime:
        """The wall-clock time in the local zone."""
        return datetime.now().astimezone()


class ScaledClock:
    """A clock whose monotonic seconds pass ``rate`` times faster (``--time-scale``).

    The wall-clock time stays the true one, so what is stored bears the moment
    it happened. Raises ``ValueError`` for a rate that is not above zero.
    """

    def __init__(self, clock: Clock, rate: float) -> None:
        if not rate > 0.0:
            raise ValueError(f"the time scale must be above zero, not {rate}")
        self._clock = clock
        self._rate = rate
        self._origin_s = clock.monotonic_s()

    @property
    def rate(self) -> float:
        """Seconds of this clock in one real second."""
        return self._rate

    def monotonic_s(self) -> float:
        """Scaled seconds since the clock was made."""
        return (self._clock.monotonic_s() - self._origin_s) * self._rate

    def now(self) -> datetime:
        """The wall-clock time, not scaled."""
        return self._clock.now()
