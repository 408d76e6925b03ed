"""Smooth 2-D outlines of rounded solids, for all moments of a motion at once.

A solid is a row of rings. A ring is an ellipsoid: a centre and three semi-axes.
Seen from any side an ellipsoid is an ellipse, whose outermost point in the
direction n is ``c + P P^T n / |P^T n|`` with P the projected semi-axes. All
outlines are built from that one formula, so they hold from every view and need
no special cases. Overlapping outlines of one colour are painted one over the other as their union.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from backrehab_desktop.core.figure.camera import Camera

    FloatArray = NDArray[np.float64]

_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Rings:
    """Ellipsoids in a row.

    ``centres`` is (T, R, 3) and ``axes`` (T, R, 3, 3): for each ring three
    semi-axis vectors in world coordinates, in statures.
    """

    centres: FloatArray
    axes: FloatArray

    def __getitem__(self, index: slice) -> Rings:
        """A part of the row."""
        return Rings(self.centres[:, index], self.axes[:, index])

    @property
    def lowest(self) -> FloatArray:
        """Height of each ring's lowest point, (T, R)."""
        height: FloatArray = self.centres[..., 2] - np.sqrt((self.axes[..., 2] ** 2).sum(-1))
        return height


@dataclass(frozen=True, slots=True)
class Ellipses:
    """Projected rings: ``centres`` (T, R, 2), ``axes`` (T, R, 3, 2), ``grow`` (R,)."""

    centres: FloatArray
    axes: FloatArray
    grow: FloatArray

    def __getitem__(self, index: slice) -> Ellipses:
        """A part of the row."""
        return Ellipses(self.centres[:, index], self.axes[:, index], self.grow[index])

    def support(self, normals: FloatArray) -> FloatArray:
        """Outermost points in the directions ``normals``, (T, R, K, 2) unit vectors."""
        along = normals @ np.swapaxes(self.axes, -1, -2)
        reach = np.sqrt(np.maximum((along * along).sum(-1, keepdims=True), _TINY * _TINY))
        offset = (along / reach) @ self.axes
        points: FloatArray = (
            self.centres[:, :, None] + offset + self.grow[None, :, None, None] * normals
        )
        return points


def project(rings: Rings, camera: Camera, grow: FloatArray | float = 0.0) -> Ellipses:
    """The ellipses that ``camera`` sees, each widened by ``grow`` statures."""
    count = rings.centres.shape[1]
    return Ellipses(
        camera.project(rings.centres),
        camera.project(rings.axes),
        np.broadcast_to(np.asarray(grow, dtype=np.float64), (count,)),
    )


@lru_cache(maxsize=32)
def _circle(count: int) -> FloatArray:
    angles = np.arange(count) * (2 * np.pi / count)
    return np.stack([np.cos(angles), np.sin(angles)], axis=-1)


def ellipse(ellipses: Ellipses, index: int, count: int = 16) -> FloatArray:
    """The outline of one ring, (T, count, 2)."""
    one = ellipses[slice(index, index + 1) if index != -1 else slice(-1, None)]
    normals = np.broadcast_to(_circle(count), (len(one.centres), 1, count, 2))
    return one.support(normals)[:, 0]


def hull(ellipses: Ellipses, count: int = 20) -> FloatArray:
    """The outline of a band stretched around all rings, (T, count, 2)."""
    frames, rings = ellipses.centres.shape[:2]
    circle = _circle(count)
    points = ellipses.support(np.broadcast_to(circle, (frames, rings, count, 2)))
    farthest = (points * circle).sum(-1).argmax(axis=1)
    outline: FloatArray = np.take_along_axis(points, farthest[:, None, :, None], axis=1)[:, 0]
    return outline


def chain(ellipses: Ellipses, links: int, count: int = 16) -> list[FloatArray]:
    """The outline of a row in convex pieces that overlap, each (T, count, 2).

    Where a row is bent sharply or seen along its length a tube would fold over itself; this does
    not, but is longer to paint.
    """
    last = ellipses.centres.shape[1] - 1
    ends = [round(last * link / max(links, 1)) for link in range(links + 1)]
    return [hull(ellipses[slice(a, b + 1)], count) for a, b in pairwise(ends)]


def tube(ellipses: Ellipses, cap: int = 9) -> FloatArray:
    """The outline of a row of rings: two flanks and two round ends, (T, 2 R + 2 cap, 2).

    The flank touches each ring square to the centre line as seen. Seen nearly
    end on the flanks lose their meaning; add the rings' own ellipses there.
    """
    along = _tangents(ellipses.centres)
    normals = np.stack([along[..., 1], -along[..., 0]], axis=-1)
    flanks = ellipses.support(np.stack([normals, -normals], axis=2))
    turn = (np.arange(cap) + 1) * (np.pi / (cap + 1))
    cos, sin = np.cos(turn)[:, None], np.sin(turn)[:, None]
    ends = Ellipses(ellipses.centres[:, [-1, 0]], ellipses.axes[:, [-1, 0]], ellipses.grow[[-1, 0]])
    sign = np.array([1.0, -1.0])[:, None, None]
    around = sign * (normals[:, [-1, 0], None] * cos + along[:, [-1, 0], None] * sin)
    caps = ends.support(around)
    return np.concatenate([flanks[:, :, 0], caps[:, 0], flanks[:, ::-1, 1], caps[:, 1]], axis=1)


def _tangents(centres: FloatArray) -> FloatArray:
    """Unit directions of a row as seen, (T, R, 2); rightwards where it is seen end on."""
    along = np.empty_like(centres)
    along[:, 1:-1] = centres[:, 2:] - centres[:, :-2]
    along[:, 0] = centres[:, 1] - centres[:, 0]
    along[:, -1] = centres[:, -1] - centres[:, -2]
    length = np.sqrt((along * along).sum(-1, keepdims=True))
    return np.where(length > 1e-7, along / np.maximum(length, 1e-7), [1.0, 0.0])


def interpolate(rings: Rings, places: FloatArray) -> Rings:
    """Rings at fractional ``places`` 0..R-1 of the row, (T, len(places), ...).

    Such a ring lies inside the outline of its neighbours.
    """
    count = rings.centres.shape[1]
    low = np.clip(np.floor(places).astype(int), 0, count - 2)
    share = places - low
    part = share[None, :, None]
    centres = rings.centres[:, low] * (1 - part) + rings.centres[:, low + 1] * part
    part4 = share[None, :, None, None]
    axes = rings.axes[:, low] * (1 - part4) + rings.axes[:, low + 1] * part4
    return Rings(centres, axes)


def smooth(rings: Rings, factor: int) -> Rings:
    """More rings on a curve through the given ones (Catmull-Rom), ``factor`` per gap."""
    matrix = _smoothing(rings.centres.shape[1], factor)
    frames, count = rings.centres.shape[:2]
    axes = matrix @ rings.axes.reshape(frames, count, 9)
    return Rings(matrix @ rings.centres, axes.reshape(frames, len(matrix), 3, 3))


def smooth_rows(rows: FloatArray, factor: int) -> FloatArray:
    """The same curve through rows of numbers, (R, N)."""
    smoothed: FloatArray = _smoothing(len(rows), factor) @ rows
    return smoothed


def catmull_rom(share: FloatArray) -> FloatArray:
    """Weights of the four points around a gap at shares (N,) of it, (N, 4)."""
    weights: FloatArray = 0.5 * np.stack(
        [
            -share + 2 * share**2 - share**3,
            2 - 5 * share**2 + 3 * share**3,
            share + 4 * share**2 - 3 * share**3,
            -(share**2) + share**3,
        ],
        axis=-1,
    )
    return weights


@lru_cache(maxsize=32)
def _smoothing(count: int, factor: int) -> FloatArray:
    """The matrix that makes (count - 1) * factor + 1 points of ``count``."""
    weights = catmull_rom(np.arange(factor) / factor)
    matrix = np.zeros(((count - 1) * factor + 1, count))
    for gap in range(count - 1):
        for step in range(factor):
            for tap in range(4):
                column = min(max(gap + tap - 1, 0), count - 1)
                matrix[gap * factor + step, column] += weights[step, tap]
    matrix[-1, -1] = 1.0
    return matrix


def in_a_row(*parts: Rings) -> Rings:
    """One row of the rings of several."""
    return Rings(
        np.concatenate([part.centres for part in parts], axis=1),
        np.concatenate([part.axes for part in parts], axis=1),
    )


def inside(rings: Rings, offset: tuple[float, float], scale: FloatArray) -> Rings:
    """Smaller rings within the given ones: the place of a muscle.

    ``offset`` moves each along its first and second axis, as a share of the
    room that is left beside a ring shrunk by ``scale`` (R,); with shares on or
    inside the unit circle the result cannot leave its ring.
    """
    room = (1.0 - scale)[None, :, None]
    centres = (
        rings.centres
        + room * offset[0] * rings.axes[..., 0, :]
        + room * offset[1] * rings.axes[..., 1, :]
    )
    return Rings(centres, rings.axes * scale[None, :, None, None])
