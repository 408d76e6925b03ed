"""What the page asks the store for, all in one job on the store's thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from typing import TYPE_CHECKING

from backrehab_desktop.core.progress import CALENDAR_WEEKS, has_entry, monday_of
from backrehab_desktop.core.records import TRIAL_ROUTINE_ID

if TYPE_CHECKING:
    from datetime import date

    from backrehab_desktop.core.records import (
        DailyPain,
        HistoryTotals,
        SessionSummary,
        WeeklyAdherence,
    )
    from backrehab_desktop.store.store import Store

CHARTS = "backrehab_desktop.ui.progress.charts_panel"
"""The module that needs pyqtgraph."""


@dataclass(frozen=True, slots=True)
class ProgressData:
    """Everything the page shows.

    The charts get the whole history, so that a change of range asks nobody.
    """

    today: date
    days: tuple[DailyPain, ...]
    weeks: tuple[WeeklyAdherence, ...]
    sessions: tuple[SessionSummary, ...]
    """Of the weeks in the calendar, without trials."""
    totals: HistoryTotals

    @property
    def first_day(self) -> date | None:
        """The first day with an entry or a session."""
        answered = next((day.day for day in self.days if has_entry(day)), None)
        firsts = [day for day in (answered, self.totals.first_day) if day is not None]
        return min(firsts, default=None)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was recorded yet."""
        return self.first_day is None and not self.sessions


def load_progress(store: Store, today: date) -> ProgressData:
    """Ask the store for the whole history; runs on the store's thread.

    Where there is something to draw, pyqtgraph is imported here as well: it
    takes 0.2 s that no frame should wait for.
    """
    first = monday_of(today) - timedelta(weeks=CALENDAR_WEEKS - 1)
    data = ProgressData(
        today=today,
        days=store.daily_pain(None, today),
        weeks=store.weekly_adherence(None, today),
        sessions=tuple(
            session
            for session in store.sessions(first, today)
            if session.routine_id != TRIAL_ROUTINE_ID
        ),
        totals=store.history_totals(),
    )
    if not data.is_empty:
        import_module(CHARTS)
    return data
