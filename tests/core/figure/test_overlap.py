from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from backrehab_desktop.catalogue.motions import load_motion
from backrehab_desktop.core.exercise import Side
from backrehab_desktop.core.figure.body import LEG_PROFILES, smooth_profile
from backrehab_desktop.core.figure.overlap import hands_on_skin, overlaps
from backrehab_desktop.core.figure.pose import Pose


def moved(pose: Pose, side: str, by: tuple[float, float, float]) -> Pose:
    """A pose with one leg beside its place."""
    leg = {f"{name}.{side}" for name in ("hip", "knee", "ankle", "toe")}
    points = {name: place + by if name in leg else place for name, place in pose.points.items()}
    return replace(pose, points=points)


def depth_of(pose: Pose, part: str, other: str) -> np.ndarray:
    (found,) = [o.depth for o in overlaps(pose) if {o.part, o.other} == {part, other}]
    return found


@pytest.mark.parametrize("by", [0.0, 0.015, 0.03, 0.05])
def test_the_depth_is_that_of_what_is_drawn(by: float) -> None:
    pose = moved(load_motion("bridge").pose.take(slice(0, 1)), "L", (0.0, -by, 0.0))
    share, _, wide, _ = smooth_profile(*LEG_PROFILES["thigh"]).T
    # Both thighs are parallel; they are widest where they are no longer one at the groin.
    widest = 2.0 * wide[share > 0.2].max()
    assert depth_of(pose, "thigh.L", "thigh.R")[0] == pytest.approx(widest - 0.1 + by, abs=1e-3)


def test_parts_that_are_joined_are_no_pair() -> None:
    pairs = {frozenset((o.part, o.other)) for o in overlaps(load_motion("bridge").pose)}
    assert frozenset(("thigh.L", "shank.L")) not in pairs
    assert frozenset(("hand.R", "forearm.R")) not in pairs
    assert frozenset(("head", "trunk")) not in pairs
    assert frozenset(("thigh.L", "shank.R")) in pairs
    assert frozenset(("hand.R", "thigh.R")) in pairs
    assert frozenset(("hand.R", "head")) in pairs


def test_both_sides_are_judged_alike() -> None:
    right, left = (load_motion("single-knee-to-chest", side).pose for side in Side)
    one = sorted(float(o.depth.max()) for o in overlaps(right))
    other = sorted(float(o.depth.max()) for o in overlaps(left))
    assert one == pytest.approx(other, abs=2e-4)


@pytest.mark.parametrize("name", ["single-knee-to-chest", "deep-breathing", "hip-hinge-bend"])
@pytest.mark.parametrize("by", [0.003, -0.003])
def test_a_palm_off_or_in_the_skin_is_found(name: str, by: float) -> None:
    motion = load_motion(name)
    held = [(c, slice(c.first_sample, c.last_sample + 1)) for c in motion.contacts]
    before = hands_on_skin(motion.pose, held)
    assert before.is_met
    palm = motion.pose.points["palm.R"] - by * motion.pose.frames["hand.R"][:, :, 0]
    pose = replace(motion.pose, points={**motion.pose.points, "palm.R": palm})
    finding = hands_on_skin(pose, held)
    assert not finding.is_met
    assert finding.where.startswith("palm.R on")
    assert finding.value == pytest.approx(0.003, abs=before.value + 1e-4)
