"""Reads ratings from single digit keys, where ten takes two."""

from __future__ import annotations

_PAIR_MS = 1200
"""A 0 within this time after a 1 makes it ten; later it is a rating of its own."""


class DigitKeys:
    """Turns digits and the times of their events into ratings from 0 to 10."""

    def __init__(self) -> None:
        """Nothing typed yet."""
        self._one_at_ms: int | None = None

    def read(self, digit: int, at_ms: int) -> int:
        """The rating after this digit, typed at ``at_ms`` of the event clock."""
        one_at, self._one_at_ms = self._one_at_ms, at_ms if digit == 1 else None
        if digit == 0 and one_at is not None and 0 <= at_ms - one_at <= _PAIR_MS:
            return 10
        return digit

    def forget(self) -> None:
        """Start anew, as after the answer was taken back."""
        self._one_at_ms = None
