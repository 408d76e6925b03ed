"""The two readings of time that the rest of the program may ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime


class Clock(Protocol):
    """A source of time, always passed in so that tests can replace it.

    Durations come from :meth:`monotonic_s` only; :meth:`now` is for what is
    written down.
    """

    def monotonic_s(self) -> float:
        """Seconds from an arbitrary origin; never goes back."""
        ...

    def now(self) -> datetime:
        """The wall-clock time, aware, in the local time zone."""
        ...
