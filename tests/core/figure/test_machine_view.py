"""What machines and a moving floor look like: in front, behind, and from cycle to cycle."""

from __future__ import annotations

import numpy as np
import pytest

from backrehab_desktop.catalogue.motions import load_motion
from backrehab_desktop.core.exercise import Side
from backrehab_desktop.core.figure.camera import Camera
from backrehab_desktop.core.figure.machine_view import floor_marks, machine_layers, machine_points
from backrehab_desktop.core.figure.scene import SceneBuilder
from backrehab_desktop.core.figure.viewpoint import home_camera

SIDE_ON = Camera(0.0, 0.0)
MIDDLE, HALF = np.array([0.1, 0.0, 0.0]), np.array([0.5, 0.3, 0.0])
MACHINES = ["elliptical", "recumbent-bike", "stationary-bike"]


def marks_at(shares: list[float], camera: Camera = SIDE_ON) -> np.ndarray:
    """Where the marks begin and end along x, (T, marks, 2)."""
    layer = floor_marks(MIDDLE, HALF, 0.7, np.array(shares), camera)
    (shape,) = layer.shapes
    return np.stack([piece[..., 0] for piece in shape.pieces], axis=1)[..., :2]


def seen(marks: np.ndarray) -> np.ndarray:
    """The middles of the marks that have a width, in order, of one moment."""
    wide = marks[:, 1] - marks[:, 0] > 1e-4
    return np.sort(marks[wide].mean(axis=1))


def test_marks_go_back_with_the_floor() -> None:
    before, after = marks_at([0.30, 0.31])
    inner = (np.abs(before - 0.1) < 0.45).all(axis=1)
    assert inner.sum() >= 4
    assert (after - before)[inner] == pytest.approx(np.full((inner.sum(), 2), -0.007))


def test_the_next_cycle_begins_as_this_one_did() -> None:
    first, last = marks_at([0.0, 1.0])
    assert seen(first) == pytest.approx(seen(last), abs=1e-9)


def test_no_mark_leaves_the_floor_and_none_flashes_across_it() -> None:
    shares = np.linspace(0.0, 1.0, 257).tolist()
    marks = marks_at(shares)
    assert marks.min() >= 0.1 - 0.5 - 1e-9
    assert marks.max() <= 0.1 + 0.5 + 1e-9
    jumps = np.abs(np.diff(marks, axis=0)).max(axis=2) > 0.1
    widths = marks[..., 1] - marks[..., 0]
    assert jumps.any()
    # Whoever goes from the back end to the front is not to be seen before or after.
    assert widths[:-1][jumps].max() < 1e-9
    assert widths[1:][jumps].max() < 1e-9


def test_a_mark_shrinks_to_nothing_at_the_round_rim() -> None:
    layer = floor_marks(MIDDLE, HALF, 0.7, np.linspace(0.0, 1.0, 30), Camera(0.0, 50.0))
    (shape,) = layer.shapes
    corners = np.stack(shape.pieces, axis=1)
    x = (corners[..., 0] - MIDDLE[0]) / HALF[0]
    y = corners[..., 1] / np.sin(np.radians(50.0)) / HALF[1]
    assert (x**2 + y**2).max() <= 1.0 + 1e-9


@pytest.mark.parametrize("name", MACHINES)
def test_cranks_are_painted_between_the_legs(name: str) -> None:
    motion = load_motion(name)
    builder = SceneBuilder(motion, home_camera(motion))
    near, far = builder.aspect.near_side, "L" if builder.aspect.near_side == "R" else "R"
    points = motion.pose.points
    limbs = {layer.name: layer.depth for layer in builder._layers(builder._body(range(257)))}
    layers = machine_layers(motion.machine, points, builder.camera, limbs, near)
    depth = {layer.name: layer.depth for layer in layers}
    middle = depth["machine"]
    paired = [index for index, part in enumerate(motion.machine) if part.is_paired]
    assert paired
    assert (limbs[f"shank.{near}"] < middle).all()
    assert (middle < limbs[f"shank.{far}"]).all()
    cranks = [
        depth[key] for key in sorted(depth) if key.startswith("machine ") and key[-2:] == f".{near}"
    ]
    assert any(((limbs[f"shank.{near}"] < crank) & (crank < middle)).all() for crank in cranks)


@pytest.mark.parametrize("name", MACHINES)
def test_the_picture_holds_all_of_the_machine(name: str) -> None:
    motion = load_motion(name)
    builder = SceneBuilder(motion, home_camera(motion))
    frame = builder.frame
    seen_points = builder.camera.project(machine_points(motion.machine, motion.pose.points))
    assert frame.left <= seen_points[:, 0].min() < seen_points[:, 0].max() <= frame.right
    assert frame.top <= seen_points[:, 1].min() < seen_points[:, 1].max() <= frame.bottom


@pytest.mark.parametrize("name", MACHINES)
def test_nothing_of_a_machine_is_under_the_floor(name: str) -> None:
    motion = load_motion(name)
    assert machine_points(motion.machine, motion.pose.points)[:, 2].min() > -1e-9


@pytest.mark.parametrize("name", ["walking", *MACHINES])
def test_both_sides_are_one_picture_half_a_cycle_apart(name: str) -> None:
    right, left = load_motion(name), load_motion(name, Side.LEFT)
    assert home_camera(right) == home_camera(left)
    picture = SceneBuilder(left, home_camera(left)).picture([0, 100])
    assert {"near", "far"} <= {fill.role for fill in picture.fills}
    assert np.isfinite(picture.vertices).all()
