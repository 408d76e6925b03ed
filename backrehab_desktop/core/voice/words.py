"""The lines the voice can speak: what each is for, and which values may be filled in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backrehab_desktop.core.voice_level import VoiceLevel


class Line(StrEnum):
    """One thing to say; the value is its key in the file of words."""

    FIRST_EXERCISE = "first_exercise"
    NEXT_EXERCISE = "next_exercise"
    NEXT_POSITION = "next_position"
    """The next exercise, when it is done in another position."""
    READY = "ready"
    """The start pose, shortly before the first repetition."""
    NEXT_SET = "next_set"
    """Shortly before a further set."""
    MOVE = "move"
    REPETITION = "repetition"
    """The number of the repetition, once the movement is known."""
    LAST_REPETITION = "last_repetition"
    HOLD = "hold"
    HOLD_AGAIN = "hold_again"
    """A hold whose cue has been heard."""
    BREATHE_IN = "breathe_in"
    BREATHE_OUT = "breathe_out"
    HALF_TIME = "half_time"
    COUNT = "count"
    """One of the last seconds."""
    RETURN = "return"
    RETURN_AGAIN = "return_again"
    REST = "rest"
    REST_SET = "rest_set"
    TURN = "turn"
    """The side of the next repetition, where sides take turns."""
    SWITCH_SIDE = "switch_side"
    DONE = "done"
    PAUSED = "paused"
    PAUSED_AFTER_GAP = "paused_after_gap"
    STOPPED_FOR_PAIN = "stopped_for_pain"
    """It hurts: asks how much."""
    GOING_ON = "going_on"
    """After a pause."""
    ENDED_EARLY = "ended_early"
    SKIPPED = "skipped"
    AGAIN = "again"
    """This set from its beginning."""
    BACK = "back"
    """The set before."""
    MORE_REST = "more_rest"
    SLOWER = "slower"
    FASTER = "faster"
    AS_SHOWN = "as_shown"
    """The tempo is the normal one again."""
    TEMPO_LIMIT = "tempo_limit"
    FINISH_SET = "finish_set"
    """It hurts: the exercise ends with this set."""
    MIRROR_ON = "mirror_on"
    MIRROR_OFF = "mirror_off"
    FLOOR_ON = "floor_on"
    FLOOR_OFF = "floor_off"
    SOUND_ON = "sound_on"
    SOUND_OFF = "sound_off"
    """To be read only."""


_EXERCISE = frozenset({"name", "position", "dose", "side"})

PLACEHOLDERS: Mapping[Line, frozenset[str]] = MappingProxyType(
    {
        Line.FIRST_EXERCISE: _EXERCISE | {"cue"},
        Line.NEXT_EXERCISE: _EXERCISE,
        Line.NEXT_POSITION: _EXERCISE,
        Line.READY: frozenset({"cue", "side"}),
        Line.NEXT_SET: frozenset({"set", "sets", "side"}),
        Line.MOVE: frozenset({"cue", "number"}),
        Line.REPETITION: frozenset({"number"}),
        Line.LAST_REPETITION: frozenset({"cue"}),
        Line.HOLD: frozenset({"cue", "seconds"}),
        Line.COUNT: frozenset({"number"}),
        Line.RETURN: frozenset({"cue"}),
        Line.REST_SET: frozenset({"seconds", "set", "sets"}),
        Line.TURN: frozenset({"side"}),
        Line.SWITCH_SIDE: frozenset({"side"}),
        Line.GOING_ON: frozenset({"name"}),
        Line.MORE_REST: frozenset({"seconds"}),
        Line.SLOWER: frozenset({"tempo"}),
        Line.FASTER: frozenset({"tempo"}),
        Line.TEMPO_LIMIT: frozenset({"tempo"}),
    }
)
"""What a line may fill in; a line that is not named fills in nothing."""


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """The wordings of one line, the fullest first, and the least level it is heard at."""

    level: VoiceLevel
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VoiceWords:
    """All lines of one language."""

    language: str
    """A tag such as "en"."""
    lines: Mapping[Line, SpokenLine]

    def wordings(self, line: Line, level: VoiceLevel, **values: str) -> tuple[str, ...]:
        """The wordings of ``line`` with ``values`` filled in; none if ``level`` leaves it out.

        A wording that needs a value that is empty is left out.
        """
        spoken = self.lines[line]
        if not level.speaks or not level.includes(spoken.level):
            return ()
        empty = [name for name, value in values.items() if not value]
        return tuple(
            text.format_map(values)
            for text in spoken.texts
            if not any("{" + name + "}" in text for name in empty)
        )
