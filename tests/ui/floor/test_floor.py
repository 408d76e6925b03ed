"""Floor mode with keys and clicks: the same session, seen from the mat."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from backrehab_desktop.core.player import PauseReason, PhaseKind, PlayerStatus
from backrehab_desktop.core.records import Question, SessionEnd
from backrehab_desktop.ui.session.figure_driver import FRAME_MS
from backrehab_desktop.ui.today.page import Stage

Key = Qt.Key
SIZES = [(900, 600), (1280, 800), (1920, 1080), (3840, 2160), (1024, 768)]


def test_f_fills_the_screen_and_the_session_goes_on(floor: Any) -> None:
    assert floor.wiring.is_on
    assert floor.window.isFullScreen()
    assert floor.page.isVisible()
    assert not floor.scene.page.isVisible()
    assert floor.scene.state.status is PlayerStatus.RUNNING


def test_f_and_escape_lead_back_and_end_nothing(floor: Any) -> None:
    for key in (Key.Key_F, Key.Key_Escape):
        floor.press(key)
        assert not floor.wiring.is_on
        assert not floor.window.isFullScreen()
        assert floor.scene.page.isVisible()
        assert floor.scene.state.status is PlayerStatus.RUNNING
        floor.press(Key.Key_F)
        assert floor.wiring.is_on


def test_there_is_one_figure_and_it_moves_along(floor: Any) -> None:
    figure = floor.scene.page.flow.figure
    assert floor.page.isAncestorOf(figure)
    assert figure.isVisible()
    floor.press(Key.Key_F)
    assert floor.scene.page.flow.panel.isAncestorOf(figure)
    assert figure.isVisible()


def test_one_timer_asks_for_frames_and_only_for_what_is_seen(floor: Any) -> None:
    scene = floor.scene
    scene.wait_for_kind(PhaseKind.MOVE)
    driver = scene.page.flow.driver
    assert (driver.is_ticking, driver.interval_ms) == (True, FRAME_MS)
    hidden = scene.page.flow.panel.ring.state
    scene.wait(1.0)
    driver.frame_due.emit()
    assert scene.page.flow.panel.ring.state == hidden
    assert floor.page.ring.state != hidden
    floor.press(Key.Key_Space)
    assert not driver.is_ticking


def test_name_phase_count_cue_and_repetitions_are_shown(floor: Any) -> None:
    floor.scene.wait_for(lambda s: s.kind is PhaseKind.HOLD and s.repetitions_done == 1)
    page = floor.page
    assert page.name.text() == "Bridge"
    assert page.phase.text() == "Hold"
    assert page.count.text() == "2 of 2"
    assert page.cue.text() == "Squeeze"
    assert page.ring.state.digits == "5"
    assert page.track.state.filled[0] >= 1.0


def test_what_was_missed_is_caught_up_on_the_page(floor: Any) -> None:
    floor.scene.wait_for(lambda s: s.block.exercise_id == "bird-dog")
    assert floor.page.name.text() == "Bird dog"
    floor.press(Key.Key_Escape)
    assert floor.scene.page.flow.panel.name == "Bird dog"


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_digits_are_a_fifth_of_the_height(
    floor: Any, at_size: Callable[[int, int], Any], width: int, height: int
) -> None:
    page = at_size(width, height)
    floor.scene.wait_for_kind(PhaseKind.HOLD)
    assert page.ring.digits_height >= height / 5
    floor.scene.wait_for_kind(PhaseKind.REST_SET)
    assert len(page.ring.state.digits) == 2
    assert page.ring.digits_height >= height / 5


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_words_are_as_large_as_the_window_allows(
    floor: Any, at_size: Callable[[int, int], Any], width: int, height: int
) -> None:
    page = at_size(width, height)
    floor.scene.wait_for_kind(PhaseKind.HOLD)
    page.grab()
    assert page.phase.shown_pixels >= height / 10
    assert page.name.shown_pixels >= height / 20
    assert page.cue.shown_pixels >= height / 25


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_lies_over_anything_else(
    floor: Any, at_size: Callable[[int, int], Any], width: int, height: int
) -> None:
    page = at_size(width, height)
    floor.scene.wait_for_kind(PhaseKind.HOLD)
    figure = floor.scene.page.flow.figure
    places = [page.name, page.phase, page.ring, page.count, page.cue, page.caption, page.track]
    places += [figure, *(b for b in page.findChildren(QAbstractButton) if b.isVisible())]
    for number, one in enumerate(places):
        assert page.rect().contains(one.geometry()), one
        for other in places[number + 1 :]:
            assert not one.geometry().intersects(other.geometry()), (one, other)


@pytest.mark.parametrize(
    "key", [Key.Key_Space, Key.Key_MediaTogglePlayPause, Key.Key_MediaPlay, Key.Key_MediaPause]
)
def test_keys_that_pause(floor: Any, key: Qt.Key) -> None:
    floor.scene.wait_for_kind(PhaseKind.HOLD)
    floor.press(key)
    assert floor.scene.state.status is PlayerStatus.PAUSED
    assert floor.page.phase.text() == "Paused"
    floor.press(Key.Key_Space)
    assert floor.scene.state.status is PlayerStatus.RUNNING


@pytest.mark.parametrize("key", [Key.Key_Right, Key.Key_PageDown, Key.Key_MediaNext])
def test_keys_that_skip(floor: Any, key: Qt.Key) -> None:
    floor.press(key)
    assert floor.scene.state.kind is PhaseKind.MOVE


@pytest.mark.parametrize("key", [Key.Key_Left, Key.Key_PageUp, Key.Key_MediaPrevious, Key.Key_A])
def test_keys_that_do_the_set_again(floor: Any, key: Qt.Key) -> None:
    floor.scene.wait_for(lambda s: s.repetitions_done == 1)
    floor.press(key)
    assert floor.scene.state.kind is PhaseKind.GET_READY
    assert floor.scene.state.repetitions_done == 0


def test_r_gives_ten_seconds_more_rest(floor: Any) -> None:
    floor.scene.wait_for_kind(PhaseKind.REST_SET)
    left_s = floor.scene.state.remaining_s
    floor.press(Key.Key_R)
    assert floor.scene.state.remaining_s == pytest.approx(left_s + 10.0)


def test_plus_and_minus_change_the_tempo_by_tenths(floor: Any) -> None:
    floor.press(Key.Key_Minus, Key.Key_Minus)
    assert floor.scene.state.item.tempo == pytest.approx(0.8)
    floor.press(Key.Key_Plus, Key.Key_Equal, Key.Key_Plus)
    assert floor.scene.state.item.tempo == pytest.approx(1.1)


def test_the_tempo_stays_within_its_bounds(floor: Any) -> None:
    floor.press(*[Key.Key_Minus] * 9)
    assert floor.scene.state.item.tempo == pytest.approx(0.5)


def test_m_mirrors_the_figure(floor: Any) -> None:
    figure = floor.scene.page.flow.figure
    floor.press(Key.Key_M)
    assert figure.is_mirrored
    floor.press(Key.Key_M)
    assert not figure.is_mirrored


def test_s_asks_for_silence(floor: Any, qtbot: QtBot) -> None:
    with qtbot.waitSignal(floor.scene.page.sound_toggled, timeout=1000):
        floor.press(Key.Key_S)


def test_the_buttons_do_what_the_keys_do(floor: Any, qtbot: QtBot) -> None:
    page, scene = floor.page, floor.scene
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(page.skip, left)
    assert scene.state.kind is PhaseKind.MOVE
    scene.wait_for_kind(PhaseKind.HOLD)
    qtbot.mouseClick(page.back, left)
    assert scene.state.kind is PhaseKind.GET_READY
    left_s = scene.state.remaining_s
    qtbot.mouseClick(page.add_rest, left)
    assert scene.state.remaining_s == pytest.approx(left_s + 10.0)
    qtbot.mouseClick(page.mirror, left)
    assert scene.page.flow.figure.is_mirrored
    qtbot.mouseClick(page.pause, left)
    assert scene.state.status is PlayerStatus.PAUSED
    assert page.pause.text() == "Continue"


# -- it hurts -----------------------------------------------------------------


def test_h_stops_the_hold_at_once_and_asks(floor: Any) -> None:
    floor.scene.wait_for_kind(PhaseKind.HOLD)
    floor.press(Key.Key_H)
    assert floor.scene.state.pause_reason is PauseReason.PAIN
    assert floor.page.is_asking
    assert floor.page.hurt.isVisible()
    assert floor.page.hurt.go_on.isHidden()


def test_a_little_pain_may_go_on(floor: Any) -> None:
    floor.scene.wait_for_kind(PhaseKind.HOLD)
    floor.press(Key.Key_H, Key.Key_2, Key.Key_C)
    assert floor.scene.worker.store.last("rating") == (Question.PAIN_DURING, 2)
    assert floor.scene.state.lead_in
    assert not floor.page.is_asking


def test_strong_pain_ends_the_session_and_names_the_rule(floor: Any) -> None:
    floor.scene.wait_for(lambda s: s.repetitions_done == 1)
    floor.press(Key.Key_H, Key.Key_1, Key.Key_0)
    assert floor.page.hurt.scale.value == 10
    assert "R16" in floor.page.hurt.words.text()
    assert floor.page.hurt.skip.isHidden()
    floor.press(Key.Key_C, Key.Key_Right, Key.Key_Escape)  # none of which is a way out now
    assert floor.page.is_asking
    floor.press(Key.Key_Space)
    assert floor.page.has_ended
    floor.press(Key.Key_Space, Key.Key_Space)
    assert floor.scene.worker.store.last("rating") == (Question.PAIN_DURING, 10)
    assert floor.scene.worker.store.last("finish")[0] is SessionEnd.STOPPED_SAFELY


def test_pain_that_rises_leaves_the_exercise_after_the_set(floor: Any) -> None:
    floor.scene.wait_for(lambda s: s.kind is PhaseKind.HOLD and s.repetitions_done == 1)
    floor.press(Key.Key_H, Key.Key_4, Key.Key_C)
    assert floor.scene.state.block.set_number == 1
    floor.scene.wait_for(lambda s: s.block.exercise_id != "bridge")
    sets = [value for name, value in floor.scene.worker.store.calls if name == "set"]
    assert [(record.set_number, record.completed) for record in sets] == [(1, True), (2, False)]
    assert floor.scene.state.status is PlayerStatus.RUNNING


def test_the_arrow_skips_the_exercise(floor: Any) -> None:
    floor.scene.wait_for_kind(PhaseKind.HOLD)
    floor.press(Key.Key_H, Key.Key_6, Key.Key_Right)
    assert floor.scene.state.block.exercise_id == "knee-to-chest"
    assert floor.scene.state.status is PlayerStatus.RUNNING


def test_escape_takes_back_a_slip_and_the_session_stands_still(floor: Any) -> None:
    floor.scene.wait_for_kind(PhaseKind.HOLD)
    floor.press(Key.Key_H, Key.Key_Escape)
    assert not floor.page.is_asking
    assert floor.wiring.is_on
    assert floor.scene.state.status is PlayerStatus.PAUSED
    assert "rating" not in floor.scene.worker.store.names()


def test_the_numbers_are_large_targets(floor: Any, at_size: Callable[[int, int], Any]) -> None:
    page = at_size(900, 600)
    floor.press(Key.Key_H)
    page.grab()
    for value in range(11):
        cell = page.hurt.scale.cell(value)
        assert min(cell.width(), cell.height()) >= 48


# -- the end ------------------------------------------------------------------


def test_a_whole_session_with_keys_only(floor: Any) -> None:
    floor.scene.finish()
    assert floor.page.has_ended
    assert floor.page.end.isVisible()
    assert floor.page.end.title.text().startswith("3 of 3 exercises")
    floor.press(Key.Key_PageDown)
    assert not floor.wiring.is_on
    assert floor.scene.page.stage is Stage.AFTER
    floor.press(Key.Key_3, Key.Key_Space)
    assert floor.scene.worker.store.last("finish") == (SessionEnd.FINISHED, None, 3)


def test_a_session_that_is_put_away_leaves_floor_mode(floor: Any) -> None:
    floor.scene.controller.leave()
    assert not floor.wiring.is_on
    assert floor.scene.page.stage is Stage.BEFORE


def test_the_next_session_starts_where_it_was_chosen(floor: Any) -> None:
    floor.scene.controller.leave()
    floor.scene.page.show_unfinished(None)
    floor.press(Key.Key_F)
    floor.settings.change(floor_mode=True)  # what the program does with the page's wish
    assert floor.scene.page.before.floor.text() == "Floor mode: on"
    floor.press(Key.Key_Space)
    assert floor.wiring.is_on
    assert floor.scene.state.kind is PhaseKind.GET_READY
    assert not floor.page.has_ended


def test_what_is_spoken_is_to_be_read_unless_it_is_the_cue(floor: Any) -> None:
    floor.scene.wait_for_kind(PhaseKind.HOLD)
    captions = floor.scene.page.flow.captions
    captions.speak("Half way.")
    assert floor.page.caption.text() == "Half way."
    captions.speak("Squeeze.")
    assert floor.page.caption.text() == ""
