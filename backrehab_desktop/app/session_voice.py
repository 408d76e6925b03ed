"""Speaks a session: what the narration decides, through the voice, with captions."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from backrehab_desktop.catalogue.voice import load_voice_words
from backrehab_desktop.core.voice import Line, Narration, Say, SpokenPace, VoiceLevel, VoiceWords

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from backrehab_desktop.app.speech import Voice
    from backrehab_desktop.core.exercise import Exercise
    from backrehab_desktop.core.player import Event, PlayerState, Script


class Narrator(Protocol):
    """What speaks a session; must return at once and never raise."""

    @property
    def next_due_s(self) -> float | None:
        """When it wants to be asked again, on the session's clock."""
        ...

    def begin(self, script: Script) -> None:
        """A session of this script starts."""
        ...

    def follow(self, events: Sequence[Event], state: PlayerState, now_s: float) -> bool:
        """Speak what has happened; whether words are heard that no tone may cover."""
        ...

    def answer(self, line: Line, **values: str) -> None:
        """The person has just done this: say it with what follows."""
        ...


class SessionVoice(QObject):
    """The narrator of the program. ``rate`` is that of the session's clock."""

    captioned = Signal(str)
    """What is being spoken, to be read as well; empty for silence."""
    noted = Signal(str)
    """What the person has just done, to be read for a moment, whatever is spoken."""

    def __init__(
        self,
        voice: Voice,
        exercise_of: Callable[[str], Exercise],
        rate: float,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._voice = voice
        self._exercise_of = exercise_of
        self._rate = rate
        self._level = VoiceLevel.TONES
        self._pace = SpokenPace()
        self._narration: Narration | None = None
        voice.spoken.connect(self._pace.learn)

    @cached_property
    def _words(self) -> VoiceWords:
        return load_voice_words()

    @property
    def level(self) -> VoiceLevel:
        """How much is spoken."""
        return self._level

    def set_level(self, level: VoiceLevel) -> None:
        """Speak this much from now on; a silent level stops in the middle of a word."""
        self._level = level
        if self._narration is not None:
            self._narration.level = level
        if not level.speaks:
            self._fall_silent()

    @property
    def next_due_s(self) -> float | None:
        """When the next cue is due."""
        return self._narration.next_due_s if self._narration is not None else None

    def begin(self, script: Script) -> None:
        """Get ready to speak this session."""
        if self._level.speaks:
            self._voice.prepare()
        self._narration = Narration(
            script,
            self._exercise_of,
            self._words,
            self._level,
            pace=self._pace,
            rate=self._rate,
        )

    def follow(self, events: Sequence[Event], state: PlayerState, now_s: float) -> bool:
        """Speak what is due; whether a voice says it, or still says what came before a count."""
        if self._narration is None:
            return False
        spoken = False
        for speech in self._narration.follow(events, state, now_s):
            if isinstance(speech, Say) and self._voice.available:
                self._voice.say(speech.text, speech.expected_s)
                self.captioned.emit(speech.text)
                spoken = True
            else:
                self._fall_silent()
        between = not events and self._narration.is_speaking(now_s)
        return spoken or (between and self._voice.available)

    def answer(self, line: Line, **values: str) -> None:
        """Tell what the person has just done: to be read at once, and heard with what follows."""
        self.noted.emit(self._words.wordings(line, VoiceLevel.FULL, **values)[0])
        if self._narration is not None:
            self._narration.answer(line, **values)

    def _fall_silent(self) -> None:
        self._voice.stop()
        self.captioned.emit("")
