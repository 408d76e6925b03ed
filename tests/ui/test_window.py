from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from backrehab_desktop.app.session_controller import SessionController
from backrehab_desktop.app.session_plan import plan_routine
from backrehab_desktop.app.settings import SettingsFile
from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
from backrehab_desktop.catalogue.routines import STARTER_ID, load_routine
from backrehab_desktop.core.player import PhaseKind
from backrehab_desktop.ui.theme.manager import ThemeManager
from backrehab_desktop.ui.today.agenda import Agenda, AgendaRow
from backrehab_desktop.ui.today.page import Stage, TodayPage
from backrehab_desktop.ui.today.session_flow import SessionServices
from backrehab_desktop.ui.widgets.ask import AskDialog
from backrehab_desktop.ui.window import EXERCISES, LEAST_SIZE, PROGRESS, TODAY, MainWindow


class Pace:
    move_s = return_s = 2.0


class Built:
    """The window on the real library and routine, without the figures."""

    def __init__(
        self, themes: ThemeManager, clock: Any, worker: Any, parts: dict[str, Any]
    ) -> None:
        self.settings = SettingsFile(parts["path"])
        self.visits: list[str] = []
        catalogue = ExerciseCatalogue()
        routine = load_routine(STARTER_ID, catalogue)
        rows = tuple(AgendaRow(catalogue.get(i.exercise_id), i.dose) for i in routine.items)
        self.today = TodayPage(themes.theme, Agenda(rows))
        self.today.set_thumbnails(parts["thumbnails"])
        self.today.set_date(clock.now().date())
        self.window = MainWindow(
            themes,
            self.settings,
            self.today,
            {EXERCISES: lambda: self.build(EXERCISES), PROGRESS: lambda: self.build(PROGRESS)},
            demo=parts["demo"],
        )
        self.controller = SessionController(worker, clock, parts["tones"])
        self.today.attach(
            SessionServices(
                self.controller,
                parts["motions"],
                catalogue.get,
                lambda _: plan_routine(routine, catalogue.get, lambda _: Pace()),
                clock,
            )
        )
        self.today.show_unfinished(None)
        self.clock = clock

    def build(self, page: str) -> QWidget:
        self.visits.append(page)
        return QWidget()

    def run_until(self, fits: Any) -> None:
        for _ in range(4000):
            state = self.controller.state()
            assert state is not None
            if fits(state):
                return
            self.clock.now_s += 0.5
            self.controller.tick()
        raise AssertionError("the session never came there")


@pytest.fixture
def built(
    qtbot: QtBot,
    themes: ThemeManager,
    clock: Any,
    worker: Any,
    motions: Any,
    thumbnails: Any,
    tones: Any,
    tmp_path: Any,
) -> Iterator[Built]:
    parts = {
        "path": tmp_path / "settings.json",
        "motions": motions,
        "thumbnails": thumbnails,
        "tones": tones,
        "demo": True,
    }
    built = Built(themes, clock, worker, parts)
    qtbot.addWidget(built.window)
    built.window.show()
    qtbot.waitExposed(built.window)
    qtbot.waitUntil(lambda: built.today.is_complete, timeout=1000)
    built.window.activateWindow()
    yield built
    built.controller.close()
    built.window.close_without_asking()


def key(window: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(window.windowHandle(), key)


def test_pages_are_built_on_their_first_visit(built: Built, qtbot: QtBot) -> None:
    window = built.window
    assert window.page == TODAY
    assert built.visits == []
    for _ in range(2):
        qtbot.mouseClick(window.rail.button(PROGRESS), Qt.MouseButton.LeftButton)
        assert window.page == PROGRESS
        qtbot.mouseClick(window.rail.button(TODAY), Qt.MouseButton.LeftButton)
    assert built.visits == [PROGRESS]


def test_leaving_the_page_lets_a_session_stand_still(built: Built, qtbot: QtBot) -> None:
    key(built.window, Qt.Key.Key_Space)
    assert built.controller.is_running
    qtbot.mouseClick(built.window.rail.button(EXERCISES), Qt.MouseButton.LeftButton)
    assert built.controller.is_active
    assert not built.controller.is_running


def test_f11_is_full_screen_and_back(built: Built, qtbot: QtBot) -> None:
    key(built.window, Qt.Key.Key_F11)
    assert built.window.isFullScreen()
    key(built.window, Qt.Key.Key_F11)
    assert not built.window.isFullScreen()


def test_closing_during_a_session_asks_and_escape_stays(built: Built) -> None:
    key(built.window, Qt.Key.Key_Space)
    assert not built.window.close()
    dialog = built.window.findChild(AskDialog)
    assert dialog is not None
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert built.window.isVisible()


def test_closing_during_a_session_can_be_meant(built: Built, qtbot: QtBot) -> None:
    key(built.window, Qt.Key.Key_Space)
    built.window.close()
    dialog = built.window.findChild(AskDialog)
    with qtbot.waitSignal(built.window.closed, timeout=1000):
        qtbot.mouseClick(dialog.act, Qt.MouseButton.LeftButton)


def test_the_window_remembers_its_size(built: Built, themes: ThemeManager) -> None:
    built.window.resize(1000, 700)
    built.window.close()
    kept = built.settings.settings.geometry
    assert kept
    again = SettingsFile(built.settings._path)
    assert again.settings.geometry == kept


def test_a_broken_geometry_is_ignored(built: Built) -> None:
    built.settings.change(geometry="not base64 ünd so on")
    built.window._restore_geometry()
    assert built.window.size().toTuple() == (1280, 800)


def test_what_is_wrong_is_said_and_everything_else_goes_on(built: Built) -> None:
    built.window.tell("The history could not be opened.")
    assert built.window.banner.isVisible()
    key(built.window, Qt.Key.Key_Space)
    assert built.today.stage is Stage.SESSION
    built.window.untell()
    assert not built.window.banner.isVisible()


def test_a_demonstration_is_badged(built: Built) -> None:
    badges = [label for label in built.window.findChildren(QLabel) if label.text() == "Demo"]
    assert len(badges) == 1
    assert badges[0].isVisible()
    assert "Demonstration" in built.window.windowTitle()


SIZES = [LEAST_SIZE, (1024, 640), (1100, 700), (1280, 800), (1920, 1080), (3840, 2160)]


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_off_before_during_and_after(
    built: Built, qtbot: QtBot, cut_off: Any, size: tuple[int, int]
) -> None:
    window = built.window
    window.resize(*size)
    found = {}

    def look(state: str) -> None:
        qtbot.waitUntil(lambda: window.size().toTuple() == size, timeout=1000)
        QApplication.processEvents()
        window.grab()
        found[state] = cut_off(window)

    look("before")
    key(window, Qt.Key.Key_Space)
    look("ready")
    built.run_until(lambda state: state.kind is PhaseKind.HOLD)
    look("hold")
    key(window, Qt.Key.Key_H)
    look("hurt")
    key(window, Qt.Key.Key_4)
    look("hurt and risen")
    key(window, Qt.Key.Key_Escape)
    key(window, Qt.Key.Key_Space)
    built.run_until(lambda state: state.kind is PhaseKind.CHANGE)
    look("change")
    built.run_until(lambda state: state.status.value == "done")
    look("after")
    key(window, Qt.Key.Key_Space)
    look("end")
    assert {state: wrong for state, wrong in found.items() if wrong} == {}


def test_every_shown_control_has_a_name(built: Built, shown_buttons: Any) -> None:
    key(built.window, Qt.Key.Key_Space)
    for button in shown_buttons(built.window):
        interface = QAccessible.queryAccessibleInterface(button)
        assert interface.text(QAccessible.Text.Name), button
        assert interface.role() in (
            QAccessible.Role.Button,
            QAccessible.Role.CheckBox,
            QAccessible.Role.RadioButton,
            QAccessible.Role.ButtonMenu,
        ), (button, interface.role())


def test_keys_reach_the_session_from_the_rail(built: Built) -> None:
    built.window.rail.button(TODAY).setFocus()
    key(built.window, Qt.Key.Key_H)  # nothing to hurt yet
    built.today.before.start.click()
    built.window.rail.button(TODAY).setFocus()
    key(built.window, Qt.Key.Key_H)
    assert built.today.flow is not None
    assert built.today.flow.panel.is_asking


@pytest.mark.parametrize("place", [(0, 0), (700, 300), (-400, -50)])
def test_it_opens_inside_a_screen_that_is_smaller_than_the_kept_geometry(
    themes: ThemeManager, built: Built, qtbot: QtBot, monkeypatch: Any, place: tuple[int, int]
) -> None:
    built.window.setGeometry(*place, 1280, 800)
    kept = bytes(built.window.saveGeometry().toBase64().data()).decode("ascii")
    settings = SettingsFile(None)
    settings.change(geometry=kept)
    room = QRect(0, 24, 1024, 576)
    monkeypatch.setattr(MainWindow, "_room", lambda _: room)
    window = MainWindow(themes, settings, TodayPage(themes.theme, built.today._agenda), {})
    qtbot.addWidget(window)
    window.show()
    assert room.top() <= window.geometry().top()
    assert room.left() <= window.geometry().left()
    assert window.geometry().right() <= room.right()
    assert window.height() == max(LEAST_SIZE[1], room.height())
    window.close_without_asking()


def test_a_refusal_goes_when_it_is_no_longer_true(built: Built, qtbot: QtBot) -> None:
    window = built.window
    key(window, Qt.Key.Key_Space)
    window.show_page(EXERCISES)
    window.refuse("A session is under way.")
    assert window.banner.isVisible()
    qtbot.mouseClick(window.banner.act, Qt.MouseButton.LeftButton)
    assert window.page == TODAY
    assert not window.banner.isVisible()
    window.refuse("A session is under way.")
    built.today.leave_session()
    assert not window.banner.isVisible()


def test_what_is_wrong_in_the_surroundings_stays_on_every_page(built: Built) -> None:
    built.window.refuse("A session is under way.")
    built.window.tell("The disk is full.")
    built.window.show_page(EXERCISES)
    assert built.window.banner.isVisible()
    assert not built.window.banner.act.isVisible()
