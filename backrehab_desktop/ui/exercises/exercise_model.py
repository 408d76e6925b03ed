"""The exercises on show, as a model for the grid of cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from backrehab_desktop.core.wording import category_in_words

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from backrehab_desktop.core.exercise import Exercise

AnyIndex = QModelIndex | QPersistentModelIndex

EXERCISE_ROLE = Qt.ItemDataRole.UserRole + 1
"""The :class:`Exercise` of a row."""
PLANNED_ROLE = Qt.ItemDataRole.UserRole + 2
"""Whether the exercise is in the plan."""

_NO_PARENT = QModelIndex()


class ExerciseModel(QAbstractListModel):
    """Rows are exercises in the order given; nothing is computed for rows not asked for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._exercises: tuple[Exercise, ...] = ()
        self._planned: frozenset[str] = frozenset()

    def set_exercises(self, exercises: Sequence[Exercise]) -> None:
        """Show these, in this order."""
        if tuple(exercises) == self._exercises:
            return
        self.beginResetModel()
        self._exercises = tuple(exercises)
        self.endResetModel()

    def set_planned(self, exercise_ids: Collection[str]) -> None:
        """Mark the exercises that are in the plan."""
        self._planned = frozenset(exercise_ids)
        self._touch_all(PLANNED_ROLE)

    def refresh_thumbnail(self, exercise_id: str) -> None:
        """Have the card of this exercise painted again."""
        row = self.row_of(exercise_id)
        if row is not None:
            index = self.index(row)
            self.dataChanged.emit(index, index, [Qt.ItemDataRole.DecorationRole])

    def row_of(self, exercise_id: str) -> int | None:
        """The row of an exercise, ``None`` if it is not on show."""
        for row, exercise in enumerate(self._exercises):
            if exercise.id == exercise_id:
                return row
        return None

    def exercise(self, index: AnyIndex) -> Exercise | None:
        """The exercise at ``index``, ``None`` for an invalid index."""
        return self._exercises[index.row()] if index.isValid() else None

    def rowCount(self, parent: AnyIndex = _NO_PARENT) -> int:
        """The number of exercises; rows have no children."""
        return 0 if parent.isValid() else len(self._exercises)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name, exercise, plan mark, and the words for a screen reader."""
        exercise = self.exercise(index)
        if exercise is None:
            return None
        planned = exercise.id in self._planned
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return exercise.name
        if role == EXERCISE_ROLE:
            return exercise
        if role == PLANNED_ROLE:
            return planned
        if role == Qt.ItemDataRole.AccessibleTextRole:
            mark = ", in plan" if planned else ""
            return f"{exercise.name}, {category_in_words(exercise.category)}{mark}"
        return None

    def _touch_all(self, role: int) -> None:
        if self._exercises:
            self.dataChanged.emit(self.index(0), self.index(len(self._exercises) - 1), [role])
