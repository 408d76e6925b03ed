from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
from backrehab_desktop.catalogue.motions import load_motion, load_spec, validate_motion
from backrehab_desktop.core.exercise import Side, Sides
from backrehab_desktop.core.figure import checks
from backrehab_desktop.core.figure.motion import Motion
from backrehab_desktop.core.figure.pose import Pose
from backrehab_desktop.core.figure.spec import PoseError
from backrehab_desktop.core.figure.validate import check_baked, check_fully, cycle_samples

IDS = ExerciseCatalogue().ids()
SHOWN = [
    (exercise.id, side)
    for exercise in ExerciseCatalogue().all()
    for side in ((Side.RIGHT,) if exercise.sides is Sides.BOTH else Side)
]
"""Every motion that is ever shown: what both sides do together has no other side."""
NAMES = [str(row) for row in range(10_000)]


@pytest.mark.parametrize(("name", "side"), SHOWN)
def test_every_check_holds_on_every_frame_at_120_a_second(name: str, side: Side) -> None:
    findings = validate_motion(name, side)
    assert {finding.check for finding in findings} == {
        "bone length error",
        "contact drift",
        "gap under a contact",
        "depth in the floor",
        "depth in a thing",
        "excess over the range of motion",
        "gap between end and start",
        "speed",
        "acceleration",
        "depth in the body",
        "gap between a hand and the body",
        "jump ratio",
    }
    assert all(finding.is_met for finding in findings)


@pytest.mark.parametrize("name", IDS)
def test_the_tempo_is_humane(name: str) -> None:
    spec = load_spec(name)
    longest_s = 4.5 if spec.breath else 2.6
    for before, key in pairwise(spec.keys):
        # Going back to the pose that one is in: a pause that belongs to the exercise.
        is_pause = key.same_as is not None and spec.keys[key.same_as].name == before.name
        assert 1.4 <= key.move_s <= (5.0 if is_pause else longest_s), key.name


def moved(motion: Motion, point: str, rows: slice, by: tuple[float, float, float]) -> Pose:
    """The baked pose with one point shifted for some rows."""
    place = motion.pose.points[point].copy()
    place[rows] += by
    return replace(motion.pose, points={**motion.pose.points, point: place})


def bent(motion: Motion, angle: str, degrees: float) -> Pose:
    values = motion.pose.angles[angle].copy()
    values[40] = degrees
    return replace(motion.pose, angles={**motion.pose.angles, angle: values})


@pytest.mark.parametrize(
    ("point", "rows", "by", "check"),
    [
        ("knee.R", slice(30, 31), (0.0, 0.0, 1e-6), "bone length error"),
        ("ball_pad.R", slice(30, 31), (3e-6, 0.0, 0.0), "bone length error"),
        ("upper_back", slice(50, 60), (2e-6, 0.0, 0.0), "contact drift"),
        ("upper_back", slice(0, 129), (0.0, 0.0, 0.0025), "gap under a contact"),
        ("low_back", slice(3, 4), (0.0, 0.0, -0.03), "depth in the floor"),
        ("elbow_pad.R", slice(128, 129), (1e-6, 0.0, 0.0), "gap between end and start"),
        ("waist", slice(40, 41), (0.5, 0.0, 0.0), "speed"),
    ],
)
def test_each_broken_rule_is_found_and_named(
    point: str, rows: slice, by: tuple[float, float, float], check: str
) -> None:
    motion = load_motion("bridge")
    pose = moved(motion, point, rows, by)
    with pytest.raises(PoseError) as caught:
        check_baked(pose, motion.timeline, motion.contacts)
    assert caught.value.check.startswith(check)
    assert "Start" in caught.value.key
    assert "Lift" in caught.value.key


def test_a_joint_beyond_its_range_is_found_and_named() -> None:
    motion = load_motion("bridge")
    with pytest.raises(PoseError, match=r"hip\.R\.flex: excess over the range of motion"):
        check_baked(bent(motion, "hip.R.flex", 125.6), motion.timeline, motion.contacts)
    check_baked(bent(motion, "hip.R.flex", 125.4), motion.timeline, motion.contacts)


@pytest.mark.parametrize(
    ("angle", "least", "most"), [("wrist.L.flex", -70.0, 80.0), ("wrist.R.dev", -30.0, 20.0)]
)
def test_a_wrist_has_a_range_of_motion(angle: str, least: float, most: float) -> None:
    motion = load_motion("upper-body-lift")
    for degrees in (least - 0.4, most + 0.4):
        check_baked(bent(motion, angle, degrees), motion.timeline, motion.contacts)
    for degrees in (least - 0.6, most + 0.6):
        with pytest.raises(PoseError, match="excess over the range of motion"):
            check_baked(bent(motion, angle, degrees), motion.timeline, motion.contacts)


def test_only_a_pressed_hand_is_bent_back_to_a_right_angle() -> None:
    motion = load_motion("bird-dog")
    held = [(contact, slice(None)) for contact in motion.contacts]
    assert checks.range_of_motion(bent(motion, "wrist.R.flex", -90.4), held).is_met
    assert not checks.range_of_motion(bent(motion, "wrist.R.flex", -90.6), held).is_met
    # The left hand is in the air at that moment.
    assert not checks.range_of_motion(bent(motion, "wrist.L.flex", -70.6), held).is_met


def test_a_hand_on_a_seat_is_pressed_too() -> None:
    motion = load_motion("seated-lumbar-rotation")
    held = [(contact, slice(None)) for contact in motion.contacts if contact.point == "palm.R"]
    assert checks.range_of_motion(motion.pose, held).is_met
    assert not checks.range_of_motion(motion.pose).is_met


def test_nothing_undefined_passes() -> None:
    motion = load_motion("bridge")
    pose = moved(motion, "low_back", slice(5, 6), (float("nan"), 0.0, 0.0))
    finding = checks.loop_closure(moved(motion, "s4", slice(128, 129), (float("nan"), 0.0, 0.0)))
    assert not finding.is_met
    with pytest.raises(PoseError):
        check_baked(pose, motion.timeline, motion.contacts)


def test_a_hurried_motion_is_refused() -> None:
    motion = load_motion("bird-dog")
    keys = tuple(replace(key, move_s=key.move_s / 4) for key in motion.timeline.keys)
    hurried = replace(motion, timeline=replace(motion.timeline, keys=keys))
    with pytest.raises(PoseError, match="speed"):
        check_fully(hurried)
    with pytest.raises(PoseError, match="speed"):
        check_baked(hurried.pose, hurried.timeline, hurried.contacts)


class Jerky:
    """A solver whose motion jumps once, in a single frame."""

    def __init__(self, motion: Motion) -> None:
        self._motion = motion

    def solve(self, samples: np.ndarray) -> Pose:
        pose = self._motion.solve(samples)
        place = pose.points["waist"].copy()
        place[(samples > 20.0) & (samples < 108.0)] += [2e-5, 0.0, 0.0]
        return replace(pose, points={**pose.points, "waist": place})


def test_a_jump_too_small_to_see_in_the_speed_is_found() -> None:
    motion = load_motion("pelvic-tilt")
    with pytest.raises(PoseError, match="jump ratio"):
        check_fully(replace(motion, solver=Jerky(motion)))


def test_the_speed_at_loading_agrees_with_the_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    motion = load_motion("bird-dog")
    samples = cycle_samples(motion.timeline, 480, 0.1)
    exact = checks.speeds(motion.solve(samples), 480).value
    monkeypatch.setattr(checks, "SPEED", exact * 0.97)
    with pytest.raises(PoseError, match="speed"):
        check_baked(motion.pose, motion.timeline, motion.contacts)
    monkeypatch.setattr(checks, "SPEED", exact * 1.03)
    check_baked(motion.pose, motion.timeline, motion.contacts)


@pytest.mark.parametrize("fps", [1, 7.5, 60, 120])
def test_the_last_frame_closes_the_cycle(fps: float) -> None:
    timeline = load_spec("bridge").timeline
    samples = cycle_samples(timeline, fps, 3.0)
    assert samples[0] == 0.0
    assert samples[-1] == timeline.sample_count - 1
    assert (np.diff(samples) >= 0.0).all()
