"""Things beside the mat that a body leans on: chair, pillow, wall, as boxes in statures.

They are made to measure for the first pose, so an author writes no coordinates, and checked like
the floor: what is said to touch them must touch, and nothing may go through.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from backrehab_desktop.core.figure.supports import CHAIR_HEIGHT

if TYPE_CHECKING:
    from backrehab_desktop.core.figure.pose import FloatArray, Pose
    from backrehab_desktop.core.figure.spec import PropSpec

Corner = tuple[float, float, float]

_SEAT_BACK, _SEAT_FRONT, _SEAT_HALF_WIDTH = 0.125, 0.115, 0.145
"""How far a chair's seat reaches behind and before the sitting bones, and sideways."""
_CALVES, _CALF_AT = ("calf.L", "calf.R"), 0.032
"""What lies on the seat of someone on their back, and how far in from its near edge."""
_SLAB, _LEG, _BACKREST = 0.020, 0.016, 0.26
_WALL_HALF_WIDTH, _WALL_HEIGHT, _WALL_DEPTH = 0.22, 1.40, 0.02
_PAD_BEHIND, _PAD_AHEAD, _PAD_HALF_WIDTH, _PAD_DEPTH = 0.110, 0.065, 0.080, 0.028
"""A pad is pressed into the mat: its top is level with it, so nobody kneels higher for it."""
_PILLOW_HALF_LENGTH, _PILLOW_HALF_WIDTH = 0.080, 0.105


@dataclass(frozen=True, slots=True)
class Box:
    """A box along the axes, from its lowest to its highest corner."""

    low: Corner
    high: Corner

    def distance(self, points: FloatArray) -> FloatArray:
        """Distance of points (T, 3) from the surface, negative inside, (T,)."""
        outside = np.maximum(np.subtract(self.low, points), np.subtract(points, self.high))
        far = np.sqrt((np.maximum(outside, 0.0) ** 2).sum(-1))
        near = np.minimum(outside.max(-1), 0.0)
        distance: FloatArray = far + near
        return distance

    def mirrored(self) -> Box:
        """The mirror image at y = 0."""
        (x, y, z), (right, back, top) = self.low, self.high
        return Box((x, -back, z), (right, -y, top))


@dataclass(frozen=True, slots=True)
class Prop:
    """A thing beside the mat: ``chair``, ``stool``, ``pillow``, ``pad`` or ``wall``."""

    kind: str
    boxes: tuple[Box, ...]

    def distance(self, points: FloatArray) -> FloatArray:
        """Distance of points (T, 3) from the nearest surface, negative inside, (T,)."""
        nearest: FloatArray = np.min([box.distance(points) for box in self.boxes], axis=0)
        return nearest

    def mirrored(self) -> Prop:
        """The mirror image at y = 0."""
        return Prop(self.kind, tuple(box.mirrored() for box in self.boxes))


def make_prop(spec: PropSpec, pose: Pose) -> Prop:
    """The thing that fits the first pose of a batch."""
    if spec.kind in {"chair", "stool"}:
        x, y, top = _seat_place(spec, pose)
        return Prop(spec.kind, _chair(x, y, top, has_back=spec.kind == "chair"))
    if spec.kind == "pillow":
        x, y, z = pose.points["back_of_head"][0].tolist()
        box = Box(
            (x - _PILLOW_HALF_LENGTH, y - _PILLOW_HALF_WIDTH, 0.0),
            (x + _PILLOW_HALF_LENGTH, y + _PILLOW_HALF_WIDTH, z),
        )
        return Prop("pillow", (box,))
    if spec.kind == "pad":
        x, y, _ = pose.points[spec.touches[0]][0].tolist()
        low = (x - _PAD_BEHIND, y - _PAD_HALF_WIDTH, -_PAD_DEPTH)
        return Prop("pad", (Box(low, (x + _PAD_AHEAD, y + _PAD_HALF_WIDTH, 0.0)),))
    x, y, _ = pose.points["seat_behind"][0].tolist()
    return Prop(
        "wall",
        (
            Box(
                (x - _WALL_DEPTH, y - _WALL_HALF_WIDTH, 0.0),
                (x, y + _WALL_HALF_WIDTH, _WALL_HEIGHT),
            ),
        ),
    )


def _seat_place(spec: PropSpec, pose: Pose) -> Corner:
    """Where the middle of a seat is: under the sitting bones, or under calves that lie on it."""
    if _CALVES[0] not in spec.touches:
        x, y, _ = pose.points["sit_bones"][0].tolist()
        return x, y, CHAIR_HEIGHT
    x, y, top = np.mean([pose.points[name][0] for name in _CALVES], axis=0).tolist()
    return x - _CALF_AT + _SEAT_BACK, y, top


def _chair(x: float, y: float, top: float, *, has_back: bool) -> tuple[Box, ...]:
    """Backrest, legs and seat of a chair whose seat is at a place."""
    back, front = x - _SEAT_BACK, x + _SEAT_FRONT
    left, right = y + _SEAT_HALF_WIDTH, y - _SEAT_HALF_WIDTH
    under = top - _SLAB
    legs = [
        Box((leg_x, leg_y, 0.0), (leg_x + _LEG, leg_y + _LEG, under))
        for leg_y in (left - _LEG, right)
        for leg_x in (back, front - _LEG)
    ]
    seat = Box((back, right, under), (front, left, top))
    if not has_back:
        return (*legs, seat)
    rest = Box((back - _LEG, right, top + 0.09), (back, left, top + _BACKREST))
    posts = [
        Box((back - _LEG, post, 0.0), (back, post + _LEG, top + _BACKREST))
        for post in (left - _LEG, right)
    ]
    return (*posts, rest, *legs, seat)
