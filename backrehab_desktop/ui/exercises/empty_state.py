"""What the library shows when nothing fits: why, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
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


class EmptyState(QFrame):
    """A card with the reason, the filters that stand in the way, and a way to begin anew."""

    filter_wanted = Signal(Filter)
    clear_requested = Signal()

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
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 20)
        column.setSpacing(theme.space("sm"))
        column.addWidget(title)
        column.addWidget(self.message)
        column.addWidget(self._offers)
        column.addSpacing(theme.space("sm"))
        column.addWidget(self.clear_button, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def offers(self) -> tuple[QPushButton, ...]:
        """The buttons that each take one filter away."""
        return tuple(self._buttons)

    def show_filter(self, wanted: Filter, ways_out: Sequence[WayOut]) -> None:
        """Say what was looked for, and what could be taken away."""
        self.message.set_text(empty_text(wanted, ways_out))
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
