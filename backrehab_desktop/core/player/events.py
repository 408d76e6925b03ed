"""What the player tells: each event carries the exact moment it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from backrehab_desktop.core.player.script import Block, Phase


class PauseReason(StrEnum):
    """Why the session stands still."""

    USER = "user"
    GAP = "gap"
    """Nobody looked at the clock for too long: the computer slept or was stopped."""
    PAIN = "pain"


@dataclass(frozen=True, slots=True)
class PhaseEntered:
    """A phase began at ``at_s``, which is its exact time and not that of the tick."""

    at_s: float
    phase: Phase
    index: int
    """Position of the phase in the script."""
    continued: bool = False
    """Whether the phase goes on after a pause instead of beginning."""


@dataclass(frozen=True, slots=True)
class LeadInEntered:
    """The short get-ready after a pause began; the phase goes on when it ends."""

    at_s: float
    duration_s: float
    phase: Phase


@dataclass(frozen=True, slots=True)
class SetFinished:
    """A block came to its end, done or left. A later one for the same block replaces it.

    A block that is done again tells only of a better result, so no set counts twice.
    """

    at_s: float
    index: int
    """Position of the block in the script."""
    block: Block
    repetitions_done: int
    """Whole repetitions."""
    held_s: float
    """Seconds spent in hold phases; never more than the dose."""
    completed: bool
    started_s: float
    """When the first repetition began, or ``at_s`` if none did."""


@dataclass(frozen=True, slots=True)
class Paused:
    """The session stopped at ``at_s``; nothing after that moment is credited."""

    at_s: float
    reason: PauseReason


@dataclass(frozen=True, slots=True)
class Resumed:
    """The session goes on."""

    at_s: float


@dataclass(frozen=True, slots=True)
class Finished:
    """The session is over; ``early`` when the person ended it before the last set."""

    at_s: float
    early: bool


Event: TypeAlias = PhaseEntered | LeadInEntered | SetFinished | Paused | Resumed | Finished
