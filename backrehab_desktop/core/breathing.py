"""The breathing guide of long holds: when to breathe in and out, as a function of time.

What is spoken, how the ring swells and how the figure breathes come from here, so
that all three say the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import cos, pi
from typing import Final

GUIDED_FROM_S: Final = 10.0
"""Holds longer than this are guided."""
BREATH_S: Final = 4.0
"""One breath in, or one out: seven to eight breaths a minute, slow but easy. A judgement."""
_LEAST_OUT_S: Final = 2.0
"""Nobody can let go of a breath in less without haste; there is no breath in before that."""
_END_S: Final = 4.0
"""The end of a hold is counted down: nothing new begins in it."""


@dataclass(frozen=True, slots=True)
class Breath:
    """One breath in or out."""

    at_s: float
    """Seconds from the beginning of the hold."""
    duration_s: float
    inward: bool


@lru_cache(maxsize=64)
def breaths(hold_s: float) -> tuple[Breath, ...]:
    """The guided breaths of a hold: in and out in turns, each in followed by its out.

    They begin after the words of the hold, and the last one out ends with it at the
    latest. None where the hold is too short to be guided.
    """
    guided: list[Breath] = []
    at_s = BREATH_S
    while hold_s > GUIDED_FROM_S and at_s < hold_s - _END_S:
        out_s = min(BREATH_S, hold_s - at_s - BREATH_S)
        if out_s < _LEAST_OUT_S:
            break
        guided.append(Breath(at_s, BREATH_S, inward=True))
        guided.append(Breath(at_s + BREATH_S, out_s, inward=False))
        at_s += 2.0 * BREATH_S
    return tuple(guided)


def fullness_at(elapsed_s: float, hold_s: float) -> float | None:
    """How full of air one should be, 0 to 1; ``None`` in a hold that is not guided."""
    guided = breaths(hold_s)
    if not guided:
        return None
    for breath in guided:
        share = (elapsed_s - breath.at_s) / breath.duration_s
        if 0.0 <= share < 1.0:
            swelling = (1.0 - cos(pi * share)) / 2.0
            return swelling if breath.inward else 1.0 - swelling
    return 0.0
