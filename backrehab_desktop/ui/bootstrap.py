"""Builds the window from its parts, and brings what is heavy after the first paint."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from backrehab_desktop.app.background import Background
from backrehab_desktop.app.first_paint import FirstPaint
from backrehab_desktop.app.motions import MotionLibrary
from backrehab_desktop.app.settings import SettingsFile
from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
from backrehab_desktop.catalogue.routines import STARTER_ID, load_routine
from backrehab_desktop.ui.figure.thumbnails import ThumbnailProvider
from backrehab_desktop.ui.theme.manager import ThemeManager
from backrehab_desktop.ui.today.agenda import Agenda, AgendaRow
from backrehab_desktop.ui.today.page import TodayPage
from backrehab_desktop.ui.window import EXERCISES, PROGRESS, MainWindow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from PySide6.QtWidgets import QApplication, QWidget

    from backrehab_desktop.app.clock import SessionClock
    from backrehab_desktop.app.session_controller import SessionController
    from backrehab_desktop.app.session_plan import SessionPlan
    from backrehab_desktop.app.settings import Settings
    from backrehab_desktop.app.store_worker import StoreWorker
    from backrehab_desktop.app.tones import TonePlayer
    from backrehab_desktop.core.exercise import Routine
    from backrehab_desktop.core.figure.timeline import Timeline
    from backrehab_desktop.core.records import ExerciseDone, UnfinishedSession
    from backrehab_desktop.store.store import Store


@dataclass(frozen=True, slots=True)
class WindowParts:
    """What the composition root brings to the window."""

    clock: SessionClock
    worker: StoreWorker
    """Not started yet: the window starts it after its first paint."""
    settings_path: Path | None = None
    """None keeps no settings, as for a demonstration."""
    demo: bool = False


def build_window(app: QApplication, parts: WindowParts) -> MainWindow:
    """Compose the window; it is not shown yet.

    Raises:
        CatalogueError: the library or the routine that comes with the program
            is broken.
    """
    settings = SettingsFile(parts.settings_path, app)
    themes = ThemeManager(app, settings.settings.theme)
    catalogue = ExerciseCatalogue()
    routine = load_routine(STARTER_ID, catalogue)
    motions = MotionLibrary(app)
    thumbnails = ThumbnailProvider(motions, app)
    agenda = Agenda(
        tuple(AgendaRow(catalogue.get(item.exercise_id), item.dose) for item in routine.items)
    )
    today = TodayPage(themes.theme, agenda, thumbnails)
    today.set_date(parts.clock.now().date())
    rest = _Rest(parts, settings, themes, catalogue, routine, motions, thumbnails, today)
    window = MainWindow(themes, settings, today, rest.factories(), demo=parts.demo)
    rest.follow(window)
    return window


class _Rest(QObject):
    """Everything after the first paint, in the order in which a person may need it.

    Modules are imported and files read on a thread, so that the window answers
    meanwhile; only widgets are built here.
    """

    def __init__(
        self,
        parts: WindowParts,
        settings: SettingsFile,
        themes: ThemeManager,
        catalogue: ExerciseCatalogue,
        routine: Routine,
        motions: MotionLibrary,
        thumbnails: ThumbnailProvider,
        today: TodayPage,
    ) -> None:
        super().__init__(today)
        self._parts = parts
        self._settings = settings
        self._themes = themes
        self._catalogue = catalogue
        self._routine = routine
        self._motions = motions
        self._thumbnails = thumbnails
        self._today = today
        self._window: MainWindow | None = None
        self._controller: SessionController | None = None
        self._tones: TonePlayer | None = None
        self._background = Background(self)
        self._timelines: dict[str, Timeline] = {}

    def follow(self, window: MainWindow) -> None:
        """Begin when ``window`` has been painted; end when it is closed."""
        self._window = window
        FirstPaint(window).painted.connect(self._begin)
        window.closed.connect(self._close)
        window.settings_requested.connect(self._open_settings)
        self._parts.worker.failed.connect(window.tell)
        self._parts.worker.opened.connect(self._ask_store)
        self._today.history_wanted.connect(self._ask_store)
        self._today.sound_toggled.connect(self._toggle_sound)
        self._settings.changed.connect(self._take_settings)

    def factories(self) -> Mapping[str, Callable[[], QWidget]]:
        """What builds the pages that are not there at the start."""
        return {EXERCISES: self._build_exercises, PROGRESS: self._build_progress}

    # -- after the first paint ----------------------------------------------

    def _begin(self) -> None:
        self._background.run(self._import_session, self._attach)

    def _import_session(self) -> dict[str, Timeline]:
        """On a thread: all that the session's panels import, and the pace of each exercise."""
        from backrehab_desktop.app import session_controller, tones
        from backrehab_desktop.catalogue.motions import load_timeline
        from backrehab_desktop.ui.today import session_flow

        _ = (session_controller, tones, session_flow)
        return {item.exercise_id: load_timeline(item.exercise_id) for item in self._routine.items}

    def _attach(self, timelines: dict[str, Timeline]) -> None:
        from backrehab_desktop.app.session_controller import SessionController
        from backrehab_desktop.app.tones import TonePlayer
        from backrehab_desktop.ui.today.session_flow import SessionServices

        if self._window is None:
            return
        self._timelines = timelines
        self._tones = TonePlayer(self)
        self._controller = SessionController(
            self._parts.worker, self._parts.clock, self._tones, parent=self
        )
        self._controller.failed.connect(self._window.tell)
        self._controller.recovered.connect(self._window.untell)
        self._take_settings(self._settings.settings)
        self._today.attach(
            SessionServices(
                controller=self._controller,
                motions=self._motions,
                exercise_of=self._catalogue.get,
                plan_of=self._plan_of,
                clock=self._parts.clock,
            )
        )
        self._parts.worker.start()
        self._tones.prepare()

    def _timeline_of(self, exercise_id: str) -> Timeline:
        from backrehab_desktop.catalogue.motions import load_timeline

        if exercise_id not in self._timelines:
            self._timelines[exercise_id] = load_timeline(exercise_id)
        return self._timelines[exercise_id]

    def _plan_of(self, unfinished: UnfinishedSession | None) -> SessionPlan:
        from backrehab_desktop.app.session_plan import plan_routine, plan_stored

        if unfinished is not None:
            return plan_stored(unfinished.start, self._catalogue.get, self._timeline_of)
        return plan_routine(self._routine, self._catalogue.get, self._timeline_of)

    # -- the store ----------------------------------------------------------

    def _ask_store(self) -> None:
        def look(store: Store) -> tuple[UnfinishedSession | None, Mapping[str, ExerciseDone]]:
            return store.unfinished_session(), store.sets_done_today()

        self._parts.worker.submit(look, self._take_history)

    def _take_history(
        self, history: tuple[UnfinishedSession | None, Mapping[str, ExerciseDone]]
    ) -> None:
        if self._today.is_session_active:
            return
        unfinished, done = history
        self._today.show_unfinished(unfinished)
        self._today.show_done_today(done)

    # -- pages --------------------------------------------------------------

    def _build_exercises(self) -> QWidget:
        from backrehab_desktop.ui.exercises.exercises_page import ExercisesPage
        from backrehab_desktop.ui.figure.preview_panel import FigurePreviewPanel

        theme = self._themes.theme
        planned = {item.exercise_id: item.dose for item in self._routine.items}
        return ExercisesPage(
            theme,
            self._catalogue.all(),
            planned,
            self._motions,
            self._thumbnails,
            FigurePreviewPanel(theme),
        )

    def _build_progress(self) -> QWidget:
        from backrehab_desktop.ui.progress.progress_page import ProgressPage

        page = ProgressPage(self._parts.worker, self._parts.clock, self._themes.theme)
        if self._controller is not None:
            self._controller.set_committed.connect(page.refresh)
            self._controller.concluded.connect(page.refresh)
        return page

    # -- settings -----------------------------------------------------------

    def _open_settings(self) -> None:
        from backrehab_desktop.ui.settings_dialog import SettingsDialog

        if self._window is None:
            return
        message = self._tones.message if self._tones is not None else ""
        SettingsDialog(self._window, self._themes.theme, self._settings, message).open()

    def _take_settings(self, settings: Settings) -> None:
        if self._tones is not None:
            self._tones.enabled = settings.sound
            self._tones.volume = settings.volume
        if self._controller is not None:
            from backrehab_desktop.core.player import Pacing

            self._controller.pacing = Pacing(get_ready_s=float(settings.get_ready_s))

    def _toggle_sound(self) -> None:
        self._settings.change(sound=not self._settings.settings.sound)

    def _close(self) -> None:
        """Hand everything over, then let go of the threads."""
        self._background.close()
        if self._controller is not None:
            self._controller.close()
        if self._tones is not None:
            self._tones.close()
        self._parts.worker.close()
        self._motions.close()
