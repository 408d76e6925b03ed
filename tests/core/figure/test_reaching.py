from __future__ import annotations

import numpy as np
import pytest

from backrehab_desktop.catalogue.motions import load_motion
from backrehab_desktop.core.figure import skeleton
from backrehab_desktop.core.figure.checks import in_frame
from backrehab_desktop.core.figure.motion import Motion
from backrehab_desktop.core.figure.rotation import apply, inverse

GRASPS = ["single-knee-to-chest", "double-knee-to-chest", "knees-and-chin-to-chest"]


def grasp(motion: Motion) -> slice:
    """The samples on which the hands go to the knees."""
    end = motion.key_named("Grasp").sample
    return slice(end - 64, end + 1)


@pytest.mark.parametrize("name", GRASPS)
def test_a_hand_arrives_on_a_leg_from_outside(name: str) -> None:
    motion = load_motion(name)
    way = motion.pose.take(grasp(motion))
    contact = next(c for c in motion.contacts if c.point == "palm.R" and "shank" in c.surface)
    place = in_frame(way, "palm.R", contact.surface)
    out = -apply(inverse(way.frames[contact.surface]), way.frames["hand.R"][:, :, 0])[-1]
    height = (place - place[-1]) @ out
    assert height[-16] > height[-8] > height[-2] > 0.0
    assert height[-16] > 0.01


@pytest.mark.parametrize("name", GRASPS)
def test_the_arm_reaches_all_of_the_way(name: str) -> None:
    pose = load_motion(name).pose
    for side in "LR":
        line = pose.points[f"wrist.{side}"] - pose.points[f"shoulder.{side}"]
        longest = np.linalg.norm(line, axis=1).max()
        assert longest < skeleton.UPPER_ARM + skeleton.FOREARM


@pytest.mark.parametrize("name", GRASPS)
def test_the_way_joins_the_keys_without_a_gap(name: str) -> None:
    motion = load_motion(name)
    end = float(motion.key_named("Grasp").sample)
    for key in (end - 64.0, end):
        near = motion.solve(np.array([key - 1e-7, key, key + 1e-7]))
        for point in ("wrist.R", "elbow.R", "fingertip.R", "wrist.L"):
            assert np.ptp(near.points[point], axis=0).max() < 1e-6


def test_a_palm_given_another_heading_turns_where_it_lies() -> None:
    motion = load_motion("press-up")
    palm = motion.pose.points["palm.R"]
    assert np.ptp(palm, axis=0).max() < 1e-9
    fingers = -motion.pose.frames["hand.R"][:, :, 2]
    heading = np.degrees(np.arctan2(fingers[:, 1], fingers[:, 0]))[
        : motion.timeline.hold_sample + 1
    ]
    assert np.abs(fingers[:, 2]).max() < 1e-9
    assert heading[0] - heading[-1] == pytest.approx(46.2)
    assert (np.diff(heading) < 0.0).all()


def test_fingers_turn_as_a_hand_glides() -> None:
    motion = load_motion("hip-hinge-bend")
    fingers = -apply(inverse(motion.pose.frames["thigh.R"]), motion.pose.frames["hand.R"][:, :, 2])
    steps = np.degrees(np.arccos(np.clip((fingers[1:] * fingers[:-1]).sum(-1), -1.0, 1.0)))
    assert steps.max() < 1.0
    assert steps.sum() > 10.0
