from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
from backrehab_desktop.catalogue.motions import load_motion, load_spec
from backrehab_desktop.core.figure import skeleton
from backrehab_desktop.core.figure.pose import Pose
from backrehab_desktop.core.figure.solver import MotionSolver
from backrehab_desktop.core.figure.spec import MotionSpec, PalmContact, PoseError

IDS = ExerciseCatalogue().ids()


def with_angles(spec: MotionSpec, index: int, changes: dict[str, float]) -> MotionSpec:
    """The motion with some angles of one key replaced."""
    key = spec.keys[index]
    assert changes.keys() <= key.angles.keys()
    angles = {**key.angles, **changes}
    keys = list(spec.keys)
    keys[index] = replace(key, angles=angles)
    return replace(spec, keys=tuple(keys))


@pytest.mark.parametrize("name", IDS)
def test_bones_have_the_length_of_the_skeleton(name: str) -> None:
    pose = load_motion(name).pose
    for upper, lower, size in (
        ("hip", "knee", skeleton.THIGH),
        ("knee", "ankle", skeleton.SHANK),
        ("shoulder", "elbow", skeleton.UPPER_ARM),
        ("elbow", "wrist", skeleton.FOREARM),
    ):
        for side in "LR":
            line = pose.points[f"{upper}.{side}"] - pose.points[f"{lower}.{side}"]
            assert np.linalg.norm(line, axis=1) == pytest.approx(np.full(len(line), size), abs=1e-9)


@pytest.mark.parametrize("name", IDS)
def test_frames_are_rotations(name: str) -> None:
    pose = load_motion(name).pose
    for frame in pose.frames.values():
        product = frame @ np.swapaxes(frame, -1, -2)
        assert np.abs(product - np.eye(3)).max() < 1e-9
        assert np.linalg.det(frame) == pytest.approx(np.ones(len(frame)))


@pytest.mark.parametrize("name", IDS)
def test_knees_and_elbows_are_hinges(name: str) -> None:
    pose = load_motion(name).pose
    for upper, lower in (("thigh", "shank"), ("upper_arm", "forearm")):
        for side in "LR":
            one, other = pose.frames[f"{upper}.{side}"], pose.frames[f"{lower}.{side}"]
            assert (one[:, :, 1] * other[:, :, 1]).sum(-1).min() > 0.999999


@pytest.mark.parametrize("name", IDS)
def test_a_move_starts_and_ends_in_its_solved_keys(name: str) -> None:
    solver = MotionSolver(load_spec(name))
    for index in range(len(solver.keys) - 1):
        way = solver.move(index, np.array([0.0, 1.0]))
        for row, key in ((0, solver.keys[index]), (1, solver.keys[index + 1])):
            for point, place in key.pose.points.items():
                assert way.points[point][row] == pytest.approx(place[0], abs=1e-9), point


@pytest.mark.parametrize("name", IDS)
def test_any_order_of_samples_gives_the_same_poses(name: str) -> None:
    motion = load_motion(name)
    samples = np.array([100.25, 3.5, 64.0, 0.0, 127.9, 64.0, -5.0, 1e6])
    pose = motion.solve(samples)
    for row, sample in enumerate(samples):
        alone = motion.solve(np.array([sample]))
        assert pose.points["wrist.R"][row] == pytest.approx(alone.points["wrist.R"][0], abs=1e-12)
    assert pose.points["head"][6] == pytest.approx(motion.pose.points["head"][0], abs=1e-9)
    assert pose.points["head"][7] == pytest.approx(motion.pose.points["head"][-1], abs=1e-9)


def test_the_way_back_is_the_way_there() -> None:
    solver = MotionSolver(load_spec("bird-dog"))
    progress = np.linspace(0, 1, 9)
    there, back = solver.move(0, progress), solver.move(1, 1.0 - progress)
    for name, place in there.points.items():
        assert (back.points[name] == place).all()


def test_a_hand_that_cannot_reach_is_an_error_that_says_by_how_much() -> None:
    spec = with_angles(load_spec("single-knee-to-chest"), 2, {"hip.R.flex": 40.0})
    with pytest.raises(PoseError, match=r"Grasp, hand\.[LR]: reaches .*0\.\d+ statures short"):
        MotionSolver(spec)


def test_an_elbow_that_cannot_lie_down_is_an_error() -> None:
    # A nearly straight arm has no elbow to lower onto the floor.
    spec = with_angles(load_spec("bridge"), 0, {"elbow.L.flex": 1.0, "elbow.R.flex": 1.0})
    with pytest.raises(PoseError, match="elbow can lie on the floor"):
        MotionSolver(spec)


def test_a_palm_that_cannot_come_down_is_an_error() -> None:
    changes = {"trunk.hips_up": -40.0, "hip.L.flex": 50.0, "hip.R.flex": 50.0}
    spec = with_angles(load_spec("bird-dog"), 0, changes)
    with pytest.raises(PoseError, match="reaches the floor"):
        MotionSolver(spec)


def test_a_contact_planted_anew_is_another_contact() -> None:
    spec = load_spec("bridge")
    moved = {**spec.keys[1].contacts, "hand.R": PalmContact(0.0, "floor", 1)}
    keys = (spec.keys[0], replace(spec.keys[1], contacts=moved), spec.keys[2])
    held, _ = MotionSolver(replace(spec, keys=keys)).held(0)
    assert "hand.R" not in held
    assert "hand.L" in held


def test_surfaces_touch_in_the_bridge() -> None:
    pose = load_motion("bridge").pose
    for side in "LR":
        assert pose.points[f"palm.{side}"][:, 2] == pytest.approx(np.zeros(pose.count), abs=1e-9)
        elbow = pose.points[f"elbow.{side}"][:, 2]
        assert elbow == pytest.approx(np.full(pose.count, 0.0165), abs=1e-9)
        drift = np.ptp(pose.points[f"sole.{side}"], axis=0)
        assert drift.max() < 1e-9


def shoulders_and_pelvis(pose: Pose) -> tuple[np.ndarray, np.ndarray]:
    return pose.frames["T2"][:, 2, 1], pose.frames["pelvis"][:, 2, 1]


def test_in_the_trunk_rotation_the_pelvis_rolls_and_the_shoulders_stay() -> None:
    pose = load_motion("lower-trunk-rotation").pose
    shoulders, pelvis = shoulders_and_pelvis(pose)
    assert np.degrees(np.arcsin(np.abs(shoulders))).max() < 1.0
    assert np.degrees(np.arcsin(pelvis)).max() > 30.0
    # To the right, and both knees go with it.
    hold = 64
    for side in "LR":
        assert pose.points[f"knee.{side}"][hold, 1] < pose.points[f"knee.{side}"][0, 1] - 0.08


def test_the_bird_dog_stretches_the_right_leg_and_the_left_arm() -> None:
    pose = load_motion("bird-dog").pose
    start, hold = 0, 64
    rise = {name: pose.points[name][hold, 2] - pose.points[name][start, 2] for name in pose.points}
    assert rise["heel.R"] > 0.15
    assert rise["wrist.L"] > 0.2
    assert abs(rise["heel.L"]) < 1e-9
    assert abs(rise["wrist.R"]) < 1e-9
    # Palm to the front, fingers down, a left thumb points left: up the hand frame's Y axis.
    thumb = pose.frames["hand.L"][hold, :, 1]
    assert thumb[2] > 0.8
    assert pose.angles["ankle.R.dorsi"][hold] == pytest.approx(0.0, abs=1.0)


def test_the_side_plank_is_straight_and_stands_on_the_edge_of_one_foot() -> None:
    pose = load_motion("side-plank-advanced").pose
    outer = pose.points["foot_side.R"]
    assert np.abs(outer[:, 2]).max() < 1e-9
    assert np.abs(outer - outer[:1]).max() < 1e-9
    across = pose.frames["foot.R"][:, 2, 1]
    assert np.abs(across - 1.0).max() < 1e-9
