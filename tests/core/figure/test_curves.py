"""Curves through a few values: where they pass, and how smooth they are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab_desktop.core.figure.curves import RestingCurve, periodic

VALUES = st.lists(st.floats(-100, 100), min_size=1, max_size=20)
KNOTS = ((0.3, 0.0), (0.5, -30.0), (0.6, -58.0), (0.8, -20.0), (1.0, 17.0), (1.08, 0.0))


@given(VALUES)
def test_a_periodic_curve_passes_its_values(values: list[float]) -> None:
    share = np.arange(len(values)) / len(values)
    assert periodic(values, share) == pytest.approx(np.array(values), abs=1e-9)


@given(VALUES, st.floats(0, 1))
def test_it_repeats_itself(values: list[float], share: float) -> None:
    here, later = periodic(values, np.array([share, share + 1.0]))
    assert here == pytest.approx(later, abs=1e-7)


def test_one_value_stays_as_it_is() -> None:
    assert (periodic([4.5], np.linspace(0, 1, 7)) == 4.5).all()


def test_a_wave_is_met_between_its_values() -> None:
    share = np.linspace(0, 1, 40)
    values = 3.0 + 2.0 * np.cos(2 * np.pi * (np.arange(8) / 8 - 0.1))
    wave = 3.0 + 2.0 * np.cos(2 * np.pi * (share - 0.1))
    assert periodic(values.tolist(), share) == pytest.approx(wave)


def test_a_resting_curve_passes_its_knots_and_rests_outside() -> None:
    curve = RestingCurve(KNOTS)
    places = np.array([place for place, _ in KNOTS])
    assert curve(places) == pytest.approx(np.array([value for _, value in KNOTS]), abs=1e-9)
    assert np.abs(curve(np.array([0.0, 0.29, 1.09, 7.0]))).max() < 1e-9


def test_neither_its_slope_nor_its_bend_jumps() -> None:
    curve = RestingCurve(KNOTS)
    step = 1e-4
    places = np.arange(0.28, 1.1, step)
    slope = np.gradient(curve(places), step)
    bend = np.gradient(slope, step)
    # A jump would not get smaller with the step; a smooth curve's differences do.
    assert np.abs(np.diff(slope)).max() < 10.0
    assert np.abs(np.diff(bend)).max() < 0.02 * np.abs(bend).max()
    assert abs(slope[0]) < 1e-6
    assert abs(slope[-1]) < 1e-6
