"""The picture of a motion as a display list: which polygons to fill, in which order, when.

A :class:`SceneBuilder` looks at one motion through one camera. It makes
:class:`Picture` objects for any rows of the baked samples: all of them for
playing, a single one for drawing live while the rest is being prepared.
Positions are in statures with y down; the painter scales them to its stage.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from backrehab_desktop.core.exercise import Effect, Side
from backrehab_desktop.core.figure import ground, marks
from backrehab_desktop.core.figure.body import Body, shape_body
from backrehab_desktop.core.figure.camera import Camera, Frame, frame_of
from backrehab_desktop.core.figure.outline import join
from backrehab_desktop.core.figure.parts import BodyPainter, Layer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from backrehab_desktop.core.figure.motion import Motion

    FloatArray = NDArray[np.float64]
    IntArray = NDArray[np.intp]

_BODY_REACH = 0.06
"""How far the body reaches beyond its joints at most, for the camera's fit."""
_TIE = 0.03
"""Sides whose mean depth differs by less are equally near."""


@dataclass(frozen=True, slots=True)
class Fill:
    """One polygon of a picture: its colour role and its span in the vertices."""

    role: str
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A display list.

    ``vertices`` is (T, V, 2). ``order`` is (T, S): for each moment the indices
    of ``fills`` from back to front.
    """

    fills: tuple[Fill, ...]
    vertices: FloatArray
    order: IntArray


@dataclass(frozen=True, slots=True)
class Ghost:
    """Another key pose: the outlines to fill and the dashes around them, each (N, 2)."""

    body: FloatArray
    dashes: FloatArray


def home_camera(motion: Motion, mirrored: bool = False) -> Camera:
    """The view the motion was authored for.

    A motion solved for the left is seen from the other side of the mat, so
    that the working limb is always the near one.
    """
    azimuth = motion.view.azimuth_deg
    if motion.side is Side.LEFT:
        azimuth = 180.0 - azimuth
    return Camera(azimuth, motion.view.elevation_deg, mirrored)


class SceneBuilder:
    """Makes pictures of one motion as one camera sees it."""

    def __init__(self, motion: Motion, camera: Camera) -> None:
        self._motion = motion
        self.camera = camera

    @property
    def sample_count(self) -> int:
        """How many samples the motion has."""
        return self._motion.pose.count

    @cached_property
    def near_side(self) -> str:
        """The side whose limbs are drawn dark: the nearer one, else the leading one."""
        points = self._motion.pose.points
        depth = {
            side: float(
                np.mean([self.camera.depth(points[f"{p}.{side}"]) for p in ("hip", "shoulder")])
            )
            for side in ("L", "R")
        }
        if abs(depth["L"] - depth["R"]) < _TIE:
            return self._motion.lead or "R"
        return "L" if depth["L"] < depth["R"] else "R"

    @cached_property
    def frame(self) -> Frame:
        """What the stage has to show over the whole cycle, so that nothing jumps."""
        points = self._motion.pose.points
        clouds = [self.camera.project(cloud) for cloud in points.values()]
        around = np.array([[-1, 0], [1, 0], [0, -1], [0, 1]]) * _BODY_REACH
        clouds.append(self.camera.project(points["head"])[:, None] + around * 1.2)
        rows = np.linspace(0, self.sample_count - 1, 9).astype(int).tolist()
        for layer in self._layers(self._body(rows)):
            clouds += [shape.outline for shape in layer.shapes]
        clouds += [outline for _, outline in self.ground]
        clouds += [way for way, _ in self._ways.values()]
        return frame_of(*clouds)

    @cached_property
    def ground(self) -> tuple[tuple[str, FloatArray], ...]:
        """What never moves: colour role and outline (N, 2), back to front."""
        if "mat" not in self._motion.props:
            return ()
        rim, top = ground.mat_outlines(self._motion.pose.points, self.camera)
        return ("mat_edge", rim[0]), ("mat", top[0])

    def ghost(self, sample: int) -> Ghost:
        """The outline of the pose at ``sample``."""
        pieces = self._painter(self._body([sample])).silhouette()
        return Ghost(join(pieces)[0], marks.dashes([piece[0] for piece in pieces]))

    def picture(self, rows: Sequence[int]) -> Picture:
        """The display list of the samples ``rows``."""
        body = self._body(rows)
        layers = [self._shadows(body), *self._layers(body), *self._overlays(rows)]
        return _assemble(layers, len(rows))

    # -- private -------------------------------------------------------------------------------

    def _body(self, rows: Sequence[int]) -> Body:
        pose = self._motion.pose.take(np.asarray(rows, dtype=np.intp))
        return shape_body(pose.points, pose.frames)

    def _painter(self, body: Body) -> BodyPainter:
        return BodyPainter(body, self.camera, self.near_side)

    def _layers(self, body: Body) -> list[Layer]:
        motion = self._motion
        role = "work" if motion.effect is Effect.WORK else "stretch"
        names = [f"{m.name}.{m.side}" if m.side else m.name for m in motion.muscles]
        return self._painter(body).layers(names, role)

    def _shadows(self, body: Body) -> Layer:
        layer = Layer("shadow", np.full(len(body["trunk"].centres), np.inf))
        if "mat" in self._motion.props:
            layer.add("shadow", ground.shadow(body, self.camera))
            layer.add("contact", ground.contact(body, self.camera))
        return layer

    def _overlays(self, rows: Sequence[int]) -> list[Layer]:
        front = np.full(len(rows), -np.inf)
        layers: list[Layer] = []
        towel = self._motion.towel
        if towel is not None:
            points = self._motion.pose.take(np.asarray(rows, dtype=np.intp)).points
            layer = Layer("towel", front)
            layer.add("halo", marks.towel(points, towel.path, self.camera, 0.004))
            layer.add("towel", marks.towel(points, towel.path, self.camera, 0.0))
            layers.append(layer)
        if self._ways:
            layer = Layer("arrow", front)
            layer.add("arrow_halo", marks.arrow(self._ways, rows, marks.ARROW_EDGE))
            layer.add("arrow", marks.arrow(self._ways, rows, 0.0))
            layers.append(layer)
        return layers

    @cached_property
    def _ways(self) -> dict[int, tuple[FloatArray, int]]:
        """For each sample the way the arrow's point goes in that part, and how far it is."""
        if not self._motion.arrows:
            return {}
        spec = self._motion.arrows[0]
        offset = np.asarray(spec.offset)
        path = self.camera.project(self._motion.pose.points[spec.point] + offset)
        hold = self._motion.timeline.hold_sample
        out, back = path[: hold + 1], path[hold:]
        ways = {row: (out, row) for row in range(hold)}
        return ways | {row: (back, row - hold) for row in range(hold, len(path))}


def _assemble(layers: Sequence[Layer], count: int) -> Picture:
    fills: list[Fill] = []
    outlines: list[FloatArray] = []
    spans: list[list[int]] = []
    start = 0
    for layer in layers:
        spans.append(list(range(len(fills), len(fills) + len(layer.shapes))))
        for shape in layer.shapes:
            stop = start + shape.outline.shape[1]
            fills.append(Fill(shape.role, start, stop))
            outlines.append(np.broadcast_to(shape.outline, (count, stop - start, 2)))
            start = stop
    depths = np.stack([layer.depth for layer in layers], axis=1)
    ranks = np.argsort(-depths, axis=1, kind="stable")
    order = np.array(
        [[index for layer in row for index in spans[layer]] for row in ranks.tolist()],
        dtype=np.intp,
    )
    return Picture(tuple(fills), np.concatenate(outlines, axis=1), order)
