"""Makes the display list of a motion from its samples.

A :class:`SceneBuilder` looks at one motion through one camera. It makes pictures for any rows of
the baked samples: all of them for playing, a single one for drawing live while the rest is being
prepared. Positions are in statures with y down; the painter scales them to its stage.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from backrehab_desktop.core.exercise import Effect
from backrehab_desktop.core.figure import ground, inset
from backrehab_desktop.core.figure.arrows import Arrows
from backrehab_desktop.core.figure.body import Body, shape_body
from backrehab_desktop.core.figure.breath import RISE
from backrehab_desktop.core.figure.camera import Camera, Frame, frame_of
from backrehab_desktop.core.figure.dashes import dashes
from backrehab_desktop.core.figure.machine_view import (
    floor_marks,
    machine_layers,
    machine_points,
)
from backrehab_desktop.core.figure.mirror import mirror_pose
from backrehab_desktop.core.figure.muscles import patches
from backrehab_desktop.core.figure.parts import INNER_ROLES, Aspect, BodyPainter, Layer, seen_sides
from backrehab_desktop.core.figure.picture import Ghost, Picture, assemble
from backrehab_desktop.core.figure.pose import Pose, breathed_in, concatenate
from backrehab_desktop.core.figure.towel import TowelLoop
from backrehab_desktop.core.figure.viewpoint import TIE, lies_on_side
from backrehab_desktop.core.figure.water import water_before, water_behind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from backrehab_desktop.core.figure.motion import Motion

    FloatArray = NDArray[np.float64]

_BODY_REACH = 0.06
"""How far the body reaches beyond its joints at most, for the camera's fit."""
_LIMBS = (("hip", "knee"), ("knee", "ankle"), ("shoulder", "elbow"), ("elbow", "wrist"))
_FORESHORTENED = 0.45
"""A limb that looks shorter than this share of its length is seen end on."""
_FOCUS_HEIGHT = 0.020
"""The magnifier looks at least this high over the floor."""
_WIDE, _LYING, _LARGEST_MARK = 1.5, 1.15, 1.4
"""Width of the stage over its height, width of a lying figure, limit of the marks' growth."""
_LABEL_ROOM = 0.050
_PROFILE = 0.13
"""With more depth between them than this, the far side is hidden."""
_TRAVEL = 0.10
"""A limb whose end goes this far, in statures, does the exercise, unless its pair goes with it."""
_ALONG = 0.4
"""A limb goes with its pair if it goes more than this share of the pair's way."""


class SceneBuilder:
    """Makes pictures of one motion as one camera sees it."""

    def __init__(self, motion: Motion, camera: Camera, *, magnified: bool = True) -> None:
        """``magnified=False`` leaves the magnifier out, for pictures too small for it."""
        self._motion = motion
        self._magnified = magnified
        self._bodies: dict[tuple[int, ...], Body] = {}
        self.camera = camera

    def seen_by(self, camera: Camera) -> SceneBuilder:
        """The same motion through another camera; what does not depend on it is shared."""
        other = SceneBuilder(self._motion, camera, magnified=self._magnified)
        other._bodies = dict(self._bodies)
        return other

    @property
    def sample_count(self) -> int:
        """How many samples the motion has."""
        return self._motion.pose.count

    @cached_property
    def aspect(self) -> Aspect:
        """What is near and what works, from this camera."""
        points = self._motion.pose.points
        depth = {
            side: float(
                np.mean([self.camera.depth(points[f"{p}.{side}"]) for p in ("hip", "shoulder")])
            )
            for side in ("L", "R")
        }
        apart = abs(depth["L"] - depth["R"])
        is_sideways = apart >= TIE
        nearer = "L" if depth["L"] < depth["R"] else "R"
        near_side = nearer if is_sideways else "R"
        hand = points["wrist.L" if near_side == "R" else "wrist.R"]
        before_trunk = self.camera.depth(hand) < self.camera.depth(points["s3"]) + TIE
        return Aspect(
            near_side,
            self._working_limbs(near_side),
            is_sideways,
            is_on_side=lies_on_side(self._motion),
            is_profile=apart > _PROFILE,
            has_end_on=self._has_end_on(),
            has_far_hand_in_front=bool(before_trunk.any()),
            eyes_closed=self._motion.eyes_closed,
        )

    def _working_limbs(self, near_side: str) -> frozenset[str]:
        """Of arms and legs the one that travels alone.

        Where no leg does, it is the leg of the side that leads: a hip glides over planted feet.
        Otherwise the near one. An arm goes with a leg that is dark by its side alone, so that a
        body that stays in place does not look crossed. Of somebody on one side, arm and leg of the
        side that leads: one above the other neither is the near one.
        """
        if self._motion.lead and lies_on_side(self._motion):
            return frozenset(f"{limb}.{self._motion.lead}" for limb in ("leg", "arm"))
        limbs = set()
        fallback = {"leg": self._motion.lead or near_side, "arm": near_side}
        for limb, end in (("leg", "ankle"), ("arm", "wrist")):
            way = {}
            for side in ("L", "R"):
                path = self._motion.pose.points[f"{end}.{side}"]
                way[side] = float(np.sqrt(((path - path[0]) ** 2).sum(-1)).max())
            most, least = max(way, key=way.__getitem__), min(way.values())
            alone = way[most] > _TRAVEL and least < _ALONG * way[most]
            if limb == "leg" and not alone:
                fallback["arm"] = fallback["leg"]
            limbs.add(f"{limb}.{most if alone else fallback[limb]}")
        return frozenset(limbs)

    def _has_end_on(self) -> bool:
        """Whether any limb or the trunk ever points at the eye."""
        points = self._motion.pose.points
        pairs = [("pelvis", "s6")]
        for side in ("L", "R"):
            pairs += [(f"{a}.{side}", f"{b}.{side}") for a, b in _LIMBS]
        for start, end in pairs:
            bone = points[end] - points[start]
            seen = np.sqrt((self.camera.project(bone) ** 2).sum(-1))
            if (seen < _FORESHORTENED * np.sqrt((bone**2).sum(-1))).any():
                return True
        return False

    @cached_property
    def frame(self) -> Frame:
        """What the stage has to show over the whole cycle of both sides, so that nothing jumps."""
        surface = (*self._surface, *self._furniture)
        clouds = [*self._both_extents, *(outline for _, outline in surface)]
        clouds += self._arrows.reach()
        glass = self.magnifier
        if glass is not None:
            clouds.append(glass.corners - [[0.0, _LABEL_ROOM], [0.0, 0.0]])
        return frame_of(*clouds)

    @cached_property
    def moving_frame(self) -> Frame:
        """The part of the frame in which anything ever changes while the motion plays."""
        clouds = [*self._extent, *self._arrows.reach()]
        glass = self.magnifier
        if glass is not None:
            clouds.append(glass.corners)
        return frame_of(*clouds)

    @property
    def _extent(self) -> list[FloatArray]:
        """How far the body goes over the whole cycle."""
        return self._own_joints + self._outlines[0]

    @cached_property
    def _both_extents(self) -> list[FloatArray]:
        """The same of this side and of its twin."""
        if not self._motion.lead:
            return self._extent
        return [*self._extent, *self._joints(mirror_pose(self._motion.pose)), *self._outlines[1]]

    @cached_property
    def _own_joints(self) -> list[FloatArray]:
        return self._joints(self._motion.pose)

    def _joints(self, pose: Pose) -> list[FloatArray]:
        clouds = [self.camera.project(cloud) for cloud in pose.points.values()]
        around = np.array([[-1, 0], [1, 0], [0, -1], [0, 1]]) * _BODY_REACH
        if self._motion.machine:
            clouds.append(self.camera.project(machine_points(self._motion.machine, pose.points)))
        clouds.append(self.camera.project(pose.points["head"])[:, None] + around * 1.2)
        return clouds

    @cached_property
    def _outlines(self) -> tuple[list[FloatArray], list[FloatArray]]:
        """A few moments of the body, and of its twin if the motion leads with one side.

        Drawn as one batch: what takes long is a batch, not how many poses are in it.
        """
        rows = self._some_rows
        if rows not in self._bodies:
            poses = self._motion.pose.take(np.asarray(rows, dtype=np.intp))
            if self._motion.lead:
                poses = concatenate([poses, mirror_pose(poses)])
            self._bodies[rows] = shape_body(poses)
        pieces = [
            piece
            for layer in self._painter(self._bodies[rows]).layers()
            for shape in layer.shapes
            if shape.role != "halo"
            for piece in shape.pieces
        ]
        count = len(rows)
        return [piece[:count] for piece in pieces], [piece[count:] for piece in pieces]

    def measure(self, row: int) -> Picture:
        """Work out and keep all that is worked out once, and draw a first moment.

        From then on nothing here changes: one thread may measure, and several may ask for
        pictures afterwards.
        """
        _ = self.ground, self.frame, self.moving_frame
        self._arrows.measure()
        return self.picture([row])

    @property
    def _some_rows(self) -> tuple[int, ...]:
        """A few moments that show how far everything goes."""
        return tuple(np.unique(np.linspace(0, self.sample_count - 1, 9).astype(int)).tolist())

    @property
    def arrow_opacity(self) -> FloatArray:
        """How clearly the arrows show at each sample, 0 to 1: they fade as the limb arrives."""
        return self._arrows.opacity

    @cached_property
    def magnifier(self) -> inset.Magnifier | None:
        """Where the magnifier is, if the motion has one."""
        spec = self._motion.inset
        if spec is None or not self._magnified:
            return None
        place = np.maximum(
            self._motion.pose.points[spec.point][0], [-np.inf, -np.inf, _FOCUS_HEIGHT]
        )
        side = inset.Magnifier((0, 0), (0, 0), (0, 0), 1.0).camera
        seat = [outline for _, outline in self._furniture]
        return inset.place(
            self.camera.project(place),
            side.project(place),
            spec.zoom,
            [*self._extent, *seat],
            self._mark_size,
        )

    @cached_property
    def _furniture(self) -> list[tuple[str, FloatArray]]:
        """What the stage has to show beside the body: all but a wall, which may run out of it."""
        things = [thing for thing in self._motion.things if thing.kind != "wall"]
        return ground.thing_outlines(things, self.camera)

    @property
    def label(self) -> str:
        """What the magnifier shows, in words; empty without one."""
        return "" if self._motion.inset is None else self._motion.inset.label

    @cached_property
    def ground(self) -> tuple[tuple[str, FloatArray], ...]:
        """What never moves: colour role and outline (N, 2), back to front."""
        things = ground.thing_outlines(self._motion.things, self.camera)
        return *self._surface, *things

    @cached_property
    def _surface(self) -> tuple[tuple[str, FloatArray], ...]:
        """The mat, or the floor around the feet of someone who needs none."""
        points = self._reach
        if self._motion.water is not None:
            return water_behind(points, self._motion.water, self.camera)
        if "mat" not in self._motion.props:
            return (("floor", ground.floor_outline(points, self._motion.things, self.camera)),)
        rim, top = ground.mat_outlines(points, self.camera)
        return ("mat_edge", rim[0]), ("mat", top[0])

    @cached_property
    def _reach(self) -> Mapping[str, FloatArray]:
        """Everything the body ever reaches, and the machine it is on."""
        points = self._motion.pose.points
        if not self._motion.machine:
            return points
        return {**points, "machine": machine_points(self._motion.machine, points)}

    def ghost(self, sample: int) -> Ghost:
        """The outline of the pose at ``sample``."""
        return self.ghosts([sample])[0]

    def ghosts(self, samples: Sequence[int]) -> list[Ghost]:
        """The outlines of several poses, drawn as one batch."""
        pieces = self._painter(self._body(samples)).silhouette()
        ghosts = []
        for row in range(len(samples)):
            body = [piece[row] for piece in pieces]
            ghosts.append(Ghost(tuple(body), tuple(dashes(body))))
        return ghosts

    def figure(self, rows: Sequence[int]) -> tuple[Body, list[Layer]]:
        """The body at the samples ``rows`` and its own layers: outlines that are the figure."""
        body = self._body(rows)
        layers = []
        for layer in self._painter(body).layers():
            shapes = [shape for shape in layer.shapes if shape.role not in INNER_ROLES]
            if shapes:
                layers.append(Layer(layer.name, layer.depth, shapes))
        return body, layers

    def picture(self, rows: Sequence[int]) -> Picture:
        """The display list of the samples ``rows``."""
        return self._picture(rows, self._body(rows))

    def breath(self) -> Picture:
        """The display list of the hold, breathed out and breathed in: only the belly differs."""
        rows = [self._motion.timeline.hold_sample] * 2
        pose = self._motion.pose.take(np.asarray(rows, dtype=np.intp))
        return self._picture(rows, shape_body(breathed_in(pose, np.array([0.0, RISE]))))

    # -- private -------------------------------------------------------------------------------

    def _picture(self, rows: Sequence[int], body: Body) -> Picture:
        figure = self._layers(body)
        layers = [self._shadows(body), *self._machine(rows, figure), *figure, *self._towel(rows)]
        if self._motion.travel:
            layers.insert(1, self._marks(rows))
        if self.magnifier is not None:
            rings = [part.rings for name in self._muscles for part in patches(body, name)]
            layers.insert(1, inset.leader(self.magnifier, len(rows)))
            layers.append(inset.layer(body, self.magnifier, self._muscle_role, rings))
        if self._motion.water is not None:
            points = self._motion.pose.take(np.asarray(rows, dtype=np.intp)).points
            layers.append(water_before(points, self._motion.water, self.camera))
        layers += self._arrows.layers(rows)
        return assemble(layers, len(rows))

    def _body(self, rows: Sequence[int]) -> Body:
        return shape_body(self._motion.pose.take(np.asarray(rows, dtype=np.intp)))

    def _painter(self, body: Body) -> BodyPainter:
        return BodyPainter(body, self.camera, self.aspect)

    def _layers(self, body: Body) -> list[Layer]:
        return self._painter(body).layers(self._muscles, self._muscle_role)

    @property
    def _muscles(self) -> list[str]:
        return [f"{m.name}.{m.side}" if m.side else m.name for m in self._motion.muscles]

    @property
    def _muscle_role(self) -> str:
        return "work" if self._motion.effect is Effect.WORK else "stretch"

    def _shadows(self, body: Body) -> Layer:
        layer = Layer("shadow", np.full(len(body["trunk"].centres), np.inf))
        role = "shadow" if "mat" in self._motion.props else "floor_shadow"
        layer.add(role, *ground.shadow(body, self.camera, seen_sides(self.aspect)))
        return layer

    def _machine(self, rows: Sequence[int], figure: Sequence[Layer]) -> list[Layer]:
        if not self._motion.machine:
            return []
        limbs = {layer.name: layer.depth for layer in figure}
        near = self.aspect.near_side
        points = self._motion.pose.take(np.asarray(rows, dtype=np.intp)).points
        return machine_layers(self._motion.machine, points, self.camera, limbs, near)

    def _marks(self, rows: Sequence[int]) -> Layer:
        """What shows that the floor moves."""
        shares = self._motion.timeline.key_shares
        keys = [key.sample for key in self._motion.keys]
        passed = np.interp(np.asarray(rows, dtype=np.float64), keys, shares)
        floor = ground.floor_size(self._reach, self._motion.things)
        return floor_marks(*floor, self._motion.travel, passed, self.camera)

    def _towel(self, rows: Sequence[int]) -> list[Layer]:
        if self._motion.towel is None:
            return []
        pose = self._motion.pose.take(np.asarray(rows, dtype=np.intp))
        return TowelLoop(self._motion, self._motion.towel.path).layers(pose, self.camera)

    @cached_property
    def _arrows(self) -> Arrows:
        return Arrows(self._motion, self.camera, self.magnifier, self._mark_size)

    @cached_property
    def _mark_size(self) -> float:
        """How much larger arrows and magnifier are than for a body that lies along the stage.

        Somebody upright fills the height of a wide stage: smaller, but as readable.
        """
        body = frame_of(*self._both_extents)
        return min(max(body.width / _LYING, _WIDE * body.height / _LYING, 1.0), _LARGEST_MARK)
