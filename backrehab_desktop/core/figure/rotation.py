"""Rotations for whole batches: matrices whose columns are the images of X, Y and Z.

Angles are radians, arrays lead with the batch, and nothing here knows about bodies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from backrehab_desktop.core.figure.pose import FloatArray

_TINY = 1e-12


def rot_x(angle: FloatArray) -> FloatArray:
    """Rotations about X, (T,) to (T, 3, 3)."""
    return _about(angle, 1, 2, 0)


def rot_y(angle: FloatArray) -> FloatArray:
    """Rotations about Y, (T,) to (T, 3, 3)."""
    return _about(angle, 2, 0, 1)


def rot_z(angle: FloatArray) -> FloatArray:
    """Rotations about Z, (T,) to (T, 3, 3)."""
    return _about(angle, 0, 1, 2)


def _about(angle: FloatArray, first: int, second: int, fixed: int) -> FloatArray:
    """Turn axis ``first`` towards axis ``second``, leaving ``fixed`` where it is."""
    matrix = np.zeros((*angle.shape, 3, 3))
    cosine, sine = np.cos(angle), np.sin(angle)
    matrix[..., first, first] = matrix[..., second, second] = cosine
    matrix[..., second, first] = sine
    matrix[..., first, second] = -sine
    matrix[..., fixed, fixed] = 1.0
    return matrix


def axis_angle(axis: FloatArray, angle: FloatArray) -> FloatArray:
    """Rotations about unit axes (T, 3) by angles (T,): Rodrigues' formula."""
    cross = np.zeros((*angle.shape, 3, 3))
    x, y, z = axis[..., 0], axis[..., 1], axis[..., 2]
    cross[..., 0, 1], cross[..., 0, 2], cross[..., 1, 2] = -z, y, -x
    cross[..., 1, 0], cross[..., 2, 0], cross[..., 2, 1] = z, -y, x
    sine = np.sin(angle)[..., None, None]
    versine = (1.0 - np.cos(angle))[..., None, None]
    rotation: FloatArray = np.eye(3) + sine * cross + versine * (cross @ cross)
    return rotation


def apply(rotation: FloatArray, vector: FloatArray | tuple[float, float, float]) -> FloatArray:
    """Turn vectors: (T, 3, 3) times (T, 3), or one vector for the whole batch."""
    turned: FloatArray = (rotation @ np.asarray(vector, dtype=np.float64)[..., None])[..., 0]
    return turned


def inverse(rotation: FloatArray) -> FloatArray:
    """The rotations undone."""
    return np.swapaxes(rotation, -1, -2)


def unit(vector: FloatArray) -> FloatArray:
    """Vectors of length 1; a zero vector stays zero."""
    length = np.sqrt((vector * vector).sum(-1, keepdims=True))
    scaled: FloatArray = vector / np.maximum(length, _TINY)
    return scaled


def length(vector: FloatArray) -> FloatArray:
    """Lengths of vectors, (T, 3) to (T,)."""
    result: FloatArray = np.sqrt((vector * vector).sum(-1))
    return result


def rotation_vector(rotation: FloatArray) -> FloatArray:
    """Axis times angle of each rotation, (T, 3, 3) to (T, 3).

    Exact up to half a turn; there the axis has no sign and the result is undefined.
    """
    skew = np.stack(
        [
            rotation[..., 2, 1] - rotation[..., 1, 2],
            rotation[..., 0, 2] - rotation[..., 2, 0],
            rotation[..., 1, 0] - rotation[..., 0, 1],
        ],
        axis=-1,
    )
    sine = length(skew) / 2.0
    cosine = (np.trace(rotation, axis1=-2, axis2=-1) - 1.0) / 2.0
    angle = np.arctan2(sine, cosine)
    scale = np.where(sine < _TINY, 0.5, angle / np.maximum(2.0 * sine, _TINY))
    vector: FloatArray = skew * scale[..., None]
    return vector


def between(start: FloatArray, end: FloatArray, progress: FloatArray) -> FloatArray:
    """Orientations on the shortest way from one to another.

    ``start`` and ``end`` are (3, 3), ``progress`` (T,); the result is (T, 3, 3).
    """
    vector = rotation_vector(start.T @ end)
    angle = float(length(vector))
    if angle < _TINY:
        return np.broadcast_to(start, (len(progress), 3, 3))
    axis = np.broadcast_to(vector / angle, (len(progress), 3))
    return start @ axis_angle(axis, angle * progress)


def raise_to(vector: FloatArray, height: FloatArray) -> FloatArray:
    """The least rotations that bring the tips of vectors to a height over their feet.

    ``vector`` is (T, 3), ``height`` (T,). Each turns about a horizontal axis, so the compass
    direction stays. A height beyond the vector's length gives NaN: the caller must refuse it.
    """
    run = np.hypot(vector[..., 0], vector[..., 1])
    with np.errstate(invalid="ignore"):
        wanted = np.arcsin(height / length(vector))
    axis = np.stack([vector[..., 1], -vector[..., 0], np.zeros_like(run)], axis=-1)
    return axis_angle(unit(axis), wanted - np.arctan2(vector[..., 2], run))


def from_hinge(hinge: FloatArray, along: FloatArray) -> FloatArray:
    """Frames of a limb from its hinge axis (Y) and the direction up along its bone (Z), units."""
    return np.stack([np.cross(hinge, along), hinge, along], axis=-1)
