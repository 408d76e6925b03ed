"""A Today page on a small plan, with the real controller and player and a clock that is moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from backrehab_desktop.app.session_controller import SessionController
from backrehab_desktop.app.session_plan import SessionPlan
from backrehab_desktop.core.exercise import (
    Category,
    Cues,
    Dose,
    Effect,
    Exercise,
    Position,
    Sides,
)
from backrehab_desktop.core.player import PhaseKind, PlannedExercise, PlayerState
from backrehab_desktop.ui.theme.manager import ThemeManager
from backrehab_desktop.ui.theme.tokens import Theme
from backrehab_desktop.ui.today.agenda import Agenda, AgendaRow
from backrehab_desktop.ui.today.page import TodayPage
from backrehab_desktop.ui.today.session_flow import SessionServices


def make_exercise(exercise_id: str, **values: Any) -> Exercise:
    plain: dict[str, Any] = {
        "id": exercise_id,
        "name": exercise_id.replace("-", " ").capitalize(),
        "category": Category.STRENGTH,
        "position": Position.SUPINE,
        "effect": Effect.WORK,
        "sides": Sides.BOTH,
        "start_dose": DOSE,
        "cap_dose": DOSE,
        "targets": ("buttocks",),
        "purpose": "Strengthens.",
        "steps": ("Do it.",),
        "breathing": "Breathe.",
        "self_check": "Look.",
        "mistakes": ("One.", "Two."),
        "cautions": ("It hurts.",),
        "cues": Cues("Knees bent", "Lift your hips", "Squeeze", "Lower slowly"),
        "equipment": ("mat",),
    }
    return Exercise(**(plain | values))


DOSE = Dose(
    sets=2, repetitions=2, hold_s=5.0, rest_between_repetitions_s=3.0, rest_between_sets_s=30.0
)
BRIDGE = make_exercise("bridge")
STRETCH = make_exercise(
    "knee-to-chest",
    effect=Effect.STRETCH,
    sides=Sides.ONE_THEN_OTHER,
    side_noun="leg",
    targets=("low back", "buttocks"),
)
BIRD_DOG = make_exercise(
    "bird-dog", sides=Sides.ALTERNATING, position=Position.QUADRUPED, equipment=("mat", "towel")
)
ONE_SET = Dose(sets=1, repetitions=2, hold_s=4.0, rest_between_repetitions_s=3.0)
EXERCISES = {exercise.id: exercise for exercise in (BRIDGE, STRETCH, BIRD_DOG)}
ROWS = (AgendaRow(BRIDGE, DOSE), AgendaRow(STRETCH, ONE_SET), AgendaRow(BIRD_DOG, ONE_SET))


def make_plan() -> SessionPlan:
    return SessionPlan(
        "starter",
        tuple(
            PlannedExercise(
                exercise_id=row.exercise.id,
                name=row.exercise.name,
                position=row.exercise.position,
                sides=row.exercise.sides,
                dose=row.dose,
                move_s=2.0,
                return_s=2.0,
            )
            for row in ROWS
        ),
    )


@dataclass
class Scene:
    """The page and everything behind it."""

    page: TodayPage
    controller: SessionController
    clock: Any
    worker: Any
    tones: Any
    motions: Any
    signals: list[str] = field(default_factory=list)

    @property
    def state(self) -> PlayerState:
        state = self.controller.state()
        assert state is not None
        return state

    def wait(self, seconds: float) -> None:
        """Let the time pass, as the controller's timer would: never more than a second at once."""
        left = seconds
        while left > 0:
            step = min(left, 0.5)
            left -= step
            self.clock.now_s += step
            self.controller.tick()

    def wait_for(self, fits: Callable[[PlayerState], bool], limit_s: float = 900.0) -> PlayerState:
        """Let the time pass until a state fits."""
        for _ in range(int(limit_s / 0.25)):
            if fits(self.state):
                return self.state
            self.clock.now_s += 0.25
            self.controller.tick()
        raise AssertionError("the session never came there")

    def wait_for_kind(self, kind: PhaseKind) -> PlayerState:
        return self.wait_for(lambda state: state.kind is kind)

    def finish(self) -> None:
        """Let the session run to its end."""
        self.wait_for(lambda state: state.status.value == "done")


@pytest.fixture
def scene(
    qtbot: QtBot,
    theme: Theme,
    themes: ThemeManager,
    clock: Any,
    worker: Any,
    tones: Any,
    motions: Any,
    thumbnails: Any,
) -> Iterator[Scene]:
    page = TodayPage(theme, Agenda(ROWS))
    page.set_thumbnails(thumbnails)
    page.set_date(clock.now().date())
    page.resize(1192, 800)
    qtbot.addWidget(page)
    controller = SessionController(worker, clock, tones)
    page.attach(
        SessionServices(controller, motions, EXERCISES.__getitem__, lambda _: make_plan(), clock)
    )
    page.show_unfinished(None)
    page.show()
    qtbot.waitExposed(page)
    qtbot.waitUntil(lambda: page.is_complete, timeout=1000)
    page.activateWindow()
    page.before.start.setFocus()
    yield Scene(page, controller, clock, worker, tones, motions)
    controller.close()
