"""The Today page: the list at the left, and the stage before, during and after a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from backrehab_desktop.core import wording
from backrehab_desktop.ui.today.before_panel import BeforePanel
from backrehab_desktop.ui.today.day_list import DayList
from backrehab_desktop.ui.today.list_panel import ListPanel, first_words
from backrehab_desktop.ui.today.outlook import (
    count_words,
    day_seconds,
    where_stopped,
)
from backrehab_desktop.ui.today.stage import Stage
from backrehab_desktop.ui.today.trial import (
    ANSWERS_WAIT,
    CUT_OFF,
    NOT_READY,
    SESSION_RUNS,
    tried_exercise,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent

    from backrehab_desktop.app.session_plan import SessionPlan
    from backrehab_desktop.core.records import ExerciseDone, UnfinishedSession
    from backrehab_desktop.ui.figure.kept_pictures import KeptPictures
    from backrehab_desktop.ui.session.figure_driver import FigureDriver
    from backrehab_desktop.ui.theme.tokens import Theme
    from backrehab_desktop.ui.today.agenda import Agenda
    from backrehab_desktop.ui.today.exercise_row import Thumbnails
    from backrehab_desktop.ui.today.session_flow import SessionFlow, SessionServices


class TodayPage(QWidget):
    """Shows the list at once; :meth:`attach` brings what a session needs.

    Until then a wish to start is kept, so that the first paint never has to
    wait for the player.
    """

    progress_requested = Signal()
    floor_chosen = Signal(bool)
    """Whether sessions are to start in floor mode."""
    sound_toggled = Signal()
    history_wanted = Signal()
    """Ask the store anew for an unfinished session and what is done today."""
    stage_changed = Signal()
    refused = Signal(str)
    """A sentence: why the session cannot begin now."""
    takes_keys = True
    """One key for each action, wherever the focus is; see the window."""

    def __init__(self, theme: Theme, agenda: Agenda) -> None:
        """Show the list and the pain question."""
        super().__init__()
        self._theme = theme
        self._agenda = agenda
        self._flow: SessionFlow | None = None
        self._before_driver: FigureDriver | None = None
        self._services: SessionServices | None = None
        self._unfinished: UnfinishedSession | None = None
        self._wants_start = False
        self._history_known = False
        self._compact = False
        self._window_height = 800
        self._stage = Stage.BEFORE
        self._reduced_motion = False
        self._sound_on = True
        self._is_complete = False
        self._date: date | None = None
        self._where: str | None = None
        """Where the session stopped that waits to be gone on with."""
        self.list = ListPanel(theme, agenda)
        self._day = DayList(self.list, agenda)
        self.before = BeforePanel(theme, agenda)
        self.before.show_title(wording.capitalised(count_words(agenda)))
        self.before.show_caption(first_words(agenda, 0))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.before)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self._stack, 1)
        self.before.start_requested.connect(self._start_or_resume)
        self.before.restart_requested.connect(self._start_anew)
        self.before.floor_chosen.connect(self.floor_chosen)
        self.list.list.row_chosen.connect(self._look_at)

    # -- looking ------------------------------------------------------------

    @property
    def stage(self) -> Stage:
        """What the stage shows."""
        return self._stage

    @property
    def flow(self) -> SessionFlow | None:
        """The session's panels, once attached."""
        return self._flow

    @property
    def is_session_active(self) -> bool:
        """Whether leaving now would cut a session off."""
        return self._flow is not None and self._flow.controller.is_active

    @property
    def trial_refusal(self) -> str | None:
        """Why no exercise can be tried now, as a sentence; ``None`` when one can."""
        if self.is_session_active:
            return SESSION_RUNS
        if self._services is not None and (refusal := self._services.refusal()) is not None:
            return refusal
        if self._flow is None or not self._history_known:
            return NOT_READY
        if self._stage is Stage.AFTER and self._flow.after.is_asking:
            return ANSWERS_WAIT
        # To begin another session would end it; a trial that was cut off may be ended so.
        if self._unfinished is not None and tried_exercise(self._unfinished) is None:
            return CUT_OFF
        return None

    # -- what comes from outside --------------------------------------------

    def try_exercise(self, plan: SessionPlan) -> None:
        """Begin a session of this plan's one exercise, unless :attr:`trial_refusal` says why not.

        Afterwards the list is that of the day again.
        """
        if self._flow is None or self.trial_refusal is not None:
            return
        self._day.tried = plan.items[0].exercise_id
        self._flow.start(self.before.question.value, None, plan)

    def set_date(self, day: date) -> None:
        """Name the day in the list."""
        self.list.set_date(day)
        if self._date is not None and day != self._date:
            self._day.forget()
        self._date = day

    def show_activities(self, words: str, minutes: int) -> None:
        """Say what else was done today, such as a walk, and its minutes; "" for nothing."""
        self.list.show_activities(words, minutes)

    def set_thumbnails(self, thumbnails: Thumbnails) -> None:
        """Show the pictures of the list as they come."""
        self.list.set_thumbnails(thumbnails)

    def show_kept(self, kept: KeptPictures) -> None:
        """Show the first figure as it was at an earlier start, if it still looks like that."""
        from backrehab_desktop.ui.figure.kept_figure import KeptFigure

        first = self._agenda.rows[0].exercise.id
        self.before.show_kept(KeptFigure(kept, first, self._theme))

    def attach(self, services: SessionServices) -> None:
        """Build the panels of a session and connect them; once, after the first paint."""
        from backrehab_desktop.ui.today.session_flow import SessionFlow

        self._services = services
        self._flow = flow = SessionFlow(self._theme, services, self)
        self._stack.addWidget(flow.panel)
        flow.panel.leave_requested.connect(self.ask_to_leave)
        flow.session_shown.connect(lambda: self._show(Stage.SESSION))
        flow.questions_shown.connect(lambda: self._show(Stage.AFTER))
        flow.put_away.connect(self._come_back)
        flow.concluded.connect(self._settle)
        flow.progress_changed.connect(self._day.show_progress)
        flow.sound_toggled.connect(self.sound_toggled)
        flow.show_sound(self._sound_on)
        self.set_reduced_motion(self._reduced_motion)
        self.set_compact(self._compact, self._window_height)
        # In small steps, so that the window answers in between.
        QTimer.singleShot(0, self, self._bring_figure)
        self._start_if_wanted()

    @property
    def is_complete(self) -> bool:
        """Whether the last step of :meth:`attach` is done."""
        return self._is_complete

    def _bring_figure(self) -> None:
        from backrehab_desktop.ui.session.figure_driver import FigureDriver

        if self._services is None:
            return
        services = self._services
        driver = FigureDriver(self.before.bring_figure(services.jobs), services.motions, self)
        driver.set_reduced_motion(self._reduced_motion)
        self._before_driver = driver
        self._look_at(0)
        QTimer.singleShot(0, self, self._complete)

    def _complete(self) -> None:
        self._is_complete = True
        if self._stage is Stage.BEFORE:
            self._show_estimate()

    def show_unfinished(self, session: UnfinishedSession | None) -> None:
        """Offer to go on with a session that was cut off; ``None`` when there is none.

        Until this is known nothing starts: a new session would end the one that was cut off.
        """
        self._history_known = True
        self._unfinished = session
        where = None
        if session is not None and self._services is not None:
            where = where_stopped(session, self._services)
        if where is None:
            self._unfinished = None
        self._where = where
        self.before.offer_to_resume(where)
        if self._unfinished is not None:
            self._wants_start = False
        self._start_if_wanted()

    def show_done_today(self, done: Mapping[str, ExerciseDone]) -> None:
        """Mark what the store says is done today; a finished list is shown as finished."""
        if self._stage is not Stage.BEFORE:
            return
        is_all_done = self._day.show_stored(done)
        if self._where is not None:
            self.before.offer_to_resume(self._where, again=is_all_done)
        if self._flow is not None and is_all_done and self._unfinished is None:
            self._flow.after.show_earlier(self._day.count, self._day.count)
            self._show(Stage.AFTER)

    def set_compact(self, compact: bool, window_height: int) -> None:
        """Fit the page to the window."""
        self._compact, self._window_height = compact, window_height
        self.list.set_compact(compact)
        self.before.set_compact(compact)
        if self._flow is not None:
            self._flow.panel.set_compact(compact, window_height)
            if self._stage is Stage.AFTER:
                self._flow.after.set_compact(compact)

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme from now on."""
        self._theme = theme
        if self._flow is not None:
            self._flow.set_theme(theme)

    def set_reduced_motion(self, reduced: bool) -> None:
        """Hold still."""
        self._reduced_motion = reduced
        if self._before_driver is not None:
            self._before_driver.set_reduced_motion(reduced)
        if self._flow is not None:
            self._flow.set_reduced_motion(reduced)

    def show_sound(self, on: bool) -> None:
        """Show whether tones sound."""
        self._sound_on = on
        if self._flow is not None:
            self._flow.show_sound(on)

    def show_floor_choice(self, chosen: bool) -> None:
        """Show whether sessions start in floor mode."""
        self.before.show_floor_choice(chosen)

    def leave_session(self) -> None:
        """Put the session away without a question; it can be gone on with."""
        if self._flow is not None:
            self._flow.controller.leave()

    def ask_to_leave(self) -> None:
        """Ask whether to leave the session; it stands still meanwhile."""
        if self._flow is None or not self.is_session_active:
            return
        from backrehab_desktop.ui.widgets.ask import AskDialog

        self._flow.controller.pause()
        trial = self._day.tried is not None
        title, words = (
            ("Leave this try-out?", "It is not kept, and counts for nothing.")
            if trial
            else (
                "Leave this session?",
                "The sets you finished are kept. You can go on later where you stopped.",
            )
        )
        dialog = AskDialog(self.window(), self._theme, title, words, safe="Stay", act="Leave")
        dialog.ask(on_act=self._flow.controller.discard if trial else self.leave_session)

    # -- keys ---------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The one key for each action, whatever has the focus."""
        from backrehab_desktop.ui.today.keys import take_key

        if not take_key(event, self._stage, self.before, self._flow, self.ask_to_leave):
            super().keyPressEvent(event)

    # -- the way through the day --------------------------------------------

    def _start_or_resume(self) -> None:
        self._start(self._unfinished)

    def _start_anew(self) -> None:
        self._start(None)

    def _start(self, resume: UnfinishedSession | None) -> None:
        if self._flow is None or not self._history_known:
            self._wants_start = True
            return
        if self._services is not None and (refusal := self._services.refusal()) is not None:
            self.refused.emit(refusal)
            return
        self._day.tried = tried_exercise(resume)
        if self._services is not None:
            self.set_date(self._services.clock.now().date())
        self._flow.start(self.before.question.value, resume, again=self._day.is_all_done)

    def _start_if_wanted(self) -> None:
        if self._wants_start and self._flow is not None and self._history_known:
            self._wants_start = False
            self._start_anew()

    def _show(self, stage: Stage) -> None:
        self._stage = stage
        flow = self._flow
        if flow is None or stage is Stage.BEFORE:
            self._stack.setCurrentWidget(self.before)
        elif stage is Stage.SESSION:
            self._stack.setCurrentWidget(flow.panel)
        else:
            self._place_after(flow)
            flow.after.offer_to_drop(self._day.tried is not None)
            flow.after.set_compact(self._compact)
            self._stack.setCurrentWidget(flow.after)
        self.take_focus()
        self.list.list.set_choosable(stage is Stage.BEFORE)
        self.stage_changed.emit()

    def take_focus(self) -> None:
        """Put the focus on what Space is for; it stays where it is while something covers this."""
        if self._flow is not None and not self._flow.is_on_page:
            return
        if self._flow is None or self._stage is Stage.BEFORE:
            self.before.start.setFocus()
        elif self._stage is Stage.SESSION:
            self._flow.panel.instrument.pause.setFocus()
        else:
            self._flow.after.focus_main()

    def _place_after(self, flow: SessionFlow) -> None:
        if self._stack.indexOf(flow.after) < 0:
            self._stack.addWidget(flow.after)
            flow.after.progress_requested.connect(self.progress_requested)
            flow.after.again_requested.connect(self._again)

    def _come_back(self) -> None:
        self._day.tried = None
        self.before.question.reset()
        self._history_known = False
        self._show(Stage.BEFORE)
        self.history_wanted.emit()

    def _settle(self) -> None:
        self._unfinished = self._where = None
        self.before.offer_to_resume(None)
        self.before.question.reset()
        if self._day.tried is not None:
            self._come_back()

    def _again(self) -> None:
        self.before.question.reset()
        self._show(Stage.BEFORE)
        self._show_estimate()

    def _look_at(self, item: int) -> None:
        exercise_id = self._agenda.rows[item].exercise.id
        self.before.show_exercise(exercise_id, first_words(self._agenda, item))
        if self._before_driver is not None:
            self._before_driver.show_exercise(exercise_id)

    def _show_estimate(self) -> None:
        if self._services is None:
            return
        seconds = day_seconds(self._services)
        self.before.show_title(wording.session_title(self._day.count, seconds))
        self._day.show_estimate(seconds)

    # -- visibility ---------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Go on asking for frames."""
        super().showEvent(event)
        if self._flow is not None:
            self._flow.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """A session nobody sees stands still; a minimised window only stops the frames."""
        super().hideEvent(event)
        if self._flow is None or not self._flow.is_on_page:
            return
        self._flow.driver.stop()
        if not event.spontaneous():
            self._flow.controller.pause()
