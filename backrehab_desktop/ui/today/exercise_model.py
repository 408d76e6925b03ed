"""The list of the day as a model: a heading for each position, then its exercises."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from backrehab_desktop.core import wording
from backrehab_desktop.ui.today.agenda import Agenda, AgendaRow, RowState

if TYPE_CHECKING:
    from collections.abc import Sequence

ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The :class:`ListRow` of an index."""

_AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class ListRow:
    """One line of the list: a heading, or an exercise."""

    heading: str = ""
    item: int = -1
    """Index of the exercise in the agenda; -1 for a heading."""
    row: AgendaRow | None = None
    state: RowState = RowState.TO_DO

    def words(self) -> str:
        """The line as it is read aloud."""
        if self.row is None:
            return self.heading
        return ", ".join((self.row.exercise.name, *self.row.dose_lines, self.state.value))


class ExerciseListModel(QAbstractListModel):
    """Headings cannot be selected; every line says itself in words."""

    def __init__(self, agenda: Agenda) -> None:
        """All exercises are still to do."""
        super().__init__()
        self._rows: list[ListRow] = []
        before = None
        for item, row in enumerate(agenda.rows):
            position = row.exercise.position
            if position is not before:
                self._rows.append(ListRow(heading=wording.position_in_words(position)))
                before = position
            self._rows.append(ListRow(item=item, row=row))

    def rowCount(self, parent: _AnyIndex | None = None) -> int:
        """The number of lines, headings included."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: _AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:  # noqa: ANN401 (Qt's own type)
        """The words of a line, or the line itself."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.words()
        return None

    def flags(self, index: _AnyIndex) -> Qt.ItemFlag:
        """Only exercises can be chosen; the keyboard passes over what is not enabled."""
        if not index.isValid() or self._rows[index.row()].row is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def set_states(self, states: Sequence[RowState]) -> None:
        """How far each exercise has come, in the agenda's order."""
        for place, row in enumerate(self._rows):
            if row.row is not None and row.state is not states[row.item]:
                self._rows[place] = replace(row, state=states[row.item])
                index = self.index(place)
                self.dataChanged.emit(index, index)

    def index_of(self, item: int) -> QModelIndex:
        """The line of an exercise."""
        for place, row in enumerate(self._rows):
            if row.item == item:
                return self.index(place)
        return QModelIndex()
