"""What may follow "It hurts": the rules R15 to R18 of the clinical algorithm.

Zones of R15, with p the pain now and d its rise since before the session:
green p <= 2, amber p 3 to 5 with d <= 1 or p > 5 with d <= 0, orange p 3 to 5
with d >= 2, red p > 5 with d >= 1. Severe (R16) is taken as 7 and more, the
bound from which R14 plans no ordinary day.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

SEVERE_FROM: Final = 7
_WATCHED_FROM: Final = 4
"""R17: from here a pain that has risen should ease within a quarter of an hour."""


class WayOut(StrEnum):
    """How to go on after "It hurts"."""

    STOP = "stop"
    """End the session; it counts as stopped safely."""
    SKIP = "skip"
    """Leave this exercise."""
    FINISH_SET = "finish_set"
    """Do the rest of this set, then leave the exercise."""
    CONTINUE = "continue"


@dataclass(frozen=True, slots=True)
class HurtAdvice:
    """What is left to choose, and the rule that decided it."""

    rule: str
    """Such as "R16"; empty before there is an answer."""
    words: str
    """The rule in a sentence for the person."""
    ways: tuple[WayOut, ...]
    """The safest first."""


def advise(
    pain: int | None, before: int | None, *, is_stretch: bool, in_set: bool = True
) -> HurtAdvice:
    """What may follow a pain of ``pain``, 0 to 10 or not given.

    A session without an answer ``before`` counts as begun without pain, which
    is the careful side. ``in_set`` says whether a set is under way that could
    be finished.
    """
    leave = (WayOut.STOP, WayOut.SKIP)
    if pain is None:
        return HurtAdvice("", "If the pain is sharp or strong, stop for today.", leave)
    rise = pain - (before or 0)
    if pain >= SEVERE_FROM:
        words = f"Pain of {SEVERE_FROM} or more ends the session. Stopping now is the right thing."
        return HurtAdvice("R16", words, (WayOut.STOP,))
    if pain > 5 and rise >= 1:
        return HurtAdvice("R15", _eased("More than 5 and rising: leave this exercise."), leave)
    if is_stretch:
        words = "A stretch may pull, but it should not hurt: leave this one."
        return HurtAdvice("R18", _watched(words, pain, rise), leave)
    if 3 <= pain <= 5 and rise >= 2:
        words = "It has risen by 2 or more: finish this set at most, then leave this exercise."
        ways = (*leave, WayOut.FINISH_SET) if in_set else leave
        return HurtAdvice("R15", _watched(words, pain, rise), ways)
    words = "You may go on. If the pain is sharp, stop for today."
    return HurtAdvice("R15", _watched(words, pain, rise), (*leave, WayOut.CONTINUE))


def after_session(worst: int | None, before: int | None, *, stopped: bool) -> str:
    """What to do now after a session with strong pain, in a sentence; "" where there was none.

    Strong is what ended it (R16) or was in the red zone (R15); the wait is that of R17.
    """
    red = worst is not None and worst > 5 and worst - (before or 0) >= 1
    if not stopped and not red and (worst is None or worst < SEVERE_FROM):
        return ""
    return (
        "Do no more exercises today, and contact a doctor "
        "if the pain does not ease within 15 minutes."
    )


def _watched(words: str, pain: int, rise: int) -> str:
    """R17 is added wherever it applies."""
    return _eased(words) if pain >= _WATCHED_FROM and rise > 0 else words


def _eased(words: str) -> str:
    return f"{words} If it does not ease within 15 minutes, stop and contact a doctor."
