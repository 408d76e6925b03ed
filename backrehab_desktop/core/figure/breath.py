"""Breathing during a long hold: only the belly moves, everything else keeps still.

People hold their breath when they hold a pose, and every text tells them not to; so the figure
breathes. A hold is a whole number of quiet breaths, which begin and end breathed out: nothing
jumps where the movement goes on.
"""

from __future__ import annotations

from math import cos, floor, pi

BREATH_S = 4.5
"""About how long a quiet breath takes (own): some thirteen a minute."""
_LEAST_HOLD_S = 4.0
"""In a shorter hold one breath would look like haste."""
_STEPS_PER_S = 8
"""A slow, small movement needs no more pictures."""

RISE = 0.007
"""How far the navel comes out at the top of a quiet breath, statures (own): a good centimetre."""


def breath_at(elapsed_s: float, hold_s: float) -> float:
    """How far in one has breathed, 0 to 1, after a time in a hold of ``hold_s`` seconds.

    It changes a few times a second and is 0 at both ends and in short holds.
    """
    if hold_s < _LEAST_HOLD_S or not 0.0 < elapsed_s < hold_s:
        return 0.0
    period_s = hold_s / max(1, round(hold_s / BREATH_S))
    stepped_s = floor(elapsed_s * _STEPS_PER_S) / _STEPS_PER_S
    return (1.0 - cos(2.0 * pi * stepped_s / period_s)) / 2.0
