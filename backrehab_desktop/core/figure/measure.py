"""Evaluating what an author expects of a key pose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from backrehab_desktop.core.figure.rotation import length, unit

if TYPE_CHECKING:
    from backrehab_desktop.core.figure.pose import FloatArray, Pose
    from backrehab_desktop.core.figure.spec import Expectation


def measure(pose: Pose, expectation: Expectation) -> FloatArray:
    """The measured quantity in every pose of a batch, (T,); statures or degrees."""
    arguments = expectation.arguments
    points = pose.points
    match expectation.measure:
        case "angle":
            return pose.angles[arguments[0]]
        case "point":
            return points[arguments[0]][:, "xyz".index(arguments[1])]
        case "distance":
            first, second = (_place(pose, name) for name in arguments)
            return length(first - second)
        case "bend":
            return _bend(*(_place(pose, name) for name in arguments))
        case "slope":
            first, second = (_place(pose, name) for name in arguments)
            rise = unit(second - first)[:, 2]
            return np.degrees(np.arcsin(np.clip(rise, -1.0, 1.0)))
        case "gap":
            return points[arguments[0]][:, 2]
        case "roll":
            return np.degrees(np.arcsin(np.clip(pose.frames[arguments[0]][:, 2, 1], -1.0, 1.0)))
        case unknown:
            raise ValueError(unknown)


def met(expectation: Expectation, start: Pose, key: Pose) -> tuple[bool, float]:
    """Whether a key pose (T = 1) meets an expectation, and the value that decides it.

    ``start`` is the first key, for expectations about a change.
    """
    value = float(measure(key, expectation)[0])
    if expectation.relative:
        value -= float(measure(start, expectation)[0])
    # A hair of room: an expectation of exactly 0 means it to the accuracy of the solver.
    return expectation.low - 1e-9 <= value <= expectation.high + 1e-9, value


def _place(pose: Pose, name: str) -> FloatArray:
    """A point, or the middle between both sides for a name without a side."""
    if name in pose.points:
        return pose.points[name]
    middle: FloatArray = (pose.points[f"{name}.L"] + pose.points[f"{name}.R"]) / 2.0
    return middle


def _bend(before: FloatArray, corner: FloatArray, after: FloatArray) -> FloatArray:
    """Degrees by which the way over a corner leaves the straight line."""
    cosine = (unit(corner - before) * unit(after - corner)).sum(-1)
    angle: FloatArray = np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0)))
    return angle
