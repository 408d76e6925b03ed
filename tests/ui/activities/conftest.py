"""The window with its activities, on a real store in this very thread and a clock that is moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from backrehab_desktop.app.activity_controller import ActivityController, ActivityState
from backrehab_desktop.app.session_controller import SessionController
from backrehab_desktop.app.session_plan import plan_routine
from backrehab_desktop.app.settings import SettingsFile
from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
from backrehab_desktop.catalogue.routines import STARTER_ID, load_routine
from backrehab_desktop.core.activity_log import LoggedActivity
from backrehab_desktop.store.store import DATABASE_NAME, Store
from backrehab_desktop.ui.activities.flow import ActivityFlow
from backrehab_desktop.ui.activity_wiring import ActivityWiring
from backrehab_desktop.ui.theme.manager import ThemeManager
from backrehab_desktop.ui.today.agenda import Agenda, AgendaRow
from backrehab_desktop.ui.today.page import TodayPage
from backrehab_desktop.ui.today.session_flow import SessionServices
from backrehab_desktop.ui.window import EXERCISES, MainWindow


class Pace:
    move_s = return_s = 2.0


class Library(QWidget):
    """Two buttons where the library has hundreds."""

    activity_requested = Signal(str)
    minutes_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.timer = QPushButton("Start the timer")
        self.minutes = QPushButton("Log minutes")
        self.activity_id = "walking"
        column = QVBoxLayout(self)
        column.addWidget(self.timer)
        column.addWidget(self.minutes)
        self.timer.clicked.connect(lambda: self.activity_requested.emit(self.activity_id))
        self.minutes.clicked.connect(lambda: self.minutes_requested.emit(self.activity_id))


@dataclass
class Scene:
    """Everything a test touches."""

    window: MainWindow
    today: TodayPage
    library: Library
    flow: ActivityFlow
    wiring: ActivityWiring
    session: SessionController
    clock: Any
    store: Store
    tones: Any
    motions: Any

    @property
    def controller(self) -> ActivityController:
        return self.flow.controller

    @property
    def panel(self) -> Any:
        return self.flow.panel

    @property
    def state(self) -> ActivityState:
        state = self.controller.state()
        assert state is not None
        return state

    @property
    def logged(self) -> tuple[LoggedActivity, ...]:
        return self.store.activities(date.min, date.max)

    def open(self, qtbot: QtBot, activity_id: str = "walking") -> None:
        """Choose an activity in the library and click "Start the timer"."""
        self.window.show_page(EXERCISES)
        self.library.activity_id = activity_id
        self.library.timer.click()

    def wait(self, seconds: float) -> None:
        """Let the time pass as the controller's timer would wake it."""
        while seconds > 0:
            step = min(seconds, 30.0)
            seconds -= step
            self.clock.now_s += step
            self.controller.tick()

    def key(self, key: Any) -> None:
        QTest.keyClick(self.window.windowHandle(), key)


@pytest.fixture
def scene(
    qtbot: QtBot,
    themes: ThemeManager,
    clock: Any,
    worker: Any,
    tones: Any,
    motions: Any,
    thumbnails: Any,
    tmp_path: Path,
) -> Iterator[Scene]:
    store = Store.open(tmp_path / DATABASE_NAME, clock)
    worker.store = store
    catalogue = ExerciseCatalogue()
    routine = load_routine(STARTER_ID, catalogue)
    rows = tuple(AgendaRow(catalogue.get(i.exercise_id), i.dose) for i in routine.items)
    today = TodayPage(themes.theme, Agenda(rows))
    today.set_thumbnails(thumbnails)
    today.set_date(clock.now().date())
    library = Library()
    settings = SettingsFile(tmp_path / "settings.json")
    window = MainWindow(themes, settings, today, {EXERCISES: lambda: library})
    session = SessionController(worker, clock, tones)
    controller = ActivityController(worker, clock, tones)
    background: Any = SimpleNamespace(
        worker=worker, activities=controller, motions=motions, jobs=None
    )
    wiring = ActivityWiring(window, today, background, clock, themes)
    wiring.listen_to(library)
    today.refused.connect(window.tell)
    today.attach(
        SessionServices(
            session,
            motions,
            catalogue.get,
            lambda _: plan_routine(routine, catalogue.get, lambda _: Pace()),
            clock,
            refusal=wiring.flow.refusal,
        )
    )
    today.show_unfinished(None)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: today.is_complete, timeout=2000)
    window.activateWindow()
    yield Scene(window, today, library, wiring.flow, wiring, session, clock, store, tones, motions)
    wiring.close()
    session.close()
    controller.close()
    window.close_without_asking()
    store.close()
