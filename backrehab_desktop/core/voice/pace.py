"""How long a text takes to be spoken: an estimate that learns from what was spoken."""

from __future__ import annotations

import re
from typing import Final

_CHARACTERS_PER_S: Final = 17.0
_ONSET_S: Final = 0.2
_BREAK_S: Final = 0.3
# espeak-ng at its normal rate, voiced part of its files: 27 characters in 1.63 s, 9 in 0.51,
# 5 in 0.43; 53 with two full stops between in 3.70.
_TAIL_S: Final = 0.3
# How long after its last sound the engine says that a text has ended (speechd, measured).
_LEARNING: Final = 0.3
_BOUNDS: Final = (0.4, 3.0)
# A voice this far from normal is a measurement gone wrong, not a voice.

_BREAK = re.compile(r"[.?!:] ")


class SpokenPace:
    """Seconds a text takes with the voice in use."""

    def __init__(self) -> None:
        self._factor = 1.0

    def seconds(self, text: str) -> float:
        """The time to expect for ``text``."""
        breaks = len(_BREAK.findall(text))
        return self._factor * (_ONSET_S + len(text) / _CHARACTERS_PER_S + breaks * _BREAK_S)

    def learn(self, text: str, spoken_s: float) -> None:
        """Take into account that ``text`` took ``spoken_s``, as the engine tells it."""
        plain_s = self.seconds(text) / self._factor
        factor = min(_BOUNDS[1], max(_BOUNDS[0], (spoken_s - _TAIL_S) / plain_s))
        self._factor += _LEARNING * (factor - self._factor)
