"""A hand on its way to or from the body's own skin.

Joints that merely turn from one key to the next would take it through the leg it is going to hold.
So the palm leaves what it touched straight outwards and arrives straight from outside, on a smooth
curve that follows the leg wherever it moves; the elbow goes along.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from backrehab_desktop.core.figure import skeleton
from backrehab_desktop.core.figure.contacts import Captured, hand_on_skin, require_reach
from backrehab_desktop.core.figure.kinematics import (
    Body,
    add_hand,
    bend_arm,
    joint_towards,
    reach,
)
from backrehab_desktop.core.figure.rotation import apply, between, inverse
from backrehab_desktop.core.figure.skeleton import sided
from backrehab_desktop.core.figure.skin import Spot
from backrehab_desktop.core.figure.spec import (
    BodyContact,
    ForearmContact,
    GripContact,
    LimbContact,
    PalmContact,
)

if TYPE_CHECKING:
    from backrehab_desktop.core.figure.pose import FloatArray

LEAVE = 0.10
"""How far the curve's handles stand off a surface, statures: about a hand's length."""


@dataclass(frozen=True, slots=True)
class HandKey:
    """One end of the way: the body of the solved key and what its hand touches there."""

    body: Body
    contact: LimbContact | None
    place: Captured | None


def carry_hand(body: Body, side: str, start: HandKey, end: HandKey, share: FloatArray) -> None:
    """Take a hand from one key to the other at shares (T,) of the way.

    Raises ``PoseError`` if the arm is too short for the way.
    """
    ends = start, end
    hand = sided("hand", side)
    frame = between(start.body.frames[hand][0], end.body.frames[hand][0], share)
    (leaves, off), (arrives, on) = (_palm(body, side, key) for key in ends)
    palm = _curve(leaves, leaves + LEAVE * off, arrives + LEAVE * on, arrives, share)
    wrist = palm - apply(frame, skeleton.SURFACE["palm"][2])
    shoulder = body.points[sided("shoulder", side)]
    arm = reach(shoulder, wrist, skeleton.UPPER_ARM, skeleton.FOREARM)
    require_reach(arm, f"{hand} on its way")
    poles = [_carried(body, side, key, "elbow") - shoulder for key in ends]
    pole = (1.0 - share)[:, None] * poles[0] + share[:, None] * poles[1]
    bend_arm(body, side, joint_towards(arm, pole), wrist)
    body.frames[hand] = frame
    add_hand(body, side)


def _palm(body: Body, side: str, key: HandKey) -> tuple[FloatArray, FloatArray]:
    """Where the palm would be if it stayed with what it touches, and the way off it, (T, 3)."""
    if isinstance(key.contact, GripContact | BodyContact) and isinstance(key.place, Spot):
        return hand_on_skin(body, key.contact, key.place)
    if isinstance(key.contact, PalmContact | ForearmContact):
        palm = key.body.points[sided("wrist", side)] + apply(
            key.body.frames[sided("hand", side)], skeleton.SURFACE["palm"][2]
        )
        up = np.broadcast_to([0.0, 0.0, 1.0], body.points["pelvis"].shape)
        return np.broadcast_to(palm, up.shape), up
    palm = _carried(body, side, key, "wrist", skeleton.SURFACE["palm"][2])
    return palm, np.zeros_like(palm)


def _carried(
    body: Body, side: str, key: HandKey, joint: str, offset: skeleton.Offset = (0.0, 0.0, 0.0)
) -> FloatArray:
    """A joint of the arm, with an offset in the hand's frame, as the chest carries it along."""
    place = key.body.points[sided(joint, side)] + apply(
        key.body.frames[sided("hand", side)], offset
    )
    shoulder = sided("shoulder", side)
    seen = apply(inverse(key.body.frames["T2"]), place - key.body.points[shoulder])
    return body.points[shoulder] + apply(body.frames["T2"], seen[0])


def _curve(
    start: FloatArray, leave: FloatArray, arrive: FloatArray, end: FloatArray, share: FloatArray
) -> FloatArray:
    """A cubic Bezier curve, one point of it for each share."""
    s = share[:, None]
    r = 1.0 - s
    curve: FloatArray = r**3 * start + 3 * r * r * s * leave + 3 * r * s * s * arrive + s**3 * end
    return curve
