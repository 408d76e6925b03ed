"""The drawn skin as a surface: where a hand on a leg, on the trunk or on the head comes to lie.

A spot is two numbers: on a leg the share of the bone's length and the angle round it, on the trunk
the place among its rings and the angle round them, on the head two angles. The spot stays while
what is under it bends, breathes or moves.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from backrehab_desktop.core.figure import skeleton
from backrehab_desktop.core.figure.body import LEG_PROFILES, smooth_profile, trunk_rings
from backrehab_desktop.core.figure.outline import catmull_rom
from backrehab_desktop.core.figure.rotation import apply, inverse, unit
from backrehab_desktop.core.figure.skeleton import sided

if TYPE_CHECKING:
    from backrehab_desktop.core.figure.kinematics import Body
    from backrehab_desktop.core.figure.outline import Rings
    from backrehab_desktop.core.figure.pose import FloatArray

LIMB_ENDS = {"thigh": ("hip", "knee"), "shank": ("knee", "ankle")}
"""The joints at both ends of a limb that a hand can hold."""

_DEGREE = 6
"""Follows the drawn profiles of thigh and shank to within .0005."""
_ROUNDS, _GRID = 5, 17
"""Searches of the trunk for the nearest spot, each finer by the grid."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a surface: along it and round it, (1,) or (T,) each."""

    along: FloatArray
    around: FloatArray

    def towards(self, other: Spot, share: FloatArray) -> Spot:
        """The spots at shares (T,) of the way to another."""
        return Spot(
            self.along + share * (other.along - self.along),
            self.around + share * (other.around - self.around),
        )


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
    last = rings.centres.shape[1] - 1
    along, around = last / 2.0, 0.0
    reach, turn = last / 2.0, np.pi
    for _ in range(_ROUNDS):
        spread = np.linspace(-1.0, 1.0, 2 * _GRID + 1)
        tried_along, tried_around = (
            grid.ravel()
            for grid in np.meshgrid(
                np.clip(along + reach * spread, 0.0, last), around + turn * spread
            )
        )
        found, _ = _on_rings(rings, Spot(tried_along, tried_around))
        best = int(((found - point) ** 2).sum(-1).argmin())
        along, around = float(tried_along[best]), float(tried_around[best])
        reach, turn = 2.0 * reach / _GRID, 2.0 * turn / _GRID
    return Spot(np.array([along]), np.array([around]))


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
    cosine, sine = np.cos(spot.around)[:, None], np.sin(spot.around)[:, None]

    def at(place: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        count = rings.centres.shape[1]
        low = np.clip(np.floor(place).astype(int), 0, count - 2)
        rows = np.arange(len(low)) if len(rings.centres) > 1 else np.zeros(len(low), dtype=int)
        taps = np.clip(low[:, None] + np.arange(-1, 3), 0, count - 1)
        weights = catmull_rom(place - low)[..., None]

        def mix(values: FloatArray) -> FloatArray:
            mixed: FloatArray = (values[rows[:, None], taps] * weights).sum(1)
            return mixed

        return mix(rings.centres), mix(rings.axes[:, :, 0]), mix(rings.axes[:, :, 1])

    along = np.broadcast_to(spot.along, (max(len(spot.along), len(rings.centres)),))
    middle, forward, left = at(along)
    point = middle + forward * cosine + left * sine
    last = rings.centres.shape[1] - 1.0
    ends = [at(np.clip(along + step, 0.0, last)) for step in (-1.0, 1.0)]
    lower, upper = (m + f * cosine + s * sine for m, f, s in ends)
    out = np.cross(left * cosine - forward * sine, upper - lower)
    return point, unit(out)
