"""Everything that must be true of every moment of a motion.

Two wrong exercises of the prototype looked plausible to the eye, so nothing is shown that has not
passed. Each check measures its worst moment; :func:`require` turns the first one that breaks its
limit into an error which names the place, the check and the value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from backrehab_desktop.core.figure import skeleton
from backrehab_desktop.core.figure.rotation import apply, inverse, length
from backrehab_desktop.core.figure.skeleton import RADIUS, SIDES, sided
from backrehab_desktop.core.figure.spec import PoseError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy.typing as npt

    from backrehab_desktop.core.figure.motion import Contact
    from backrehab_desktop.core.figure.pose import Pose
    from backrehab_desktop.core.figure.props import Prop

SOLVED_BONE = 1e-9
"""Bone length, statures, in a solved pose."""
BETWEEN_BONE = 5e-5
"""Bone length halfway between two baked samples."""
DRIFT = 1e-6
"""How far a held contact may wander."""
PENETRATION = 0.002
"""How deep the drawn body may sink into the floor: under 4 mm of a tall person."""
GAP = 0.002
"""How far a part that is said to touch may hover."""
ROM_EXCESS_DEG = 0.5
SPEED = 1.0
"""Statures a second: a humane tempo."""
ACCELERATION = 3.0
JUMP_RATIO = 1.2
"""Peak acceleration at 480 over 240 frames a second: above 1 it grows without bound, a jump."""
LOOP = 1e-9

STANDING = frozenset({"floor", "chair", "stool", "pillow", "pad", "wall"})
"""Surfaces that stand still."""

_TINY = 1e-12


@dataclass(frozen=True, slots=True)
class Finding:
    """The worst moment of one check."""

    check: str
    value: float
    limit: float
    where: str
    """The point, bone or angle."""
    row: int
    """The row of the batch, or -1 if the check is about the whole."""
    unit: str = "statures"

    @property
    def is_met(self) -> bool:
        """Whether the limit holds; NaN never does."""
        return self.value <= self.limit


def require(findings: Iterable[Finding], moments: Sequence[str]) -> None:
    """Raise ``PoseError`` for the first finding beyond its limit; it bears the others.

    ``moments`` names each row of the batch for the message.
    """
    errors = []
    for finding in findings:
        if not finding.is_met:
            moment = f"{moments[finding.row]}, " if finding.row >= 0 else ""
            errors.append(
                PoseError(
                    f"{moment}{finding.where}",
                    f"{finding.check} at most {finding.limit:g} {finding.unit}".rstrip(),
                    f"{finding.value:.3g}",
                )
            )
    if errors:
        raise PoseError.of(errors)


def bone_lengths(pose: Pose, limit: float = SOLVED_BONE) -> Finding:
    """The bone whose length changes most against its own length in the first row."""
    starts = np.stack([pose.points[start] for start, _ in skeleton.BONES])
    ends = np.stack([pose.points[end] for _, end in skeleton.BONES])
    lengths = length(ends - starts)
    error = np.abs(lengths - lengths[:, :1])
    return _worst("bone length error", error, limit, [f"{a} to {b}" for a, b in skeleton.BONES])


def rigid_pairs(pose: Pose) -> list[tuple[str, str]]:
    """Every pair of points that keeps its distance over a batch by construction.

    Those of all motions, and those of a foot and its toes where these never bend.
    """
    pairs = list(skeleton.BONES)
    for side, bones in skeleton.TOE_BONES.items():
        bend = pose.frames[sided("toes", side)] - pose.frames[sided("foot", side)]
        if np.abs(bend).max() < SOLVED_BONE:
            pairs += bones
    return pairs


def contact_drift(pose: Pose, contacts: Sequence[tuple[Contact, slice]]) -> Finding:
    """The held surface point that wanders furthest from where it was put.

    A contact comes with the rows it holds on. A hand on a limb is measured in that limb's frame.
    """
    drifts, names = [], []
    for contact, rows in contacts:
        if contact.slides or contact.surface == "towel":
            continue
        is_still = contact.surface in STANDING
        place = (
            pose.points[contact.point][rows]
            if is_still
            else in_frame(pose.take(rows), contact.point, contact.surface)
        )
        drift = np.zeros(pose.count)
        drift[rows] = length(place - place[:1])
        drifts.append(drift)
        names.append(contact.point)
    return _worst("contact drift", np.array(drifts), DRIFT, names)


def is_of_body(surface: str) -> bool:
    """Whether what a contact touches is a frame of the body, not of a machine."""
    return surface.partition(".")[0] in _FRAME_ORIGINS


def in_frame(pose: Pose, point: str, frame: str) -> npt.NDArray[np.float64]:
    """Where a point is as seen from a part of the body or a machine, named by its frame, (T, 3)."""
    kind = frame.partition(".")[0]
    origin = _FRAME_ORIGINS.get(kind, kind)
    name = origin if origin in pose.points else sided(origin, frame.rpartition(".")[2])
    return apply(inverse(pose.frames[frame]), pose.points[point] - pose.points[name])


def contact_gaps(
    pose: Pose, contacts: Sequence[tuple[Contact, slice]], things: Sequence[Prop] = ()
) -> Finding:
    """The part that hovers highest while it is said to touch the floor or a thing."""
    heights, names = [], []
    for contact, rows in contacts:
        if contact.surface in STANDING:
            height = np.zeros(pose.count)
            point = pose.points[contact.point][rows]
            distance = [thing.distance(point) for thing in things if thing.kind == contact.surface]
            height[rows] = np.abs(distance[0] if distance else point[:, 2])
            heights.append(height)
            names.append(contact.point)
    return _worst("gap under a contact", np.array(heights), GAP, names)


def penetration(pose: Pose) -> Finding:
    """The drawn part that sinks deepest into the floor.

    The limbs are tapered capsules: over a level floor their lowest points are at their ends. The
    pads of the trunk, the head and the skin have points of their own.
    """
    names = [sided(name, side) for side in SIDES for name in RADIUS]
    depths = [
        RADIUS[name] - pose.points[sided(name, side)][:, 2] for side in SIDES for name in RADIUS
    ]
    for name, point in pose.points.items():
        names.append(name)
        depths.append(-point[:, 2])
    return _worst("depth in the floor", np.array(depths), PENETRATION, names)


def depth_in_things(pose: Pose, things: Sequence[Prop]) -> Finding:
    """The joint of a limb, as thick as it is drawn, that sinks deepest into a thing."""
    names = [sided(name, side) for side in SIDES for name in RADIUS]
    depths = [
        RADIUS[name.partition(".")[0]] - thing.distance(pose.points[name])
        for thing in things
        for name in names
    ]
    return _worst("depth in a thing", np.array(depths), PENETRATION, names * len(things))


def range_of_motion(pose: Pose, contacts: Sequence[tuple[Contact, slice]] = ()) -> Finding:
    """The joint that exceeds its range most, degrees.

    A wrist bends back farther while its hand is pressed onto the floor or onto what it is held by.
    """
    excess, names = [], []
    for name, values in pose.angles.items():
        parts = name.split(".")
        bounds = skeleton.RANGE_OF_MOTION.get(f"{parts[0]}.{parts[-1]}")
        if bounds is not None:
            low = np.full(pose.count, bounds[0])
            if parts[0] == "wrist" and parts[-1] == "flex":
                low[_presses(pose, sided("palm", parts[1]), contacts)] = skeleton.PRESSED_WRIST
            excess.append(np.maximum(low - values, values - bounds[1]))
            names.append(name)
    return _worst(
        "excess over the range of motion", np.array(excess), ROM_EXCESS_DEG, names, "degrees"
    )


def _presses(
    pose: Pose, palm: str, contacts: Sequence[tuple[Contact, slice]]
) -> npt.NDArray[np.bool_]:
    """When a palm lies on something that stands still, or is just leaving the floor, (T,)."""
    pressed: npt.NDArray[np.bool_] = pose.points[palm][:, 2] < skeleton.PRESSED_WITHIN
    for contact, rows in contacts:
        if contact.point == palm and contact.surface in STANDING:
            pressed[rows] = True
    return pressed


def loop_closure(pose: Pose) -> Finding:
    """The point that does not come back to where it began."""
    names = list(pose.points)
    error = np.stack([length(pose.points[name][-1:] - pose.points[name][:1]) for name in names])
    return _worst("gap between end and start", error, LOOP, names)


def speeds(pose: Pose, frames_per_s: float) -> Finding:
    """The fastest point of a batch of equally spaced frames, statures a second."""
    names = list(pose.points)
    travel = np.stack([length(np.diff(pose.points[name], axis=0)) for name in names])
    return _worst("speed", travel * frames_per_s, SPEED, names, "statures/s")


def accelerations(pose: Pose, frames_per_s: float) -> Finding:
    """The highest acceleration of a batch of equally spaced frames, statures a second squared."""
    names = list(pose.points)
    bend = np.stack([length(np.diff(pose.points[name], n=2, axis=0)) for name in names])
    return _worst("acceleration", bend * frames_per_s**2, ACCELERATION, names, "statures/s^2")


def _worst(
    check: str,
    values: npt.NDArray[np.float64],
    limit: float,
    names: Sequence[str],
    unit: str = "statures",
) -> Finding:
    """The largest of values (names, T); a NaN counts as largest of all."""
    if not values.size:
        return Finding(check, 0.0, limit, "", -1, unit)
    flat = np.where(np.isnan(values), np.inf, values)
    name, row = np.unravel_index(int(flat.argmax()), flat.shape)
    return Finding(check, float(flat[name, row]), limit, names[int(name)], int(row), unit)


_FRAME_ORIGINS = {"thigh": "hip", "shank": "knee", "pelvis": "pelvis", "head": "head"} | {
    link.frame: f"s{index}" for index, link in enumerate(skeleton.SPINE)
}
"""Frame of a limb or trunk part to the point it starts from; a machine's have one name for both."""
