from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab_desktop.core.figure import rotation as r

ANGLES = st.floats(-3.1, 3.1)
NUMBERS = st.floats(-2.0, 2.0)
VECTORS = st.tuples(NUMBERS, NUMBERS, NUMBERS).filter(lambda v: np.linalg.norm(v) > 0.05)


def batch(*values: float) -> np.ndarray:
    return np.array(values)


def some_rotation(a: float, b: float, c: float) -> np.ndarray:
    return r.rot_z(batch(a)) @ r.rot_y(batch(b)) @ r.rot_x(batch(c))


def test_each_axis_turns_the_next_one_towards_the_one_after() -> None:
    quarter = batch(np.pi / 2)
    assert r.apply(r.rot_z(quarter), (1.0, 0.0, 0.0))[0] == pytest.approx([0, 1, 0], abs=1e-12)
    assert r.apply(r.rot_x(quarter), (0.0, 1.0, 0.0))[0] == pytest.approx([0, 0, 1], abs=1e-12)
    assert r.apply(r.rot_y(quarter), (0.0, 0.0, 1.0))[0] == pytest.approx([1, 0, 0], abs=1e-12)


@given(VECTORS, ANGLES)
def test_axis_angle_is_a_rotation_that_keeps_its_axis(vector: tuple[float, ...], a: float) -> None:
    axis = r.unit(np.array([vector]))
    turn = r.axis_angle(axis, batch(a))
    assert turn[0] @ turn[0].T == pytest.approx(np.eye(3), abs=1e-12)
    assert np.linalg.det(turn[0]) == pytest.approx(1.0)
    assert r.apply(turn, axis) == pytest.approx(axis, abs=1e-12)


@given(ANGLES, ANGLES, ANGLES)
def test_a_rotation_vector_leads_back_to_its_rotation(a: float, b: float, c: float) -> None:
    turn = some_rotation(a, b, c)
    vector = r.rotation_vector(turn)
    angle = r.length(vector)
    if angle[0] > 3.1:
        return  # half a turn has no direction
    again = r.axis_angle(r.unit(vector), angle)
    assert again == pytest.approx(turn, abs=1e-9)


@given(ANGLES, ANGLES, ANGLES)
def test_between_starts_and_ends_where_it_is_told(a: float, b: float, c: float) -> None:
    start, end = some_rotation(a, b, c)[0], some_rotation(c, a / 4, b)[0]
    if r.length(r.rotation_vector(start.T @ end)) > 3.1:
        return
    way = r.between(start, end, batch(0.0, 0.5, 1.0))
    assert way[0] == pytest.approx(start, abs=1e-12)
    assert way[2] == pytest.approx(end, abs=1e-9)
    assert r.length(r.rotation_vector(start.T @ way[1])) == pytest.approx(
        r.length(r.rotation_vector(way[1].T @ end)), abs=1e-9
    )


def test_between_the_same_orientation_nothing_moves() -> None:
    turn = some_rotation(0.3, 0.2, 0.1)[0]
    assert (r.between(turn, turn, batch(0.0, 0.4, 1.0)) == turn).all()


@given(VECTORS, st.floats(-0.95, 0.95))
def test_raise_to_reaches_the_height_and_keeps_compass_and_length(
    vector: tuple[float, float, float], share: float
) -> None:
    if np.hypot(vector[0], vector[1]) < 0.01:
        return  # straight up or down has no compass direction
    line = np.array([vector])
    height = r.length(line) * share
    turned = r.apply(r.raise_to(line, height), line)
    assert turned[:, 2] == pytest.approx(height, abs=1e-9)
    assert r.length(turned) == pytest.approx(r.length(line))
    assert turned[0, 0] * vector[1] == pytest.approx(turned[0, 1] * vector[0], abs=1e-9)


def test_a_height_beyond_the_vector_is_not_reached() -> None:
    assert np.isnan(r.raise_to(np.array([[1.0, 0.0, 0.0]]), batch(1.5))).any()


def test_a_zero_vector_has_no_direction() -> None:
    assert (r.unit(np.zeros((1, 3))) == 0.0).all()
