"""The figure's view: it repaints when something changed, turns when dragged, and is honest."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from functools import lru_cache

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPaintEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from backrehab_desktop.catalogue.motions import load_motion
from backrehab_desktop.core.exercise import Side
from backrehab_desktop.core.figure.motion import Motion
from backrehab_desktop.core.figure.timeline import Part
from backrehab_desktop.ui.figure.figure_view import FigureView
from backrehab_desktop.ui.theme.tokens import load_theme

LIGHT, DARK = load_theme("light"), load_theme("dark")


@lru_cache
def motion_of(exercise_id: str, side: Side = Side.RIGHT) -> Motion:
    return load_motion(exercise_id, side)


class CountedView(FigureView):
    """Counts its paints."""

    def __init__(self) -> None:
        super().__init__()
        self.paints = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        self.paints += 1
        super().paintEvent(event)


@pytest.fixture
def make_view(qtbot: QtBot) -> Callable[..., CountedView]:
    def make(exercise_id: str | None = "bridge", *, prepared: bool = False) -> CountedView:
        view = CountedView()
        qtbot.addWidget(view)
        view.resize(640, 360)
        with qtbot.waitExposed(view):
            view.show()
        if exercise_id is not None:
            view.set_motion(motion_of(exercise_id))
            qtbot.waitUntil(lambda: view.has_figure)
            if prepared:
                qtbot.waitUntil(lambda: view.is_prepared)
        QTest.qWait(0)
        return view

    return make


def picture(view: FigureView) -> QImage:
    return view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def pixels_of(image: QImage, color: str) -> int:
    """How many pixels have exactly this colour."""
    return int((pixels(image) == QColor(color).rgb()).sum())


def pixels(image: QImage) -> NDArray[np.uint32]:
    """The image's colours as ``#AARRGGBB`` numbers, (height, width)."""
    return np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.width())


def difference(first: QImage, second: QImage, least: int) -> int:
    """How many pixels differ by at least so much in one of their channels."""
    one, two = (pixels(image)[..., None].view(np.uint8).astype(int) for image in (first, second))
    return int((np.abs(one - two).max(axis=-1) >= least).sum())


def drag(view: FigureView, way: QPoint) -> None:
    start = view.rect().center()
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(view, left, pos=start)
    QTest.mouseMove(view, start + way / 2)
    QTest.mouseMove(view, start + way)
    QTest.mouseRelease(view, left, pos=start + way)


def test_the_module_needs_no_numpy() -> None:
    code = (
        "import sys; import backrehab_desktop.ui.figure.figure_view;"
        "import backrehab_desktop.ui.figure.preview_panel;"
        "import backrehab_desktop.ui.figure.thumbnails; import backrehab_desktop.app.motions;"
        "sys.exit('numpy' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_an_empty_stage_is_plain(make_view: Callable[..., CountedView]) -> None:
    image = picture(make_view(None))

    assert pixels_of(image, LIGHT.color("stage")) == 640 * 360


def test_a_motion_fills_the_stage(make_view: Callable[..., CountedView]) -> None:
    image = picture(make_view())

    drawn = (pixels(image) != QColor(LIGHT.color("stage")).rgb()).any(axis=0)
    columns = np.flatnonzero(drawn)
    assert columns.min() < 40
    assert columns.max() > 600


def test_the_same_moment_is_not_painted_again(make_view: Callable[..., CountedView]) -> None:
    view = make_view(prepared=True)
    view.set_sample(10.0)
    view.set_direction(Part.MOVE)
    QTest.qWait(0)
    before = view.paints

    view.set_sample(10.0)
    view.set_direction(Part.MOVE)
    view.set_ghost_visible(True)
    QTest.qWait(0)

    assert view.paints == before


def test_another_moment_is_painted_once(make_view: Callable[..., CountedView]) -> None:
    view = make_view(prepared=True)
    before = view.paints

    view.set_sample(20.5)
    view.set_direction(Part.MOVE)
    QTest.qWait(0)

    assert view.paints == before + 1


@pytest.mark.parametrize("exercise_id", ["pelvic-tilt", "single-knee-to-chest", "walking"])
def test_playing_leaves_nothing_of_the_frames_before(
    make_view: Callable[..., CountedView], exercise_id: str
) -> None:
    """Only what moved is painted anew; that must look as if all were."""
    view = make_view(exercise_id, prepared=True)
    screen = view.screen()
    timeline = motion_of(exercise_id).timeline
    for number in range(90):
        part, fraction = timeline.at_cycle(number / 89 * timeline.cycle_s(1.0) * 0.999, 1.0)
        view.set_direction(part)
        view.set_sample(timeline.sample(part, fraction))
        QTest.qWait(0)
        if number % 15 == 7:
            played = screen.grabWindow(view.winId()).toImage()
            anew = picture(view)
            assert difference(played.convertToFormat(anew.format()), anew, 48) < 12


def test_a_movement_too_small_to_see_asks_for_no_frame(
    make_view: Callable[..., CountedView],
) -> None:
    view = make_view(prepared=True)
    view.set_sample(20.0)
    QTest.qWait(0)
    before = view.paints

    view.set_sample(20.01)
    QTest.qWait(0)
    assert view.paints == before

    view.set_sample(22.0)
    QTest.qWait(0)
    assert view.paints == before + 1


def test_a_still_figure_asks_for_nothing(make_view: Callable[..., CountedView]) -> None:
    view = make_view(prepared=True)
    before = view.paints

    QTest.qWait(50)

    assert view.paints == before


def test_live_drawing_shows_the_same_as_the_prepared_list(
    qtbot: QtBot, make_view: Callable[..., CountedView]
) -> None:
    prepared = make_view(prepared=True)
    live = CountedView()
    qtbot.addWidget(live)
    live.resize(prepared.size())
    live.set_motion(motion_of("bridge"))
    qtbot.waitUntil(lambda: live.has_figure)
    for view in (prepared, live):
        view.set_ghost_visible(False)
        view.set_sample(40.0)

    assert not live.is_prepared
    first, second = picture(prepared), picture(live)
    assert difference(first, second, 40) < 100


def test_dragging_sideways_walks_around(make_view: Callable[..., CountedView]) -> None:
    view = make_view()
    home = view.view_angles_deg
    assert home is not None

    drag(view, QPoint(100, 0))

    turned = view.view_angles_deg
    assert turned is not None
    assert turned[0] < home[0] - 20
    assert turned[1] == home[1]


def test_dragging_down_looks_from_higher_but_never_from_above(
    make_view: Callable[..., CountedView],
) -> None:
    view = make_view()

    drag(view, QPoint(0, 170))
    drag(view, QPoint(0, 170))

    assert view.view_angles_deg is not None
    assert 30 < view.view_angles_deg[1] <= 55


def test_a_double_click_brings_it_home(make_view: Callable[..., CountedView]) -> None:
    view = make_view()
    home = view.view_angles_deg
    drag(view, QPoint(120, 40))

    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=view.rect().center())

    assert view.view_angles_deg == home


def test_the_keyboard_turns_too(qtbot: QtBot, make_view: Callable[..., CountedView]) -> None:
    view = make_view()
    home = view.view_angles_deg
    assert home is not None

    with qtbot.waitSignal(view.view_turned):
        QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Up)
    turned = view.view_angles_deg
    QTest.keyClick(view, Qt.Key.Key_Home)

    assert turned == (home[0] + 10, home[1] + 10)
    assert view.view_angles_deg == home


def test_the_right_button_does_not_turn(make_view: Callable[..., CountedView]) -> None:
    view = make_view()
    home = view.view_angles_deg

    QTest.mousePress(view, Qt.MouseButton.RightButton, pos=QPoint(100, 100))
    QTest.mouseMove(view, QPoint(200, 100))
    QTest.mouseRelease(view, Qt.MouseButton.RightButton, pos=QPoint(200, 100))

    assert view.view_angles_deg == home


def test_a_new_motion_starts_from_its_own_view(make_view: Callable[..., CountedView]) -> None:
    view = make_view()
    drag(view, QPoint(90, 0))

    view.set_motion(motion_of("pelvic-tilt"))

    home = motion_of("pelvic-tilt").views["home"]
    assert view.view_angles_deg == (home.azimuth_deg, home.elevation_deg)


def test_no_arrow_while_holding(make_view: Callable[..., CountedView]) -> None:
    view = make_view("hamstring-stretch")
    arrow = LIGHT.color("accent")
    view.set_sample(20.0)

    shown = {}
    for part in (Part.MOVE, Part.RETURN, Part.HOLD, None):
        view.set_direction(part)
        shown[part] = pixels_of(picture(view), arrow) > 20

    assert shown == {Part.MOVE: True, Part.RETURN: True, Part.HOLD: False, None: False}


def test_muscles_can_be_hidden(make_view: Callable[..., CountedView]) -> None:
    view = make_view()
    before = pixels_of(picture(view), LIGHT.color("work"))

    view.set_highlight_visible(False)

    assert before > 100
    assert pixels_of(picture(view), LIGHT.color("work")) == 0


def test_working_and_stretched_muscles_have_their_own_colour(
    make_view: Callable[..., CountedView],
) -> None:
    image = picture(make_view("hamstring-stretch"))

    assert pixels_of(image, LIGHT.color("stretch")) > 100
    assert pixels_of(image, LIGHT.color("work")) == 0


def test_the_ghost_can_be_hidden(make_view: Callable[..., CountedView]) -> None:
    view = make_view(prepared=True)
    view.set_direction(Part.MOVE)
    before = pixels_of(picture(view), LIGHT.figure("ghost"))

    view.set_ghost_visible(False)

    assert before > 1000
    assert pixels_of(picture(view), LIGHT.figure("ghost")) < 20


def test_the_body_stays_where_it_lies_when_the_side_changes(
    make_view: Callable[..., CountedView],
) -> None:
    """At the start both legs stand alike: only the tone of the working leg may change."""
    view = make_view("single-knee-to-chest")
    view.set_ghost_visible(False)
    home, right = view.view_angles_deg, picture(view)

    view.set_motion(motion_of("single-knee-to-chest", Side.LEFT))

    left = picture(view)
    stage = QColor(LIGHT.color("stage")).rgb()
    one, two = pixels(right)[:, :260] != stage, pixels(left)[:, :260] != stage
    assert view.view_angles_deg == home
    assert (one != two).sum() < 40
    view.set_sample(60.0)
    assert difference(picture(view), left, 100) > 1000


def test_changing_the_side_needs_no_preparation(
    qtbot: QtBot, make_view: Callable[..., CountedView]
) -> None:
    view = make_view("bird-dog", prepared=True)
    left = motion_of("bird-dog", Side.LEFT)
    view.prepare_motion(left)
    qtbot.waitUntil(lambda: view.is_next_prepared)

    view.set_motion(left)
    assert view.is_prepared
    view.set_motion(motion_of("bird-dog"))
    assert view.is_prepared


def test_the_other_side_is_seen_as_the_user_turned_this_one(
    make_view: Callable[..., CountedView],
) -> None:
    view = make_view("bird-dog")
    view.prepare_motion(motion_of("bird-dog", Side.LEFT))
    drag(view, QPoint(90, 0))
    turned = view.view_angles_deg

    view.set_motion(motion_of("bird-dog", Side.LEFT))

    assert view.view_angles_deg == turned


def test_the_arrow_fades_as_the_limb_arrives(make_view: Callable[..., CountedView]) -> None:
    view = make_view("hamstring-stretch")
    view.set_direction(Part.MOVE)
    hold = motion_of("hamstring-stretch").timeline.hold_sample
    clear = []
    for share in (0.3, 0.6, 0.95, 1.0):
        view.set_sample(hold * share)
        clear.append(pixels_of(picture(view), LIGHT.color("accent")))

    assert min(clear[:2]) > 60
    assert clear[2:] == [0, 0]


def test_the_dark_theme_paints_in_its_own_colours(make_view: Callable[..., CountedView]) -> None:
    view = make_view()

    view.set_theme(DARK)

    image = picture(view)
    assert pixels_of(image, DARK.color("stage")) > 1000
    assert pixels_of(image, DARK.figure("near")) > 500
    assert pixels_of(image, LIGHT.color("stage")) == 0


def test_reduced_motion_shows_key_poses_that_fade(make_view: Callable[..., CountedView]) -> None:
    view = make_view()
    hold = motion_of("bridge").timeline.hold_sample
    view.set_reduced_motion(True)

    view.set_sample(0.0)
    start = picture(view)
    view.set_sample(hold * 0.2)
    soon = picture(view)
    view.set_sample(hold * 0.5)
    middle = picture(view)
    view.set_sample(float(hold))
    end = picture(view)

    assert soon == start
    assert middle not in (start, end)
    assert end != start


def test_reduced_motion_has_no_arrow(make_view: Callable[..., CountedView]) -> None:
    view = make_view("hamstring-stretch")
    view.set_reduced_motion(True)
    view.set_direction(Part.MOVE)

    assert pixels_of(picture(view), LIGHT.color("accent")) == 0


def test_no_motion_empties_the_stage_again(make_view: Callable[..., CountedView]) -> None:
    view = make_view()

    view.set_motion(None)

    assert view.view_angles_deg is None
    assert pixels_of(picture(view), LIGHT.color("stage")) == 640 * 360


def test_it_says_what_it_is(make_view: Callable[..., CountedView]) -> None:
    view = make_view()

    assert view.accessibleName() == "Moving figure"
    assert "turn" in view.accessibleDescription()
    view.set_motion(None)
    assert view.accessibleDescription() == "No exercise is shown."


def test_resizing_keeps_the_figure_whole(make_view: Callable[..., CountedView]) -> None:
    view = make_view()

    for size in ((200, 300), (900, 200)):
        view.resize(*size)
        image = picture(view)
        stage = QColor(LIGHT.color("stage"))
        edges = [
            image.pixelColor(x, y) for x in (0, image.width() - 1) for y in range(image.height())
        ]
        assert all(color == stage for color in edges)


@pytest.mark.parametrize("exercise_id", ["bridge", "pelvic-tilt", "lower-trunk-rotation"])
@pytest.mark.parametrize("side", list(Side))
def test_moving_on_leaves_nothing_of_the_last_moment(
    qtbot: QtBot, make_view: Callable[..., CountedView], exercise_id: str, side: Side
) -> None:
    """Only a part of the stage is painted anew, and that is enough."""
    view = make_view(exercise_id, prepared=True)
    view.set_motion(motion_of(exercise_id, side))
    qtbot.waitUntil(lambda: view.is_prepared)
    view.set_direction(Part.MOVE)
    screen = view.screen()
    for sample in (0.0, 20.0, 64.0):
        view.set_sample(sample)
        QTest.qWait(0)
    kept = screen.grabWindow(view.winId()).toImage().convertToFormat(QImage.Format.Format_RGB32)

    view.update()
    QTest.qWait(0)

    fresh = screen.grabWindow(view.winId()).toImage().convertToFormat(QImage.Format.Format_RGB32)
    assert pixels_of(fresh, LIGHT.figure("near")) > 1000
    assert difference(kept, fresh, 1) == 0


def test_it_turns_softly_to_a_view(qtbot: QtBot, make_view: Callable[..., CountedView]) -> None:
    view = make_view("wall-sit", prepared=True)
    home = view.view_angles_deg
    goal = motion_of("wall-sit").views["front"]
    seen: list[tuple[float, float] | None] = []
    view.view_turned.connect(lambda: seen.append(view.view_angles_deg))

    view.set_view("front")

    assert view.view_name == "front"
    qtbot.waitUntil(lambda: view.view_angles_deg == (goal.azimuth_deg, goal.elevation_deg))
    assert any(angles not in {home, view.view_angles_deg} for angles in seen)
    qtbot.waitUntil(lambda: view.is_prepared)


def test_with_reduced_motion_a_view_is_there_at_once(make_view: Callable[..., CountedView]) -> None:
    view = make_view("wall-sit")
    view.set_reduced_motion(True)

    view.set_view("front")

    goal = motion_of("wall-sit").views["front"]
    assert view.view_angles_deg == (goal.azimuth_deg, goal.elevation_deg)


def test_dragging_ends_the_turn_to_a_view(make_view: Callable[..., CountedView]) -> None:
    view = make_view("wall-sit")

    view.set_view("front")
    drag(view, QPoint(40, 0))
    stopped = view.view_angles_deg
    QTest.qWait(50)

    assert view.view_angles_deg == stopped
    assert view.view_name is None


def test_a_view_that_the_motion_has_not_is_refused(make_view: Callable[..., CountedView]) -> None:
    with pytest.raises(KeyError):
        make_view("bridge").set_view("front")


def test_an_empty_stage_has_no_views(make_view: Callable[..., CountedView]) -> None:
    view = make_view(None)

    view.set_view("front")

    assert view.view_name is None


def test_a_mirror_exchanges_left_and_right_but_not_the_letters(
    make_view: Callable[..., CountedView],
) -> None:
    view = make_view("bridge", prepared=True)
    seen = picture(view)
    view.set_mirrored(True)
    mirrored = picture(view)
    assert difference(seen, mirrored, 48) > 2000
    assert difference(seen, mirrored.flipped(Qt.Orientation.Horizontal), 48) < 60
    labelled = make_view("pelvic-tilt", prepared=True)
    labelled.resize(1280, 720)
    QTest.qWait(0)
    words = labelled._palette.colors["label"]
    before = picture(labelled)
    labelled.set_mirrored(True)
    after = picture(labelled)
    count = pixels_of(before, QColor(words).name())
    assert count > 20
    assert abs(pixels_of(after, QColor(words).name()) - count) < count / 4
    flipped = after.flipped(Qt.Orientation.Horizontal)
    assert difference(before, flipped, 48) > 40  # the letters: they read as before


def test_in_the_mirror_playing_leaves_nothing_of_the_frames_before(
    make_view: Callable[..., CountedView],
) -> None:
    view = make_view("bird-dog", prepared=True)
    view.set_mirrored(True)
    timeline = motion_of("bird-dog").timeline
    for number in range(40):
        view.set_direction(Part.MOVE)
        view.set_sample(timeline.sample(Part.MOVE, number / 39))
        QTest.qWait(0)
    played = view.screen().grabWindow(view.winId()).toImage()
    anew = picture(view)
    assert difference(played.convertToFormat(anew.format()), anew, 48) < 12
