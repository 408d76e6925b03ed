"""The magnifier: the low back from the side, large enough to see the gap under it close."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from backrehab_desktop.core.figure.camera import Camera
from backrehab_desktop.core.figure.outline import Rings, ellipse, hull, project, tube
from backrehab_desktop.core.figure.parts import Layer, trunk_pieces, vertebrae

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from backrehab_desktop.core.figure.body import Body

    FloatArray = NDArray[np.float64]

RADIUS = 0.135
_RIM = 0.0040
_SPOT_RIM = 0.0022
_CLEARANCE = 0.030
"""Between the magnifier and what lies under it."""
_POINTS = 72
_PARTS = 4
"""Outlines are cut at the glass point by point, so each edge gets more points."""


@dataclass(frozen=True, slots=True)
class Magnifier:
    """Where the glass is in the picture and what it looks at.

    ``centre`` is the middle of the glass and ``spot`` the magnified place,
    both in the picture's statures; ``focus`` is the same place seen exactly
    from the side, where the floor is a line at height 0.
    """

    centre: tuple[float, float]
    spot: tuple[float, float]
    focus: tuple[float, float]
    zoom: float

    @property
    def camera(self) -> Camera:
        """Exactly from the side, so that a gap over the floor is seen as it is."""
        return Camera(0.0, 0.0)

    def show(self, points: FloatArray) -> FloatArray:
        """Where points in the world appear in the glass, (..., 2)."""
        seen = (self.camera.project(points) - np.array(self.focus)) * self.zoom
        placed: FloatArray = seen + np.array(self.centre)
        return placed

    @property
    def top(self) -> float:
        """The highest point of the glass."""
        return self.centre[1] - RADIUS - _RIM

    @property
    def bottom(self) -> float:
        """The lowest point of the glass."""
        return self.centre[1] + RADIUS + _RIM


def place(
    spot: FloatArray, focus: FloatArray, zoom: float, outlines: list[FloatArray], left: float
) -> Magnifier:
    """Put the glass over the part of the picture right of ``left``, clear of all ``outlines``."""
    x = left + RADIUS + _RIM
    cloud = np.concatenate([outline.reshape(-1, 2) for outline in outlines])
    below = cloud[np.abs(cloud[:, 0] - x) < RADIUS + _CLEARANCE]
    top = float(below[:, 1].min()) if len(below) else 0.0
    return Magnifier(
        (x, top - _CLEARANCE - RADIUS),
        (float(spot[0]), float(spot[1])),
        (float(focus[0]), float(focus[1])),
        zoom,
    )


def layer(body: Body, glass: Magnifier, muscle_role: str, patches: list[Rings]) -> Layer:
    """The magnified picture, on top of everything else."""
    count = len(body["trunk"].centres)
    result = Layer("inset", np.full(count, -np.inf))
    still = np.zeros((count, 1, 1))
    result.add("inset_rim", _ring(glass.spot, RADIUS / glass.zoom, _SPOT_RIM) + still)
    result.add("inset_rim", _circle(glass.centre, RADIUS + _RIM) + still)
    result.add("inset_air", _circle(glass.centre, RADIUS) + still)
    shirt, shorts = trunk_pieces(body)
    camera = glass.camera
    seats = [Rings(s.centres[:, 0:3], s.axes[:, 0:3]) for s in (body["seat.L"], body["seat.R"])]
    result.add("inset_mat", _mat(glass) + still)
    result.add("inset_shirt", _cut(glass, tube(project(shirt, camera))))
    result.add(
        "inset_shorts",
        _cut(glass, tube(project(shorts, camera))),
        *(_cut(glass, hull(project(seat, camera), 48)) for seat in seats[:1]),
    )
    for rings in patches:
        result.add(muscle_role, _cut(glass, tube(project(rings, camera))))
    beads = project(vertebrae(body["spine"], 1.0), camera)
    result.add(
        "inset_spine",
        *(_cut(glass, ellipse(beads, index, 20)) for index in range(beads.centres.shape[1])),
    )
    return result


def leader(glass: Magnifier, count: int) -> Layer:
    """The line from the magnified spot to the glass, behind the body."""
    result = Layer("leader", np.full(count, np.inf))
    result.add("inset_rim", _leader(glass))
    return result


def _circle(centre: tuple[float, float], radius: float) -> FloatArray:
    angles = np.arange(_POINTS) * (2 * np.pi / _POINTS)
    circle: FloatArray = np.array(centre) + radius * np.stack([np.cos(angles), np.sin(angles)], -1)
    return circle[None]


def _ring(centre: tuple[float, float], radius: float, width: float) -> FloatArray:
    """A circle's line: around once outside, back once inside."""
    outer, inner = _circle(centre, radius), _circle(centre, radius - width)
    return np.concatenate([outer, outer[:, :1], inner[:, :1], inner[:, ::-1]], axis=1)


def _leader(glass: Magnifier) -> FloatArray:
    """A thin line from the magnified spot to the glass."""
    start, end = np.array(glass.spot), np.array(glass.centre)
    along = (end - start) / max(float(np.hypot(*(end - start))), 1e-9)
    start = start + along * RADIUS / glass.zoom
    end = end - along * RADIUS
    side = np.array([along[1], -along[0]]) * (_SPOT_RIM / 2)
    return np.stack([start + side, end + side, end - side, start - side])[None]


def _mat(glass: Magnifier) -> FloatArray:
    """The part of the glass below the floor line."""
    floor = np.clip(-glass.focus[1] * glass.zoom / RADIUS, -0.98, 0.98)
    angles = np.linspace(np.arcsin(floor), np.pi - np.arcsin(floor), 40)
    arc: FloatArray = np.array(glass.centre) + RADIUS * np.stack(
        [np.cos(angles), np.sin(angles)], axis=-1
    )
    return arc[None]


def _cut(glass: Magnifier, outline: FloatArray) -> FloatArray:
    """The outline magnified, with everything beyond the glass drawn in to its edge."""
    share = (np.arange(_PARTS) / _PARTS)[:, None]
    after = np.roll(outline, -1, axis=1)
    dense = outline[:, :, None] * (1 - share) + after[:, :, None] * share
    points = (dense.reshape(len(outline), -1, 2) - np.array(glass.focus)) * glass.zoom
    length = np.sqrt((points**2).sum(-1, keepdims=True))
    points = points * np.minimum(1.0, RADIUS / np.maximum(length, 1e-9))
    placed: FloatArray = points + np.array(glass.centre)
    return placed
