"""Forward kinematics and two-bone inverse kinematics, batched over time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from backrehab_desktop.core.figure import skeleton
from backrehab_desktop.core.figure.pose import FloatArray
from backrehab_desktop.core.figure.rotation import (
    apply,
    axis_angle,
    from_hinge,
    inverse,
    length,
    rot_x,
    rot_y,
    rot_z,
    unit,
)
from backrehab_desktop.core.figure.skeleton import SIDES, SIGN, sided

NAVEL: skeleton.Offset = (0.054, 0.0, 0.014)
"""A place under the navel in the frame of L3, from its lower joint; breath moves it (own)."""

LIMB_PARENTS: Mapping[str, str] = {
    sided(child, side): parent if parent in {"pelvis", "T2"} else sided(parent, side)
    for side in SIDES
    for child, parent in (
        ("thigh", "pelvis"),
        ("shank", "thigh"),
        ("foot", "shank"),
        ("upper_arm", "T2"),
        ("forearm", "upper_arm"),
        ("hand", "forearm"),
    )
}
"""Each limb frame and the frame it is jointed to, parents first."""

_MIRROR = np.diag([1.0, -1.0, 1.0])

Angles = Mapping[str, FloatArray]
"""Authored angles by name, degrees, (T,) each."""


@dataclass(slots=True)
class Body:
    """A batch of bodies under construction; the same dictionaries as a finished pose."""

    points: dict[str, FloatArray] = field(default_factory=dict)
    frames: dict[str, FloatArray] = field(default_factory=dict)

    def place(self, rotation: FloatArray, shift: FloatArray) -> None:
        """Turn everything built so far about the origin, then shift it."""
        for name, point in self.points.items():
            self.points[name] = apply(rotation, point) + shift
        for name, frame in self.frames.items():
            self.frames[name] = rotation @ frame

    def at(self, point: str, frame: str, offset: FloatArray | skeleton.Offset) -> FloatArray:
        """World position of an offset from a point in a frame, (T, 3)."""
        return self.points[point] + apply(self.frames[frame], offset)


def spine_joint(link: skeleton.SpineLink, flex: FloatArray, angles: Angles) -> FloatArray:
    """Rotation of the joint below one link for a region's flexion (degrees, (T,))."""
    twist = np.radians(angles[f"{link.region}.twist"] * link.twist)
    bend = np.radians(angles[f"{link.region}.bend"] * link.bend)
    return rot_z(twist) @ rot_y(np.radians(flex * link.flex)) @ rot_x(-bend)


def resting_link(link: skeleton.SpineLink) -> skeleton.Offset:
    """A link's vector in its own frame."""
    lean = np.radians(link.lean_deg)
    return (link.length * float(np.sin(lean)), 0.0, link.length * float(np.cos(lean)))


def build_trunk(angles: Angles) -> Body:
    """Pelvis, spine and head, with the pelvis at the origin facing along X."""
    count = len(angles["lumbar.flex"])
    body = Body()
    frame = np.broadcast_to(np.eye(3), (count, 3, 3))
    body.points["pelvis"] = np.zeros((count, 3))
    body.frames["pelvis"] = frame
    body.points["s0"] = body.at("pelvis", "pelvis", skeleton.LUMBOSACRAL)
    for index in range(len(skeleton.SPINE)):
        add_spine_link(body, index, angles)
    add_head(body)
    rise = angles["belly.rise"][:, None] * np.array([1e-3, 0.0, 0.0])
    body.points["navel"] = body.at("s1", "L3", np.array(NAVEL) + rise)
    for side in SIDES:
        width = SIGN[side] * skeleton.HIP_HALF_WIDTH
        body.points[sided("hip", side)] = body.at("pelvis", "pelvis", (0.0, width, 0.0))
        forward, out, up = skeleton.SHOULDER_FROM_C7
        body.points[sided("shoulder", side)] = body.at("s6", "T2", (forward, SIGN[side] * out, up))
    return body


def add_spine_link(body: Body, index: int, angles: Angles) -> None:
    """Add one link of the spine and the point at its upper end."""
    link = skeleton.SPINE[index]
    below = skeleton.SPINE[index - 1].frame if index else "pelvis"
    flex = angles[f"{link.region}.flex"]
    body.frames[link.frame] = body.frames[below] @ spine_joint(link, flex, angles)
    body.points[f"s{index + 1}"] = body.at(f"s{index}", link.frame, resting_link(link))


def add_head(body: Body) -> None:
    """Add the head on top of the spine, facing as its last link does."""
    body.frames["head"] = body.frames["C3"]
    body.points["head"] = body.at("s8", "head", skeleton.HEAD_CENTRE)
    body.points["nose"] = body.at("head", "head", skeleton.NOSE)
    body.points["crown"] = body.at("head", "head", (0.0, 0.0, skeleton.HEAD_AXES[2]))


def limb_rotations(angles: Angles) -> dict[str, FloatArray]:
    """Authored joint angles as rotations of each limb frame in its parent, (T, 3, 3)."""
    rotations: dict[str, FloatArray] = {}
    for side in SIDES:
        for name, rotation in _left_rotations(angles, side).items():
            rotations[sided(name, side)] = rotation if side == "L" else _MIRROR @ rotation @ _MIRROR
    return rotations


def _left_rotations(angles: Angles, side: str) -> dict[str, FloatArray]:
    """The rotations as a left limb would make them."""

    def angle(joint: str, movement: str) -> FloatArray:
        return np.radians(angles[f"{joint}.{side}.{movement}"])

    plane = angle("shoulder", "plane")
    raise_axis = np.stack([np.cos(plane), -np.sin(plane), np.zeros_like(plane)], axis=-1)
    return {
        "thigh": rot_y(-angle("hip", "flex"))
        @ rot_x(angle("hip", "abd"))
        @ rot_z(-angle("hip", "rot")),
        "shank": rot_y(angle("knee", "flex")),
        "foot": rot_y(-angle("ankle", "dorsi")) @ rot_x(-angle("foot", "inv")),
        "upper_arm": axis_angle(raise_axis, angle("shoulder", "raise"))
        @ rot_z(-angle("shoulder", "rot")),
        "forearm": rot_y(-angle("elbow", "flex")),
        "hand": rot_z(-np.pi / 2 - angle("forearm", "pron")) @ rot_y(angle("wrist", "ext")),
    }


def joint_rotations(body: Body) -> dict[str, FloatArray]:
    """The rotation of every limb frame in its parent, read back from a built body."""
    return {
        child: inverse(body.frames[parent]) @ body.frames[child]
        for child, parent in LIMB_PARENTS.items()
    }


def add_leg(body: Body, side: str, rotations: Mapping[str, FloatArray]) -> None:
    """Hang a leg from its hip by joint rotations."""
    thigh, shank, foot = (sided(name, side) for name in ("thigh", "shank", "foot"))
    body.frames[thigh] = body.frames["pelvis"] @ rotations[thigh]
    body.frames[shank] = body.frames[thigh] @ rotations[shank]
    body.frames[foot] = body.frames[shank] @ rotations[foot]
    body.points[sided("knee", side)] = body.at(
        sided("hip", side), thigh, (0.0, 0.0, -skeleton.THIGH)
    )
    add_shank(body, side)


def add_shank(body: Body, side: str) -> None:
    """Hang the ankle and the foot from the knee by the frames that are already there."""
    body.points[sided("ankle", side)] = body.at(
        sided("knee", side), sided("shank", side), (0.0, 0.0, -skeleton.SHANK)
    )
    add_foot(body, side)


def add_foot(body: Body, side: str) -> None:
    """Add the foot's points from its ankle and frame, the toes in line with it."""
    for name, offset in (("heel", skeleton.HEEL), ("ball", skeleton.BALL)):
        body.points[sided(name, side)] = body.at(sided("ankle", side), sided("foot", side), offset)
    add_toes(body, side, body.frames[sided("foot", side)])


def add_toes(body: Body, side: str, frame: FloatArray) -> None:
    """Add the toes from the ball of the foot, bent to a frame (T, 3, 3)."""
    body.frames[sided("toes", side)] = frame
    (ahead, _, down), (ball_ahead, _, ball_down) = skeleton.TOE, skeleton.BALL
    offset = (ahead - ball_ahead, 0.0, down - ball_down)
    body.points[sided("toe", side)] = body.at(sided("ball", side), sided("toes", side), offset)


def add_arm(body: Body, side: str, rotations: Mapping[str, FloatArray]) -> None:
    """Hang an arm from its shoulder by joint rotations."""
    upper, forearm, hand = (sided(name, side) for name in ("upper_arm", "forearm", "hand"))
    body.frames[upper] = body.frames["T2"] @ rotations[upper]
    body.frames[forearm] = body.frames[upper] @ rotations[forearm]
    body.frames[hand] = body.frames[forearm] @ rotations[hand]
    body.points[sided("elbow", side)] = body.at(
        sided("shoulder", side), upper, (0.0, 0.0, -skeleton.UPPER_ARM)
    )
    body.points[sided("wrist", side)] = body.at(
        sided("elbow", side), forearm, (0.0, 0.0, -skeleton.FOREARM)
    )
    add_hand(body, side)


def add_hand(body: Body, side: str) -> None:
    """Add the hand's points from its wrist and frame."""
    for name, reach in (
        ("knuckle", skeleton.KNUCKLE_AT),
        ("fingertip", skeleton.FINGERTIP_AT),
    ):
        body.points[sided(name, side)] = body.at(
            sided("wrist", side), sided("hand", side), (0.0, 0.0, -reach)
        )


def add_surface_points(body: Body) -> None:
    """Add the points of the skin that contacts name."""
    for side in SIDES:
        for name, (frame, origin, offset) in skeleton.SURFACE.items():
            body.points[sided(name, side)] = body.at(
                sided(origin, side), sided(frame, side), offset
            )
        forward, up = skeleton.FOOT_SIDE_AT
        out = SIGN[side] * skeleton.FOOT_HALF_WIDTH
        body.points[sided("foot_side", side)] = body.at(
            sided("ankle", side), sided("foot", side), (forward, out, up)
        )
        for name, (forward, outward) in skeleton.SOLE_EDGES.items():
            body.points[sided(name, side)] = body.at(
                sided("ankle", side), sided("foot", side), sole_edge(forward, outward, side)
            )


def sole_edge(forward: float, outward: float, side: str) -> skeleton.Offset:
    """A point on the edge of the sole from the ankle, in the foot's frame."""
    return (forward, SIGN[side] * outward * skeleton.SOLE_EDGE, -skeleton.ANKLE_HEIGHT)


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a two-bone limb bends on its way to a target."""

    along: FloatArray
    """Unit vectors from root to target, (T, 3)."""
    centre: FloatArray
    """Middle of the circle the joint can lie on, (T, 3)."""
    radius: FloatArray
    """Radius of that circle, (T,)."""
    excess: FloatArray
    """How far the target is out of reach, (T,); 0 or less when it can be reached."""


def reach(root: FloatArray, target: FloatArray, upper: float, lower: float) -> Reach:
    """The circle of elbows or knees between a root and a target, (T, 3) each.

    Nothing is clamped: out of reach the radius is NaN and ``excess`` tells by how much.
    """
    line = target - root
    distance = length(line)
    along = line / np.maximum(distance, 1e-9)[:, None]
    before = (upper * upper - lower * lower + distance * distance) / (2.0 * distance)
    with np.errstate(invalid="ignore"):
        radius = np.sqrt(upper * upper - before * before)
    excess = np.maximum(distance - (upper + lower), abs(upper - lower) - distance)
    return Reach(along, root + along * before[:, None], radius, excess)


def joint_towards(limb: Reach, pole: FloatArray) -> FloatArray:
    """The joint on its circle, on the side a pole direction (T, 3) points to."""
    across = pole - (pole * limb.along).sum(-1, keepdims=True) * limb.along
    return limb.centre + unit(across) * limb.radius[:, None]


def joint_at_height(limb: Reach, height: FloatArray, side: FloatArray) -> FloatArray:
    """The joint on its circle at a height, of the two the one on the given side.

    ``height`` is (T,), ``side`` a direction (T, 3). NaN where the circle does not come there.
    """
    level = unit(np.cross(limb.along, np.broadcast_to([0.0, 0.0, 1.0], limb.along.shape)))
    level = level * np.where((level * side).sum(-1) < 0.0, -1.0, 1.0)[:, None]
    steep = np.cross(limb.along, level)
    with np.errstate(invalid="ignore"):
        sine = (height - limb.centre[:, 2]) / (limb.radius * steep[:, 2])
        cosine = np.sqrt(1.0 - sine * sine)
    return limb.centre + limb.radius[:, None] * (level * cosine[:, None] + steep * sine[:, None])


def bend_leg(body: Body, side: str, knee: FloatArray, ankle: FloatArray, pole: FloatArray) -> None:
    """Put a leg through a knee and an ankle; the frames of both segments share the hinge.

    ``pole`` (T, 3) says which way is forward for the knee; it may not point along the leg.
    """
    hip = body.points[sided("hip", side)]
    hinge = unit(np.cross(unit(hip - ankle), pole))
    body.points[sided("knee", side)] = knee
    body.points[sided("ankle", side)] = ankle
    body.frames[sided("thigh", side)] = from_hinge(hinge, unit(hip - knee))
    body.frames[sided("shank", side)] = from_hinge(hinge, unit(knee - ankle))


def bend_arm(body: Body, side: str, elbow: FloatArray, wrist: FloatArray) -> None:
    """Put an arm through an elbow and a wrist; the hinge follows from the bend.

    The arm must be bent: a straight one has no hinge direction.
    """
    shoulder = body.points[sided("shoulder", side)]
    hinge = unit(np.cross(elbow - shoulder, wrist - elbow))
    body.points[sided("elbow", side)] = elbow
    body.points[sided("wrist", side)] = wrist
    body.frames[sided("upper_arm", side)] = from_hinge(-hinge, unit(shoulder - elbow))
    body.frames[sided("forearm", side)] = from_hinge(-hinge, unit(elbow - wrist))
