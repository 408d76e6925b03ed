"""The names of the angles an author may set."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

REGION_ANGLES: tuple[str, ...] = tuple(
    f"{region}.{movement}"
    for region in ("lumbar", "thorax", "neck")
    for movement in ("flex", "bend", "twist")
)
LIMB_ANGLES: tuple[tuple[str, str], ...] = (
    ("hip", "flex"),
    ("hip", "abd"),
    ("hip", "rot"),
    ("knee", "flex"),
    ("ankle", "dorsi"),
    ("foot", "inv"),
    ("foot", "roll"),
    ("leg", "swivel"),
    ("shoulder", "raise"),
    ("shoulder", "plane"),
    ("shoulder", "rot"),
    ("elbow", "flex"),
    ("forearm", "pron"),
    ("wrist", "ext"),
    ("arm", "swivel"),
    ("fingers", "curl"),
)
"""Joint and movement of everything that exists on both sides.

``fingers.curl`` is how much further the fingers bend than what the hand touches bends them.

``foot.roll`` tips a planted foot onto its outer edge, ``leg.swivel`` and ``arm.swivel`` turn the
knee or elbow of a limb that reaches for a contact outwards.
"""

TRUNK_ANGLES = ("trunk.hips_up", "trunk.lean", "belly.rise")
"""How much higher the hip end of a lying trunk is than level, and how far the pelvis leans
forward about its own left-right axis. ``belly.rise`` is no angle: it says by how many thousandths
of a stature the belly stands out farther than at rest."""

BELLY_RISE = (-20.0, 30.0)
"""How far in and out the belly goes, thousandths of a stature (own): 35 mm drawn in and 50 mm out
in a tall person, beyond any calm breath."""

RESTING_ANGLES: Mapping[str, float] = dict.fromkeys(
    (
        *REGION_ANGLES,
        *TRUNK_ANGLES,
        *(f"{joint}.{side}.{move}" for joint, move in LIMB_ANGLES for side in ("L", "R")),
    ),
    0.0,
)
"""Every angle an author may set, at rest."""
