"""What is drawn on top of the body: the arrow, the towel and the dashes of the ghost."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from backrehab_desktop.core.figure.outline import Rings, project, tube

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from backrehab_desktop.core.figure.camera import Camera

    FloatArray = NDArray[np.float64]

_STEPS = 28
_WIDTH, _TAIL_WIDTH = 0.0065, 0.0030
_HEAD_LENGTH, _HEAD_HALF_WIDTH = 0.040, 0.0215
_LEAST = 0.115
"""Never shorter than this, or it could not be read from the mat."""
ARROW_EDGE = 0.0055
_FADE_OUT = (0.015, 0.11)
"""The share of the way that is left when the arrow is gone, and when it begins to fade."""
_FADE_IN = 4.0
"""Samples in which the arrow of the way back appears."""

_TOWEL = 0.0085
_DASH, _GAP, _LINE = 0.0150, 0.0095, 0.0022
_OUTWARDS = 0.0025
"""Outlines that run this close together count as one."""


def arrow_outline(way: FloatArray, start: int, grow: float = 0.0) -> FloatArray:
    """The arrow along ``way`` (M, 2) from its place ``start`` to its end, (N, 2).

    It covers what is left of the way, so its tip is where the limb will be; a
    short rest is drawn as the last stretch that is long enough to be read.
    The way has to be that long: see :func:`lengthened`.
    """
    steps = np.sqrt((np.diff(way, axis=0) ** 2).sum(-1))
    travelled = np.concatenate([[0.0], np.cumsum(steps)])
    tail = min(float(travelled[start]), float(travelled[-1]) - _LEAST)
    first = int(np.searchsorted(travelled, tail, side="right"))
    cut = np.array([np.interp(tail, travelled, way[:, axis]) for axis in (0, 1)])
    rest = np.concatenate([cut[None], way[first:]])
    ends = np.concatenate([[0.0], travelled[first:] - tail])
    length = float(ends[-1])
    size = 1.0
    neck = length - _HEAD_LENGTH * size * 0.92
    places = np.linspace(0.0, max(neck, 0.0), _STEPS)
    line = np.stack([np.interp(places, ends, rest[:, axis]) for axis in (0, 1)], axis=-1)
    tip = rest[-1]
    base = np.array([np.interp(length - _HEAD_LENGTH * size, ends, rest[:, a]) for a in (0, 1)])
    along = np.gradient(np.concatenate([line, tip[None]]), axis=0)[:-1]
    along /= np.maximum(np.sqrt((along**2).sum(-1, keepdims=True)), 1e-9)
    normal = np.stack([along[:, 1], -along[:, 0]], axis=-1)
    width = np.linspace(_TAIL_WIDTH, _WIDTH, _STEPS)[:, None] * size + grow
    point = (tip - base) / max(float(np.hypot(*(tip - base))), 1e-9)
    side = np.array([point[1], -point[0]])
    half = _HEAD_HALF_WIDTH * size + 1.6 * grow
    back = base - point * grow
    head = np.stack([back + side * half, tip + point * 2.2 * grow, back - side * half])
    return np.concatenate([line + normal * width, head, (line - normal * width)[::-1]])


def lengthened(way: FloatArray) -> FloatArray:
    """The way (M, 2), with a straight run-up if it is too short for an arrow."""
    length = float(np.sqrt((np.diff(way, axis=0) ** 2).sum(-1)).sum())
    missing = _LEAST * 1.001 - length
    if missing <= 0.0:
        return way
    along = way[-1] - way[0]
    along = along / max(float(np.hypot(*along)), 1e-9)
    return np.concatenate([way[:1] - along * missing, way])


def arrow(ways: Iterable[tuple[FloatArray, int]], grow: float) -> FloatArray:
    """The arrow at moments that are given by the way and the place on it, (T, N, 2)."""
    return np.stack([arrow_outline(way, start, grow) for way, start in ways])


def opacities(path: FloatArray, stops: Sequence[int]) -> FloatArray:
    """How clearly the arrow shows at each place of ``path`` (T, 2), from stop to stop.

    It fades as each piece of the way ends, and comes back softly on the next.
    """
    faded = np.zeros(len(path))
    for number, (first, last) in enumerate(pairwise(stops)):
        piece = np.interp(_share_left(path[first : last + 1]), _FADE_OUT, (0.0, 1.0))
        if number > 0:
            piece = np.minimum(piece, np.clip(np.arange(len(piece)) / _FADE_IN, 0.0, 1.0))
        faded[first + bool(number) : last + 1] = piece[bool(number) :]
    return faded


def _share_left(path: FloatArray) -> FloatArray:
    """How much of a path lies ahead at each of its points, 1 to 0."""
    steps = np.sqrt((np.diff(path, axis=0) ** 2).sum(-1))
    ahead = np.concatenate([np.cumsum(steps[::-1])[::-1], [0.0]])
    share: FloatArray = ahead / max(float(ahead[0]), 1e-9)
    return share


def towel(
    points: Mapping[str, FloatArray], ends: tuple[str, str], camera: Camera, grow: float
) -> FloatArray:
    """One stretch of the towel between two points, (T, N, 2)."""
    share = np.linspace(0.0, 1.0, 5)[None, :, None]
    centres = points[ends[0]][:, None] * (1 - share) + points[ends[1]][:, None] * share
    axes = np.broadcast_to(np.eye(3) * _TOWEL, (*centres.shape[:2], 3, 3))
    return tube(project(Rings(centres, axes), camera, grow), cap=5)


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
    marks = []
    place = 0.0
    while place < ends[-1]:
        stop = min(place + _DASH, float(ends[-1]))
        if stop - place > 0.3 * _DASH:
            line = np.stack(
                [np.interp(np.linspace(place, stop, 3), ends, run[:, a]) for a in (0, 1)], axis=-1
            )
            marks.append(_ribbon(line))
        place += _DASH + _GAP
    return marks


def _ribbon(line: FloatArray) -> FloatArray:
    along = np.gradient(line, axis=0)
    along /= np.maximum(np.sqrt((along**2).sum(-1, keepdims=True)), 1e-9)
    normal = np.stack([along[:, 1], -along[:, 0]], axis=-1) * (_LINE / 2)
    return np.concatenate([line + normal, (line - normal)[::-1]])
