"""A motion as a BVH file for animation programs: ``backrehab motion ID --format bvh``.

Lengths are centimetres of a body 170 cm tall. As such programs expect, y is up and the figure at
rest (all angles 0) stands on no floor, faces +z, its left to +x, arms hanging; the floor is y = 0.
Every joint has a constant ``OFFSET`` from its parent, so bones keep their lengths whatever a
reader does between frames. Only the root is moved, the others turn.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np

from backrehab_desktop.core.figure.skeleton import SIDES, SPINE, sided
from backrehab_desktop.core.figure.validate import cycle_samples

if TYPE_CHECKING:
    from backrehab_desktop.core.figure.motion import Motion
    from backrehab_desktop.core.figure.pose import FloatArray, Pose

STATURE_CM = 170.0
"""Units of the file for one stature."""
MAX_FPS = 1000.0

_TO_BVH = np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]])
"""Our axes (forward, left, up) as rows of theirs (left, up, forward): a rotation."""
_USUAL_ORDER = "ZXY"
_STEEP_DEG = 80.0
"""Beyond it the middle one of three angles leaves the other two hardly told apart."""
_RIGID = 1e-8
"""How far an offset may vary, in statures."""


@dataclass(frozen=True, slots=True)
class _Joint:
    """One joint of the hierarchy: where it is, and the part of the body that turns about it."""

    name: str
    point: str
    frame: str
    children: tuple[_Joint, ...] = ()
    end: str = ""
    """The point at which a last joint ends."""


@dataclass(slots=True)
class _Writer:
    """Collects the hierarchy's lines, and the channels' columns in the same order."""

    pose: Pose
    lines: list[str] = field(default_factory=list)
    columns: list[FloatArray] = field(default_factory=list)

    def add_root(self, root: _Joint) -> None:
        place = self.pose.points[root.point] @ _TO_BVH.T * STATURE_CM
        self.columns.append(place)
        self._add(root, "ROOT", np.zeros(3), self.pose.frames[root.frame], 0)

    def _add_joint(self, joint: _Joint, parent: _Joint, depth: int) -> None:
        around = np.swapaxes(self.pose.frames[parent.frame], 1, 2)
        turn = around @ self.pose.frames[joint.frame]
        self._add(joint, "JOINT", self._offset(joint.point, parent), turn, depth)

    def _add(
        self, joint: _Joint, kind: str, offset: FloatArray, turn: FloatArray, depth: int
    ) -> None:
        order, angles = _euler(_TO_BVH @ turn @ _TO_BVH.T)
        self.columns.append(angles)
        channels = [f"{axis}rotation" for axis in order]
        if kind == "ROOT":
            channels = [*(f"{axis}position" for axis in "XYZ"), *channels]
        pad = "\t" * depth
        self.lines += [
            f"{pad}{kind} {joint.name}",
            f"{pad}{{",
            f"{pad}\tOFFSET {_numbers(offset)}",
            f"{pad}\tCHANNELS {len(channels)} {' '.join(channels)}",
        ]
        for child in joint.children:
            self._add_joint(child, joint, depth + 1)
        if joint.end:
            end = _numbers(self._offset(joint.end, joint))
            self.lines += [f"{pad}\tEnd Site", f"{pad}\t{{", f"{pad}\t\tOFFSET {end}", f"{pad}\t}}"]
        self.lines.append(f"{pad}}}")

    def _offset(self, point: str, parent: _Joint) -> FloatArray:
        """Where a point is as seen from its parent; raises ``ValueError`` if that varies."""
        apart = self.pose.points[point] - self.pose.points[parent.point]
        seen = np.einsum("tji,tj->ti", self.pose.frames[parent.frame], apart)
        if np.ptp(seen, axis=0).max() > _RIGID:
            raise ValueError(f"{point} is not rigid with {parent.frame}")
        offset: FloatArray = _TO_BVH @ seen[0] * STATURE_CM
        return offset


def motion_bvh(motion: Motion, frames_per_s: float, hold_s: float) -> str:
    """One whole cycle of a motion with its hold, every frame solved exactly, as a BVH file's text.

    Raises ``ValueError`` for a frame rate outside 1..1000 or a negative hold.
    """
    if not 1.0 <= frames_per_s <= MAX_FPS:
        raise ValueError(f"the frame rate must be from 1 to {MAX_FPS:g}")
    if not 0.0 <= hold_s < math.inf:
        raise ValueError("the hold must not be negative")
    writer = _Writer(motion.solve(cycle_samples(motion.timeline, frames_per_s, hold_s)))
    writer.add_root(_body())
    frames = np.concatenate(writer.columns, axis=1)
    lines = [
        "HIERARCHY",
        *writer.lines,
        "MOTION",
        f"Frames: {len(frames)}",
        f"Frame Time: {_frame_s(motion, len(frames), frames_per_s)!r}",
        *(_numbers(frame) for frame in frames),
    ]
    return "\n".join(lines) + "\n"


def _frame_s(motion: Motion, count: int, frames_per_s: float) -> float:
    """Seconds from frame to frame; a cycle without end is shared out evenly, as it is sampled."""
    if motion.timeline.cyclic:
        return motion.timeline.move_s / (count - 1)
    return 1.0 / frames_per_s


def _body() -> _Joint:
    """The hierarchy: pelvis, spine with head and arms, legs."""
    head = _Joint("head", "s8", "head", end="crown")
    chain: tuple[_Joint, ...] = (head,)
    for index, link in reversed(list(enumerate(SPINE))):
        arms = tuple(_arm(side) for side in SIDES) if link.frame == "T2" else ()
        chain = (_Joint(link.frame, f"s{index}", link.frame, (*chain, *arms)),)
    return _Joint("pelvis", "pelvis", "pelvis", (*chain, *(_leg(side) for side in SIDES)))


def _leg(side: str) -> _Joint:
    toes = _limb("toes", "ball", side, end="toe")
    foot = _limb("foot", "ankle", side, toes)
    return _limb("thigh", "hip", side, _limb("shank", "knee", side, foot))


def _arm(side: str) -> _Joint:
    hand = _limb("hand", "wrist", side, end="fingertip")
    return _limb("upper_arm", "shoulder", side, _limb("forearm", "elbow", side, hand))


def _limb(frame: str, point: str, side: str, *children: _Joint, end: str = "") -> _Joint:
    """A joint of a limb, named as programs that tell sides apart like it: ``thigh.L``."""
    name = sided(frame, side)
    return _Joint(name, sided(point, side), name, children, sided(end, side) if end else "")


# Angles -----------------------------------------------------------------------------------------
def _euler(turns: FloatArray) -> tuple[str, FloatArray]:
    """Rotations (T, 3, 3) as an order of axes and three angles in degrees, (T, 3).

    Readers turn about the axes in the order of the channels, each about the axis as turned so far.
    The usual order is kept unless its middle angle comes near 90 degrees, where others are better.
    """
    orders = ["".join(order) for order in permutations("XYZ")]
    slopes = {order: _middle_slope(turns, order) for order in orders}
    steep = math.sin(math.radians(_STEEP_DEG))
    order = min(orders, key=slopes.__getitem__) if slopes[_USUAL_ORDER] > steep else _USUAL_ORDER
    return order, _without_leaps(_angles(turns, order))


def _axes(order: str) -> tuple[int, int, int, float]:
    """The numbers of three axes, and 1 if they follow each other as x, y, z do, else -1."""
    i, j, k = ("XYZ".index(axis) for axis in order)
    return i, j, k, 1.0 if (j - i) % 3 == 1 else -1.0


def _middle_slope(turns: FloatArray, order: str) -> float:
    """The greatest sine of the middle angle."""
    i, _, k, _ = _axes(order)
    return float(np.abs(turns[:, i, k]).max())


def _angles(turns: FloatArray, order: str) -> FloatArray:
    i, j, k, sign = _axes(order)
    first = np.arctan2(-sign * turns[:, j, k], turns[:, k, k])
    middle = np.arcsin(np.clip(sign * turns[:, i, k], -1.0, 1.0))
    last = np.arctan2(-sign * turns[:, i, j], turns[:, i, i])
    angles: FloatArray = np.degrees(np.stack([first, middle, last], axis=1))
    return angles


def _without_leaps(angles: FloatArray) -> FloatArray:
    """The same rotations, each written as the triple of angles nearest to the one before."""
    smooth = angles.copy()
    for row in range(1, len(smooth)):
        before = smooth[row - 1]
        first, middle, last = smooth[row]
        ways = np.array([[first, middle, last], [first + 180.0, 180.0 - middle, last + 180.0]])
        ways += 360.0 * np.round((before - ways) / 360.0)
        smooth[row] = ways[int(np.abs(ways - before).sum(axis=1).argmin())]
    return smooth


def _numbers(values: FloatArray) -> str:
    return " ".join(f"{value + 0.0:.6f}".replace("-0.000000", "0.000000") for value in values)
