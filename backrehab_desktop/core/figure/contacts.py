"""What limbs touch: where a contact is captured, and how the limb then follows it.

An author says *that* a foot is flat or a palm lies on the floor; forward kinematics has already
put the limb roughly there. Capturing swings the limb onto the surface, as a hip or shoulder would,
and remembers the place. From then on the limb is solved backwards from that place.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from backrehab_desktop.core.figure import skeleton
from backrehab_desktop.core.figure.kinematics import (
    Angles,
    Body,
    Reach,
    add_foot,
    add_hand,
    add_shank,
    add_toes,
    bend_arm,
    bend_leg,
    joint_at_height,
    joint_towards,
    reach,
    sole_edge,
)
from backrehab_desktop.core.figure.rotation import (
    apply,
    axis_angle,
    between,
    inverse,
    length,
    raise_to,
    rot_x,
    rot_z,
    unit,
)
from backrehab_desktop.core.figure.skeleton import RADIUS, SIGN, sided
from backrehab_desktop.core.figure.skin import (
    Skin,
    Spot,
    head_skin,
    head_spot,
    limb_radius,
    limb_skin,
    trunk_skin,
    trunk_spot,
)
from backrehab_desktop.core.figure.spec import (
    ELBOW_DIRECTIONS,
    ELBOW_FLOOR,
    BodyContact,
    FootContact,
    FootKind,
    ForearmContact,
    GripContact,
    LimbContact,
    PalmContact,
    PoseError,
    TowelContact,
)
from backrehab_desktop.core.figure.supports import CHAIR_HEIGHT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backrehab_desktop.core.figure.pose import FloatArray

PALM_HEIGHT = RADIUS["wrist"]
"""Height of the wrist of a hand that lies flat."""

_HEAD = "head"
_NEAR_SKIN = 0.05
"""As close as an author has to put a hand to the skin that it shall lie on."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a contact on the floor was captured: the joint held and the orientations that stay."""

    joint: FloatArray
    """Ankle, kneeling knee or wrist, (1, 3)."""
    frames: Mapping[str, FloatArray]
    """World frames that stay, (1, 3, 3) each: foot, shank, hand."""


Captured = Place | Spot
"""Where a contact was captured: on the floor, or on the body's own skin."""


FREE_CURL, _RESTING_CURL, _FIST = 14.0, 0.0, 165.0
"""How far the fingers of a free hand, of one that lies on the trunk and of a fist bend."""
_GRASP = 0.058
"""How much of a hand lies round what it grips, and how far off its bones lie."""
_FINGER_DEPTH = 0.010
_ROUND = 0.7
"""Share of the way round a limb from which on the fingers close; otherwise they lie along it."""


def finger_curl(contact: LimbContact | None) -> float:
    """How far the fingers bend, degrees: a grip closes round its limb, a lying hand is flat."""
    if isinstance(contact, PalmContact | ForearmContact):
        return 0.0
    if isinstance(contact, TowelContact):
        return _FIST
    if isinstance(contact, BodyContact):
        return _RESTING_CURL
    if isinstance(contact, GripContact):
        if abs(np.cos(np.radians(contact.heading_deg))) < _ROUND:
            return _RESTING_CURL
        return curl_round(limb_radius(contact.frame, contact.at))
    return FREE_CURL


def curl_round(radius: float) -> float:
    """How far the fingers bend, degrees, round something of a radius."""
    return min(float(np.degrees(_GRASP / (radius + _FINGER_DEPTH))), _FIST)


# Capture ----------------------------------------------------------------------------------------
def capture(
    body: Body, limb: str, contact: FootContact | PalmContact | GripContact | BodyContact
) -> Captured:
    """Swing a limb that forward kinematics has placed onto the floor and remember where.

    A hand on the body itself goes to the skin nearest to where the author put it.
    """
    _, side = limb.split(".")
    if isinstance(contact, GripContact | BodyContact):
        return _capture_spot(body, limb, contact)
    if isinstance(contact, PalmContact):
        return _capture_palm(body, side, contact)
    if contact.kind is FootKind.KNEEL:
        return _capture_kneel(body, side)
    frame = body.frames[sided("foot", side)]
    if contact.kind in {FootKind.PINNED, FootKind.SIDE}:
        return Place(body.points[sided("ankle", side)], {"foot": frame})
    if contact.kind is FootKind.FLAT:
        frame = rot_z(_heading(frame[:, :, 0]))
    if contact.kind is FootKind.EDGE:
        frame = rot_z(_heading(frame[:, :, 0])) @ rot_x(
            np.full(len(frame), -SIGN[side] * np.pi / 2)
        )
    height = _ankle_height(contact.kind, frame)
    if contact.at is not None:
        return Place(_standing_at(contact.at, height), {"foot": frame})
    ankle = _swing(body, sided("hip", side), sided("ankle", side), height)
    return Place(ankle, {"foot": frame})


def _capture_spot(body: Body, limb: str, contact: GripContact | BodyContact) -> Spot:
    """The spot of the skin that a hand goes to."""
    side = SIGN[limb[-1]]
    heading = np.radians(np.array([contact.heading_deg]))
    if isinstance(contact, GripContact):
        around = side * np.radians(contact.around_deg)
        return Spot(np.array([contact.at]), np.array([around]), heading)
    forward, out, up = contact.offset
    point = body.at(contact.origin, contact.frame, (forward, side * out, up))
    spot = (head_spot if contact.frame == _HEAD else trunk_spot)(body, point)
    away = float(length(hand_on_skin(body, contact, spot)[0] - point)[0])
    if not away < _NEAR_SKIN:
        raise PoseError(limb, "a hand on the body is put near its skin", f"{away:.3f} away")
    return replace(spot, heading=heading)


_LOWEST: Mapping[FootKind, tuple[str, skeleton.Offset]] = {
    FootKind.HEEL: ("heel", skeleton.HEEL),
    FootKind.INSTEP: ("toe", skeleton.TOE),
    FootKind.BALL: ("ball", skeleton.BALL),
}
"""Which joint of a foot that is not flat lies on the floor, and where it is from the ankle."""


def _ankle_height(kind: FootKind, frame: FloatArray) -> FloatArray:
    """Height of the ankle of a foot with these frames that touches the floor, (T,)."""
    if kind is FootKind.FLAT:
        return np.full(len(frame), skeleton.ANKLE_HEIGHT)
    if kind is FootKind.EDGE:
        return np.full(len(frame), skeleton.FOOT_HALF_WIDTH)
    name, offset = _LOWEST[kind]
    height: FloatArray = RADIUS[name] - apply(frame, offset)[:, 2]
    return height


def _standing_at(place: tuple[float, float], height: FloatArray) -> FloatArray:
    return np.stack([*(np.full(len(height), value) for value in place), height], axis=-1)


def slide(contact: FootContact, start: Place, end: Place, share: FloatArray) -> Place:
    """The places of a foot that slides straight over the floor, at shares (T,) of the way."""
    frame = between(start.frames["foot"][0], end.frames["foot"][0], share)
    joint = start.joint + share[:, None] * (end.joint - start.joint)
    joint[:, 2] = _ankle_height(contact.kind, frame)
    return Place(joint, {"foot": frame})


def _capture_palm(body: Body, side: str, contact: PalmContact) -> Place:
    fingers = -body.frames[sided("hand", side)][:, :, 2]
    heading = (
        _heading(fingers)
        if contact.heading_deg is None
        else np.full(len(fingers), np.radians(contact.heading_deg))
    )
    height = np.full(len(fingers), PALM_HEIGHT + (0.0 if contact.on == "floor" else CHAIR_HEIGHT))
    if contact.at is not None:
        return Place(_standing_at(contact.at, height), {"hand": _flat_hand(heading)})
    wrist = _swing(body, sided("shoulder", side), sided("wrist", side), height)
    return Place(wrist, {"hand": _flat_hand(heading)})


def _capture_kneel(body: Body, side: str) -> Place:
    """Lower the shank about the knee until the top of the toes lies on the floor."""
    knee, toe = body.points[sided("knee", side)], body.points[sided("toe", side)]
    swing = raise_to(toe - knee, RADIUS["toe"] - knee[:, 2])
    return Place(
        knee,
        {name: swing @ body.frames[sided(name, side)] for name in ("shank", "foot")},
    )


def _swing(body: Body, root: str, end: str, height: FloatArray) -> FloatArray:
    """Where the end of a limb comes when the limb swings about its root to a height."""
    line = body.points[end] - body.points[root]
    swing = raise_to(line, height - body.points[root][:, 2])
    if not np.isfinite(swing).all():
        drop = float((body.points[root][:, 2] - height).max())
        raise PoseError(end, f"reaches the floor from {root}", f"{drop:.4f} statures below it")
    return body.points[root] + apply(swing, line)


def _pivot(start: Place, heading: FloatArray) -> Place:
    """A palm on the floor that turns about its middle until the fingers head elsewhere, (T,)."""
    palm = skeleton.SURFACE["palm"][2]
    hand, middle = _flat_hand(heading), start.joint + apply(start.frames["hand"], palm)
    return Place(middle - apply(hand, palm), {"hand": hand})


def turned(start: Captured, contact: LimbContact) -> Captured:
    """Where a palm is that turned on the floor to the heading of a contact."""
    heading = contact.heading_deg if isinstance(contact, PalmContact) else None
    if heading is None or not isinstance(start, Place):
        return start
    return _pivot(start, np.radians(np.array([heading])))


def turning(start: Place, end: Place, share: FloatArray) -> Place:
    """The places of a palm that turns on the floor, at shares (T,) of the way."""
    first, last = (_heading(-place.frames["hand"][:, :, 2]) for place in (start, end))
    turn = (last - first + np.pi) % (2.0 * np.pi) - np.pi
    return _pivot(start, first + share * turn)


def _heading(direction: FloatArray) -> FloatArray:
    """Compass direction of vectors, 0 along x, radians."""
    return np.arctan2(direction[:, 1], direction[:, 0])


def _flat_hand(heading: FloatArray) -> FloatArray:
    """Hand frames with the palm down and the fingers towards a heading."""
    down = np.broadcast_to([0.0, 0.0, -1.0], (len(heading), 3))
    up_the_arm = -np.stack([np.cos(heading), np.sin(heading), np.zeros_like(heading)], axis=-1)
    return np.stack([down, np.cross(up_the_arm, down), up_the_arm], axis=-1)


# Following --------------------------------------------------------------------------------------
def follow(
    body: Body, limb: str, contact: LimbContact, place: Captured | None, angles: Angles
) -> None:
    """Solve a limb backwards from what it touches.

    Raises ``PoseError`` if it cannot reach; nothing is ever clamped.
    """
    _, side = limb.split(".")
    if isinstance(contact, FootContact):
        if not isinstance(place, Place):
            raise PoseError(limb, "a planted foot has a place", "none")
        _follow_foot(body, side, contact, place, angles)
        return
    if isinstance(contact, TowelContact):
        _aim_forearm(body, side, contact)
    elif isinstance(contact, ForearmContact):
        _lay_forearm(body, side, contact)
    else:
        wrist, hand = _hand_target(body, side, contact, place)
        follow_hand(body, side, wrist, contact.elbow, angles)
        body.frames[sided("hand", side)] = hand
    add_hand(body, side)


def _follow_foot(body: Body, side: str, contact: FootContact, place: Place, angles: Angles) -> None:
    count = len(body.points["pelvis"])
    if contact.kind is FootKind.SIDE:
        return  # Where the author put it; the checks tell whether it touches.
    if contact.kind is FootKind.KNEEL:
        for name, frame in place.frames.items():
            body.frames[sided(name, side)] = np.broadcast_to(frame, (count, 3, 3))
        add_shank(body, side)
        return
    foot, ankle = _rolled_foot(side, place, np.radians(angles[f"foot.{side}.roll"]))
    hip = body.points[sided("hip", side)]
    held = body.frames[sided("foot", side)]
    turn = inverse(body.frames[sided("shank", side)]) @ held
    leg = reach(hip, ankle, skeleton.THIGH, skeleton.SHANK)
    require_reach(leg, f"foot.{side}")
    swivel = -SIGN[side] * np.radians(angles[f"leg.{side}.swivel"])
    pole = apply(axis_angle(leg.along, swivel), body.frames["pelvis"][:, :, 0])
    bend_leg(body, side, joint_towards(leg, pole), ankle, pole)
    if contact.kind is FootKind.PINNED:
        foot = body.frames[sided("shank", side)] @ turn
    body.frames[sided("foot", side)] = foot
    add_foot(body, side)
    if contact.kind is FootKind.BALL:
        add_toes(body, side, rot_z(_heading(foot[:, :, 0])))


def _rolled_foot(side: str, place: Place, roll: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Frames and ankles of a planted foot that tips over one edge of its sole."""
    frame = place.frames["foot"] @ rot_x(-SIGN[side] * roll)
    outward = np.where(roll >= 0.0, 1.0, -1.0)
    edge = np.array(sole_edge(0.0, 1.0, side)) * np.stack(
        [np.zeros_like(outward), outward, np.ones_like(outward)], axis=-1
    )
    pivot = place.joint + apply(np.broadcast_to(place.frames["foot"], frame.shape), edge)
    return frame, pivot - apply(frame, edge)


def _lay_forearm(body: Body, side: str, contact: ForearmContact) -> None:
    """Lay forearm and hand on the floor from an elbow that is there already."""
    elbow = body.points[sided("elbow", side)]
    heading = np.full(len(elbow), np.radians(contact.heading_deg))
    drop = PALM_HEIGHT - elbow[:, 2]
    run = np.sqrt(skeleton.FOREARM**2 - drop**2)
    ahead = np.stack([run * np.cos(heading), run * np.sin(heading), drop], axis=-1)
    bend_arm(body, side, elbow, elbow + ahead)
    body.frames[sided("hand", side)] = _flat_hand(heading)


def _aim_forearm(body: Body, side: str, contact: TowelContact) -> None:
    """Lay the elbow on the floor and point forearm and fist at what the towel goes round."""
    shoulder, elbow = sided("shoulder", side), sided("elbow", side)
    lying = _swing(body, shoulder, elbow, np.full(len(body.points[elbow]), RADIUS["elbow"]))
    wrist = lying + skeleton.FOREARM * unit(body.points[contact.point] - lying)
    bend_arm(body, side, lying, wrist)
    # A fist: the back of the hand goes on in line, thumb up.
    turn = np.full(len(wrist), -SIGN[side] * np.pi / 2)
    body.frames[sided("hand", side)] = body.frames[sided("forearm", side)] @ rot_z(turn)


def _hand_target(
    body: Body,
    side: str,
    contact: PalmContact | GripContact | BodyContact,
    place: Captured | None,
) -> tuple[FloatArray, FloatArray]:
    """Wrist positions and hand frames that a hand contact asks for."""
    count = len(body.points["pelvis"])
    if isinstance(contact, PalmContact) and isinstance(place, Place):
        wrist = np.broadcast_to(place.joint, (count, 3))
        return wrist, np.broadcast_to(place.frames["hand"], (count, 3, 3))
    if isinstance(contact, PalmContact) or not isinstance(place, Spot):
        raise PoseError(f"hand.{side}", "a hand in contact has a place", "none")
    skin, out = hand_on_skin(body, contact, place)
    hand = skin_hand(body, side, contact, place, out)
    return skin - apply(hand, skeleton.SURFACE["palm"][2]), hand


def skin_hand(
    body: Body, side: str, contact: GripContact | BodyContact, spot: Spot, out: FloatArray
) -> FloatArray:
    """Frames of a hand that lies flat on skin which faces ``out``, (T, 3)."""
    fingers = _fingers(body, side, contact, spot, out)
    fingers = unit(fingers - (fingers * out).sum(-1, keepdims=True) * out)
    return np.stack([-out, np.cross(fingers, out), -fingers], axis=-1)


def hand_on_skin(body: Body, contact: GripContact | BodyContact, spot: Spot) -> Skin:
    """Where a palm on the body lies, and which way the skin faces there."""
    if isinstance(contact, GripContact):
        return limb_skin(body, contact.frame, spot)
    return (head_skin if contact.frame == _HEAD else trunk_skin)(body, spot)


def _fingers(
    body: Body, side: str, contact: GripContact | BodyContact, spot: Spot, out: FloatArray
) -> FloatArray:
    """Where the fingers of a hand on the body point, before they are laid on the skin."""
    frame = body.frames[contact.frame]
    across = -SIGN[side] * frame[:, :, 1]
    if isinstance(contact, GripContact):
        across = SIGN[side] * np.cross(out, frame[:, :, 2])
    heading = spot.heading[:, None]
    fingers: FloatArray = np.cos(heading) * across - np.sin(heading) * frame[:, :, 2]
    return fingers


def follow_hand(body: Body, side: str, wrist: FloatArray, elbow: str, angles: Angles) -> None:
    """Bend an arm so that its wrist is at a place; raises ``PoseError`` if it cannot reach."""
    shoulder = body.points[sided("shoulder", side)]
    arm = reach(shoulder, wrist, skeleton.UPPER_ARM, skeleton.FOREARM)
    require_reach(arm, f"hand.{side}")
    if elbow == ELBOW_FLOOR:
        outward = SIGN[side] * body.frames["T2"][:, :, 1]
        height = np.full(len(wrist), RADIUS["elbow"])
        joint = joint_at_height(arm, height, outward)
        if not np.isfinite(joint).all():
            lowest = float((arm.centre[:, 2] - arm.radius).max())
            raise PoseError(
                f"hand.{side}", "the elbow can lie on the floor", f"it stays {lowest:.4f} above"
            )
    else:
        forward, out, up = ELBOW_DIRECTIONS[elbow]
        pole = apply(body.frames["T2"], (forward, SIGN[side] * out, up))
        swivel = SIGN[side] * np.radians(angles[f"arm.{side}.swivel"])
        joint = joint_towards(arm, apply(axis_angle(arm.along, swivel), pole))
    bend_arm(body, side, joint, wrist)


def require_reach(limb: Reach, name: str) -> None:
    """Raise ``PoseError`` for a limb that is too short for its target."""
    excess = float(limb.excess.max())
    if not excess < 0.0:
        raise PoseError(name, "reaches what it touches", f"{excess:.4f} statures short")
