"""An activity from the library to the history, with real clicks and keys."""

from __future__ import annotations

from datetime import timedelta
from math import radians, tan
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from backrehab_desktop.app.activity_controller import ActivityStatus
from backrehab_desktop.app.tones import Tone
from backrehab_desktop.core.activity_log import RecordedBy
from backrehab_desktop.core.activity_timer import GRACE_S
from backrehab_desktop.ui.theme.tokens import load_theme
from backrehab_desktop.ui.today.page import Stage
from backrehab_desktop.ui.widgets.ask import AskDialog
from backrehab_desktop.ui.window import ACTIVITY, EXERCISES, LEAST_SIZE, TODAY

LEFT = Qt.MouseButton.LeftButton
MINUTE = 60.0


def test_a_walk_with_the_mouse(scene: Any, qtbot: QtBot) -> None:
    scene.open(qtbot)
    assert scene.window.page == ACTIVITY
    assert scene.window.rail.current == EXERCISES
    panel = scene.panel
    assert panel.name == "Walking"
    assert panel.ready.minutes.words == "5 minutes"
    for _ in range(3):
        qtbot.mouseClick(panel.ready.minutes.more, LEFT)
    qtbot.mouseClick(panel.ready.start, LEFT)
    assert panel.part is panel.running
    scene.wait(12 * MINUTE + 34)
    assert panel.running.time.text() == "12:34"
    assert panel.running.plan_words == "of 20 minutes, 8 minutes left"
    qtbot.mouseClick(panel.running.finish, LEFT)
    assert panel.done.title == "12 minutes recorded"
    assert [entry.duration_s for entry in scene.logged] == [754.0]
    qtbot.mouseClick(panel.pain_after.scale.cell(3), LEFT)
    QTest.keyClicks(panel.done.note, "Along the river")
    qtbot.mouseClick(panel.done.done, LEFT)
    assert scene.window.page == EXERCISES
    assert scene.controller.state() is None
    (walk,) = scene.logged
    assert (walk.note, walk.planned_s) == ("Along the river", 1200.0)
    (day,) = scene.store.daily_pain()
    assert (day.before, day.after) == (None, 3.0)
    assert scene.tones.played == [Tone.SWITCH_SIDE]


def test_a_walk_with_keys_alone(scene: Any, qtbot: QtBot) -> None:
    scene.open(qtbot)
    scene.key(Qt.Key.Key_4)
    scene.key(Qt.Key.Key_Space)
    assert scene.state.status is ActivityStatus.RUNNING
    scene.wait(90)
    scene.key(Qt.Key.Key_Space)
    assert scene.state.status is ActivityStatus.PAUSED
    assert scene.panel.running.pause.text() == "Continue"
    scene.wait(90)
    scene.key(Qt.Key.Key_Space)
    scene.wait(30)
    assert scene.state.elapsed_s == 120.0
    scene.key(Qt.Key.Key_Tab)
    assert scene.panel.running.finish.hasFocus()
    scene.key(Qt.Key.Key_Space)
    assert scene.panel.part is scene.panel.done
    scene.key(Qt.Key.Key_2)
    scene.key(Qt.Key.Key_Space)
    assert scene.window.page == EXERCISES
    (day,) = scene.store.daily_pain()
    assert (day.before, day.after) == (4.0, 2.0)
    assert scene.logged[0].duration_s == 120.0


def test_keys_reach_the_timer_from_the_rail(scene: Any, qtbot: QtBot) -> None:
    scene.open(qtbot)
    scene.window.rail.button(EXERCISES).setFocus()
    scene.key(Qt.Key.Key_4)
    assert scene.panel.pain_before.value == 4


def test_escape_leaves_the_timer_going_and_the_strip_leads_back(scene: Any, qtbot: QtBot) -> None:
    scene.open(qtbot)
    scene.key(Qt.Key.Key_Space)
    scene.wait(3 * MINUTE)
    assert scene.flow.strip.words == ""
    scene.key(Qt.Key.Key_Escape)
    assert scene.window.page == EXERCISES
    assert scene.state.status is ActivityStatus.RUNNING
    assert scene.flow.strip.words == "Walking is being timed: 3 minutes"
    scene.wait(2 * MINUTE)
    assert scene.flow.strip.words == "Walking is being timed: 5 minutes"
    scene.window.show_page(TODAY)
    qtbot.mouseClick(scene.flow.strip.first, LEFT)
    assert scene.window.page == ACTIVITY
    assert scene.flow.strip.words == ""
    assert scene.panel.running.time.text() == "5:00"


def test_a_minimised_window_keeps_counting(scene: Any, qtbot: QtBot) -> None:
    scene.open(qtbot)
    scene.key(Qt.Key.Key_Space)
    scene.window.showMinimized()
    scene.wait(4 * MINUTE)
    scene.window.showNormal()
    qtbot.waitUntil(lambda: scene.panel.running.time.text() == "4:00", timeout=1000)
    assert scene.state.status is ActivityStatus.RUNNING


def test_escape_before_the_start_goes_back(scene: Any, qtbot: QtBot) -> None:
    scene.open(qtbot)
    qtbot.mouseClick(scene.panel.back, LEFT)
    assert scene.window.page == EXERCISES
    scene.open(qtbot)
    scene.key(Qt.Key.Key_Escape)
    assert scene.window.page == EXERCISES
    assert scene.logged == ()


def test_what_has_no_dose_begins_with_an_open_end(scene: Any, qtbot: QtBot) -> None:
    scene.open(qtbot, "yoga")
    ready = scene.panel.ready
    assert ready.planned_minutes is None
    assert not ready.minutes.more.isEnabled()
    qtbot.mouseClick(ready.open_end, LEFT, pos=QPoint(12, ready.open_end.height() // 2))
    assert ready.planned_minutes == 20
    assert ready.minutes.more.isEnabled()
    qtbot.mouseClick(ready.open_end, LEFT, pos=QPoint(12, ready.open_end.height() // 2))
    scene.key(Qt.Key.Key_Space)
    scene.wait(MINUTE)
    assert scene.panel.running.plan_words.startswith("No fixed end")
    assert scene.tones.played == []


def test_the_plan_stays_between_five_minutes_and_an_hour(scene: Any, qtbot: QtBot) -> None:
    scene.open(qtbot)
    ready = scene.panel.ready
    for _ in range(20):
        qtbot.mouseClick(ready.minutes.more, LEFT)
    assert ready.minutes.words == "60 minutes"
    assert not ready.minutes.more.isEnabled()
    for _ in range(20):
        qtbot.mouseClick(ready.minutes.less, LEFT)
    assert ready.planned_minutes == 5


def test_after_a_night_it_asks_and_takes_what_the_person_says(scene: Any, qtbot: QtBot) -> None:
    scene.open(qtbot)
    scene.key(Qt.Key.Key_Space)
    scene.clock.now_s += 8 * 3600
    scene.controller.tick()
    doubt = scene.panel.doubt
    assert scene.panel.part is doubt
    assert doubt.record.text() == "Record 5 minutes"
    scene.key(Qt.Key.Key_Space)  # has to be read first
    assert scene.panel.part is doubt
    qtbot.mouseClick(doubt.minutes.more, LEFT)
    scene.wait(MINUTE)
    assert doubt.record.text() == "Record 6 minutes"
    qtbot.mouseClick(doubt.record, LEFT)
    assert scene.panel.done.title == "6 minutes recorded"
    assert [entry.duration_s for entry in scene.logged] == [360.0]


def test_still_going(scene: Any, qtbot: QtBot) -> None:
    scene.open(qtbot)
    scene.key(Qt.Key.Key_Space)
    scene.wait(5 * MINUTE + GRACE_S + 30)
    qtbot.mouseClick(scene.panel.doubt.going, LEFT)
    assert scene.panel.part is scene.panel.running
    assert scene.panel.running.time.text() == "15:30"
    assert scene.panel.running.plan_words == "5 minutes are done. Go on if you like, or finish."


def test_undo_takes_the_end_back(scene: Any, qtbot: QtBot) -> None:
    scene.open(qtbot)
    scene.key(Qt.Key.Key_Space)
    scene.wait(3 * MINUTE)
    qtbot.mouseClick(scene.panel.running.finish, LEFT)
    qtbot.mouseClick(scene.panel.done.undo, LEFT)
    assert scene.panel.part is scene.panel.running
    assert scene.state.status is ActivityStatus.PAUSED
    assert scene.logged == ()


def test_discarding_is_asked_and_escape_keeps(scene: Any, qtbot: QtBot) -> None:
    scene.open(qtbot)
    scene.key(Qt.Key.Key_Space)
    assert not scene.panel.running.discard.isVisible()
    QApplication.processEvents()
    digits = scene.panel.running.time.geometry()
    scene.wait(3 * MINUTE)
    scene.key(Qt.Key.Key_Space)
    QApplication.processEvents()
    assert scene.panel.running.time.geometry() == digits, "nothing jumps"
    for keep in (True, False):
        qtbot.mouseClick(scene.panel.running.discard, LEFT)
        dialog = scene.window.findChild(AskDialog)
        assert dialog is not None
        if keep:
            QTest.keyClick(dialog, Qt.Key.Key_Escape)
            dialog.setParent(None)
            assert scene.state.elapsed_s == 180.0
        else:
            qtbot.mouseClick(dialog.act, LEFT)
    assert scene.controller.state() is None
    assert scene.panel.part is scene.panel.ready
    assert scene.store.unfinished_activity() is None


def test_less_than_a_minute_is_not_recorded_and_says_so(scene: Any, qtbot: QtBot) -> None:
    scene.open(qtbot)
    scene.key(Qt.Key.Key_Space)
    scene.wait(20)
    qtbot.mouseClick(scene.panel.running.finish, LEFT)
    assert scene.panel.done.title == "Less than a minute"
    assert not scene.panel.pain_after.isVisible()
    qtbot.mouseClick(scene.panel.done.done, LEFT)
    assert scene.logged == ()


def test_leaving_the_page_keeps_the_answers(scene: Any, qtbot: QtBot) -> None:
    scene.open(qtbot)
    scene.key(Qt.Key.Key_Space)
    scene.wait(3 * MINUTE)
    qtbot.mouseClick(scene.panel.running.finish, LEFT)
    scene.key(Qt.Key.Key_6)
    qtbot.mouseClick(scene.window.rail.button(TODAY), LEFT)
    assert scene.controller.state() is None
    assert scene.store.daily_pain()[0].after == 6.0
    scene.open(qtbot)
    assert scene.panel.part is scene.panel.ready
    assert scene.panel.pain_after.value is None


def test_one_activity_at_a_time(scene: Any, qtbot: QtBot) -> None:
    scene.open(qtbot)
    scene.key(Qt.Key.Key_Space)
    scene.open(qtbot, "swimming")
    assert scene.window.page == EXERCISES
    assert scene.window.banner.words == (
        "Walking is being timed. Finish it first, then start this one."
    )
    scene.open(qtbot, "walking")
    assert scene.window.page == ACTIVITY
    assert scene.panel.part is scene.panel.running


def test_no_session_during_an_activity(scene: Any, qtbot: QtBot) -> None:
    scene.open(qtbot)
    scene.key(Qt.Key.Key_Space)
    scene.window.show_page(TODAY)
    qtbot.mouseClick(scene.today.before.start, LEFT)
    assert scene.today.stage is Stage.BEFORE
    assert "Walking is being timed" in scene.window.banner.words
    assert scene.today.trial_refusal == scene.window.banner.words
    scene.controller.discard()
    qtbot.mouseClick(scene.today.before.start, LEFT)
    assert scene.today.stage is Stage.SESSION


def test_no_activity_during_a_session(scene: Any, qtbot: QtBot) -> None:
    qtbot.mouseClick(scene.today.before.start, LEFT)
    scene.open(qtbot)
    assert scene.window.page == EXERCISES
    assert scene.window.banner.words.startswith("A session is under way")
    assert scene.controller.state() is None


def test_what_was_cut_off_is_offered(scene: Any, qtbot: QtBot) -> None:
    scene.controller.start("walking", 20)
    scene.wait(12 * MINUTE)
    scene.controller._put_away()  # as after kill -9
    scene.wiring.load()
    assert scene.flow.strip.words == (
        "Walking, 12 minutes: recorded on Wednesday 14 October, before the program was cut off. "
        "Keep it?"
    )
    qtbot.mouseClick(scene.flow.strip.first, LEFT)
    assert scene.flow.strip.words == ""
    assert [entry.duration_s for entry in scene.logged] == [720.0]
    assert "Walking 12 minutes" in scene.today.list._also.text()


def test_what_was_cut_off_can_be_discarded(scene: Any, qtbot: QtBot) -> None:
    scene.controller.start("walking", 20)
    scene.wait(12 * MINUTE)
    scene.controller._put_away()
    scene.wiring.load()
    qtbot.mouseClick(scene.flow.strip.second, LEFT)
    assert scene.flow.strip.words == ""
    assert scene.logged == ()
    assert scene.store.unfinished_activity() is None


def test_today_says_what_else_was_done(scene: Any, qtbot: QtBot) -> None:
    also = scene.today.list._also
    assert not also.isVisible()
    scene.controller.start("walking", 20)
    scene.wait(25 * MINUTE)
    scene.controller.finish()
    assert also.text() == "Also today: Walking 25 minutes"
    assert also.isVisible()
    scene.window.resize(*LEAST_SIZE)
    QApplication.processEvents()
    assert scene.today.list._also_short.text() == "also 25 min"
    assert scene.today.list._also_short.isVisible()
    scene.clock.start += timedelta(days=1)
    scene.wiring.show_today()
    assert also.text() == ""


def test_closing_while_it_is_timed_asks(scene: Any, qtbot: QtBot) -> None:
    scene.open(qtbot)
    scene.key(Qt.Key.Key_Space)
    scene.wait(3 * MINUTE)
    assert not scene.window.close()
    dialog = scene.window.findChild(AskDialog)
    assert dialog.windowTitle() == "Close while walking is being timed?"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert scene.window.isVisible()
    scene.controller.close()
    assert scene.store.unfinished_activity().duration_s == 180.0


def test_the_figure_moves_while_time_passes(scene: Any, qtbot: QtBot) -> None:
    played: list[bool] = []
    scene.open(qtbot)
    assert "walking" in scene.motions.requests
    scene.panel.preview.set_playing = played.append
    scene.key(Qt.Key.Key_Space)
    scene.key(Qt.Key.Key_Space)
    assert played == [True, False]


def test_it_wakes_each_second_only_while_it_is_seen(scene: Any, qtbot: QtBot) -> None:
    scene.open(qtbot)
    scene.key(Qt.Key.Key_Space)
    assert scene.controller._timer.interval() <= 1000
    scene.window.show_page(TODAY)
    assert scene.controller._timer.interval() > 1000


def test_a_new_theme_reaches_every_part(scene: Any, qtbot: QtBot) -> None:
    from backrehab_desktop.ui.theme.manager import spread_theme

    scene.open(qtbot)
    dark = load_theme("dark")
    spread_theme(scene.window, dark)
    assert scene.panel.running.time._theme is dark
    assert scene.flow.strip._theme is dark


SIZES = [LEAST_SIZE, (1024, 640), (1280, 800), (1920, 1080)]


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_off(scene: Any, qtbot: QtBot, cut_off: Any, size: tuple[int, int]) -> None:
    window, found = scene.window, {}
    window.resize(*size)

    def look(state: str) -> None:
        qtbot.waitUntil(lambda: window.size().toTuple() == size, timeout=1000)
        QApplication.processEvents()
        window.grab()
        found[state] = cut_off(window)

    scene.open(qtbot)
    look("ready")
    scene.key(Qt.Key.Key_Space)
    scene.wait(3 * MINUTE)
    look("running")
    scene.key(Qt.Key.Key_Space)
    look("paused")
    scene.window.show_page(TODAY)
    look("today with the strip")
    scene.window.show_page(ACTIVITY)
    scene.key(Qt.Key.Key_Space)
    scene.clock.now_s += 8 * 3600
    scene.controller.tick()
    look("doubt")
    scene.controller.finish()
    look("done")
    assert {state: wrong for state, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("size", SIZES)
def test_the_time_is_read_from_three_metres(
    scene: Any, qtbot: QtBot, size: tuple[int, int]
) -> None:
    """At 96 dpi: 22 minutes of arc, which is comfortable, and 16, which is enough, past an hour.

    ISO 9241-303 prefers 20 to 22 minutes and wants 16 at least.
    """
    per_mm = 96 / 25.4
    comfortable, enough = (3000 * tan(radians(arc / 60)) * per_mm for arc in (22, 16))
    scene.window.resize(*size)
    scene.open(qtbot, "yoga")
    scene.key(Qt.Key.Key_Space)
    QApplication.processEvents()
    time = scene.panel.running.time
    assert time._outline().boundingRect().height() >= comfortable
    scene.wait(3600)
    scene.controller.confirm()
    scene.wait(60)
    QApplication.processEvents()
    area = time._outline().boundingRect()
    assert time.text() == "1:01:00"
    assert time.rect().toRectF().contains(area)
    assert area.height() >= enough


def test_every_control_has_a_name(scene: Any, qtbot: QtBot, shown_buttons: Any) -> None:
    scene.open(qtbot)
    for button in shown_buttons(scene.window):
        interface = QAccessible.queryAccessibleInterface(button)
        assert len(interface.text(QAccessible.Text.Name)) > 1 or button.text().isdigit(), button
    scene.key(Qt.Key.Key_Space)
    scene.wait(2 * MINUTE)
    assert scene.panel.running.time.accessibleName() == "2 minutes"


def test_minutes_logged_by_hand_can_be_taken_back(scene: Any, qtbot: QtBot) -> None:
    from backrehab_desktop.ui.activities.log_dialog import LogMinutesDialog

    scene.library.activity_id = "swimming"
    scene.window.show_page(EXERCISES)
    scene.library.minutes.click()
    dialog = scene.window.findChild(LogMinutesDialog)
    assert dialog.minutes.text() == "5"
    qtbot.mouseClick(dialog.day.less, LEFT)
    assert dialog.day.words == "Yesterday, Tuesday 13 October"
    QTest.keyClicks(dialog.minutes, "30")  # what was offered is selected, and so replaced
    QTest.keyClick(dialog.minutes, Qt.Key.Key_Return)
    (entry,) = scene.logged
    assert (entry.duration_s, entry.recorded_by) == (1800.0, RecordedBy.HAND)
    assert entry.day == scene.clock.now().date() - timedelta(days=1)
    assert scene.flow.strip.words == "Swimming, 30 minutes recorded for yesterday"
    qtbot.mouseClick(scene.flow.strip.first, LEFT)
    assert scene.logged == ()
    assert scene.flow.strip.words == ""


def test_minutes_can_be_logged_from_the_panel(scene: Any, qtbot: QtBot) -> None:
    from backrehab_desktop.ui.activities.log_dialog import LogMinutesDialog

    scene.open(qtbot, "pilates")
    qtbot.mouseClick(scene.panel.ready.log, LEFT)
    dialog = scene.window.findChild(LogMinutesDialog)
    QTest.keyClicks(dialog.minutes, "45")
    qtbot.mouseClick(dialog.save, LEFT)
    qtbot.mouseClick(scene.flow.strip.second, LEFT)
    assert scene.flow.strip.words == ""
    assert [entry.activity_id for entry in scene.logged] == ["pilates"]
