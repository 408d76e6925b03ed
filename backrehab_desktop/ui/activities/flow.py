"""Leads through an activity: from the controller's signals to the panel, the strip, the dialog."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from backrehab_desktop.app.activity_controller import ActivityStatus
from backrehab_desktop.catalogue.errors import CatalogueError
from backrehab_desktop.core.exercise import Side
from backrehab_desktop.ui.activities.strip import ActivityStrip
from backrehab_desktop.ui.activities.words import (
    SESSION_RUNS,
    logged_in_words,
    offer_in_words,
    under_way_in_words,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from backrehab_desktop.app.activity_controller import ActivityController
    from backrehab_desktop.app.clock import SessionClock
    from backrehab_desktop.app.jobs import JobThread
    from backrehab_desktop.app.motions import MotionLibrary
    from backrehab_desktop.core.activity_log import MinutesEntry, UnfinishedActivity
    from backrehab_desktop.core.exercise import Activity
    from backrehab_desktop.core.figure.motion import Motion
    from backrehab_desktop.ui.activities.activity_panel import ActivityPanel
    from backrehab_desktop.ui.theme.tokens import Theme


@dataclass(frozen=True, slots=True)
class ActivityServices:
    """What activities need beside their panel."""

    controller: ActivityController
    motions: MotionLibrary
    activity_of: Callable[[str], Activity]
    clock: SessionClock
    is_session_active: Callable[[], bool]
    jobs: JobThread
    """The thread in which the figure is prepared."""


class ActivityFlow(QObject):
    """Owns the panel and the strip and keeps them at what the controller says."""

    page_wanted = Signal()
    """Show the panel."""
    page_left = Signal()
    """Show the library again."""
    full_screen_requested = Signal()
    refused = Signal(str)
    """A sentence: why it cannot be done now."""

    def __init__(
        self, services: ActivityServices, themed: Callable[[], Theme], parent: QObject
    ) -> None:
        """The strip is there at once, the panel when it is first needed; ``themed`` is the look."""
        super().__init__(parent)
        self._services = services
        self._themed = themed
        self._panel: ActivityPanel | None = None
        self._activity_id = ""
        self._found: UnfinishedActivity | None = None
        self._logged: tuple[str, MinutesEntry] | None = None
        self._reduced_motion = False
        self.strip = ActivityStrip(themed())
        self.controller.state_changed.connect(self._refresh)
        self.controller.cut_off_found.connect(self._offer)
        services.motions.motion_ready.connect(self._take_motion)

    @property
    def controller(self) -> ActivityController:
        """The timer itself."""
        return self._services.controller

    @property
    def panel(self) -> ActivityPanel:
        """The stage; built when it is first asked for."""
        if self._panel is None:
            self._panel = self._build_panel()
        return self._panel

    def refusal(self) -> str | None:
        """Why no session can begin now, as a sentence; ``None`` when one can."""
        if not self.controller.is_active:
            return None
        return f"{self._running_name} is being timed. Finish it first, then start your exercises."

    def name_of(self, activity_id: str) -> str:
        """The name, or the id of an activity that this version does not know."""
        try:
            return self._services.activity_of(activity_id).name
        except CatalogueError:
            return activity_id

    # -- what the other pages ask for -----------------------------------------

    def open(self, activity_id: str) -> None:
        """Show an activity, ready to start, or say why that has to wait."""
        state = self.controller.state()
        if self.controller.is_active and state is not None and state.activity_id != activity_id:
            self.refused.emit(
                f"{self._running_name} is being timed. Finish it first, then start this one."
            )
            return
        if self._services.is_session_active():
            self.refused.emit(SESSION_RUNS)
            return
        if not self.controller.is_active:
            self._conclude()
            self._show_activity(activity_id)
        self._refresh()
        self.page_wanted.emit()
        self.panel.focus_main()

    def log(self, activity_id: str, window: QWidget) -> None:
        """Ask for minutes that were done away from the computer."""
        from backrehab_desktop.ui.activities.log_dialog import LogMinutesDialog

        activity = self._services.activity_of(activity_id)
        clock = self._services.clock
        dialog = LogMinutesDialog(window, self._themed(), activity, lambda: clock.now().date())
        dialog.entered.connect(self._record)
        dialog.open()

    def set_reduced_motion(self, reduced: bool) -> None:
        """Hold the figure still."""
        self._reduced_motion = reduced
        if self._panel is not None:
            self._panel.preview.set_reduced_motion(reduced)

    def put_away(self) -> None:
        """Store the answers that stand on the panel; before the controller is closed."""
        self._conclude()

    # -- the panel --------------------------------------------------------------

    def _build_panel(self) -> ActivityPanel:
        from backrehab_desktop.ui.activities.activity_panel import ActivityPanel
        from backrehab_desktop.ui.figure.preview_panel import FigurePreviewPanel

        theme = self._themed()
        preview = FigurePreviewPanel(theme, jobs=self._services.jobs)
        preview.set_reduced_motion(self._reduced_motion)
        panel = ActivityPanel(theme, preview)
        controller = self.controller
        panel.closed.connect(self.page_left)
        panel.full_screen_requested.connect(self.full_screen_requested)
        panel.seen_changed.connect(self._take_seen)
        panel.put_away.connect(self._conclude)
        panel.ready.start_requested.connect(self._start)
        panel.ready.log_requested.connect(lambda: self.log(self._activity_id, panel.window()))
        panel.running.pause.clicked.connect(controller.toggle)
        panel.running.finish.clicked.connect(controller.finish)
        panel.running.discard.clicked.connect(self._ask_to_discard)
        panel.doubt.going_chosen.connect(controller.confirm)
        panel.doubt.minutes_chosen.connect(controller.finish_with)
        panel.done.done.clicked.connect(self._finish_with_answers)
        panel.done.undo.clicked.connect(controller.undo)
        return panel

    def _show_activity(self, activity_id: str) -> None:
        self._activity_id = activity_id
        self.panel.show_activity(self._services.activity_of(activity_id))
        self.panel.preview.set_motion(None)
        self._services.motions.request(activity_id, Side.RIGHT)

    def _take_motion(self, activity_id: str, motion: Motion) -> None:
        if self._panel is not None and activity_id == self._activity_id:
            if motion.side is Side.RIGHT:
                self._panel.preview.set_motion(motion)
            self._refresh()

    def _take_seen(self, seen: bool) -> None:
        self.controller.set_watched(seen)
        self._refresh()

    def _start(self) -> None:
        if self._services.is_session_active():
            self.refused.emit(SESSION_RUNS)
            return
        panel = self.panel
        self.controller.start(
            self._activity_id, panel.ready.planned_minutes, panel.pain_before.value
        )

    def _finish_with_answers(self) -> None:
        self._conclude()
        self.page_left.emit()

    def _conclude(self) -> None:
        state = self.controller.state()
        if state is not None and state.status is ActivityStatus.FINISHED:
            panel = self.panel
            self.controller.conclude(panel.pain_after.value, panel.done.note.text())

    def _ask_to_discard(self) -> None:
        from backrehab_desktop.ui.widgets.ask import AskDialog

        dialog = AskDialog(
            self.panel.window(),
            self._themed(),
            "Discard this time?",
            "The minutes so far are removed and cannot be brought back.",
            safe="Keep",
            act="Discard",
        )
        dialog.ask(on_act=self.controller.discard)

    # -- the strip ----------------------------------------------------------------

    def _record(self, entry: MinutesEntry) -> None:
        self.controller.log_minutes(entry, partial(self._confirm_logged, entry))

    def _confirm_logged(self, entry: MinutesEntry, entry_id: str) -> None:
        self._logged = (entry_id, entry)
        self._refresh()

    def _take_back(self) -> None:
        if self._logged is not None:
            self.controller.remove_entry(self._logged[0])
        self._forget_logged()

    def _forget_logged(self) -> None:
        self._logged = None
        self._refresh()

    def _offer(self, found: UnfinishedActivity | None) -> None:
        self._found = found
        self._refresh()

    @property
    def _running_name(self) -> str:
        state = self.controller.state()
        return "" if state is None else self.name_of(state.activity_id)

    def _refresh(self) -> None:
        state = self.controller.state()
        if self._panel is not None:
            self._panel.show_state(state)
        if self._logged is not None:
            self._say_logged(self._logged[1])
        elif self._found is not None:
            name = self.name_of(self._found.start.activity_id)
            self.strip.say(
                offer_in_words(name, self._found),
                ("Keep", self.controller.keep_cut_off),
                ("Discard", self.controller.discard_cut_off),
            )
        elif self.controller.is_active and state is not None and not self._is_panel_seen:
            paused = state.status is ActivityStatus.PAUSED
            words = under_way_in_words(self._running_name, state.kept_s, paused=paused)
            self.strip.say(words, ("Show the timer", self.page_wanted.emit))
        else:
            self.strip.hide()

    @property
    def _is_panel_seen(self) -> bool:
        return self._panel is not None and not self._panel.isHidden()

    def _say_logged(self, entry: MinutesEntry) -> None:
        today = self._services.clock.now().date()
        self.strip.say(
            logged_in_words(self.name_of(entry.activity_id), entry, today),
            ("Undo", self._take_back),
            ("Close", self._forget_logged),
        )
