"""The preview: buttons and slider do what they say, time comes from the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

import backrehab_desktop.resources_rc  # noqa: F401 - the icons
from backrehab_desktop.catalogue.motions import load_motion
from backrehab_desktop.core.exercise import Side
from backrehab_desktop.core.figure.motion import Motion
from backrehab_desktop.core.figure.timeline import Timeline, TimelineKey
from backrehab_desktop.ui.figure.preview_panel import FigurePreviewPanel
from backrehab_desktop.ui.theme.stylesheet import build_stylesheet
from backrehab_desktop.ui.theme.tokens import load_theme


class StandingClock:
    """Moves only when told."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def monotonic_s(self) -> float:
        return self.now_s

    def now(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC)


@lru_cache
def bridge() -> Motion:
    return load_motion("bridge")


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def panel(qtbot: QtBot, clock: StandingClock) -> FigurePreviewPanel:
    panel = FigurePreviewPanel(load_theme("light"), clock)
    qtbot.addWidget(panel)
    panel.resize(404, 420)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.set_motion(bridge())
    qtbot.waitUntil(lambda: panel.view.has_figure)
    return panel


@pytest.fixture
def click() -> Callable[[QToolButton], None]:
    return lambda button: QTest.mouseClick(button, Qt.MouseButton.LeftButton)


Click = Callable[[QToolButton], None]


def test_a_new_motion_plays(panel: FigurePreviewPanel, clock: StandingClock) -> None:
    clock.now_s += 1

    assert panel.is_playing
    assert panel.share > 0
    assert panel.play_button.accessibleName() == "Pause"


def test_the_slider_follows_the_movement(
    qtbot: QtBot, panel: FigurePreviewPanel, clock: StandingClock
) -> None:
    clock.now_s += 3

    qtbot.waitUntil(lambda: panel.scrub_slider.value() > 0)
    assert panel.scrub_slider.value() == pytest.approx(panel.share * 1000, abs=1)
    assert panel.is_playing


def test_pause_stops_time_and_frames(
    panel: FigurePreviewPanel, clock: StandingClock, click: Click
) -> None:
    clock.now_s += 1
    click(panel.play_button)
    stopped = panel.share
    clock.now_s += 1

    assert panel.share == stopped
    assert panel.play_button.accessibleName() == "Play"


def test_scrubbing_pauses_where_the_slider_is(panel: FigurePreviewPanel) -> None:
    panel.scrub_slider.setFocus()
    QTest.keyClick(panel.scrub_slider, Qt.Key.Key_PageUp)

    assert not panel.is_playing
    assert panel.share == pytest.approx(0.1)


def test_scrubbing_shows_that_moment(panel: FigurePreviewPanel) -> None:
    panel.scrub_slider.setValue(0)
    start = panel.view.grab().toImage()
    panel.scrub_slider.setValue(500)

    assert panel.view.grab().toImage() != start


def test_half_speed_takes_twice_as_long(panel: FigurePreviewPanel, clock: StandingClock) -> None:
    labels = [panel.speed_box.itemText(index) for index in range(panel.speed_box.count())]
    assert [float(label[:-1]) for label in labels] == [0.25, 0.5, 1, 1.5, 2]
    clock.now_s += 1
    whole = panel.share
    panel.set_motion(None)
    panel.set_motion(bridge())
    panel.speed_box.setFocus()
    QTest.keyClick(panel.speed_box, Qt.Key.Key_Up)
    clock.now_s += 1

    assert panel.speed == 0.5
    assert panel.share == pytest.approx(whole / 2)


@pytest.mark.parametrize("name", ["ghost_button", "highlight_button"])
def test_every_toggle_changes_the_picture(
    qtbot: QtBot, panel: FigurePreviewPanel, click: Click, name: str
) -> None:
    qtbot.waitUntil(lambda: panel.view.is_prepared)
    panel.scrub_slider.setValue(150)
    before = panel.view.grab().toImage()
    click(getattr(panel, name))
    after = panel.view.grab().toImage()
    click(getattr(panel, name))

    assert after != before
    assert panel.view.grab().toImage() == before


def test_the_other_side_is_shown_from_the_same_place(
    panel: FigurePreviewPanel, click: Click
) -> None:
    assert not panel.side_button.isEnabled()
    right, left = (load_motion("single-knee-to-chest", side) for side in (Side.RIGHT, Side.LEFT))
    panel.set_motion(right)
    panel.set_other_side(left)
    panel.scrub_slider.setValue(150)
    before, home = panel.view.grab().toImage(), panel.view.view_angles_deg

    click(panel.side_button)

    assert panel.view.grab().toImage() != before
    assert panel.view.view_angles_deg == home
    click(panel.side_button)
    assert panel.view.grab().toImage() == before


def test_another_exercise_begins_with_its_right_side(
    panel: FigurePreviewPanel, click: Click
) -> None:
    panel.set_other_side(load_motion("bridge", Side.LEFT))
    click(panel.side_button)

    panel.set_motion(load_motion("pelvic-tilt"))

    assert not panel.side_button.isChecked()
    assert not panel.side_button.isEnabled()


def test_still_pictures_do_not_move_between_the_poses(
    panel: FigurePreviewPanel, click: Click
) -> None:
    click(panel.stills_button)
    panel.scrub_slider.setValue(1)
    first = panel.view.grab().toImage()
    panel.scrub_slider.setValue(20)

    assert panel.view.grab().toImage() == first


def test_nothing_to_play_disables_the_controls(panel: FigurePreviewPanel) -> None:
    panel.set_motion(None)

    assert not panel.play_button.isEnabled()
    assert not panel.scrub_slider.isEnabled()
    assert not panel.is_playing


def test_a_hidden_preview_asks_for_no_frames(
    qtbot: QtBot, panel: FigurePreviewPanel, clock: StandingClock
) -> None:
    panel.hide()
    value = panel.scrub_slider.value()
    clock.now_s += 2
    QTest.qWait(40)
    assert panel.scrub_slider.value() == value

    panel.show()
    qtbot.waitUntil(lambda: panel.scrub_slider.value() != value)


def test_every_control_has_a_name(panel: FigurePreviewPanel) -> None:
    for control in (
        panel.play_button,
        panel.scrub_slider,
        panel.speed_box,
        panel.side_button,
        panel.ghost_button,
        panel.highlight_button,
        panel.stills_button,
    ):
        assert control.accessibleName()


def test_it_takes_another_theme(panel: FigurePreviewPanel) -> None:
    light = panel.grab().toImage()

    panel.set_theme(load_theme("dark"))

    assert panel.grab().toImage() != light


def test_it_fits_a_narrow_column(panel: FigurePreviewPanel) -> None:
    assert panel.minimumSizeHint().width() <= 404


def test_views_are_offered_only_where_there_is_a_choice(panel: FigurePreviewPanel) -> None:
    panel.set_motion(load_motion("cat-camel"))
    assert not panel.views_bar.isVisible()

    panel.set_motion(load_motion("wall-sit"))

    assert panel.views_bar.isVisible()
    assert list(panel.views_bar.buttons) == ["home", "three_quarter", "front"]
    assert panel.views_bar.buttons["home"].isChecked()
    assert panel.views_bar.buttons["front"].accessibleName() == "See it from the front"


def test_a_view_button_turns_the_figure(qtbot: QtBot, panel: FigurePreviewPanel) -> None:
    motion = load_motion("wall-sit")
    panel.set_motion(motion)
    front = panel.views_bar.buttons["front"]

    front.setFocus()
    QTest.keyClick(front, Qt.Key.Key_Space)

    goal = motion.views["front"]
    qtbot.waitUntil(lambda: panel.view.view_angles_deg == (goal.azimuth_deg, goal.elevation_deg))
    assert front.isChecked()
    assert not panel.views_bar.buttons["home"].isChecked()


def test_no_view_button_is_checked_while_the_user_has_turned_it(panel: FigurePreviewPanel) -> None:
    panel.set_motion(load_motion("wall-sit"))

    panel.view.turn(25, 0)

    assert not any(button.isChecked() for button in panel.views_bar.buttons.values())


def test_the_mark_comes_back_with_the_key_home(panel: FigurePreviewPanel) -> None:
    panel.set_motion(load_motion("wall-sit"))
    panel.view.turn(25, 0)

    panel.view.setFocus()
    QTest.keyClick(panel.view, Qt.Key.Key_Home)

    assert panel.views_bar.buttons["home"].isChecked()


def test_a_picture_offers_nothing_to_play(panel: FigurePreviewPanel) -> None:
    bridge = load_motion("bridge")
    timeline = Timeline((TimelineKey("Lie", 0.0),), 0)
    still = replace(
        bridge,
        id="rest",
        timeline=timeline,
        pose=bridge.pose.take(slice(0, 1)),
        keys=bridge.keys[:1],
        arrows=(),
    )
    panel.set_motion(still)
    assert not panel.is_playing
    moving = (panel.play_button, panel.scrub_slider, panel.speed_box, panel.ghost_button)
    assert not any(control.isVisible() for control in moving)
    assert panel.highlight_button.isVisible()
    panel.view.grab()
    panel.set_motion(bridge)
    assert all(control.isVisible() for control in moving)


def test_what_goes_on_without_end_plays_and_leads_nowhere(
    panel: FigurePreviewPanel, clock: StandingClock
) -> None:
    walking = load_motion("walking")
    panel.set_motion(walking)
    assert panel.is_playing
    assert panel.play_button.isVisible()
    assert not panel.ghost_button.isVisible()

    clock.now_s += walking.timeline.move_s * 2.25

    assert panel.share == pytest.approx(0.25)


def test_each_switch_bears_a_word_and_is_told_in_full(panel: FigurePreviewPanel) -> None:
    panel.window().setStyleSheet(build_stylesheet(load_theme("light")))
    panel.resize(286, 400)
    switches = (
        panel.side_button,
        panel.ghost_button,
        panel.highlight_button,
        panel.stills_button,
    )
    for button in switches:
        assert button.fontMetrics().horizontalAdvance(button.text()) <= button.width() - 4
        assert len(button.accessibleName()) > len(button.text()) > 0
    assert len({button.width() for button in switches}) <= 2
