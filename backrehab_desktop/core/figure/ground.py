"""What the body lies on: the mat, and the shadow that ties the body to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from backrehab_desktop.core.figure.body import SIDES, Body
from backrehab_desktop.core.figure.outline import Rings, hull, join, project, tube

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from backrehab_desktop.core.figure.camera import Camera

    FloatArray = NDArray[np.float64]

_MARGIN_ALONG, _MARGIN_ACROSS = 0.075, 0.075
_LEAST_HALF_WIDTH = 0.215
_CORNER, _THICKNESS = 0.030, 0.018
_SHADOW_REACH = 0.40
"""Height over the floor at which a part no longer casts a shadow."""
_CONTACT_REACH = 0.030
"""Height up to which a part darkens the mat as if it touched."""
_TOWARDS_VIEWER = 0.010
"""The light comes from behind, so shadows fall a little to the front."""
_CASTING = ("trunk", "skull")
_CASTING_PAIRS = ("upper_arm", "forearm", "hand", "thigh", "shank", "foot")


def mat_outlines(
    points: Mapping[str, FloatArray], camera: Camera
) -> tuple[FloatArray, FloatArray]:
    """The mat's rim and top, each (1, N, 2), under everything the points ever reach."""
    low = [cloud[cloud[:, 2] < _SHADOW_REACH] for cloud in points.values()]
    cloud = np.concatenate(low)
    left, right = cloud[:, 0].min() - _MARGIN_ALONG, cloud[:, 0].max() + _MARGIN_ALONG
    front = min(cloud[:, 1].min() - _MARGIN_ACROSS, -_LEAST_HALF_WIDTH)
    back = max(cloud[:, 1].max() + _MARGIN_ACROSS, _LEAST_HALF_WIDTH)
    corners = [(x, y, 0.0) for x in (left, right) for y in (front, back)]
    top = _discs(corners)
    under = _discs([(x, y, -_THICKNESS) for x, y, _ in corners])
    both = Rings(
        np.concatenate([top.centres, under.centres], axis=1),
        np.concatenate([top.axes, under.axes], axis=1),
    )
    return hull(project(both, camera), 64), hull(project(top, camera), 64)


def _discs(corners: list[tuple[float, float, float]]) -> Rings:
    centres = np.asarray(corners, dtype=np.float64)[None]
    axes = np.zeros((1, len(corners), 3, 3))
    axes[:, :, 0, 0] = axes[:, :, 1, 1] = _CORNER
    return Rings(centres, axes)


def shadow(body: Body, camera: Camera) -> FloatArray:
    """The pool of shade under the body, narrower the higher a part is, (T, N, 2)."""
    return _cast(body, camera, _SHADOW_REACH, 0.008)


def contact(body: Body, camera: Camera) -> FloatArray:
    """The dark line where the body meets the mat, (T, N, 2)."""
    return _cast(body, camera, _CONTACT_REACH, 0.003)


def _cast(body: Body, camera: Camera, reach: float, grow: float) -> FloatArray:
    pieces: list[FloatArray] = []
    names = [*_CASTING, *(f"{name}.{side}" for name in _CASTING_PAIRS for side in SIDES)]
    for name in names:
        flat = _flatten(body[name], reach)
        seen = project(flat, camera)
        pieces.append(tube(seen, cap=5))
    return join(pieces)


def _flatten(rings: Rings, reach: float) -> Rings:
    """The rings pressed onto the floor, shrunk to nothing at ``reach``."""
    share = np.clip(1.0 - rings.lowest / reach, 0.0, 1.0) ** 0.6
    centres = rings.centres * np.array([1.0, 1.0, 0.0])
    centres[..., 1] -= _TOWARDS_VIEWER * share
    axes = rings.axes * np.array([1.0, 1.0, 0.0]) * share[..., None, None]
    return Rings(centres, axes)
