from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from backrehab_desktop.app.session_plan import SessionPlan
from backrehab_desktop.core.player import PauseReason, PhaseKind, PlayerStatus
from backrehab_desktop.core.records import Question, SessionEnd
from backrehab_desktop.ui.session.figure_driver import FRAME_MS, RING_MS
from backrehab_desktop.ui.today.page import Stage, TodayPage
from backrehab_desktop.ui.widgets.ask import AskDialog
from backrehab_desktop.ui.widgets.hold_ring import RingStyle


def key(page: TodayPage, key: Qt.Key) -> None:
    QTest.keyClick(page.windowHandle(), key)


@pytest.fixture
def running(scene: Any) -> Any:
    """A session that has just begun."""
    key(scene.page, Qt.Key.Key_Space)
    return scene


def card(scene: Any) -> Any:
    return scene.page.flow.panel.instrument


def test_get_ready_looks_unlike_a_hold(running: Any) -> None:
    ready = card(running).ring.state
    assert (ready.style, ready.color, ready.caption) == (RingStyle.DASHED, "ready", "get ready")
    assert card(running).chip.text() == "Get ready"
    running.wait_for_kind(PhaseKind.HOLD)
    hold = card(running).ring.state
    assert (hold.style, hold.color, hold.caption) == (RingStyle.SOLID, "work", "of 5 seconds")
    assert card(running).chip.text() == "Hold"


def test_a_hold_counts_its_seconds_and_names_what_follows(running: Any) -> None:
    running.wait_for_kind(PhaseKind.HOLD)
    seen = []
    while running.state.kind is PhaseKind.HOLD:
        seen.append(card(running).ring.state.digits)
        running.wait(0.5)
    assert list(dict.fromkeys(seen)) == ["5", "4", "3", "2", "1"]
    running.wait_for_kind(PhaseKind.HOLD)
    assert card(running).follows.text() == "then lower slowly"
    assert card(running).cue.text() == "Squeeze"


def test_the_last_three_seconds_are_seen_and_heard(running: Any) -> None:
    running.wait_for_kind(PhaseKind.HOLD)
    assert not card(running).ring.state.last_seconds
    running.tones.played.clear()
    running.wait(2.5)
    assert card(running).ring.state.last_seconds
    assert running.tones.played == ["tick"]


def test_the_ring_fills_in_the_move_and_empties_in_the_hold(running: Any) -> None:
    running.wait_for_kind(PhaseKind.MOVE)
    fractions = []
    while running.state.kind is PhaseKind.MOVE:
        fractions.append(card(running).ring.state.fraction_left)
        running.wait(0.5)
    assert fractions == sorted(fractions)
    fractions = []
    while running.state.kind is PhaseKind.HOLD:
        fractions.append(card(running).ring.state.fraction_left)
        running.wait(0.5)
    assert fractions == sorted(fractions, reverse=True)


def test_a_stretch_is_blue_and_says_so(running: Any) -> None:
    running.wait_for(lambda s: s.kind is PhaseKind.HOLD and s.block.exercise_id == "knee-to-chest")
    assert card(running).ring.state.color == "stretch"
    assert running.page.flow.panel._effect.text() == "Stretching: low back, buttocks"


def test_space_pauses_and_goes_on_and_the_ring_keeps_its_place(running: Any) -> None:
    running.wait_for_kind(PhaseKind.HOLD)
    running.wait(1.5)
    before = card(running).ring.state
    key(running.page, Qt.Key.Key_Space)
    assert running.state.status is PlayerStatus.PAUSED
    paused = card(running).ring.state
    assert paused.paused
    assert paused.fraction_left == pytest.approx(before.fraction_left)
    assert card(running).chip.text() == "Paused"
    assert card(running).pause.text() == "Continue"
    key(running.page, Qt.Key.Key_Space)
    assert running.state.status is PlayerStatus.RUNNING


def test_held_keys_do_not_repeat(running: Any) -> None:
    press = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ", True
    )
    QApplication.sendEvent(running.page, press)
    assert running.state.status is PlayerStatus.RUNNING


def test_arrows_go_back_and_on(running: Any) -> None:
    key(running.page, Qt.Key.Key_Right)
    assert running.state.kind is PhaseKind.MOVE
    running.wait_for(lambda s: s.block.set_number == 2 and s.kind is PhaseKind.HOLD)
    key(running.page, Qt.Key.Key_Left)
    assert running.state.block.set_number == 2
    assert running.state.repetitions_done == 0
    key(running.page, Qt.Key.Key_Left)
    assert running.state.block.set_number == 1


def test_the_buttons_do_the_same_as_the_keys(running: Any, qtbot: QtBot) -> None:
    qtbot.mouseClick(card(running).skip, Qt.MouseButton.LeftButton)
    assert running.state.kind is PhaseKind.MOVE
    qtbot.mouseClick(card(running).pause, Qt.MouseButton.LeftButton)
    assert running.state.status is PlayerStatus.PAUSED
    qtbot.mouseClick(card(running).pause, Qt.MouseButton.LeftButton)
    running.wait_for_kind(PhaseKind.REST)
    left = running.state.remaining_s
    qtbot.mouseClick(card(running).add_rest, Qt.MouseButton.LeftButton)
    assert running.state.remaining_s == pytest.approx(left + 10)


def test_after_a_click_space_still_pauses(running: Any, qtbot: QtBot) -> None:
    qtbot.mouseClick(card(running).add_rest, Qt.MouseButton.LeftButton)
    key(running.page, Qt.Key.Key_Space)
    assert running.state.status is PlayerStatus.PAUSED


def test_a_set_is_done_only_when_the_store_says_so(running: Any) -> None:
    rows = running.page.list.list.rows
    running.worker.holds_back = True
    running.wait_for(lambda s: s.block.exercise_id == "knee-to-chest")
    assert not rows[0].words.endswith("done") or rows[0].words.endswith("partly done")
    running.worker.let_go()
    assert rows[0].words.endswith(", done")


def test_the_current_row_says_now_and_the_head_counts(running: Any) -> None:
    rows = running.page.list.list.rows
    assert rows[0].words.endswith("now")
    running.wait_for(lambda s: s.block.exercise_id == "bird-dog")
    assert rows[1].words.endswith("done")
    assert rows[2].words.endswith("now")
    assert running.page.list._words.text().startswith("2 of 3 done · ")
    assert running.page.list._words.text().endswith("left")


def test_a_change_of_position_names_the_next_exercise_and_where(running: Any) -> None:
    running.wait_for(lambda s: s.kind is PhaseKind.CHANGE and s.block.exercise_id == "bird-dog")
    assert running.page.flow.panel.name == "Bird dog"
    assert card(running).chip.text() == "New position"
    assert card(running).cue.text() == "Next: Bird dog, on hands and knees"


def test_sides_are_named_and_counted_apart(running: Any) -> None:
    running.wait_for(lambda s: s.kind is PhaseKind.SWITCH_SIDE)
    assert card(running).cue.text() == "Now your left leg"
    running.wait_for(lambda s: s.block.exercise_id == "bird-dog" and s.kind is PhaseKind.HOLD)
    track = card(running).track.state
    assert [(group.label, group.count) for group in track.groups] == [
        ("Right side", 2),
        ("Left side", 2),
    ]
    running.wait_for(lambda s: s.repetitions_done == 1 and s.kind is PhaseKind.HOLD)
    track = card(running).track.state
    assert track.current == 1
    assert " ".join(word for word, _ in track.words) == "Left side repetition 1 of 2"


def test_rest_between_sets_says_what_comes(running: Any) -> None:
    running.wait_for_kind(PhaseKind.REST_SET)
    assert card(running).ring.state.style is RingStyle.THIN
    assert card(running).cue.text() == "Rest. Set 2 of 2 comes next"


def test_frames_come_only_while_something_moves(running: Any) -> None:
    driver = running.page.flow.driver
    running.wait_for_kind(PhaseKind.MOVE)
    assert (driver.is_ticking, driver.interval_ms) == (True, FRAME_MS)
    running.wait_for_kind(PhaseKind.HOLD)
    assert driver.is_ticking
    assert driver.interval_ms >= RING_MS
    key(running.page, Qt.Key.Key_Space)
    assert not driver.is_ticking


def test_reduced_motion_asks_for_no_frames(running: Any) -> None:
    running.page.set_reduced_motion(True)
    running.wait_for_kind(PhaseKind.MOVE)
    assert not running.page.flow.driver.is_ticking


def test_a_hidden_page_stands_still_and_asks_for_nothing(running: Any) -> None:
    running.wait_for_kind(PhaseKind.MOVE)
    running.page.hide()
    assert running.state.status is PlayerStatus.PAUSED
    assert not running.page.flow.driver.is_ticking


def test_a_sleeping_computer_pauses_and_says_so(running: Any) -> None:
    running.wait_for_kind(PhaseKind.HOLD)
    running.clock.now_s += 3600
    running.controller.tick()
    assert running.state.pause_reason is PauseReason.GAP
    assert "away" in card(running).follows.text()


# -- it hurts -----------------------------------------------------------------


def test_h_stands_still_and_asks(running: Any) -> None:
    running.wait_for_kind(PhaseKind.HOLD)
    key(running.page, Qt.Key.Key_H)
    assert running.state.pause_reason is PauseReason.PAIN
    assert running.page.flow.panel.is_asking
    assert running.page.flow.panel.hurt.scale.value is None
    assert not running.page.flow.panel.hurt.stop.hasFocus()


def test_a_second_press_of_space_ends_nothing_before_there_is_an_answer(running: Any) -> None:
    running.wait_for_kind(PhaseKind.HOLD)
    key(running.page, Qt.Key.Key_H)
    for _ in range(3):
        key(running.page, Qt.Key.Key_Space)
    assert running.page.stage is Stage.SESSION
    assert running.page.flow.panel.is_asking
    assert running.page.flow.panel.hurt.scale.value is None
    key(running.page, Qt.Key.Key_3)
    key(running.page, Qt.Key.Key_Space)
    assert running.page.stage is Stage.AFTER


def test_the_stop_button_that_has_the_focus_takes_space(running: Any) -> None:
    running.wait_for_kind(PhaseKind.HOLD)
    key(running.page, Qt.Key.Key_H)
    running.page.flow.panel.hurt.stop.setFocus(Qt.FocusReason.TabFocusReason)
    key(running.page, Qt.Key.Key_Space)
    assert running.page.stage is Stage.AFTER


def test_the_keys_on_the_buttons_choose_the_way_out(running: Any) -> None:
    running.wait_for_kind(PhaseKind.HOLD)
    key(running.page, Qt.Key.Key_H)
    key(running.page, Qt.Key.Key_C)
    assert running.page.flow.panel.is_asking  # not offered before there is an answer
    key(running.page, Qt.Key.Key_1)
    key(running.page, Qt.Key.Key_C)
    assert running.state.status is PlayerStatus.RUNNING
    key(running.page, Qt.Key.Key_H)
    key(running.page, Qt.Key.Key_Right)
    assert running.state.block.exercise_id == "knee-to-chest"


def test_after_strong_pain_it_says_what_to_do_and_offers_nothing_again(running: Any) -> None:
    running.wait_for(lambda s: s.repetitions_done == 1)
    key(running.page, Qt.Key.Key_H)
    key(running.page, Qt.Key.Key_8)
    key(running.page, Qt.Key.Key_Space)
    after = running.page.flow.after
    assert "contact a doctor if the pain does not ease" in after.advice
    assert running.page.stage is Stage.AFTER
    key(running.page, Qt.Key.Key_Space)
    assert not after.is_asking
    assert "contact a doctor" in after.advice
    assert not after.again.isVisible()


def test_pain_in_the_red_zone_is_answered_though_the_session_went_on(running: Any) -> None:
    running.wait_for(lambda s: s.repetitions_done == 1)
    key(running.page, Qt.Key.Key_H)
    key(running.page, Qt.Key.Key_6)
    key(running.page, Qt.Key.Key_Right)
    running.finish()
    assert "Do no more exercises today" in running.page.flow.after.advice


def test_what_is_done_today_stays_done_when_it_is_done_again(running: Any, qtbot: QtBot) -> None:
    words = running.page.list._words
    running.finish()
    key(running.page, Qt.Key.Key_Space)
    qtbot.mouseClick(running.page.flow.after.again, Qt.MouseButton.LeftButton)
    assert words.text().startswith("3 of 3 done · again: about")
    assert all(row.words.endswith(", done") for row in running.page.list.list.rows)
    key(running.page, Qt.Key.Key_Space)
    assert words.text().startswith("3 of 3 done · ")
    running.wait_for_kind(PhaseKind.HOLD)
    key(running.page, Qt.Key.Key_H)
    qtbot.mouseClick(running.page.flow.panel.hurt.stop, Qt.MouseButton.LeftButton)
    assert words.text() == "3 of 3 done"
    assert running.page.flow.after.title.startswith("0 of 3 exercises this time")
    assert all(row.words.endswith(", done") for row in running.page.list.list.rows)


def test_a_session_under_way_is_not_called_unstarted(running: Any) -> None:
    assert running.page.list._words.text().startswith("0 of 3 done · ")


def test_stop_for_today_is_a_safe_stop(running: Any, qtbot: QtBot) -> None:
    running.wait_for(lambda s: s.repetitions_done == 1)
    key(running.page, Qt.Key.Key_H)
    key(running.page, Qt.Key.Key_7)
    qtbot.mouseClick(running.page.flow.panel.hurt.stop, Qt.MouseButton.LeftButton)
    assert running.worker.store.last("rating") == (Question.PAIN_DURING, 7)
    assert running.page.stage is Stage.AFTER
    key(running.page, Qt.Key.Key_Space)
    assert running.worker.store.last("finish") == (SessionEnd.STOPPED_SAFELY, None, None)


def test_skip_this_exercise_goes_on_with_the_next(running: Any, qtbot: QtBot) -> None:
    running.wait_for_kind(PhaseKind.HOLD)
    qtbot.mouseClick(card(running).hurt, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(running.page.flow.panel.hurt.skip, Qt.MouseButton.LeftButton)
    assert running.worker.store.last("rating") == (Question.PAIN_DURING, None)
    assert running.state.block.exercise_id == "knee-to-chest"
    assert running.state.status is PlayerStatus.RUNNING
    assert not running.page.flow.panel.is_asking


def test_continue_goes_on_after_a_lead_in(running: Any, qtbot: QtBot) -> None:
    running.wait_for_kind(PhaseKind.HOLD)
    key(running.page, Qt.Key.Key_H)
    key(running.page, Qt.Key.Key_2)
    qtbot.mouseClick(running.page.flow.panel.hurt.go_on, Qt.MouseButton.LeftButton)
    assert running.worker.store.last("rating") == (Question.PAIN_DURING, 2)
    assert running.state.lead_in
    assert running.state.status is PlayerStatus.RUNNING


def test_escape_leaves_the_question_and_the_session_stands_still(running: Any) -> None:
    running.wait_for_kind(PhaseKind.HOLD)
    key(running.page, Qt.Key.Key_H)
    key(running.page, Qt.Key.Key_Escape)
    assert not running.page.flow.panel.is_asking
    assert running.state.status is PlayerStatus.PAUSED
    assert "rating" not in running.worker.store.names()


# -- leaving ------------------------------------------------------------------


def test_escape_asks_and_escape_again_stays(running: Any) -> None:
    running.wait_for_kind(PhaseKind.HOLD)
    key(running.page, Qt.Key.Key_Escape)
    dialog = running.page.findChild(AskDialog)
    assert dialog is not None
    assert running.state.status is PlayerStatus.PAUSED
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert running.page.stage is Stage.SESSION


def test_the_leave_button_asks_like_escape(running: Any, qtbot: QtBot) -> None:
    running.wait_for_kind(PhaseKind.HOLD)
    qtbot.mouseClick(running.page.flow.panel.leave, Qt.MouseButton.LeftButton)
    dialog = running.page.findChild(AskDialog)
    assert dialog is not None
    assert running.state.status is PlayerStatus.PAUSED
    qtbot.mouseClick(dialog.act, Qt.MouseButton.LeftButton)
    assert running.page.stage is Stage.BEFORE


def trial(scene: Any) -> Any:
    plan = scene.page._services.plan_of(None)
    scene.page.try_exercise(SessionPlan("try", plan.items[2:]))
    return scene


def test_a_try_out_that_is_left_is_not_kept(scene: Any, qtbot: QtBot) -> None:
    trial(scene).wait_for_kind(PhaseKind.HOLD)
    qtbot.mouseClick(scene.page.flow.panel.leave, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(scene.page.findChild(AskDialog).act, Qt.MouseButton.LeftButton)
    assert scene.worker.store.names()[-1] == "remove"
    assert scene.page.stage is Stage.BEFORE
    assert not scene.controller.is_active


def test_a_finished_try_out_need_not_be_kept(scene: Any, qtbot: QtBot) -> None:
    trial(scene).finish()
    qtbot.mouseClick(scene.page.flow.after.drop, Qt.MouseButton.LeftButton)
    assert scene.worker.store.names()[-1] == "remove"
    assert "finish" not in scene.worker.store.names()
    assert scene.page.stage is Stage.BEFORE


def test_a_session_of_the_day_is_always_kept(running: Any) -> None:
    running.finish()
    assert not running.page.flow.after.drop.isVisible()


def test_leaving_puts_the_session_away_and_asks_the_store(running: Any, qtbot: QtBot) -> None:
    running.wait_for_kind(PhaseKind.HOLD)
    key(running.page, Qt.Key.Key_Escape)
    dialog = running.page.findChild(AskDialog)
    with qtbot.waitSignal(running.page.history_wanted, timeout=1000):
        qtbot.mouseClick(dialog.act, Qt.MouseButton.LeftButton)
    assert running.page.stage is Stage.BEFORE
    assert not running.controller.is_active
    assert "finish" not in running.worker.store.names()


# -- afterwards ---------------------------------------------------------------


def test_to_the_end_without_touching_anything(running: Any) -> None:
    running.finish()
    after = running.page.flow.after
    assert running.page.stage is Stage.AFTER
    assert after.title.startswith("3 of 3 exercises, ")
    assert after.question.value is None
    assert running.worker.store.names().count("set") == 2 + 2 + 1


def test_answers_and_note_are_stored_and_then_the_day_is_over(running: Any, qtbot: QtBot) -> None:
    running.finish()
    key(running.page, Qt.Key.Key_3)
    QTest.keyClicks(running.page.flow.after.note, "a bit stiff 1")
    qtbot.mouseClick(running.page.flow.after.save, Qt.MouseButton.LeftButton)
    assert running.worker.store.last("finish") == (SessionEnd.FINISHED, "a bit stiff 1", 3)
    assert not running.page.flow.after.is_asking
    with qtbot.waitSignal(running.page.progress_requested, timeout=1000):
        qtbot.mouseClick(running.page.flow.after.progress, Qt.MouseButton.LeftButton)


def test_the_end_waits_for_the_store(running: Any) -> None:
    running.finish()
    running.worker.holds_back = True
    key(running.page, Qt.Key.Key_Space)
    assert running.page.flow.after.is_asking
    running.worker.let_go()
    assert not running.page.flow.after.is_asking


def test_the_facts_leave_pauses_out(running: Any) -> None:
    running.wait_for_kind(PhaseKind.HOLD)
    key(running.page, Qt.Key.Key_Space)
    running.clock.now_s += 3600
    key(running.page, Qt.Key.Key_Space)
    running.finish()
    minutes = int(running.page.flow.after.title.split(", ")[1].split()[0])
    assert minutes < 10


def test_it_can_be_done_again(running: Any, qtbot: QtBot) -> None:
    running.finish()
    key(running.page, Qt.Key.Key_Space)
    qtbot.mouseClick(running.page.flow.after.again, Qt.MouseButton.LeftButton)
    assert running.page.stage is Stage.BEFORE
    assert running.page.before.question.value is None
    key(running.page, Qt.Key.Key_Space)
    assert running.page.stage is Stage.SESSION
    assert running.worker.store.names().count("begin") == 2


def test_every_control_of_a_session_can_be_reached_by_tab(running: Any) -> None:
    key(running.page, Qt.Key.Key_Space)
    reached = set()
    for _ in range(14):
        key(running.page, Qt.Key.Key_Tab)
        reached.add(QApplication.focusWidget())
    panel = running.page.flow.panel
    expected = {panel.sound, panel.floor, card(running).back, card(running).pause}
    assert expected | {card(running).skip, card(running).add_rest, card(running).hurt} <= reached


def test_what_is_spoken_or_was_done_is_to_be_read(running: Any) -> None:
    panel = running.page.flow.panel
    assert panel.caption == ""
    running.page.flow.captions.speak("Hold for 5 seconds.")
    assert panel.caption == "Hold for 5 seconds."
    key(running.page, Qt.Key.Key_Minus)
    assert panel.caption == "Tempo 0.9x"
    running.wait_for_kind(PhaseKind.HOLD)  # another phase: what was spoken is over
    running.page.flow.captions.clear()
    assert panel.caption == ""


def test_on_the_page_too_strong_pain_only_leaves_the_stop(running: Any) -> None:
    running.wait_for_kind(PhaseKind.HOLD)
    key(running.page, Qt.Key.Key_H)
    hurt = running.page.flow.panel.hurt
    assert not hurt.go_on.isEnabled()
    key(running.page, Qt.Key.Key_8)
    assert (hurt.stop.isEnabled(), hurt.skip.isEnabled(), hurt.go_on.isEnabled()) == (
        True,
        False,
        False,
    )
    key(running.page, Qt.Key.Key_4)
    assert hurt.go_on.text() == "Finish this set"
