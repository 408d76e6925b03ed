"""What lies ahead on the Today page, and what lies behind, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backrehab_desktop.core import wording
from backrehab_desktop.ui.today.agenda import RowState, set_in_words

if TYPE_CHECKING:
    from backrehab_desktop.core.records import ExerciseDone, UnfinishedSession
    from backrehab_desktop.ui.today.agenda import Agenda
    from backrehab_desktop.ui.today.session_flow import SessionServices

# The player is imported late: the first paint does not need it.


def count_words(agenda: Agenda) -> str:
    """How many exercises there are: "six exercises"."""
    count = len(agenda.rows)
    return f"{wording.number_in_words(count)} exercise{'' if count == 1 else 's'}"


def stored_state(done: ExerciseDone | None) -> RowState:
    """How far an exercise has come today by what the store says."""
    if done is None or done.sets_done == 0:
        return RowState.TO_DO
    return RowState.DONE if done.sets_done >= done.sets_prescribed else RowState.PARTLY


def day_seconds(services: SessionServices) -> float:
    """How long the plan of the day takes if nothing interrupts."""
    from backrehab_desktop.core.player import build_script

    controller = services.controller
    script = build_script(services.plan_of(None).items, controller.pacing)
    return script.total_s + controller.settle_s


def where_stopped(session: UnfinishedSession, services: SessionServices) -> str:
    """Where a session would go on, such as "Bridge, set 2"."""
    from backrehab_desktop.app.session_controller import first_open_block
    from backrehab_desktop.core.player import build_script

    script = build_script(services.plan_of(session).items)
    index = first_open_block(script, session)
    if index >= len(script.blocks):
        return "the questions after the last set"
    block = script.blocks[index]
    exercise = services.exercise_of(block.exercise_id)
    return f"{exercise.name}, {set_in_words(block, exercise.side_noun)}"
