"""What the library shows when nothing fits: why, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from backrehab_desktop.core.library_filter import Filter
from backrehab_desktop.core.wording import counted
from backrehab_desktop.ui.exercises.chips import chip_button
from backrehab_desktop.ui.exercises.flow_layout import FlowLayout
from backrehab_desktop.ui.widgets.button import ActionButton
from backrehab_desktop.ui.widgets.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backrehab_desktop.core.library_filter import FilterPart
    from backrehab_desktop.ui.theme.tokens import Theme

WayOut = tuple["FilterPart", int]


def empty_text(wanted: Filter, ways_out: Sequence[WayOut]) -> str:
    """What was looked for without success, and what to do about it."""
    query = wanted.query.strip()
    asked = [part.words for part in wanted.parts()]
    filters = " and ".join(f"“{words}”" for words in asked)
    if query and not asked:
        return f"Nothing fits “{query}”. Try a shorter word or a part of the body, such as “hips”."
    what = f"Nothing fits “{query}”" if query else "Nothing fits"
    if ways_out:
        return f"{what} with {filters} together. Take away one of these:"
    if query and len(asked) == 1:
        return f"{what}, not even without {filters}. Try a shorter word."
    return f"{what} with {filters} together, even when one of them is taken away."


def _avoided_text(wanted: Filter, avoided: int) -> str:
    if not wanted.query.strip():
        return ""
    if avoided:
        return " It is spoken of under “Better avoided”."
    return " Or see whether it is one of the movements better avoided."


class EmptyState(QFrame):
    """A card with the reason, the filters that stand in the way, and a way to begin anew."""

    filter_wanted = Signal(Filter)
    clear_requested = Signal()
    avoided_requested = Signal()
    """The user wants to look among the movements to avoid."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("kind", "card")
        title = Prose(theme, "heading")
        title.set_text("Nothing found")
        self.message = Prose(theme, "small", tone="muted")
        self._offers = QWidget()
        self._flow = FlowLayout(theme.space("sm"), self._offers)
        self._buttons: list[QPushButton] = []
        self.clear_button = ActionButton(theme, "Show everything")
        self.clear_button.clicked.connect(self.clear_requested)
        self.avoided_button = ActionButton(theme, "Open Better avoided")
        self.avoided_button.clicked.connect(self.avoided_requested)
        ends = QWidget()
        row = FlowLayout(theme.space("sm"), ends)
        row.addWidget(self.clear_button)
        row.addWidget(self.avoided_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 20)
        column.setSpacing(theme.space("sm"))
        column.addWidget(title)
        column.addWidget(self.message)
        column.addWidget(self._offers)
        column.addSpacing(theme.space("sm"))
        column.addWidget(ends)

    @property
    def offers(self) -> tuple[QPushButton, ...]:
        """The buttons that each take one filter away."""
        return tuple(self._buttons)

    def stops(self) -> tuple[QWidget, ...]:
        """All buttons, in the order in which they are read."""
        return (*self._buttons, self.clear_button, self.avoided_button)

    def show_filter(self, wanted: Filter, ways_out: Sequence[WayOut], avoided: int) -> None:
        """Say what was looked for, and what could be taken away.

        ``avoided`` is how many movements to avoid the search finds.
        """
        self.message.set_text(f"{empty_text(wanted, ways_out)}{_avoided_text(wanted, avoided)}")
        self.avoided_button.setVisible(bool(wanted.query.strip()))
        found = bool(avoided)
        self.avoided_button.set_action(
            "See it in Better avoided" if found else "Open Better avoided", ""
        )
        for button in self._buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        for part, count in ways_out:
            button = chip_button(f"Without “{part.words}”: {counted(count, 'result')}")
            button.clicked.connect(lambda _=False, rest=part.without: self.filter_wanted.emit(rest))
            self._flow.addWidget(button)
            self._buttons.append(button)
            button.show()
        self._offers.setVisible(bool(ways_out))
