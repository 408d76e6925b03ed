"""The scene: everything on the stage, muscles inside the body, one honest arrow."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
from backrehab_desktop.catalogue.motions import load_motion
from backrehab_desktop.core.exercise import Side
from backrehab_desktop.core.figure.camera import Camera
from backrehab_desktop.core.figure.motion import Motion
from backrehab_desktop.core.figure.picture import Picture
from backrehab_desktop.core.figure.scene import SceneBuilder
from backrehab_desktop.core.figure.timeline import SAMPLES_PER_MOVE
from backrehab_desktop.core.figure.viewpoint import home_camera

IDS = [
    "pelvic-tilt",
    "single-knee-to-chest",
    "lower-trunk-rotation",
    "hamstring-stretch",
    "bridge",
    "bird-dog",
]
BODY = {"near", "far", "neck", "shirt", "shirt_far", "shorts", "shorts_far", "hair", "face"}
MUSCLES = {"work", "work_far", "stretch", "stretch_far"}
PIXELS_PER_STATURE = 400

FloatArray = NDArray[np.float64]


@lru_cache
def motion_of(exercise_id: str) -> Motion:
    return load_motion(exercise_id)


def at_home(exercise_id: str) -> SceneBuilder:
    motion = motion_of(exercise_id)
    return SceneBuilder(motion, home_camera(motion))


def outlines(picture: Picture, row: int, roles: Iterable[str]) -> list[FloatArray]:
    """The polygons of some roles that are painted at a moment."""
    wanted = set(roles)
    return [
        picture.vertices[row, picture.fills[index].start : picture.fills[index].stop]
        for index in picture.order[row]
        if picture.fills[index].role in wanted
    ]


def painted(polygons: list[FloatArray], builder: SceneBuilder) -> NDArray[np.bool_]:
    """Which pixels the polygons cover."""
    frame = builder.frame
    size = (round(frame.width * PIXELS_PER_STATURE), round(frame.height * PIXELS_PER_STATURE))
    image = Image.new("1", size)
    draw = ImageDraw.Draw(image)
    for polygon in polygons:
        place = (polygon - [frame.left, frame.top]) * PIXELS_PER_STATURE
        draw.polygon([tuple(point) for point in place.tolist()], fill=1)
    return np.array(image)


@pytest.mark.parametrize("exercise_id", IDS)
def test_everything_is_on_the_stage_at_every_moment(exercise_id: str) -> None:
    builder = at_home(exercise_id)
    frame = builder.frame
    picture = builder.picture(range(0, builder.sample_count, 3))

    low = picture.vertices.min(axis=(0, 1))
    high = picture.vertices.max(axis=(0, 1))
    assert (low >= [frame.left - 0.01, frame.top - 0.01]).all()
    assert (high <= [frame.right + 0.01, frame.bottom + 0.01]).all()


@pytest.mark.parametrize("exercise_id", IDS)
@pytest.mark.parametrize("turn", [0, 40])
def test_muscles_stay_inside_the_body(exercise_id: str, turn: int) -> None:
    motion = motion_of(exercise_id)
    builder = SceneBuilder(motion, home_camera(motion).turned(turn, 5), magnified=False)
    rows = [0, motion.timeline.hold_sample // 2, motion.timeline.hold_sample]
    picture = builder.picture(rows)

    for row in range(len(rows)):
        muscle = painted(outlines(picture, row, MUSCLES), builder)
        body = painted(outlines(picture, row, BODY), builder)
        assert muscle.any()
        assert not (muscle & ~body).any()


def test_a_muscle_on_the_side_turned_away_does_not_shine_through() -> None:
    motion = motion_of("bridge")
    from_the_feet = SceneBuilder(motion, Camera(90, 20)).picture([0])
    from_the_head = SceneBuilder(motion, Camera(-90, 50)).picture([0])

    assert outlines(from_the_feet, 0, MUSCLES)
    assert not outlines(from_the_head, 0, MUSCLES)


@pytest.mark.parametrize("exercise_id", IDS)
def test_the_figure_is_one_piece(exercise_id: str) -> None:
    """From the head every part can be reached without leaving the figure."""
    builder = at_home(exercise_id)
    hold = motion_of(exercise_id).timeline.hold_sample
    picture = builder.picture([0, hold])

    for row in range(2):
        body = painted(outlines(picture, row, BODY), builder)
        image = Image.fromarray(body.astype(np.uint8) * 255).copy()
        y, x = np.argwhere(body)[0]
        ImageDraw.floodfill(image, (int(x), int(y)), 100)
        assert not (np.array(image) == 255).any()


@pytest.mark.parametrize("exercise_id", IDS)
def test_a_single_moment_looks_like_the_same_moment_of_the_whole(exercise_id: str) -> None:
    builder = at_home(exercise_id)
    rows = list(range(20, 40, 5))
    many = builder.picture(rows)

    for index, row in enumerate(rows):
        one = builder.picture([row])
        assert one.fills == many.fills
        assert one.order[0] == many.order[index]
        assert one.vertices[0] == pytest.approx(many.vertices[index], abs=1e-4)


@pytest.mark.parametrize("exercise_id", IDS)
def test_the_arrow_leads_to_where_the_movement_ends(exercise_id: str) -> None:
    """Its tip stays in one place while its tail follows the limb, but it stays readable."""
    builder = at_home(exercise_id)
    hold = motion_of(exercise_id).timeline.hold_sample
    picture = builder.picture([1, hold // 3, hold - 1])

    first, later, last = (outlines(picture, row, {"arrow"})[0] for row in range(3))
    for other in (later, last):
        assert np.abs(first[:, None] - other[None]).sum(-1).min() < 0.004
    extent = [float(np.hypot(*np.ptp(arrow, axis=0))) for arrow in (first, later, last)]
    assert extent[0] + 1e-9 >= extent[1] >= extent[2] > 0.09


@pytest.mark.parametrize("exercise_id", IDS)
def test_the_arrow_is_gone_when_the_limb_is_there(exercise_id: str) -> None:
    opacity = at_home(exercise_id).arrow_opacity
    timeline = motion_of(exercise_id).timeline
    hold = timeline.hold_sample

    under_way = SAMPLES_PER_MOVE // 3
    assert opacity[0] == opacity[under_way] == 1.0
    assert opacity[hold] == opacity[-1] == 0.0
    assert opacity[hold + 16] == 1.0
    assert np.abs(np.diff(opacity)).max() < 0.35


def test_the_arrow_of_the_return_points_back() -> None:
    builder = at_home("bird-dog")
    hold = motion_of("bird-dog").timeline.hold_sample
    picture = builder.picture([1, hold + 1])

    out, back = (outlines(picture, row, {"arrow"})[0] for row in range(2))
    # The widest part of an arrow is its head.
    assert out[:, 1].mean() < 0 or back[:, 1].mean() < 0
    assert np.abs(out - back).max() > 0.05


@pytest.mark.parametrize("exercise_id", IDS)
def test_the_working_leg_is_the_near_one(exercise_id: str) -> None:
    motion = motion_of(exercise_id)
    if motion.lead:
        assert at_home(exercise_id).aspect.near_side == motion.lead


@pytest.mark.parametrize("exercise_id", IDS)
def test_both_sides_are_seen_from_the_same_place(exercise_id: str) -> None:
    left = load_motion(exercise_id, Side.LEFT)
    builder, twin = at_home(exercise_id), SceneBuilder(left, home_camera(left))

    assert twin.camera == builder.camera
    sides = (twin.frame.left, twin.frame.top, twin.frame.right, twin.frame.bottom)
    frame = builder.frame
    assert sides == pytest.approx((frame.left, frame.top, frame.right, frame.bottom), abs=1e-9)
    for (role, outline), (other_role, other) in zip(builder.ground, twin.ground, strict=True):
        assert role == other_role
        assert outline == pytest.approx(other, abs=1e-9)


def test_what_works_is_dark_on_either_side() -> None:
    def dark(exercise_id: str, side: Side) -> set[str]:
        motion = load_motion(exercise_id, side)
        return set(SceneBuilder(motion, home_camera(motion)).aspect.dark_limbs)

    assert dark("bird-dog", Side.RIGHT) == {"leg.R", "arm.L"}
    assert dark("bird-dog", Side.LEFT) == {"leg.L", "arm.R"}
    assert dark("single-knee-to-chest", Side.LEFT) == {"leg.L", "arm.R"}
    assert dark("hamstring-stretch", Side.LEFT) == {"leg.L", "arm.R"}
    assert dark("bridge", Side.RIGHT) == {"leg.R", "arm.R"}


@pytest.mark.parametrize("side", list(Side))
@pytest.mark.parametrize("exercise_id", ExerciseCatalogue().ids())
def test_the_dark_leg_is_that_of_the_leading_side(exercise_id: str, side: Side) -> None:
    motion = load_motion(exercise_id, side)
    dark = SceneBuilder(motion, home_camera(motion)).aspect.dark_limbs
    if motion.lead:
        assert motion.lead == ("L" if side is Side.LEFT else "R")
        assert {limb for limb in dark if limb.startswith("leg")} == {f"leg.{motion.lead}"}


def test_the_ghost_outlines_the_pose_it_stands_for() -> None:
    builder = at_home("bridge")
    hold = motion_of("bridge").timeline.hold_sample
    ghost = builder.ghost(hold)
    body = painted(outlines(builder.picture([hold]), 0, BODY), builder)

    assert (painted(list(ghost.body), builder) == body).mean() > 0.999
    assert len(ghost.dashes) > 60
    dashes = painted(list(ghost.dashes), builder)
    assert (dashes & ~body).sum() < 0.2 * dashes.sum()


@pytest.mark.parametrize("exercise_id", IDS)
def test_the_mat_lies_under_head_and_feet(exercise_id: str) -> None:
    builder = at_home(exercise_id)
    top = dict(builder.ground)["mat"]
    points = motion_of(exercise_id).pose.points

    for name in ("head", "toe.L", "toe.R", "heel.L", "heel.R"):
        place = points[name] * [1, 1, 0]
        low = place[points[name][:, 2] < 0.2]
        seen = builder.camera.project(low)
        assert (seen >= top.min(axis=0)).all(), name
        assert (seen <= top.max(axis=0)).all(), name


def test_the_magnifier_covers_no_part_of_the_body() -> None:
    builder = at_home("pelvic-tilt")
    picture = builder.picture([0, 64])
    glass = builder.magnifier

    assert glass is not None
    assert builder.label
    for row in range(2):
        body = np.concatenate(outlines(picture, row, BODY))
        away = np.hypot(body[:, 0] - glass.centre[0], body[:, 1] - glass.centre[1])
        assert away.min() > glass.centre[1] - glass.top - 1e-6


def test_the_magnifier_shows_the_gap_close() -> None:
    builder = at_home("pelvic-tilt")
    hold = motion_of("pelvic-tilt").timeline.hold_sample
    picture = builder.picture([0, hold])
    glass = builder.magnifier
    assert glass is not None

    def gap(row: int) -> float:
        """Under the spot, between the back and the mat."""
        back = np.concatenate(outlines(picture, row, {"inset_shirt"}))
        mat = outlines(picture, row, {"inset_mat"})[0]
        below = back[np.abs(back[:, 0] - glass.centre[0]) < 0.03]
        return float(mat[:, 1].min() - below[:, 1].max())

    assert gap(0) > 0.02
    assert gap(1) < 0.4 * gap(0)


def test_only_the_pelvic_tilt_needs_the_magnifier() -> None:
    assert [name for name in IDS if at_home(name).magnifier is not None] == ["pelvic-tilt"]


def test_a_small_picture_leaves_the_magnifier_out() -> None:
    motion = motion_of("pelvic-tilt")
    small = SceneBuilder(motion, home_camera(motion), magnified=False)

    assert small.magnifier is None
    assert small.frame.height < at_home("pelvic-tilt").frame.height
    assert not any(fill.role.startswith("inset") for fill in small.picture([0]).fills)


def test_the_towel_goes_from_hand_round_the_sole_to_hand() -> None:
    motion = motion_of("hamstring-stretch")
    builder = at_home("hamstring-stretch")
    hold = motion.timeline.hold_sample
    pieces = outlines(builder.picture([hold]), 0, {"towel"})
    towel = painted(pieces, builder)

    labelled = Image.fromarray(towel.astype(np.uint8) * 255).copy()
    y, x = np.argwhere(towel)[0]
    ImageDraw.floodfill(labelled, (int(x), int(y)), 100)
    assert not (np.array(labelled) == 255).any()
    points = np.concatenate(pieces)
    for name in ("knuckle.L", "knuckle.R", "ball_pad.R"):
        place = builder.camera.project(motion.pose.points[name][hold])
        assert np.hypot(*(points - place).T).min() < 0.03
    sole = motion.pose.frames["foot.R"][hold][:, 2]
    beyond = (points - builder.camera.project(motion.pose.points["ball_pad.R"][hold])) @ (
        builder.camera.project(-sole)
    )
    assert beyond.max() > 0.002


def test_the_towel_hangs_at_the_start_and_is_taut_in_the_hold() -> None:
    motion = motion_of("hamstring-stretch")
    builder = at_home("hamstring-stretch")
    hold = motion.timeline.hold_sample
    picture = builder.picture([0, hold])

    def lowest_under_its_chord(row: int, sample: int) -> float:
        hand, foot = (
            builder.camera.project(motion.pose.points[name][sample])
            for name in ("knuckle.R", "ball_pad.R")
        )
        points = np.concatenate(outlines(picture, row, {"towel"}))
        share = ((points - hand) @ (foot - hand)) / ((foot - hand) @ (foot - hand))
        below = points[:, 1] - (hand[1] + share * (foot - hand)[1])
        return float(below[(share > 0.4) & (share < 0.6)].max())

    assert lowest_under_its_chord(0, 0) > lowest_under_its_chord(1, hold) + 0.02


def test_any_view_has_a_picture() -> None:
    motion = motion_of("lower-trunk-rotation")

    for azimuth in range(-180, 180, 45):
        for elevation in (0, 55):
            builder = SceneBuilder(motion, Camera(azimuth, elevation))
            picture = builder.picture([0, 64])
            assert np.isfinite(picture.vertices).all()
            assert all(sorted(set(order)) == sorted(order) for order in picture.order)


def test_the_arrow_starts_anew_where_the_movement_turns_back() -> None:
    builder, motion = at_home("cat-camel"), motion_of("cat-camel")
    round_up, let_go, sag = (motion.key_named(name).sample for name in ("Round", "Let go", "Sag"))
    picture = builder.picture([1, round_up, round_up + 1, let_go, sag, sag + 1])
    arrows = [outlines(picture, row, {"arrow"}) for row in range(6)]

    assert builder.arrow_opacity[round_up] == 0.0
    assert builder.arrow_opacity[sag] == 0.0
    assert all(len(arrows[row]) == 1 for row in (0, 2, 3, 5))


def test_no_arrow_while_a_pause_lasts() -> None:
    builder, motion = at_home("pelvic-tilt-arch-flatten"), motion_of("pelvic-tilt-arch-flatten")
    arched, stay = (motion.key_named(name).sample for name in ("Arch", "Stay arched"))
    rows = (1, arched, (arched + stay) // 2, stay, stay + 1)
    shown = [bool(builder.arrow_opacity[row] > 0.0) for row in rows]
    assert shown == [True, False, False, False, True]


def test_the_glass_stands_beside_someone_upright_and_covers_nothing() -> None:
    builder = at_home("pelvic-rocking-sitting")
    glass = builder.magnifier
    assert glass is not None

    picture = builder.picture([0, motion_of("pelvic-rocking-sitting").timeline.hold_sample])
    for row in range(2):
        for piece in outlines(picture, row, BODY):
            distance = np.hypot(*(piece - np.array(glass.centre)).T)
            assert distance.min() > glass.radius
    low, high = glass.corners
    frame = builder.frame
    assert frame.left <= low[0]
    assert frame.top <= low[1]
    assert high[0] <= frame.right
    assert not outlines(picture, 0, {"inset_mat"}), "the floor lies far below the glass"


def test_whoever_needs_no_mat_stands_on_the_floor() -> None:
    builder = at_home("wall-sit")

    roles = [role for role, _ in builder.ground]
    assert roles[0] == "floor"
    assert "mat" not in roles
    wall = np.concatenate([outline for role, outline in builder.ground if role != "floor"])
    assert wall[:, 1].min() < builder.frame.top, "a wall runs out of the picture"


def test_each_limb_that_does_the_exercise_has_an_arrow() -> None:
    picture = at_home("bird-dog").picture([1])

    arrows = outlines(picture, 0, {"arrow"})
    assert len(arrows) == 2
    assert np.ptp([arrow[:, 0].mean() for arrow in arrows]) > 0.5


def test_an_arrow_may_turn_with_the_trunk() -> None:
    builder, motion = at_home("seated-lumbar-rotation"), motion_of("seated-lumbar-rotation")
    way = outlines(builder.picture([1]), 0, {"arrow"})[0]
    hold = motion.timeline.hold_sample
    (spec,) = motion.arrows
    there = (
        motion.pose.points[spec.point][hold] + motion.pose.frames[spec.frame][hold] @ spec.offset
    )

    assert np.hypot(*(way - builder.camera.project(there)).T).min() < 0.003


def test_arrows_are_larger_where_the_figure_is_smaller_on_its_stage() -> None:
    def length(name: str) -> float:
        arrow = outlines(
            at_home(name).picture([motion_of(name).timeline.hold_sample - 1]), 0, {"arrow"}
        )
        return float(np.hypot(*np.ptp(arrow[0], axis=0)))

    assert length("wall-sit") > 1.15 * length("bridge")


@pytest.mark.parametrize("name", ["side-plank-advanced", "lateral-leg-raise"])
def test_who_turns_over_is_seen_from_the_front_again(name: str) -> None:
    assert max(facing_away(name)) < -0.7


def test_who_turns_over_to_open_the_other_knee_is_seen_from_the_feet_again() -> None:
    one, other = facing_away("clamshell")
    assert one == pytest.approx(other, abs=1e-9)
    assert 0.2 < one < 0.7


def facing_away(name: str) -> list[float]:
    """For both sides, how far the face turns from the eye, -1 for straight at it."""
    motions = [load_motion(name, side) for side in Side]
    return [
        float(home_camera(motion).axes[2] @ motion.pose.frames["head"][0, :, 0])
        for motion in motions
    ]


def test_eyes_close_where_the_file_says_so() -> None:
    def height(exercise_id: str) -> float:
        """Of the near eye at the start."""
        eyes = outlines(at_home(exercise_id).picture([0]), 0, ["eye"])
        return max(float(np.ptp(eye[:, 1])) for eye in eyes)

    assert motion_of("mindful-meditation").eyes_closed
    assert not motion_of("light-weights").eyes_closed
    assert 0 < height("mindful-meditation") < 0.6 * height("light-weights")


def test_an_arm_is_dark_by_the_side_of_a_leg_that_stays() -> None:
    for side in Side:
        motion = load_motion("seated-lumbar-rotation", side)
        dark = SceneBuilder(motion, home_camera(motion)).aspect.dark_limbs
        assert dark == {f"leg.{motion.lead}", f"arm.{motion.lead}"}
