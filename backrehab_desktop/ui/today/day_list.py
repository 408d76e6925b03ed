"""How far the list of the day has come, and what it shows while something else is tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backrehab_desktop.core import wording
from backrehab_desktop.ui.today.agenda import RowState
from backrehab_desktop.ui.today.outlook import stored_state
from backrehab_desktop.ui.today.trial import states_while_trying

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from backrehab_desktop.core.records import ExerciseDone
    from backrehab_desktop.ui.today.agenda import Agenda
    from backrehab_desktop.ui.today.list_panel import ListPanel
    from backrehab_desktop.ui.today.session_flow import DayProgress


_ORDER = (RowState.TO_DO, RowState.CURRENT, RowState.PARTLY, RowState.DONE)


def best(earlier: RowState, now: RowState) -> RowState:
    """How far an exercise has come by two sessions of a day; ``CURRENT`` is no result."""
    further = max(earlier, now, key=_ORDER.index)
    return earlier if further is RowState.CURRENT else further


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

    @property
    def is_all_done(self) -> bool:
        """Whether every exercise is done today."""
        return all(state is RowState.DONE for state in self._states)

    def show_stored(self, done: Mapping[str, ExerciseDone]) -> bool:
        """Mark what the store says is done today; whether that is all."""
        self._states = [stored_state(done.get(row.exercise.id)) for row in self._agenda.rows]
        self._panel.show_states(self._states, None)
        self._show_bars("")
        return self.is_all_done

    def show_progress(self, progress: DayProgress) -> None:
        """Follow the session that runs, of the day or of a trial."""
        if self.tried is None:
            self._states = [best(*pair) for pair in zip(self._states, progress.states, strict=True)]
            states = list(self._states)
            if progress.current is not None:
                states[progress.current] = progress.states[progress.current]
            self._panel.show_states(states, progress.current)
            self._show_bars(progress.rest, progress.parts)
            return
        under_way = progress.current is not None
        states, current = states_while_trying(
            self._states, self._agenda, self.tried, under_way=under_way
        )
        self._panel.show_states(states, current)
        self._panel.show_trial(progress.rest)

    def show_estimate(self, seconds: float) -> None:
        """Say how long the day takes."""
        words = wording.duration_in_words(seconds)
        self._show_bars(f"again: {words}" if self.is_all_done else words)

    def forget(self) -> None:
        """Another day has begun: all of it is still to do."""
        self._states = [RowState.TO_DO] * self.count
        self._panel.show_states(self._states, None)
        self._show_bars("")

    def _show_bars(self, rest: str, parts: Sequence[float] = ()) -> None:
        """What was done stays done, whatever a second session comes to."""
        done = [float(state is RowState.DONE) for state in self._states]
        both = [max(pair) for pair in zip(done, parts, strict=True)] if parts else done
        begun = any(state is not RowState.TO_DO for state in self._states) or any(both)
        self._panel.show_progress(both, round(sum(done)), rest, begun=begun or bool(parts))
