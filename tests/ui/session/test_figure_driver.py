from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from backrehab_desktop.core.exercise import Side
from backrehab_desktop.core.figure.timeline import SAMPLES_PER_MOVE, Part, Timeline, TimelineKey
from backrehab_desktop.core.player import PhaseKind
from backrehab_desktop.ui.session.figure_driver import FigureDriver, ring_interval_ms

TIMELINE = Timeline(
    (TimelineKey("Start", 0.0), TimelineKey("Lift", 2.0), TimelineKey("End", 2.0)), 1
)


@dataclass(frozen=True)
class Motion:
    id: str
    side: Side
    timeline: Timeline = TIMELINE


@dataclass
class View:
    """What the figure was told."""

    motion: Any = None
    sample: float = -1.0
    part: Part | None = None
    prepared: list[Any] = field(default_factory=list)
    breath: float = 0.0

    def set_motion(self, motion: Any) -> None:
        self.motion = motion

    def prepare_motion(self, motion: Any) -> None:
        self.prepared.append(motion)

    def set_sample(self, sample: float) -> None:
        self.sample = sample

    def set_direction(self, part: Part | None) -> None:
        self.part = part

    def set_breath(self, breath: float) -> None:
        self.breath = breath

    def set_reduced_motion(self, reduced: bool) -> None:
        pass


class Motions(QObject):
    motion_ready = Signal(str, object)

    def request(self, exercise_id: str, side: Side) -> None:
        self.motion_ready.emit(exercise_id, Motion(exercise_id, side))


@pytest.fixture
def view() -> View:
    return View()


@pytest.fixture
def driver(qapp: QApplication, view: View) -> FigureDriver:
    motions = Motions()
    driver = FigureDriver(view, motions, motions)  # type: ignore[arg-type]
    driver.keep = motions  # type: ignore[attr-defined]
    return driver


def test_without_a_session_the_figure_stands_in_its_hold(driver: FigureDriver, view: View) -> None:
    driver.show_exercise("bridge")
    assert view.motion.id == "bridge"
    assert view.sample == TIMELINE.hold_sample


def test_the_figure_does_the_current_repetition(scene: Any, view: View) -> None:
    motions = Motions()
    driver = FigureDriver(view, motions, motions)  # type: ignore[arg-type]
    scene.page.before.start.click()
    driver.show_exercise("bridge", scene.state)
    assert (view.sample, view.part) == (0.0, None)  # getting ready: the start pose, no arrow
    scene.wait_for_kind(PhaseKind.MOVE)
    samples = []
    while scene.state.kind is PhaseKind.MOVE:
        driver.apply(scene.state)
        samples.append(view.sample)
        scene.wait(0.25)
    assert samples == sorted(samples)
    assert samples[-1] < TIMELINE.hold_sample
    driver.apply(scene.state)
    assert (view.sample, view.part) == (SAMPLES_PER_MOVE, Part.HOLD)
    scene.wait_for_kind(PhaseKind.RETURN)
    scene.wait(1.0)
    driver.apply(scene.state)
    assert SAMPLES_PER_MOVE < view.sample < 2 * SAMPLES_PER_MOVE
    assert view.part is Part.RETURN


def test_the_figure_breathes_in_a_long_hold_and_not_between_holds(scene: Any, view: View) -> None:
    motions = Motions()
    driver = FigureDriver(view, motions, motions)  # type: ignore[arg-type]
    scene.page.before.start.click()
    scene.wait_for(lambda s: s.kind is PhaseKind.HOLD and s.duration_s >= 4.0)
    driver.show_exercise("bridge", scene.state)
    breaths = []
    while scene.state.kind is PhaseKind.HOLD:
        driver.apply(scene.state)
        breaths.append(view.breath)
        scene.wait(0.25)
    assert breaths[0] < 0.05
    assert max(breaths) > 0.8
    driver.apply(scene.state)
    assert view.breath == 0.0


def test_the_side_whose_turn_it_is_moves_and_the_other_is_prepared(scene: Any, view: View) -> None:
    motions = Motions()
    driver = FigureDriver(view, motions, motions)  # type: ignore[arg-type]
    scene.page.before.start.click()
    scene.wait_for(lambda s: s.block.exercise_id == "bird-dog" and s.kind is PhaseKind.HOLD)
    driver.show_exercise("bird-dog", scene.state)
    assert view.motion.side is Side.RIGHT
    assert [motion.side for motion in view.prepared] == [Side.LEFT]
    scene.wait_for(lambda s: s.repetitions_done == 1 and s.kind is PhaseKind.HOLD)
    driver.apply(scene.state)
    assert view.motion.side is Side.LEFT


def test_a_motion_that_comes_too_late_is_not_shown(driver: FigureDriver, view: View) -> None:
    driver.show_exercise("bridge")
    driver.keep.motion_ready.emit("bird-dog", Motion("bird-dog", Side.RIGHT))  # type: ignore[attr-defined]
    assert view.motion.id == "bridge"


@pytest.mark.parametrize(("duration_s", "least", "most"), [(3, 33, 33), (30, 33, 40), (60, 60, 80)])
def test_a_slow_ring_is_painted_less_often(duration_s: float, least: int, most: int) -> None:
    assert least <= ring_interval_ms(duration_s, 196) <= most


def test_in_a_guided_hold_the_figure_breathes_with_the_guide(
    scene: Any, driver: FigureDriver, view: View
) -> None:
    scene.page.before.start.click()
    state = replace(scene.wait_for_kind(PhaseKind.HOLD), duration_s=30.0)
    driver.show_exercise("bridge", state)
    shown = []
    for elapsed_s in (2.0, 4.0, 6.0, 8.0, 10.0, 12.0):
        driver.apply(replace(state, elapsed_s=elapsed_s))
        shown.append(round(view.breath, 2))
    assert shown == [0.0, 0.0, 0.5, 1.0, 0.5, 0.0]
