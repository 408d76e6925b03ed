"""What a machine and a moving floor look like: outlines for every moment, as those of the body.

A machine is rows of rounded solids through points that the solver has moved, so it is seen right
from anywhere, and its mirror image needs nothing of its own.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from backrehab_desktop.core.figure.ground import contact_shadow
from backrehab_desktop.core.figure.outline import Rings, ellipse, hull, project
from backrehab_desktop.core.figure.parts import Layer
from backrehab_desktop.core.figure.skeleton import SIDES, SIGN, sided

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from backrehab_desktop.core.figure.camera import Camera
    from backrehab_desktop.core.figure.cycle_spec import PartSpec

    FloatArray = NDArray[np.float64]

_HALO = 0.0035
_THICK = 0.03
"""Solids with a larger radius need more points to look round."""
_STEP = 1e-3
_RIM = {"machine_light": "machine"}
"""The colour of a disc's rim, where it is not that of its face."""
_CONTACT = 0.03
"""Parts that come lower than this darken the mat."""
_MARK_GAP, _MARK = 0.14, 0.0055
"""About how far the marks of a moving floor lie apart, and half their width."""
_MARK_WIDTH = 0.94
"""How much of the floor's width a mark takes up."""


def machine_layers(
    parts: Sequence[PartSpec],
    points: Mapping[str, FloatArray],
    camera: Camera,
    limbs: Mapping[str, FloatArray],
    near_side: str,
) -> list[Layer]:
    """The layers of a machine for a batch of moments, (T, 3) for each point.

    What stands between the legs is one layer, painted in the given order; anything else has a
    layer of its own. ``limbs`` are the depths of the body's layers, (T,).
    """
    count = len(points["pelvis"])
    layers = []
    under: list[Rings] = []
    middle = [part for part in parts if not part.is_paired and part.beside != "apart"]
    if middle:
        solids = [_solid(part, points, "", count) for part in middle]
        layer = _layer("machine", middle, solids, camera)
        layer.depth = _between_legs(layer.depth, limbs, near_side)
        layers.append(layer)
        under += [ring for rings in solids for ring in rings]
    for index, part in enumerate(part for part in parts if part not in middle):
        for side in SIDES if part.is_paired else ("",):
            solid = _solid(part, points, side, count)
            layer = _layer(f"machine {index}.{side}", [part], [solid], camera)
            layer.depth = _beside(part, layer.depth, limbs, side, near_side)
            layers.append(layer)
            under += solid
    low = [rings for rings in under if float(rings.lowest.min()) < _CONTACT]
    if low:
        shade = Layer("machine shade", np.full(count, np.inf))
        shade.add("contact", *contact_shadow(low, camera))
        layers.insert(0, shade)
    return layers


def machine_points(parts: Sequence[PartSpec], points: Mapping[str, FloatArray]) -> FloatArray:
    """How far a machine reaches, (N, 3), for what lies under it and for the camera's fit."""
    count = len(points["pelvis"])
    solids = [
        rings
        for part in parts
        for side in (SIDES if part.is_paired else ("",))
        for rings in _solid(part, points, side, count)
    ]
    reach = [np.sqrt((rings.axes**2).sum(axis=2)) for rings in solids]
    ends = [
        rings.centres + sign * way
        for rings, way in zip(solids, reach, strict=True)
        for sign in (-1.0, 1.0)
    ]
    return np.concatenate([end.reshape(-1, 3) for end in ends])


def _between_legs(depth: FloatArray, limbs: Mapping[str, FloatArray], near_side: str) -> FloatArray:
    """Behind everything of the near leg and before everything of the far one, if that can be.

    Else at the part's own ``depth``.
    """
    far_side = "L" if near_side == "R" else "R"
    near = np.maximum(limbs[sided("thigh", near_side)], limbs[sided("shank", near_side)])
    far = np.minimum(limbs[sided("thigh", far_side)], limbs[sided("shank", far_side)])
    middle: FloatArray = np.where(near < far, (near + far) / 2.0, depth)
    return middle


def _beside(
    part: PartSpec,
    depth: FloatArray,
    limbs: Mapping[str, FloatArray],
    side: str,
    near_side: str,
) -> FloatArray:
    """Depth next to the limb that a part belongs to; feet are painted with their shanks."""
    if part.beside in {"", "apart"}:
        return depth
    limb = limbs[sided("forearm" if part.beside == "hand" else "shank", side)]
    if part.beside == "leg":
        middle = _between_legs(depth, limbs, near_side)
        return (middle + limb) / 2.0
    return np.maximum(depth, limb + _STEP)


def _layer(
    name: str, parts: Sequence[PartSpec], solids: Sequence[Sequence[Rings]], camera: Camera
) -> Layer:
    """Halos first, so that what belongs together is not cut apart."""
    middles = [rings.centres.mean(axis=1) for solid in solids for rings in solid]
    layer = Layer(name, camera.depth(np.mean(middles, axis=0)))
    layer.add("halo", *(_outline(rings, camera, _HALO) for solid in solids for rings in solid))
    for part, solid in zip(parts, solids, strict=True):
        rim = _RIM.get(part.role, part.role) if part.kind == "disc" else part.role
        layer.add(rim, *(_outline(rings, camera) for rings in solid))
        if rim != part.role:
            layer.add(part.role, *(_face(rings, camera) for rings in solid))
    return layer


def _face(rings: Rings, camera: Camera) -> FloatArray:
    """The side of a disc that is turned to the eye."""
    nearer = int(camera.depth(rings.centres[0]).argmin())
    return ellipse(project(rings, camera), nearer, 48)


def _outline(rings: Rings, camera: Camera, grow: float = 0.0) -> FloatArray:
    seen = project(rings, camera, grow)
    widest = float(rings.axes[0].max())
    count = 24 if widest < _THICK else 48
    return ellipse(seen, 0, count) if rings.centres.shape[1] == 1 else hull(seen, count)


def _solid(part: PartSpec, points: Mapping[str, FloatArray], side: str, count: int) -> list[Rings]:
    """The rounded solids of a part: one for each stretch of its path, or one for its only place."""
    places = [_place(place, points, side, count) for place in part.path]
    if part.kind == "disc":
        across = np.array([0.0, part.half_width, 0.0])
        return [
            _rings([place - across, place + across], (part.size, 1e-3, part.size))
            for place in places
        ]
    semi = (part.size, part.half_width if part.kind == "pad" else part.size, part.size)
    if len(places) == 1:
        return [_rings(places, semi)]
    return [_rings(list(ends), semi) for ends in pairwise(places)]


def _rings(centres: Sequence[FloatArray], semi: tuple[float, float, float]) -> Rings:
    places = np.stack(centres, axis=1)
    return Rings(places, np.broadcast_to(np.diag(semi), (*places.shape[:2], 3, 3)))


def _place(
    place: str | tuple[float, float, float],
    points: Mapping[str, FloatArray],
    side: str,
    count: int,
) -> FloatArray:
    if isinstance(place, str):
        own = sided(place, side) if side else place
        return points[own] if own in points else points[place]
    x, y, z = place
    return np.broadcast_to(np.array([x, y * SIGN.get(side, 1.0), z]), (count, 3))


def floor_marks(
    middle: FloatArray, half: FloatArray, travel: float, shares: FloatArray, camera: Camera
) -> Layer:
    """Stripes across a round floor that moves back by ``travel`` in a cycle, at shares of it, (T,).

    ``middle`` and ``half`` say where the floor is and how far it reaches, (3,). A stripe shrinks to
    nothing at its ends; there are as many to a cycle as make the next one begin as this one did.
    """
    each_cycle = max(1, round(travel / _MARK_GAP))
    gap = travel / each_cycle
    number = int(np.ceil(2.0 * half[0] / gap)) + 2
    layer = Layer("marks", np.full(len(shares), np.inf))
    outlines = []
    for index in range(number):
        along = (index - each_cycle * shares) % number * gap - half[0] - gap
        ends = [np.clip((along + sign * _MARK) / half[0], -1.0, 1.0) for sign in (-1.0, 1.0)]
        wide = [half[1] * _MARK_WIDTH * np.sqrt(1.0 - end**2) for end in ends]
        corners = [(0, -1.0), (1, -1.0), (1, 1.0), (0, 1.0)]
        outline = np.stack(
            [
                np.stack(
                    [
                        middle[0] + half[0] * ends[end],
                        middle[1] + side * wide[end],
                        np.zeros_like(along),
                    ],
                    axis=-1,
                )
                for end, side in corners
            ],
            axis=1,
        )
        outlines.append(camera.project(outline))
    layer.add("mark", *outlines)
    return layer
