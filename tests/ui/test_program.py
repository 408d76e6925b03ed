from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from backrehab_desktop import resources_rc
from backrehab_desktop.app.clock import ScaledClock, SystemClock
from backrehab_desktop.ui.activities.log_dialog import LogMinutesDialog
from backrehab_desktop.ui.exercises.exercises_page import ExercisesPage
from backrehab_desktop.ui.program import Program
from backrehab_desktop.ui.settings_dialog import SettingsDialog
from backrehab_desktop.ui.today.page import Stage
from backrehab_desktop.ui.today.trial import ANSWERS_WAIT, CUT_OFF, NOT_READY, SESSION_RUNS
from backrehab_desktop.ui.window import ACTIVITY, EXERCISES, PROGRESS, TODAY


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Program]:
    """The whole program, painted and ready, twenty times faster than the wall."""
    assert resources_rc.qt_resource_data
    program = Program(qapp, tmp_path, ScaledClock(SystemClock(), 20.0))
    program.settings.change(sound=False)
    with qtbot.waitSignal(program.ready, timeout=10_000):
        program.window.show()
    yield program
    program.close()


def test_the_steps_come_after_the_paint(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    program = Program(qapp, tmp_path, SystemClock())
    program.settings.change(sound=False)
    order: list[str] = []
    program.painted.connect(lambda: order.append("painted"))
    program.ready.connect(lambda: order.append("ready"))
    assert not (tmp_path / "backrehab.db").exists()
    with qtbot.waitSignal(program.ready, timeout=10_000):
        program.window.show()
    assert order == ["painted", "ready"]
    assert not (tmp_path / "backrehab.db").exists()
    with qtbot.waitSignal(program.background.worker.opened, timeout=10_000):
        pass
    program.close()
    assert (tmp_path / "backrehab.db").exists()


def test_closing_before_the_first_paint_harms_nothing(qapp: QApplication, tmp_path: Path) -> None:
    program = Program(qapp, tmp_path, SystemClock())
    program.close()
    program.close()
    assert list(tmp_path.iterdir()) == []


def test_a_person_without_a_plan_follows_the_routine_from_today(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    with qtbot.waitSignal(program.background.worker.opened, timeout=10_000):
        pass
    program.close()
    with closing(sqlite3.connect(tmp_path / "backrehab.db")) as database:
        rows = database.execute("SELECT routine_id, sessions_per_week FROM schedules").fetchall()
    assert rows == [(program.routine.id, program.routine.sessions_per_week)]


def test_start_shows_the_session_and_leaving_offers_it_again(
    qtbot: QtBot, program: Program
) -> None:
    program.today.before.start.click()
    qtbot.waitUntil(lambda: program.today.stage is Stage.SESSION, timeout=5000)
    assert program.today.is_session_active
    program.today.leave_session()
    qtbot.waitUntil(lambda: program.today.before.is_resume_offered, timeout=5000)


def test_a_wish_to_start_before_everything_is_ready_is_kept(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    program = Program(qapp, tmp_path, SystemClock())
    program.settings.change(sound=False)
    program.today.before.start.click()
    with qtbot.waitSignal(program.ready, timeout=10_000):
        program.window.show()
    qtbot.waitUntil(lambda: program.today.stage is Stage.SESSION, timeout=5000)
    program.close()


def test_a_wish_to_start_never_ends_the_session_that_was_cut_off(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    first = Program(qapp, tmp_path, SystemClock())
    first.settings.change(sound=False)
    first.today.before.start.click()
    first.window.show()
    qtbot.waitUntil(lambda: first.today.stage is Stage.SESSION, timeout=10_000)
    first.close()
    second = Program(qapp, tmp_path, SystemClock())
    second.today.before.start.click()  # before the store can have been asked
    second.window.show()
    qtbot.waitUntil(lambda: second.today.before.is_resume_offered, timeout=10_000)
    assert second.today.stage is Stage.BEFORE
    second.close()


def test_a_finished_set_is_on_the_disk_when_the_window_closes(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    program.today.before.start.click()
    qtbot.waitUntil(lambda: program.today.stage is Stage.SESSION, timeout=5000)
    controller = program.background.controller
    with qtbot.waitSignal(controller.set_committed, timeout=20_000):
        controller.skip()  # the get-ready
        controller.skip()  # leaves the set: it is recorded as not completed
    program.close()
    with closing(sqlite3.connect(tmp_path / "backrehab.db")) as database:
        (count,) = database.execute("SELECT count(*) FROM sets").fetchone()
    assert count == 1


def test_settings_take_effect_at_once(program: Program) -> None:
    program.settings.change(volume=0.25, get_ready_s=9, sound=False)
    assert program.background.tones.volume == 0.25
    assert program.background.controller.pacing.get_ready_s == 9.0
    program.today.sound_toggled.emit()
    assert program.settings.settings.sound
    assert program.background.tones.enabled
    program.settings.change(sound=False)


def test_the_settings_open_over_the_window(qtbot: QtBot, program: Program) -> None:
    program.window.settings_requested.emit()
    dialog = program.window.findChild(SettingsDialog)
    assert dialog is not None
    assert dialog.isVisible()
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def test_a_sentence_from_anywhere_reaches_the_banner(qtbot: QtBot, program: Program) -> None:
    program.tell("The disk is full.")
    qtbot.waitUntil(lambda: program.window.banner.words == "The disk is full.")


def test_a_figure_that_cannot_be_shown_is_named(program: Program) -> None:
    program.background.motions.motion_failed.emit("bridge", "A file is damaged.")
    assert program.window.banner.words.startswith("The figure for Bridge cannot be shown.")


def test_a_page_asked_for_at_once_does_not_wait_for_its_turn(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    program = Program(qapp, tmp_path, SystemClock())
    program.settings.change(sound=False)
    program.window.show_page(PROGRESS)
    with qtbot.waitSignal(program.ready, timeout=10_000):
        program.window.show()
    assert program.window.page == PROGRESS
    program.close()


def test_a_window_that_comes_back_the_next_day_names_the_new_one(
    qapp: QApplication, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    tomorrow = program._clock.now() + timedelta(days=1)
    monkeypatch.setattr(program._clock, "now", lambda: tomorrow)
    days: list[date] = []
    monkeypatch.setattr(program.today, "set_date", days.append)
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert set(days) == {tomorrow.date()}


def try_exercise(qtbot: QtBot, program: Program, exercise_id: str = "bridge") -> None:
    """Look the bridge, or another exercise, up in the library and click "Try it now"."""
    program.window.show_page(EXERCISES)
    page = program.window.built_page(EXERCISES)
    assert isinstance(page, ExercisesPage)
    page.open_exercise(exercise_id)
    assert page.detail.try_button.isVisible()
    qtbot.mouseClick(page.detail.try_button, Qt.MouseButton.LeftButton)


def test_the_library_holds_exercises_activities_and_what_to_avoid(
    qtbot: QtBot, program: Program
) -> None:
    program.window.show_page(EXERCISES)
    page = program.window.built_page(EXERCISES)
    assert isinstance(page, ExercisesPage)
    search = page.library.filter_bar.search_box
    qtbot.keyClicks(search, "walking")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert page.detail.timer_button.isVisible()
    assert page.detail.minutes_button.isVisible()
    search.clear()
    qtbot.keyClicks(search, "running")
    assert page.library.caution is not None
    assert page.library.caution.isVisible()
    current = page.library.grid.current_entry()
    assert current is not None
    assert current.id == "walking"


def wait_for_history(qtbot: QtBot, program: Program) -> None:
    qtbot.waitUntil(lambda: program.today.trial_refusal != NOT_READY, timeout=10_000)


def test_try_it_now_plays_just_this_exercise_and_then_shows_the_day(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    wait_for_history(qtbot, program)
    try_exercise(qtbot, program)
    today, controller = program.today, program.background.controller
    assert program.window.page == TODAY
    assert today.stage is Stage.SESSION
    script = controller.script
    assert script is not None
    assert [item.exercise_id for item in script.items] == ["bridge"]
    assert script.items[0].dose == program.catalogue.get("bridge").start_dose
    words = {row.words for row in today.list.list.rows}
    assert sum(row.endswith("now") for row in words) == 1
    controller.finish_early()
    qtbot.waitUntil(lambda: today.stage is Stage.AFTER, timeout=1000)
    assert today.flow is not None
    try_exercise(qtbot, program)
    assert program.window.banner.words == ANSWERS_WAIT
    program.window.show_page(TODAY)
    qtbot.mouseClick(today.flow.after.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: today.stage is Stage.BEFORE, timeout=5000)
    wait_for_history(qtbot, program)
    assert not today.before.is_resume_offered
    assert all(row.words.endswith("to do") for row in today.list.list.rows)
    program.close()
    with closing(sqlite3.connect(tmp_path / "backrehab.db")) as database:
        rows = database.execute("SELECT routine_id, outcome FROM sessions").fetchall()
    assert rows == [("try", "left")]


def test_no_exercise_is_tried_while_a_session_runs_or_waits(qtbot: QtBot, program: Program) -> None:
    wait_for_history(qtbot, program)
    program.today.before.start.click()
    assert program.today.stage is Stage.SESSION
    script = program.background.controller.script
    try_exercise(qtbot, program)
    assert program.window.banner.words == SESSION_RUNS
    assert program.window.page == EXERCISES
    assert program.background.controller.script is script
    program.today.leave_session()
    qtbot.waitUntil(lambda: program.today.before.is_resume_offered, timeout=5000)
    try_exercise(qtbot, program)
    assert program.window.banner.words == CUT_OFF
    assert not program.today.is_session_active


def test_a_trial_that_was_left_is_offered_and_gone_on_with(qtbot: QtBot, program: Program) -> None:
    wait_for_history(qtbot, program)
    try_exercise(qtbot, program)
    program.today.leave_session()
    qtbot.waitUntil(lambda: program.today.before.is_resume_offered, timeout=5000)
    assert program.today.before.resume_words == "You stopped at Bridge, set 1."
    qtbot.mouseClick(program.today.before.start, Qt.MouseButton.LeftButton)
    script = program.background.controller.script
    assert script is not None
    assert len(script.items) == 1
    assert program.today.stage is Stage.SESSION
    program.today.leave_session()
    qtbot.waitUntil(lambda: program.today.before.is_resume_offered, timeout=5000)
    wait_for_history(qtbot, program)
    try_exercise(qtbot, program)  # another trial may take its place
    assert program.today.is_session_active


def test_an_exercise_that_is_not_in_the_plan_can_be_tried(qtbot: QtBot, program: Program) -> None:
    wait_for_history(qtbot, program)
    planned = {item.exercise_id for item in program.routine.items}
    other = next(e.id for e in program.catalogue.all() if e.id not in planned)
    try_exercise(qtbot, program, other)
    state = program.background.controller.state()
    assert state is not None
    assert state.block.exercise_id == other
    assert all(row.words.endswith("to do") for row in program.today.list.list.rows)


def test_an_activity_of_the_library_is_timed_and_kept(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    wait_for_history(qtbot, program)
    program.window.show_page(EXERCISES)
    page = program.window.built_page(EXERCISES)
    assert isinstance(page, ExercisesPage)
    page.open_exercise("yoga")
    qtbot.mouseClick(page.detail.timer_button, Qt.MouseButton.LeftButton)
    assert program.window.page == ACTIVITY
    panel = program.activities.flow.panel
    qtbot.mouseClick(panel.ready.start, Qt.MouseButton.LeftButton)
    activities = program.background.activities

    def past_a_minute() -> bool:
        state = activities.state()
        return state is not None and state.is_long_enough

    qtbot.waitUntil(past_a_minute, timeout=10_000)
    try_exercise(qtbot, program)
    assert "Yoga is being timed" in program.window.banner.words
    with qtbot.waitSignal(activities.history_changed, timeout=5000):
        activities.finish()
    program.close()
    with closing(sqlite3.connect(tmp_path / "backrehab.db")) as database:
        rows = database.execute("SELECT activity_id, finished FROM activities").fetchall()
    assert rows == [("yoga", 1)]


def test_minutes_of_an_activity_are_logged_from_the_library(qtbot: QtBot, program: Program) -> None:
    wait_for_history(qtbot, program)
    program.window.show_page(EXERCISES)
    page = program.window.built_page(EXERCISES)
    assert isinstance(page, ExercisesPage)
    page.open_exercise("yoga")
    qtbot.mouseClick(page.detail.minutes_button, Qt.MouseButton.LeftButton)
    dialog = program.window.findChild(LogMinutesDialog)
    assert dialog is not None
    dialog.minutes.setText("45")
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    strip = program.activities.flow.strip
    qtbot.waitUntil(lambda: strip.words == "Yoga, 45 minutes recorded for today", timeout=5000)
