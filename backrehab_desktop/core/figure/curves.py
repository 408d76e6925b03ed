"""Smooth curves through a few values: periodic ones, and ones that begin and end at rest."""

from __future__ import annotations

from math import factorial
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backrehab_desktop.core.figure.pose import FloatArray

_TERMS = 6


def periodic(values: Sequence[float], share: FloatArray) -> FloatArray:
    """The smoothest periodic curve through equally spaced values, at shares of the period, (T,).

    A sum of waves (trigonometric interpolation): as smooth as movement is, and the same value
    for every share that differs by a whole period.
    """
    count = len(values)
    waves = np.fft.rfft(np.asarray(values, dtype=np.float64)) / count
    order = np.arange(len(waves))
    # Every wave but the mean and, of an even number of values, the last stands for two.
    twice = np.where((order == 0) | (2 * order == count), 1.0, 2.0)
    angle = 2.0 * np.pi * np.outer(share, order)
    curve: FloatArray = np.cos(angle) @ (twice * waves.real) - np.sin(angle) @ (twice * waves.imag)
    return curve


class RestingCurve:
    """A curve of fifth degree pieces through knots, at rest before the first and after the last.

    Its first four derivatives have no jump between the ends, the first two none at the ends.
    """

    def __init__(self, knots: Sequence[tuple[float, float]]) -> None:
        """Knots are (place, value) with rising places, three or more."""
        self._places = np.array([place for place, _ in knots])
        self._values = np.array([value for _, value in knots])
        self._pieces = self._solve()

    def __call__(self, place: FloatArray) -> FloatArray:
        """Values at places, (T,)."""
        inside = np.clip(place, self._places[0], self._places[-1])
        last = len(self._pieces) - 1
        piece = np.clip(np.searchsorted(self._places, inside, "right") - 1, 0, last)
        width = self._places[piece + 1] - self._places[piece]
        local = (inside - self._places[piece]) / width
        powers = local[:, None] ** np.arange(_TERMS)
        value: FloatArray = (powers * self._pieces[piece]).sum(-1)
        return value

    def _solve(self) -> FloatArray:
        """Coefficients of the pieces by rising powers of the share of each, (N, 6)."""
        widths = np.diff(self._places)
        count = len(widths)
        rows: list[FloatArray] = []
        wanted: list[float] = []

        def demand(value: float, *terms: tuple[int, float, int, float]) -> None:
            """Require a sum of derivatives: piece, share of it, order of derivative, sign."""
            row = np.zeros((count, _TERMS))
            for piece, at, order, sign in terms:
                row[piece] += sign * _derivative(at, order) / widths[piece] ** order
            rows.append(row.ravel())
            wanted.append(value)

        for piece in range(count):
            demand(float(self._values[piece]), (piece, 0.0, 0, 1.0))
            demand(float(self._values[piece + 1]), (piece, 1.0, 0, 1.0))
        for order in (1, 2):
            demand(0.0, (0, 0.0, order, 1.0))
            demand(0.0, (count - 1, 1.0, order, 1.0))
        for piece in range(count - 1):
            for order in range(1, 5):
                demand(0.0, (piece, 1.0, order, 1.0), (piece + 1, 0.0, order, -1.0))
        solution: FloatArray = np.linalg.solve(np.array(rows), np.array(wanted))
        return solution.reshape(count, _TERMS)


def _derivative(at: float, order: int) -> FloatArray:
    """The derivative of each power at a place, (6,)."""
    return np.array(
        [
            factorial(power) / factorial(power - order) * at ** (power - order)
            if power >= order
            else 0.0
            for power in range(_TERMS)
        ]
    )
