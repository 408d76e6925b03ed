from __future__ import annotations

import numpy as np
import pytest

from backrehab_desktop.core.figure import supports
from backrehab_desktop.core.figure.angle_names import RESTING_ANGLES
from backrehab_desktop.core.figure.kinematics import Body, build_trunk, limb_rotations
from backrehab_desktop.core.figure.spec import PoseError


def batch_of(count: int, **changes: np.ndarray) -> dict[str, np.ndarray]:
    angles = {name: np.full(count, value) for name, value in RESTING_ANGLES.items()}
    return angles | {name.replace("_", "."): value for name, value in changes.items()}


def lying(angles: dict[str, np.ndarray], pads: tuple[str, ...] = ("upper_back", "seat")) -> Body:
    count = len(angles["lumbar.flex"])
    body = build_trunk(angles)
    level = supports.base_orientation("supine", np.zeros(count))
    supports.lay_down(body, pads, level, None, limb_rotations(angles))
    return body


def pad_height(body: Body, name: str) -> np.ndarray:
    return supports.pad_centre(body, name)[:, 2] - supports.pad_depth(body, name)


def test_both_pads_touch_whatever_the_spine_does() -> None:
    angles = batch_of(7, lumbar_flex=np.linspace(-20, 40, 7), thorax_twist=np.linspace(-35, 35, 7))
    body = lying(angles)
    for pad in ("upper_back", "seat"):
        assert pad_height(body, pad) == pytest.approx(np.zeros(7), abs=1e-11)


def test_flexing_the_low_back_closes_the_hollow_and_tilts_the_pelvis() -> None:
    body = lying(batch_of(2, lumbar_flex=np.array([-8.0, 15.0])))
    open_gap, closed_gap = pad_height(body, "low_back")
    assert open_gap > 0.012
    assert 0.0 < closed_gap < 0.004
    top_up = np.degrees(np.arcsin(body.frames["pelvis"][:, 2, 2]))
    assert top_up[0] - top_up[1] == pytest.approx(17, abs=3)


def test_it_lies_face_up_with_the_right_side_towards_the_viewer() -> None:
    body = lying(batch_of(1))
    assert body.points["nose"][0, 2] > body.points["head"][0, 2]
    assert body.points["head"][0, 0] < body.points["pelvis"][0, 0]
    assert body.points["hip.R"][0, 1] < 0.0 < body.points["hip.L"][0, 1]


def test_hips_up_raises_the_hip_end_in_every_base_posture() -> None:
    for base in ("supine", "prone"):
        frames = supports.base_orientation(base, np.array([20.0]))
        assert -frames[0, 2, 2] == pytest.approx(np.sin(np.radians(20.0)))


@pytest.mark.parametrize("twist", [-60.0, 0.0, 25.0])
def test_the_head_finds_the_floor(twist: float) -> None:
    angles = batch_of(3, lumbar_flex=np.array([-8.0, 0.0, 15.0]), neck_twist=np.full(3, twist))
    body = lying(angles)
    supports.rest_head(body, angles)
    assert supports.head_height(body) == pytest.approx(np.zeros(3), abs=1e-10)
    assert (np.abs(angles["neck.flex"]) < 40.0).all()


def test_a_head_that_cannot_come_down_is_refused() -> None:
    angles = batch_of(1)
    body = lying(angles)
    body.place(np.eye(3)[None], np.array([[0.0, 0.0, 0.5]]))
    with pytest.raises(PoseError, match="head"):
        supports.rest_head(body, angles)


def test_pads_that_cannot_both_touch_are_refused() -> None:
    angles = batch_of(1)
    body = build_trunk(angles)
    apart = supports.pad_centre(body, "seat") - supports.pad_centre(body, "upper_back")
    body.points["s5"] = body.points["s5"] + apart + [[0.0, 0.0, 1e-4]]
    with pytest.raises(PoseError, match="both pads"):
        supports.lay_down(
            body,
            ("upper_back", "seat"),
            np.eye(3)[None],
            None,
            limb_rotations(angles),
        )
