from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
from backrehab_desktop.catalogue.motions import load_motion, load_spec
from backrehab_desktop.core.exercise import Side
from backrehab_desktop.core.figure.mirror import mirror_pose, mirrored_name
from backrehab_desktop.core.figure.pose import Pose
from backrehab_desktop.core.figure.solver import MotionSolver
from backrehab_desktop.core.figure.spec import (
    FootContact,
    ForearmContact,
    GripContact,
    KeySpec,
    MotionSpec,
    PalmContact,
    TowelContact,
)

IDS = ExerciseCatalogue().ids()
OTHER_SIDE = {"side_lying": "on_right_side", "on_right_side": "side_lying"}
FLIP = np.array([1.0, -1.0, 1.0])


def swapped_key(key: KeySpec) -> KeySpec:
    """The key with left and right exchanged by hand: an independent way to the other side."""
    contacts = {}
    for limb, contact in key.contacts.items():
        if isinstance(contact, GripContact):
            contact = replace(contact, frame=mirrored_name(contact.frame))
        if isinstance(contact, TowelContact):
            contact = replace(contact, point=mirrored_name(contact.point))
        if isinstance(contact, PalmContact | ForearmContact) and contact.heading_deg is not None:
            contact = replace(contact, heading_deg=-contact.heading_deg)
        if isinstance(contact, PalmContact | FootContact) and contact.at is not None:
            contact = replace(contact, at=(contact.at[0], -contact.at[1]))
        contacts[mirrored_name(limb)] = contact
    angles = {
        mirrored_name(name): -value if name.endswith(("bend", "twist")) else value
        for name, value in key.angles.items()
    }
    support = tuple(mirrored_name(name) for name in key.support)
    return replace(key, angles=angles, contacts=contacts, support=support)


def swapped(spec: MotionSpec) -> MotionSpec:
    base = OTHER_SIDE.get(spec.base, spec.base)
    return replace(spec, base=base, keys=tuple(swapped_key(key) for key in spec.keys))


@pytest.mark.parametrize("name", IDS)
def test_solving_with_sides_exchanged_gives_the_mirror_image(name: str) -> None:
    spec = load_spec(name)
    samples = np.linspace(0.0, (len(spec.keys) - 1) * 64.0, 41)
    right = mirror_pose(MotionSolver(spec).solve(samples))
    left = MotionSolver(swapped(spec)).solve(samples)
    for point, place in right.points.items():
        assert left.points[point] == pytest.approx(place, abs=1e-9), point
    for angle, value in right.angles.items():
        assert left.angles[angle] == pytest.approx(value, abs=1e-6), angle


@pytest.mark.parametrize("name", IDS)
def test_the_left_motion_is_the_mirror_image_of_the_right(name: str) -> None:
    right, left = load_motion(name, Side.RIGHT), load_motion(name, Side.LEFT)
    samples = np.linspace(0.0, right.timeline.sample_count - 1.0, 33)
    for one, other in ((right.pose, left.pose), (right.solve(samples), left.solve(samples))):
        for point, place in one.points.items():
            assert np.abs(other.points[mirrored_name(point)] - place * FLIP).max() < 1e-9
    assert [mirrored_name(c.point) for c in right.contacts] == [c.point for c in left.contacts]
    assert left.lead == mirrored_name(right.lead)
    assert {mirrored_name(f"{m.name}.{m.side}") for m in right.muscles} == {
        f"{m.name}.{m.side}" for m in left.muscles
    }


@pytest.mark.parametrize("name", ["bridge", "pelvic-tilt"])
def test_an_exercise_without_sides_is_its_own_mirror_image(name: str) -> None:
    motion = load_motion(name)
    image = mirror_pose(motion.pose)
    for point, place in motion.pose.points.items():
        assert image.points[point] == pytest.approx(place, abs=1e-9)


def test_mirroring_twice_changes_nothing() -> None:
    pose = load_motion("lower-trunk-rotation").pose
    again = mirror_pose(mirror_pose(pose))
    for kind in ("points", "frames", "angles"):
        for name, values in getattr(pose, kind).items():
            assert (getattr(again, kind)[name] == values).all()


def test_frames_stay_right_handed() -> None:
    pose = mirror_pose(load_motion("bird-dog").pose)
    assert isinstance(pose, Pose)
    for frame in pose.frames.values():
        assert np.linalg.det(frame) == pytest.approx(np.ones(len(frame)))
