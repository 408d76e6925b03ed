from __future__ import annotations

import pytest

from backrehab_desktop.catalogue.motion_words import parse_expectation
from backrehab_desktop.catalogue.motions import load_motion
from backrehab_desktop.core.figure.measure import measure, met
from backrehab_desktop.core.figure.pose import Pose


@pytest.fixture(scope="module")
def keys() -> tuple[Pose, Pose]:
    """Start and hold of the bridge."""
    pose = load_motion("bridge").pose
    return pose.take(slice(0, 1)), pose.take(slice(64, 65))


@pytest.mark.parametrize(
    ("text", "is_met"),
    [
        ("pelvis.z rises 0.08", True),
        ("pelvis.z rises 0.2", False),
        ("pelvis.z falls 0.01", False),
        ("hip.R.flex falls 30", True),
        ("hip.L.flex within -10..10", True),
        ("hip.L.flex changes within -10..10", False),
        ("bend(shoulder, hip, knee) within 0..5", True),
        ("bend(hip.R, knee.R, ankle.R) within 0..5", False),
        ("distance(knee.L, knee.R) within 0.09..0.11", True),
        ("slope(hip.R, knee.R) within 15..30", True),
        ("gap(upper_back) within 0..0.001", True),
        ("gap(seat) within 0..0.001", False),
        ("roll(pelvis) within -0.1..0.1", True),
    ],
)
def test_expectations_measure_what_they_say(
    text: str, is_met: bool, keys: tuple[Pose, Pose]
) -> None:
    expectation = parse_expectation(text)
    assert expectation is not None
    assert met(expectation, *keys)[0] is is_met


@pytest.mark.parametrize(
    "text",
    [
        "",
        "pelvis rises 0.08",
        "pelvis.q rises 0.08",
        "pelvis.z rises",
        "pelvis.z rises nan",
        "pelvis.z rises 1e9",
        "pelvis.z within 3..1",
        "pelvis.z changes",
        "tail.z rises 0.1",
        "bend(hip, knee) within 0..5",
        "bend(hip, knee, tail) within 0..5",
        "explode(hip) within 0..5",
        "gap(hip) within 0..5",
        "hip.flex within 0..5",
        "pelvis.z rises 0.08 and more",
    ],
)
def test_anything_else_is_no_expectation(text: str) -> None:
    assert parse_expectation(text) is None


def test_a_measure_is_taken_in_every_pose() -> None:
    expectation = parse_expectation("pelvis.z rises 0.08")
    assert expectation is not None
    pose = load_motion("bridge").pose
    assert measure(pose, expectation).shape == (pose.count,)
