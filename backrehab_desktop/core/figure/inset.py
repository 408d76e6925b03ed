"""The magnifier: the low back from the side, large enough to see the gap under it close."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from backrehab_desktop.core.figure.body import HEM_SHORTS, clothe
from backrehab_desktop.core.figure.camera import Camera
from backrehab_desktop.core.figure.checks import GAP
from backrehab_desktop.core.figure.outline import Rings, chain, ellipse, hull, project, tube
from backrehab_desktop.core.figure.parts import Layer, trunk_pieces, vertebrae

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from backrehab_desktop.core.figure.body import Body

    FloatArray = NDArray[np.float64]

RADIUS = 0.135
_BESIDE = 1.25
"""How much larger the glass is beside somebody upright, where the stage has room."""
_RIM = 0.0040
_SPOT_RIM = 0.0022
_CLEARANCE = 0.030
"""Between the magnifier and what lies under it."""
_POINTS = 72
_MUSCLE_LINKS = 7
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
    radius: float = RADIUS

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
        return self.centre[1] - self.radius - _RIM

    @property
    def corners(self) -> FloatArray:
        """Its upper left and lower right corner, (2, 2)."""
        reach = self.radius + _RIM
        corners: FloatArray = np.add(self.centre, ((-reach, -reach), (reach, reach)))
        return corners


def place(
    spot: FloatArray, focus: FloatArray, zoom: float, outlines: list[FloatArray], size: float
) -> Magnifier:
    """Put the glass where it covers none of the ``outlines``.

    Over someone who lies it is above the left end, beside someone upright behind the back.
    ``size`` scales it, as a figure that is small on its stage needs a larger one.
    """
    cloud = np.concatenate([outline.reshape(-1, 2) for outline in outlines])
    (left, top), (right, bottom) = cloud.min(axis=0), cloud.max(axis=0)
    radius = RADIUS * size
    if bottom - top > right - left:
        radius *= _BESIDE
        near = cloud[np.abs(cloud[:, 1] - spot[1]) < radius + _CLEARANCE]
        centre = float(near[:, 0].min()) - _CLEARANCE - radius, float(spot[1])
    else:
        x = float(left) + radius + _RIM
        below = cloud[np.abs(cloud[:, 0] - x) < radius + _CLEARANCE]
        over = float(below[:, 1].min()) if len(below) else 0.0
        centre = x, over - _CLEARANCE - radius
    aim, place = (float(spot[0]), float(spot[1])), (float(focus[0]), float(focus[1]))
    return Magnifier(centre, aim, place, zoom, radius)


def layer(body: Body, glass: Magnifier, muscle_role: str, patches: list[Rings]) -> Layer:
    """The magnified picture, on top of everything else."""
    count = len(body["trunk"].centres)
    result = Layer("inset", np.full(count, -np.inf))
    still = np.zeros((count, 1, 1))
    result.add("inset_rim", _ring(glass.spot, glass.radius / glass.zoom, _SPOT_RIM) + still)
    result.add("inset_rim", _circle(glass.centre, glass.radius + _RIM) + still)
    result.add("inset_air", _circle(glass.centre, glass.radius) + still)
    shirt, shorts = trunk_pieces(body)
    camera = glass.camera
    thigh = clothe(body["thigh.R"], HEM_SHORTS)
    seats = [Rings(s.centres[:, 0:3], s.axes[:, 0:3]) for s in (body["seat.L"], body["seat.R"])]
    result.add("inset_mat", _mat(glass) + still)
    result.add("inset_shirt", _cut(glass, tube(project(shirt, camera))))
    result.add(
        "inset_shorts",
        _cut(glass, tube(project(shorts, camera))),
        *(_cut(glass, hull(project(seat, camera), 48)) for seat in seats[:1]),
        _cut(glass, tube(project(thigh, camera))),
    )
    for rings in patches:
        links = chain(project(rings, camera), _MUSCLE_LINKS)
        result.add(muscle_role, *(_cut(glass, link) for link in links))
    beads = project(vertebrae(body["spine"], 1.0), camera)
    result.add(
        "inset_spine",
        *(_cut(glass, ellipse(beads, index, 20)) for index in range(beads.centres.shape[1])),
    )
    return result


def leader(glass: Magnifier, count: int) -> Layer:
    """The line from the magnified spot to the glass, over the body: it says which spot is meant."""
    result = Layer("leader", np.full(count, -np.inf))
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
    start = start + along * glass.radius / glass.zoom
    end = end - along * glass.radius
    side = np.array([along[1], -along[0]]) * (_SPOT_RIM / 2)
    return np.stack([start + side, end + side, end - side, start - side])[None]


def _mat(glass: Magnifier) -> FloatArray:
    """The part of the glass below the floor line, nothing if that lies lower than the glass.

    What is less than ``GAP`` above the floor touches it: no magnified slit tells otherwise.
    """
    floor = np.clip((-glass.focus[1] - GAP) * glass.zoom / glass.radius, -0.98, 1.0)
    angles = np.linspace(np.arcsin(floor), np.pi - np.arcsin(floor), 40)
    arc: FloatArray = np.array(glass.centre) + glass.radius * np.stack(
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
    points = points * np.minimum(1.0, glass.radius / np.maximum(length, 1e-9))
    placed: FloatArray = points + np.array(glass.centre)
    return placed
