"""A batch of solved body poses: where everything is, which way it faces, what the joints do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FloatArray: TypeAlias = npt.NDArray[np.float64]
"""Every number of the figure is a double: contacts are held to a millionth of the stature."""


@dataclass(frozen=True, slots=True)
class Pose:
    """``T`` poses solved together, in statures; x right, y away, z up, floor at 0.

    ``points`` and ``frames`` use the names of :mod:`backrehab_desktop.core.figure.skeleton`.
    The columns of a frame are the anterior, left and superior direction of that body part.
    """

    points: Mapping[str, FloatArray]
    """Name to positions, each (T, 3)."""
    frames: Mapping[str, FloatArray]
    """Name to orientations, each (T, 3, 3)."""
    angles: Mapping[str, FloatArray]
    """Clinical angles in degrees, each (T,): ``hip.R.flex``, ``lumbar.flex`` and so on."""

    @property
    def count(self) -> int:
        """How many poses the batch holds."""
        return len(self.points["pelvis"])

    def take(self, rows: slice | FloatArray | npt.NDArray[np.intp]) -> Pose:
        """The poses at some rows, as a batch of their own."""
        return self.map(lambda values: values[rows])

    def map(self, change: Callable[[FloatArray], FloatArray]) -> Pose:
        """The same batch with every array changed by one function."""
        return Pose(
            {name: change(values) for name, values in self.points.items()},
            {name: change(values) for name, values in self.frames.items()},
            {name: change(values) for name, values in self.angles.items()},
        )


def breathed_in(pose: Pose, rise: FloatArray) -> Pose:
    """The same poses with the belly farther out by ``rise`` (T,), statures; nothing else moves."""
    out = pose.frames["L3"][:, :, 0] * rise[:, None]
    return Pose({**pose.points, "navel": pose.points["navel"] + out}, pose.frames, pose.angles)


def concatenate(poses: list[Pose]) -> Pose:
    """Join batches, one after the other in time."""
    first = poses[0]
    return Pose(
        {name: np.concatenate([pose.points[name] for pose in poses]) for name in first.points},
        {name: np.concatenate([pose.frames[name] for pose in poses]) for name in first.frames},
        {name: np.concatenate([pose.angles[name] for pose in poses]) for name in first.angles},
    )
