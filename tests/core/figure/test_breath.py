from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab_desktop.catalogue.motions import load_motion
from backrehab_desktop.core.figure.breath import RISE, breath_at
from backrehab_desktop.core.figure.pose import breathed_in
from backrehab_desktop.core.figure.scene import SceneBuilder
from backrehab_desktop.core.figure.viewpoint import home_camera


@given(st.floats(0.0, 120.0), st.floats(-1.0, 130.0))
def test_a_breath_is_a_share_and_nothing_outside_the_hold(hold_s: float, at_s: float) -> None:
    assert 0.0 <= breath_at(at_s, hold_s) <= 1.0
    assert breath_at(0.0, hold_s) == 0.0
    assert breath_at(hold_s, hold_s) == 0.0


def test_a_long_hold_is_whole_breaths_and_a_short_one_has_none() -> None:
    times = np.arange(0.0, 30.0, 0.125)
    breaths = np.array([breath_at(float(t), 30.0) for t in times])
    tops = (breaths[1:-1] > 0.95) & (breaths[1:-1] > breaths[:-2]) & (breaths[1:-1] >= breaths[2:])
    assert tops.sum() == 7
    assert breaths.max() > 0.95
    assert breath_at(29.99, 30.0) < 0.05
    assert not any(breath_at(float(t), 2.0) for t in times)


def test_few_pictures_a_second_are_enough() -> None:
    shown = [breath_at(step / 100.0, 10.0) for step in range(300, 400)]
    changes = sum(before != after for before, after in pairwise(shown))
    assert 5 <= changes <= 10


@pytest.mark.parametrize("name", ["draw-in", "front-plank", "hamstring-stretch"])
def test_only_the_belly_breathes(name: str) -> None:
    motion = load_motion(name)
    hold = motion.pose.take(slice(motion.timeline.hold_sample, motion.timeline.hold_sample + 1))
    breathing = breathed_in(hold, np.array([RISE]))
    moved = {
        point for point in hold.points if (breathing.points[point] != hold.points[point]).any()
    }
    assert moved == {"navel"}
    assert breathing.frames is hold.frames

    builder = SceneBuilder(motion, home_camera(motion), magnified=False)
    picture = builder.breath()
    still = builder.picture([motion.timeline.hold_sample])
    assert np.abs(picture.vertices[0] - still.vertices[0]).max() == 0.0
    moves = np.ptp(picture.vertices, axis=0).max(axis=-1) > 1e-6
    assert 0.002 < moves.mean() < 0.6
