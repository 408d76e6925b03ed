"""The pictures of the body's parts: which outlines, in which colour role, on which layer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from backrehab_desktop.core.figure.body import (
    BELT,
    HEM_SHORTS,
    HEM_SLEEVE,
    SIDES,
    TRUNK_STEPS,
    Body,
    between,
    clothe,
)
from backrehab_desktop.core.figure.ground import contact_shadow
from backrehab_desktop.core.figure.muscles import Patch, patches
from backrehab_desktop.core.figure.outline import (
    Rings,
    chain,
    ellipse,
    hull,
    in_a_row,
    interpolate,
    project,
    tube,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from backrehab_desktop.core.figure.camera import Camera

    FloatArray = NDArray[np.float64]

HALO = 0.0045
"""Width of the stage-coloured edge around limbs, in statures."""
EDGE = 0.0026
"""Width of the darker line around the shirt, which is nearly as light as the stage."""

_LOWER_HALF = (0.4, 0.6, 0.8, 0.95)
"""What of an upper arm may rest on the mat, as shares of its length."""
_LOW_VIEW_DEG = 18.0
_CLEARLY_NEARER = 0.04
_FACES_EYE = -0.2
"""From here on a muscle is on the side of the hip that is seen, or at its rim."""
_FACING = 0.35
"""From here on, as the cosine of the angle to the eye, the face is seen from the front."""
_LIMB_OF = {
    f"{layer}.{side}": f"{limb}.{side}"
    for layer, limb in (
        ("thigh", "leg"),
        ("shank", "leg"),
        ("upper_arm", "arm"),
        ("forearm", "arm"),
    )
    for side in SIDES
}
_CLOSED = np.array([1.15, 1.15, 0.30])[:, None]
"""How much of an eye's length, width and height is left of it when it is closed."""
INNER_ROLES = {"halo", "edge", "contact", "eye", "ear", "nose", "spine"}
"""Roles that do not belong to the figure's own outline."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Overlapping outlines of one colour: ``pieces`` are (T, N, 2) in statures.

    They are filled one by one. Joining them to one polygon costs the rasteriser
    three times as much as it saves.
    """

    role: str
    pieces: tuple[FloatArray, ...]


@dataclass(slots=True)
class Layer:
    """Shapes that are painted together, and how far away they are at each moment."""

    name: str
    depth: FloatArray
    shapes: list[Shape] = field(default_factory=list)

    def add(self, role: str, *outlines: FloatArray) -> None:
        """Paint the union of ``outlines`` on top of what the layer has."""
        self.shapes.append(Shape(role, outlines))


@dataclass(frozen=True, slots=True)
class Aspect:
    """What of the body the camera sees, the same for a whole motion."""

    near_side: str
    """The side whose limbs lie over the trunk and get halos: ``L`` or ``R``."""
    dark_limbs: frozenset[str]
    """The limbs drawn dark, an ``arm`` and a ``leg``, such as ``leg.R``: those that work,
    else the near ones."""
    is_sideways: bool
    """Whether that side is really nearer; else only the skin tells the sides apart."""
    is_on_side: bool
    """Whether the body lies on one side: its limbs are not near and far, but upper and lower."""
    is_profile: bool
    """Whether the far shoulder and buttock are hidden behind the trunk."""
    has_end_on: bool
    """Whether a limb or the trunk ever points at the eye."""
    has_far_hand_in_front: bool
    """Whether the far hand ever comes before the trunk and so needs a halo."""
    eyes_closed: bool = False
    """Whether the eyes are lines."""


def seen_sides(aspect: Aspect) -> tuple[str, ...]:
    """The sides whose shoulder, buttock and thigh are not hidden behind the trunk."""
    return (aspect.near_side,) if aspect.is_profile else SIDES


def trunk_pieces(body: Body) -> tuple[Rings, Rings]:
    """The trunk above and below the waistband."""
    trunk = body["trunk"]
    belt = BELT * TRUNK_STEPS
    return (
        interpolate(trunk, np.linspace(belt, trunk.centres.shape[1] - 1, 20)),
        interpolate(trunk, np.linspace(0.0, belt, 10)),
    )


def _bare(limb: Rings, hem: float) -> Rings:
    """The part of a limb that its cloth leaves free, from a little under the hem."""
    return between(limb, np.linspace(0.85 * hem, 1.0, 12).tolist())


def vertebrae(spine: Rings, shown: FloatArray | float) -> Rings:
    """The beads of the spine's line, scaled by ``shown``."""
    return Rings(spine.centres[:, 1:-6:2], spine.axes[:, 1:-6:2] * shown)


class BodyPainter:
    """Turns a body into layers as one camera sees it."""

    def __init__(self, body: Body, camera: Camera, aspect: Aspect) -> None:
        self._body = body
        self._camera = camera
        self._near_side = aspect.near_side
        self._dark_limbs = aspect.dark_limbs
        self._far_arm_dark = f"arm.{aspect.near_side}" not in aspect.dark_limbs
        self._is_sideways = aspect.is_sideways
        self._is_on_side = aspect.is_on_side
        self._seen_sides = seen_sides(aspect)
        self._end_on = aspect.has_end_on
        self._far_hand_in_front = aspect.has_far_hand_in_front
        self._eyes_closed = aspect.eyes_closed
        self._contacts: list[FloatArray] = []

    def layers(self, highlighted: Sequence[str] = (), role: str = "work") -> list[Layer]:
        """All layers, in no particular order; ``highlighted`` muscles are painted as ``role``."""
        layers = [self._trunk(), *self._head()]
        for side in SIDES:
            layers += [
                self._thigh(side),
                self._shank(side),
                self._upper_arm(side),
                self._forearm(side),
            ]
        self._keep_sides(layers)
        if self._far_arm_dark:
            layers.append(self._head_halo(layers))
        if self._contacts:
            under = Layer("contact", np.full(len(layers[0].depth), np.inf))
            under.add("contact", *self._contacts)
            layers.insert(0, under)
        by_name = {layer.name: layer for layer in layers}
        for muscle in highlighted:
            found = patches(self._body, muscle)
            seen = [patch for patch in found if patch.layer[-1] in self._seen_sides]
            # What works on both sides is told by the near one; a lone one is always told.
            for patch in seen if len(seen) < len(found) and seen else found:
                layers.append(self._highlight(by_name, patch, role))
        return layers

    def _highlight(self, layers: Mapping[str, Layer], patch: Patch, role: str) -> Layer:
        """A muscle over the part it lies on, as far as it is not on the side that is turned away.

        One of the hip that faces the eye is not hidden by the trunk's side of the hip either.
        """
        base = layers[patch.layer]
        towards = -(patch.outward @ self._camera.axes[2])
        shown = np.clip((towards - patch.rim) / 0.20, 0.0, 1.0)[:, None, None, None]
        middle = patch.rings.centres.mean(axis=1, keepdims=True)
        # Shrunk towards its middle, or a line would be left of what has turned away.
        centres = middle + (patch.rings.centres - middle) * shown[..., 0]
        seen = project(Rings(centres, patch.rings.axes * shown), self._camera)
        light = base.name in _LIMB_OF and not self._is_dark(base.name)
        over = np.minimum(base.depth, layers["trunk"].depth - 1e-3)
        layer = Layer("muscle", np.where(towards > _FACES_EYE, over, base.depth) - 1e-6)
        pieces = chain(seen, patch.links, 24 if patch.links == 1 else 16)
        layer.add(f"{role}_far" if light else role, *(pieces or [tube(seen)]))
        return layer

    def silhouette(self) -> list[FloatArray]:
        """The outlines whose union is the whole figure."""
        return [
            piece
            for layer in self.layers()
            for shape in layer.shapes
            if shape.role not in INNER_ROLES
            for piece in shape.pieces
        ]

    def _touch(self, layer: Layer, parts: Sequence[Rings]) -> None:
        """Add the contact shadow of some parts.

        Seen from low it lies over the part's halo, or the halo would lift the
        part off the mat. From above it could fall on other parts, so it lies
        under all of them.
        """
        pieces = contact_shadow(parts, self._camera)
        if self._camera.elevation_deg < _LOW_VIEW_DEG:
            layer.add("contact", *pieces)
        else:
            self._contacts += pieces

    def _keep_sides(self, layers: Sequence[Layer]) -> None:
        """The near limbs' roots stay in front of the trunk, wherever the limbs point."""
        side = self._near_side
        other = "L" if side == "R" else "R"
        depth = {layer.name: layer.depth for layer in layers}
        for layer in layers:
            if layer.name in {f"thigh.{side}", f"upper_arm.{side}"}:
                joint = "thigh" if layer.name.startswith("thigh") else "upper_arm"
                roots = [
                    self._camera.depth(self._body[f"{joint}.{one}"].centres[:, 0])
                    for one in (side, other)
                ]
                front = np.minimum(layer.depth, depth["trunk"] - 1e-3)
                layer.depth = np.where(roots[1] - roots[0] > _CLEARLY_NEARER, front, layer.depth)

    def _is_dark(self, layer: str) -> bool:
        return _LIMB_OF[layer] in self._dark_limbs

    def _skin(self, layer: str) -> str:
        return "near" if self._is_dark(layer) else "far"

    def _cloth(self, base: str, layer: str) -> str:
        """Cloth tells near from far, skin what works; on one side cloth goes with the skin."""
        near = layer[-1] == self._near_side or not self._is_sideways
        return base if (self._is_dark(layer) if self._is_on_side else near) else f"{base}_far"

    def _depth(self, *solids: str) -> FloatArray:
        depths = [self._camera.depth(self._body[name].centres).mean(axis=1) for name in solids]
        mean: FloatArray = np.mean(depths, axis=0)
        return mean

    def _tube(
        self, rings: Rings, grow: FloatArray | float = 0.0, full: Sequence[int] = ()
    ) -> list[FloatArray]:
        """The outline of a row, with the whole ellipses ``full`` if limbs are seen end on."""
        seen = project(rings, self._camera, grow)
        pieces = [tube(seen)]
        if self._end_on:
            pieces += [ellipse(seen, index) for index in full]
        return pieces

    def _hull(self, rings: Rings, grow: float = 0.0, count: int = 20) -> FloatArray:
        return hull(project(rings, self._camera, grow), count)

    # -- trunk and head ------------------------------------------------------------------------

    def _trunk(self) -> Layer:
        body, trunk = self._body, self._body["trunk"]
        layer = Layer("trunk", self._depth("trunk"))
        shirt, shorts = trunk_pieces(body)
        layer.add(
            "edge",
            *self._tube(trunk, EDGE, (6, 27)),
            *(self._hull(body[f"yoke.{side}"], EDGE) for side in self._seen_sides),
        )
        self._touch(layer, (trunk,))
        layer.add("neck", *self._tube(body["neck"]))
        layer.add(
            "shirt",
            *self._tube(shirt, 0.0, (9, 16)),
            *(self._hull(body[f"yoke.{side}"]) for side in self._seen_sides),
        )
        layer.add("shorts", *self._tube(shorts, 0.0, (5,)))
        layer.add("spine", *self._vertebrae())
        return layer

    def _vertebrae(self) -> list[FloatArray]:
        """A row of beads along the back; they vanish as the chest turns to the eye."""
        spine = self._body["spine"]
        facing = -(self._camera.axes[2] @ self._body["chest"].axes[:, 0, 0].T) / 0.01
        shown = np.clip((0.55 - facing) / 0.3, 0.0, 1.0)[:, None, None, None]
        seen = project(vertebrae(spine, shown), self._camera)
        return [ellipse(seen, index, 10) for index in range(seen.centres.shape[1])]

    def _head(self) -> list[Layer]:
        """Hair and face; the face lies over the hair unless it is turned away."""
        body = self._body
        depth = self._depth("skull")
        ahead = -(body["skull"].axes[:, 0, 0] @ self._camera.axes[2])
        ahead /= np.sqrt((body["skull"].axes[0, 0, 0] ** 2).sum())
        hair = Layer("hair", depth)
        self._touch(hair, (body["hair"],))
        hair.add("hair", self._hull(body["hair"], count=40))
        front = depth - np.where(ahead > -0.35, 1e-4, -1e-4)
        # The chin of somebody who lies hides the neck from an eye at the feet.
        chin = np.minimum(front, self._depth("trunk") - 1e-3)
        face = Layer("face", np.where(ahead > _FACING, chin, front))
        face.add(
            "face",
            self._hull(body["skull"][0:2], count=36),
            self._hull(body["skull"][1:3], count=28),
            self._hull(body["nose"], count=16),
            self._hull(body["lips"], count=14),
        )
        # Seen from the front it does not stand out against the stage.
        facing = np.clip((ahead - _FACING) / 0.20, 0.0, 1.0)[:, None, None, None]
        tip = Rings(body["nose"].centres[:, 1:], body["nose"].axes[:, 1:] * facing)
        face.add("nose", hull(project(tip, self._camera), 16))
        for side, sign in (("L", 1.0), ("R", -1.0)):
            sideways = -(sign * body["skull"].axes[:, 0, 1] @ self._camera.axes[2])
            sideways /= np.sqrt((body["skull"].axes[0, 0, 1] ** 2).sum())
            for name, lean in (("eye", 0.75 * ahead + 0.65 * sideways), ("ear", sideways)):
                rings = body[f"{name}.{side}"]
                if name == "eye" and self._eyes_closed:
                    rings = Rings(rings.centres, rings.axes * _CLOSED)
                shown = np.clip((lean - 0.10) / 0.25, 0.0, 1.0)[:, None, None, None]
                seen = project(Rings(rings.centres, rings.axes * shown), self._camera)
                face.add(name, ellipse(seen, 0, 12))
        return [hair, face]

    def _head_halo(self, layers: Sequence[Layer]) -> Layer:
        """Set the head off from a dark arm behind it; under the trunk, so the neck stays whole."""
        depth = [layer.depth for layer in layers if layer.name in {"trunk", "hair", "face"}]
        layer = Layer("head_halo", np.max(depth, axis=0) + 1e-3)
        body = self._body
        layer.add("halo", self._hull(in_a_row(body["hair"], body["skull"]), HALO, 40))
        return layer

    # -- limbs ---------------------------------------------------------------------------------

    def _thigh(self, side: str) -> Layer:
        thigh, seat = self._body[f"thigh.{side}"], self._body[f"seat.{side}"]
        layer = Layer(f"thigh.{side}", self._depth(f"thigh.{side}"))
        count = thigh.centres.shape[1]
        halo = HALO * np.interp(np.linspace(0, 1, count), [0.12, 0.45, 0.88, 1.0], [-1, 1, 1, -1])
        if side == self._near_side:
            layer.add("halo", *self._tube(thigh, halo))
        layer.add(self._skin(layer.name), *self._tube(_bare(thigh, HEM_SHORTS), 0.0, (-1,)))
        layer.add(
            self._cloth("shorts", layer.name),
            *self._tube(clothe(thigh, HEM_SHORTS), 0.0, (0,)),
            *([self._hull(seat[0:3])] if side in self._seen_sides else []),
        )
        return layer

    def _shank(self, side: str) -> Layer:
        shank, foot = self._body[f"shank.{side}"], self._body[f"foot.{side}"]
        layer = Layer(f"shank.{side}", self._depth(f"shank.{side}"))
        count = shank.centres.shape[1]
        halo = HALO * np.interp(np.linspace(0, 1, count), [0.0, 0.22], [-1, 1])
        if side == self._near_side:
            layer.add("halo", *self._tube(shank, halo), *self._foot(foot, HALO))
        self._touch(layer, (shank, foot))
        layer.add(self._skin(layer.name), *self._tube(shank, 0.0, (0,)), *self._foot(foot, 0.0))
        return layer

    def _foot(self, foot: Rings, grow: float) -> list[FloatArray]:
        return [self._hull(foot[0:3], grow), tube(project(foot[2:], self._camera, grow))]

    def _upper_arm(self, side: str) -> Layer:
        arm = self._body[f"upper_arm.{side}"]
        layer = Layer(f"upper_arm.{side}", self._depth(f"upper_arm.{side}"))
        count = arm.centres.shape[1]
        halo = HALO * np.interp(np.linspace(0, 1, count), [0.1, 0.4, 0.86, 1.0], [-1, 1, 1, -1])
        if side == self._near_side:
            layer.add("halo", *self._tube(arm, halo))
        layer.add(self._skin(layer.name), *self._tube(_bare(arm, HEM_SLEEVE), 0.0, (-1,)))
        sleeve = clothe(arm, HEM_SLEEVE)
        layer.add("edge", *self._tube(sleeve, EDGE))
        layer.add(self._cloth("shirt", layer.name), *self._tube(sleeve, 0.0, (0,)))
        return layer

    def _forearm(self, side: str) -> Layer:
        body = self._body
        arm, hand, thumb = (body[f"{name}.{side}"] for name in ("forearm", "hand", "thumb"))
        layer = Layer(f"forearm.{side}", self._depth(f"forearm.{side}"))
        count = arm.centres.shape[1]
        halo = HALO * np.interp(np.linspace(0, 1, count), [0.0, 0.3], [-1, 1])
        if side == self._near_side or self._far_hand_in_front:
            layer.add(
                "halo",
                *self._tube(arm, halo),
                *self._hand(hand, HALO),
                self._hull(thumb, HALO, 14),
            )
        if side not in self._seen_sides:
            self._touch(layer, (hand,))
        else:
            self._touch(
                layer, (in_a_row(between(body[f"upper_arm.{side}"], _LOWER_HALF), arm, hand),)
            )
        layer.add(
            self._skin(layer.name),
            *self._tube(arm, 0.0, (0,)),
            *self._hand(hand, 0.0),
            self._hull(thumb, 0.0, 14),
        )
        return layer

    def _hand(self, hand: Rings, grow: float) -> list[FloatArray]:
        """The palm with the root of the fingers, and the fingers, which may be curled."""
        return [self._hull(hand[0:4], grow, 24), self._hull(hand[3:6], grow, 20)]
