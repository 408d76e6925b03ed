"""What the body lies on: the mat, and the shadow that ties the body to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from backrehab_desktop.core.figure.outline import Rings, hull, project, tube

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from backrehab_desktop.core.figure.body import Body
    from backrehab_desktop.core.figure.camera import Camera
    from backrehab_desktop.core.figure.props import Box, Prop

    FloatArray = NDArray[np.float64]

_MARGIN_ALONG, _MARGIN_ACROSS = 0.055, 0.060
_LEAST_HALF_WIDTH = 0.215
_CORNER, _THICKNESS = 0.030, 0.018
_STANDING_REACH, _FLOOR_MARGIN = 0.10, 0.13
_SHADOW_REACH = 0.40
"""Height over the floor at which a part no longer casts a shadow."""
_CONTACT_REACH = 0.030
"""Height up to which a part darkens the mat as if it touched."""
_CASTING_PAIRS = ("thigh",)


def mat_outlines(points: Mapping[str, FloatArray], camera: Camera) -> tuple[FloatArray, FloatArray]:
    """The mat's rim and top, each (1, N, 2).

    It is as long and as wide as everything the points ever reach near the
    floor, the same for both sides of the body.
    """
    everything = np.concatenate(list(points.values()))
    low = everything[everything[:, 2] < _SHADOW_REACH]
    left, right = low[:, 0].min() - _MARGIN_ALONG, low[:, 0].max() + _MARGIN_ALONG
    half = max(float(np.abs(low[:, 1]).max()) + _MARGIN_ACROSS, _LEAST_HALF_WIDTH)
    corners = [(x, y, 0.0) for x in (left, right) for y in (-half, half)]
    top = _discs(corners)
    under = _discs([(x, y, -_THICKNESS) for x, y, _ in corners])
    both = Rings(
        np.concatenate([top.centres, under.centres], axis=1),
        np.concatenate([top.axes, under.axes], axis=1),
    )
    return hull(project(both, camera), 64), hull(project(top, camera), 64)


def floor_outline(
    points: Mapping[str, FloatArray], things: Sequence[Prop], camera: Camera
) -> FloatArray:
    """A round piece of the floor under whoever stands or sits, up to the wall, (N, 2)."""
    middle, half = floor_size(points, things)
    angles = np.linspace(0.0, 2.0 * np.pi, 72, endpoint=False)
    rim = np.stack([np.cos(angles) * half[0], np.sin(angles) * half[1], 0.0 * angles], axis=-1)
    rim += middle * [1.0, 1.0, 0.0]
    for wall in (thing for thing in things if thing.kind == "wall"):
        rim[:, 0] = np.maximum(rim[:, 0], wall.boxes[0].high[0])
    outline: FloatArray = camera.project(rim)
    return outline


def floor_size(
    points: Mapping[str, FloatArray], things: Sequence[Prop]
) -> tuple[FloatArray, FloatArray]:
    """The middle of that piece and how far it reaches from there along the axes, (3,) each."""
    everything = np.concatenate(list(points.values()))
    low = everything[everything[:, 2] < _STANDING_REACH]
    corners = [
        low,
        *(
            np.array([box.low, box.high])
            for thing in things
            for box in thing.boxes
            if thing.kind != "wall"
        ),
    ]
    spots = np.concatenate(corners)
    middle = (spots.min(axis=0) + spots.max(axis=0)) / 2.0
    return middle, np.ptp(spots, axis=0) / 2.0 + _FLOOR_MARGIN


_SIDES = (
    ((1.0, 0.0, 0.0), ((1, 0, 0), (1, 1, 0), (1, 1, 1), (1, 0, 1))),
    ((-1.0, 0.0, 0.0), ((0, 0, 0), (0, 1, 0), (0, 1, 1), (0, 0, 1))),
    ((0.0, 1.0, 0.0), ((0, 1, 0), (1, 1, 0), (1, 1, 1), (0, 1, 1))),
    ((0.0, -1.0, 0.0), ((0, 0, 0), (1, 0, 0), (1, 0, 1), (0, 0, 1))),
    ((0.0, 0.0, 1.0), ((0, 0, 1), (1, 0, 1), (1, 1, 1), (0, 1, 1))),
)
"""The faces of a box but its bottom: normal, and corners as low (0) or high (1)."""


def thing_outlines(things: Sequence[Prop], camera: Camera) -> list[tuple[str, FloatArray]]:
    """Chair, pillow and wall as colour role and outline (N, 2), back to front.

    They are painted under the body, so a wall that the eye is behind is left out.
    """
    shown: list[tuple[str, FloatArray]] = []
    for thing in things:
        if thing.kind in {"pillow", "pad"}:
            # A pad has to stand out from the mat around it.
            top = "thing_top" if thing.kind == "pillow" else "thing_side"
            shown += _pillow(thing.boxes[0], top, camera)
        elif thing.kind != "wall" or camera.axes[2][0] < 1e-6:
            boxes = sorted(thing.boxes, key=lambda box: -_middle_depth(box, camera))
            shown += [face for box in boxes for face in _faces(box, camera)]
    return shown


def _middle_depth(box: Box, camera: Camera) -> float:
    return float(camera.depth((np.asarray(box.low) + np.asarray(box.high)) / 2.0))


def _faces(box: Box, camera: Camera) -> list[tuple[str, FloatArray]]:
    """The faces of a box that the eye sees."""
    corners = np.array([box.low, box.high])
    faces = []
    for normal, places in _SIDES:
        facing = -float(camera.axes[2] @ np.asarray(normal))
        if facing > 1e-6:
            face = np.array([[corners[at, axis] for axis, at in enumerate(p)] for p in places])
            role = "thing_top" if normal[2] else "thing_side" if normal[0] else "thing"
            faces.append((role, camera.project(face)))
    return faces


def _pillow(box: Box, top_role: str, camera: Camera) -> list[tuple[str, FloatArray]]:
    """A soft, rounded box."""
    (left, front, low), (right, back, top) = box.low, box.high
    half = (top - low) / 2.0
    places = [(x, y, low + half) for x in (left + half, right - half) for y in (front, back)]
    cushion = _discs(places)
    cushion.axes[:, :, 2, 2] = half
    over = _discs([(x, y, top - 0.3 * half) for x, y, _ in places])
    over.axes[:, :, 2, 2] = 0.3 * half
    return [
        ("thing", hull(project(cushion, camera), 64)[0]),
        (top_role, hull(project(over, camera), 64)[0]),
    ]


def _discs(corners: list[tuple[float, float, float]]) -> Rings:
    centres = np.asarray(corners, dtype=np.float64)[None]
    axes = np.zeros((1, len(corners), 3, 3))
    axes[:, :, 0, 0] = axes[:, :, 1, 1] = _CORNER
    return Rings(centres, axes)


def shadow(body: Body, camera: Camera, sides: Sequence[str]) -> list[FloatArray]:
    """The pool of shade under the trunk and the thighs of ``sides``, each (T, N, 2).

    It is narrower the higher a part is.
    """
    return [
        tube(project(_flatten(body[name], _SHADOW_REACH, _to_viewer(camera, 0.010)), camera), 3)
        for name in ("trunk", *(f"{name}.{side}" for name in _CASTING_PAIRS for side in sides))
    ]


def contact_shadow(parts: Sequence[Rings], camera: Camera) -> list[FloatArray]:
    """The dark rim where parts meet the mat, nothing where they do not, each (T, N, 2)."""
    return [
        tube(project(_flatten(rings, _CONTACT_REACH, _to_viewer(camera, 0.022)), camera), cap=5)
        for rings in parts
    ]


def _to_viewer(camera: Camera, length: float) -> FloatArray:
    """A step over the floor to the eye: the light comes from behind the body, (3,)."""
    away = camera.axes[2] * np.array([1.0, 1.0, 0.0])
    step: FloatArray = -away / max(float(np.hypot(away[0], away[1])), 1e-9) * length
    # The shadow grows longer as the eye sinks, as it has to stay visible as a rim.
    return step * np.interp(camera.elevation_deg, [0.0, 12.0, 30.0], [1.0, 1.0, 0.45])


def _flatten(rings: Rings, reach: float, shift: FloatArray) -> Rings:
    """The rings pressed onto the floor, shrunk to nothing at ``reach``."""
    share = np.clip(1.0 - rings.lowest / reach, 0.0, 1.0) ** 0.6
    centres = rings.centres * np.array([1.0, 1.0, 0.0])
    centres += shift * share[..., None]
    axes = rings.axes * np.array([1.0, 1.0, 0.0]) * share[..., None, None]
    return Rings(centres, axes)
