"""Broken files of motions that go on without end: each mistake is one sentence with its key."""

from __future__ import annotations

from pathlib import Path

import pytest

from backrehab_desktop.catalogue.entries import DATA_FOLDER
from backrehab_desktop.catalogue.motion_files import MotionError, parse_motion, parse_poses

POSES = parse_poses(Path("poses.toml"), (DATA_FOLDER / "poses.toml").read_text(encoding="utf-8"))


def text_of(name: str) -> str:
    return (DATA_FOLDER / "activities" / f"{name}.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("walking", "cyclic = true", "cyclic = 1", "motion.cyclic"),
        ("walking", "cyclic = true\n", "", "motion."),
        ("walking", "seconds = ", "second = ", "motion.seconds"),
        ("walking", "seconds = ", "seconds = 9", "motion.seconds"),
        ("walking", "pelvis.x = [0]", "pelvis.x = []", "motion.cycle.curves.pelvis.x"),
        ("walking", "pelvis.x = [0]", "pelvis.x = [nan]", "motion.cycle.curves.pelvis.x"),
        ("walking", "pelvis.x = [0]", "pelvis.w = [0]", "motion.cycle.curves.pelvis.w"),
        ("walking", "pelvis.x = [0]", "elbow.L.flex = [0]", "motion.cycle.curves.elbow.L"),
        ("walking", "stride = ", "stride = -", "motion.cycle.gait.stride"),
        ("walking", "toe_off = 0.", "toe_off = 0.0", "order them"),
        ("walking", "pitch = [", "pitch = [[0.1, 5], ", "motion.cycle.gait.pitch"),
        ("walking", "lift_at = 0.", "lift_at = 1.", "motion.cycle.gait.lift_at"),
        ("walking", "[motion.cycle.gait]", "[motion.cycle.gate]", "motion.cycle.pedals"),
        ("walking", "at = 0.0\n", "at = 0.1\n", "motion.key[0].at"),
        ("walking", "picture = true", 'back_to = "Heel down"', "motion.key[0].back_to"),
        ("elliptical", "bar = 0.73\n", "", "motion.cycle.pedals.linkage.bar"),
        ("elliptical", 'point = "grip"', 'point = "grasp"', "motion.cycle.hold.point"),
        ("elliptical", 'kind = "disc"', 'kind = "disk"', "motion.cycle.machine["),
        ("elliptical", 'beside = "hand"', 'beside = "head"', "beside"),
        ("stationary-bike", 'path = ["pedal"]', 'path = ["paddle"]', "path[0].place"),
        ("stationary-bike", "inside = 0.028\n", "", "motion.cycle.pedals.inside"),
        ("stationary-bike", 'seats = ["sit_bones"]', 'seats = ["sofa"]', "motion.cycle.seats"),
    ],
)
def test_a_mistake_is_one_sentence_with_the_key(name: str, old: str, new: str, said: str) -> None:
    text, file = text_of(name), Path(f"activities/{name}.toml")
    parse_motion(file, text, POSES)
    assert old in text
    with pytest.raises(MotionError) as caught:
        parse_motion(file, text.replace(old, new, 1), POSES)
    sentence = str(caught.value)
    assert said in sentence
    assert "\n" not in sentence
    assert len(sentence) < 400


def test_one_moment_is_shown_on_small_pictures() -> None:
    spec = parse_motion(Path("activities/elliptical.toml"), text_of("elliptical"), POSES)
    assert spec.keys[spec.timeline.hold_index].name == "Right foot forward"
    assert spec.keys[-1].name == spec.keys[0].name
    twice = text_of("elliptical").replace("at = 0.5\n", "at = 0.5\npicture = true\n")
    with pytest.raises(MotionError, match="picture = true"):
        parse_motion(Path("activities/elliptical.toml"), twice, POSES)
