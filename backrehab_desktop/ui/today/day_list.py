"""How far the list of the day has come, and what it shows while something else is tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backrehab_desktop.core import wording
from backrehab_desktop.ui.today.agenda import RowState
from backrehab_desktop.ui.today.outlook import stored_state
from backrehab_desktop.ui.today.trial import states_while_trying

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backrehab_desktop.core.records import ExerciseDone
    from backrehab_desktop.ui.today.agenda import Agenda
    from backrehab_desktop.ui.today.list_panel import ListPanel
    from backrehab_desktop.ui.today.session_flow import DayProgress


class DayList:
    """Keeps the marks and bars of ``panel``; a trial changes the marks, never the day."""

    def __init__(self, panel: ListPanel, agenda: Agenda) -> None:
        """Nothing is done yet."""
        self._panel = panel
        self._agenda = agenda
        self._states = [RowState.TO_DO] * len(agenda.rows)
        self.tried: str | None = None
        """The exercise that is tried beside the day."""

    @property
    def count(self) -> int:
        """How many exercises the day has."""
        return len(self._agenda.rows)

    def show_stored(self, done: Mapping[str, ExerciseDone]) -> bool:
        """Mark what the store says is done today; whether that is all."""
        self._states = [stored_state(done.get(row.exercise.id)) for row in self._agenda.rows]
        self._panel.show_states(self._states, None)
        finished = [state is RowState.DONE for state in self._states]
        self._panel.show_progress([float(is_done) for is_done in finished], sum(finished), "")
        return all(finished)

    def show_progress(self, progress: DayProgress) -> None:
        """Follow the session that runs, of the day or of a trial."""
        if self.tried is None:
            self._states = list(progress.states)
            self._panel.show_states(progress.states, progress.current)
            self._panel.show_progress(progress.parts, progress.done, progress.rest)
            return
        under_way = progress.current is not None
        states, current = states_while_trying(
            self._states, self._agenda, self.tried, under_way=under_way
        )
        self._panel.show_states(states, current)
        self._panel.show_trial(progress.rest)

    def show_estimate(self, seconds: float) -> None:
        """Say how long the day takes; nothing of it is done."""
        rest = wording.duration_in_words(seconds)
        self._panel.show_progress([0.0] * self.count, 0, rest)

    def begin_anew(self) -> None:
        """All of it is still to do."""
        self._states = [RowState.TO_DO] * self.count
        self._panel.show_states(self._states, None)
