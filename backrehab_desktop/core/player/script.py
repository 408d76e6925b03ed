"""The script of a session: every phase in order with its exact duration, worked out beforehand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import accumulate
from typing import TYPE_CHECKING

from backrehab_desktop.core.exercise import Side, Sides

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from backrehab_desktop.core.player.plan import PlannedExercise


class PhaseKind(StrEnum):
    """What the person does during a phase."""

    GET_READY = "get_ready"
    MOVE = "move"
    HOLD = "hold"
    RETURN = "return"
    REST = "rest"
    """Between two repetitions."""
    SWITCH_SIDE = "switch_side"
    REST_SET = "rest_set"
    """Between two sets of one exercise."""
    CHANGE = "change"
    """Between two exercises; the block of the phase is the one that comes next."""
    DONE = "done"

    @property
    def is_repetition(self) -> bool:
        """Whether the phase is part of a repetition: the figure is away from its start."""
        return self in _REPETITION

    @property
    def is_rest(self) -> bool:
        """Whether the phase is a pause in the work that can be lengthened."""
        return self in _RESTS


_REPETITION = frozenset({PhaseKind.MOVE, PhaseKind.HOLD, PhaseKind.RETURN})
_RESTS = frozenset({PhaseKind.REST, PhaseKind.SWITCH_SIDE, PhaseKind.REST_SET, PhaseKind.CHANGE})


@dataclass(frozen=True, slots=True)
class Pacing:
    """The times between the work that no dose prescribes, in seconds."""

    get_ready_s: float = 5.0
    """Before the first set of an exercise."""
    lead_in_s: float = 3.0
    """Before every further set and side."""
    turn_s: float = 2.0
    """Least time to change sides between two repetitions that alternate."""
    switch_side_s: float = 6.0
    """To change sides between one side of a set and the other."""
    change_s: float = 8.0
    """To the next exercise in the same position."""
    change_position_s: float = 15.0
    """To the next exercise in another position."""


@dataclass(frozen=True, slots=True)
class Block:
    """The unit that is stored: one set, or one side of a set done one side after the other."""

    item: int
    """Index of the planned exercise."""
    exercise_id: str
    set_number: int
    """From 1."""
    sets: int
    side: Side | None
    """The side of the whole block; ``None`` when both work or they alternate."""
    repetitions: int
    """All repetitions of the block: for alternating sides, those of both sides together."""
    hold_s: float


@dataclass(frozen=True, slots=True)
class Phase:
    """One stretch of time with one thing to do."""

    kind: PhaseKind
    block: int
    """Index of the block it belongs to; waiting phases belong to the block they lead to."""
    side: Side | None
    """The side that works or comes next; ``None`` when both work together."""
    repetition: int
    """From 1 within the block; in a waiting phase the repetition that comes next."""
    duration_s: float
    ends_repetition: bool = False
    ends_block: bool = False


@dataclass(frozen=True, slots=True)
class Script:
    """A whole session laid out in time. Build it with :func:`build_script`."""

    items: tuple[PlannedExercise, ...]
    blocks: tuple[Block, ...]
    phases: tuple[Phase, ...]
    """In order; the last is DONE and lasts no time."""
    starts_s: tuple[float, ...]
    """When each phase starts if nothing interrupts, seconds from the start of the session."""
    block_starts: tuple[int, ...]
    """For each block the index of the phase to start it at: its get-ready."""
    pacing: Pacing

    @property
    def total_s(self) -> float:
        """How long the session takes if nothing interrupts."""
        return self.starts_s[-1]

    def entry_of_block(self, block: int) -> int:
        """Index of the phase that follows block - 1: the rest or change before ``block``.

        For the number of blocks itself it is the DONE phase.
        """
        if block >= len(self.blocks):
            return len(self.phases) - 1
        index = self.block_starts[block]
        while index > 0 and self.phases[index - 1].block == block:
            index -= 1
        return index

    def with_tempo(self, item: int, tempo: float) -> Script:
        """The same session with the movement of one exercise at another tempo.

        Raises ``ValueError`` for a tempo that is not above zero.
        """
        items = list(self.items)
        items[item] = replace(items[item], tempo=tempo)
        return build_script(items, self.pacing)

    def block_after_item(self, item: int) -> int:
        """Index of the first block that belongs to a later exercise than ``item``."""
        return sum(block.item <= item for block in self.blocks)


def build_script(items: Sequence[PlannedExercise], pacing: Pacing | None = None) -> Script:
    """Lay out a session: exercises in the given order, each with all its sets and sides.

    Phases that would last no time are left out, so a dose without a hold has no
    hold phase. Raises ``ValueError`` if there is nothing to do.
    """
    if not items:
        raise ValueError("a session needs at least one exercise")
    pacing = pacing or Pacing()
    blocks = tuple(block for index, item in enumerate(items) for block in _blocks_of(index, item))
    phases: list[Phase] = []
    starts: list[int] = []
    for number, block in enumerate(blocks):
        item = items[block.item]
        if number > 0:
            wait = _wait_before(items, blocks[number - 1], block, pacing)
            phases += _lasting(Phase(wait[0], number, _side_of(item, block, 1), 1, wait[1]))
        first_of_item = number == 0 or blocks[number - 1].item != block.item
        starts.append(len(phases))
        ready_s = pacing.get_ready_s if first_of_item else pacing.lead_in_s
        phases += _lasting(Phase(PhaseKind.GET_READY, number, _side_of(item, block, 1), 1, ready_s))
        phases += _repetitions(number, item, block, pacing)
    last = phases[-1]
    phases.append(Phase(PhaseKind.DONE, last.block, last.side, last.repetition, 0.0))
    times_s = tuple(accumulate((phase.duration_s for phase in phases[:-1]), initial=0.0))
    return Script(tuple(items), blocks, tuple(phases), times_s, tuple(starts), pacing)


def _lasting(phase: Phase) -> tuple[Phase, ...]:
    return (phase,) if phase.duration_s > 0.0 else ()


def _blocks_of(index: int, item: PlannedExercise) -> Iterator[Block]:
    dose = item.dose
    sides: tuple[Side | None, ...] = (None,)
    repetitions = dose.repetitions
    if item.sides is Sides.ONE_THEN_OTHER:
        sides = (Side.RIGHT, Side.LEFT)
    elif item.sides is Sides.ALTERNATING:
        repetitions = 2 * dose.repetitions
    for number in range(1, dose.sets + 1):
        for side in sides:
            yield Block(index, item.exercise_id, number, dose.sets, side, repetitions, dose.hold_s)


def _side_of(item: PlannedExercise, block: Block, repetition: int) -> Side | None:
    if item.sides is Sides.ALTERNATING:
        return Side.RIGHT if repetition % 2 == 1 else Side.LEFT
    return block.side


def _wait_before(
    items: Sequence[PlannedExercise], before: Block, block: Block, pacing: Pacing
) -> tuple[PhaseKind, float]:
    """Kind and seconds of the wait between two neighbouring blocks."""
    item = items[block.item]
    if before.item != block.item:
        same_position = items[before.item].position is item.position
        change_s = pacing.change_s if same_position else pacing.change_position_s
        return PhaseKind.CHANGE, change_s
    if before.set_number == block.set_number:
        return PhaseKind.SWITCH_SIDE, pacing.switch_side_s
    return PhaseKind.REST_SET, item.dose.rest_between_sets_s


def _repetitions(
    number: int, item: PlannedExercise, block: Block, pacing: Pacing
) -> Iterator[Phase]:
    """The phases of all repetitions of a block, with the rests between them."""
    rest_s = item.dose.rest_between_repetitions_s
    alternating = item.sides is Sides.ALTERNATING
    for repetition in range(1, block.repetitions + 1):
        side = _side_of(item, block, repetition)
        if repetition > 1:
            kind = PhaseKind.SWITCH_SIDE if alternating else PhaseKind.REST
            wait_s = max(rest_s, pacing.turn_s) if alternating else rest_s
            yield from _lasting(Phase(kind, number, side, repetition, wait_s))
        parts = [
            (kind, duration_s)
            for kind, duration_s in (
                (PhaseKind.MOVE, item.move_s / item.tempo),
                (PhaseKind.HOLD, item.dose.hold_s),
                (PhaseKind.RETURN, item.return_s / item.tempo),
            )
            if duration_s > 0.0
        ]
        for place, (kind, duration_s) in enumerate(parts, start=1):
            last = place == len(parts)
            ends_block = last and repetition == block.repetitions
            yield Phase(kind, number, side, repetition, duration_s, last, ends_block)
