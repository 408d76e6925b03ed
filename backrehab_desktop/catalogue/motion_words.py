"""The words a motion file may use, and the little language of its expectations."""

from __future__ import annotations

import math
import re

from backrehab_desktop.core.figure import skeleton
from backrehab_desktop.core.figure.angle_names import LIMB_ANGLES, REGION_ANGLES, RESTING_ANGLES
from backrehab_desktop.core.figure.skeleton import SIDES, sided
from backrehab_desktop.core.figure.spec import Expectation

BASE_NAMES = tuple(skeleton.BASES)
PROPS = ("mat",)
LIMBS = ("foot.L", "foot.R", "hand.L", "hand.R")
THINGS = ("chair", "stool", "pillow", "pad", "wall")
SEATS = ("floor", "chair", "stool")
"""What a palm may lie on."""
HAND_KINDS = ("palm", "forearm", "grip", "body", "towel")
SUPPORT_NAMES = (
    *skeleton.BOLSTERS,
    *(sided(name, side) for name in ("knee", "foot", "ball", "elbow") for side in SIDES),
)

ANGLE_NAMES = frozenset(
    {*RESTING_ANGLES, *(f"{joint}.{movement}" for joint, movement in LIMB_ANGLES)}
)
"""Angles an author may set: of the trunk, of one side's joint, of both sides' joints."""

MEASURED_ANGLES = frozenset(
    {
        *REGION_ANGLES,
        *(
            f"{joint}.{side}.{movement}"
            for joint, movement in (name.split(".") for name in skeleton.RANGE_OF_MOTION)
            if f"{joint}.{movement}" not in REGION_ANGLES
            for side in SIDES
        ),
    }
)
"""Angles an expectation may name."""

_TRUNK_POINTS = ("pelvis", *(f"s{n}" for n in range(len(skeleton.SPINE) + 1)), "head")
_LIMB_POINTS = (
    "hip", "knee", "ankle", "heel", "ball", "toe", "shoulder", "elbow", "wrist", "knuckle",
    "fingertip", "foot_side", "knee_touch", *skeleton.SURFACE, *skeleton.SOLE_EDGES,
)  # fmt: skip
POINT_NAMES = (
    *_TRUNK_POINTS,
    "nose",
    "crown",
    "navel",
    "back_of_head",
    "seat_behind",
    "upper_back_behind",
    *skeleton.BOLSTERS,
    *(sided(name, side) for name in _LIMB_POINTS for side in SIDES),
)
FRAME_NAMES = ("pelvis", *(link.frame for link in skeleton.SPINE), "head")

_MUSCLE_NAMES = (
    "abdomen", "lumbar", "back", "thoracic", "obliques", "glutes", "hip_side", "hip_front",
    "hamstrings", "calf", "quads",
)  # fmt: skip
MUSCLES = (
    *_MUSCLE_NAMES,
    *(sided(name, side) for name in _MUSCLE_NAMES for side in SIDES),
)

_NUMBER = r"[-+]?\d{1,6}(?:\.\d{1,6})?"
_EXPECTATION = re.compile(
    rf"(?P<measure>[a-z_]+\([^()]*\)|[A-Za-z0-9_.]+) +"
    rf"(?:(?P<word>rises|falls) +(?P<amount>{_NUMBER})"
    rf"|(?P<change>changes +)?within +(?P<low>{_NUMBER})\.\.(?P<high>{_NUMBER}))"
)
_PLACES = (*POINT_NAMES, *_LIMB_POINTS)
_FUNCTIONS = {
    "distance": (_PLACES, 2),
    "bend": (_PLACES, 3),
    "slope": (_PLACES, 2),
    "gap": (tuple(skeleton.BOLSTERS), 1),
    "roll": (FRAME_NAMES, 1),
}


def sided_angles(name: str) -> tuple[str, ...]:
    """The full names of an angle: itself, or both sides of it."""
    if name in RESTING_ANGLES:
        return (name,)
    joint, movement = name.split(".")
    return tuple(f"{joint}.{side}.{movement}" for side in SIDES)


def parse_expectation(text: str) -> Expectation | None:
    """Parse one expectation; None if it is not in the language.

    ``MEASURE rises X``, ``MEASURE falls X`` and ``MEASURE changes within A..B`` compare with the
    first key, ``MEASURE within A..B`` does not. A measure is an angle (``hip.R.flex``), a
    coordinate (``pelvis.z``) or one of ``distance(p, q)``, ``bend(p, q, r)`` (degrees off a
    straight line at q), ``slope(p, q)`` (degrees that q lies above p), ``gap(support)`` and
    ``roll(frame)`` (degrees its left side is up). In these, a limb's point without a side is the
    middle between both.
    """
    found = _EXPECTATION.fullmatch(text)
    if found is None:
        return None
    measure = _parse_measure(found["measure"])
    if measure is None:
        return None
    if found["word"] == "rises":
        bounds = (True, float(found["amount"]), math.inf)
    elif found["word"] == "falls":
        bounds = (True, -math.inf, -float(found["amount"]))
    else:
        bounds = (found["change"] is not None, float(found["low"]), float(found["high"]))
    relative, low, high = bounds
    if low > high:
        return None
    return Expectation(text, *measure, relative=relative, low=low, high=high)


def _parse_measure(text: str) -> tuple[str, tuple[str, ...]] | None:
    if "(" in text:
        name, _, inside = text.rstrip(")").partition("(")
        arguments = tuple(part.strip() for part in inside.split(","))
        names, count = _FUNCTIONS.get(name, ((), 0))
        known = len(arguments) == count and all(part in names for part in arguments)
        return (name, arguments) if known else None
    if text in MEASURED_ANGLES:
        return "angle", (text,)
    point, _, axis = text.rpartition(".")
    if point in POINT_NAMES and axis in {"x", "y", "z"}:
        return "point", (point, axis)
    return None
