"""A hand on its way to or from a leg that it holds.

Joints that merely turn from one key to the next would take it through the leg. So the wrist leaves
what the hand touched straight outwards and arrives straight from outside, on a smooth curve that
the chest carries along; the elbow goes with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from backrehab_desktop.core.figure import skeleton
from backrehab_desktop.core.figure.contacts import Captured, hand_on_skin
from backrehab_desktop.core.figure.kinematics import (
    Body,
    add_hand,
    bend_arm,
    joint_towards,
    reach,
)
from backrehab_desktop.core.figure.rotation import apply, between, inverse, unit
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

LEAVE = 0.08
"""How far the curve's handles stand off a surface at most, statures: about a hand's length."""
ELBOW = 0.045
"""The same for the elbow of an arm that lay on the floor."""
_REACH = skeleton.UPPER_ARM + skeleton.FOREARM - 1e-3
"""As far as the curve's corners go from the shoulder, so that the arm reaches all of it."""


@dataclass(frozen=True, slots=True)
class HandKey:
    """One end of the way: the body of the solved key and what its hand touches there."""

    body: Body
    contact: LimbContact | None
    place: Captured | None


def carry_hand(body: Body, side: str, start: HandKey, end: HandKey, share: FloatArray) -> None:
    """Take a hand from one key to the other at shares (T,) of the way."""
    hand, shoulder, chest = sided("hand", side), sided("shoulder", side), body.frames["T2"]
    keys = start, end
    wrists = [_from_shoulder(key, side, "wrist") for key in keys]
    corners = [_handle(key, side, wrist) for key, wrist in zip(keys, wrists, strict=True)]
    wrist = body.points[shoulder] + apply(chest, _curve(wrists, corners, share))
    elbows = [_from_shoulder(key, side, "elbow") for key in keys]
    corners = [elbow + ELBOW * _off_floor(key) for key, elbow in zip(keys, elbows, strict=True)]
    pole = apply(chest, _curve(elbows, corners, share))
    arm = reach(body.points[shoulder], wrist, skeleton.UPPER_ARM, skeleton.FOREARM)
    bend_arm(body, side, joint_towards(arm, pole), wrist)
    body.frames[hand] = between(start.body.frames[hand][0], end.body.frames[hand][0], share)
    add_hand(body, side)


def _from_shoulder(key: HandKey, side: str, joint: str) -> FloatArray:
    """A joint of the arm from the shoulder, as the chest sees it, (3,)."""
    line = key.body.points[sided(joint, side)] - key.body.points[sided("shoulder", side)]
    return _seen_by_chest(key, line)


def _seen_by_chest(key: HandKey, vector: FloatArray) -> FloatArray:
    seen: FloatArray = apply(inverse(key.body.frames["T2"]), vector)[0]
    return seen


def _handle(key: HandKey, side: str, wrist: FloatArray) -> FloatArray:
    """The corner of the curve beside one of its ends, as far as the arm reaches.

    Off a leg the hand comes back the way the fingers reached round it; off the floor it is lifted
    and drawn in towards the shoulder. A hand that touches nothing has no such way.
    """
    if isinstance(key.contact, GripContact | BodyContact) and isinstance(key.place, Spot):
        back = key.body.frames[sided("hand", side)][:, :, 2]
        off = hand_on_skin(key.body, key.contact, key.place)[1] + back
        way = LEAVE * _seen_by_chest(key, off)
    elif isinstance(key.contact, PalmContact | ForearmContact):
        home = key.body.points[sided("shoulder", side)] - key.body.points[sided("wrist", side)]
        in_towards = unit(home * np.array([1.0, 1.0, 0.0]))
        way = LEAVE * (1.6 * _off_floor(key) + _seen_by_chest(key, in_towards))
    else:
        return wrist
    # |wrist + share * way| = reach, solved for the share.
    square, along = float(way @ way), float(wrist @ way)
    room = (np.sqrt(along**2 + square * (_REACH**2 - float(wrist @ wrist))) - along) / square
    return wrist + min(1.0, max(float(room), 0.0)) * way


def _off_floor(key: HandKey) -> FloatArray:
    """The way up for a hand that lies on the floor, as the chest sees it; zero for others."""
    if isinstance(key.contact, PalmContact | ForearmContact):
        return _seen_by_chest(key, np.array([[0.0, 0.0, 1.0]]))
    return np.zeros(3)


def _curve(ends: list[FloatArray], corners: list[FloatArray], share: FloatArray) -> FloatArray:
    """Points of a cubic Bezier curve at shares (T,), (T, 3)."""
    s = share[:, None]
    r = 1.0 - s
    start, leave, arrive, end = ends[0], *corners, ends[1]
    curve: FloatArray = r**3 * start + 3 * r * r * s * leave + 3 * r * s * s * arrive + s**3 * end
    return curve
