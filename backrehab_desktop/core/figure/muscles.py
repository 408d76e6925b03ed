"""Where the muscles lie: patches that stay inside the body's outline by construction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from backrehab_desktop.core.figure.body import SIDES, TRUNK_STEPS, Body, between
from backrehab_desktop.core.figure.outline import Rings, inside, interpolate, smooth

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

_HIP_RIM = -0.25
"""The side of a hip is flat: what of it turns away is hidden sooner than on a round trunk."""
_LENS = 15
"""Rings per patch; sizes swell from the ends to the middle."""

_LIMB_PATCHES: dict[str, tuple[str, float, float, float, float]] = {
    # name: solid, from, to, forward share, thickness
    "hamstrings": ("thigh", 0.27, 0.93, -0.86, 0.50),
    "quads": ("thigh", 0.16, 0.92, 0.86, 0.50),
    "calf": ("shank", 0.08, 0.66, -0.86, 0.50),
}
_TRUNK_PATCHES: dict[str, tuple[float, float, float, float, float]] = {
    # name: from station, to station, forward share, sideways share, thickness
    "abdomen": (2.3, 8.2, 0.86, 0.0, 0.26),
    "lumbar": (2.9, 7.4, -0.86, 0.0, 0.24),
    "thoracic": (6.0, 11.0, -0.86, 0.0, 0.22),
    "back": (2.4, 11.0, -0.86, 0.0, 0.22),
    "obliques": (3.2, 8.0, 0.10, 0.90, 0.34),
}
MUSCLES = ("glutes", "hip_side", "hip_front", *_LIMB_PATCHES, *_TRUNK_PATCHES)
"""The names a motion may highlight; paired ones may end in ``.L`` or ``.R``."""


@dataclass(frozen=True, slots=True)
class Patch:
    """A part of a muscle: the layer it lies on, its rings, and the way its skin faces, (T, 3)."""

    layer: str
    rings: Rings
    outward: FloatArray
    links: int = 0
    """In how many convex pieces it is painted: one on the round hip, several on the trunk, which
    bends; none along the straight bone of a limb, where its outline cannot fold."""
    rim: float = -0.48
    """Cosine of the angle between ``outward`` and the way to the eye at which it disappears."""


def patches(body: Body, muscle: str) -> list[Patch]:
    """The patches of one muscle.

    Raises ``KeyError`` for a name that is not in ``MUSCLES``.
    """
    name, _, side = muscle.partition(".")
    sides = (side,) if side else SIDES
    if name == "glutes":
        return [_glute(body, one) for one in sides]
    if name == "hip_side":
        return [_hip_side(body, one) for one in sides]
    if name == "hip_front":
        return [_hip_front(body, one) for one in sides]
    if name in _LIMB_PATCHES:
        return [_limb_patch(body, name, one) for one in sides]
    start, end, forward, sideways, thickness = _TRUNK_PATCHES[name]
    rings = interpolate(body["trunk"], np.linspace(start, end, _LENS) * TRUNK_STEPS)
    signs = {"L": 1.0, "R": -1.0}
    shifts = [sideways * signs[one] for one in sides] if sideways else [0.0]
    return [_lens("trunk", rings, (forward, shift), thickness, 4) for shift in shifts]


def _limb_patch(body: Body, name: str, side: str) -> Patch:
    solid, start, end, forward, thickness = _LIMB_PATCHES[name]
    layer = f"{solid}.{side}"
    rings = between(body[layer], np.linspace(start, end, _LENS).tolist())
    return _lens(layer, rings, (forward, 0.0), thickness)


def _lens(
    layer: str, rings: Rings, offset: tuple[float, float], thickness: float, links: int = 0
) -> Patch:
    place = np.linspace(0.0, 1.0, rings.centres.shape[1])
    swell = np.sin(np.pi * np.clip(place, 0.02, 0.98)) ** 0.55
    patch = inside(rings, offset, thickness * swell)
    return Patch(layer, patch, _facing(rings, offset), links)


def _hip_front(body: Body, side: str) -> Patch:
    """Over the front of the hip joint."""
    layer = f"thigh.{side}"
    rings = between(body[layer], np.linspace(0.0, 0.58, _LENS).tolist())
    sign = 1.0 if side == "L" else -1.0
    return _lens(layer, rings, (0.86, 0.10 * sign), 0.46, 1)


def _hip_side(body: Body, side: str) -> Patch:
    """From the outer side of the pelvis to that of the thigh: it stays when the thigh turns."""
    seat = body[f"seat.{side}"]
    rings = interpolate(smooth(seat[1:4], 8), np.linspace(0.0, 1.35 * 8, _LENS))
    swell = np.sin(np.pi * np.linspace(0.10, 0.98, _LENS)) ** 0.55
    offset = (-0.05, 0.84 if side == "L" else -0.84)
    return Patch(
        f"thigh.{side}",
        inside(rings, offset, 0.50 * swell),
        _facing(seat[1:2], offset),
        1,
        _HIP_RIM,
    )


def _glute(body: Body, side: str) -> Patch:
    """From the back of the pelvis to the back of the thigh."""
    seat = body[f"seat.{side}"]
    row = Rings(seat.centres[:, [0, 2, 3]], seat.axes[:, [0, 2, 3]])
    rings = interpolate(smooth(row, 8), np.linspace(0.0, 1.45 * 8, 17))
    swell = np.sin(np.pi * np.linspace(0.12, 0.99, 17)) ** 0.7
    offset = (-0.86, 0.0)
    return Patch(f"thigh.{side}", inside(rings, offset, 0.58 * swell), _facing(rings, offset), 1)


def _facing(rings: Rings, offset: tuple[float, float]) -> FloatArray:
    """The mean direction from the rings' middle through a muscle, unit vectors (T, 3)."""
    axes = rings.axes.mean(axis=1)
    axes = axes / np.sqrt((axes**2).sum(-1, keepdims=True))
    way = offset[0] * axes[:, 0] + offset[1] * axes[:, 1]
    unit: FloatArray = way / np.sqrt((way**2).sum(-1, keepdims=True))
    return unit
