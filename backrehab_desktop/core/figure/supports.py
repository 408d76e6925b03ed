"""Where the whole body lies: what it rests on pins and turns it, and the head finds the floor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from backrehab_desktop.core.figure import skeleton
from backrehab_desktop.core.figure.kinematics import (
    Body,
    add_head,
    add_spine_link,
)
from backrehab_desktop.core.figure.rotation import apply, axis_angle, inverse, raise_to, rot_y
from backrehab_desktop.core.figure.skeleton import BOLSTERS, RADIUS, SPINE, sided
from backrehab_desktop.core.figure.spec import PoseError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backrehab_desktop.core.figure.pose import FloatArray

KNEES = ("knee.L", "knee.R")
"""Supports that are no pads of the trunk."""

_LIMB_DEPTHS: Mapping[str, float] = {
    "knee": RADIUS["knee"],
    "foot": skeleton.ANKLE_HEIGHT,
    "ball": RADIUS["ball"],
    "elbow": RADIUS["elbow"],
}
"""Height over the floor of a limb's joint that carries the body; a foot's joint is its ankle."""

SUPPORTS: tuple[str, ...] = (
    *BOLSTERS,
    *(sided(name, side) for name in _LIMB_DEPTHS for side in skeleton.SIDES),
)
"""Everything a body can rest on."""

CHAIR_HEIGHT = 0.265
"""Height of a chair's seat: the lower leg's length, so that the thighs are level."""

_LIMB_TOUCHES = (
    ("elbow", "elbow_pad"),
    ("heel", "heel_touch"),
    ("knee", "knee_touch"),
    ("toe", "toe_touch"),
)
"""Joints of the limbs with a lowest point."""

BEHIND = ("seat", "upper_back")
"""Pads that have a rearmost point too, where someone upright leans on a wall."""

_TURNS = 6
"""Rounds of turning onto two pads; the depth of a pad hardly changes, three reach 1e-12."""
_HEAD_STEPS = 12
_HEAD_TOLERANCE = 1e-11
_NECK_LINKS = tuple(index for index, link in enumerate(SPINE) if link.region == "neck")


def anchor_frame(supports: tuple[str, ...]) -> str:
    """The trunk frame whose orientation belongs to the first support."""
    return BOLSTERS[supports[0]].frame if supports and supports[0] in BOLSTERS else "pelvis"


def base_orientation(
    base: str, hips_up_deg: FloatArray, lean_deg: FloatArray | None = None
) -> FloatArray:
    """Orientation of the anchor of a base posture with the hip end raised, (T, 3, 3).

    The lean turns it forward about its own left-right axis.
    """
    forward, left, up = skeleton.BASES[base]
    frame = np.stack([np.array(forward), np.array(left), np.array(up)], axis=-1)
    axis = np.cross(-frame[:, 2], [0.0, 0.0, 1.0])
    axes = np.broadcast_to(axis, (len(hips_up_deg), 3))
    lying: FloatArray = axis_angle(axes, np.radians(hips_up_deg)) @ frame
    return lying if lean_deg is None else lying @ rot_y(np.radians(lean_deg))


def turns_onto(supports: tuple[str, ...]) -> bool:
    """Whether the body turns until two supports touch; two knees leave the turn to the author."""
    return len(supports) > 1 and supports[0] not in KNEES


def pad_centre(body: Body, name: str) -> FloatArray:
    """Middle of a pad of the trunk, (T, 3)."""
    pad = BOLSTERS[name]
    return body.at(pad.origin, pad.frame, pad.offset)


def pad_depth(body: Body, name: str) -> FloatArray:
    """How far a pad reaches down from its middle, (T,): support function of its ellipsoid."""
    pad = BOLSTERS[name]
    tilt = body.frames[pad.frame][:, 2, 1] ** 2
    return np.sqrt(pad.radius**2 * (1.0 - tilt) + pad.half_width**2 * tilt)


def pin_point(body: Body, support: str, rotations: Mapping[str, FloatArray]) -> FloatArray:
    """The point that a support holds, (T, 3), before the limbs are built."""
    if support in BOLSTERS:
        return pad_centre(body, support)
    name, side = support.split(".")
    if name == "elbow":
        arm = body.frames["T2"] @ rotations[sided("upper_arm", side)]
        return body.points[sided("shoulder", side)] + apply(arm, (0.0, 0.0, -skeleton.UPPER_ARM))
    thigh = body.frames["pelvis"] @ rotations[sided("thigh", side)]
    place = body.points[sided("hip", side)] + apply(thigh, (0.0, 0.0, -skeleton.THIGH))
    if name == "knee":
        return place
    shank = thigh @ rotations[sided("shank", side)]
    place = place + apply(shank, (0.0, 0.0, -skeleton.SHANK))
    if name == "foot":
        return place
    return place + apply(shank @ rotations[sided("foot", side)], skeleton.BALL)


def pin_depth(body: Body, support: str) -> FloatArray:
    """Height over the floor at which a support's point comes to lie, (T,)."""
    if support == "sit_bones":
        return pad_depth(body, support) + CHAIR_HEIGHT
    if support in BOLSTERS:
        return pad_depth(body, support)
    return np.full(len(body.points["pelvis"]), _LIMB_DEPTHS[support.partition(".")[0]])


def lay_down(
    body: Body,
    supports: tuple[str, ...],
    orientation: FloatArray,
    pin: FloatArray | None,
    rotations: Mapping[str, FloatArray],
) -> None:
    """Turn and shift a trunk so that it rests on its supports, or to ``pin`` without any.

    ``orientation`` (T, 3, 3) is that of the anchor frame; with two pads the body then turns about
    the horizontal until both touch. ``pin`` (T, 2) is where the first support lies on the floor;
    without it the pelvis stays over the origin. Without supports ``pin`` is (T, 3), the pelvis.

    Raises ``PoseError`` if two pads cannot both touch.
    """
    still = np.zeros(3)
    body.place(orientation @ inverse(body.frames[anchor_frame(supports)]), still)
    if not supports:
        if pin is not None and pin.shape[1] == 3:
            body.place(np.broadcast_to(np.eye(3), (len(pin), 3, 3)), pin - body.points["pelvis"])
        return
    if turns_onto(supports):
        for _ in range(_TURNS):
            first, second = (pin_point(body, name, rotations) for name in supports)
            turn = raise_to(
                second - first, pin_depth(body, supports[1]) - pin_depth(body, supports[0])
            )
            if not np.isfinite(turn).all():
                raise PoseError("support", "both pads touch the floor", " and ".join(supports))
            body.place(turn, still)
    point = pin_point(body, supports[0], rotations)
    shift = np.zeros_like(point)
    shift[:, 2] = pin_depth(body, supports[0]) - point[:, 2]
    shift[:, :2] = -body.points["pelvis"][:, :2] if pin is None else pin - point[:, :2]
    body.place(np.broadcast_to(np.eye(3), (len(point), 3, 3)), shift)


def head_height(body: Body) -> FloatArray:
    """Height of the lowest point of the head, (T,)."""
    vertical = body.frames["head"][:, 2, :]
    below = np.sqrt(((np.array(skeleton.HEAD_AXES) * vertical) ** 2).sum(-1))
    height: FloatArray = body.points["head"][:, 2] - below
    return height


def rest_head(body: Body, angles: dict[str, FloatArray]) -> None:
    """Bend the neck until the head lies on the floor; ``neck.flex`` is replaced by the solution.

    Raises ``PoseError`` if no bend of the neck brings it there.
    """

    def height(flex: FloatArray) -> FloatArray:
        angles["neck.flex"] = flex
        for index in _NECK_LINKS:
            add_spine_link(body, index, angles)
        add_head(body)
        return head_height(body)

    before, now = angles["neck.flex"] - 6.0, angles["neck.flex"] + 6.0
    height_before, height_now = height(before), height(now)
    for _ in range(_HEAD_STEPS):
        if np.abs(height_now).max() < _HEAD_TOLERANCE:
            return
        slope = height_now - height_before
        slope = np.where(np.abs(slope) < 1e-15, 1e-15, slope)
        step = np.clip(-height_now * (now - before) / slope, -20.0, 20.0)
        before, height_before = now, height_now
        now = np.clip(now + step, -90.0, 90.0)
        height_now = height(now)
    if np.abs(height_now).max() > 1e-9:
        raise PoseError("head", "the head rests on the floor", f"{float(height_now.max()):.4f} off")


def add_touch_points(body: Body) -> None:
    """Add the lowest points of the pads, the head, elbows and heels: where they meet a floor.

    Unlike the points of the skin they are not fixed to a bone: a pad rolls over them.
    """
    for name in BOLSTERS:
        body.points[name] = _below(pad_centre(body, name), pad_depth(body, name))
    head = body.points["head"]
    body.points["back_of_head"] = _below(head, head[:, 2] - head_height(body))
    for side in skeleton.SIDES:
        for joint, touch in _LIMB_TOUCHES:
            middle = body.points[sided(joint, side)]
            lowest = _below(middle, np.full(len(middle), RADIUS[joint]))
            body.points[sided(touch, side)] = lowest
    for name in BEHIND:
        rearmost = pad_centre(body, name)
        rearmost[:, 0] -= BOLSTERS[name].radius
        body.points[f"{name}_behind"] = rearmost


def _below(point: FloatArray, depth: FloatArray) -> FloatArray:
    lower = point.copy()
    lower[:, 2] -= depth
    return lower
