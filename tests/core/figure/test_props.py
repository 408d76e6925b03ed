"""Things beside the mat, and bodies that sit, stand, lie on a side or slide a foot."""

from __future__ import annotations

import numpy as np
import pytest

from backrehab_desktop.catalogue.motions import load_motion, load_spec
from backrehab_desktop.core.exercise import Side
from backrehab_desktop.core.figure.checks import contact_gaps, depth_in_things
from backrehab_desktop.core.figure.motion import Contact, Motion
from backrehab_desktop.core.figure.props import Box, Prop
from backrehab_desktop.core.figure.solver import MotionSolver
from backrehab_desktop.core.figure.supports import CHAIR_HEIGHT

BOX = Box((0.0, -0.1, 0.0), (0.4, 0.1, 0.2))


@pytest.mark.parametrize(
    ("point", "distance"),
    [
        ((0.2, 0.0, 0.3), 0.1),
        ((0.2, 0.0, 0.2), 0.0),
        ((0.2, 0.0, 0.15), -0.05),
        ((0.7, 0.0, 0.6), 0.5),
    ],
)
def test_a_box_knows_how_far_away_it_is(point: tuple[float, float, float], distance: float) -> None:
    assert BOX.distance(np.array([point]))[0] == pytest.approx(distance)


def test_mirroring_a_box_exchanges_front_and_back() -> None:
    aside = Box((0.0, 0.1, 0.0), (0.4, 0.3, 0.2))
    assert aside.mirrored() == Box((0.0, -0.3, 0.0), (0.4, -0.1, 0.2))
    assert aside.mirrored().mirrored() == aside


def touches(motion: Motion, surface: str) -> list[Contact]:
    return [contact for contact in motion.contacts if contact.surface == surface]


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("wall-sit", "wall"),
        ("pelvic-rocking-sitting", "chair"),
        ("seated-lumbar-rotation", "stool"),
        ("lateral-leg-raise", "pillow"),
        ("hip-flexor-stretch", "pad"),
    ],
)
def test_a_thing_is_touched_all_the_time(name: str, kind: str, side: Side) -> None:
    motion = load_motion(name, side)
    (thing,) = motion.things
    assert thing.kind == kind
    held = touches(motion, kind)
    assert held
    for contact in held:
        assert (contact.first_sample, contact.last_sample) == (0, motion.pose.count - 1)
        assert np.abs(thing.distance(motion.pose.points[contact.point])).max() < 1e-5


def test_a_thing_that_stands_in_the_way_or_too_far_off_is_found() -> None:
    motion = load_motion("wall-sit")
    (wall,) = motion.things

    def moved(by: float) -> Prop:
        (box,) = wall.boxes
        return Prop("wall", (Box((-1.0, *box.low[1:]), (box.high[0] + by, *box.high[1:])),))

    held = [(contact, slice(None)) for contact in touches(motion, "wall")]
    assert contact_gaps(motion.pose, held, [wall]).is_met
    assert depth_in_things(motion.pose, [wall]).is_met
    assert not contact_gaps(motion.pose, held, [moved(-0.01)]).is_met
    assert not depth_in_things(motion.pose, [moved(0.06)]).is_met


def test_the_back_slides_on_the_wall_and_the_heel_on_the_mat() -> None:
    assert all(contact.slides for contact in touches(load_motion("wall-sit"), "wall"))
    slide = load_motion("leg-slide")
    (heel,) = (contact for contact in slide.contacts if contact.point == "heel_touch.R")
    assert heel.slides
    place = slide.pose.points["heel_touch.R"]
    assert np.abs(place[:, 2]).max() < 1e-9
    assert np.ptp(place[:, 0]) > 0.15


def test_one_sits_at_the_height_of_the_chair() -> None:
    points = load_motion("pelvic-rocking-sitting").pose.points
    assert points["sit_bones"][:, 2] == pytest.approx(CHAIR_HEIGHT)
    assert np.ptp(points["sit_bones"][:, :2], axis=0).max() < 0.02


def test_the_plank_stands_on_bent_toes() -> None:
    plank = load_motion("front-plank").pose
    for side in "LR":
        toes = plank.points[f"toe.{side}"] - plank.points[f"ball.{side}"]
        assert np.abs(toes[:, 2]).max() < 0.003
        assert plank.points[f"heel.{side}"][:, 2].min() > 0.08


def test_a_pinned_foot_stays_while_its_knee_opens() -> None:
    points = load_motion("clamshell").pose.points
    assert np.ptp(points["ankle.R"], axis=0).max() < 1e-9
    assert np.ptp(points["knee.R"][:, 2]) > 0.1


@pytest.mark.parametrize(
    ("name", "support"),
    [("front-plank", "elbow.L"), ("side-plank-beginner", "elbow.R"), ("wall-sit", "heel_pad.R")],
)
def test_what_carries_the_body_does_not_wander(name: str, support: str) -> None:
    point = MotionSolver(load_spec(name)).solve(np.linspace(0.0, 128.0, 65)).points[support]
    assert np.ptp(point, axis=0).max() < 1e-9


def test_a_hand_lies_on_the_seat_while_the_trunk_turns() -> None:
    motion = load_motion("seated-lumbar-rotation")
    (stool,) = motion.things
    (held,) = [contact for contact in touches(motion, "stool") if contact.point == "palm.R"]

    assert not held.slides
    palm = motion.pose.points["palm.R"]
    assert np.abs(stool.distance(palm)).max() < 1e-6
    assert palm[:, 2] == pytest.approx(CHAIR_HEIGHT)


def test_a_pad_lies_level_with_the_mat_under_the_knee() -> None:
    motion = load_motion("hip-stretch-rear-foot-lift", Side.LEFT)
    (pad,) = motion.things

    assert pad.boxes[0].high[2] == 0.0
    knee = motion.pose.points["knee.L"]
    assert (knee[:, :2] > np.array(pad.boxes[0].low[:2])).all()
    assert (knee[:, :2] < np.array(pad.boxes[0].high[:2])).all()
