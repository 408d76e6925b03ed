"""The program behind the window: everything built once, and connected.

The order decides how quickly the list is seen. Before the first paint only
what it shows is built; the rest follows in small steps, one for each turn of
the event loop, so that the window answers in between.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from backrehab_desktop.app.first_paint import FirstPaint
from backrehab_desktop.app.motions import MotionLibrary
from backrehab_desktop.app.settings import FILE_NAME, SettingsFile
from backrehab_desktop.app.store_worker import StoreWorker, database_opener, demo_opener
from backrehab_desktop.app.tones import TonePlayer
from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
from backrehab_desktop.catalogue.routines import STARTER_ID, load_routine
from backrehab_desktop.ui.figure.thumbnails import ThumbnailProvider
from backrehab_desktop.ui.theme.manager import ThemeManager
from backrehab_desktop.ui.today.agenda import Agenda, AgendaRow
from backrehab_desktop.ui.today.page import TodayPage
from backrehab_desktop.ui.window import EXERCISES, PROGRESS, MainWindow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from pathlib import Path

    from PySide6.QtWidgets import QApplication, QWidget

    from backrehab_desktop.app.clock import SessionClock
    from backrehab_desktop.app.session_controller import SessionController
    from backrehab_desktop.app.session_plan import SessionPlan
    from backrehab_desktop.app.settings import Settings
    from backrehab_desktop.core.exercise import Routine
    from backrehab_desktop.core.records import ExerciseDone, UnfinishedSession
    from backrehab_desktop.store.store import Store


class Program(QObject):
    """One open data folder with its window. ``close`` puts everything away."""

    ready = Signal()
    """A session can be started: every step after the first paint is done."""
    _told = Signal(str)

    def __init__(
        self, app: QApplication, folder: Path, clock: SessionClock, *, demo: bool = False
    ) -> None:
        """Build the window; nothing is read from ``folder`` but the settings."""
        super().__init__()
        self._clock = clock
        self._closed = False
        self.settings = SettingsFile(folder / FILE_NAME, self)
        self.themes = ThemeManager(app, self.settings.settings.theme)
        self.catalogue = ExerciseCatalogue()
        self.routine = load_routine(STARTER_ID, self.catalogue)
        opener = demo_opener(folder, clock) if demo else database_opener(folder, clock)
        self.worker = StoreWorker(opener, self)
        self.motions = MotionLibrary(self)
        self.thumbnails = ThumbnailProvider(self.motions, self)
        self.tones = TonePlayer(parent=self)
        self.controller: SessionController | None = None
        self.today = TodayPage(self.themes.theme, self._agenda(), self.thumbnails)
        self.today.set_date(clock.now().date())
        self.window = MainWindow(
            self.themes,
            self.settings,
            self.today,
            {EXERCISES: self._build_exercises, PROGRESS: self._build_progress},
            demo=demo,
        )
        self._connect(app)
        self._steps = iter(
            (self._open_store, self._prepare_session, self._load_history, self._prepare_tones)
        )
        FirstPaint(self.window).painted.connect(self._take_step)

    def tell(self, sentence: str) -> None:
        """Say in the window that something is wrong; safe from any thread."""
        self._told.emit(sentence)

    def close(self) -> None:
        """Hand over what is unwritten, stop every thread, remove the window; safe to repeat."""
        if self._closed:
            return
        self._closed = True
        if self.controller is not None:
            self.controller.close()
        progress = self.window.built_page(PROGRESS)
        release = getattr(progress, "release", None)
        if callable(release):
            release()
        self.thumbnails.close()
        self.motions.close()
        self.tones.close()
        self.worker.close()
        self.window.hide()
        self.window.deleteLater()

    # -- after the first paint ------------------------------------------------

    def _take_step(self) -> None:
        step = None if self._closed else next(self._steps, None)
        if step is None:
            self.ready.emit()
            return
        step()
        QTimer.singleShot(0, self, self._take_step)

    def _open_store(self) -> None:
        self.worker.start()

    def _prepare_session(self) -> None:
        from backrehab_desktop.app.session_controller import SessionController
        from backrehab_desktop.ui.today.session_flow import SessionServices

        controller = SessionController(self.worker, self._clock, self.tones, parent=self)
        controller.failed.connect(self.window.tell)
        controller.recovered.connect(self.window.untell)
        controller.concluded.connect(self._refresh_progress)
        self.controller = controller
        self._take_settings(self.settings.settings)
        self.today.attach(
            SessionServices(
                controller, self.motions, self.catalogue.get, self._plan_of, self._clock
            )
        )

    def _load_history(self) -> None:
        today = self._clock.now().date()
        if not self._closed:
            self.worker.submit(
                partial(_history, routine=self.routine, today=today), self._show_history
            )

    def _prepare_tones(self) -> None:
        self.tones.prepare()

    # -- what the pages are given -----------------------------------------------

    def _agenda(self) -> Agenda:
        rows = (AgendaRow(self.catalogue.get(i.exercise_id), i.dose) for i in self.routine.items)
        return Agenda(tuple(rows))

    def _plan_of(self, session: UnfinishedSession | None) -> SessionPlan:
        from backrehab_desktop.app.session_plan import plan_routine, plan_stored
        from backrehab_desktop.catalogue.motions import load_timeline

        if session is None:
            return plan_routine(self.routine, self.catalogue.get, load_timeline)
        return plan_stored(session.start, self.catalogue.get, load_timeline)

    def _build_exercises(self) -> QWidget:
        from backrehab_desktop.ui.exercises.exercises_page import ExercisesPage
        from backrehab_desktop.ui.figure.preview_panel import FigurePreviewPanel

        theme = self.themes.theme
        return ExercisesPage(
            theme,
            self.catalogue.all(),
            {item.exercise_id: item.dose for item in self.routine.items},
            self.motions,
            self.thumbnails,
            FigurePreviewPanel(theme),
        )

    def _build_progress(self) -> QWidget:
        from backrehab_desktop.ui.progress.progress_page import ProgressPage

        return ProgressPage(self.worker, self._clock, self.themes.theme)

    # -- connections --------------------------------------------------------------

    def _connect(self, app: QApplication) -> None:
        self._told.connect(self.window.tell, Qt.ConnectionType.QueuedConnection)
        self.worker.failed.connect(self.window.tell)
        self.motions.motion_failed.connect(self._tell_motion)
        self.settings.changed.connect(self._take_settings)
        self.today.history_wanted.connect(self._load_history)
        self.today.sound_toggled.connect(self._toggle_sound)
        self.window.settings_requested.connect(self._open_settings)
        app.applicationStateChanged.connect(self._notice_the_day)

    def _take_settings(self, settings: Settings) -> None:
        self.tones.enabled = settings.sound
        self.tones.volume = settings.volume
        if self.controller is not None:
            self.controller.pacing = replace(
                self.controller.pacing, get_ready_s=float(settings.get_ready_s)
            )

    def _toggle_sound(self) -> None:
        self.settings.change(sound=not self.settings.settings.sound)

    def _open_settings(self) -> None:
        from backrehab_desktop.ui.settings_dialog import SettingsDialog

        SettingsDialog(self.window, self.themes.theme, self.settings, self.tones.message).open()

    def _notice_the_day(self, state: Qt.ApplicationState) -> None:
        """The window may have been open since yesterday."""
        if state is Qt.ApplicationState.ApplicationActive and not self._closed:
            self.today.set_date(self._clock.now().date())

    def _show_history(self, history: _History) -> None:
        unfinished, done = history
        self.today.show_unfinished(unfinished)
        self.today.show_done_today(done)

    def _refresh_progress(self) -> None:
        refresh: Callable[[], None] | None = getattr(
            self.window.built_page(PROGRESS), "refresh", None
        )
        if refresh is not None:
            refresh()

    def _tell_motion(self, exercise_id: str, sentence: str) -> None:
        name = self.catalogue.get(exercise_id).name
        self.window.tell(f"The figure for {name} cannot be shown. {sentence}")


_History = tuple["UnfinishedSession | None", "Mapping[str, ExerciseDone]"]


def _history(store: Store, *, routine: Routine, today: date) -> _History:
    """What the first page shows from the store; runs on the store's thread.

    A person without a plan follows the routine from the first day on.
    """
    from backrehab_desktop.core.records import Schedule

    if store.schedule_on(today) is None:
        store.set_schedule(Schedule(routine.id, routine.sessions_per_week, today))
    return store.unfinished_session(), store.sets_done_today()
