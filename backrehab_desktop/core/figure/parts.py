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
from backrehab_desktop.core.figure.muscles import patches
from backrehab_desktop.core.figure.outline import (
    Rings,
    chain,
    ellipse,
    hull,
    interpolate,
    join,
    project,
    tube,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from backrehab_desktop.core.figure.camera import Camera

    FloatArray = NDArray[np.float64]

HALO = 0.0045
"""Width of the stage-coloured edge around limbs, in statures."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled outline: ``role`` names its colour, ``outline`` is (T, N, 2) in statures."""

    role: str
    outline: FloatArray


@dataclass(slots=True)
class Layer:
    """Shapes that are painted together, and how far away they are at each moment."""

    name: str
    depth: FloatArray
    shapes: list[Shape] = field(default_factory=list)

    def add(self, role: str, *outlines: FloatArray) -> None:
        """Paint the union of ``outlines`` on top of what the layer has."""
        self.shapes.append(Shape(role, join(outlines)))


class BodyPainter:
    """Turns a body into layers as one camera sees it."""

    def __init__(self, body: Body, camera: Camera, near_side: str) -> None:
        self._body = body
        self._camera = camera
        self._near_side = near_side

    def layers(self, highlighted: Sequence[str] = (), role: str = "work") -> list[Layer]:
        """All layers, in no particular order; ``highlighted`` muscles are painted as ``role``."""
        layers = [self._trunk(), self._head()]
        for side in SIDES:
            layers += [
                self._thigh(side),
                self._shank(side),
                self._upper_arm(side),
                self._forearm(side),
            ]
        by_name = {layer.name: layer for layer in layers}
        for muscle in highlighted:
            for name, rings in patches(self._body, muscle):
                far = name[-2:] in {".L", ".R"} and name[-1] != self._near_side
                seen = project(rings, self._camera)
                by_name[name].add(f"{role}_far" if far else role, tube(seen), ellipse(seen, 4))
        return layers

    def silhouette(self) -> list[FloatArray]:
        """The outlines whose union is the whole figure."""
        pieces: list[FloatArray] = []
        for layer in self.layers():
            pieces += [
                shape.outline
                for shape in layer.shapes
                if not shape.role.startswith(("halo", "eye", "spine"))
            ]
        return pieces

    def _role(self, base: str, side: str) -> str:
        near = side == self._near_side
        if base == "skin":
            return "near" if near else "far"
        return base if near else f"{base}_far"

    def _depth(self, *solids: str) -> FloatArray:
        depths = [self._camera.depth(self._body[name].centres).mean(axis=1) for name in solids]
        return np.mean(depths, axis=0)

    def _tube(
        self, rings: Rings, grow: FloatArray | float = 0.0, full: Sequence[int] = ()
    ) -> list[FloatArray]:
        """The outline of a row with the whole ellipses that an end-on view needs."""
        seen = project(rings, self._camera, grow)
        return [tube(seen), *(ellipse(seen, index) for index in full)]

    def _hull(self, rings: Rings, grow: float = 0.0, count: int = 20) -> FloatArray:
        return hull(project(rings, self._camera, grow), count)

    def _chain(self, rings: Rings, grow: FloatArray | float = 0.0) -> list[FloatArray]:
        return chain(project(rings, self._camera, grow))

    # -- trunk and head ------------------------------------------------------------------------

    def _trunk(self) -> Layer:
        body, trunk = self._body, self._body["trunk"]
        layer = Layer("trunk", self._depth("trunk"))
        belt = BELT * TRUNK_STEPS
        shirt = interpolate(trunk, np.linspace(belt, trunk.centres.shape[1] - 1, 20))
        shorts = interpolate(trunk, np.linspace(0.0, belt, 10))
        yokes = [self._chain(body[f"yoke.{side}"][1:]) for side in SIDES]
        slopes = [
            [self._hull(Rings(r.centres[:, ::2], r.axes[:, ::2]))]
            for r in (body[f"yoke.{side}"] for side in SIDES)
        ]
        layer.add("halo", *self._tube(trunk, HALO, (6, 27)))
        layer.add("near", *self._tube(body["neck"]))
        layer.add(
            "shirt",
            *self._tube(shirt, 0.0, (9, 16)),
            *(piece for group in (*yokes, *slopes) for piece in group),
        )
        layer.add("shorts", *self._tube(shorts, 0.0, (5,)))
        layer.add("spine", *self._vertebrae())
        return layer

    def _vertebrae(self) -> list[FloatArray]:
        """A row of beads along the back; they vanish as the chest turns to the eye."""
        spine = self._body["spine"]
        facing = -(self._camera.axes[2] @ self._body["chest"].axes[:, 0, 0].T) / 0.01
        shown = np.clip((0.55 - facing) / 0.3, 0.0, 1.0)[:, None, None, None]
        beads = Rings(spine.centres[:, 1:-1:2], spine.axes[:, 1:-1:2] * shown)
        count = beads.centres.shape[1]
        seen = project(beads, self._camera)
        return [ellipse(seen, index, 10) for index in range(count)]

    def _head(self) -> Layer:
        body = self._body
        layer = Layer("head", self._depth("skull"))
        layer.add(
            "near",
            *self._chain(body["skull"]),
            self._hull(body["nose"], count=16),
            self._hull(body["lips"], count=12),
        )
        layer.add("hair", *self._chain(body["hair"]))
        return layer

    # -- limbs ---------------------------------------------------------------------------------

    def _thigh(self, side: str) -> Layer:
        thigh, seat = self._body[f"thigh.{side}"], self._body[f"seat.{side}"]
        layer = Layer(f"thigh.{side}", self._depth(f"thigh.{side}"))
        count = thigh.centres.shape[1]
        halo = HALO * np.interp(np.linspace(0, 1, count), [0.12, 0.45, 0.9, 1.0], [0, 1, 1, 0])
        layer.add("halo", *self._tube(thigh, halo))
        layer.add(self._role("skin", side), *self._tube(thigh, 0.0, (-1,)))
        layer.add(
            self._role("shorts", side),
            *self._tube(clothe(thigh, HEM_SHORTS), 0.0, (0,)),
            self._hull(seat[0:3]),
            self._hull(seat[2:4]),
        )
        return layer

    def _shank(self, side: str) -> Layer:
        shank, foot = self._body[f"shank.{side}"], self._body[f"foot.{side}"]
        layer = Layer(f"shank.{side}", self._depth(f"shank.{side}"))
        count = shank.centres.shape[1]
        halo = HALO * np.interp(np.linspace(0, 1, count), [0.05, 0.25], [0, 1])
        layer.add(
            "halo", *self._tube(shank, halo), *self._foot(foot, HALO)
        )
        layer.add(
            self._role("skin", side), *self._tube(shank, 0.0, (0,)), *self._foot(foot, 0.0)
        )
        return layer

    def _foot(self, foot: Rings, grow: float) -> list[FloatArray]:
        heel_to_ball = Rings(foot.centres[:, ::4], foot.axes[:, ::4])
        return [
            self._hull(foot[0:3], grow),
            *self._chain(foot[2:], grow),
            self._hull(heel_to_ball, grow, 16),
        ]

    def _upper_arm(self, side: str) -> Layer:
        arm = self._body[f"upper_arm.{side}"]
        layer = Layer(f"upper_arm.{side}", self._depth(f"upper_arm.{side}"))
        count = arm.centres.shape[1]
        halo = HALO * np.interp(np.linspace(0, 1, count), [0.1, 0.4, 0.9, 1.0], [0, 1, 1, 0])
        layer.add("halo", *self._tube(arm, halo))
        layer.add(self._role("skin", side), *self._tube(arm, 0.0, (-1,)))
        layer.add(self._role("shirt", side), *self._tube(clothe(arm, HEM_SLEEVE), 0.0, (0,)))
        return layer

    def _forearm(self, side: str) -> Layer:
        body = self._body
        arm, hand, thumb = (body[f"{name}.{side}"] for name in ("forearm", "hand", "thumb"))
        layer = Layer(f"forearm.{side}", self._depth(f"forearm.{side}"))
        count = arm.centres.shape[1]
        halo = HALO * np.interp(np.linspace(0, 1, count), [0.05, 0.3], [0, 1])
        layer.add(
            "halo",
            *self._tube(arm, halo),
            *self._tube(hand, HALO),
            *self._chain(thumb, HALO),
        )
        layer.add(
            self._role("skin", side),
            *self._tube(arm, 0.0, (0,)),
            *self._tube(hand, 0.0, (2,)),
            *self._chain(thumb),
        )
        return layer
