"""Trying a single exercise, beside the list of the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backrehab_desktop.ui.today.agenda import RowState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backrehab_desktop.core.records import UnfinishedSession
    from backrehab_desktop.ui.today.agenda import Agenda

SESSION_RUNS = "A session is under way. Finish or leave it on Today, then try this exercise."
ANSWERS_WAIT = "Save the answers of your last session on Today, then try this exercise."
CUT_OFF = "A session waits on Today to be gone on with. Finish it, then try this exercise."
NOT_READY = "Your history is still being opened. Try again in a moment."


def tried_exercise(session: UnfinishedSession | None) -> str | None:
    """Id of the exercise a cut-off session tried; ``None`` for a session of the day."""
    # The records load after the first paint, which shows none.
    from backrehab_desktop.core.records import TRIAL_ROUTINE_ID

    if session is None or session.start.routine_id != TRIAL_ROUTINE_ID:
        return None
    return session.start.items[0].exercise_id


def states_while_trying(
    day: Sequence[RowState], agenda: Agenda, tried: str, *, under_way: bool
) -> tuple[list[RowState], int | None]:
    """What the list shows during a trial, and its current row if the exercise is in it.

    A trial counts for nothing, so the list falls back to ``day`` once it is over.
    """
    states = list(day)
    places = (place for place, row in enumerate(agenda.rows) if row.exercise.id == tried)
    current = next(places, None) if under_way else None
    if current is not None:
        states[current] = RowState.CURRENT
    return states, current
