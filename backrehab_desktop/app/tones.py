"""Short sounds at the changes of phase; silence, with a reason, where there is no audio."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, Signal


class Tone(StrEnum):
    """One sound; the value is its file name in the resource."""

    GET_READY = "get_ready"
    MOVE = "move"
    HOLD = "hold"
    RELEASE = "release"
    TICK = "tick"
    SWITCH_SIDE = "switch_side"
    REST = "rest"
    CHANGE = "change"
    DONE = "done"


class TonePlayer(QObject):
    """Plays tones without ever blocking or raising.

    Nothing of QtMultimedia is touched before :meth:`prepare`, which is called
    once the window has been painted.
    """

    availability_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.enabled = True
        self.volume = 0.6

    @property
    def available(self) -> bool:
        """Whether sounds can be heard, as far as is known."""
        return False

    @property
    def message(self) -> str:
        """A sentence on why there is no sound; empty while there is."""
        return ""

    def prepare(self) -> None:
        """Load the sounds in the background."""

    def play(self, tone: Tone) -> None:
        """Sound ``tone`` if sounds are on and there is audio."""

    def close(self) -> None:
        """Let go of the audio device."""
