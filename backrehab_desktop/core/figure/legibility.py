"""Can the movement be seen from its home view? Three numbers from a small picture of flat ids.

* V, the share of the joints' travel between the keys that the view shows: the rest goes towards
  the eye or away from it.
* O, the share of the working limbs (and of the low back, where it bends) that nothing hides.
* D, how different the two keys look that look least alike: 1 minus the overlap of their
  silhouettes. (A hand that takes hold on the way need not change the whole picture.)

A guard, not a chooser: it would show a press-up from the front, where people expect the side.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from backrehab_desktop.core.figure.body import TRUNK_STEPS
from backrehab_desktop.core.figure.outline import interpolate, project, tube
from backrehab_desktop.core.figure.scene import SceneBuilder
from backrehab_desktop.core.figure.skeleton import SIDES, sided
from backrehab_desktop.core.figure.viewpoint import home_camera

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from backrehab_desktop.core.figure.camera import Camera
    from backrehab_desktop.core.figure.motion import Motion
    from backrehab_desktop.core.figure.parts import Layer
    from backrehab_desktop.core.figure.pose import FloatArray

    Mask = NDArray[np.bool_]

LEAST_VISIBLE, LEAST_OPEN, LEAST_DIFFERENT = 0.7, 0.55, 0.2
"""What is asked for; a motion with a magnifier may look less different without it."""

_SIZE = (384, 216)
_MARGIN = 0.05
_TRAVEL = 0.04
"""A limb works if one of its ends goes further than this, statures."""
_BENDS_DEG = 3.0
"""The low back works if one of its angles changes by more than this."""
_LUMBAR = (3.0, 7.0)
"""Stations of the trunk from belt to ribs."""
_SEGMENTS = {
    "thigh": ("hip", "knee"),
    "shank": ("knee", "ankle"),
    "upper_arm": ("shoulder", "elbow"),
    "forearm": ("elbow", "wrist"),
}
_WATCHED = (
    *(sided(n, s) for n in ("knee", "ankle", "ball", "elbow", "wrist") for s in SIDES),
    *("pelvis", "s1", "s2", "s3", "s4", "s6", "head"),
)
_LOW_BACK = "low back"
_SAME = 1e-9
"""Keys whose points differ by less, in statures, are the same pose."""


@dataclass(frozen=True, slots=True)
class Legibility:
    """How well a motion can be seen."""

    visible: float
    open: float
    different: float
    has_magnifier: bool

    @property
    def score(self) -> float:
        """All three in one, for comparing views."""
        return float(self.visible * self.open * np.sqrt(self.different))

    @property
    def is_met(self) -> bool:
        """Whether the motion can be seen well enough."""
        return (
            self.visible >= LEAST_VISIBLE
            and self.open >= LEAST_OPEN
            and (self.different >= LEAST_DIFFERENT or self.has_magnifier)
        )


def legibility(motion: Motion, camera: Camera | None = None) -> Legibility:
    """Measure a motion between its key poses, from its home view or another."""
    builder = SceneBuilder(motion, camera or home_camera(motion), magnified=False)
    rows = _key_rows(motion)
    pictures = dict(zip(rows, _Pictures(builder, rows).all(), strict=True))
    seen = real = 0.0
    shares, differences = [], []
    for first, second in pairwise(rows):
        points = [motion.pose.points[name] for name in _WATCHED]
        way = np.stack([point[second] - point[first] for point in points])
        seen += float(_length(builder.camera.project(way)).sum())
        real += float(_length(way).sum())
        works = _working(motion, first, second)
        shares += [pictures[row].open_share(works) for row in (first, second) if works]
    silhouettes = [picture.silhouette for picture in pictures.values()]
    for index, one in enumerate(silhouettes):
        differences += [_difference(one, other) for other in silhouettes[:index]]
    return Legibility(
        seen / max(real, 1e-9),
        float(np.mean(shares)) if shares else 1.0,
        max(differences, default=0.0),
        motion.inset is not None,
    )


def _key_rows(motion: Motion) -> list[int]:
    """The samples of the keys in order, each pose once."""
    samples = [key.sample for key in motion.keys]
    places = np.stack([place[samples] for place in motion.pose.points.values()], axis=1)
    rows: list[int] = []
    for index, sample in enumerate(samples):
        if all(np.abs(places[index] - places[samples.index(row)]).max() > _SAME for row in rows):
            rows.append(sample)
    return rows


def _working(motion: Motion, first: int, second: int) -> frozenset[str]:
    """The limbs, and perhaps the low back, that move between two keys."""
    points, angles = motion.pose.points, motion.pose.angles
    works = set()
    for name, ends in _SEGMENTS.items():
        for side in SIDES:
            ways = [points[sided(e, side)][second] - points[sided(e, side)][first] for e in ends]
            if max(float(_length(way)) for way in ways) > _TRAVEL:
                works.add(sided(name, side))
    for movement in ("flex", "bend", "twist"):
        angle = angles[f"lumbar.{movement}"]
        if abs(float(angle[second] - angle[first])) > _BENDS_DEG:
            works.add(_LOW_BACK)
    return frozenset(works)


def _length(vectors: FloatArray) -> FloatArray:
    length: FloatArray = np.sqrt((vectors * vectors).sum(-1))
    return length


def _difference(one: Mask, other: Mask) -> float:
    return 1.0 - float((one & other).sum()) / max(float((one | other).sum()), 1.0)


# The picture ------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Picture:
    """What is on top at each pixel, and what each part would cover alone."""

    top: NDArray[np.int16]
    alone: dict[str, Mask]
    ids: dict[str, int]

    @property
    def silhouette(self) -> Mask:
        return self.top > 0

    def open_share(self, names: frozenset[str]) -> float:
        """The share of some parts that nothing else covers."""
        shown = whole = 0
        for name in names:
            mask = self.alone[name]
            shown += int((mask & (self.top == self.ids[name])).sum())
            whole += int(mask.sum())
        return shown / max(whole, 1)


class _Pictures:
    """Draws flat pictures of some rows, in the order the scene paints them."""

    def __init__(self, builder: SceneBuilder, rows: Sequence[int]) -> None:
        self._builder = builder
        self._rows = rows
        self._scale, self._x, self._y = builder.frame.fit(*_SIZE, _MARGIN)
        self._body, self._layers = builder.figure(rows)

    def all(self) -> list[_Picture]:
        """One picture for each row."""
        return [self._picture(row) for row in range(len(self._rows))]

    def _picture(self, row: int) -> _Picture:
        top = np.zeros(_SIZE[::-1], dtype=np.int16)
        alone: dict[str, Mask] = {}
        ids: dict[str, int] = {}
        for layer in sorted(self._layers, key=lambda layer: -layer.depth[row]):
            mask = self._mask(layer, row)
            ids[layer.name] = len(ids) + 1
            alone[layer.name] = mask
            top[mask] = ids[layer.name]
        trunk = self._body["trunk"]
        ring = interpolate(trunk, np.linspace(*_LUMBAR, 9) * TRUNK_STEPS)
        back = self._filled(tube(project(ring, self._builder.camera))[row])
        return _Picture(top, {**alone, _LOW_BACK: back}, {**ids, _LOW_BACK: ids["trunk"]})

    def _mask(self, layer: Layer, row: int) -> Mask:
        mask = np.zeros(_SIZE[::-1], dtype=bool)
        for shape in layer.shapes:
            for piece in shape.pieces:
                mask |= self._filled(piece[min(row, len(piece) - 1)])
        return mask

    def _filled(self, outline: FloatArray) -> Mask:
        """The pixels inside an outline, (N, 2) in statures, by their winding number."""
        return fill(outline * self._scale + (self._x, self._y), _SIZE)


def fill(polygon: FloatArray, size: tuple[int, int]) -> Mask:
    """The pixels of a picture whose middles lie inside a polygon, (height, width)."""
    width, height = size
    x0, y0 = (polygon - 0.5).T
    x1, y1 = np.roll(x0, -1), np.roll(y0, -1)
    low, high = np.minimum(y0, y1), np.maximum(y0, y1)
    first = np.clip(np.ceil(low), 0, height).astype(int)
    last = np.clip(np.ceil(high), 0, height).astype(int)
    counts = last - first
    edge = np.repeat(np.arange(len(polygon)), counts)
    rows = np.arange(len(edge)) - np.repeat(np.cumsum(counts) - counts, counts) + first[edge]
    slope = (x1 - x0)[edge] / np.where(y1 == y0, 1.0, y1 - y0)[edge]
    crossing = x0[edge] + (rows - y0[edge]) * slope
    columns = np.clip(np.ceil(crossing), 0, width).astype(int)
    turns = np.zeros((height, width + 1), dtype=np.int32)
    np.add.at(turns, (rows, columns), np.where(y1 > y0, 1, -1)[edge])
    inside: Mask = np.cumsum(turns, axis=1)[:, :width] != 0
    return inside
