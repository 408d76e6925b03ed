"""The block of water around a body, from all sides."""

from __future__ import annotations

import numpy as np
import pytest

from backrehab_desktop.catalogue.motions import load_motion
from backrehab_desktop.core.figure.camera import Camera
from backrehab_desktop.core.figure.scene import SceneBuilder
from backrehab_desktop.core.figure.water import water_before, water_behind

POINTS = {"pelvis": np.zeros((1, 3)), "head": np.array([[0.6, 0.1, 0.2]])}


@pytest.mark.parametrize("azimuth_deg", [-170.0, -80.0, -20.0, 10.0, 45.0, 100.0])
def test_every_wall_is_either_before_or_behind_the_body(azimuth_deg: float) -> None:
    camera = Camera(azimuth_deg, 12.0)
    behind = [role for role, _ in water_behind(POINTS, 0.2, camera)]
    before = water_before(POINTS, 0.2, camera)
    near = next(shape for shape in before.shapes if shape.role == "water")
    assert behind.count("water_far") + len(near.pieces) == 4
    assert behind[0] == "water_floor"
    assert 1 <= len(near.pieces) <= 2


@pytest.mark.parametrize("name", ["swimming", "water-aerobics"])
def test_the_near_water_is_painted_over_the_body(name: str) -> None:
    motion = load_motion(name)
    scene = SceneBuilder(motion, Camera(20.0, 10.0))
    picture = scene.picture([0])
    roles = [picture.fills[index].role for index in picture.order[0]]
    assert roles[-1] == "wave"
    assert roles.index("water") > roles.index("shirt")
    assert scene.ground[0][0] == "water_floor"


def test_the_swimmer_is_at_the_surface() -> None:
    motion = load_motion("swimming")
    assert motion.water is not None
    z = motion.pose.points["s4"][0, 2]
    assert abs(z - motion.water) < 0.06


def test_dry_land_has_no_water() -> None:
    motion = load_motion("bridge")
    scene = SceneBuilder(motion, Camera(0.0, 12.0))
    roles = {fill.role for fill in scene.picture([0]).fills}
    assert not {role for role in roles if role.startswith("water")}
