from __future__ import annotations

import re
import string
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from backrehab_desktop.catalogue.exercises import DATA_FOLDER, ExerciseCatalogue
from backrehab_desktop.catalogue.motion_files import parse_motion, parse_poses
from backrehab_desktop.catalogue.motions import (
    MotionError,
    load_motion,
    load_timeline,
)
from backrehab_desktop.core.exercise import Position, Side, Sides
from backrehab_desktop.core.figure.checks import GAP
from backrehab_desktop.core.figure.motion import Motion
from backrehab_desktop.core.figure.skeleton import BOLSTERS
from backrehab_desktop.core.figure.solver import MotionSolver
from backrehab_desktop.core.figure.spec import PoseError

IDS = ExerciseCatalogue().ids()
FILE = Path("exercises/bridge.toml")
BRIDGE = (DATA_FOLDER / "exercises" / "bridge.toml").read_text(encoding="utf-8")
EXPECTED = re.findall(r"^expect = \[.*?^\]", BRIDGE, re.DOTALL | re.MULTILINE)[1]
POSES = parse_poses(Path("poses.toml"), (DATA_FOLDER / "poses.toml").read_text(encoding="utf-8"))


TRUNK = {*BOLSTERS, "back_of_head"}
WIDE = [name for name, pad in BOLSTERS.items() if pad.half_width > pad.radius]


@pytest.fixture(scope="module", params=IDS)
def motion(request: pytest.FixtureRequest) -> Motion:
    return load_motion(request.param)


# What is shipped ---------------------------------------------------------------------------
def test_a_motion_tells_the_painter_all_it_needs(motion: Motion) -> None:
    names = motion.pose.points
    assert motion.pose.count == motion.timeline.sample_count
    upright = ExerciseCatalogue().get(motion.id).position in {Position.STANDING, Position.SITTING}
    assert motion.props == (() if upright else ("mat",))
    assert motion.muscles
    assert [key.is_hold for key in motion.keys].count(True) == 1
    assert motion.keys[motion.timeline.hold_index].is_hold
    assert 1 <= len(motion.arrows) <= 2
    for arrow in motion.arrows:
        assert arrow.point in names
        assert motion.key_named(arrow.end_key).is_hold
    assert motion.inset is None or motion.inset.point in names
    assert all(contact.point in names for contact in motion.contacts)
    assert motion.towel is None or all(point in names for point in motion.towel.path)


def test_something_always_carries_the_body(motion: Motion) -> None:
    for sample in range(motion.timeline.sample_count):
        carried = [
            contact
            for contact in motion.contacts
            if contact.surface == "floor" and contact.first_sample <= sample <= contact.last_sample
        ]
        if all(contact.point in TRUNK for contact in carried):
            # All limbs in the air: two pads as wide as the trunk carry it like four feet.
            low = [name for name in WIDE if motion.pose.points[name][sample, 2] < GAP]
            assert carried
            assert len(low) >= 2
        else:
            assert len(carried) >= 3


def test_the_hold_key_is_what_the_timeline_holds(motion: Motion) -> None:
    hold = motion.timeline.hold_sample
    shown = motion.pose_at(float(hold)).points["wrist.R"]
    assert (shown == motion.pose.points["wrist.R"][hold : hold + 1]).all()


def test_between_samples_the_shown_pose_is_close_to_the_exact_one(motion: Motion) -> None:
    for sample in np.linspace(0.3, motion.timeline.sample_count - 1.3, 7):
        exact = motion.solve(np.array([sample]))
        shown = motion.pose_at(float(sample))
        for name, place in exact.points.items():
            assert np.abs(shown.points[name] - place).max() < 2e-4, name


def test_positions_outside_count_as_the_ends(motion: Motion) -> None:
    first, last = motion.pose_at(-3.0), motion.pose_at(1e9)
    assert (first.points["head"] == motion.pose.points["head"][:1]).all()
    assert (last.points["head"] == motion.pose.points["head"][-1:]).all()


def test_the_side_that_leads_fits_the_words(motion: Motion) -> None:
    has_sides = ExerciseCatalogue().get(motion.id).sides is not Sides.BOTH
    assert (motion.lead == "R") is has_sides
    assert load_motion(motion.id, Side.LEFT).lead == ("L" if has_sides else "")
    assert motion.effect is ExerciseCatalogue().get(motion.id).effect


def test_the_knee_comes_close_to_the_chest() -> None:
    motion = load_motion("single-knee-to-chest")
    points = motion.pose.points
    distance = np.linalg.norm(points["knee.R"] - points["s5"], axis=1)
    assert distance[motion.timeline.hold_sample] < 0.24
    assert distance[0] > 0.45


# Broken files ------------------------------------------------------------------------------
def parse(text: str) -> None:
    parse_motion(FILE, text, POSES)


def test_the_unchanged_file_is_fine() -> None:
    parse(BRIDGE)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('base = "supine"', 'base = "upside-down"', "motion.base"),
        ('base = "supine"\n', "", "motion.base"),
        ("head_rests = true", "head_rests = 1", "motion.head_rests"),
        ("head_rests = true", "head_rest = true", "motion.head_rest"),
        ("azimuth = -14", "azimuth = nan", "motion.view.azimuth"),
        ("azimuth = -14", "azimuth = inf", "motion.view.azimuth"),
        ("azimuth = -14", f"azimuth = {'9' * 400}", "motion.view.azimuth"),
        ("azimuth = -14", f"azimuth = {'9' * 5000}", "bridge.toml"),
        ("azimuth = -14", "azimuth = true", "motion.view.azimuth"),
        ("azimuth = -14", "azimuth = -14, zoom = 2", "motion.view.zoom"),
        ("views = { feet", "views = { moon", "motion.views.moon"),
        (", elevation = 16 } }", " } }", "motion.views.feet.elevation"),
        ("move_s = 1.8", 'move_s = "soon"', "motion.key[1].move_s"),
        ("move_s = 1.8", "move_s = 0", "motion.key[1].move_s"),
        ("move_s = 1.8\n", "", "motion.key[1].move_s"),
        ("hold = true\n", "", "hold = true"),
        ("hip.flex = 57", "hip.twirl = 57", "motion.key[0].set.hip.twirl"),
        ("hip.flex = 57", "hip.flex = 900", "motion.key[0].set.hip.flex"),
        ("hip.flex = 57", "belly.rise = 40", "motion.key[0].set.belly.rise"),
        ("hip.flex = 57", "hip.flex = [1]", "motion.key[0].set.hip.flex"),
        ('pose = "hook_lying"', 'pose = "lotus"', "motion.key[0].pose"),
        ('["upper_back", "seat"]', '["upper_back", "hat"]', "motion.key[0].support"),
        ('["upper_back", "seat"]', "[]", "motion.key[0].support"),
        ('foot = "flat"', 'foot = "hover"', "motion.key[0].contact.foot"),
        ('foot = "flat"', 'paw = "flat"', "motion.key[0].contact.paw"),
        ('kind = "palm"', 'kind = "fist"', "motion.key[0].contact.hand.kind"),
        ('elbow = "floor"', 'elbow = "sky"', "motion.key[0].contact.hand.elbow"),
        ("heading = 0", "heading = 0, fingers = 5", "motion.key[0].contact.hand.fingers"),
        ('"pelvis.z rises 0.08"', '"pelvis.z soars"', "motion.key[1].expect"),
        ('back_to = "Start"', 'back_to = "Nowhere"', "motion.key[2].back_to"),
        ('name = "Lift"', 'name = "Start"', "motion.key[1].name"),
        ('point = "pelvis"', 'point = "tail"', "motion.arrows[0].point"),
        ("offset = [0, 0, 0.13]", "offset = [0, 0]", "motion.arrows[0].offset"),
        ("offset = [0, 0, 0.13]", 'offset = [0, 0, "up"]', "motion.arrows[0].offset.z"),
        (EXPECTED, "expect = []", "motion.key[1].expect"),
        ("[motion]", "[motion", "TOML"),
        ('effect = "work"', 'effect = "magic"', "effect"),
        ('muscles = ["glutes"', 'muscles = ["wings"', "motion.muscles"),
    ],
)
def test_a_mistake_is_one_sentence_with_the_key(old: str, new: str, said: str) -> None:
    assert old in BRIDGE
    with pytest.raises(MotionError) as caught:
        parse(BRIDGE.replace(old, new, 1))
    sentence = str(caught.value)
    assert said in sentence
    assert sentence.startswith(str(FILE))
    assert "\n" not in sentence
    assert len(sentence) < 400


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with the bridge alone."""
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "bridge.toml").write_text(BRIDGE, encoding="utf-8")
    poses = (DATA_FOLDER / "poses.toml").read_text(encoding="utf-8")
    (tmp_path / "poses.toml").write_text(poses, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("trunk.hips_up = 21", "trunk.hips_up = 8", "Lift: pelvis.z rises 0.08"),
        ("trunk.hips_up = 21", "trunk.hips_up = 30", "Lift: bend(shoulder, hip, knee)"),
        ("trunk.hips_up = 21", "trunk.hips_up = -30", "Lift"),
        ("lumbar.flex = 0", "lumbar.flex = -40", "Lift"),
        ("move_s = 1.8", "move_s = 0.3", "acceleration at most 3 statures/s^2"),
        ("knee.flex = 112", "knee.flex = 112, neck.twist = 95", "neck.twist: excess over"),
    ],
)
def test_an_exercise_that_breaks_a_check_fails_to_load(
    folder: Path, old: str, new: str, said: str
) -> None:
    assert old in BRIDGE
    (folder / "exercises" / "bridge.toml").write_text(BRIDGE.replace(old, new, 1))
    with pytest.raises(MotionError) as caught:
        load_motion("bridge", folder=folder)
    assert said in str(caught.value)
    assert "bridge.toml" in str(caught.value)
    assert caught.value.value


def test_missing_files_and_impossible_ids_are_told(folder: Path) -> None:
    for exercise_id in ("nowhere", "../bridge", "", "Bridge", "a" * 300):
        with pytest.raises(MotionError):
            load_motion(exercise_id, folder=folder)
        with pytest.raises(MotionError):
            load_timeline(exercise_id, folder)
    (folder / "poses.toml").unlink()
    with pytest.raises(MotionError, match=r"poses\.toml"):
        load_motion("bridge", folder=folder)


def test_bytes_that_are_no_text_are_told(folder: Path) -> None:
    (folder / "exercises" / "bridge.toml").write_bytes(b"\xff\xfe\x00" * 20)
    with pytest.raises(MotionError):
        load_timeline("bridge", folder)


# Fuzzing -----------------------------------------------------------------------------------
def solve_or_refuse(text: str) -> None:
    """Whatever the text says, it is solved or refused; nothing else may come out."""
    with suppress(MotionError, PoseError):
        MotionSolver(parse_motion(FILE, text, POSES))


@given(st.text(max_size=300))
@example("[" * 3000)
@example("motion = " + "[" * 3000)
@example('effect = "work"\n[motion]\nkey = 1')
def test_any_text_is_read_or_refused(text: str) -> None:
    solve_or_refuse(text)
    with pytest.raises(MotionError):
        parse(text)


TOKEN = re.compile(r'"[^"\n]*"|-?\d+(?:\.\d+)?|[a-z_]+|[\[\]{}=,]')
TOKENS = [match.span() for match in TOKEN.finditer(BRIDGE, BRIDGE.index("[motion]"))]
STRANGE = st.one_of(
    st.sampled_from(
        ["nan", "inf", "-1e308", "1e-320", "0", "true", '""', "[]", "{}", "1979-05-27", "=", "\n"]
    ),
    st.floats(-400, 400).map(repr),
    st.integers(-(10**30), 10**30).map(str),
    st.sampled_from([BRIDGE[start:end] for start, end in TOKENS]),
    st.text(string.printable, max_size=12),
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(TOKENS), STRANGE), min_size=1, max_size=3))
def test_any_change_of_a_good_file_is_solved_or_refused(
    changes: list[tuple[tuple[int, int], str]],
) -> None:
    text = BRIDGE
    for (start, end), word in sorted(set(changes), reverse=True):
        text = text[:start] + word + text[end:]
    solve_or_refuse(text)


@given(st.dictionaries(st.text(max_size=8), st.integers() | st.text(max_size=8), max_size=4))
def test_any_poses_are_read_or_refused(table: dict[str, int | str]) -> None:
    lines = [f"{key!r} = {value!r}" for key, value in table.items()]
    with suppress(MotionError):
        parse_poses(Path("poses.toml"), "[pose]\n" + "\n".join(lines))
