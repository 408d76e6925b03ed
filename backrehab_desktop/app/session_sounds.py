"""Which tone marks what happens in a session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from backrehab_desktop.app.tones import Tone
from backrehab_desktop.core.player import (
    Event,
    LeadInEntered,
    PhaseEntered,
    PhaseKind,
    PlayerState,
    PlayerStatus,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_STALE_S = 0.5
# A tone this late would mark a moment that has passed; the next one is near.

_TONE_OF = {
    PhaseKind.GET_READY: Tone.GET_READY,
    PhaseKind.MOVE: Tone.MOVE,
    PhaseKind.HOLD: Tone.HOLD,
    PhaseKind.RETURN: Tone.RELEASE,
    PhaseKind.REST: Tone.REST,
    PhaseKind.SWITCH_SIDE: Tone.SWITCH_SIDE,
    PhaseKind.REST_SET: Tone.REST,
    PhaseKind.CHANGE: Tone.CHANGE,
    PhaseKind.DONE: Tone.DONE,
}


class Tones(Protocol):
    """What sounds the tones; must return at once and never raise."""

    def play(self, tone: Tone) -> None:
        """Sound a tone now."""
        ...


class SessionSounds:
    """Sounds the newest change of phase, and counts the last seconds of a wait or hold.

    ``rate`` is that of the session's clock: seconds of it in one real second.
    """

    def __init__(self, tones: Tones, rate: float) -> None:
        self._tones = tones
        self._stale_s = _STALE_S * rate
        self._counted = 0

    def follow(
        self, events: Sequence[Event], state: PlayerState, now_s: float, *, spoken: bool = False
    ) -> None:
        """Sound what has happened, or a second of the countdown, unless it was ``spoken``."""
        if state.status is PlayerStatus.PAUSED:
            return
        entered = [e for e in events if isinstance(e, PhaseEntered | LeadInEntered)]
        if entered:
            self._counted = state.countdown
            if now_s - entered[-1].at_s < self._stale_s and not spoken:
                self._tones.play(_tone_of(entered[-1]))
        elif state.in_last_seconds and state.countdown != self._counted:
            self._counted = state.countdown
            if not spoken:
                self._tones.play(Tone.TICK)


def _tone_of(event: PhaseEntered | LeadInEntered) -> Tone:
    if isinstance(event, LeadInEntered):
        return Tone.GET_READY
    return _TONE_OF[event.phase.kind]
