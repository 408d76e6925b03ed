"""A routine of twenty exercises with every kind of phase, fifty times faster than life."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from backrehab_desktop.app.clock import ScaledClock, SystemClock
from backrehab_desktop.app.session_controller import SessionController, SessionResult
from backrehab_desktop.app.session_plan import SessionPlan
from backrehab_desktop.app.store_worker import StoreWorker, database_opener
from backrehab_desktop.app.tones import Tone
from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
from backrehab_desktop.catalogue.motions import load_timeline
from backrehab_desktop.core.exercise import Dose, by_position
from backrehab_desktop.core.player import Pacing, PhaseEntered, PhaseKind, PlannedExercise

RATE = 50.0
COUNT = 20


class CountingTones:
    """Notes which tones would have sounded."""

    def __init__(self) -> None:
        self.heard: set[Tone] = set()

    def play(self, tone: Tone) -> None:
        """Note it."""
        self.heard.add(tone)


def plan() -> SessionPlan:
    """Twenty exercises; every third has two sets, so that sets are rested between, too."""
    items = []
    for place, exercise in enumerate(ExerciseCatalogue().all()[:COUNT]):
        pace = load_timeline(exercise.id)
        items.append(
            PlannedExercise(
                exercise.id,
                exercise.name,
                exercise.position,
                exercise.sides,
                Dose(2 if place % 3 == 0 else 1, 2 if place % 5 == 0 else 1, 3.0, 2.0, 6.0),
                pace.move_s,
                pace.return_s,
            )
        )
    return SessionPlan("starter", by_position(items, lambda item: item.position))


def test_twenty_exercises_run_through_by_themselves(qtbot: QtBot, tmp_path: Path) -> None:
    system = SystemClock()
    clock = ScaledClock(system, RATE)
    worker = StoreWorker(database_opener(tmp_path, system))
    tones = CountingTones()
    pacing = Pacing(2.0, 1.0, 1.0, 2.0, 2.0, 3.0)
    controller = SessionController(worker, clock, tones, pacing=pacing)
    entered: list[PhaseEntered] = []
    committed: list[object] = []
    controller.phase_entered.connect(entered.append)
    controller.set_committed.connect(committed.append)
    worker.start()
    began_s = clock.monotonic_s()
    with qtbot.waitSignal(controller.finished, timeout=60_000) as finished:
        controller.start(plan())
    script = controller.script
    assert script is not None
    with qtbot.waitSignal(controller.concluded, timeout=10_000):
        controller.conclude()
    sets_today: list[object] = []
    worker.submit(lambda store: store.sets_done_today(), sets_today.append)
    qtbot.waitUntil(lambda: bool(sets_today), timeout=10_000)
    controller.close()
    worker.close()
    assert finished.args == [SessionResult(len(script.blocks), len(script.blocks), False, False)]
    assert len(committed) == len(script.blocks)
    assert {phase.kind for phase in script.phases} == set(PhaseKind)
    assert [event.index for event in entered] == list(range(len(script.phases)))
    # The first get-ready is longer by the way to the mat, everything else is the script's.
    origin_s = entered[1].at_s - script.starts_s[1]
    for event in entered[1:]:
        assert event.at_s - origin_s == pytest.approx(script.starts_s[event.index], abs=1e-6)
    assert entered[0].at_s >= began_s
    assert {Tone.GET_READY, Tone.HOLD, Tone.SWITCH_SIDE, Tone.DONE} <= tones.heard
