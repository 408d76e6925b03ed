"""The camera: what is right, up and near, and that its fit keeps everything on the stage."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab_desktop.core.figure.camera import (
    HIGHEST_ELEVATION_DEG,
    LOWEST_ELEVATION_DEG,
    Camera,
    frame_of,
)

angles = st.floats(-720, 720, allow_nan=False)


def test_from_the_side_x_is_right_and_z_is_up() -> None:
    seen = Camera(0, 0).project(np.array([[1.0, 0, 0], [0, 0, 1.0], [0, 1.0, 0]]))

    assert seen == pytest.approx(np.array([[1, 0], [0, -1], [0, 0]]))


def test_from_the_side_y_leads_away() -> None:
    assert Camera(0, 0).depth(np.array([0.0, 2.0, 0.0])) == pytest.approx(2.0)


def test_from_the_feet_the_left_hand_is_at_the_right() -> None:
    """A person on their back, head at -x, has the left hand at +y."""
    camera = Camera(90, 0)

    assert camera.project(np.array([0.0, 1.0, 0.0])) == pytest.approx([1, 0])
    assert camera.depth(np.array([-1.0, 0, 0])) > camera.depth(np.array([1.0, 0, 0]))


def test_a_raised_eye_sees_the_far_edge_of_the_mat_higher() -> None:
    near, far = Camera(0, 20).project(np.array([[0.0, 0, 0], [0.0, 1, 0]]))

    assert far[1] < near[1]


@given(angles, st.floats(0, 50))
def test_no_view_stretches_anything(azimuth: float, elevation: float) -> None:
    axes = Camera(azimuth, elevation).axes

    assert axes @ axes.T == pytest.approx(np.eye(3), abs=1e-12)


@given(angles, angles)
def test_turning_stays_above_the_floor_and_below_the_ceiling(turn: float, lift: float) -> None:
    camera = Camera(10, 12).turned(turn, lift)

    assert LOWEST_ELEVATION_DEG <= camera.elevation_deg <= HIGHEST_ELEVATION_DEG
    assert -180 <= camera.azimuth_deg < 180


def test_turning_around_once_comes_back() -> None:
    camera = Camera(-14, 12)

    assert camera.turned(360, 0) == camera


points = st.lists(st.tuples(st.floats(-5, 5), st.floats(-5, 5)), min_size=2, max_size=20)


@given(points, st.floats(20, 2000), st.floats(20, 2000), st.floats(0, 0.3))
def test_the_fit_keeps_every_point_inside_the_margin(
    cloud: list[tuple[float, float]], width: float, height: float, margin: float
) -> None:
    picture = np.array(cloud)
    scale, x, y = frame_of(picture).fit(width, height, margin)
    placed = picture * scale + [x, y]

    slack = 1e-6 * max(width, height)
    assert (placed >= np.array([width, height]) * margin - slack).all()
    assert (placed <= np.array([width, height]) * (1 - margin) + slack).all()


def test_the_fit_centres_what_it_shows() -> None:
    scale, x, y = frame_of(np.array([[0.0, 0], [2.0, 1.0]])).fit(400, 400, 0.1)

    assert (1.0 * scale + x, 0.5 * scale + y) == pytest.approx((200, 200))
    assert scale == pytest.approx(160)


@given(angles, st.floats(0, 55), angles, st.floats(0, 55))
def test_the_way_to_another_view_is_the_short_one(
    azimuth: float, elevation: float, goal_azimuth: float, goal_elevation: float
) -> None:
    start, goal = Camera(azimuth, elevation), Camera(goal_azimuth, goal_elevation)

    halfway = start.towards(goal, 0.5)

    assert start.towards(goal, 1.0) == goal
    assert start.towards(goal, 0.0) == start
    assert abs(halfway.azimuth_deg - azimuth) <= 90.0 + 1e-9
    assert min(elevation, goal_elevation) <= halfway.elevation_deg
    assert halfway.elevation_deg <= max(elevation, goal_elevation)
