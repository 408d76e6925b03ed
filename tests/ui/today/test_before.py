from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from backrehab_desktop.core.records import (
    ExerciseDone,
    PlannedItem,
    SessionStart,
    SetRecord,
    UnfinishedSession,
)
from backrehab_desktop.ui.today.page import Stage, TodayPage
from backrehab_desktop.ui.widgets.chip import Chip


def key(page: TodayPage, key: Qt.Key) -> None:
    QTest.keyClick(page.windowHandle(), key)


def unfinished(scene: Any, sets: int) -> UnfinishedSession:
    """A session cut off after its first ``sets`` sets of the bridge."""
    plan = scene.page._services.plan_of(None)
    at = datetime(2026, 10, 14, 8, 0, tzinfo=UTC)
    items = tuple(PlannedItem(i.exercise_id, i.sides, i.dose) for i in plan.items)
    records = tuple(
        SetRecord(0, "bridge", number, None, 2, 2, 5.0, True, at, at)
        for number in range(1, sets + 1)
    )
    return UnfinishedSession("old", SessionStart("starter", items, at), records, pain_before=4)


def test_it_says_what_lies_ahead(scene: Any) -> None:
    page = scene.page
    assert page.before._title.text().replace("\n", " ").startswith("Three exercises, about")
    assert "Two on your back, then one on hands and knees" in page.before._positions.text()
    needs = [chip.text() for chip in page.before._needs.findChildren(Chip)]
    assert needs == ["Mat", "Towel", "Room to lie down"]


def test_the_list_names_positions_doses_and_states(scene: Any) -> None:
    exercises = scene.page.list.list
    assert [heading.text() for heading in exercises.headings] == [
        "On your back",
        "On hands and knees",
    ]
    assert [row.accessibleName() for row in exercises.rows] == [
        "Bridge, 2 sets of 2, hold 5 seconds, to do",
        "Knee to chest, 2 each leg, hold 4 seconds, to do",
        "Bird dog, 2 each side, hold 4 seconds, to do",
    ]


def test_space_starts_and_an_untouched_scale_is_stored_as_not_given(scene: Any) -> None:
    key(scene.page, Qt.Key.Key_Space)
    assert scene.page.stage is Stage.SESSION
    assert scene.worker.store.last("begin") is None


def test_digits_answer_wherever_the_focus_is(scene: Any) -> None:
    key(scene.page, Qt.Key.Key_0)
    key(scene.page, Qt.Key.Key_Space)
    assert scene.worker.store.last("begin") == 0


def test_ten_is_one_and_zero(scene: Any) -> None:
    key(scene.page, Qt.Key.Key_1)
    key(scene.page, Qt.Key.Key_0)
    assert scene.page.before.question.value == 10


def test_a_click_on_start_starts(scene: Any, qtbot: QtBot) -> None:
    qtbot.mouseClick(scene.page.before.start, Qt.MouseButton.LeftButton)
    assert scene.page.stage is Stage.SESSION


def test_a_row_shows_its_exercise(scene: Any, qtbot: QtBot) -> None:
    qtbot.mouseClick(scene.page.list.list.rows[2], Qt.MouseButton.LeftButton)
    assert scene.motions.requests[-1] == "bird-dog"
    assert "Bird dog" in scene.page.before._caption.text()


def test_arrows_walk_the_list(scene: Any) -> None:
    rows = scene.page.list.list.rows
    rows[0].setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(3):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    assert rows[2].hasFocus()
    assert "Bird dog" in scene.page.before._caption.text()
    QTest.keyClick(rows[2], Qt.Key.Key_Up)
    assert rows[1].hasFocus()


def test_one_row_is_reached_by_tab(scene: Any) -> None:
    rows = scene.page.list.list.rows
    rows[1].click()
    policies = [row.focusPolicy() for row in rows]
    assert policies == [Qt.FocusPolicy.NoFocus, Qt.FocusPolicy.TabFocus, Qt.FocusPolicy.NoFocus]


def test_every_control_can_be_reached_by_tab(scene: Any) -> None:
    page = scene.page
    reached = set()
    for _ in range(24):
        key(page, Qt.Key.Key_Tab)
        reached.add(QApplication.focusWidget())
    expected = {page.before.start, page.before.floor, page.list.list.rows[0]}
    assert expected <= reached
    assert any(page.before.question.scale.isAncestorOf(widget) for widget in reached if widget)


def test_a_cut_off_session_is_offered_at_the_set_where_it_stopped(scene: Any) -> None:
    scene.page.show_unfinished(unfinished(scene, 1))
    assert scene.page.before.resume_words == "You stopped at Bridge, set 2."
    assert scene.page.before.start.text() == "Continue"
    assert not scene.page.before.question.isVisible()


def test_continue_goes_on_there_and_keeps_what_was_done(scene: Any) -> None:
    scene.page.show_unfinished(unfinished(scene, 2))
    key(scene.page, Qt.Key.Key_Space)
    assert scene.state.block.exercise_id == "knee-to-chest"
    assert "begin" not in scene.worker.store.names()
    rows = scene.page.list.list.rows
    assert rows[0].words.endswith("done")


def test_start_again_begins_a_new_session(scene: Any, qtbot: QtBot) -> None:
    scene.page.show_unfinished(unfinished(scene, 2))
    qtbot.mouseClick(scene.page.before.restart, Qt.MouseButton.LeftButton)
    assert scene.state.block_index == 0
    assert scene.worker.store.names()[0] == "begin"


def test_a_day_that_is_done_is_shown_as_done(scene: Any) -> None:
    done = {name: ExerciseDone(name, 2, 2) for name in ("bridge", "knee-to-chest", "bird-dog")}
    scene.page.show_done_today(done)
    assert scene.page.stage is Stage.AFTER
    assert scene.page.flow.after.title == "3 of 3 exercises done today"


def test_part_of_a_day_is_marked_in_the_list(scene: Any) -> None:
    scene.page.show_done_today(
        {"bridge": ExerciseDone("bridge", 2, 2), "bird-dog": ExerciseDone("bird-dog", 1, 2)}
    )
    rows = scene.page.list.list.rows
    assert scene.page.stage is Stage.BEFORE
    assert rows[0].words.endswith("done")
    assert rows[1].words.endswith("to do")
    assert rows[2].words.endswith("partly done")


def test_a_start_before_the_player_is_there_is_kept(
    qtbot: QtBot, theme: Any, themes: Any, scene: Any
) -> None:
    page = TodayPage(theme, scene.page._agenda)
    qtbot.addWidget(page)
    page.show()
    page.before.start.click()
    assert page.stage is Stage.BEFORE
    page.attach(scene.page._services)
    assert page.stage is Stage.BEFORE
    page.show_unfinished(None)
    assert page.stage is Stage.SESSION


def test_what_was_done_stays_done_beside_a_second_session_that_waits(scene: Any) -> None:
    done = {name: ExerciseDone(name, 2, 2) for name in ("bridge", "knee-to-chest", "bird-dog")}
    scene.page.show_unfinished(unfinished(scene, 1))
    scene.page.show_done_today(done)
    assert scene.page.list._words.text() == "3 of 3 done"
    words = "You did all of today, began again and stopped at Bridge, set 2."
    assert scene.page.before.resume_words == words
    key(scene.page, Qt.Key.Key_Space)
    assert scene.page.list._words.text().startswith("3 of 3 done · ")
    scene.page.leave_session()
    assert scene.page.list._words.text().startswith("3 of 3 done")


def test_another_day_begins_with_nothing_done(scene: Any) -> None:
    scene.page.set_date(scene.clock.now().date())
    scene.page.show_done_today({"bridge": ExerciseDone("bridge", 2, 2)})
    scene.page.set_date(scene.clock.now().date() + timedelta(days=1))
    assert scene.page.list._words.text() == "Not started"
