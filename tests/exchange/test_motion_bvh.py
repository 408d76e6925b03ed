"""The file is judged by a reader of its own, which knows nothing but the format."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from backrehab_desktop.catalogue.activities import ActivityCatalogue
from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
from backrehab_desktop.catalogue.motions import load_motion
from backrehab_desktop.core.exercise import Side
from backrehab_desktop.core.figure.build import MirrorSolver
from backrehab_desktop.core.figure.skeleton import SPINE
from backrehab_desktop.core.figure.validate import cycle_samples
from backrehab_desktop.exchange.motion_bvh import STATURE_CM, motion_bvh

IDS = (*ExerciseCatalogue().ids(), *ActivityCatalogue().ids())


# A small reader ----------------------------------------------------------------------------
@dataclass
class Node:
    name: str
    offset: np.ndarray
    channels: list[str] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)


@dataclass
class Bvh:
    root: Node
    frame_time_s: float
    frames: np.ndarray

    def nodes(self) -> list[Node]:
        found, waiting = [], [self.root]
        while waiting:
            node = waiting.pop(0)
            found.append(node)
            waiting = node.children + waiting
        return found

    def places(self) -> dict[str, np.ndarray]:
        """Every joint's positions (T, 3) by forward kinematics; ends are named after parents."""
        self.column = 0
        found: dict[str, np.ndarray] = {}
        count = len(self.frames)
        identity = np.broadcast_to(np.eye(3), (count, 3, 3))
        self._visit(self.root, np.zeros((count, 3)), identity, found)
        assert self.column == self.frames.shape[1]
        return found

    def _visit(
        self, node: Node, place: np.ndarray, turn: np.ndarray, found: dict[str, np.ndarray]
    ) -> None:
        place = place + turn @ node.offset
        for channel in node.channels:
            values = self.frames[:, self.column]
            self.column += 1
            axis = np.eye(3)["XYZ".index(channel[0])]
            if channel.endswith("position"):
                place = place + values[:, None] * axis
            else:
                assert channel.endswith("rotation")
                turn = turn @ rodrigues(axis, np.radians(values))
        found[node.name] = place
        for child in node.children:
            self._visit(child, place, turn, found)


def rodrigues(axis: np.ndarray, angles: np.ndarray) -> np.ndarray:
    x, y, z = axis
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    sine, cosine = np.sin(angles)[:, None, None], np.cos(angles)[:, None, None]
    turned: np.ndarray = np.eye(3) + sine * cross + (1 - cosine) * (cross @ cross)
    return turned


def read(text: str) -> Bvh:
    hierarchy, _, motion = text.partition("MOTION\n")
    words = hierarchy.split()
    assert words.pop(0) == "HIERARCHY"
    assert words.pop(0) == "ROOT"
    root = read_node(words, words.pop(0))
    assert not words
    count, time, *rows = motion.splitlines()
    frames = np.array([[float(word) for word in row.split()] for row in rows])
    assert count == f"Frames: {len(frames)}"
    assert time.startswith("Frame Time: ")
    return Bvh(root, float(time.removeprefix("Frame Time: ")), frames)


def read_node(words: list[str], name: str) -> Node:
    assert words.pop(0) == "{"
    assert words.pop(0) == "OFFSET"
    node = Node(name, np.array([float(words.pop(0)) for _ in range(3)]))
    if words[0] == "CHANNELS":
        words.pop(0)
        node.channels = [words.pop(0) for _ in range(int(words.pop(0)))]
    while (word := words.pop(0)) != "}":
        if word == "End":
            assert words.pop(0) == "Site"
            node.children.append(read_node(words, f"{name} end"))
        else:
            assert word == "JOINT"
            node.children.append(read_node(words, words.pop(0)))
    return node


POINTS = {
    "pelvis": "pelvis",
    **{link.frame: f"s{index}" for index, link in enumerate(SPINE)},
    "head": "s8",
    "head end": "crown",
    **{
        joint.replace("*", side): f"{point}.{side}"
        for side in "LR"
        for joint, point in {
            "thigh.*": "hip", "shank.*": "knee", "foot.*": "ankle", "toes.*": "ball",
            "toes.* end": "toe", "upper_arm.*": "shoulder", "forearm.*": "elbow",
            "hand.*": "wrist", "hand.* end": "fingertip",
        }.items()
    },
}  # fmt: skip
"""Joints of the file to points of ours."""


# What it says ------------------------------------------------------------------------------
@pytest.mark.parametrize("name", IDS)
def test_every_joint_is_where_the_figure_has_it(name: str) -> None:
    right = load_motion(name)
    # What loading the left side gives, without checking it all again.
    left = replace(right, side=Side.LEFT, solver=MirrorSolver(right.solver))
    for motion in (right, left):
        places = read(motion_bvh(motion, 5.0, 0.5)).places()
        points = motion.solve(cycle_samples(motion.timeline, 5.0, 0.5)).points
        assert set(places) == set(POINTS)
        for joint, point in POINTS.items():
            forward, leftward, up = points[point].T
            ours = np.stack([leftward, up, forward], axis=1)
            assert np.abs(places[joint] / STATURE_CM - ours).max() <= 1e-6, joint


def test_the_left_side_is_the_one_that_is_loaded() -> None:
    right = load_motion("bird-dog")
    left = replace(right, solver=MirrorSolver(right.solver))
    assert motion_bvh(load_motion("bird-dog", Side.LEFT), 5.0, 0.5) == motion_bvh(left, 5.0, 0.5)


def test_time_and_hold_are_exact() -> None:
    motion = load_motion("bridge")
    bvh = read(motion_bvh(motion, 60.0, 3.0))
    assert bvh.frame_time_s == 1 / 60
    moving_s = motion.timeline.move_s + motion.timeline.return_s
    assert (len(bvh.frames) - 1) / 60 == pytest.approx(moving_s + 3.0, abs=1 / 60)
    held = (np.abs(np.diff(bvh.frames, axis=0)).max(axis=1) == 0.0).sum()
    assert held == pytest.approx(180, abs=2)
    assert np.abs(bvh.frames[0] - bvh.frames[-1]).max() < 1e-5


def test_a_cycle_without_end_takes_its_time_exactly() -> None:
    motion = load_motion("walking")
    bvh = read(motion_bvh(motion, 7.0, 0.0))
    assert (len(bvh.frames) - 1) * bvh.frame_time_s == pytest.approx(motion.timeline.move_s)
    assert np.abs(bvh.frames[0] - bvh.frames[-1]).max() < 1e-5


def test_at_rest_it_stands_facing_forward_with_arms_down() -> None:
    bvh = read(motion_bvh(load_motion("bridge"), 1.0, 0.0))
    bvh.frames = np.zeros_like(bvh.frames)
    rest = {name: place[0] for name, place in bvh.places().items()}
    assert rest["head"][1] > rest["thigh.L"][1] > rest["shank.L"][1] > rest["foot.L"][1]
    assert rest["foot.L"][0] > 0 > rest["foot.R"][0]
    assert rest["toes.L end"][2] > rest["foot.L"][2]
    assert rest["hand.L"][1] < rest["upper_arm.L"][1]
    tall = rest["head end"][1] - rest["toes.L end"][1]
    assert 150 < tall < 180


def test_the_floor_is_level_zero_and_up_is_y() -> None:
    places = read(motion_bvh(load_motion("bridge"), 10.0, 0.0)).places()
    lowest = min(place[:, 1].min() for place in places.values())
    assert 0.0 < lowest < 8.0
    # The left of someone on their back is to +x, as it is at rest.
    assert (places["thigh.L"][:, 0] - places["thigh.R"][:, 0]).min() > 10.0


@pytest.mark.parametrize("name", ["bridge", "bird-dog", "lateral-leg-raise", "superman"])
def test_no_angle_leaps_between_frames(name: str) -> None:
    frames = read(motion_bvh(load_motion(name), 60.0, 0.0)).frames
    assert np.abs(np.diff(frames[:, 3:], axis=0)).max() < 15.0


@pytest.mark.parametrize(("fps", "hold_s"), [(0, 1), (float("nan"), 1), (1e6, 1), (60, -1)])
def test_impossible_wishes_are_refused(fps: float, hold_s: float) -> None:
    with pytest.raises(ValueError, match="must"):
        motion_bvh(load_motion("bridge"), fps, hold_s)
