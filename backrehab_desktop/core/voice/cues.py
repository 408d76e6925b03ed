"""From a phase of the script to what is said in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from math import inf
from typing import TYPE_CHECKING, Final

from backrehab_desktop.core import wording
from backrehab_desktop.core.breathing import breaths
from backrehab_desktop.core.exercise import Side, Sides
from backrehab_desktop.core.player import Phase, PhaseKind, Script
from backrehab_desktop.core.voice.words import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from backrehab_desktop.core.exercise import Exercise
    from backrehab_desktop.core.voice.words import VoiceWords
    from backrehab_desktop.core.voice_level import VoiceLevel

COUNTED_FROM_S: Final = 5.0
"""Shorter waits and holds are over before a count of three would help."""
REST_NAMED_FROM_S: Final = 5.0
HALF_TIME_FROM_S: Final = 20.0

_COUNTED: Final = 3
_TAUGHT: Final = 2
# Repetitions whose cues are spoken in full; from then on the number is enough.


class Weight(IntEnum):
    """What gives way to what."""

    EXTRA = 0
    """Left out while anything else is spoken."""
    PHASE = 1
    """Belongs to a change of phase: what is still being spoken stops for it."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One thing to say at one moment of a phase."""

    at_s: float
    """Seconds from the beginning of the phase."""
    line: Line
    texts: tuple[str, ...]
    """Wordings, the fullest first; the first that fits is spoken."""
    room_s: float
    """Seconds until something else is due."""
    weight: Weight = Weight.PHASE


@dataclass(frozen=True, slots=True)
class _Wish:
    at_s: float
    line: Line
    values: Mapping[str, str] = field(default_factory=dict)
    weight: Weight = Weight.PHASE


def cues_of(
    script: Script,
    index: int,
    duration_s: float,
    exercise_of: Callable[[str], Exercise],
    words: VoiceWords,
    level: VoiceLevel,
) -> tuple[Cue, ...]:
    """What is said in the phase at ``index``, in order, if it lasts ``duration_s``.

    ``duration_s`` may differ from the script's: a rest can be lengthened.
    """
    phase = script.phases[index]
    exercise = exercise_of(script.blocks[phase.block].exercise_id)
    opening = _opening(script, index, exercise)
    wishes = [
        *([opening] if opening else []),
        *_middle(phase, duration_s),
        *_count(phase, duration_s),
    ]
    spoken = [
        (wish, texts)
        for wish in sorted(wishes, key=lambda wish: wish.at_s)
        if (texts := words.wordings(wish.line, level, **wish.values))
    ]
    # The last words of a session may take their time.
    end_s = inf if phase.kind is PhaseKind.DONE else duration_s
    cues: list[Cue] = []
    for wish, texts in reversed(spoken):
        cues.insert(0, Cue(wish.at_s, wish.line, texts, end_s - wish.at_s, wish.weight))
        end_s = wish.at_s
    return tuple(cues)


def _opening(script: Script, index: int, exercise: Exercise) -> _Wish | None:
    """What is said as the phase begins."""
    phase = script.phases[index]
    if phase.kind is PhaseKind.GET_READY:
        return _get_ready(script, index, exercise)
    if phase.kind.is_repetition:
        return _repetition(script, phase, exercise)
    if phase.kind is PhaseKind.DONE:
        return _Wish(0.0, Line.DONE)
    return _waiting(script, phase, exercise)


def _repetition(script: Script, phase: Phase, exercise: Exercise) -> _Wish:
    """A part of a repetition: taught in the first ones, later just named."""
    cues = exercise.cues
    taught = _is_taught(script, phase)
    if phase.kind is PhaseKind.HOLD:
        seconds = wording.seconds_in_words(phase.duration_s)
        again = _Wish(0.0, Line.HOLD_AGAIN)
        return _Wish(0.0, Line.HOLD, {"cue": cues.hold, "seconds": seconds}) if taught else again
    if phase.kind is PhaseKind.RETURN:
        return _Wish(
            0.0, *((Line.RETURN, {"cue": cues.return_}) if taught else (Line.RETURN_AGAIN,))
        )
    rounds = _rounds(script, phase)
    number = _number(-(-phase.repetition // rounds))
    if taught:
        return _Wish(0.0, Line.MOVE, {"cue": cues.move, "number": number})
    if phase.repetition > script.blocks[phase.block].repetitions - rounds > 0:
        return _Wish(0.0, Line.LAST_REPETITION, {"cue": cues.move})
    return _Wish(0.0, Line.REPETITION, {"number": number})


def _waiting(script: Script, phase: Phase, exercise: Exercise) -> _Wish | None:
    """A rest, a turn or the way to the next exercise."""
    block = script.blocks[phase.block]
    if phase.kind is PhaseKind.CHANGE:
        before = script.items[script.blocks[phase.block - 1].item]
        same = before.position is script.items[block.item].position
        line = Line.NEXT_EXERCISE if same else Line.NEXT_POSITION
        return _Wish(0.0, line, _introduction(script, phase, exercise))
    if phase.kind is PhaseKind.REST_SET:
        seconds = wording.seconds_in_words(phase.duration_s)
        sets = {"set": str(block.set_number), "sets": str(block.sets)}
        return _Wish(0.0, Line.REST_SET, {"seconds": seconds, **sets})
    if phase.kind is PhaseKind.SWITCH_SIDE:
        line = Line.TURN if block.side is None else Line.SWITCH_SIDE
        return _Wish(0.0, line, {"side": _side(phase.side, exercise)})
    # Between quick repetitions a word for each rest would be a drone.
    return _Wish(0.0, Line.REST) if phase.duration_s >= REST_NAMED_FROM_S else None


def _get_ready(script: Script, index: int, exercise: Exercise) -> _Wish:
    phase = script.phases[index]
    block = script.blocks[phase.block]
    waited = index > 0 and script.phases[index - 1].block == phase.block
    ready = {"cue": exercise.cues.ready, "side": _side(phase.side, exercise)}
    if not waited:
        return _Wish(0.0, Line.FIRST_EXERCISE, {**_introduction(script, phase, exercise), **ready})
    if phase.block == 0 or script.blocks[phase.block - 1].item != block.item:
        return _Wish(0.0, Line.READY, ready)
    of_many = block.sets > 1
    sets = {"set": str(block.set_number) if of_many else "", "sets": str(block.sets)}
    return _Wish(0.0, Line.NEXT_SET, {**sets, "side": ready["side"]})


def _introduction(script: Script, phase: Phase, exercise: Exercise) -> dict[str, str]:
    item = script.items[script.blocks[phase.block].item]
    position = wording.position_in_words(item.position)
    return {
        "name": item.name,
        "position": position[:1].lower() + position[1:],
        "dose": wording.exercise_dose_in_words(exercise, item.dose),
        "side": _side(phase.side, exercise),
    }


def _rounds(script: Script, phase: Phase) -> int:
    """How many repetitions make one for each side."""
    sides = script.items[script.blocks[phase.block].item].sides
    return 2 if sides is Sides.ALTERNATING else 1


def _is_taught(script: Script, phase: Phase) -> bool:
    """Whether the phase's own cue is still spoken: the first repetitions of the first set."""
    block = script.blocks[phase.block]
    return block.set_number == 1 and phase.repetition <= _TAUGHT * _rounds(script, phase)


def _number(number: int) -> str:
    return wording.capitalised(wording.number_in_words(number))


def _side(side: Side | None, exercise: Exercise) -> str:
    return "" if side is None else f"{wording.capitalised(side.value)} {exercise.side_noun}"


def _middle(phase: Phase, duration_s: float) -> Iterator[_Wish]:
    """Half time and the breathing guide of a long hold."""
    if phase.kind is not PhaseKind.HOLD:
        return
    half_s = duration_s / 2.0
    has_half_time = duration_s >= HALF_TIME_FROM_S
    if has_half_time:
        yield _Wish(half_s, Line.HALF_TIME)
    end_s = duration_s - _COUNTED - 1.0
    for breath in breaths(duration_s):
        beside = has_half_time and abs(breath.at_s - half_s) < 1.5
        if breath.at_s < end_s and not beside:
            line = Line.BREATHE_IN if breath.inward else Line.BREATHE_OUT
            yield _Wish(breath.at_s, line, weight=Weight.EXTRA)


def _count(phase: Phase, duration_s: float) -> Iterator[_Wish]:
    """Three, two, one."""
    if phase.kind not in (PhaseKind.HOLD, PhaseKind.GET_READY) or duration_s < COUNTED_FROM_S:
        return
    for left in range(_COUNTED, 0, -1):
        yield _Wish(duration_s - left, Line.COUNT, {"number": _number(left)})
