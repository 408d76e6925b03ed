"""Clinical joint angles read back from solved frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from backrehab_desktop.core.figure.rotation import inverse
from backrehab_desktop.core.figure.skeleton import SIDES, sided

if TYPE_CHECKING:
    from backrehab_desktop.core.figure.kinematics import Body
    from backrehab_desktop.core.figure.pose import FloatArray

_MIRROR = np.diag([1.0, -1.0, 1.0])


def limb_angles(body: Body) -> dict[str, FloatArray]:
    """Angles of hips, knees, ankles, shoulders, elbows and wrists in degrees, (T,) each.

    They are the goniometer angles whichever way the pose was made: by authored angles, by a
    contact or in between.
    """
    angles: dict[str, FloatArray] = {}
    for side in SIDES:
        for name, radians in _one_side(body, side).items():
            joint, movement = name.split(".")
            angles[f"{joint}.{side}.{movement}"] = np.degrees(radians)
    return angles


def _one_side(body: Body, side: str) -> dict[str, FloatArray]:
    """Angles of one side in radians, named without it."""

    def relative(child: str, parent: str) -> FloatArray:
        above = parent if parent in body.frames else sided(parent, side)
        rotation = inverse(body.frames[above]) @ body.frames[sided(child, side)]
        return rotation if side == "L" else _MIRROR @ rotation @ _MIRROR

    hip, knee = relative("thigh", "pelvis"), relative("shank", "thigh")
    foot, shoulder = relative("foot", "shank"), relative("upper_arm", "T2")
    elbow, hand = relative("forearm", "upper_arm"), relative("hand", "forearm")
    return {
        "hip.flex": -np.arctan2(hip[:, 0, 2], hip[:, 2, 2]),
        "hip.abd": -np.arcsin(np.clip(hip[:, 1, 2], -1.0, 1.0)),
        "hip.rot": -np.arctan2(hip[:, 1, 0], hip[:, 1, 1]),
        "knee.flex": np.arctan2(knee[:, 0, 2], knee[:, 0, 0]),
        "ankle.dorsi": -np.arctan2(foot[:, 0, 2], foot[:, 2, 2]),
        "foot.inv": np.arcsin(np.clip(foot[:, 1, 2], -1.0, 1.0)),
        "shoulder.raise": np.arccos(np.clip(shoulder[:, 2, 2], -1.0, 1.0)),
        "shoulder.plane": np.arctan2(-shoulder[:, 0, 2], -shoulder[:, 1, 2]),
        "elbow.flex": np.arctan2(elbow[:, 2, 0], elbow[:, 0, 0]),
        "wrist.flex": np.arctan2(hand[:, 2, 0], hand[:, 2, 2]),
        "wrist.dev": np.arcsin(np.clip(hand[:, 2, 1], -1.0, 1.0)),
    }
