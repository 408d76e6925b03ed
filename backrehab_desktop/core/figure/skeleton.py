"""The measures of the figure: segment lengths, resting spine, drawn thickness, ranges of motion.

Everything is in statures (H = 1) and degrees. Sources, by tag:

* *Drillis and Contini* (1966), in the form Winter's biomechanics textbook prints it: the limb
  segment lengths.
* *AAOS* (American Academy of Orthopaedic Surgeons), joint motion: most ranges of motion.
* *own*: modelling choices, made so that the drawn figure reads well and rests on the floor the
  way a body does. Winter's shoulder and hip breadths are breadths of the body and put the joints
  too far out, so the joint half-widths are our own.

A body part's own axes are X forward (anterior), Y to the left, Z up along the spine or limb
(superior). A limb's bone therefore runs along -Z of its frame.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SIDES = ("L", "R")
"""Suffixes of the points and frames that exist twice."""

SIGN: Mapping[str, float] = MappingProxyType({"L": 1.0, "R": -1.0})
"""Where a side lies on the left-pointing Y axis."""

Offset = tuple[float, float, float]


def sided(name: str, side: str) -> str:
    """The full name of a point or frame of one side, ``knee`` and ``R`` to ``knee.R``."""
    return f"{name}.{side}"


# Limbs (Drillis and Contini) --------------------------------------------------------------------
THIGH = 0.245
SHANK = 0.246
ANKLE_HEIGHT = 0.039
UPPER_ARM = 0.186
FOREARM = 0.146
KNUCKLE_AT = 0.052
"""Wrist to the row of knuckles (own; about half of the hand's .108)."""
FINGERTIP_AT = 0.096
"""Wrist to the centre of the rounded fingertip; its radius makes up the hand's .108."""

HIP_HALF_WIDTH = 0.050
SHOULDER_HALF_WIDTH = 0.105
SHOULDER_FROM_C7: Offset = (-0.008, 0.105, -0.030)
"""The left shoulder joint in the frame of the upper thorax, from the base of the neck (own)."""

# Foot, from the ankle in the foot's frame; the sole is ANKLE_HEIGHT under it (own) ----------
HEEL: Offset = (-0.024, 0.0, -0.025)
BALL: Offset = (0.080, 0.0, -0.029)
TOE: Offset = (0.106, 0.0, -0.0315)

SOLE_EDGE = 0.013
"""How far from its middle line the sole tips over when the foot rolls on its edge (own).

Chosen so that the ball of the drawn, rounded foot stays within .0015 of the floor up to a roll of
40 degrees.
"""

FOOT_HALF_WIDTH = 0.0225
"""How high the ankle is over the floor when the foot lies on its outer edge (own)."""


@dataclass(frozen=True, slots=True)
class SpineLink:
    """One link of the spine, from the joint below to the joint above."""

    frame: str
    length: float
    lean_deg: float
    """How far the resting link leans forward of the pelvis' Z axis: the curve of the spine."""
    region: str
    flex: float
    """Share of the region's flexion that happens in the joint below this link."""
    bend: float
    twist: float


SPINE: tuple[SpineLink, ...] = (
    SpineLink("L5", 0.035, 14.0, "lumbar", 0.40, 0.25, 0.30),
    SpineLink("L3", 0.035, 2.0, "lumbar", 0.33, 0.37, 0.33),
    SpineLink("L1", 0.035, -9.0, "lumbar", 0.27, 0.38, 0.37),
    SpineLink("T10", 0.053, -9.0, "thorax", 0.45, 0.40, 0.50),
    SpineLink("T6", 0.053, 2.0, "thorax", 0.30, 0.33, 0.30),
    SpineLink("T2", 0.054, 14.0, "thorax", 0.25, 0.27, 0.20),
    SpineLink("C6", 0.033, 16.0, "neck", 0.40, 0.40, 0.35),
    SpineLink("C3", 0.032, 4.0, "neck", 0.60, 0.60, 0.65),
)
"""From L5/S1 to the base of the skull (own). Authors give regional angles; sharing them out over
the joints follows OpenSim's lumbar model, which couples its joints the same way."""

REGIONS = ("lumbar", "thorax", "neck")

LUMBOSACRAL: Offset = (-0.022, 0.0, 0.053)
"""L5/S1 from the middle between the hip joints, in the pelvis' frame (own)."""

HEAD_CENTRE: Offset = (0.006, 0.0, 0.042)
"""The middle of the head from the base of the skull (own)."""
HEAD_AXES: Offset = (0.056, 0.046, 0.065)
"""Semi-axes of the head: depth, half-width, half-height (own)."""
NOSE: Offset = (0.068, 0.0, -0.008)
"""Tip of the nose from the head's centre."""

# Drawn thickness --------------------------------------------------------------------------------
RADIUS: Mapping[str, float] = MappingProxyType(
    {
        "hip": 0.036,
        "knee": 0.0255,
        "ankle": 0.0165,
        "heel": 0.014,
        "ball": 0.010,
        "toe": 0.0075,
        "shoulder": 0.0215,
        "elbow": 0.0165,
        "wrist": 0.0125,
        "knuckle": 0.0120,
        "fingertip": 0.0065,
    }
)
"""Radius of the drawn limb at each point (own)."""

LIMB_SEGMENTS: tuple[tuple[str, str], ...] = (
    ("hip", "knee"),
    ("knee", "ankle"),
    ("heel", "ball"),
    ("ball", "toe"),
    ("shoulder", "elbow"),
    ("elbow", "wrist"),
    ("wrist", "knuckle"),
    ("knuckle", "fingertip"),
)
"""The tapered capsules the limbs are made of, as pairs of points of one side."""


@dataclass(frozen=True, slots=True)
class Bolster:
    """A rounded pad of the trunk that the body can rest on.

    It is an ellipsoid, round about its left-right axis: what a cross-section of the trunk looks
    like from the side, and wide enough that a roll moves the load from the middle to one side
    smoothly.
    """

    frame: str
    origin: str
    """Point that ``offset`` is measured from."""
    offset: Offset
    radius: float
    half_width: float


BOLSTERS: Mapping[str, Bolster] = MappingProxyType(
    {
        "seat": Bolster("pelvis", "pelvis", (-0.030, 0.0, 0.018), 0.040, 0.075),
        "low_back": Bolster("L3", "s1", (-0.015, 0.0, 0.010), 0.030, 0.045),
        "waist": Bolster("L1", "s2", (-0.017, 0.0, 0.012), 0.030, 0.045),
        "low_ribs": Bolster("T10", "s3", (-0.012, 0.0, 0.020), 0.032, 0.050),
        "mid_back": Bolster("T6", "s4", (-0.008, 0.0, 0.004), 0.032, 0.055),
        "upper_back": Bolster("T2", "s5", (-0.014, 0.0, 0.010), 0.032, 0.060),
        "pubis": Bolster("pelvis", "pelvis", (0.016, 0.0, -0.004), 0.034, 0.060),
        "belly": Bolster("L3", "s1", (0.028, 0.0, 0.014), 0.030, 0.050),
        "chest": Bolster("T6", "s4", (0.040, 0.0, 0.030), 0.034, 0.055),
        "sit_bones": Bolster("pelvis", "pelvis", (-0.014, 0.0, -0.020), 0.034, 0.060),
        "hip_side.L": Bolster("pelvis", "pelvis", (-0.004, 0.050, 0.000), 0.044, 0.044),
        "hip_side.R": Bolster("pelvis", "pelvis", (-0.004, -0.050, 0.000), 0.044, 0.044),
        "shoulder_side.L": Bolster("T2", "s6", (-0.008, 0.092, -0.030), 0.036, 0.036),
        "shoulder_side.R": Bolster("T2", "s6", (-0.008, -0.092, -0.030), 0.036, 0.036),
    }
)
"""The trunk's skin where it can lie (own). At rest on the back, seat and upper back touch the
floor, the lumbar hollow stays open by about .015 and closes when the pelvis tilts. The pads of
one side are balls."""

# Surface points, on the skin, from the limb's distal joint in the frame they are fixed to -------
SURFACE: Mapping[str, tuple[str, str, Offset]] = MappingProxyType(
    {
        "sole": ("foot", "ankle", (0.030, 0.0, -ANKLE_HEIGHT)),
        "heel_pad": ("foot", "ankle", (HEEL[0], 0.0, -ANKLE_HEIGHT)),
        "ball_pad": ("foot", "ankle", (BALL[0], 0.0, -ANKLE_HEIGHT)),
        "toe_pad": ("toes", "ball", (TOE[0] - BALL[0], 0.0, -ANKLE_HEIGHT - BALL[2])),
        "heel_back": ("foot", "ankle", (HEEL[0] - 0.014, 0.0, HEEL[2])),
        "toe_top": ("toes", "ball", (TOE[0] - BALL[0], 0.0, TOE[2] - BALL[2] + 0.0075)),
        "knee_pad": ("shank", "knee", (0.0255, 0.0, 0.0)),
        "calf": ("shank", "knee", (-0.0385, 0.0, -0.0935)),
        "palm": ("hand", "wrist", (0.0125, 0.0, -0.035)),
        "finger_pad": ("hand", "wrist", (0.0125, 0.0, -FINGERTIP_AT)),
    }
)
"""Points of the skin that contacts name; each is rigid in its frame. The outer and inner edges of
the sole are added per side by :data:`SOLE_EDGES`."""

SOLE_EDGES: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "heel_outer": (HEEL[0], 1.0),
        "ball_outer": (BALL[0], 1.0),
        "heel_inner": (HEEL[0], -1.0),
        "ball_inner": (BALL[0], -1.0),
    }
)
"""Edge points of the sole: how far forward of the ankle, and outwards (1) or inwards (-1)."""

FOOT_SIDE_AT = (BALL[0], BALL[2])
"""The widest place of the foot's outer side: how far forward of the ankle and up (own)."""

_SOLE = ("foot_side", "sole", "heel_pad", "ball_pad", "heel_back", *SOLE_EDGES)
_TOE_POINTS = ("toe", "toe_pad", "toe_top")
_LIMB_GROUPS: tuple[tuple[str, ...], ...] = (
    ("hip", "knee"),
    ("knee", "ankle", "knee_pad", "calf"),
    ("ankle", "heel", "ball", *_SOLE),
    ("ball", *_TOE_POINTS),
    ("toe", "toe_touch"),
    ("shoulder", "elbow"),
    ("elbow", "wrist"),
    ("elbow", "elbow_pad"),
    ("heel", "heel_touch"),
    ("knee", "knee_touch"),
    ("wrist", "knuckle", "fingertip", "palm", "finger_pad"),
)
_TRUNK_GROUPS: tuple[tuple[str, ...], ...] = (
    ("pelvis", "s0", "hip.L", "hip.R"),
    *((f"s{index}", f"s{index + 1}") for index in range(5)),
    ("s5", "s6", "shoulder.L", "shoulder.R"),
    ("s6", "s7"),
    ("s7", "s8", "head", "nose", "crown"),
)
RIGID_GROUPS: tuple[tuple[str, ...], ...] = (
    *_TRUNK_GROUPS,
    *(tuple(f"{name}.{side}" for name in group) for side in SIDES for group in _LIMB_GROUPS),
)
"""Points that keep their distances from each other: those of one bone with its skin. (The elbow's
touch point rolls round it, but at a constant distance.)"""

BONES: tuple[tuple[str, str], ...] = tuple(
    pair for group in RIGID_GROUPS for pair in combinations(group, 2)
)
"""Every pair of points that is rigid in every motion."""

TOE_BONES: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        side: tuple(
            (sided(point, side), sided(toe, side))
            for point in ("ankle", "heel", *_SOLE)
            for toe in _TOE_POINTS
        )
        for side in SIDES
    }
)
"""Pairs of a foot and its toes by side: rigid where the toes do not bend."""

# Ranges of motion, degrees ----------------------------------------------------------------------
RANGE_OF_MOTION: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "hip.flex": (-30.0, 125.0),
        "hip.abd": (-30.0, 45.0),
        "hip.rot": (-45.0, 45.0),
        "knee.flex": (-5.0, 150.0),
        "ankle.dorsi": (-62.0, 20.0),
        "foot.inv": (-25.0, 35.0),
        "shoulder.raise": (0.0, 180.0),
        "elbow.flex": (0.0, 150.0),
        "wrist.flex": (-70.0, 80.0),
        "wrist.dev": (-30.0, 20.0),
        "lumbar.flex": (-25.0, 60.0),
        "lumbar.bend": (-25.0, 25.0),
        "lumbar.twist": (-8.0, 8.0),
        "thorax.flex": (-25.0, 35.0),
        "thorax.bend": (-25.0, 25.0),
        "thorax.twist": (-35.0, 35.0),
        "neck.flex": (-60.0, 50.0),
        "neck.bend": (-45.0, 45.0),
        "neck.twist": (-80.0, 80.0),
    }
)
"""Joint and movement to its range: AAOS, except that the ankle points down to 62 (kneeling asks
for more than AAOS' 50) and that lumbar twist is the sum measured in living spines, about 8 a
side. Flexion of the wrist is extension where negative, deviation is towards the thumb where
positive. Pronation is not bounded: a forearm that lies flat asks for 90 of AAOS' 80. Nor is the
shoulder's rotation: see ARCHITECTURE.md."""

PRESSED_WRIST = -90.0
"""How far the wrist of a hand that is pressed onto something bends back (own).

AAOS' 70 are what the muscles reach; on hands and knees, arms upright, the floor takes a flat hand
to a right angle in everybody who can do the exercise.
"""
PRESSED_WITHIN = 0.02
"""How far over the floor the palm is when a leaving hand rolls off over its fingers (own)."""

BASES: Mapping[str, tuple[Offset, Offset, Offset]] = MappingProxyType(
    {
        "supine": ((0.0, 0.0, 1.0), (0.0, 1.0, 0.0), (-1.0, 0.0, 0.0)),
        "prone": ((0.0, 0.0, -1.0), (0.0, -1.0, 0.0), (-1.0, 0.0, 0.0)),
        "side_lying": ((0.0, 1.0, 0.0), (0.0, 0.0, -1.0), (-1.0, 0.0, 0.0)),
        "on_right_side": ((0.0, -1.0, 0.0), (0.0, 0.0, 1.0), (-1.0, 0.0, 0.0)),
        "upright": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    }
)
"""Base postures: where the trunk's forward, left and superior axes point. The head of someone
lying is at -x; ``side_lying`` is on the left side, facing away from an eye at azimuth 0. Someone
upright faces +x."""
