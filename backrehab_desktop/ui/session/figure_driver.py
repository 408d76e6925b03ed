"""Moves the figure and the ring with the session; the only frame timer of the page."""

from __future__ import annotations

from enum import Enum
from math import floor, pi
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from backrehab_desktop.core.breathing import fullness_at
from backrehab_desktop.core.exercise import Side, Sides
from backrehab_desktop.core.figure.breath import breath_at
from backrehab_desktop.core.figure.timeline import Part
from backrehab_desktop.core.player import PhaseKind, PlayerStatus

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from backrehab_desktop.core.figure.motion import Motion
    from backrehab_desktop.core.player import PlayerState
    from backrehab_desktop.ui.figure.figure_view import FigureView

FRAME_MS = 16
"""While the figure moves: 60 frames a second."""
RING_MS = 33
"""While only the ring moves."""
_SLOWEST_RING_MS = 200
_RING_STEP_PX = 0.7
_BREATH_STEPS_PER_S = 8
"""A slow, small movement needs no more pictures."""

_PARTS = {
    PhaseKind.MOVE: Part.MOVE,
    PhaseKind.HOLD: Part.HOLD,
    PhaseKind.RETURN: Part.RETURN,
}


class Pace(Enum):
    """What has to be painted again and again."""

    STILL = "still"
    RING = "ring"
    FIGURE = "figure"


class MotionSource(Protocol):
    """Where motions come from; :class:`~backrehab_desktop.app.motions.MotionLibrary` is one."""

    @property
    def motion_ready(self) -> SignalInstance:
        """Emits the exercise's id and its motion."""
        ...

    def request(self, exercise_id: str, side: Side) -> None:
        """Ask for a motion; ``motion_ready`` follows, at once when it is known."""
        ...


def pace_of(state: PlayerState | None, *, reduced_motion: bool) -> Pace:
    """What moves in this state: nothing while paused; a hold moves the ring, and the breath."""
    if state is None or state.status is not PlayerStatus.RUNNING or reduced_motion:
        return Pace.STILL
    if state.kind in (PhaseKind.MOVE, PhaseKind.RETURN):
        return Pace.FIGURE
    return Pace.RING


def ring_interval_ms(duration_s: float, diameter: int) -> int:
    """How often a ring has to be painted to move without visible steps, at most 30 times a second.

    A rest of a minute moves the ring by ten pixels a second: thirty paints for
    those would be waste.
    """
    steps = pi * diameter / _RING_STEP_PX
    return int(min(_SLOWEST_RING_MS, max(RING_MS, 1000.0 * duration_s / steps)))


def _breath(elapsed_s: float, hold_s: float) -> float:
    """How far in the figure has breathed: as the guide says where there is one, else at ease."""
    stepped_s = floor(elapsed_s * _BREATH_STEPS_PER_S) / _BREATH_STEPS_PER_S
    guided = fullness_at(stepped_s, hold_s)
    return breath_at(elapsed_s, hold_s) if guided is None else guided


class FigureDriver(QObject):
    """Shows the session's exercise in the view and asks for frames only while something moves.

    The figure does the current repetition: the player's move, hold and return
    are those of the motion, of the side whose turn it is. In every waiting
    phase it stands at the start.
    Both sides of an exercise are at hand before the second one's turn.
    """

    frame_due = Signal()
    """Paint the session as it is now."""

    def __init__(self, view: FigureView, motions: MotionSource, parent: QObject) -> None:
        """Drive ``view``; nothing runs yet."""
        super().__init__(parent)
        self._view = view
        self._motions = motions
        self._wanted = ""
        self._motions_of: dict[Side, Motion] = {}
        self._reduced_motion = False
        self._state: PlayerState | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.frame_due)
        motions.motion_ready.connect(self._take)

    @property
    def is_ticking(self) -> bool:
        """Whether frames are being asked for."""
        return self._timer.isActive()

    @property
    def interval_ms(self) -> int:
        """The time between two frames."""
        return self._timer.interval()

    def set_reduced_motion(self, reduced: bool) -> None:
        """Hold still: key poses cross-fade, and the ring steps with the seconds."""
        self._reduced_motion = reduced
        self._view.set_reduced_motion(reduced)

    def show_exercise(self, exercise_id: str, state: PlayerState | None = None) -> None:
        """Show an exercise; without a state it stands in its hold, as on a picture."""
        self._state = state
        if exercise_id != self._wanted:
            self._wanted = exercise_id
            self._motions_of = {}
            self._motions.request(exercise_id, Side.RIGHT)
        if state is not None and state.item.sides is not Sides.BOTH:
            self._motions.request(exercise_id, Side.LEFT)
        self.apply(state)

    def apply(self, state: PlayerState | None) -> None:
        """Put the figure where the session is."""
        self._state = state
        side = Side.RIGHT if state is None else state.phase.side or Side.RIGHT
        motion = self._motions_of.get(side)
        if motion is None:
            return
        self._view.set_motion(motion)
        if state is None:
            self._view.set_direction(Part.HOLD)
            self._view.set_sample(motion.timeline.sample(Part.HOLD, 0.0))
            return
        part = _PARTS[state.figure_kind]
        # In the lead-in after a pause it waits too, and an arrow would say otherwise.
        self._view.set_direction(part if state.kind.is_repetition else None)
        self._view.set_sample(motion.timeline.sample(part, state.figure_fraction))
        holds = state.kind is PhaseKind.HOLD
        self._view.set_breath(_breath(state.elapsed_s, state.duration_s) if holds else 0.0)

    def run(self, state: PlayerState | None, ring_diameter: int) -> None:
        """Ask for frames as often as this state needs them, and not at all while it stands."""
        pace = pace_of(state, reduced_motion=self._reduced_motion)
        if pace is Pace.STILL or state is None:
            self._timer.stop()
            return
        interval = FRAME_MS
        if pace is Pace.RING:
            interval = ring_interval_ms(state.duration_s, ring_diameter)
        if not self._timer.isActive() or self._timer.interval() != interval:
            self._timer.start(interval)

    def stop(self) -> None:
        """No more frames."""
        self._timer.stop()

    def _take(self, exercise_id: str, motion: Motion) -> None:
        if exercise_id != self._wanted or self._motions_of.get(motion.side) is motion:
            return
        self._motions_of[motion.side] = motion
        self.apply(self._state)
        if len(self._motions_of) > 1:
            # Whichever side is not shown now comes next.
            self._view.prepare_motion(motion)
