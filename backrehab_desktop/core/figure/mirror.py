"""The exact mirror image of a pose at the plane y = 0: left and right change places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from backrehab_desktop.core.figure.pose import FloatArray, Pose

if TYPE_CHECKING:
    from collections.abc import Mapping

_POINT = np.array([1.0, -1.0, 1.0])
_FRAME = np.outer(_POINT, _POINT)
_SIGNED = ("bend", "twist")
"""Movements of the spine that are counted to one side."""


def mirrored_name(name: str) -> str:
    """The name of the same part on the other side; a part of the middle keeps its name."""
    return ".".join({"L": "R", "R": "L"}.get(part, part) for part in name.split("."))


def mirrored_names(pose: Pose) -> dict[str, str]:
    """Every point and frame name of a pose with the name of its mirror image."""
    return {name: mirrored_name(name) for name in (*pose.points, *pose.frames)}


def mirror_pose(pose: Pose) -> Pose:
    """The mirror image of a batch of poses."""
    return Pose(
        _swapped(pose.points, _POINT),
        _swapped(pose.frames, _FRAME),
        {
            mirrored_name(name): -value if name.rpartition(".")[2] in _SIGNED else value
            for name, value in pose.angles.items()
        },
    )


def _swapped(arrays: Mapping[str, FloatArray], sign: FloatArray) -> dict[str, FloatArray]:
    """Swap the sides of named arrays and flip their y components, in the given order of names."""
    return {name: arrays[mirrored_name(name)] * sign for name in arrays}
