from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
from backrehab_desktop.catalogue.motions import load_motion
from backrehab_desktop.core.exercise import Side
from backrehab_desktop.core.figure.camera import Camera
from backrehab_desktop.core.figure.legibility import fill, legibility
from backrehab_desktop.core.figure.viewpoint import home_camera

IDS = ExerciseCatalogue().ids()


@pytest.mark.parametrize("name", IDS)
def test_the_movement_can_be_seen_from_its_home_view(name: str) -> None:
    found = legibility(load_motion(name))
    assert found.is_met, found


def test_both_sides_are_seen_as_well() -> None:
    # From the same place: the other leg lies a little further away, no more.
    right, left = (legibility(load_motion("straight-leg-raise-single", side)) for side in Side)
    assert right.visible == pytest.approx(left.visible, abs=0.02)
    assert right.different == pytest.approx(left.different, abs=0.12)


def test_a_view_along_the_movement_shows_little_of_it() -> None:
    # Someone who bends backward goes straight away from an eye in front.
    motion = load_motion("backward-bend")
    at_home = legibility(motion)
    from_in_front = legibility(motion, Camera(90.0, 5.0))
    assert from_in_front.visible < at_home.visible - 0.2
    assert from_in_front.score < at_home.score


def test_what_is_hidden_counts_as_hidden() -> None:
    # The leg that is raised lies behind the other one for an eye on the far side.
    motion = load_motion("leg-slide")
    home = home_camera(motion)
    behind = legibility(motion, Camera(home.azimuth_deg + 180.0, home.elevation_deg))
    assert behind.open < legibility(motion).open - 0.2


def test_a_movement_too_small_to_see_needs_the_magnifier() -> None:
    found = legibility(load_motion("pelvic-tilt"))
    assert found.different < 0.2
    assert found.has_magnifier
    assert found.is_met


@pytest.mark.parametrize(
    "corners",
    [
        [(10.2, 5.1), (60.7, 8.3), (40.0, 50.9), (12.5, 33.3)],
        [(-20.0, -10.0), (30.0, 20.0), (-5.0, 70.0)],
        [(5.0, 5.0), (5.0, 5.0), (5.0, 5.0)],
        [(200.0, 5.0), (220.0, 5.0), (210.0, 50.0)],
    ],
)
@pytest.mark.parametrize("turn", [1, -1])
def test_filling_agrees_with_another_painter(corners: list[tuple[float, float]], turn: int) -> None:
    ours = fill(np.array(corners)[::turn], (80, 64))
    image = Image.new("1", (80 * 8, 64 * 8))
    ImageDraw.Draw(image).polygon([(8 * x, 8 * y) for x, y in corners], fill=1)
    theirs = np.asarray(image).reshape(64, 8, 80, 8).mean(axis=(1, 3))
    assert ours.shape == (64, 80)
    assert (ours[theirs > 0.7]).all()
    assert not (ours[theirs < 0.3]).any()
