"""The entries on show, as a model for the grid of cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from backrehab_desktop.core.wording import category_in_words

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from backrehab_desktop.core.exercise import Entry

AnyIndex = QModelIndex | QPersistentModelIndex

ENTRY_ROLE = Qt.ItemDataRole.UserRole + 1
"""The :class:`Entry` of a row."""
PLANNED_ROLE = Qt.ItemDataRole.UserRole + 2
"""Whether it is in the plan."""

_NO_PARENT = QModelIndex()


class EntryModel(QAbstractListModel):
    """Rows are entries in the order given; nothing is computed for rows not asked for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[Entry, ...] = ()
        self._planned: frozenset[str] = frozenset()

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show these, in this order."""
        if tuple(entries) == self._entries:
            return
        self.beginResetModel()
        self._entries = tuple(entries)
        self.endResetModel()

    def set_planned(self, entry_ids: Collection[str]) -> None:
        """Mark the entries that are in the plan."""
        self._planned = frozenset(entry_ids)
        self._touch_all(PLANNED_ROLE)

    def refresh_thumbnail(self, entry_id: str) -> None:
        """Have the card of this entry painted again."""
        row = self.row_of(entry_id)
        if row is not None:
            index = self.index(row)
            self.dataChanged.emit(index, index, [Qt.ItemDataRole.DecorationRole])

    def row_of(self, entry_id: str) -> int | None:
        """The row of an entry, ``None`` if it is not on show."""
        for row, entry in enumerate(self._entries):
            if entry.id == entry_id:
                return row
        return None

    def entry(self, index: AnyIndex) -> Entry | None:
        """The entry at ``index``, ``None`` for an invalid index."""
        return self._entries[index.row()] if index.isValid() else None

    def rowCount(self, parent: AnyIndex = _NO_PARENT) -> int:
        """The number of entries; rows have no children."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name, entry, plan mark, and the words for a screen reader."""
        entry = self.entry(index)
        if entry is None:
            return None
        planned = entry.id in self._planned
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return entry.name
        if role == ENTRY_ROLE:
            return entry
        if role == PLANNED_ROLE:
            return planned
        if role == Qt.ItemDataRole.AccessibleTextRole:
            mark = ", in plan" if planned else ""
            return f"{entry.name}, {category_in_words(entry.category)}{mark}"
        return None

    def _touch_all(self, role: int) -> None:
        if self._entries:
            self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1), [role])
