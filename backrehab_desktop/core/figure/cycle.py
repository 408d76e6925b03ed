"""Solving a motion that goes on without end: a pose for every share of the cycle.

The pelvis, the trunk and swinging arms follow their curves; legs are solved backwards from the
feet, which walk or pedal, and arms from what the hands hold on to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from backrehab_desktop.core.figure import skeleton, supports
from backrehab_desktop.core.figure.angle_names import RESTING_ANGLES
from backrehab_desktop.core.figure.contacts import FREE_CURL, curl_round, follow_hand, require_reach
from backrehab_desktop.core.figure.curves import periodic
from backrehab_desktop.core.figure.cycle_spec import GaitSpec
from backrehab_desktop.core.figure.gait import Gait, Touch
from backrehab_desktop.core.figure.kinematics import (
    add_arm,
    add_foot,
    add_hand,
    add_toes,
    bend_leg,
    build_trunk,
    joint_towards,
    limb_rotations,
    reach,
)
from backrehab_desktop.core.figure.machines import Pedals
from backrehab_desktop.core.figure.motion import Contact
from backrehab_desktop.core.figure.rotation import apply, axis_angle, rot_x, rot_z, unit
from backrehab_desktop.core.figure.skeleton import SIDES, SIGN, sided
from backrehab_desktop.core.figure.solver import finish
from backrehab_desktop.core.figure.timeline import SAMPLES_PER_MOVE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backrehab_desktop.core.figure.cycle_spec import CycleSpec, HoldSpec, Place
    from backrehab_desktop.core.figure.kinematics import Body
    from backrehab_desktop.core.figure.pose import FloatArray, Pose
    from backrehab_desktop.core.figure.spec import KeySpec, MotionSpec

SEAT = "seat"
"""The frame of what a machine carries the body with; it stands still."""


@dataclass(frozen=True, slots=True)
class CycleKey:
    """A named moment of a cycle."""

    spec: KeySpec
    pose: Pose


class CycleSolver:
    """Solves any moment of a cycle.

    Raises ``PoseError`` where something cannot be solved.
    """

    def __init__(self, spec: MotionSpec, cycle: CycleSpec) -> None:
        self._spec, self._cycle = spec, cycle
        self._feet = (
            Gait(cycle.feet)
            if isinstance(cycle.feet, GaitSpec)
            else Pedals(cycle.feet, cycle.curves.get("foot.pitch", (0.0,)))
        )
        self._timeline = spec.timeline
        poses = self.at(np.array(self._timeline.key_shares))
        self.keys = tuple(
            CycleKey(key, poses.take(slice(row, row + 1))) for row, key in enumerate(spec.keys)
        )

    @property
    def travel(self) -> float:
        """How far the floor moves back under the body in a cycle, statures."""
        return self._feet.travel

    def pose_index(self, index: int) -> int:
        """The index of the key at which a key's pose first appears: the last one is the first."""
        return index % (len(self.keys) - 1)

    def solve(self, samples: FloatArray) -> Pose:
        """Exact poses at positions on the samples, (T,)."""
        return self.at(self._shares(samples))

    def at(self, share: FloatArray) -> Pose:
        """Exact poses at shares of the cycle, (T,)."""
        share = share % 1.0
        angles = self._angles(share)
        rotations = limb_rotations(angles)
        body = build_trunk(angles)
        supports.lay_down(body, (), self._orientation(share), self._root(share), rotations)
        if isinstance(self._feet, Pedals):
            self._feet.add_to(body, share)
        for side in SIDES:
            self._add_leg(body, side, share, angles)
            add_arm(body, side, rotations)
            if self._cycle.hold is not None:
                _hold_on(body, side, self._cycle.hold, angles)
        if self._cycle.seats:
            body.points[SEAT] = np.broadcast_to(body.points["pelvis"][:1], (len(share), 3))
            body.frames[SEAT] = np.broadcast_to(np.eye(3), (len(share), 3, 3))
        return finish(body, angles)

    def contacts(self, baked: Pose) -> list[Contact]:
        """What touches what, in baked samples; a touch that outlasts the cycle is two."""
        touches = [touch for side in SIDES for touch in self._feet.touches(side)]
        if self._cycle.hold is not None:
            touches += [Touch(sided("palm", s), sided("grip", s), 0.0, 1.0) for s in SIDES]
        touches += [Touch(name, SEAT, 0.0, 1.0) for name in self._cycle.seats]
        shares = self._shares(np.arange(float(baked.count)))
        found = []
        for touch in touches:
            for start, end in ((touch.start, touch.end), (touch.start - 1.0, touch.end - 1.0)):
                rows = np.flatnonzero((shares >= start - 1e-12) & (shares <= end + 1e-12))
                if len(rows) > 1:
                    first, last = int(rows[0]), int(rows[-1])
                    found.append(Contact(touch.point, touch.surface, first, last, slides=False))
        return sorted(found, key=lambda contact: (contact.first_sample, contact.point))

    # -- private -------------------------------------------------------------------------------

    def _shares(self, samples: FloatArray) -> FloatArray:
        shares = self._timeline.key_shares
        return np.interp(samples, np.arange(len(shares)) * float(SAMPLES_PER_MOVE), shares)

    def _curve(self, name: str, share: FloatArray) -> FloatArray:
        values = self._cycle.curves.get(name, (0.0,))
        return periodic(values, share) if len(values) > 1 else np.full(len(share), values[0])

    def _angles(self, share: FloatArray) -> dict[str, FloatArray]:
        """Every authored angle; a limb's curves are those of its own cycle."""
        angles: dict[str, FloatArray] = {}
        for name in RESTING_ANGLES:
            joint, *side, movement = name.split(".")
            late = 0.5 if side == ["L"] else 0.0
            angles[name] = self._curve(f"{joint}.{movement}", share + late)
        if "shoulder.flex" in self._cycle.curves:
            for side_name, late in (("R", 0.0), ("L", 0.5)):
                flex = self._curve("shoulder.flex", share + late)
                aside = self._curve("shoulder.abd", share + late)
                angles[f"shoulder.{side_name}.raise"] = np.hypot(flex, aside)
                angles[f"shoulder.{side_name}.plane"] = np.degrees(np.arctan2(flex, aside))
        hold = self._cycle.hold
        curl = FREE_CURL if hold is None else curl_round(hold.bar)
        return angles | {f"fingers.{side}.curl": np.full(len(share), curl) for side in SIDES}

    def _orientation(self, share: FloatArray) -> FloatArray:
        lean = self._curve("trunk.lean", share)
        upright = supports.base_orientation(self._spec.base, np.zeros(len(share)), lean)
        turn = rot_z(np.radians(self._curve("pelvis.yaw", share)))
        orientation: FloatArray = (
            turn @ rot_x(np.radians(self._curve("pelvis.list", share))) @ upright
        )
        return orientation

    def _root(self, share: FloatArray) -> FloatArray:
        return np.stack([self._curve(f"pelvis.{axis}", share) for axis in "xyz"], axis=-1)

    def _add_leg(
        self, body: Body, side: str, share: FloatArray, angles: Mapping[str, FloatArray]
    ) -> None:
        feet = self._feet
        path = feet.foot(body, side, share) if isinstance(feet, Pedals) else feet.foot(share, side)
        leg = reach(body.points[sided("hip", side)], path.ankle, skeleton.THIGH, skeleton.SHANK)
        require_reach(leg, f"foot.{side}")
        swivel = -SIGN[side] * np.radians(angles[f"leg.{side}.swivel"])
        pole = apply(axis_angle(leg.along, swivel), body.frames["pelvis"][:, :, 0])
        bend_leg(body, side, joint_towards(leg, pole), path.ankle, pole)
        body.frames[sided("foot", side)] = path.foot
        add_foot(body, side)
        add_toes(body, side, path.toes)


def _hold_on(body: Body, side: str, hold: HoldSpec, angles: Mapping[str, FloatArray]) -> None:
    """Put a hand where it holds on, and the arm to it."""
    grip, count = sided("grip", side), len(body.points["pelvis"])
    if not hold.point:
        body.points[grip] = np.broadcast_to(_aside(hold.at, side), (count, 3))
        body.frames[grip] = np.broadcast_to(np.eye(3), (count, 3, 3))
        offset = np.zeros(3)
    else:
        offset = _aside(hold.at, side)
    frame = body.frames[grip]
    palm = unit(_aside(hold.palm, side))
    fingers = _aside(hold.fingers, side)
    fingers = unit(fingers - (fingers @ palm) * palm)
    hand = frame @ np.stack([palm, np.cross(-fingers, palm), -fingers], axis=-1)
    wrist = body.at(grip, grip, offset) - apply(hand, skeleton.SURFACE["palm"][2])
    follow_hand(body, side, wrist, hold.elbow, angles)
    body.frames[sided("hand", side)] = hand
    add_hand(body, side)


def _aside(place: Place, side: str) -> FloatArray:
    """A place whose second number counts outwards."""
    return np.array(place) * [1.0, SIGN[side], 1.0]
