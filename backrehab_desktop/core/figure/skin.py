"""The drawn skin as a surface: where a hand on a leg, on the trunk or on the head comes to lie.

A spot is two numbers: on a leg the share of the bone's length and the angle round it, on the trunk
the place among its rings and the angle round them, on the head two angles. A third says where the
fingers point. The spot stays while what is under it bends, breathes or moves.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from backrehab_desktop.core.figure import skeleton
from backrehab_desktop.core.figure.body import LEG_PROFILES, smooth_profile, trunk_rings
from backrehab_desktop.core.figure.outline import catmull_rom
from backrehab_desktop.core.figure.rotation import apply, inverse, length, unit
from backrehab_desktop.core.figure.skeleton import sided

if TYPE_CHECKING:
    from backrehab_desktop.core.figure.kinematics import Body
    from backrehab_desktop.core.figure.outline import Rings
    from backrehab_desktop.core.figure.pose import FloatArray

LIMB_ENDS = {"thigh": ("hip", "knee"), "shank": ("knee", "ankle")}
"""The joints at both ends of a limb that a hand can hold."""

_DEGREE = 6
"""Follows the drawn profiles of thigh and shank to within .0005."""
_TAPS = np.arange(-1, 3)
_ENOUGH = 1e-12
_TURNS, _ROUNDS, _STEP = 36, 24, 1e-5
"""How the nearest spot of the trunk is found: places tried round each ring, then Gauss-Newton
steps, of which each brings it some four times closer: left and right agree to 1e-9."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a surface: along it and round it, (1,) or (T,) each."""

    along: FloatArray
    around: FloatArray
    heading: FloatArray = field(default_factory=lambda: np.zeros(1))
    """Where the fingers of the hand on it point, radians, as its contact counts them."""

    def towards(self, other: Spot, share: FloatArray) -> Spot:
        """The spots at shares (T,) of the shorter way to another."""
        return Spot(
            self.along + share * (other.along - self.along),
            self.around + share * _within_half_a_turn(other.around - self.around),
            self.heading + share * (other.heading - self.heading),
        )


def _within_half_a_turn(angle: FloatArray) -> FloatArray:
    turned: FloatArray = (angle + np.pi) % (2.0 * np.pi) - np.pi
    return turned


Skin = tuple["FloatArray", "FloatArray"]
"""Points of the skin, (T, 3), and the way it faces there, (T, 3) unit vectors."""


def limb_skin(body: Body, frame: str, spot: Spot) -> Skin:
    """The skin of ``thigh.L`` and so on; angles round it count from the front to the left."""
    name, side = frame.split(".")
    start, end = (body.points[sided(joint, side)] for joint in LIMB_ENDS[name])
    cosine, sine = np.cos(spot.around), np.sin(spot.around)
    (depth, width, ahead), slopes = _profile(name, spot.along)
    across = np.hypot(depth * cosine, width * sine)
    level = np.stack(
        [depth**2 * cosine / across + ahead, width**2 * sine / across, np.zeros_like(across)],
        axis=-1,
    )
    size = skeleton.THIGH if name == "thigh" else skeleton.SHANK
    thinner = (depth * slopes[0] * cosine**2 + width * slopes[1] * sine**2) / across
    out = np.stack([cosine, sine, (thinner + slopes[2] * cosine) / size], axis=-1)
    turn = body.frames[frame]
    return start + (end - start) * spot.along[:, None] + apply(turn, level), apply(turn, unit(out))


def limb_radius(frame: str, along: float) -> float:
    """How thick ``thigh.L`` and so on is drawn there, the mean of depth and width."""
    share, deep, wide, _ = smooth_profile(*LEG_PROFILES[frame.partition(".")[0]]).T
    return float(np.interp(along, share, (deep + wide) / 2.0))


def _profile(name: str, along: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Half depth, half width and lead of a limb at shares (T,) of its length, and their slopes."""
    curves, slopes = _curves(name)
    here: FloatArray = np.stack([np.polyval(curve, along) for curve in curves])
    return here, np.stack([np.polyval(slope, along) for slope in slopes])


@lru_cache(maxsize=2)
def _curves(name: str) -> tuple[FloatArray, FloatArray]:
    """Polynomials through a limb's drawn profile, and their slopes.

    Over them a hand glides without a jolt.
    """
    share, *columns = smooth_profile(*LEG_PROFILES[name]).T
    curves = np.stack([np.polyfit(share, column, _DEGREE) for column in columns])
    return curves, np.stack([np.polyder(curve) for curve in curves])


def trunk_skin(body: Body, spot: Spot) -> Skin:
    """The skin of the trunk; ``along`` counts its rings upwards, ``around`` from the front left."""
    return _on_rings(trunk_rings(body.points, body.frames), spot)


def trunk_spot(body: Body, point: FloatArray) -> Spot:
    """The spot of a trunk (T = 1) that is nearest to a point, (1, 3)."""
    rings = trunk_rings(body.points, body.frames)
    turns = np.arange(_TURNS) * (2.0 * np.pi / _TURNS)
    around = np.stack([np.cos(turns), np.sin(turns)], axis=-1) @ rings.axes[0, :, :2]
    distances = length(rings.centres[0, :, None] + around - point)
    ring, turn = np.unravel_index(int(distances.argmin()), distances.shape)
    spot = np.array([float(ring), turns[turn]])
    steps = np.array([[0.0, 0.0], [_STEP, 0.0], [-_STEP, 0.0], [0.0, _STEP], [0.0, -_STEP]])
    curves = _curves_of(rings)
    for _ in range(_ROUNDS):
        here, up, down, left, right = _places(curves, *(spot + steps).T)
        slopes = np.stack([up - down, left - right], axis=-1) / (2.0 * _STEP)
        change = np.linalg.lstsq(slopes, point[0] - here, rcond=None)[0]
        spot = spot + change
        spot[0] = min(max(spot[0], 0.0), rings.centres.shape[1] - 1.0)
        if np.abs(change).max() < _ENOUGH:
            break
    return Spot(spot[:1], _within_half_a_turn(spot[1:]))


def head_skin(body: Body, spot: Spot) -> Skin:
    """The skin of the head: ``along`` is the height, ``around`` counts from the face left."""
    level = np.cos(spot.along)
    ball = np.stack(
        [level * np.cos(spot.around), level * np.sin(spot.around), np.sin(spot.along)], axis=-1
    )
    axes = np.array(skeleton.HEAD_AXES)
    frame = body.frames["head"]
    return body.points["head"] + apply(frame, ball * axes), apply(frame, unit(ball / axes))


def head_spot(body: Body, point: FloatArray) -> Spot:
    """The spot of the head (T = 1) that lies in the direction of a point, (1, 3)."""
    place = apply(inverse(body.frames["head"]), point - body.points["head"])
    x, y, z = unit(place / np.array(skeleton.HEAD_AXES)).T
    return Spot(np.arcsin(np.clip(z, -1.0, 1.0)), np.arctan2(y, x))


def _on_rings(rings: Rings, spot: Spot) -> Skin:
    """The skin stretched over a row of rings; one row of rings serves any number of spots."""
    count, last = max(len(spot.along), len(rings.centres)), rings.centres.shape[1] - 1.0
    along, around = (np.broadcast_to(values, (count,)) for values in (spot.along, spot.around))
    curves = _curves_of(rings)
    upwards = _places(curves, np.minimum(along + 1.0, last), around)
    upwards = upwards - _places(curves, np.maximum(along - 1.0, 0.0), around)
    level = _mixed(curves, along)
    leftwards = _round(level, around + np.pi / 2.0) - level[:, 0]
    return _round(level, around), unit(np.cross(leftwards, upwards))


def _curves_of(rings: Rings) -> FloatArray:
    """Middles, forward and left semi-axes of a row of rings in one, (T, R, 3, 3)."""
    return np.concatenate([rings.centres[:, :, None], rings.axes[:, :, :2]], axis=2)


def _places(curves: FloatArray, along: FloatArray, around: FloatArray) -> FloatArray:
    """Points of the skin over a row of rings, (N, 3)."""
    return _round(_mixed(curves, along), around)


def _round(level: FloatArray, around: FloatArray) -> FloatArray:
    """Points on rings, (N, 3, 3) to (N, 3)."""
    forward, left = np.cos(around)[:, None], np.sin(around)[:, None]
    place: FloatArray = level[:, 0] + forward * level[:, 1] + left * level[:, 2]
    return place


def _mixed(curves: FloatArray, along: FloatArray) -> FloatArray:
    """Rings (T, R, 3, 3) at places (T,) along them, or at any (N,) if T is 1: (N, 3, 3)."""
    last = curves.shape[1] - 1
    low = np.minimum(np.maximum(along.astype(np.intp), 0), last - 1)
    rows = np.arange(len(low)) if len(curves) > 1 else np.zeros(len(low), dtype=np.intp)
    taps = np.minimum(np.maximum(low[:, None] + _TAPS, 0), last)
    weights = catmull_rom(along - low)
    mixed: FloatArray = np.einsum("nt,ntij->nij", weights, curves[rows[:, None], taps])
    return mixed
