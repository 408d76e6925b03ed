"""The camera: an orthographic view of the figure, in statures, fitted once per cycle."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

LOWEST_ELEVATION_DEG = 0.0
HIGHEST_ELEVATION_DEG = 55.0
"""Views from under the floor or straight from above cannot be read."""


@lru_cache(maxsize=64)
def _axes(azimuth_deg: float, elevation_deg: float) -> FloatArray:
    azimuth, elevation = np.radians(azimuth_deg), np.radians(elevation_deg)
    right = np.array([np.cos(azimuth), np.sin(azimuth), 0.0])
    ahead = np.array([-np.sin(azimuth), np.cos(azimuth), 0.0])
    up = np.array([0.0, 0.0, 1.0])
    raised = ahead * np.sin(elevation) + up * np.cos(elevation)
    away = ahead * np.cos(elevation) - up * np.sin(elevation)
    axes = np.stack([right, -raised, away])
    axes.flags.writeable = False
    return axes


@dataclass(frozen=True, slots=True)
class Camera:
    """An orthographic view.

    Azimuth 0 looks across the body from the person's right when they lie on
    their back with the head left; +90 looks from the feet. Elevation lifts
    the eye above the floor.
    """

    azimuth_deg: float
    elevation_deg: float

    @property
    def axes(self) -> FloatArray:
        """World to view: rows are right, down and away from the eye, (3, 3)."""
        return _axes(self.azimuth_deg, self.elevation_deg)

    def project(self, points: FloatArray) -> FloatArray:
        """Picture positions in statures, y down; ``points`` (..., 3) gives (..., 2)."""
        projected: FloatArray = points @ self.axes[:2].T
        return projected

    def depth(self, points: FloatArray) -> FloatArray:
        """Distance from the eye's plane; larger is farther away."""
        distance: FloatArray = points @ self.axes[2]
        return distance

    def towards(self, other: Camera, share: float) -> Camera:
        """The camera this share 0..1 of the short way to another; at 1 it is the other."""
        if share >= 1.0:
            return other
        way = (other.azimuth_deg - self.azimuth_deg + 180.0) % 360.0 - 180.0
        rise = other.elevation_deg - self.elevation_deg
        return Camera(self.azimuth_deg + share * way, self.elevation_deg + share * rise)

    @property
    def mirrored(self) -> Camera:
        """The camera that sees the mirror image of a scene, at y = 0, in the mirror image."""
        return Camera(180.0 - self.azimuth_deg, self.elevation_deg)

    def turned(self, azimuth_deg: float, elevation_deg: float) -> Camera:
        """The camera moved by these angles, kept above the floor."""
        elevation = min(
            max(self.elevation_deg + elevation_deg, LOWEST_ELEVATION_DEG), HIGHEST_ELEVATION_DEG
        )
        azimuth = (self.azimuth_deg + azimuth_deg + 180.0) % 360.0 - 180.0
        return Camera(azimuth, elevation)


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle of the picture, in statures, y down."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Extent from left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Extent from top to bottom."""
        return self.bottom - self.top

    def fit(self, width: float, height: float, margin: float) -> tuple[float, float, float]:
        """Scale and offset that centre this frame in a stage of ``width`` x ``height``.

        ``margin`` is the free border as a share of each extent. Returns
        ``(scale, x, y)``; a picture point p lands at ``p * scale + (x, y)``.
        """
        room = 1.0 - 2.0 * margin
        scale = min(width * room / max(self.width, 1e-6), height * room / max(self.height, 1e-6))
        x = width / 2 - scale * (self.left + self.right) / 2
        y = height / 2 - scale * (self.top + self.bottom) / 2
        return scale, x, y


def frame_of(*clouds: FloatArray) -> Frame:
    """The smallest frame around all points of all ``clouds``, each (..., 2)."""
    points = np.concatenate([cloud.reshape(-1, 2) for cloud in clouds])
    left, top = points.min(axis=0)
    right, bottom = points.max(axis=0)
    return Frame(float(left), float(top), float(right), float(bottom))
