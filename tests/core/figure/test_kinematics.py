from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab_desktop.core.figure import skeleton
from backrehab_desktop.core.figure.angle_names import RESTING_ANGLES
from backrehab_desktop.core.figure.angles import limb_angles
from backrehab_desktop.core.figure.kinematics import (
    Body,
    add_arm,
    add_leg,
    bend_leg,
    build_trunk,
    joint_at_height,
    joint_rotations,
    joint_towards,
    limb_rotations,
    reach,
)
from backrehab_desktop.core.figure.rotation import rot_x, rot_y, rot_z

UP = np.array([[0.0, 0.0, 1.0]])


def standing(**changes: float) -> Body:
    angles = {name: np.array([value]) for name, value in RESTING_ANGLES.items()}
    for name, value in changes.items():
        angles[name.replace("_", ".")] = np.array([value])
    body = build_trunk(angles)
    rotations = limb_rotations(angles)
    for side in "LR":
        add_leg(body, side, rotations)
        add_arm(body, side, rotations)
    return body


def test_a_resting_body_is_as_tall_as_its_stature() -> None:
    body = standing()
    sole = body.points["ankle.L"][0, 2] - skeleton.ANKLE_HEIGHT
    assert body.points["crown"][0, 2] - sole == pytest.approx(1.0, abs=0.02)


def test_left_lies_on_the_left() -> None:
    body = standing()
    for name in ("hip", "knee", "shoulder", "wrist"):
        assert body.points[f"{name}.L"][0, 1] > 0.0
        assert body.points[f"{name}.R"][0] == pytest.approx(
            body.points[f"{name}.L"][0] * [1.0, -1.0, 1.0]
        )


@pytest.mark.parametrize("side", ["L", "R"])
@pytest.mark.parametrize(
    ("joint", "movement", "point", "axis", "sign"),
    [
        ("hip", "flex", "knee", 0, 1),  # forward
        ("knee", "flex", "ankle", 0, -1),  # backward
        ("ankle", "dorsi", "toe", 2, 1),  # toes up
        ("elbow", "flex", "wrist", 0, 1),
        ("hip", "abd", "knee", 1, 1),  # outwards
        ("shoulder", "raise", "elbow", 1, 1),
    ],
)
def test_each_movement_goes_the_way_its_name_says(
    side: str, joint: str, movement: str, point: str, axis: int, sign: int
) -> None:
    moved = standing(**{f"{joint}_{side}_{movement}": 30.0})
    change = moved.points[f"{point}.{side}"] - standing().points[f"{point}.{side}"]
    outward = skeleton.SIGN[side] if axis == 1 else 1.0
    assert change[0, axis] * sign * outward > 0.01


@pytest.mark.parametrize("side", ["L", "R"])
def test_inversion_lifts_the_inner_edge(side: str) -> None:
    frame = standing(**{f"foot_{side}_inv": 20.0}).frames[f"foot.{side}"][0]
    inward = frame[:, 1] * -skeleton.SIGN[side]
    assert inward[2] > 0.3


def test_flexion_of_the_spine_brings_the_head_forward() -> None:
    for region in skeleton.REGIONS:
        moved = standing(**{f"{region}_flex": 20.0}).points["head"]
        assert moved[0, 0] > standing().points["head"][0, 0] + 0.01


def test_bend_goes_left_and_twist_turns_left() -> None:
    assert standing(thorax_bend=20.0).points["head"][0, 1] > 0.01
    assert standing(thorax_twist=20.0).points["nose"][0, 1] > 0.01


@given(
    st.floats(-25, 120),
    st.floats(-25, 40),
    st.floats(-40, 40),
    st.floats(0, 140),
    st.floats(-50, 20),
    st.floats(-20, 30),
)
def test_clinical_angles_read_back_what_was_set(
    flex: float, abd: float, rot: float, knee: float, dorsi: float, inv: float
) -> None:
    names = ("hip.{}.flex", "hip.{}.abd", "hip.{}.rot", "knee.{}.flex", "ankle.{}.dorsi",
             "foot.{}.inv")  # fmt: skip
    wanted = {
        name.format(side): value
        for name, value in zip(names, (flex, abd, rot, knee, dorsi, inv), strict=True)
        for side in "LR"
    }
    body = standing(**{name.replace(".", "_"): value for name, value in wanted.items()})
    measured = limb_angles(body)
    for name, value in wanted.items():
        assert measured[name][0] == pytest.approx(value, abs=1e-9), name


@given(st.floats(0, 170), st.floats(-30, 120), st.floats(0, 140))
def test_the_arm_too(raised: float, plane: float, elbow: float) -> None:
    body = standing(shoulder_R_raise=raised, shoulder_R_plane=plane, elbow_R_flex=elbow)
    measured = limb_angles(body)
    assert measured["shoulder.R.raise"][0] == pytest.approx(raised, abs=1e-5)
    assert measured["elbow.R.flex"][0] == pytest.approx(elbow, abs=1e-9)
    if raised > 1.0:
        assert measured["shoulder.R.plane"][0] == pytest.approx(plane, abs=1e-6)


@given(st.floats(-89, 89), st.floats(-85, 85), st.floats(-180, 180))
def test_the_wrist_is_read_back_however_the_forearm_is_turned(
    flex: float, dev: float, pron: float
) -> None:
    body = standing(
        **{f"forearm_{side}_pron": pron for side in "LR"},
        **{f"wrist_{side}_ext": -flex for side in "LR"},
    )
    measured = limb_angles(body)
    for side in "LR":
        assert measured[f"wrist.{side}.flex"][0] == pytest.approx(flex, abs=1e-9)
        assert measured[f"wrist.{side}.dev"][0] == pytest.approx(0.0, abs=1e-9)
    # Bent to the side before it is bent back: the thumb of a hanging left hand points forward.
    sideways = rot_x(np.radians([dev])) @ rot_y(np.radians([-flex]))
    body.frames["hand.L"] = body.frames["forearm.L"] @ rot_z(np.radians([-90.0 - pron])) @ sideways
    measured = limb_angles(body)
    assert measured["wrist.L.flex"][0] == pytest.approx(flex, abs=1e-7)
    assert measured["wrist.L.dev"][0] == pytest.approx(dev, abs=1e-7)


def test_deviation_towards_the_thumb_is_positive() -> None:
    body = standing()
    hand = body.frames["hand.R"]
    for degrees in (-20.0, 20.0):
        body.frames["hand.R"] = hand @ rot_x(np.radians([-degrees]))
        # The palm of a hanging hand faces the thigh, so its thumb is in front.
        ahead = -body.frames["hand.R"][0, 0, 2]
        assert np.sign(ahead) == np.sign(limb_angles_of(body)["wrist.R.dev"]) == np.sign(degrees)


def test_joint_rotations_rebuild_the_body() -> None:
    body = standing(hip_R_flex=40.0, knee_R_flex=60.0, shoulder_L_raise=70.0, elbow_L_flex=20.0)
    before = {name: point.copy() for name, point in body.points.items()}
    rotations = joint_rotations(body)
    for side in "LR":
        add_leg(body, side, rotations)
        add_arm(body, side, rotations)
    for name, point in body.points.items():
        assert point == pytest.approx(before[name], abs=1e-12)


REACHES = st.tuples(st.floats(-0.4, 0.4), st.floats(-0.4, 0.4), st.floats(-0.4, 0.4)).filter(
    lambda v: 0.05 < np.linalg.norm(v) < 0.48
)


@given(REACHES)
def test_two_bones_reach_their_target_without_changing_length(target: tuple[float, ...]) -> None:
    root, end = np.zeros((1, 3)), np.array([target])
    limb = reach(root, end, skeleton.THIGH, skeleton.SHANK)
    knee = joint_towards(limb, np.array([[0.3, 0.9, -0.2]]))
    assert np.linalg.norm(knee) == pytest.approx(skeleton.THIGH, abs=1e-9)
    assert np.linalg.norm(end - knee) == pytest.approx(skeleton.SHANK, abs=1e-9)
    assert limb.excess[0] < 0.0


def test_out_of_reach_is_told_and_never_clamped() -> None:
    limb = reach(np.zeros((1, 3)), np.array([[0.6, 0.0, 0.0]]), 0.2, 0.3)
    assert limb.excess[0] == pytest.approx(0.1)
    assert np.isnan(limb.radius).all()
    near = reach(np.zeros((1, 3)), np.array([[0.05, 0.0, 0.0]]), 0.2, 0.3)
    assert near.excess[0] == pytest.approx(0.05)


def test_a_joint_comes_to_rest_at_a_height_on_the_wanted_side() -> None:
    limb = reach(np.array([[0.0, 0.0, 0.05]]), np.array([[0.28, 0.0, 0.0125]]), 0.186, 0.146)
    for outward in (1.0, -1.0):
        elbow = joint_at_height(limb, np.array([0.0165]), np.array([[0.0, outward, 0.0]]))
        assert elbow[0, 2] == pytest.approx(0.0165)
        assert elbow[0, 1] * outward > 0.01
        assert np.linalg.norm(elbow[0] - [0, 0, 0.05]) == pytest.approx(0.186)
    too_low = joint_at_height(limb, np.array([-0.5]), np.array([[0.0, 1.0, 0.0]]))
    assert np.isnan(too_low).all()


def test_a_bent_leg_has_one_hinge() -> None:
    body = standing()
    hip = body.points["hip.R"]
    ankle = hip + np.array([[0.2, 0.05, -0.3]])
    limb = reach(hip, ankle, skeleton.THIGH, skeleton.SHANK)
    pole = np.array([[1.0, 0.0, 0.0]])
    bend_leg(body, "R", joint_towards(limb, pole), ankle, pole)
    thigh, shank = body.frames["thigh.R"][0], body.frames["shank.R"][0]
    assert thigh[:, 1] == pytest.approx(shank[:, 1])
    assert np.linalg.det(thigh) == pytest.approx(1.0)
    assert limb_angles_of(body)["knee.R.flex"] > 10.0


def limb_angles_of(body: Body) -> dict[str, float]:
    body.frames.setdefault("foot.R", body.frames["shank.R"])
    return {name: float(value[0]) for name, value in limb_angles(body).items()}
