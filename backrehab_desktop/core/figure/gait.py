"""Feet that walk: where each is at any moment of the cycle, planted to the last bit.

The body stays in its place and the floor moves back under it, so a foot that stands moves back
with the floor. It rolls over three pivots (the rockers of gait, Perry): the heel, the ball, the
tip of the toes. Each pivot is the middle of a rounding that touches the floor right below it, so
whatever the foot's pitch does, what touches stays where it is.

The swing leads from the last pivot to the next heel: both rolls are continued beyond their
contact, and the foot goes over from one to the other by minimum jerk. So place, speed and
acceleration have no jump where a foot leaves the floor or comes down.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from backrehab_desktop.core.figure import skeleton
from backrehab_desktop.core.figure.curves import RestingCurve
from backrehab_desktop.core.figure.rotation import apply, rot_y, rot_z
from backrehab_desktop.core.figure.skeleton import RADIUS, SIGN, Offset, sided

if TYPE_CHECKING:
    from backrehab_desktop.core.figure.cycle_spec import GaitSpec
    from backrehab_desktop.core.figure.pose import FloatArray


@dataclass(frozen=True, slots=True)
class FootPath:
    """Where a foot is: ankles (T, 3), frames of the foot and its toes (T, 3, 3)."""

    ankle: FloatArray
    foot: FloatArray
    toes: FloatArray


@dataclass(frozen=True, slots=True)
class Touch:
    """A point that touches a surface during a part of the cycle."""

    point: str
    surface: str
    start: float
    end: float
    """Shares of the cycle, the start within 0..1; the end may lie in the next one."""


_TOE_FROM_BALL: Offset = (
    skeleton.TOE[0] - skeleton.BALL[0],
    0.0,
    skeleton.TOE[2] - skeleton.BALL[2],
)


class Gait:
    """The feet of somebody who walks."""

    def __init__(self, spec: GaitSpec) -> None:
        self._spec = spec
        self._pitch = RestingCurve(spec.pitch)

    @property
    def travel(self) -> float:
        """How far the floor moves back in a cycle."""
        return self._spec.stride

    def foot(self, share: FloatArray, side: str) -> FootPath:
        """The foot of a side at shares of the cycle, (T,)."""
        spec = self._spec
        own = (share + (0.0 if side == "R" else 0.5)) % 1.0
        pitch, tilt = self._turns(own)
        heading = SIGN[side] * np.radians(spec.toe_out_deg)
        out = rot_z(np.full(len(own), heading))
        foot, toes = out @ rot_y(-np.radians(pitch)), out @ rot_y(-np.radians(tilt))
        heel = _pivot(skeleton.HEEL, "heel") - apply(foot, skeleton.HEEL)
        ball = _pivot(skeleton.BALL, "ball") - apply(foot, skeleton.BALL)
        toe = _pivot(skeleton.TOE, "toe") - apply(toes, _TOE_FROM_BALL) - apply(foot, skeleton.BALL)
        # Pivots lie along the foot, which is turned outwards.
        turned = [
            path + apply(out, pivot) - pivot
            for path, pivot in ((heel, skeleton.HEEL), (ball, skeleton.BALL), (toe, skeleton.TOE))
        ]
        swing = np.clip((own - spec.toe_off) / (1.0 - spec.toe_off), 0.0, 1.0)
        over = _minimum_jerk(swing)[:, None]
        step = np.array([spec.stride, 0.0, 0.0])
        stands = [own < spec.flat[0], own < spec.flat[1], own < spec.toe_from]
        flat = np.broadcast_to([0.0, 0.0, skeleton.ANKLE_HEIGHT], heel.shape)
        rolled = np.select(
            [stand[:, None] for stand in stands],
            [turned[0], flat, turned[1]],
            turned[2] + over * (turned[0] + step - turned[2]),
        )
        late = 3.0 * (1.0 - spec.lift_at) / spec.lift_at
        peak = spec.lift_at
        lift = spec.lift * (swing / peak) ** 3 * ((1.0 - swing) / (1.0 - peak)) ** late
        moved = np.stack(
            [
                spec.ahead - spec.stride * own,
                np.full_like(own, SIGN[side] * spec.half_width),
                lift,
            ],
            axis=-1,
        )
        return FootPath(rolled + moved, foot, toes)

    def touches(self, side: str) -> list[Touch]:
        """What of a foot touches the floor, and when."""
        spec = self._spec
        later = 0.0 if side == "R" else 0.5
        found = [
            ("heel_touch", 0.0, spec.flat[1]),
            ("ball_pad", *spec.flat),
            ("toe_pad", spec.flat[0], spec.toe_from),
            ("toe_touch", spec.flat[0], spec.toe_off),
        ]
        return [
            Touch(sided(name, side), "floor", (start + later) % 1.0, (start + later) % 1.0 + length)
            for name, start, length in ((name, a, b - a) for name, a, b in found)
        ]

    def _turns(self, own: FloatArray) -> tuple[FloatArray, FloatArray]:
        """How far foot and toes point up, degrees, at shares of the foot's own cycle."""
        spec = self._spec
        unrolled = np.where(own < spec.flat[0], own + 1.0, own)
        pitch = self._pitch(unrolled)
        straight = (own - spec.toe_from) / (spec.straight - spec.toe_from)
        follows = np.where(own < spec.flat[1], 1.0, _minimum_jerk(np.clip(straight, 0.0, 1.0)))
        return pitch, pitch * follows


def _pivot(offset: Offset, name: str) -> FloatArray:
    """Where a rounding of a flat foot is from the floor under its ankle."""
    return np.array([offset[0], offset[1], RADIUS[name]])


def _minimum_jerk(share: FloatArray) -> FloatArray:
    """Progress of a movement between two rests, as in the timeline, (T,)."""
    curve: FloatArray = share**3 * (10.0 - 15.0 * share + 6.0 * share**2)
    return curve
