"""Water around a body: a block with a see-through front, so that what is under water is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from backrehab_desktop.core.figure.parts import Layer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from backrehab_desktop.core.figure.camera import Camera

    FloatArray = NDArray[np.float64]

_MARGIN = 0.16
"""How far the block reaches beyond the body on all sides."""
_LEAST_HALF_WIDTH = 0.24
_WAVES, _WAVE_HALF_WIDTH, _WAVE_STEPS = 5, 0.005, 40
_WAVE_HEIGHT = 0.010

_SIDES = (
    ((1.0, 0.0), ((1, 0), (1, 1))),
    ((-1.0, 0.0), ((0, 0), (0, 1))),
    ((0.0, 1.0), ((0, 1), (1, 1))),
    ((0.0, -1.0), ((0, 0), (1, 0))),
)
"""The upright faces: where they face and the corners of their base, low (0) or high (1)."""


def water_behind(
    points: Mapping[str, FloatArray], level: float, camera: Camera
) -> tuple[tuple[str, FloatArray], ...]:
    """The faces of the block that the body hides: colour role and outline (N, 2)."""
    low, high = _block(points)
    floor = camera.project(_quad(low, high, 0.0))
    far = [face for face, is_near in _walls(low, high, level, camera) if not is_near]
    return ("water_floor", floor), *(("water_far", face) for face in far)


def water_before(points: Mapping[str, FloatArray], level: float, camera: Camera) -> Layer:
    """The surface and the near faces, which tint what is behind them. For a batch of moments."""
    low, high = _block(points)
    count = len(points["pelvis"])
    layer = Layer("water", np.full(count, -np.inf))
    near = [face for face, is_near in _walls(low, high, level, camera) if is_near]
    layer.add("water", *(face[None] for face in near))
    layer.add("water_top", camera.project(_quad(low, high, level))[None])
    layer.add("wave", *(wave[None] for wave in _waves(low, high, level, camera)))
    return layer


def _block(points: Mapping[str, FloatArray]) -> tuple[FloatArray, FloatArray]:
    """The least and greatest x and y of the water, (2,) each."""
    everything = np.concatenate(list(points.values()))[:, :2]
    low, high = everything.min(axis=0) - _MARGIN, everything.max(axis=0) + _MARGIN
    middle = (low + high) / 2.0
    half = np.maximum((high - low) / 2.0, [0.0, _LEAST_HALF_WIDTH])
    return middle - half, middle + half


def _quad(low: FloatArray, high: FloatArray, z: float) -> FloatArray:
    return np.array(
        [(low[0], low[1], z), (high[0], low[1], z), (high[0], high[1], z), (low[0], high[1], z)]
    )


def _walls(
    low: FloatArray, high: FloatArray, level: float, camera: Camera
) -> list[tuple[FloatArray, bool]]:
    """The upright faces as outlines (4, 2), and whether they are before the body."""
    ends = np.stack([low, high])
    walls = []
    for normal, ((ax, ay), (bx, by)) in _SIDES:
        start, stop = (ends[ax, 0], ends[ay, 1]), (ends[bx, 0], ends[by, 1])
        face = np.array([(*start, 0.0), (*stop, 0.0), (*stop, level), (*start, level)])
        is_near = float(camera.axes[2] @ np.array([*normal, 0.0])) < 0.0
        walls.append((camera.project(face), is_near))
    return walls


def _waves(low: FloatArray, high: FloatArray, level: float, camera: Camera) -> list[FloatArray]:
    """Thin ripples along the surface, some in each part of it."""
    x = np.linspace(0.0, 1.0, _WAVE_STEPS)
    ripple = np.sin(x * 6.0 * np.pi) * _WAVE_HEIGHT
    half = np.sin(x * np.pi) * _WAVE_HALF_WIDTH
    waves = []
    for number in range(_WAVES):
        share = (number + 0.5) / _WAVES
        length = 0.34 * (high[0] - low[0])
        start = low[0] + (high[0] - low[0] - length) * ((number * 0.382 + 0.1) % 1.0)
        y = low[1] + (high[1] - low[1]) * share
        upper = np.stack([start + x * length, y + ripple + half, np.full_like(x, level)], axis=-1)
        lower = np.stack([start + x * length, y + ripple - half, np.full_like(x, level)], axis=-1)
        waves.append(camera.project(np.concatenate([upper, lower[::-1]])))
    return waves
