"""What an author says about a motion that goes on without end; checked for form, no numpy needed.

A cycle has no moves between key poses: everything is a smooth function of the share of the cycle
that has passed. What the right limb does, the left one does half a cycle later.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from backrehab_desktop.core.figure.angle_names import RESTING_ANGLES

if TYPE_CHECKING:
    from collections.abc import Mapping

Curve: TypeAlias = tuple[float, ...]
"""Values at equal steps of the cycle, beginning with its start; one value stays as it is."""

Place: TypeAlias = tuple[float, float, float]

ROOT_CURVES = ("pelvis.x", "pelvis.y", "pelvis.z", "pelvis.yaw", "pelvis.list")
"""Where the pelvis is (statures), how far it is turned to the left and how much its left side is
up (degrees). How far it leans forward is ``trunk.lean``."""

ARM_CURVES = ("shoulder.flex", "shoulder.abd")
"""A small swing of the upper arm forward and outwards, in place of ``raise`` and ``plane``, which
have no direction where the arm hangs."""

CURVES = frozenset(
    {
        *ROOT_CURVES,
        *ARM_CURVES,
        "foot.pitch",
        *(
            f"{name.split('.')[0]}.{name.split('.')[-1]}" if name.count(".") == 2 else name
            for name in RESTING_ANGLES
        ),
    }
)
"""Everything that may change in a cycle. An angle of a limb has no side: see the module's head.
``foot.pitch`` is how far the toes point up."""


@dataclass(frozen=True, slots=True)
class GaitSpec:
    """How the feet walk over a floor that moves back under a body which stays in its place.

    Each foot rolls over its heel, stands flat, rolls over the ball and then the tip of the toes,
    and swings forward. All moments are shares of the cycle, counted from the heel's contact.
    """

    stride: float
    """How far the floor moves in a cycle, statures."""
    ahead: float
    """How far before the pelvis the ankle would be at the heel's contact, were the foot flat."""
    half_width: float
    """How far beside the middle the feet step."""
    toe_out_deg: float
    flat: tuple[float, float]
    """From when to when the sole is flat."""
    toe_from: float
    """When the ball leaves the floor."""
    toe_off: float
    """When the tip of the toes leaves it."""
    straight: float
    """When the toes are in line with the foot again."""
    pitch: tuple[tuple[float, float], ...]
    """How far the toes point up, degrees, at moments from ``flat[1]`` to one cycle after
    ``flat[0]``."""
    lift: float
    """How much higher the swinging foot passes than its roll from toe to heel would bring it."""
    lift_at: float
    """The share of the swing at which that is most, up to a half."""


@dataclass(frozen=True, slots=True)
class PedalSpec:
    """Pedals on a crank; with a linkage, plates on bars that hang on the crank and on a rocker."""

    at: tuple[float, float]
    """Axle of the crank, x and z."""
    radius: float
    half_width: float
    """How far beside the middle the feet are."""
    start_deg: float
    """Where the right crank points at the start, 0 forward, 90 up."""
    turns: float
    """1 or -1: counted as the angle is, the pedals' tops going back or forward."""
    inside: float
    """How much nearer to the middle the crank turns."""
    thickness: float
    """Height of the sole over the pedal's axle, which lies under the ball of the foot."""
    linkage: LinkageSpec | None


@dataclass(frozen=True, slots=True)
class LinkageSpec:
    """The bar of an elliptical trainer: one end on the crank, the other on a swinging rocker."""

    pivot: tuple[float, float]
    """Where the rocker hangs, x and z."""
    rocker: float
    """From the pivot down to the bar."""
    bar: float
    """From the crank to the rocker."""
    plate_at: float
    """Where on the bar the foot stands, 0 at the crank, 1 at the rocker."""
    handle: float
    """From the pivot up to the grip."""
    handle_lean_deg: float
    """How far the handle leans back from the rocker's own line."""
    handle_out: float
    """How much farther from the middle the grip is than the pivot."""


@dataclass(frozen=True, slots=True)
class HoldSpec:
    """A hand that holds on to a machine all the time."""

    point: str
    """A point of the machine, without a side; empty for ``at``."""
    at: Place
    """Where the palm is, or its offset from ``point``; the second number counts outwards."""
    fingers: Place
    """Where the fingers point; the second number counts outwards."""
    palm: Place
    """Where the palm faces."""
    elbow: str
    bar: float
    """Radius of what the fingers close round."""


PART_KINDS = ("bar", "disc", "pad")
BESIDE = ("", "leg", "sole", "hand", "apart")
"""On the inner side of its leg, under its sole, in its hand; ``apart`` by its own place alone. Of
what is in the middle only the last; everything else there is between the legs."""
MACHINE_ROLES = ("machine", "machine_light", "machine_dark", "machine_pad")


@dataclass(frozen=True, slots=True)
class PartSpec:
    """A part of a machine: a round bar, a disc or a pad through places."""

    kind: str
    """``bar``, ``disc`` or ``pad``."""
    path: tuple[str | Place, ...]
    """Places in order: coordinates, or names of points; ``pedal`` is each side's own."""
    size: float
    """Radius of a bar, a disc or the rounding of a pad."""
    half_width: float
    """How far a disc or pad reaches sideways."""
    role: str
    is_paired: bool
    """Whether there is one on each side; the second numbers count outwards then."""
    beside: str
    """What it is painted next to, one of :data:`BESIDE`."""


@dataclass(frozen=True, slots=True)
class CycleSpec:
    """What goes on without end: where the feet go, what the rest of the body does about it."""

    curves: Mapping[str, Curve]
    feet: GaitSpec | PedalSpec
    hold: HoldSpec | None
    """What the hands hold on to; without it the arms swing."""
    seats: tuple[str, ...]
    """Pads of the trunk that rest on the machine all the time."""
    machine: tuple[PartSpec, ...]
