"""The dashes around the ghost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

_DASH, _GAP, _LINE = 0.0150, 0.0095, 0.0022
_OUTWARDS = 0.0025
"""Outlines that run this close together count as one."""


def dashes(pieces: Sequence[FloatArray]) -> list[FloatArray]:
    """Dashes along the outline of the union of ``pieces``, each (N, 2)."""
    lows = np.array([piece.min(axis=0) for piece in pieces])
    highs = np.array([piece.max(axis=0) for piece in pieces])
    marks: list[FloatArray] = []
    for index, piece in enumerate(pieces):
        points = _resample(piece, 0.004)
        outward = _outward(points)
        both = np.concatenate([points, points + _OUTWARDS * outward])
        # Only what lies where this piece lies can hide some of it; few do.
        near = ((lows < both.max(axis=0)) & (highs > both.min(axis=0))).all(axis=1)
        near[index] = False
        hidden = np.zeros(len(both), dtype=bool)
        for other in np.flatnonzero(near).tolist():
            hidden |= _within(both, pieces[other])
        visible = ~(hidden[: len(points)] | hidden[len(points) :])
        # Within the outline, so that a limb that has not moved hides its own ghost.
        marks += _dash_runs(points - _LINE * outward, visible)
    return marks


def _resample(outline: FloatArray, step: float) -> FloatArray:
    closed = np.concatenate([outline, outline[:1]])
    lengths = np.sqrt((np.diff(closed, axis=0) ** 2).sum(-1))
    ends = np.concatenate([[0.0], np.cumsum(lengths)])
    count = max(8, int(ends[-1] / step))
    places = np.linspace(0.0, ends[-1], count, endpoint=False)
    return np.stack([np.interp(places, ends, closed[:, axis]) for axis in (0, 1)], axis=-1)


def _outward(points: FloatArray) -> FloatArray:
    """Unit normals of a closed outline, away from its inside."""
    along = np.roll(points, -1, axis=0) - np.roll(points, 1, axis=0)
    along /= np.maximum(np.sqrt((along**2).sum(-1, keepdims=True)), 1e-9)
    normals: FloatArray = np.stack([along[:, 1], -along[:, 0]], axis=-1)
    return normals


def _within(points: FloatArray, outline: FloatArray) -> NDArray[np.bool_]:
    """Which points lie inside a polygon (non-zero winding)."""
    low, high = outline.min(axis=0), outline.max(axis=0)
    result: NDArray[np.bool_] = ((points > low) & (points < high)).all(axis=1)
    if not result.any():
        return result
    near = points[result]
    start, end = outline, np.roll(outline, -1, axis=0)
    x, y = near[:, :1], near[:, 1:]
    rising = (start[:, 1] <= y) & (end[:, 1] > y)
    falling = (start[:, 1] > y) & (end[:, 1] <= y)
    cross = (end[:, 0] - start[:, 0]) * (y - start[:, 1]) - (x - start[:, 0]) * (
        end[:, 1] - start[:, 1]
    )
    winding = (rising & (cross > 1e-12)).sum(1) - (falling & (cross < -1e-12)).sum(1)
    result[result] = winding != 0
    return result


def _dash_runs(points: FloatArray, visible: NDArray[np.bool_]) -> list[FloatArray]:
    """Thin quadrilaterals along each unbroken run of visible points."""
    if visible.all():
        runs = [np.concatenate([points, points[:1]])]
    else:
        first = int(np.argmin(visible))
        order = np.roll(np.arange(len(points)), -first)
        seen = visible[order]
        edges = np.flatnonzero(np.diff(np.concatenate([[0], seen.astype(int), [0]])))
        runs = [points[order[a:b]] for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return [mark for run in runs if len(run) > 2 for mark in _dash_run(run)]


def _dash_run(run: FloatArray) -> list[FloatArray]:
    lengths = np.sqrt((np.diff(run, axis=0) ** 2).sum(-1))
    ends = np.concatenate([[0.0], np.cumsum(lengths)])
    starts = np.arange(0.0, ends[-1], _DASH + _GAP)
    stops = np.minimum(starts + _DASH, ends[-1])
    long_enough = stops - starts > 0.3 * _DASH
    starts, stops = starts[long_enough], stops[long_enough]
    places = np.stack([starts, (starts + stops) / 2, stops], axis=1)
    lines = np.stack([np.interp(places, ends, run[:, axis]) for axis in (0, 1)], axis=-1)
    return list(_ribbons(lines))


def _ribbons(lines: FloatArray) -> FloatArray:
    """Thin bands along lines of a few points, (N, M, 2) to (N, 2 M, 2)."""
    along = np.gradient(lines, axis=1)
    along /= np.maximum(np.sqrt((along**2).sum(-1, keepdims=True)), 1e-9)
    normal = np.stack([along[..., 1], -along[..., 0]], axis=-1) * (_LINE / 2)
    return np.concatenate([lines + normal, (lines - normal)[:, ::-1]], axis=1)
