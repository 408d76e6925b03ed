"""The movements to leave out for now, one card each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backrehab_desktop.ui.exercises.avoid_card import AvoidCard
from backrehab_desktop.ui.exercises.reading_area import ReadingArea
from backrehab_desktop.ui.widgets.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from backrehab_desktop.core.avoid import AvoidedMovement
    from backrehab_desktop.core.exercise import Entry
    from backrehab_desktop.ui.figure.thumbnails import ThumbnailProvider
    from backrehab_desktop.ui.theme.tokens import Theme

_INTRODUCTION = (
    "Leave these out while your back is sore. Beside each one stands what you can do in its place."
)
_NOTHING = (
    "No movement here is called that. That does not mean that it is safe for you. Try another "
    "word, or clear the search to see them all."
)
FOCUS_ROOM = 4


class AvoidList(ReadingArea):
    """Cards in their order; a search hides those that do not fit."""

    entry_requested = Signal(str)
    """The user wants to see what replaces a movement."""

    def __init__(
        self,
        theme: Theme,
        movements: Sequence[AvoidedMovement],
        entries: Mapping[str, Entry],
        thumbnails: ThumbnailProvider,
    ) -> None:
        """Replacements that are not among ``entries`` are not offered."""
        super().__init__()
        self.setAccessibleName("Better avoided")
        self._introduction = Prose(theme, "small", tone="muted")
        column = QVBoxLayout()
        column.setContentsMargins(FOCUS_ROOM, FOCUS_ROOM, theme.space("md"), theme.space("xxl"))
        column.setSpacing(theme.space("md"))
        column.addWidget(self._introduction)
        self.cards: list[AvoidCard] = []
        for movement in movements:
            known = [entries[id_] for id_ in movement.replacement_ids if id_ in entries]
            card = AvoidCard(theme, movement, known, thumbnails)
            card.entry_requested.connect(self.entry_requested)
            self.cards.append(card)
            column.addWidget(card)
        column.addStretch(1)
        words = QWidget()
        words.setLayout(column)
        self.show_widget(words)
        self.show_movements({movement.id for movement in movements})

    def show_movements(self, ids: Collection[str]) -> None:
        """Show these and no others."""
        for card in self.cards:
            card.setVisible(card.movement.id in ids)
        self._introduction.set_text(_INTRODUCTION if ids else _NOTHING)
        self.verticalScrollBar().setValue(0)
