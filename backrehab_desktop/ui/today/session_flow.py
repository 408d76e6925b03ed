"""Leads through one session: from the controller's signals to the panels of the page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from backrehab_desktop.core.exercise import Effect
from backrehab_desktop.core.hurt import WayOut, advise, after_session
from backrehab_desktop.core.player import (
    LeadInEntered,
    PauseReason,
    PhaseEntered,
    PhaseKind,
    PlayerState,
    PlayerStatus,
)
from backrehab_desktop.core.voice import Line
from backrehab_desktop.ui.session.captions import Captions
from backrehab_desktop.ui.session.commands import TEMPO_STEP, Command
from backrehab_desktop.ui.session.figure_driver import FigureDriver, MotionSource
from backrehab_desktop.ui.session.instrument_content import effect_color
from backrehab_desktop.ui.today.after_panel import AfterPanel, SessionFacts
from backrehab_desktop.ui.today.agenda import RowState, minutes_left
from backrehab_desktop.ui.today.session_panel import SessionPanel
from backrehab_desktop.ui.today.session_tally import SessionTally
from backrehab_desktop.ui.today.sitting import Sitting
from backrehab_desktop.ui.today.trial import tried_exercise

if TYPE_CHECKING:
    from collections.abc import Callable

    from backrehab_desktop.app.clock import SessionClock
    from backrehab_desktop.app.jobs import JobThread
    from backrehab_desktop.app.session_controller import SessionController, SessionResult
    from backrehab_desktop.app.session_plan import SessionPlan
    from backrehab_desktop.app.session_voice import SessionVoice
    from backrehab_desktop.core.exercise import Exercise
    from backrehab_desktop.core.player import SetFinished
    from backrehab_desktop.core.records import UnfinishedSession
    from backrehab_desktop.ui.session.surface import SessionSurface
    from backrehab_desktop.ui.theme.tokens import Theme


@dataclass(frozen=True, slots=True)
class SessionServices:
    """What a session needs beside its panels."""

    controller: SessionController
    motions: MotionSource
    exercise_of: Callable[[str], Exercise]
    plan_of: Callable[[UnfinishedSession | None], SessionPlan]
    """The plan of the day, or that of a session to go on with."""
    clock: SessionClock
    jobs: JobThread | None = None
    """The thread in which the figures are prepared; else each view has one of its own."""
    voice: SessionVoice | None = None
    """What speaks the session, to be read as well."""
    refusal: Callable[[], str | None] = lambda: None
    """Why no session can begin now, as a sentence; ``None`` when one can."""


@dataclass(frozen=True, slots=True)
class DayProgress:
    """How far the list of the day has come."""

    states: tuple[RowState, ...]
    parts: tuple[float, ...]
    current: int | None
    rest: str
    """What is left, in words."""

    @property
    def done(self) -> int:
        """Exercises that are done."""
        return sum(state is RowState.DONE for state in self.states)


class SessionFlow(QObject):
    """Owns the panels of a session and keeps them at what the controller says."""

    session_shown = Signal()
    """A session began: show its panel."""
    questions_shown = Signal()
    """The session ended: show what follows it."""
    put_away = Signal()
    """The session was left unfinished."""
    concluded = Signal()
    """The session and its answers are on the disk."""
    floor_toggled = Signal()
    """To floor mode, or back to the page."""
    sound_toggled = Signal()
    progress_changed = Signal(object)
    """The :class:`DayProgress`, for the list."""

    def __init__(self, theme: Theme, services: SessionServices, parent: QObject) -> None:
        """Build the panels; nothing is shown yet."""
        super().__init__(parent)
        self._services = services
        self.panel = SessionPanel(theme, services.jobs)
        self._theme = theme
        self._after: AfterPanel | None = None
        self.figure = self.panel.figure
        self.driver = FigureDriver(self.figure, services.motions, self)
        self.captions = Captions(self)
        self._surface: SessionSurface = self.panel
        self._surfaces: list[SessionSurface] = []
        self._reduced_motion = False
        self._tally: SessionTally | None = None
        self._resumed: UnfinishedSession | None = None
        self._pain_before: int | None = None
        self._result: SessionResult | None = None
        self._sitting = Sitting()
        self._exercise: Exercise | None = None
        self._pain_after: int | None = None
        self._pain_during: int | None = None
        """The worst answer of this sitting after "It hurts"."""
        self._again = False
        self._connect()
        self.add_surface(self.panel)

    @property
    def is_on_page(self) -> bool:
        """Whether the session is shown on the page, and not in floor mode."""
        return self._surface is self.panel

    @property
    def after(self) -> AfterPanel:
        """What follows a session; built when it is first needed."""
        if self._after is None:
            self._after = AfterPanel(self._theme)
            self._after.saved.connect(self._save)
            self._after.drop_requested.connect(self.controller.discard)
        return self._after

    @property
    def controller(self) -> SessionController:
        """The session itself."""
        return self._services.controller

    def _connect(self) -> None:
        controller = self.controller
        controller.started.connect(self._begin)
        controller.phase_entered.connect(self._enter)
        controller.state_changed.connect(self.refresh)
        controller.set_committed.connect(self._take_set)
        controller.finished.connect(self._finish)
        controller.concluded.connect(self._conclude)
        controller.left.connect(self._leave)
        controller.paused.connect(self._pause)
        controller.resumed.connect(self._resume)
        self.driver.frame_due.connect(self._frame)
        self.panel.command_given.connect(self.perform)
        controller.tempo_changed.connect(self._note_tempo)
        if self._services.voice is not None:
            self._services.voice.captioned.connect(self.captions.speak)
            self._services.voice.noted.connect(self.captions.note)
        self.captions.changed.connect(lambda words: self._surface.show_caption(words))

    # -- where it is shown --------------------------------------------------

    def add_surface(self, surface: SessionSurface) -> None:
        """Take one more place that can show the session; :meth:`show_on` goes there."""
        self._surfaces.append(surface)
        surface.flash.set_reduced_motion(self._reduced_motion)
        surface.ring.set_reduced_motion(self._reduced_motion)
        surface.hurt.answered.connect(self._advise)
        surface.hurt.way_chosen.connect(self._take_way)

    def show_on(self, surface: SessionSurface) -> None:
        """Show the session there from now on; the figure moves along, the session goes on."""
        if surface is self._surface:
            return
        was_asking = self._surface.is_asking
        self._surface.ask_about_pain(False)
        self._surface = surface
        surface.take_figure(self.figure)
        if self._exercise is not None:
            surface.show_exercise(self._exercise)
        surface.show_caption(self.captions.words)
        if was_asking:
            self._ask()
        self.refresh()

    # -- what the page asks for ---------------------------------------------

    def perform(self, command: Command) -> None:
        """Do what a key or a button asks for."""
        controller = self.controller
        actions: dict[Command, Callable[[], None]] = {
            Command.TOGGLE: controller.toggle,
            Command.PAUSE: controller.pause,
            Command.RESUME: controller.resume,
            Command.BACK: controller.back,
            Command.SKIP: controller.skip,
            Command.MORE_REST: controller.add_rest,
            Command.SLOWER: partial(self._change_tempo, -TEMPO_STEP),
            Command.FASTER: partial(self._change_tempo, TEMPO_STEP),
            Command.HURT: self.report_hurt,
            Command.MIRROR: self._mirror,
            Command.FLOOR: self.floor_toggled.emit,
            Command.SOUND: self.sound_toggled.emit,
        }
        actions[command]()

    def start(
        self,
        pain_before: int | None,
        resume: UnfinishedSession | None,
        plan: SessionPlan | None = None,
        *,
        again: bool = False,
    ) -> None:
        """Begin, or go on with a session that was cut off; ``plan`` instead of the day's.

        ``again``: all of the day was done before.
        """
        self._again = again
        self.panel.show_trial(plan is not None or tried_exercise(resume) is not None)
        self._resumed = resume
        self._pain_before = resume.pain_before if resume else pain_before
        self.controller.start(plan or self._services.plan_of(resume), pain_before, resume)

    def report_hurt(self) -> None:
        """It hurts: stand still at once and ask."""
        if self.controller.is_active and not self._surface.is_asking:
            self.controller.stop_for_pain()
            self._ask()

    def put_question_away(self) -> None:
        """Back to the instrument, which stands still."""
        self._surface.ask_about_pain(False)

    def show_sound(self, on: bool) -> None:
        """Show whether tones sound."""
        for surface in self._surfaces:
            surface.show_sound(on)

    def set_theme(self, theme: Theme) -> None:
        """Build what is still to be built in this theme."""
        self._theme = theme

    def set_reduced_motion(self, reduced: bool) -> None:
        """Hold still: no movement but the ring's, once a second."""
        self._reduced_motion = reduced
        self.driver.set_reduced_motion(reduced)
        for surface in self._surfaces:
            surface.flash.set_reduced_motion(reduced)
            surface.ring.set_reduced_motion(reduced)
        self.refresh()

    def refresh(self) -> None:
        """Show everything as it is now, and ask for frames if something moves."""
        state = self.controller.state()
        script = self.controller.script
        if state is None or script is None or self._exercise is None:
            self.driver.stop()
            return
        if self.controller.is_running:
            self._sitting.see(self._services.clock.monotonic_s())
        if state.status is not PlayerStatus.DONE:
            self._surface.show_state(state, script, self._exercise)
            self.driver.apply(state)
        visible = self._surface.isVisible()
        self.driver.run(state if visible else None, self._surface.ring.diameter)
        self._show_progress(state)

    # -- what the controller tells ------------------------------------------

    def _begin(self) -> None:
        script = self.controller.script
        if script is None:
            return
        self._tally = SessionTally(script)
        for record in self._resumed.sets if self._resumed else ():
            self._tally.take_stored(record)
        self._sitting = Sitting()
        self._sitting.go_on(self._services.clock.monotonic_s())
        self._result = None
        self._pain_after = None
        self._pain_during = None
        self._exercise = None
        self.captions.clear()
        self._surface.ask_about_pain(False)
        self.session_shown.emit()

    def _enter(self, event: PhaseEntered | LeadInEntered) -> None:
        script = self.controller.script
        if script is None or event.phase.kind is PhaseKind.DONE:
            return
        exercise = self._services.exercise_of(script.blocks[event.phase.block].exercise_id)
        if exercise is not self._exercise:
            self._exercise = exercise
            self._surface.show_exercise(exercise)
            self.driver.show_exercise(exercise.id, self.controller.state())
        self.captions.speak("")
        works = event.phase.kind.is_repetition and isinstance(event, PhaseEntered)
        role = effect_color(exercise.effect) if works else "accent"
        # In real seconds: a session that runs faster must not flash more often.
        clock = self._services.clock
        self._surface.flash.flash(role, clock.monotonic_s() / clock.rate)

    def _frame(self) -> None:
        state, script = self.controller.state(), self.controller.script
        if state is None or script is None or self._exercise is None:
            return
        self._surface.show_frame(state, script, self._exercise)
        self.driver.apply(state)

    def _pause(self, reason: PauseReason) -> None:
        away = reason is PauseReason.GAP
        self._sitting.rest(None if away else self._services.clock.monotonic_s())

    def _resume(self) -> None:
        self._sitting.go_on(self._services.clock.monotonic_s())
        if self._surface.is_asking:
            self._surface.ask_about_pain(False)

    def _take_set(self, event: SetFinished) -> None:
        if self._tally is not None:
            self._tally.take(event)
            self._show_progress(self.controller.state())
            if self._result is not None:
                self.after.update_facts(self._facts())
                self._show_end()

    def _finish(self, result: SessionResult) -> None:
        self.driver.stop()
        self._sitting.rest(self._services.clock.monotonic_s())
        self._result = result
        self.after.ask(self._facts())
        self._show_end()
        self.questions_shown.emit()

    def _conclude(self) -> None:
        self.after.show_end(self._facts())
        self.concluded.emit()

    def _leave(self) -> None:
        self.driver.stop()
        self._surface.ask_about_pain(False)
        self.put_away.emit()

    # -- what the panels tell -----------------------------------------------

    def _ask(self) -> None:
        self._surface.ask_about_pain(True)
        self._advise(None)

    def _advise(self, pain: int | None) -> None:
        """Say which ways out the rules leave after this answer."""
        state = self.controller.state()
        if state is None or self._exercise is None:
            return
        in_set = state.phase.kind.is_repetition or state.repetitions_done > 0
        is_stretch = self._exercise.effect is Effect.STRETCH
        self._surface.hurt.show_advice(
            advise(pain, self._pain_before, is_stretch=is_stretch, in_set=in_set)
        )

    def _take_way(self, way: WayOut, pain: int | None) -> None:
        """Go on as was chosen after "It hurts"; the answer is kept with the exercise."""
        controller = self.controller
        controller.report_pain(pain)
        if pain is not None:
            self._pain_during = max(pain, self._pain_during or 0)
        if way is WayOut.STOP:
            self.put_question_away()
            controller.finish_early()
            return
        if way is WayOut.SKIP:
            controller.skip_exercise()
        elif way is WayOut.FINISH_SET:
            controller.end_exercise_with_set()
        self.put_question_away()
        controller.resume()

    def _change_tempo(self, step: float) -> None:
        state = self.controller.state()
        if state is not None:
            self.controller.set_tempo(round(state.item.tempo + step, 1))

    def _note_tempo(self, _exercise_id: str, tempo: float) -> None:
        self.captions.note(f"Tempo {tempo:g}x")

    def _mirror(self) -> None:
        self.figure.set_mirrored(not self.figure.is_mirrored)
        self.controller.answer(Line.MIRROR_ON if self.figure.is_mirrored else Line.MIRROR_OFF)

    def _show_end(self) -> None:
        facts = self._facts()
        self._surface.show_end(facts.title(), f"{facts.details()} {facts.advice}".rstrip())

    def _save(self, pain: int | None, note: str) -> None:
        self._pain_after = pain
        self.controller.conclude(pain, note)

    # -- private ------------------------------------------------------------

    def _facts(self) -> SessionFacts:
        tally = self._tally
        if tally is None:
            return SessionFacts(0, 0, 0, 0, None)
        stopped = self._result is not None and self._result.stopped_for_pain
        answers = [a for a in (self._pain_during, self._pain_after) if a is not None]
        worst = max(answers, default=None)
        counts = [tally.completed_sets(item) for item in range(len(tally.script.items))]
        return SessionFacts(
            exercises_done=tally.exercises_done(),
            exercises=len(counts),
            sets_done=sum(done for done, _ in counts),
            sets=sum(count for _, count in counts),
            active_s=self._sitting.active_s,
            stopped_for_pain=stopped,
            pain_before=self._pain_before,
            pain_after=self._pain_after,
            again=self._again,
            advice=after_session(worst, self._pain_before, stopped=stopped),
        )

    def _show_progress(self, state: PlayerState | None) -> None:
        tally = self._tally
        if tally is None:
            return
        over = state is None or state.status is PlayerStatus.DONE
        current = None if over or state is None else state.block.item
        items = range(len(tally.script.items))
        rest = "" if over or state is None else minutes_left(state.session_remaining_s)
        self.progress_changed.emit(
            DayProgress(
                states=tuple(tally.row_state(item, current) for item in items),
                parts=tuple(tally.part(item, None if over else state) for item in items),
                current=current,
                rest=rest,
            )
        )
