"""What an author says about a motion, checked for form but not yet solved; no numpy needed."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from backrehab_desktop.core.figure.timeline import Timeline, TimelineKey

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from backrehab_desktop.core.exercise import Effect
    from backrehab_desktop.core.figure.cycle_spec import CycleSpec, PartSpec


HOME_VIEW = "home"
"""The name of the view that a motion opens with."""
SECOND_VIEWS = ("side", "three_quarter", "front", "back", "feet", "above")
"""The names of other views, in the order in which they are offered."""


class PoseError(Exception):
    """A motion that cannot be solved, or that breaks a check once solved."""

    def __init__(self, key: str, check: str, value: str) -> None:
        super().__init__(f"{key}: {check}: {value}")
        self.key = key
        """The key pose or the move, and the part of the body."""
        self.check = check
        """What had to be true."""
        self.value = value
        """What was found instead."""
        self.others: tuple[PoseError, ...] = ()
        """What else was found wrong at the same time."""

    @classmethod
    def of(cls, errors: Sequence[PoseError]) -> PoseError:
        """The first of several, which bears the others."""
        first, *others = errors
        first.others = tuple(others)
        return first


class FootKind(StrEnum):
    """How a leg stands on the floor."""

    FLAT = "flat"
    """The whole sole; it may roll onto an edge."""
    HEEL = "heel"
    """The back of the heel of a leg that lies."""
    KNEEL = "kneel"
    """Knee and the top of the toes."""
    INSTEP = "instep"
    """The top of the toes of a leg that lies on its front."""
    BALL = "ball"
    """The ball, heel up; the toes bend and stay flat."""
    SIDE = "side"
    """The outer side of a bent leg that lies: its knee."""
    EDGE = "edge"
    """The outer edge of the foot of a leg that is lifted: the foot lies on its side."""
    PINNED = "pinned"
    """The ankle stays where it is, as on the other foot; the foot turns with the shank."""


ELBOW_FLOOR = "floor"
"""The elbow lies on the floor."""

ELBOW_DIRECTIONS: Mapping[str, tuple[float, float, float]] = {
    "out": (0.0, 1.0, 0.0),
    "back": (-1.0, 0.0, 0.0),
    "feet": (0.0, 0.0, -1.0),
    "out_and_back": (-0.7, 0.7, 0.0),
    "out_and_feet": (0.0, 0.7, -0.7),
}
"""Where an elbow that does not lie on the floor points, in the frame of the upper thorax; the
second number counts outwards on both sides."""


@dataclass(frozen=True, slots=True)
class FootContact:
    """A foot, or a kneeling shin, that stays where forward kinematics put it."""

    kind: FootKind
    since: int
    """Key at which it was planted: planted anew is another contact."""
    slides: bool = False
    """Whether it is planted anew at every key and slides from place to place."""
    at: tuple[float, float] | None = None
    """Where the ankle stands, instead of below where forward kinematics put it."""


@dataclass(frozen=True, slots=True)
class PalmContact:
    """A palm flat on the floor or on a seat."""

    heading_deg: float | None
    """Where the fingers point, 0 to the feet of someone lying, 90 away from the viewer."""
    elbow: str
    since: int
    at: tuple[float, float] | None = None
    """Where the wrist lies, instead of below where forward kinematics put it."""
    on: str = "floor"
    """The floor, or the ``chair`` or ``stool`` whose seat it lies on."""


@dataclass(frozen=True, slots=True)
class ForearmContact:
    """A forearm that lies on the floor below an elbow which the body already keeps there."""

    heading_deg: float
    """Where the fingers point, as for a palm."""


@dataclass(frozen=True, slots=True)
class GripContact:
    """A palm on the skin of a limb."""

    frame: str
    at: float
    """Place along the bone, 0 at its upper joint."""
    around_deg: float
    """Place round the bone, 0 in front, positive outwards seen from the hand's side."""
    elbow: str
    heading_deg: float = 0.0
    """Where the fingers point: 0 round the limb, 90 down along it."""


@dataclass(frozen=True, slots=True)
class BodyContact:
    """A palm resting on the front or the back of the trunk."""

    origin: str
    frame: str
    offset: tuple[float, float, float]
    """Place of the palm; the second number counts outwards."""
    heading_deg: float
    """Where the fingers point: 0 across to the other side, 90 to the feet."""
    elbow: str
    is_behind: bool = False


@dataclass(frozen=True, slots=True)
class TowelContact:
    """A fist that holds a towel taut: the elbow lies on the floor, the forearm aims at a point."""

    point: str


HandContact: TypeAlias = PalmContact | ForearmContact | GripContact | BodyContact | TowelContact
LimbContact: TypeAlias = FootContact | HandContact


@dataclass(frozen=True, slots=True)
class Expectation:
    """One thing that must be true of a key pose."""

    text: str
    """As the author wrote it."""
    measure: str
    """``point``, ``angle``, or a function name: distance, bend, slope, gap."""
    arguments: tuple[str, ...]
    relative: bool
    """Whether the bounds are about the change since the first key."""
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class KeySpec:
    """One key pose with everything that is inherited from earlier keys filled in."""

    name: str
    move_s: float
    is_hold: bool
    same_as: int | None
    """Index of the key whose pose this one repeats."""
    angles: Mapping[str, float]
    support: tuple[str, ...]
    contacts: Mapping[str, LimbContact]
    """``foot.L``, ``hand.R`` and so on to what the limb touches."""
    expectations: tuple[Expectation, ...]
    root: tuple[float, float, float] | None = None
    """Where the pelvis is, instead of on a support."""


@dataclass(frozen=True, slots=True)
class PropSpec:
    """A thing beside the mat, made to measure for the first pose.

    A ``chair`` or ``stool`` is under the sitting bones, a ``pillow`` under the head, a ``pad``
    under the knee that touches it, a ``wall`` behind the back.
    """

    kind: str
    touches: tuple[str, ...]
    """The parts of the body that touch it all the time."""


@dataclass(frozen=True, slots=True)
class ViewSpec:
    """See :class:`backrehab_desktop.core.figure.motion.View`."""

    azimuth_deg: float
    elevation_deg: float


@dataclass(frozen=True, slots=True)
class ArrowSpec:
    """See :class:`backrehab_desktop.core.figure.motion.Arrow`."""

    point: str
    start_key: str
    end_key: str
    offset: tuple[float, float, float]
    frame: str = ""


@dataclass(frozen=True, slots=True)
class InsetSpec:
    """See :class:`backrehab_desktop.core.figure.motion.Inset`."""

    point: str
    zoom: float
    label: str


@dataclass(frozen=True, slots=True)
class MotionSpec:
    """A whole motion as authored, for the right side."""

    id: str
    base: str
    props: tuple[str, ...]
    towel: tuple[str, ...]
    """Points the towel passes; empty without one."""
    view: ViewSpec
    effect: Effect
    muscles: tuple[str, ...]
    lead: str
    head_rests: bool
    arrows: tuple[ArrowSpec, ...]
    inset: InsetSpec | None
    keys: tuple[KeySpec, ...]
    things: tuple[PropSpec, ...] = ()
    """What there is beside the mat."""
    cycle: CycleSpec | None = None
    """What goes on without end, if the motion is cyclic: its keys are moments of it then."""
    machine: tuple[PartSpec, ...] = ()
    """Solid parts that stay where they are, such as what the hands hold in a picture."""
    water: float | None = None
    """Height of the water's surface around the body."""
    second_views: Mapping[str, ViewSpec] = field(default_factory=dict)
    """Where else it is worth looking from, by names of ``SECOND_VIEWS``."""
    breath: bool = False
    """Whether its moves take as long as a slow breath, instead of a limb's way."""
    eyes_closed: bool = False
    """Whether the person does it with closed eyes."""

    @property
    def timeline(self) -> Timeline:
        """When the keys are reached."""
        return Timeline(
            tuple(TimelineKey(key.name, key.move_s) for key in self.keys),
            next(index for index, key in enumerate(self.keys) if key.is_hold),
            cyclic=self.cycle is not None,
        )
