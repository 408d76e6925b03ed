"""The arrows: what is left of the way of each limb that does the exercise, from any camera."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from backrehab_desktop.core.figure.mirror import mirror_pose, mirrored_name
from backrehab_desktop.core.figure.parts import Layer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from backrehab_desktop.core.figure.camera import Camera
    from backrehab_desktop.core.figure.inset import Magnifier
    from backrehab_desktop.core.figure.motion import Arrow, Motion
    from backrehab_desktop.core.figure.pose import Pose

    FloatArray = NDArray[np.float64]
    Way = tuple[FloatArray, int]

_STEPS = 28
_WIDTH, _TAIL_WIDTH = 0.0078, 0.0034
_HEAD_LENGTH, _HEAD_HALF_WIDTH = 0.046, 0.0245
_LEAST = 0.135
"""Never shorter than this, or it could not be read from the mat."""
_EDGE = 0.0055
_FADE_OUT = (0.015, 0.11)
"""The share of the way that is left when the arrow is gone, and when it begins to fade."""
_FADE_IN = 4.0
"""Samples in which the arrow of the way back appears."""
_STILL = 1e-6
"""A key that lies no further than this from the one before is a pause."""
_REACH = np.array([[-1.0, -1.0], [1.0, 1.0]]) * 0.030


class Arrows:
    """The arrows of one motion as one camera sees it.

    ``size`` scales them: a figure that is small on its stage needs larger ones. With a magnifier
    they are drawn in it, as what is too small to see without it: where the magnified point goes,
    or, with a shift that turns with the body, where their own goes.
    """

    def __init__(
        self, motion: Motion, camera: Camera, glass: Magnifier | None, size: float
    ) -> None:
        self._motion = motion
        self._camera = camera
        self._glass = glass
        self._size = size

    def reach(self) -> list[FloatArray]:
        """Where the arrows are, of this side and of its twin."""
        paths = [self._path(spec, self._motion.pose, 1.0) for spec in self._motion.arrows]
        if self._motion.lead:
            twin = mirror_pose(self._motion.pose)
            paths += [self._path(spec, twin, -1.0) for spec in self._motion.arrows]
        return [path + around * self._size for path in paths for around in _REACH]

    def layers(self, rows: Sequence[int]) -> list[Layer]:
        """All arrows at the samples ``rows``, in front of everything."""
        layers: list[Layer] = []
        for ways in self._ways:
            layer = Layer("arrow", np.full(len(rows), -np.inf))
            some = [ways[row] for row in rows]
            layer.add("arrow_halo", arrow(some, self._size, _EDGE))
            layer.add("arrow", arrow(some, self._size, 0.0))
            layers.append(layer)
        return layers

    def measure(self) -> None:
        """Work out and keep all that is worked out once."""
        _ = self.opacity, self._ways

    @cached_property
    def opacity(self) -> FloatArray:
        """How clearly they show at each sample, 0 to 1: they fade as the first limb arrives."""
        if not self._motion.arrows:
            return np.zeros(self._motion.pose.count)
        path = self._path(self._motion.arrows[0], self._motion.pose, 1.0)
        return opacities(path, self._turning_points(path))

    @cached_property
    def _ways(self) -> tuple[tuple[Way, ...], ...]:
        """For each arrow and sample the way its point goes until it turns, and how far it is."""
        return tuple(self._ways_of(spec) for spec in self._motion.arrows)

    def _ways_of(self, spec: Arrow) -> tuple[Way, ...]:
        path = self._path(spec, self._motion.pose, 1.0)
        ways: list[Way] = []
        for first, last in pairwise(self._turning_points(path)):
            way = lengthened(path[first : last + 1], self._size)
            start = len(way) - (last + 1)
            ways += [(way, start + row) for row in range(first + bool(ways), last + 1)]
        return tuple(ways)

    def _turning_points(self, path: FloatArray) -> list[int]:
        """Samples at which an arrow starts anew: both ends, the hold, and vias that turn back."""
        keys = [key.sample for key in self._motion.keys]
        hold = self._motion.timeline.hold_sample
        turns: list[int] = []
        direction = np.zeros(2)
        for before, here, after in zip(keys, keys[1:], keys[2:], strict=False):
            step = path[here] - path[before]
            if np.hypot(*step) > _STILL:
                direction = step
            if here == hold or direction @ (path[after] - path[here]) < 0.0:
                turns.append(here)
        return [keys[0], *turns, keys[-1]]

    def _path(self, spec: Arrow, pose: Pose, sideways: float) -> FloatArray:
        """Where an arrow's point is at each sample, in the picture; ``sideways`` -1 for a twin."""
        point = spec.point if sideways > 0.0 else mirrored_name(spec.point)
        offset = np.asarray(spec.offset) * np.array([1.0, sideways, 1.0])
        if spec.frame:
            frame = spec.frame if sideways > 0.0 else mirrored_name(spec.frame)
            offset = pose.frames[frame] @ offset
        if self._glass is None or self._motion.inset is None:
            return self._camera.project(pose.points[point] + offset)
        if not spec.frame:
            return self._glass.show(pose.points[self._motion.inset.point])
        return self._glass.show(pose.points[point] + offset)


def arrow_outline(way: FloatArray, start: int, size: float, grow: float = 0.0) -> FloatArray:
    """The arrow along ``way`` (M, 2) from its place ``start`` to its end, (N, 2).

    It covers what is left of the way, so its tip is where the limb will be; a
    short rest is drawn as the last stretch that is long enough to be read.
    The way has to be that long: see :func:`lengthened`.
    """
    steps = np.sqrt((np.diff(way, axis=0) ** 2).sum(-1))
    travelled = np.concatenate([[0.0], np.cumsum(steps)])
    tail = min(float(travelled[start]), float(travelled[-1]) - _LEAST * size)
    first = int(np.searchsorted(travelled, tail, side="right"))
    cut = np.array([np.interp(tail, travelled, way[:, axis]) for axis in (0, 1)])
    rest = np.concatenate([cut[None], way[first:]])
    ends = np.concatenate([[0.0], travelled[first:] - tail])
    length = float(ends[-1])
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


def lengthened(way: FloatArray, size: float) -> FloatArray:
    """The way (M, 2), with a straight run-up if it is too short for an arrow."""
    length = float(np.sqrt((np.diff(way, axis=0) ** 2).sum(-1)).sum())
    missing = _LEAST * size * 1.001 - length
    if missing <= 0.0:
        return way
    along = way[-1] - way[0]
    along = along / max(float(np.hypot(*along)), 1e-9)
    return np.concatenate([way[:1] - along * missing, way])


def arrow(ways: Iterable[Way], size: float, grow: float) -> FloatArray:
    """The arrow at moments that are given by the way and the place on it, (T, N, 2)."""
    return np.stack([arrow_outline(way, start, size, grow) for way, start in ways])


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
