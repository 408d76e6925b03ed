"""The body's solids: on the floor, in one piece, the same on both sides."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest

from backrehab_desktop.catalogue.motions import load_motion
from backrehab_desktop.core.figure.body import Body, between, clothe, shape_body
from backrehab_desktop.core.figure.motion import Motion
from backrehab_desktop.core.figure.muscles import MUSCLES, patches

IDS = [
    "pelvic-tilt",
    "single-knee-to-chest",
    "lower-trunk-rotation",
    "hamstring-stretch",
    "bridge",
    "bird-dog",
]


@lru_cache
def motion_of(exercise_id: str) -> Motion:
    return load_motion(exercise_id)


def body_of(exercise_id: str, step: int = 16) -> Body:
    return shape_body(motion_of(exercise_id).pose.take(slice(None, None, step)))


@pytest.mark.parametrize("exercise_id", IDS)
def test_nothing_reaches_below_the_floor(exercise_id: str) -> None:
    for name, rings in body_of(exercise_id).solids.items():
        assert rings.lowest.min() >= -1e-9, name


@pytest.mark.parametrize("exercise_id", IDS[:5])
def test_the_head_rests_on_the_floor(exercise_id: str) -> None:
    assert body_of(exercise_id)["hair"].lowest.min(axis=1) == pytest.approx(0, abs=0.008)


@pytest.mark.parametrize("exercise_id", IDS[:5])
def test_the_trunk_lies_on_the_floor(exercise_id: str) -> None:
    assert body_of(exercise_id)["trunk"].lowest.min(axis=1) == pytest.approx(0, abs=0.004)


def test_planted_feet_touch_the_floor() -> None:
    body = body_of("bridge")

    for side in "LR":
        assert body[f"foot.{side}"].lowest.min(axis=1) == pytest.approx(0, abs=0.002)


def test_a_limb_begins_where_the_one_before_ends() -> None:
    body = body_of("bird-dog")

    for upper, lower in (("thigh", "shank"), ("upper_arm", "forearm")):
        for side in "LR":
            end = body[f"{upper}.{side}"].centres[:, -1]
            start = body[f"{lower}.{side}"].centres[:, 0]
            assert np.abs(end - start).max() < 0.006


def test_a_symmetric_pose_has_a_symmetric_body() -> None:
    body = body_of("bridge")
    flip = np.array([1.0, -1.0, 1.0])

    for name, rings in body.solids.items():
        if name.endswith(".L"):
            other = body[f"{name[:-2]}.R"]
            assert rings.centres * flip == pytest.approx(other.centres, abs=1e-9)


def test_cloth_ends_at_the_hem_and_lies_over_the_skin() -> None:
    limb = body_of("bridge")["thigh.R"]
    cloth = clothe(limb, 0.5)
    hem = between(limb, [0.5])

    assert cloth.centres[:, -1] == pytest.approx(hem.centres[:, 0])
    assert (
        np.linalg.norm(cloth.axes[:, -1, :2], axis=-1) > np.linalg.norm(hem.axes[:, 0, :2], axis=-1)
    ).all()


@pytest.mark.parametrize("muscle", MUSCLES)
def test_every_muscle_lies_on_a_layer_of_the_body(muscle: str) -> None:
    found = patches(body_of("bridge"), muscle)

    assert found
    for patch in found:
        assert patch.layer == "trunk" or patch.layer[:-2] in {"thigh", "shank"}
        assert np.isfinite(patch.rings.centres).all()
        assert np.linalg.norm(patch.outward, axis=-1) == pytest.approx(1)


def test_a_muscle_of_one_side_is_painted_on_that_side_only() -> None:
    assert [patch.layer for patch in patches(body_of("bridge"), "hamstrings.R")] == ["thigh.R"]


def test_muscles_face_the_way_they_lie() -> None:
    """On their back, a person's belly faces up and the low back down."""
    body = body_of("pelvic-tilt")

    assert patches(body, "abdomen")[0].outward[:, 2].min() > 0.9
    assert patches(body, "lumbar")[0].outward[:, 2].max() < -0.9


def test_an_unknown_muscle_is_refused() -> None:
    with pytest.raises(KeyError):
        patches(body_of("bridge"), "heart")


def test_the_belly_rises_with_the_breath_and_the_back_stays() -> None:
    motion = motion_of("deep-breathing")
    rows = [0, motion.timeline.hold_sample]
    trunk = shape_body(motion.pose.take(np.array(rows)))["trunk"]
    reach = np.abs(trunk.axes[..., 2]).max(axis=-1)
    top, bottom = trunk.centres[..., 2] + reach, trunk.centres[..., 2] - reach

    assert 0.02 < (top[1] - top[0]).max() < 0.03
    assert np.abs(bottom[1] - bottom[0]).max() < 0.004
    assert np.abs(top[1, -4:] - top[0, -4:]).max() < 1e-9
