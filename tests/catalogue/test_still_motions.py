"""Motions that are pictures: one key, no time."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from backrehab_desktop.catalogue.entries import DATA_FOLDER
from backrehab_desktop.catalogue.motions import (
    MotionError,
    load_motion,
    load_timeline,
    validate_motion,
)
from backrehab_desktop.core.exercise import Side
from backrehab_desktop.core.figure.timeline import Part
from backrehab_desktop.exchange.motion_json import motion_document

PICTURE = """
effect = "work"
# --- motion ---
[motion]
still = true
base = "supine"
props = ["mat"]
view = { azimuth = -16, elevation = 28 }
muscles = ["back"]
head_rests = true

[[motion.key]]
name = "Lie"
pose = "hook_lying"
support = ["upper_back", "seat"]
contact = { foot = "flat" }
expect = ["gap(seat) within 0..0.002"]
"""
SECOND_KEY = '\n[[motion.key]]\nname = "Lie"\nback_to = "Lie"\nmove_s = 2.0\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with one activity."""
    (tmp_path / "activities").mkdir()
    (tmp_path / "activities" / "rest.toml").write_text(PICTURE, encoding="utf-8")
    poses = (DATA_FOLDER / "poses.toml").read_text(encoding="utf-8")
    (tmp_path / "poses.toml").write_text(poses, encoding="utf-8")
    return tmp_path


def test_an_activity_has_a_motion_as_an_exercise_has(folder: Path) -> None:
    assert load_timeline("rest", folder).still
    motion = load_motion("rest", folder=folder)
    assert motion.pose.count == 1
    assert motion.keys[0].is_hold
    assert (motion.pose_at(5.0).points["head"] == motion.pose.points["head"]).all()


def test_no_time_passes_in_a_picture(folder: Path) -> None:
    timeline = load_timeline("rest", folder)
    assert timeline.cycle_s(7.0) == 0.0
    assert timeline.cycle_share(7.0) == 0.0
    assert timeline.at_cycle(3.0, 7.0) == (Part.HOLD, 0.0)
    assert timeline.cycle_sample(3.0, 7.0) == 0.0
    assert [timeline.sample(part, 0.5) for part in Part] == [0.0, 0.0, 0.0]


@pytest.mark.parametrize("side", list(Side))
def test_a_picture_is_checked_as_a_movement_is(folder: Path, side: Side) -> None:
    assert all(finding.is_met for finding in validate_motion("rest", side, folder))
    file = folder / "activities" / "rest.toml"
    file.write_text(PICTURE.replace("within 0..0.002", "within 0.1..0.2"), encoding="utf-8")
    with pytest.raises(MotionError, match="gap"):
        load_motion("rest", side, folder)


def test_what_touches_is_told(folder: Path) -> None:
    motion = load_motion("rest", folder=folder)
    assert {"back_of_head", "seat", "upper_back", "ball_pad.L"} <= {
        contact.point for contact in motion.contacts
    }
    assert {(c.first_sample, c.last_sample) for c in motion.contacts} == {(0, 0)}


def test_as_numbers_it_is_one_frame(folder: Path) -> None:
    document = motion_document(load_motion("rest", folder=folder), 30.0, 0.0)
    assert np.shape(document["frames"])[0] == 1


def test_a_picture_has_exactly_one_key(folder: Path) -> None:
    (folder / "activities" / "rest.toml").write_text(PICTURE + SECOND_KEY, encoding="utf-8")
    with pytest.raises(MotionError, match="give one"):
        load_motion("rest", folder=folder)
