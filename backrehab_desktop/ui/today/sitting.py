"""How long a person has been at it, pauses and sleep of the computer left out."""

from __future__ import annotations


class Sitting:
    """Adds up the running time of a session; all times are of one monotonic clock."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._total_s = 0.0
        self._since_s: float | None = None
        self._seen_s = 0.0

    @property
    def active_s(self) -> float:
        """Seconds up to the last pause, or to the last look while it runs."""
        running = 0.0 if self._since_s is None else max(0.0, self._seen_s - self._since_s)
        return self._total_s + running

    def go_on(self, now_s: float) -> None:
        """Time counts from now."""
        self._since_s = self._seen_s = now_s

    def see(self, now_s: float) -> None:
        """The session runs at this moment."""
        self._seen_s = now_s

    def rest(self, now_s: float | None) -> None:
        """Time stops now; with ``None`` it had stopped when it was last seen running."""
        if now_s is not None and self._since_s is not None:
            self._seen_s = now_s
        self._total_s = self.active_s
        self._since_s = None
