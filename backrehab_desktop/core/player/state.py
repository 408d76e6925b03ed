"""What a session looks like at one moment: all that a window needs to paint it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from typing import TYPE_CHECKING

from backrehab_desktop.core.player.script import Block, Phase, PhaseKind

if TYPE_CHECKING:
    from backrehab_desktop.core.player.events import PauseReason
    from backrehab_desktop.core.player.plan import PlannedExercise

LAST_SECONDS = 3
"""How many seconds before the end are counted aloud."""

_ROUNDING_S = 1e-4
# Time left this close above a whole second shows as that second: rounding of the
# clock must not show "4" for a tenth of a millisecond after "3" was due.

_COUNTED = frozenset(PhaseKind) - {PhaseKind.MOVE, PhaseKind.RETURN, PhaseKind.DONE}


class PlayerStatus(StrEnum):
    """Whether time passes for the session."""

    READY = "ready"
    """Built but not started."""
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"


def countdown_s(remaining_s: float) -> int:
    """The whole second to show while ``remaining_s`` are left: 5 for the whole fifth second."""
    return max(0, ceil(remaining_s - _ROUNDING_S))


@dataclass(frozen=True, slots=True)
class PlayerState:
    """One moment of a session.

    ``phase`` is the phase of the script, ``kind`` what the person is told to do
    now: in the lead-in after a pause that is GET_READY while ``phase`` waits where
    it stopped, and the times are those of the lead-in.
    """

    status: PlayerStatus
    pause_reason: PauseReason | None
    item: PlannedExercise
    item_number: int
    """From 1."""
    items: int
    block: Block
    block_index: int
    phase: Phase
    kind: PhaseKind
    lead_in: bool
    elapsed_s: float
    """Of the phase, or of the lead-in."""
    duration_s: float
    """Of the phase with what was added to it, or of the lead-in."""
    phase_fraction: float
    """How far the script's phase has come, 0 to 1; stands still in the lead-in."""
    repetitions_done: int
    """Whole repetitions of the block."""
    session_remaining_s: float
    """Until the last phase has ended if nothing interrupts."""
    session_total_s: float

    @property
    def remaining_s(self) -> float:
        """Time left of the phase or the lead-in."""
        return max(0.0, self.duration_s - self.elapsed_s)

    @property
    def countdown(self) -> int:
        """Whole seconds left, as digits are shown."""
        return countdown_s(self.remaining_s)

    @property
    def in_last_seconds(self) -> bool:
        """Whether the end is near enough to be counted.

        Never while moving, nor in a wait too short to have anything before them.
        """
        long_enough = self.kind in _COUNTED and self.duration_s >= LAST_SECONDS
        return long_enough and 0 < self.countdown <= LAST_SECONDS

    @property
    def repetition(self) -> int:
        """The repetition that is under way or comes next, from 1."""
        return self.phase.repetition

    @property
    def figure_kind(self) -> PhaseKind:
        """MOVE, HOLD or RETURN: the part of the repetition the figure shows.

        In every waiting phase the figure stands at the start of its move.
        """
        return self.phase.kind if self.phase.kind.is_repetition else PhaseKind.MOVE

    @property
    def figure_fraction(self) -> float:
        """How far the figure has come in ``figure_kind``, 0 to 1."""
        return self.phase_fraction if self.phase.kind.is_repetition else 0.0
