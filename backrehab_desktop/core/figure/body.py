"""The body as rounded solids: what a pose looks like before any camera.

The proportions are our own modelling choice, drawn a little slimmer than life
so that limbs stay apart in small pictures; the surfaces that touch the floor
agree with the solver's supports (sacrum, upper back, sole, palm).
All lengths are fractions of stature.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from backrehab_desktop.core.figure.kinematics import NAVEL
from backrehab_desktop.core.figure.outline import (
    Rings,
    in_a_row,
    interpolate,
    smooth,
    smooth_rows,
)
from backrehab_desktop.core.figure.pose import Pose
from backrehab_desktop.core.figure.rotation import rot_y

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

    Vector = tuple[float, float, float]

SIDES = ("L", "R")

_TRUNK = (
    # frame, base point, height over it, back, front, half width
    ("pelvis", "pelvis", -0.060, -0.040, 0.030, 0.050),
    ("pelvis", "pelvis", -0.034, -0.066, 0.046, 0.084),
    ("pelvis", "pelvis", 0.004, -0.073, 0.056, 0.094),
    ("pelvis", "pelvis", 0.040, -0.068, 0.060, 0.089),
    ("L5", "s0", 0.014, -0.040, 0.076, 0.081),
    ("L3", "s1", 0.014, -0.042, 0.077, 0.076),
    ("L1", "s2", 0.016, -0.044, 0.078, 0.077),
    ("T10", "s3", 0.016, -0.046, 0.080, 0.083),
    ("T6", "s4", 0.010, -0.045, 0.085, 0.090),
    ("T6", "s4", 0.042, -0.048, 0.084, 0.095),
    ("T2", "s5", 0.018, -0.046, 0.072, 0.092),
    ("T2", "s5", 0.042, -0.036, 0.050, 0.068),
    ("C6", "s6", 0.006, -0.026, 0.033, 0.034),
)
"""Stations of the trunk from crotch to collar; lengths along the frame's axes."""
_BELLY = (0.0, 0.0, 0.10, 0.45, 0.85, 1.0, 0.90, 0.60, 0.25, 0.0, 0.0, 0.0, 0.0)
"""How far each station's front follows the navel as the belly rises and sinks with the breath."""
BELT = 3.35
"""Where on the trunk's stations the waistband lies."""
TRUNK_STEPS = 3
"""Rings per station gap after smoothing."""

_UPPER_ARM = (
    (0.0, 0.034, 0.032),
    (0.12, 0.033, 0.031),
    (0.30, 0.029, 0.027),
    (0.55, 0.0265, 0.025),
    (0.80, 0.0225, 0.0215),
    (1.0, 0.0205, 0.0205),
)
_FOREARM = (
    (0.0, 0.0205, 0.0205),
    (0.15, 0.0225, 0.0225),
    (0.32, 0.0225, 0.022),
    (0.60, 0.0185, 0.018),
    (0.85, 0.0145, 0.0150),
    (1.0, 0.0135, 0.0150),
)
_THIGH = (
    (0.0, 0.052, 0.047),
    (0.15, 0.0505, 0.046),
    (0.32, 0.0465, 0.0435),
    (0.50, 0.0425, 0.040),
    (0.70, 0.0365, 0.035),
    (0.86, 0.0315, 0.031),
    (1.0, 0.0295, 0.0295),
)
_SHANK = (
    (0.0, 0.0295, 0.0295),
    (0.10, 0.0300, 0.0290),
    (0.24, 0.0330, 0.0310),
    (0.38, 0.0320, 0.0300),
    (0.58, 0.0255, 0.0250),
    (0.80, 0.0190, 0.0195),
    (1.0, 0.0185, 0.0180),
)
_CALF_BACK = (0.0, -0.001, -0.0065, -0.0065, -0.004, -0.001, 0.0)
"""How far the shank's rings lie behind the bone: the calf."""
_THIGH_FRONT = (0.0, 0.003, 0.005, 0.005, 0.004, 0.001, 0.0)
"""How far the thigh's rings lie in front of the bone."""
LEG_PROFILES: Mapping[str, tuple[Sequence[tuple[float, float, float]], Sequence[float]]] = {
    "thigh": (_THIGH, _THIGH_FRONT),
    "shank": (_SHANK, _CALF_BACK),
}
"""Share of the length, half depth and half width of a leg's rings, and how far they lie ahead."""
HEM_SHORTS = 0.46
"""Where the shorts end, as a share of the thigh."""
HEM_SLEEVE = 0.44
"""Where the sleeve ends, as a share of the upper arm."""
_CLOTH = 0.0028
"""How far cloth lies off the skin."""

_FOOT: tuple[tuple[Vector, Vector], ...] = (
    ((-0.0215, 0.0, -0.0215), (0.0185, 0.0175, 0.0180)),
    ((-0.0010, 0.0, -0.0060), (0.0190, 0.0180, 0.0200)),
    ((0.0280, 0.0, -0.0190), (0.0200, 0.0190, 0.0205)),
    ((0.0550, 0.0, -0.0255), (0.0180, 0.0215, 0.0140)),
    ((0.0800, 0.0, -0.0282), (0.0150, 0.0230, 0.0112)),
)
"""Heel, ankle, instep, midfoot, ball in the foot's frame: centre, semi-axes."""
_TOES: Vector = (0.0120, 0.0190, 0.0085)
_PALM: tuple[tuple[float, Vector], ...] = (
    (0.002, (0.0125, 0.0140, 0.0120)),
    (0.026, (0.0120, 0.0205, 0.0130)),
    (0.046, (0.0115, 0.0225, 0.0110)),
)
"""The mitten's palm: distance from the wrist, semi-axes."""
_FINGERS: tuple[tuple[float, float, Vector], ...] = (
    (0.014, 0.55, (0.0100, 0.0220, 0.0100)),
    (0.016, 0.55, (0.0092, 0.0205, 0.0092)),
    (0.018, 1.0, (0.0080, 0.0165, 0.0090)),
)
"""The fingers in one, from the knuckles on: distance from the part before, the share of the curl
it points along, semi-axes."""
_PALM_SKIN = 0.0125
"""How far the palm's skin lies before the wrist: the fingers' lies there too."""
_THUMB: tuple[tuple[Vector, Vector], ...] = (
    ((0.0010, 0.0100, -0.0160), (0.0105, 0.0100, 0.0110)),
    ((0.0040, 0.0255, -0.0340), (0.0080, 0.0080, 0.0085)),
    ((0.0055, 0.0310, -0.0500), (0.0068, 0.0068, 0.0072)),
)
"""Ball, joint and tip of the thumb; the second number counts to the thumb's side."""
_THUMB_CLOSES = 0.55
"""How far the thumb follows the curl of the fingers."""

_SKULL: tuple[tuple[Vector, Vector], ...] = (
    ((0.0200, 0.0, 0.0000), (0.0350, 0.0400, 0.0440)),
    ((0.0200, 0.0, -0.0300), (0.0290, 0.0320, 0.0340)),
    ((0.0360, 0.0, -0.0545), (0.0125, 0.0150, 0.0110)),
)
"""Face, jaw, chin in the head's frame."""
_NOSE: tuple[tuple[Vector, Vector], ...] = (
    ((0.0470, 0.0, 0.0040), (0.0060, 0.0060, 0.0070)),
    ((0.0595, 0.0, -0.0150), (0.0066, 0.0072, 0.0062)),
    ((0.0480, 0.0, -0.0190), (0.0070, 0.0080, 0.0060)),
)
"""Bridge, tip and wings of the nose."""
_LIPS: tuple[tuple[Vector, Vector], ...] = (
    ((0.0490, 0.0, -0.0345), (0.0060, 0.0110, 0.0045)),
    ((0.0465, 0.0, -0.0420), (0.0060, 0.0110, 0.0045)),
)
_HAIR: tuple[tuple[Vector, Vector], ...] = (
    ((0.0010, 0.0, 0.0140), (0.0545, 0.0470, 0.0510)),
    ((-0.0200, 0.0, -0.0060), (0.0370, 0.0430, 0.0400)),
    ((-0.0230, 0.0, -0.0300), (0.0250, 0.0340, 0.0230)),
)
"""Crown, back of the head and nape."""


@dataclass(frozen=True, slots=True)
class Body:
    """Solids by name, for a batch of T poses.

    Single names: ``trunk``, ``neck``, ``skull``, ``nose``, ``lips``, ``hair``,
    ``spine``, ``chest``. With ``.L`` or ``.R``: ``yoke``, ``upper_arm``, ``forearm``,
    ``hand``, ``thumb``, ``thigh``, ``seat``, ``shank``, ``foot``, ``eye``, ``ear``.
    """

    solids: Mapping[str, Rings]

    def __getitem__(self, name: str) -> Rings:
        """The solid of that name."""
        return self.solids[name]


class _Pose:
    """Reads points and frames of the batch as ring rows."""

    def __init__(self, pose: Pose) -> None:
        self.points = dict(pose.points)
        self.frames = dict(pose.frames)
        self.angles = pose.angles

    def bent(self, frame: str, angle: FloatArray) -> str:
        """The name of a frame that is bent forward about its left-right axis by radians (T,)."""
        turn = rot_y(-angle)
        name = f"{frame} bent {len(self.frames)}"
        self.frames[name] = self.frames[frame] @ turn
        return name

    def at(self, point: str, frame: str, offset: Sequence[float]) -> FloatArray:
        """A place fixed to a frame, (T, 3)."""
        place: FloatArray = self.points[point] + self.frames[frame] @ np.asarray(offset)
        return place

    def axes(self, frame: str, semi: Sequence[float]) -> FloatArray:
        """Semi-axes along a frame's axes, (T, 3, 3), one vector per row."""
        vectors: FloatArray = np.swapaxes(self.frames[frame], -1, -2) * np.asarray(semi)[:, None]
        return vectors

    def blobs(
        self, point: str, frame: str, parts: Sequence[tuple[Sequence[float], Sequence[float]]]
    ) -> Rings:
        """Ellipsoids fixed to one frame."""
        return Rings(
            np.stack([self.at(point, frame, offset) for offset, _ in parts], axis=1),
            np.stack([self.axes(frame, semi) for _, semi in parts], axis=1),
        )


def shape_body(poses: Pose) -> Body:
    """The solids of a batch of poses."""
    pose = _Pose(poses)
    solids: dict[str, Rings] = {
        "trunk": trunk_rings(poses.points, poses.frames),
        "neck": _neck(pose),
    }
    solids |= _head(pose)
    for side in SIDES:
        solids |= _arm(pose, side)
        solids |= _leg(pose, side)
    solids["spine"] = _spine(pose)
    solids["chest"] = pose.blobs("s4", "T6", (((0.02, 0.0, 0.0), (0.01, 0.01, 0.01)),))
    return Body({name: _on_floor(rings) for name, rings in solids.items()})


def _on_floor(rings: Rings) -> Rings:
    """Soft parts give way: no ring reaches below the floor, and their tops stay where they are."""
    reach = np.sqrt((rings.axes[..., 2] ** 2).sum(-1))
    under = np.maximum(reach - rings.centres[..., 2], 0.0) / 2.0
    centres, axes = rings.centres.copy(), rings.axes.copy()
    centres[..., 2] += under
    axes[..., 2] *= np.maximum(1.0 - under / np.maximum(reach, 1e-9), 0.0)[..., None]
    return Rings(centres, axes)


def trunk_rings(points: Mapping[str, FloatArray], frames: Mapping[str, FloatArray]) -> Rings:
    """The trunk of a batch of poses from crotch to collar, as the breath shapes it."""
    pose = _Pose(Pose(points, frames, {}))
    centres, axes = [], []
    forward = pose.frames["L3"][..., 0]
    rise = ((pose.points["navel"] - pose.points["s1"]) * forward).sum(-1) - NAVEL[0]
    for (frame, point, height, back, front, half_width), share in zip(_TRUNK, _BELLY, strict=True):
        ahead = (share * rise / 2)[:, None] * pose.frames[frame][..., 0]
        station = pose.axes(frame, ((front - back) / 2, half_width, 0.006))
        station[:, 0] += ahead
        centres.append(pose.at(point, frame, ((back + front) / 2, 0.0, height)) + ahead)
        axes.append(station)
    rings = Rings(np.stack(centres, axis=1), np.stack(axes, axis=1))
    return smooth(rings, TRUNK_STEPS)


def _neck(pose: _Pose) -> Rings:
    return Rings(
        np.stack(
            [
                pose.at("s6", "T2", (0.004, 0.0, -0.016)),
                pose.at("s6", "C6", (0.004, 0.0, 0.010)),
                pose.at("s7", "C3", (0.006, 0.0, 0.008)),
                pose.at("s8", "head", (0.002, 0.0, 0.008)),
            ],
            axis=1,
        ),
        np.stack(
            [
                pose.axes("T2", (0.034, 0.036, 0.010)),
                pose.axes("C6", (0.0295, 0.0300, 0.010)),
                pose.axes("C3", (0.0290, 0.0280, 0.010)),
                pose.axes("head", (0.0320, 0.0300, 0.020)),
            ],
            axis=1,
        ),
    )


def _head(pose: _Pose) -> dict[str, Rings]:
    solids = {
        name: pose.blobs("head", "head", parts)
        for name, parts in (("skull", _SKULL), ("nose", _NOSE), ("lips", _LIPS), ("hair", _HAIR))
    }
    for side, sign in (("L", 1.0), ("R", -1.0)):
        eye = ((0.0430, sign * 0.0260, 0.003), (0.0062, 0.0056, 0.0042))
        ear = ((-0.010, sign * 0.0400, -0.012), (0.0085, 0.0050, 0.0130))
        solids[f"eye.{side}"] = pose.blobs("head", "head", (eye,))
        solids[f"ear.{side}"] = pose.blobs("head", "head", (ear,))
    return solids


def _limb(
    pose: _Pose,
    ends: tuple[str, str],
    frame: str,
    profile: Sequence[tuple[float, float, float]],
    shift: Sequence[float] | None = None,
) -> Rings:
    """A tapering row between two joints; round at both ends."""
    start, end = pose.points[ends[0]], pose.points[ends[1]]
    shifts = shift or [0.0] * len(profile)
    forward = pose.frames[frame][..., 0]
    centres, axes = [], []
    for index, ((share, deep, wide), ahead) in enumerate(zip(profile, shifts, strict=True)):
        centres.append(start * (1 - share) + end * share + forward * ahead)
        is_end = index in {0, len(profile) - 1}
        axes.append(pose.axes(frame, (deep, wide, min(deep, wide) if is_end else 0.006)))
    rings = Rings(np.stack(centres, axis=1), np.stack(axes, axis=1))
    return smooth(rings, 3)


@lru_cache(maxsize=4)
def smooth_profile(
    profile: Sequence[tuple[float, float, float]], ahead: Sequence[float]
) -> FloatArray:
    """Share, half depth, half width and lead of a leg's rings as drawn, (R, 4), shares rising."""
    rows = np.column_stack([np.array(profile), np.array(ahead)])
    return smooth_rows(rows, 3)


def _arm(pose: _Pose, side: str) -> dict[str, Rings]:
    sign = 1.0 if side == "L" else -1.0
    shoulder = f"shoulder.{side}"
    yoke = Rings(
        np.stack(
            [
                pose.at("s6", "T2", (0.004, sign * 0.030, -0.020)),
                pose.at("s4", "T6", (0.018, sign * 0.046, 0.020)),
                pose.points[shoulder],
            ],
            axis=1,
        ),
        np.stack(
            [
                pose.axes("T2", (0.030, 0.026, 0.026)),
                pose.axes("T6", (0.058, 0.042, 0.034)),
                pose.axes(f"upper_arm.{side}", (0.0355, 0.0335, 0.0335)),
            ],
            axis=1,
        ),
    )
    return {
        f"yoke.{side}": yoke,
        f"upper_arm.{side}": _limb(
            pose, (shoulder, f"elbow.{side}"), f"upper_arm.{side}", _UPPER_ARM
        ),
        f"forearm.{side}": _limb(
            pose, (f"elbow.{side}", f"wrist.{side}"), f"forearm.{side}", _FOREARM
        ),
        **_hand(pose, side),
    }


def _hand(pose: _Pose, side: str) -> dict[str, Rings]:
    """A mitten whose fingers curl, and its thumb."""
    sign = 1.0 if side == "L" else -1.0
    wrist, frame = f"wrist.{side}", f"hand.{side}"
    curl = np.radians(pose.angles.get(f"fingers.{side}.curl", np.zeros(len(pose.points[wrist]))))
    palm = pose.blobs(wrist, frame, [((0.0, 0.0, -far), semi) for far, semi in _PALM])
    joint = pose.at(wrist, frame, (_PALM_SKIN, 0.0, -_PALM[-1][0]))
    centres, axes = [], []
    for length, share, semi in _FINGERS:
        link = pose.frames[pose.bent(frame, share * curl)]
        joint = joint - length * link[..., 2]
        centres.append(joint - semi[0] * link[..., 0])
        axes.append(np.swapaxes(link, -1, -2) * np.asarray(semi)[:, None])
    fingers = Rings(np.stack(centres, axis=1), np.stack(axes, axis=1))
    closed = pose.bent(frame, _THUMB_CLOSES * curl)
    root = pose.blobs(wrist, frame, [((x, sign * y, z), semi) for (x, y, z), semi in _THUMB[:1]])
    thumb = pose.blobs(wrist, closed, [((x, sign * y, z), semi) for (x, y, z), semi in _THUMB[1:]])
    return {
        f"hand.{side}": in_a_row(palm, fingers),
        f"thumb.{side}": in_a_row(root, thumb),
    }


def _leg(pose: _Pose, side: str) -> dict[str, Rings]:
    sign = 1.0 if side == "L" else -1.0
    frame = f"thigh.{side}"
    thigh = _limb(pose, (f"hip.{side}", f"knee.{side}"), frame, *LEG_PROFILES["thigh"])
    shank = _limb(pose, (f"knee.{side}", f"ankle.{side}"), f"shank.{side}", *LEG_PROFILES["shank"])
    seat = Rings(
        np.stack(
            [
                pose.at("pelvis", "pelvis", (-0.026, sign * 0.042, 0.012)),
                pose.at("pelvis", "pelvis", (0.006, sign * 0.050, 0.018)),
                *_on_limb(thigh, (0.12, 0.30)),
            ],
            axis=1,
        ),
        np.stack(
            [
                pose.axes("pelvis", (0.045, 0.046, 0.044)),
                pose.axes("pelvis", (0.046, 0.044, 0.044)),
                *_axes_on_limb(thigh, (0.12, 0.30)),
            ],
            axis=1,
        ),
    )
    foot = pose.blobs(f"ankle.{side}", f"foot.{side}", _FOOT)
    toes = Rings(pose.points[f"toe.{side}"][:, None], pose.axes(f"toes.{side}", _TOES)[:, None])
    return {
        f"thigh.{side}": thigh,
        f"seat.{side}": seat,
        f"shank.{side}": shank,
        f"foot.{side}": Rings(
            np.concatenate([foot.centres, toes.centres], axis=1),
            np.concatenate([foot.axes, toes.axes], axis=1),
        ),
    }


def _on_limb(limb: Rings, shares: Sequence[float]) -> list[FloatArray]:
    rings = between(limb, shares)
    return [rings.centres[:, index] for index in range(len(shares))]


def _axes_on_limb(limb: Rings, shares: Sequence[float]) -> list[FloatArray]:
    rings = between(limb, shares)
    return [rings.axes[:, index] for index in range(len(shares))]


def between(limb: Rings, shares: Sequence[float]) -> Rings:
    """Rings at these shares 0..1 of a row's length."""
    steps = np.sqrt((np.diff(limb.centres[0], axis=0) ** 2).sum(-1))
    ends = np.concatenate([[0.0], np.cumsum(steps)])
    places = np.interp(np.asarray(shares) * ends[-1], ends, np.arange(len(ends)))
    return interpolate(limb, places)


def clothe(limb: Rings, hem: float) -> Rings:
    """The part of a limb from its root to ``hem``, widened as cloth."""
    cut = between(limb, np.linspace(0.0, hem, 7).tolist())
    length = np.sqrt((cut.axes**2).sum(-1, keepdims=True))
    return Rings(cut.centres, cut.axes * (1.0 + _CLOTH / np.maximum(length, 0.012)))


def _spine(pose: _Pose) -> Rings:
    """The line of the vertebrae, a little under the skin of the back."""
    names = (
        ("s0", "pelvis"),
        ("s1", "L5"),
        ("s2", "L3"),
        ("s3", "L1"),
        ("s4", "T10"),
        ("s5", "T6"),
        ("s6", "T2"),
    )
    centres = np.stack(
        [
            pose.at("pelvis", "pelvis", (-0.040, 0.0, 0.020)),
            *(pose.at(point, frame, (-0.010, 0.0, 0.0)) for point, frame in names),
            pose.at("s7", "C6", (-0.004, 0.0, 0.0)),
        ],
        axis=1,
    )
    frames = ("pelvis", "pelvis", "L5", "L3", "L1", "T10", "T6", "T2", "C6")
    sizes = (0.35, 0.80, 1.0, 1.0, 0.95, 0.90, 0.85, 0.75, 0.45)
    axes = np.stack(
        [
            pose.axes(frame, (0.0080 * size, 0.0080 * size, 0.0062 * size))
            for frame, size in zip(frames, sizes, strict=True)
        ],
        axis=1,
    )
    return smooth(Rings(centres, axes), 4)
