from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from backrehab_desktop.catalogue.motions import load_motion, load_spec
from backrehab_desktop.core.figure.body import LEG_PROFILES, smooth_profile
from backrehab_desktop.core.figure.kinematics import Body
from backrehab_desktop.core.figure.skin import (
    Spot,
    head_skin,
    head_spot,
    limb_skin,
    trunk_skin,
    trunk_spot,
)
from backrehab_desktop.core.figure.solver import MotionSolver
from backrehab_desktop.core.figure.spec import BodyContact, PoseError


def body_of(name: str) -> Body:
    """The first key of a motion."""
    return MotionSolver(load_spec(name)).keys[0].body


def spot(along: float, around_deg: float) -> Spot:
    return Spot(np.array([along]), np.radians([around_deg]))


@pytest.mark.parametrize("along", [6.0, 14.3, 20.0, 27.5])
@pytest.mark.parametrize("around", [-150.0, -40.0, 0.0, 33.0, 95.0])
def test_a_place_above_the_trunk_finds_the_spot_below_it(along: float, around: float) -> None:
    body = body_of("cat-camel")
    skin, out = trunk_skin(body, spot(along, around))
    found = trunk_spot(body, skin + 0.01 * out)
    again, _ = trunk_skin(body, found)
    assert np.linalg.norm(again - skin) < 1.5e-3
    assert np.linalg.norm(skin + 0.01 * out - again) <= 0.01 + 1e-9


def test_both_sides_of_the_trunk_have_the_same_spots() -> None:
    body = body_of("wall-sit")
    skin, _ = trunk_skin(body, spot(12.0, 50.0))
    right, left = (trunk_spot(body, skin * [1.0, sign, 1.0] + [0.01, 0, 0]) for sign in (1, -1))
    assert right.along == pytest.approx(left.along, abs=1e-9)
    assert right.around == pytest.approx(-left.around, abs=1e-9)


def test_the_skin_faces_away_from_the_trunk() -> None:
    body = body_of("wall-sit")
    for around in (-120.0, 0.0, 60.0, 180.0):
        skin, out = trunk_skin(body, spot(15.0, around))
        middle = (body.points["s1"] + body.points["s3"]) / 2.0
        assert ((skin - middle) * out).sum() > 0.0
        assert np.linalg.norm(out) == pytest.approx(1.0)


@pytest.mark.parametrize("limb", ["thigh", "shank"])
@pytest.mark.parametrize("along", [0.1, 0.4, 0.7])
def test_the_skin_of_a_leg_is_as_far_out_as_it_is_drawn(limb: str, along: float) -> None:
    body = body_of("wall-sit")
    share, _, wide, _ = smooth_profile(*LEG_PROFILES[limb]).T
    skin, out = limb_skin(body, f"{limb}.L", spot(along, 90.0))
    ends = {"thigh": ("hip.L", "knee.L"), "shank": ("knee.L", "ankle.L")}[limb]
    start, end = (body.points[name] for name in ends)
    across = (skin - start - along * (end - start)) @ body.frames[f"{limb}.L"][0]
    assert across[0, 1] == pytest.approx(np.interp(along, share, wide), abs=6e-4)
    # It tapers: the skin faces a little towards the foot where the leg grows thinner.
    thinner = np.interp(along + 0.05, share, wide) < np.interp(along - 0.05, share, wide)
    assert ((out * (end - start)).sum() > 0.0) == thinner


def test_the_head_is_an_ellipsoid() -> None:
    body = body_of("wall-sit")
    skin, out = head_skin(body, spot(0.2, 130.0))
    again, _ = head_skin(body, head_spot(body, skin + 0.01 * out))
    assert np.linalg.norm(again - skin) < 3e-3


def test_a_spot_moves_evenly_to_another() -> None:
    way = spot(3.0, 10.0).towards(spot(5.0, -10.0), np.array([0.0, 0.25, 1.0]))
    assert way.along == pytest.approx([3.0, 3.5, 5.0])
    assert np.degrees(way.around) == pytest.approx([10.0, 5.0, -10.0])
    round_the_back = spot(3.0, 170.0).towards(spot(3.0, -170.0), np.array([0.5]))
    assert np.degrees(round_the_back.around) == pytest.approx([180.0])


def test_a_hand_on_the_belly_rises_with_the_breath() -> None:
    motion = load_motion("deep-breathing")
    hold = motion.timeline.hold_sample
    rise = [motion.pose.points[f"palm.{side}"][[0, hold], 2] for side in "LR"]
    assert max(float(np.diff(heights)[0]) for heights in rise) > 0.008


def test_a_hand_far_from_the_skin_is_an_error() -> None:
    spec = load_spec("deep-breathing")
    contacts = {
        limb: replace(contact, offset=(0.25, 0.0, 0.0))
        if isinstance(contact, BodyContact)
        else contact
        for limb, contact in spec.keys[0].contacts.items()
    }
    keys = (replace(spec.keys[0], contacts=contacts), *spec.keys[1:])
    with pytest.raises(PoseError, match="put near its skin"):
        MotionSolver(replace(spec, keys=keys))
