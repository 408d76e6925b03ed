"""What the tests of the window share: a clock, a store that answers at once, a session's page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QObject, QRect, QSize, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

import backrehab_desktop.resources_rc  # noqa: F401  (icons)
from backrehab_desktop.app.session_controller import SessionController
from backrehab_desktop.app.session_plan import SessionPlan
from backrehab_desktop.app.settings import ThemeChoice
from backrehab_desktop.core.exercise import (
    Category,
    Cues,
    Dose,
    Effect,
    Exercise,
    Position,
    Side,
    Sides,
)
from backrehab_desktop.core.player import PhaseKind, PlannedExercise, PlayerState
from backrehab_desktop.ui.theme.manager import ThemeManager
from backrehab_desktop.ui.theme.tokens import Theme, load_theme
from backrehab_desktop.ui.today.agenda import Agenda, AgendaRow
from backrehab_desktop.ui.today.page import TodayPage
from backrehab_desktop.ui.today.session_flow import SessionServices
from backrehab_desktop.ui.widgets.button import ActionButton
from backrehab_desktop.ui.window import MainWindow


class FakeClock:
    """A clock that stands still until it is moved."""

    rate = 1.0

    def __init__(self) -> None:
        self.now_s = 1000.0
        self.start = datetime(2026, 10, 14, 9, 12, tzinfo=UTC)

    def monotonic_s(self) -> float:
        return self.now_s

    def now(self) -> datetime:
        return self.start + timedelta(seconds=self.now_s - 1000.0)


@dataclass
class FakeStore:
    """Remembers what was written, in order."""

    calls: list[tuple[str, Any]] = field(default_factory=list)
    unfinished: Any = None
    done: dict[str, Any] = field(default_factory=dict)

    def begin_session(self, start: Any, pain_before: Any) -> str:
        self.calls.append(("begin", pain_before.value))
        return "session"

    def record_set(self, session_id: str, record: Any) -> None:
        self.calls.append(("set", record))

    def record_rating(self, session_id: str, rating: Any) -> None:
        self.calls.append(("rating", (rating.question, rating.value)))

    def finish_session(self, session_id: str, outcome: Any, pain_after: Any) -> None:
        self.calls.append(("finish", (outcome.end, outcome.note, pain_after.value)))

    def remove_session(self, session_id: str) -> None:
        self.calls.append(("remove", session_id))

    def names(self) -> list[str]:
        return [name for name, _ in self.calls]

    def last(self, name: str) -> Any:
        return [value for called, value in self.calls if called == name][-1]


class FakeWorker:
    """Runs jobs at once, or holds their answers back until they are let go."""

    def __init__(self) -> None:
        self.store = FakeStore()
        self.holds_back = False
        self._waiting: list[Callable[[], None]] = []

    def submit(
        self,
        function: Callable[[Any], Any],
        on_done: Callable[[Any], None] | None = None,
        on_error: Callable[[Any], None] | None = None,
    ) -> None:
        def answer() -> None:
            result = function(self.store)
            if on_done is not None:
                on_done(result)

        if self.holds_back:
            self._waiting.append(answer)
        else:
            answer()

    def let_go(self) -> None:
        self.holds_back = False
        while self._waiting:
            self._waiting.pop(0)()


class FakeTones:
    def __init__(self) -> None:
        self.played: list[str] = []

    def play(self, tone: str) -> None:
        self.played.append(tone)


class NoMotions(QObject):
    """Motions that never come; the pages must do without."""

    motion_ready = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.requests: list[str] = []

    def request(self, exercise_id: str, side: Side) -> None:
        self.requests.append(exercise_id)


class NoThumbnails(QObject):
    thumbnail_ready = Signal(str)

    def request(self, exercise_id: str, size: QSize, theme: Theme) -> QPixmap | None:
        return None


@pytest.fixture(autouse=True)
def ample_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The screen of the offscreen platform is smaller than the window usually is."""
    monkeypatch.setattr(MainWindow, "_room", lambda _: QRect(0, 0, 1920, 1080))


@pytest.fixture
def theme() -> Theme:
    return load_theme("light")


@pytest.fixture
def themes(qapp: QApplication) -> Iterator[ThemeManager]:
    """The look of the program, taken away again afterwards."""
    palette, font = qapp.palette(), qapp.font()
    manager = ThemeManager(qapp, ThemeChoice.LIGHT)
    manager.show_sheet()
    yield manager
    manager.setParent(None)
    manager.deleteLater()
    qapp.setStyleSheet("")
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def worker() -> FakeWorker:
    return FakeWorker()


@pytest.fixture
def tones() -> FakeTones:
    return FakeTones()


@pytest.fixture
def motions(qapp: QApplication) -> NoMotions:
    return NoMotions()


@pytest.fixture
def thumbnails(qapp: QApplication) -> NoThumbnails:
    return NoThumbnails()


def _shown_buttons(window: QWidget) -> list[QAbstractButton]:
    return [button for button in window.findChildren(QAbstractButton) if button.isVisible()]


def _cut_off(window: QWidget) -> list[str]:
    """Visible buttons and labels that are not wholly inside the window or under their need."""
    wrong = []
    for widget in (*_shown_buttons(window), *window.findChildren(QLabel)):
        if not widget.isVisible() or widget.visibleRegion().isEmpty():
            continue
        area = widget.rect().translated(widget.mapTo(window, widget.rect().topLeft()))
        if not window.rect().contains(area):
            wrong.append(f"outside: {widget.text()!r} {area}")
        elif widget.visibleRegion().boundingRect() != widget.rect():
            wrong.append(f"covered: {widget.text()!r}")
        elif isinstance(widget, ActionButton) and widget.width() < widget.sizeHint().width():
            wrong.append(f"squeezed: {widget.text()!r}")
        elif isinstance(widget, QRadioButton) and widget.width() < 48:
            wrong.append(f"squeezed: {widget.text()!r} {widget.width()}")
        elif isinstance(widget, QLabel) and widget.hasHeightForWidth():
            need = widget.heightForWidth(widget.width())
            if widget.height() < need:
                wrong.append(f"too low: {widget.text()!r} {widget.height()} < {need}")
    return wrong


@pytest.fixture
def shown_buttons() -> Callable[[QWidget], list[QAbstractButton]]:
    """The visible buttons of a window."""
    return _shown_buttons


@pytest.fixture
def cut_off() -> Callable[[QWidget], list[str]]:
    """What of a window cannot be seen whole."""
    return _cut_off


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
