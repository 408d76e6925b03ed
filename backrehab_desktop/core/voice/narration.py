"""When the voice speaks: never late, never two things at once, silent in a pause."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Final, TypeAlias

from backrehab_desktop.core.player import (
    Event,
    Finished,
    LeadInEntered,
    Paused,
    PauseReason,
    PhaseEntered,
    PlayerState,
    PlayerStatus,
    Resumed,
    Script,
)
from backrehab_desktop.core.voice.cues import Cue, Weight, cues_of
from backrehab_desktop.core.voice.pace import SpokenPace
from backrehab_desktop.core.voice.words import Line, VoiceWords

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from backrehab_desktop.core.exercise import Exercise
    from backrehab_desktop.core.voice_level import VoiceLevel

LATE_S: Final = 0.15
"""A cue that could only begin later than this is left out (the project's own bound)."""

ANSWER_WAIT_S: Final = 2.0
"""An answer to a key that could only be heard later than this is left out (a judgement)."""

_PAUSE_LINES: Final = {
    PauseReason.USER: Line.PAUSED,
    PauseReason.GAP: Line.PAUSED_AFTER_GAP,
    PauseReason.PAIN: Line.STOPPED_FOR_PAIN,
}


@dataclass(frozen=True, slots=True)
class Say:
    """Speak ``text`` now; whatever is being spoken stops for it."""

    text: str
    line: Line
    expected_s: float
    """How long it should take."""


@dataclass(frozen=True, slots=True)
class Silence:
    """Stop speaking."""


Speech: TypeAlias = Say | Silence


class Narration:
    """Follows one session and says what to speak at each moment.

    ``rate`` is that of the session's clock: its seconds in one real second. Words
    take real time, so a session that runs faster has less room for them.
    """

    def __init__(
        self,
        script: Script,
        exercise_of: Callable[[str], Exercise],
        words: VoiceWords,
        level: VoiceLevel,
        *,
        pace: SpokenPace | None = None,
        rate: float = 1.0,
    ) -> None:
        self._level = level
        self._script = script
        self._exercise_of = exercise_of
        self._words = words
        self._pace = pace or SpokenPace()
        self._rate = rate
        self._cues: list[Cue] = []
        self._began_s = 0.0
        self._index = 0
        self._duration_s = 0.0
        self._quiet_at_s = 0.0
        self._room_s = inf
        """How long what was said last may take."""
        self._answer_line = Line.SKIPPED
        self._answer: tuple[str, ...] = ()
        """Wordings of what the person has just done, the fullest first."""
        self._answer_by_s: float | None = None
        self._answer_due_s: float | None = None

    @property
    def level(self) -> VoiceLevel:
        """How much is spoken. A silent level holds at once, another from the next phase on."""
        return self._level

    @level.setter
    def level(self, level: VoiceLevel) -> None:
        self._level = level
        if not level.speaks:
            self._cues, self._answer = [], ()

    @property
    def next_due_s(self) -> float | None:
        """When :meth:`follow` is to be called again; ``None`` when nothing is to come."""
        due_s = (self._next_cue_s, self._answer_due_s)
        return min((at_s for at_s in due_s if at_s is not None), default=None)

    @property
    def _next_cue_s(self) -> float | None:
        return self._began_s + self._cues[0].at_s if self._cues else None

    def is_speaking(self, now_s: float) -> bool:
        """Whether the last text is, by its length, still being spoken."""
        return now_s < self._quiet_at_s

    def answer(self, line: Line, **values: str) -> None:
        """Say what the person has just done, with the next :meth:`follow` or soon after.

        A phase that begins is told together with it where there is time for both,
        and without it where there is not.
        """
        self._answer_line = line
        self._answer = self._words.wordings(line, self.level, **values)
        self._answer_by_s = None

    def follow(self, events: Sequence[Event], state: PlayerState, now_s: float) -> list[Speech]:
        """What to speak at ``now_s``, after ``events`` brought the session to ``state``."""
        speech: list[Speech] = []
        for event in events:
            speech += self._take(event, state, now_s)
        self._keep_up_with(state)
        speech += self._due(now_s)
        return self._answering(speech[-1:], state, now_s)

    def _take(self, event: Event, state: PlayerState, now_s: float) -> list[Speech]:
        match event:
            case PhaseEntered(index=index, continued=continued):
                # Of several phases in one go only the last is still there to be spoken of.
                self._plan(index, now_s - state.elapsed_s, state.duration_s)
                if continued:
                    self._drop_before(state.elapsed_s)
            case Resumed():
                self.answer(Line.GOING_ON, name=state.item.name)
            case LeadInEntered():
                self._answer = ()
                self._cues = []
                return self._say(Line.GOING_ON, now_s, name=state.item.name)
            case Paused(reason=reason):
                self._cues, self._answer = [], ()
                self._quiet_at_s = now_s
                return self._say(_PAUSE_LINES[reason], now_s) or [Silence()]
            case Finished(early=True):
                self._cues, self._answer = [], ()
                return self._say(Line.ENDED_EARLY, now_s) or [Silence()]
        return []

    def _answering(self, speech: list[Speech], state: PlayerState, now_s: float) -> list[Speech]:
        """``speech`` and what the person has just done, without overlap."""
        self._answer_due_s = None
        if not self._answer:
            return speech
        if self._answer_by_s is None:
            self._answer_by_s = now_s + ANSWER_WAIT_S * self._rate
        if now_s > self._answer_by_s:
            self._answer = ()
        elif speech:
            speech = [self._joined(speech[0], now_s)]
        elif now_s < self._quiet_at_s:
            self._answer_due_s = self._quiet_at_s
        else:
            room_s = state.remaining_s if state.status is PlayerStatus.RUNNING else inf
            if self._next_cue_s is not None:
                room_s = min(room_s, self._next_cue_s - now_s)
            speech = self._first_fitting(self._answer, self._answer_line, now_s, room_s)
            self._answer = () if speech else self._answer
        return speech

    def _joined(self, speech: Speech, now_s: float) -> Speech:
        """Before the words of a phase, if they are not a count and there is room for both."""
        if isinstance(speech, Silence) or speech.line is Line.COUNT:
            return speech
        answers, self._answer = self._answer, ()
        for answer in answers:
            text = f"{answer} {speech.text}"
            if self._pace.seconds(text) * self._rate <= self._room_s:
                (joined,) = self._spoken(text, speech.line, now_s)
                return joined
        return speech

    def _plan(self, index: int, began_s: float, duration_s: float) -> None:
        self._index, self._began_s, self._duration_s = index, began_s, duration_s
        self._cues = list(
            cues_of(self._script, index, duration_s, self._exercise_of, self._words, self.level)
        )

    def _keep_up_with(self, state: PlayerState) -> None:
        """A lengthened rest is counted down at its new end."""
        changed = state.duration_s != self._duration_s
        if self._cues and not state.lead_in and changed:
            self._plan(self._index, self._began_s, state.duration_s)
            self._drop_before(state.elapsed_s)

    def _drop_before(self, elapsed_s: float) -> None:
        self._cues = [cue for cue in self._cues if cue.at_s > elapsed_s]

    def _due(self, now_s: float) -> list[Speech]:
        """The newest cue that is due, if it is in time and fits."""
        speech: list[Speech] = []
        while self._cues and self._began_s + self._cues[0].at_s <= now_s:
            cue = self._cues.pop(0)
            late_s = now_s - (self._began_s + cue.at_s)
            busy = cue.weight is Weight.EXTRA and self.is_speaking(now_s)
            if late_s <= LATE_S * self._rate and not busy:
                speech = self._fitting(cue, now_s, cue.room_s - late_s) or speech
        return speech

    def _fitting(self, cue: Cue, now_s: float, room_s: float) -> list[Speech]:
        return self._first_fitting(cue.texts, cue.line, now_s, room_s)

    def _first_fitting(
        self, texts: Sequence[str], line: Line, now_s: float, room_s: float
    ) -> list[Speech]:
        for text in texts:
            if self._pace.seconds(text) * self._rate <= room_s:
                self._room_s = room_s
                return self._spoken(text, line, now_s)
        return []

    def _say(self, line: Line, now_s: float, **values: str) -> list[Speech]:
        texts = self._words.wordings(line, self.level, **values)
        self._room_s = inf
        return self._spoken(texts[0], line, now_s) if texts else []

    def _spoken(self, text: str, line: Line, now_s: float) -> list[Speech]:
        expected_s = self._pace.seconds(text)
        self._quiet_at_s = now_s + expected_s * self._rate
        return [Say(text, line, expected_s)]
