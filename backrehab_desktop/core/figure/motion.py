"""One exercise done on one side: solved, baked, and described for whoever paints it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backrehab_desktop.core.exercise import Effect, Side
    from backrehab_desktop.core.figure.cycle_spec import PartSpec
    from backrehab_desktop.core.figure.pose import FloatArray, Pose
    from backrehab_desktop.core.figure.props import Prop
    from backrehab_desktop.core.figure.timeline import Timeline


@dataclass(frozen=True, slots=True)
class View:
    """Where to look from: azimuth 0 looks along +y, to the right of someone who lies; degrees."""

    azimuth_deg: float
    elevation_deg: float


@dataclass(frozen=True, slots=True)
class Arrow:
    """The one arrow of an exercise: a point that travels between two keys."""

    point: str
    start_key: str
    end_key: str
    offset: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """Shift of the drawn path, so that it does not cover the limb."""
    frame: str = ""
    """The part of the body whose axes the shift turns with; empty for the world's."""


@dataclass(frozen=True, slots=True)
class Inset:
    """A magnifier over a detail that is too small to see."""

    point: str
    zoom: float
    label: str
    """What it shows, in a word or two."""


@dataclass(frozen=True, slots=True)
class Muscle:
    """A highlighted region; ``side`` is "L", "R" or "" for both."""

    name: str
    side: str


@dataclass(frozen=True, slots=True)
class Towel:
    """A towel held in both hands and looped round a foot."""

    path: tuple[str, ...]
    """Points it passes in order: hand, foot, hand."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A part of the body that touches something during a stretch of samples."""

    point: str
    """The surface point, a key of ``Pose.points``."""
    surface: str
    """``floor``, or the body part, towel or thing it is held to."""
    first_sample: int
    last_sample: int
    slides: bool
    """Whether it moves over the surface while touching."""


@dataclass(frozen=True, slots=True)
class MotionKey:
    """A key pose of the cycle."""

    name: str
    sample: int
    is_hold: bool
    is_via: bool
    """Passed on the way, neither start nor hold."""


class PoseSolver(Protocol):
    """Solves poses at any position on the samples, exactly."""

    def solve(self, samples: FloatArray) -> Pose:
        """The exact poses at these sample positions."""


@dataclass(frozen=True, slots=True)
class Motion:
    """A solved exercise.

    Samples are positions 0 .. ``timeline.sample_count - 1`` on the baked poses; the timeline turns
    time into them. A whole cycle leads from the start pose over the hold key back to the start.
    """

    id: str
    side: Side
    timeline: Timeline
    pose: Pose
    """All baked samples, ``timeline.sample_count`` of them."""
    keys: tuple[MotionKey, ...]
    contacts: tuple[Contact, ...]
    props: tuple[str, ...]
    """Things in the scene: ``mat``."""
    towel: Towel | None
    views: Mapping[str, View]
    """``home``, the view it opens with, and where else it is worth looking from."""
    effect: Effect
    muscles: tuple[Muscle, ...]
    lead: str
    """L or R: the side whose limbs do the exercise; empty when both do."""
    arrows: tuple[Arrow, ...]
    inset: Inset | None
    solver: PoseSolver
    mirrored_names: Mapping[str, str]
    """Every point and frame name to the name of its mirror image."""
    things: tuple[Prop, ...] = ()
    """Chair, pillow or wall, with their boxes."""
    travel: float = 0.0
    """How far the floor moves back, along -x, under the body in a cycle, statures."""
    machine: tuple[PartSpec, ...] = ()
    """What the body sits or stands on and moves, or holds, part by part."""
    water: float | None = None
    """Height of the water's surface around the body, statures; None on dry land."""
    eyes_closed: bool = False
    """Whether the person does it with closed eyes."""

    def pose_at(self, sample: float) -> Pose:
        """One pose (T = 1), linear between the two nearest samples: good enough to look at.

        A bone is at most 5e-5 statures short halfway between samples. Positions outside the
        samples count as the nearer end.
        """
        last = self.timeline.sample_count - 1
        position = min(max(sample, 0.0), float(last))
        below = min(int(position), max(last - 1, 0))
        share = position - below
        if share == 0.0:
            return self.pose.take(slice(below, below + 1))
        return self.pose.map(
            lambda values: (
                (1.0 - share) * values[below : below + 1] + share * values[below + 1 : below + 2]
            )
        )

    def solve(self, samples: FloatArray) -> Pose:
        """The exact poses at sample positions, for checks and for export."""
        return self.solver.solve(np.asarray(samples, dtype=np.float64))

    def key_named(self, name: str) -> MotionKey:
        """The first key with this name; ``KeyError`` if there is none."""
        for key in self.keys:
            if key.name == name:
                return key
        raise KeyError(name)
