"""Which sets of a session are on the disk."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from backrehab_desktop.ui.today.agenda import RowState

if TYPE_CHECKING:
    from backrehab_desktop.core.player import PlayerState, Script, SetFinished
    from backrehab_desktop.core.records import SetRecord


@dataclass(slots=True)
class SessionTally:
    """Which sets of a session are on the disk; only those count as done."""

    script: Script
    _outcomes: dict[int, bool] = field(default_factory=dict)
    """By block: whether every repetition was done."""

    def take(self, event: SetFinished) -> None:
        """Count a set the store has confirmed."""
        self._outcomes[event.index] = event.completed or self._outcomes.get(event.index, False)

    def take_stored(self, record: SetRecord) -> None:
        """Count a set of the session that is being resumed."""
        for index, block in enumerate(self.script.blocks):
            if (block.item, block.set_number, block.side) == record.key:
                self._outcomes[index] = record.completed

    def completed_sets(self, item: int) -> tuple[int, int]:
        """Finished sets of an exercise, and all of them."""
        indices = self._blocks(item)
        return sum(self._outcomes.get(index, False) for index in indices), len(indices)

    def row_state(self, item: int, current: int | None) -> RowState:
        """What the list shows for an exercise; ``current`` is the one under way."""
        indices = self._blocks(item)
        done, count = self.completed_sets(item)
        if done == count:
            return RowState.DONE
        if item == current:
            return RowState.CURRENT
        reached = all(index in self._outcomes for index in indices)
        passed = current is not None and item < current
        return RowState.PARTLY if done or reached or passed else RowState.TO_DO

    def part(self, item: int, state: PlayerState | None) -> float:
        """How far an exercise has come, 0 to 1, with the set under way."""
        done, count = self.completed_sets(item)
        if state is None or state.block.item != item or done == count:
            return done / count
        under_way = state.repetitions_done / state.block.repetitions
        return min(1.0, (done + under_way) / count)

    def exercises_done(self) -> int:
        """Exercises with all their sets on the disk."""
        items = range(len(self.script.items))
        return sum(self.row_state(item, None) is RowState.DONE for item in items)

    def _blocks(self, item: int) -> list[int]:
        blocks = enumerate(self.script.blocks)
        return [index for index, block in blocks if block.item == item]
