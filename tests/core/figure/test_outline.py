"""Outlines: they touch what they enclose, from every view."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from backrehab_desktop.core.figure.camera import Camera
from backrehab_desktop.core.figure.outline import (
    Rings,
    ellipse,
    hull,
    inside,
    interpolate,
    project,
    smooth,
    tube,
)

FloatArray = NDArray[np.float64]

views = st.builds(Camera, st.floats(-180, 180), st.floats(0, 55))


def balls(centres: list[tuple[float, float, float]], radius: float) -> Rings:
    place = np.array(centres)[None]
    axes = np.broadcast_to(np.eye(3) * radius, (1, len(centres), 3, 3))
    return Rings(place, axes)


def ellipsoids(seed: int, count: int) -> Rings:
    """Ellipsoids of any shape and direction, near each other."""
    random = np.random.default_rng(seed)
    turn, _ = np.linalg.qr(random.normal(size=(count, 3, 3)))
    semi = random.uniform(0.01, 0.3, size=(count, 3, 1))
    return Rings(random.uniform(-0.3, 0.3, size=(1, count, 3)), (turn * semi)[None])


def reach(outline: FloatArray, direction: FloatArray) -> float:
    """How far the outline goes in a direction."""
    return float((outline @ direction).max())


@given(views)
def test_a_ball_looks_round_from_everywhere(camera: Camera) -> None:
    outline = ellipse(project(balls([(0.3, -0.2, 0.5)], 0.1), camera), 0, 24)[0]
    centre = camera.project(np.array([0.3, -0.2, 0.5]))

    assert np.hypot(*(outline - centre).T) == pytest.approx(np.full(24, 0.1))


@given(views)
def test_a_halo_widens_by_its_width(camera: Camera) -> None:
    outline = ellipse(project(balls([(0, 0, 0)], 0.1), camera, grow=0.02), 0)[0]

    assert np.hypot(*outline.T) == pytest.approx(np.full(16, 0.12))


@given(views, st.integers(0, 10_000))
def test_a_hull_reaches_as_far_as_its_rings_and_no_farther(camera: Camera, seed: int) -> None:
    rings = ellipsoids(seed, 3)
    seen = project(rings, camera)
    outline = hull(seen, 64)[0]
    singles = [ellipse(seen, index, 64)[0] for index in range(3)]

    for angle in np.linspace(0, 2 * np.pi, 64, endpoint=False):
        direction = np.array([np.cos(angle), np.sin(angle)])
        farthest = max(reach(single, direction) for single in singles)
        assert reach(outline, direction) == pytest.approx(farthest, abs=1e-9)


def test_a_tube_of_equal_balls_is_a_capsule() -> None:
    rings = balls([(x, 0, 0) for x in np.linspace(0, 1, 5)], 0.1)
    outline = tube(project(rings, Camera(0, 0)))[0]

    along = np.clip(outline[:, 0], 0, 1)
    assert np.hypot(outline[:, 0] - along, outline[:, 1]) == pytest.approx(
        np.full(len(outline), 0.1)
    )


@given(views)
def test_a_tube_seen_end_on_still_has_finite_points(camera: Camera) -> None:
    away = camera.axes[2]
    rings = balls([tuple(away * share) for share in (0, 0.5, 1)], 0.1)

    assert np.isfinite(tube(project(rings, camera))).all()


@given(st.integers(0, 10_000), st.floats(0, 1), views)
def test_a_ring_in_between_stays_inside_the_hull_of_its_neighbours(
    seed: int, share: float, camera: Camera
) -> None:
    rings = ellipsoids(seed, 2)
    middle = ellipse(project(interpolate(rings, np.array([share])), camera), 0, 32)[0]
    outline = hull(project(rings, camera), 64)[0]

    for angle in np.linspace(0, 2 * np.pi, 32, endpoint=False):
        direction = np.array([np.cos(angle), np.sin(angle)])
        assert reach(middle, direction) <= reach(outline, direction) + 0.01


@given(st.integers(0, 10_000), st.floats(0, 2 * np.pi), st.floats(0, 1), st.floats(0.05, 1), views)
def test_a_muscle_cannot_leave_its_ring(
    seed: int, angle: float, offset: float, scale: float, camera: Camera
) -> None:
    rings = ellipsoids(seed, 1)
    shift = (offset * np.cos(angle), offset * np.sin(angle))
    patch = ellipse(project(inside(rings, shift, np.array([scale])), camera), 0, 32)[0]
    seen = project(rings, camera)

    for turn in np.linspace(0, 2 * np.pi, 32, endpoint=False):
        direction = np.array([np.cos(turn), np.sin(turn)])
        exact = seen.support(direction[None, None, None])[0, 0]
        assert reach(patch, direction) <= reach(exact, direction) + 1e-9


def test_smoothing_keeps_the_given_rings() -> None:
    rings = ellipsoids(3, 5)
    finer = smooth(rings, 4)

    assert finer.centres[:, ::4] == pytest.approx(rings.centres)
    assert finer.axes[:, ::4] == pytest.approx(rings.axes)


def test_the_lowest_point_of_a_ball_is_its_radius_below_the_centre() -> None:
    assert balls([(0, 0, 0.5)], 0.2).lowest == pytest.approx(np.array([[0.3]]))
