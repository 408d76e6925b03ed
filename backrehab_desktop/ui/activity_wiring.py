"""Connects the activities with the window, the library and Today."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from backrehab_desktop.catalogue.activities import ActivityCatalogue
from backrehab_desktop.ui.activities.flow import ActivityFlow, ActivityServices
from backrehab_desktop.ui.activities.words import closing_in_words, done_in_words
from backrehab_desktop.ui.window import ACTIVITY, EXERCISES

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from backrehab_desktop.app.clock import SessionClock
    from backrehab_desktop.core.activity_log import ActivityTotal
    from backrehab_desktop.ui.background import Background
    from backrehab_desktop.ui.theme.manager import ThemeManager
    from backrehab_desktop.ui.today.page import TodayPage
    from backrehab_desktop.ui.window import MainWindow


class Library(Protocol):
    """The page that activities are chosen on."""

    @property
    def activity_requested(self) -> SignalInstance:
        """Carries the id of an activity whose timer is wanted."""
        ...

    @property
    def minutes_requested(self) -> SignalInstance:
        """Carries the id of an activity that was done away from the computer."""
        ...


class ActivityWiring(QObject):
    """Made after the first paint; the panel only when an activity is opened."""

    def __init__(
        self,
        window: MainWindow,
        today: TodayPage,
        background: Background,
        clock: SessionClock,
        themes: ThemeManager,
    ) -> None:
        """Nothing is read and nothing is shown yet."""
        super().__init__(window)
        self._window = window
        self._today = today
        self._worker = background.worker
        self._clock = clock
        self._catalogue = ActivityCatalogue()
        services = ActivityServices(
            background.activities,
            background.motions,
            self._catalogue.get,
            clock,
            lambda: today.is_session_active,
            background.jobs,
        )
        self.flow = flow = ActivityFlow(services, lambda: themes.theme, self)
        window.add_strip(flow.strip)
        window.add_page(ACTIVITY, lambda: flow.panel)
        window.add_closing_question(self._closing_question)
        flow.page_wanted.connect(lambda: window.show_page(ACTIVITY))
        flow.page_left.connect(lambda: window.show_page(EXERCISES))
        flow.full_screen_requested.connect(window.toggle_full_screen)
        flow.refused.connect(window.refuse)
        flow.controller.failed.connect(window.tell)
        flow.controller.recovered.connect(window.untell)
        flow.controller.history_changed.connect(self.show_today)

    def listen_to(self, library: Library) -> None:
        """Do what the library asks for."""
        library.activity_requested.connect(self.flow.open)
        library.minutes_requested.connect(lambda wanted: self.flow.log(wanted, self._window))

    def load(self) -> None:
        """Ask the store for today's activities, and for a timer that was cut off."""
        self.flow.controller.look_for_cut_off()
        self.show_today()

    def show_today(self) -> None:
        """Bring the line on Today up to date."""
        today = self._clock.now().date()
        self._worker.submit(lambda store: store.activity_days(today, today), self._show_totals)

    def close(self) -> None:
        """Store the answers that are still open; before the background is closed."""
        self.flow.put_away()

    def _show_totals(self, totals: tuple[ActivityTotal, ...]) -> None:
        done = [(self.flow.name_of(total.activity_id), total.duration_s) for total in totals]
        minutes = int(sum(total.duration_s for total in totals) // 60)
        self._today.show_activities(done_in_words(done), minutes)

    def _closing_question(self) -> tuple[str, str] | None:
        state = self.flow.controller.state()
        if state is None or not self.flow.controller.is_active:
            return None
        return closing_in_words(self.flow.name_of(state.activity_id), state.kept_s)
