"""Motions that go on without end: walking and machines, on every frame."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest

from backrehab_desktop.catalogue.activities import ActivityCatalogue
from backrehab_desktop.catalogue.motions import load_motion, load_spec, validate_motion
from backrehab_desktop.core.exercise import Side
from backrehab_desktop.core.figure.cycle import CycleSolver
from backrehab_desktop.core.figure.cycle_spec import PedalSpec
from backrehab_desktop.core.figure.legibility import legibility
from backrehab_desktop.core.figure.mirror import mirror_pose
from backrehab_desktop.core.figure.motion import Motion
from backrehab_desktop.core.figure.pose import Pose
from backrehab_desktop.core.figure.spec import PoseError
from backrehab_desktop.core.figure.timeline import Part
from backrehab_desktop.core.figure.validate import check_baked, check_fully
from backrehab_desktop.exchange.motion_json import motion_document

IDS = [name for name in ActivityCatalogue().ids() if load_spec(name).cycle is not None]
MACHINES = [name for name in IDS if name != "walking"]
BIKES = ["recumbent-bike", "stationary-bike"]

KNEE = (4, 12, 18, 20, 18, 14, 10, 7, 5, 6, 10, 21, 38, 54, 64, 62, 52, 34, 16, 4)
HIP = (20, 19, 17, 14, 10, 6, 2, -2, -6, -9, -11, -10, -5, 2, 10, 16, 20, 22, 22, 22)
ANKLE = (0, -5, -6, -1, 3, 6, 7, 8, 10, 10, 6, -4, -16, -18, -10, -4, 0, 2, 2, 0)
"""Joint angles of natural walking at each twentieth of the cycle, rounded, recalled from Winter's
tables (The biomechanics and motor control of human gait)."""


@lru_cache
def motion_of(name: str) -> Motion:
    return load_motion(name)


@lru_cache
def solver_of(name: str) -> CycleSolver:
    spec = load_spec(name)
    assert spec.cycle is not None
    return CycleSolver(spec, spec.cycle)


@lru_cache
def cycle_of(name: str, count: int = 400) -> Pose:
    """Equally spaced moments of a cycle, without its end."""
    return solver_of(name).at(np.arange(count) / count)


def test_the_activities_with_a_cycle_are_here() -> None:
    assert {*BIKES, "elliptical", "walking"} <= set(IDS)


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("name", IDS)
def test_every_check_holds_on_every_frame_at_120_a_second(name: str, side: Side) -> None:
    findings = {finding.check: finding for finding in validate_motion(name, side)}
    assert all(finding.is_met for finding in findings.values())
    assert findings["contact drift"].value < 1e-9
    assert findings["gap between end and start"].value < 1e-12


@pytest.mark.parametrize("name", IDS)
def test_the_left_does_what_the_right_did_half_a_cycle_before(name: str) -> None:
    share = np.linspace(0.0, 1.0, 37)
    now, later = solver_of(name).at(share), solver_of(name).at(share + 0.5)
    image = mirror_pose(now)
    for point, place in later.points.items():
        assert np.abs(image.points[point] - place).max() < 1e-9, point
    for frame, axes in later.frames.items():
        assert np.abs(image.frames[frame] - axes).max() < 1e-9, frame


@pytest.mark.parametrize("name", IDS)
def test_the_left_motion_is_the_mirror_image_of_the_right(name: str) -> None:
    right, left = motion_of(name), load_motion(name, Side.LEFT)
    samples = np.linspace(0.0, right.timeline.sample_count - 1.0, 33)
    for one, other in ((right.pose, left.pose), (right.solve(samples), left.solve(samples))):
        image = mirror_pose(one)
        for point, place in other.points.items():
            assert np.abs(image.points[point] - place).max() < 1e-9
    assert left.travel == right.travel
    assert left.machine == right.machine


@pytest.mark.parametrize("name", IDS)
def test_it_goes_on_without_a_pause_or_a_jump(name: str) -> None:
    motion = motion_of(name)
    assert motion.timeline.cyclic
    assert motion.timeline.cycle_s(9.0) == pytest.approx(motion.timeline.move_s)
    step = 1e-4
    around = np.array([1.0 - 2 * step, 1.0 - step, 1.0, 1.0 + step, 1.0 + 2 * step])
    place = solver_of(name).at(around).points["toe.R"]
    speed = np.diff(place, axis=0) / step
    assert np.abs(np.diff(speed, axis=0)).max() < 0.02


@pytest.mark.parametrize("name", IDS)
def test_the_baked_samples_are_the_exact_poses_at_an_even_pace(name: str) -> None:
    motion = motion_of(name)
    assert motion.pose.count == motion.timeline.sample_count
    for fraction in (0.0, 0.13, 0.5, 0.77):
        sample = motion.timeline.sample(Part.MOVE, fraction)
        exact = solver_of(name).at(np.array([fraction])).points["ankle.R"]
        assert motion.solve(np.array([sample])).points["ankle.R"] == pytest.approx(exact, abs=1e-9)
        assert motion.pose_at(sample).points["ankle.R"] == pytest.approx(exact, abs=3e-4)


@pytest.mark.parametrize("name", IDS)
def test_it_can_be_seen_from_its_home_view(name: str) -> None:
    assert legibility(motion_of(name)).is_met


@pytest.mark.parametrize("name", IDS)
def test_as_numbers_it_is_one_cycle(name: str) -> None:
    motion = motion_of(name)
    document = motion_document(motion, 30.0, 0.0)
    frames = np.array(document["frames"])
    assert len(frames) == round(motion.timeline.move_s * 30) + 1
    assert np.abs(frames[0] - frames[-1]).max() < 1e-9
    assert ("floor_speed" in document) is (name == "walking")
    if motion.travel:
        assert document["floor_speed"] == pytest.approx(motion.travel / motion.timeline.move_s)


# Walking -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("angle", "norm", "off_deg", "alike"),
    [("knee", KNEE, 6.0, 0.95), ("hip", HIP, 7.5, 0.97), ("ankle", ANKLE, 7.0, 0.90)],
)
def test_joints_move_as_they_do_in_natural_walking(
    angle: str, norm: tuple[int, ...], off_deg: float, alike: float
) -> None:
    movement = {"knee": "flex", "hip": "flex", "ankle": "dorsi"}[angle]
    found = cycle_of("walking", 20).angles[f"{angle}.R.{movement}"]
    assert np.sqrt(((found - norm) ** 2).mean()) < off_deg
    assert np.corrcoef(found, norm)[0, 1] > alike


def test_the_knee_gives_as_it_is_loaded_and_bends_as_it_swings() -> None:
    knee = cycle_of("walking").angles["knee.R.flex"]
    share = np.arange(400) / 400
    loading, stance, swing = knee[share < 0.25], knee[(share > 0.3) & (share < 0.5)], knee
    assert 13.0 < loading.max() < 22.0
    assert stance.min() < 8.0
    assert 55.0 < swing.max() < 68.0
    assert 0.68 < share[swing.argmax()] < 0.78
    assert knee.min() > 1.0


def test_a_foot_rolls_from_heel_to_toe() -> None:
    foot = cycle_of("walking").frames["foot.R"]
    pitch = np.degrees(np.arctan2(foot[:, 2, 0], foot[:, 0, 0]))
    share = np.arange(400) / 400
    assert 12.0 < pitch[0] < 26.0
    assert np.abs(pitch[(share > 0.09) & (share < 0.30)]).max() < 0.1
    assert pitch[round(0.5 * 400)] < -15.0
    assert pitch[round(0.6 * 400)] < -45.0
    first = {
        point: min(c.first_sample for c in motion_of("walking").contacts if c.point == point)
        for point in ("heel_touch.R", "ball_pad.R")
    }
    last = {
        point: max(c.last_sample for c in motion_of("walking").contacts if c.point == point)
        for point in ("heel_touch.R", "ball_pad.R", "toe_pad.R", "toe_touch.R")
    }
    assert first["heel_touch.R"] == 0 < first["ball_pad.R"]
    assert last["heel_touch.R"] <= last["ball_pad.R"] < last["toe_pad.R"] < last["toe_touch.R"]


def test_a_foot_is_always_down_and_both_are_twice_a_cycle() -> None:
    motion = motion_of("walking")
    down = {
        side: np.array(
            [
                any(
                    c.point.endswith(side) and c.first_sample <= sample <= c.last_sample
                    for c in motion.contacts
                )
                for sample in range(motion.pose.count)
            ]
        )
        for side in "LR"
    }
    assert (down["L"] | down["R"]).all()
    both = (down["L"] & down["R"]).astype(int)
    assert ((np.diff(both) == 1).sum() + both[0]) in {2, 3}
    passed = np.interp(
        np.arange(motion.pose.count),
        [key.sample for key in motion.keys],
        motion.timeline.key_shares,
    )
    assert 0.58 < np.diff(passed)[down["R"][1:]].sum() < 0.64


def test_the_swinging_foot_clears_the_floor() -> None:
    points = cycle_of("walking").points
    share = np.arange(400) / 400
    toes, heel = points["toe_touch.R"][:, 2], points["heel_touch.R"][:, 2]
    assert toes[(share > 0.66) & (share < 0.97)].min() > 0.005
    # The heel sinks to the floor softly over the last tenth.
    assert heel[(share > 0.62) & (share < 0.88)].min() > 0.003
    assert min(toes.min(), heel.min()) > -1e-4


def test_a_planted_foot_moves_with_the_floor_and_with_nothing_else() -> None:
    motion = motion_of("walking")
    with pytest.raises(PoseError, match="contact drift"):
        check_baked(motion.pose, motion.timeline, motion.contacts, (), motion.travel * 0.99)
    with pytest.raises(PoseError, match="contact drift"):
        check_fully(replace(motion, travel=0.0))
    speed = motion.travel / motion.timeline.move_s
    assert 0.15 < speed < 0.40


def test_the_body_rises_and_falls_twice_and_turns_once() -> None:
    pose = cycle_of("walking")
    height = pose.points["pelvis"][:, 2]
    assert 0.01 < np.ptp(height) < 0.03
    # Highest over the one leg that stands, lowest while both do.
    assert height[[110, 310]].min() > height[[10, 210]].max() + 0.008
    turned = {
        name: np.degrees(np.arctan2(pose.frames[name][:, 1, 0], pose.frames[name][:, 0, 0]))
        for name in ("pelvis", "T2", "head")
    }
    assert 3.0 < turned["pelvis"].max() < 8.0
    assert turned["pelvis"][0] > 2.0 > -2.0 > turned["T2"][0]
    assert np.abs(turned["head"]).max() < 2.5


def test_arms_swing_against_the_legs_with_soft_elbows() -> None:
    pose = cycle_of("walking")
    hand = pose.points["wrist.R"][:, 0] - pose.points["shoulder.R"][:, 0]
    foot = pose.points["ankle.R"][:, 0] - pose.points["hip.R"][:, 0]
    assert np.corrcoef(hand, foot)[0, 1] < -0.8
    assert np.ptp(hand) > 0.15
    elbow = pose.angles["elbow.R.flex"]
    assert 10.0 < elbow.min() < elbow.max() < 50.0


def test_the_trunk_stays_upright() -> None:
    points = cycle_of("walking").points
    back = points["s6"] - points["s0"]
    lean = np.degrees(np.arctan2(back[:, 0], back[:, 2]))
    assert -2.0 < lean.min() < lean.max() < 12.0
    assert np.ptp(lean) < 2.0


# Machines ----------------------------------------------------------------------------------
@pytest.mark.parametrize("name", BIKES)
def test_the_knee_is_nearly_straight_when_the_pedal_is_farthest(name: str) -> None:
    knee = cycle_of(name).angles["knee.R.flex"]
    assert 25.0 < knee.min() < 35.0
    assert knee.max() < 125.0


@pytest.mark.parametrize("name", MACHINES)
def test_links_keep_their_length(name: str) -> None:
    points = cycle_of(name).points
    for first, second in (
        ("axle", "crank"),
        ("pin", "rocker"),
        ("rocker", "pivot"),
        ("pivot", "grip"),
    ):
        if f"{second}.R" not in points or f"{first}.R" not in points:
            continue
        for side in "LR":
            link = points[f"{first}.{side}"] - points[f"{second}.{side}"]
            assert np.ptp(np.linalg.norm(link, axis=1)) < 1e-12


@pytest.mark.parametrize("name", MACHINES)
def test_the_crank_turns_once_and_evenly(name: str) -> None:
    points = cycle_of(name).points
    arm = points["crank.R"] - points["axle.R"]
    angle = np.unwrap(np.arctan2(arm[:, 2], arm[:, 0]))
    assert np.ptp(np.diff(angle)) < 1e-9
    # The tops of the pedals go forward: -2 pi but for the last step.
    assert angle[-1] - angle[0] == pytest.approx(-2.0 * np.pi * 399 / 400)
    other = points["crank.L"] - points["axle.L"]
    assert other[:, [0, 2]] == pytest.approx(-arm[:, [0, 2]], abs=1e-12)


@pytest.mark.parametrize("name", MACHINES)
def test_soles_stay_on_pedals_and_hands_on_their_grips(name: str) -> None:
    motion = motion_of(name)
    whole = {(c.point, c.surface) for c in motion.contacts if c.last_sample == 256}
    spec = load_spec(name).cycle
    assert spec is not None
    assert isinstance(spec.feet, PedalSpec)
    part = "ball_pad" if spec.feet.linkage is None else "toe_pad"
    for side in "LR":
        assert (f"{part}.{side}", f"pedal.{side}") in whole
        assert (f"palm.{side}", f"grip.{side}") in whole
    shifted = motion.pose.points["pedal.R"].copy()
    shifted[100:140, 0] += 3e-6
    pose = replace(motion.pose, points={**motion.pose.points, "pedal.R": shifted})
    with pytest.raises(PoseError, match="contact drift"):
        check_baked(pose, motion.timeline, motion.contacts, motion.things)


@pytest.mark.parametrize("name", MACHINES)
def test_a_sole_lies_on_top_of_its_pedal(name: str) -> None:
    spec = load_spec(name).cycle
    assert spec is not None
    assert isinstance(spec.feet, PedalSpec)
    pose = cycle_of(name)
    below = pose.points["ball.R"] - pose.points["pedal.R"]
    up = pose.frames["pedal.R"][:, :, 2]
    assert np.cross(below, up) == pytest.approx(np.zeros((400, 3)), abs=1e-12)
    assert (below * up).sum(-1) == pytest.approx(np.full(400, spec.feet.thickness + 0.010))


@pytest.mark.parametrize("name", BIKES)
def test_the_pelvis_rests_on_the_seat(name: str) -> None:
    motion = motion_of(name)
    low = motion.pose.points["sit_bones"]
    assert np.ptp(low, axis=0).max() < 1e-9
    tops = [
        (place[2] + part.size, min(abs(low[0, 0] - end[0]) for end in part.path))
        for part in motion.machine
        if part.kind == "pad" and part.half_width > 0.05
        for place in part.path
        if not isinstance(place, str)
        for end in [place]
    ]
    assert min(abs(top - low[0, 2]) for top, _ in tops) < 0.002


def test_the_feet_of_the_elliptical_go_round_a_flat_ring() -> None:
    pedal = cycle_of("elliptical").points["pedal.R"]
    along, high = np.ptp(pedal[:, 0]), np.ptp(pedal[:, 2])
    assert along > 2.0 * high > 0.1
    # Forward on top.
    assert pedal[pedal[:, 2].argmax() + 5, 0] > pedal[pedal[:, 2].argmax() - 5, 0]


def test_a_handle_comes_back_as_its_foot_goes_forward() -> None:
    points = cycle_of("elliptical").points
    assert np.corrcoef(points["grip.R"][:, 0], points["pedal.R"][:, 0])[0, 1] < -0.95


def test_links_that_do_not_meet_are_an_error() -> None:
    spec = load_spec("elliptical")
    assert spec.cycle is not None
    feet = spec.cycle.feet
    assert isinstance(feet, PedalSpec)
    assert feet.linkage is not None
    broken = replace(feet, linkage=replace(feet.linkage, bar=0.2))
    with pytest.raises(PoseError, match="links meet"):
        CycleSolver(spec, replace(spec.cycle, feet=broken))


def test_a_pedal_out_of_reach_is_an_error() -> None:
    spec = load_spec("stationary-bike")
    assert spec.cycle is not None
    high = {**spec.cycle.curves, "pelvis.z": (0.7,)}
    with pytest.raises(PoseError, match="reaches what it touches"):
        CycleSolver(spec, replace(spec.cycle, curves=high))
