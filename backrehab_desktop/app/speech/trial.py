"""Lets a person hear the voice they have chosen, or says why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot

from backrehab_desktop.app.speech.voice import no_voice
from backrehab_desktop.app.tones import Tone

if TYPE_CHECKING:
    from backrehab_desktop.app.session_sounds import Tones
    from backrehab_desktop.app.speech.voice import Voice

SENTENCE: Final = "Hold for five seconds. Keep breathing."
_EXPECTED_S: Final = 3.5


class VoiceTrial(QObject):
    """Speaks one sentence when asked; a tone takes its place where there is no voice."""

    changed = Signal()
    """The voices or the message are others now."""

    def __init__(self, voice: Voice, tones: Tones, parent: QObject) -> None:
        """Nothing is started yet."""
        super().__init__(parent)
        self._voice = voice
        self._tones = tones
        self._is_wanted = False
        self._message = ""
        voice.availability_changed.connect(self._take)

    @property
    def voices(self) -> tuple[str, ...]:
        """Names to choose from, once they are known."""
        return self._voice.voices

    @property
    def message(self) -> str:
        """What is to be read about the voice; empty when all is well."""
        return self._message

    def look(self) -> None:
        """Find out which voices there are."""
        self._voice.prepare()
        self._tell()

    def try_it(self) -> None:
        """Speak, as soon as the voice is ready."""
        if self._voice.available:
            self._voice.say(SENTENCE, _EXPECTED_S)
            return
        self._is_wanted = True
        self._voice.prepare()
        if self._voice.is_starting:
            self._tell("The voice is starting.")
        else:
            self._take(False)

    @Slot(bool)
    def _take(self, available: bool) -> None:
        wanted, self._is_wanted = self._is_wanted, False
        if wanted and available:
            self._voice.say(SENTENCE, _EXPECTED_S)
        elif wanted:
            self._tones.play(Tone.GET_READY)
        fault = self._voice.message or (no_voice("none was found") if wanted else "")
        self._tell("" if available else fault)

    def _tell(self, message: str = "") -> None:
        self._message = message or self._voice.message
        self.changed.emit()
