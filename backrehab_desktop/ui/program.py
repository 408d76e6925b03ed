"""The program behind the window: everything built once, and connected.

The order decides how quickly the list is seen. Before the first paint only
what it shows is built; the rest follows in small steps, one for each turn of
the event loop, so that the window answers in between.
"""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QObject, QTimer, Signal

from backrehab_desktop.app.first_paint import FirstPaint
from backrehab_desktop.app.settings import FILE_NAME, SettingsFile
from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
from backrehab_desktop.catalogue.routines import STARTER_ID, load_routine
from backrehab_desktop.ui.theme.manager import ThemeManager
from backrehab_desktop.ui.today.agenda import Agenda, AgendaRow
from backrehab_desktop.ui.today.page import TodayPage
from backrehab_desktop.ui.window import EXERCISES, PROGRESS, TODAY, MainWindow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from pathlib import Path

    from PySide6.QtWidgets import QApplication, QWidget

    from backrehab_desktop.app.clock import SessionClock
    from backrehab_desktop.app.desktop.companion import DesktopCompanion
    from backrehab_desktop.app.session_plan import SessionPlan
    from backrehab_desktop.core.exercise import Routine
    from backrehab_desktop.core.records import ExerciseDone, UnfinishedSession
    from backrehab_desktop.store.store import Store
    from backrehab_desktop.ui.activity_wiring import ActivityWiring
    from backrehab_desktop.ui.background import Background
    from backrehab_desktop.ui.figure.kept_pictures import KeptPictures
    from backrehab_desktop.ui.floor_wiring import FloorWiring


REACH_OUT_DELAY_MS = 1500
"""A speech server takes seconds to start, and the window comes first."""
FIGURE_PATIENCE_MS = 300
"""How long the store waits for a figure that nobody looks at to be painted."""


class Program(QObject):
    """One open data folder with its window. ``close`` puts everything away."""

    painted = Signal()
    """The window has been seen for the first time; nothing heavy is under way yet."""
    ready = Signal()
    """A session can be started: every step after the first paint is done."""
    _told = Signal(str)

    def __init__(
        self,
        app: QApplication,
        folder: Path,
        clock: SessionClock,
        *,
        demo: bool = False,
        reaches_out: bool = False,
    ) -> None:
        """Build the window; nothing is read from ``folder`` but the settings.

        ``reaches_out``: speak, and let the desktop see and steer the session.
        """
        super().__init__()
        self._app = app
        self._folder = folder
        self._clock = clock
        self._demo = demo
        self._reaches_out = reaches_out
        self._closed = False
        self._figure_answered = False
        self._store_asked = False
        self._pictures_shown = False
        self._background: Background | None = None
        self._activities: ActivityWiring | None = None
        self._companion: DesktopCompanion | None = None
        self.floor: FloorWiring | None = None
        self.settings = SettingsFile(folder / FILE_NAME, self)
        self.themes = ThemeManager(app, self.settings.settings.theme)
        self.catalogue = ExerciseCatalogue()
        self.routine = load_routine(STARTER_ID, self.catalogue)
        self.today = TodayPage(self.themes.theme, self._agenda())
        self.today.set_date(clock.now().date())
        self.window = MainWindow(
            self.themes,
            self.settings,
            self.today,
            {EXERCISES: self._build_exercises, PROGRESS: self._build_progress},
            demo=demo,
        )
        # Queued by itself from another thread; to ask for it would build all of Qt's enumerations.
        self._told.connect(self.window.tell)
        self._steps = iter(
            (
                self._show_kept_figure,
                self._import_player,
                self._import_records,
                self._import_session,
                self._make_background,
                self._attach_session,
            )
        )
        first_paint = FirstPaint(self.window)
        first_paint.painted.connect(self.painted)
        first_paint.painted.connect(self._take_step)

    @property
    def background(self) -> Background:
        """What works behind the window; made now if it is needed before its turn."""
        if self._background is None:
            from backrehab_desktop.ui.background import Background

            self._background = Background(
                self._opener(),
                self._clock,
                self._kept,
                self.catalogue.get,
                self,
                speech=self._reaches_out,
            )
        return self._background

    @property
    def activities(self) -> ActivityWiring:
        """The timer of activities; made now if it is needed before its turn."""
        if self._activities is None:
            from backrehab_desktop.ui.activity_wiring import ActivityWiring

            self._activities = ActivityWiring(
                self.window, self.today, self.background, self._clock, self.themes
            )
        return self._activities

    def tell(self, sentence: str) -> None:
        """Say in the window that something is wrong; safe from any thread."""
        self._told.emit(sentence)

    def close(self) -> None:
        """Hand over what is unwritten, stop every thread, remove the window; safe to repeat."""
        if self._closed:
            return
        self._closed = True
        release = getattr(self.window.built_page(PROGRESS), "release", None)
        if callable(release):
            release()
        if self._activities is not None:
            self._activities.close()
        if self._companion is not None:
            self._companion.close()
        if self._background is not None:
            self._background.close()
        self.window.hide()
        self.window.deleteLater()

    # -- after the first paint ------------------------------------------------

    def _take_step(self) -> None:
        if self._closed:
            return
        step = next(self._steps, None)
        if step is None:
            self.ready.emit()
            if self._reaches_out:
                QTimer.singleShot(REACH_OUT_DELAY_MS, self, self._reach_out)
            return
        step()
        QTimer.singleShot(0, self, self._take_step)

    def _reach_out(self) -> None:
        """Ahead of the session, whose first words would otherwise come too late."""
        if self._closed:
            return
        from backrehab_desktop.app.desktop.companion import make_companion

        background = self.background
        if background.narrator.level.speaks:
            background.voice.prepare()
        self._companion = make_companion(background.controller, self)
        self._companion.raise_requested.connect(self.window.raise_)
        self._companion.refresh()

    @cached_property
    def _kept(self) -> KeptPictures:
        """Pictures of earlier starts."""
        from backrehab_desktop.ui.figure.kept_pictures import FOLDER_NAME, KeptPictures

        return KeptPictures(self._folder / FOLDER_NAME)

    def _show_kept_figure(self) -> None:
        self.today.show_kept(self._kept)

    # Importing is apart from building, and in three steps, so that none of them is long.

    def _import_player(self) -> None:
        from backrehab_desktop.core import player

        del player

    def _import_records(self) -> None:
        from backrehab_desktop.core import records

        del records

    def _import_session(self) -> None:
        from backrehab_desktop.ui.session import figure_driver
        from backrehab_desktop.ui.today import session_flow

        del figure_driver, session_flow
        # Not earlier: PySide can hand over the state only once Qt's enumerations are made.
        self._active = QtCore.Qt.ApplicationState.ApplicationActive
        self._app.applicationStateChanged.connect(self._notice_the_day)

    def _make_background(self) -> None:
        from backrehab_desktop.ui.settings_wiring import SettingsWiring

        background = self.background
        background.worker.failed.connect(self.window.tell)
        background.motions.motion_ready.connect(self._go_on)
        background.motions.motion_failed.connect(self._go_on)
        background.motions.motion_failed.connect(self._tell_motion)
        background.controller.failed.connect(self.window.tell)
        background.controller.recovered.connect(self.window.untell)
        background.controller.concluded.connect(self._refresh_progress)
        self._wiring = SettingsWiring(self.settings, background, self.activities.flow, self.today)
        self.window.settings_requested.connect(self._open_settings)
        self.today.history_wanted.connect(self._load_history)
        self.today.refused.connect(self.window.refuse)

    def _attach_session(self) -> None:
        from backrehab_desktop.ui.floor_wiring import FloorWiring
        from backrehab_desktop.ui.today.session_flow import SessionServices

        background = self.background
        services = SessionServices(
            background.controller,
            background.motions,
            self.catalogue.get,
            self._plan_of,
            self._clock,
            background.jobs,
            background.narrator,
            self.activities.flow.refusal,
        )
        self.today.attach(services)
        if self.today.flow is not None:
            self.floor = FloorWiring(self.window, self.today.flow, self.settings, self.themes)

    # Python runs one thread at a time, so what loads in the background goes one after
    # the other: the figure that is looked at, the history, the small pictures.

    def _go_on(self) -> None:
        """Open the store once the figure has been painted, or could have been."""
        if self._closed or self._figure_answered:
            return
        from backrehab_desktop.ui.figure.figure_view import FigureView

        self._figure_answered = True
        figure = self.today.before.findChild(FigureView)
        if figure is not None:
            FirstPaint(figure).painted.connect(self._open_store)
        QTimer.singleShot(FIGURE_PATIENCE_MS, self, self._open_store)

    def _open_store(self) -> None:
        if self._closed or self._store_asked:
            return
        self._store_asked = True
        worker = self.background.worker
        worker.opened.connect(self._show_thumbnails)
        worker.failed.connect(self._show_thumbnails)
        worker.failed.connect(self._go_without_history)
        worker.start()
        self._load_history()
        self.activities.load()

    def _show_thumbnails(self) -> None:
        if self._closed or self._pictures_shown:
            return
        from backrehab_desktop.app.jobs import Rank
        from backrehab_desktop.catalogue.activities import ActivityCatalogue

        self._pictures_shown = True
        thumbnails = self.background.thumbnails
        self.today.set_thumbnails(thumbnails)
        library = (*self.catalogue.all(), *ActivityCatalogue().all())
        thumbnails.draw_ahead([entry.id for entry in library])
        self.background.jobs.submit(Rank.KEPT, self._kept.tidy, lambda _: None)

    def _go_without_history(self) -> None:
        """The exercises can be done even where nothing can be read or kept."""
        if not self._closed:
            self.today.show_unfinished(None)

    def _load_history(self) -> None:
        if not self._closed:
            today = self._clock.now().date()
            self.background.worker.submit(
                partial(_history, routine=self.routine, today=today), self._show_history
            )

    def _opener(self) -> Callable[[], Store]:
        from backrehab_desktop.app.store_worker import database_opener, demo_opener

        return (demo_opener if self._demo else database_opener)(self._folder, self._clock)

    # -- what the pages are given -----------------------------------------------

    def _agenda(self) -> Agenda:
        rows = (AgendaRow(self.catalogue.get(i.exercise_id), i.dose) for i in self.routine.items)
        return Agenda(tuple(rows))

    def _plan_of(self, session: UnfinishedSession | None) -> SessionPlan:
        from backrehab_desktop.app.session_plan import plan_routine, plan_stored
        from backrehab_desktop.catalogue.motions import load_timeline

        if session is None:
            tempos = self.settings.settings.tempos
            return plan_routine(self.routine, self.catalogue.get, load_timeline, tempos)
        return plan_stored(session.start, self.catalogue.get, load_timeline)

    def _build_exercises(self) -> QWidget:
        from backrehab_desktop.catalogue.activities import ActivityCatalogue
        from backrehab_desktop.catalogue.avoid import load_avoided
        from backrehab_desktop.ui.exercises.exercises_page import ExercisesPage
        from backrehab_desktop.ui.figure.preview_panel import FigurePreviewPanel

        theme = self.themes.theme
        preview = FigurePreviewPanel(theme, jobs=self.background.jobs)
        preview.set_reduced_motion(self.settings.settings.reduced_motion)
        self.settings.changed.connect(
            lambda settings: preview.set_reduced_motion(settings.reduced_motion)
        )
        page = ExercisesPage(
            theme,
            (*self.catalogue.all(), *ActivityCatalogue().all()),
            load_avoided(),
            {item.exercise_id: item.dose for item in self.routine.items},
            self.background.motions,
            self.background.thumbnails,
            preview,
            self.routine.sessions_per_week,
        )
        page.try_requested.connect(self._try_exercise)
        self.activities.listen_to(page)
        return page

    def _build_progress(self) -> QWidget:
        from backrehab_desktop.ui.progress.progress_page import ProgressPage

        return ProgressPage(self.background.worker, self._clock, self.themes.theme)

    # -- what the parts tell each other -----------------------------------------

    def _try_exercise(self, exercise_id: str) -> None:
        """Begin a session of this exercise alone, or say why not."""
        refusal = self.today.trial_refusal
        if refusal is not None:
            self.window.refuse(refusal)
            return
        from backrehab_desktop.app.session_plan import plan_routine
        from backrehab_desktop.catalogue.motions import load_timeline
        from backrehab_desktop.core.exercise import Routine, RoutineItem
        from backrehab_desktop.core.records import TRIAL_ROUTINE_ID

        exercise = self.catalogue.get(exercise_id)
        item = RoutineItem(exercise.id, exercise.start_dose)
        trial = Routine(TRIAL_ROUTINE_ID, exercise.name, (item,), sessions_per_week=0)
        tempos = self.settings.settings.tempos
        plan = plan_routine(trial, self.catalogue.get, load_timeline, tempos)
        self.window.show_page(TODAY)
        self.today.try_exercise(plan)

    def _open_settings(self) -> None:
        from backrehab_desktop.app.speech.trial import VoiceTrial
        from backrehab_desktop.ui.settings_dialog import SettingsDialog

        background = self.background
        dialog = SettingsDialog(
            self.window, self.themes.theme, self.settings, background.tones.message
        )
        trial = VoiceTrial(background.voice, background.tones, dialog)
        dialog.offer_voice(trial)
        dialog.open()

    def _notice_the_day(self, state: QtCore.Qt.ApplicationState) -> None:
        """The window may have been open since yesterday."""
        if state is self._active and not self._closed:
            self.today.set_date(self._clock.now().date())
            self.activities.show_today()

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
        is_exercise = exercise_id in self.catalogue
        flow = self.activities.flow
        name = self.catalogue.get(exercise_id).name if is_exercise else flow.name_of(exercise_id)
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
