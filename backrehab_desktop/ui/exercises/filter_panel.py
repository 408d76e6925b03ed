"""The further filters: what the body cannot do, positions, body parts, things, direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from backrehab_desktop.core.exercise import Area, Ease, Equipment, Position
from backrehab_desktop.core.library_filter import DEMAND_WORDS, Filter, Limit, Wish
from backrehab_desktop.core.wording import capitalised, counted, position_in_words
from backrehab_desktop.ui.exercises.chips import chip_button
from backrehab_desktop.ui.exercises.flow_layout import FlowLayout
from backrehab_desktop.ui.exercises.reading_area import ReadingArea
from backrehab_desktop.ui.widgets.button import ActionButton, ButtonRole
from backrehab_desktop.ui.widgets.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backrehab_desktop.core.exercise import Entry
    from backrehab_desktop.ui.theme.tokens import Theme

_EASES = {
    Ease.BENDING_FORWARD: "Bending forward, as in sitting",
    Ease.BENDING_BACK: "Bending back, as in standing or lying",
    Ease.NEUTRAL: "Neither, or I am not sure",
}
_PADDING = 20


class ChipGroup(QWidget):
    """A question with chips to answer it; any number of them."""

    def __init__(self, theme: Theme, title: str, hint: str) -> None:
        """No chips yet."""
        super().__init__()
        self._title = title
        self._chips: list[tuple[QPushButton, Wish]] = []
        heading = Prose(theme, "label")
        heading.set_text(title)
        self._flow = FlowLayout(theme.space("sm"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("xs"))
        column.addWidget(heading)
        if hint:
            line = Prose(theme, "small", tone="muted")
            line.set_text(hint)
            column.addWidget(line)
        column.addSpacing(theme.space("xs"))
        column.addLayout(self._flow)

    @property
    def chips(self) -> tuple[QPushButton, ...]:
        """The chips, in order."""
        return tuple(chip for chip, _ in self._chips)

    def add(self, words: str, wish: Wish) -> QPushButton:
        """Add a chip that is on while the filter asks for ``wish``."""
        chip = chip_button(words)
        chip.setCheckable(True)
        chip.setAccessibleName(f"{self._title}: {words}")
        self._chips.append((chip, wish))
        self._flow.addWidget(chip)
        return chip

    def show_filter(self, wanted: Filter) -> None:
        """Turn the chips on or off."""
        for chip, wish in self._chips:
            chip.setChecked(wanted.asks(wish))


class FilterPanel(QFrame):
    """Groups of chips above a button that leads back to what was found."""

    filter_wanted = Signal(Filter)
    closed = Signal()
    """The user wants to see what is left."""

    def __init__(self, theme: Theme, entries: Sequence[Entry]) -> None:
        """Offer only what makes a difference among ``entries``."""
        super().__init__()
        self._theme = theme
        self._filter = Filter()
        self.setProperty("kind", "card")
        self.groups: list[ChipGroup] = []
        words = QWidget()
        self._column = QVBoxLayout(words)
        self._column.setContentsMargins(_PADDING, _PADDING, _PADDING, _PADDING)
        self._column.setSpacing(theme.space("xl"))
        self._add_limits(entries)
        self._add_choices(entries)
        self._add_things(entries)
        self._column.addStretch(1)
        self.area = ReadingArea()
        self.area.setAccessibleName("Filters")
        self.area.show_widget(words)
        self.show_button = ActionButton(theme, "Show", ButtonRole.PRIMARY)
        self.clear_button = ActionButton(theme, "Clear all")
        self.show_button.clicked.connect(self.closed)
        self.clear_button.clicked.connect(lambda: self._want(self._filter.without_details()))
        line = QFrame()
        line.setProperty("kind", "line")
        line.setFixedHeight(1)
        foot = QHBoxLayout()
        foot.setContentsMargins(_PADDING, 0, _PADDING, theme.space("md"))
        foot.setSpacing(theme.space("sm"))
        foot.addWidget(self.show_button)
        foot.addWidget(self.clear_button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(theme.space("md"))
        column.addWidget(self.area, 1)
        column.addWidget(line)
        column.addLayout(foot)

    def chip(self, words: str) -> QPushButton:
        """The chip with these words; raises ``KeyError`` if it is not offered."""
        for group in self.groups:
            for chip in group.chips:
                if chip.text() == words:
                    return chip
        raise KeyError(words)

    def show_filter(self, wanted: Filter, count: int) -> None:
        """Show this filter and how much it leaves over."""
        self._filter = wanted
        for group in self.groups:
            group.show_filter(wanted)
        self.show_button.set_action(
            f"Show {counted(count, 'result')}" if count else "See why nothing is left", ""
        )
        self.clear_button.setEnabled(bool(wanted.details()))

    def _want(self, wanted: Filter) -> None:
        self.filter_wanted.emit(wanted)

    def _group(self, title: str, hint: str = "") -> ChipGroup:
        group = ChipGroup(self._theme, title, hint)
        self.groups.append(group)
        self._column.addWidget(group)
        return group

    def _add(self, group: ChipGroup, words: str, wish: Wish) -> None:
        group.add(words, wish).clicked.connect(lambda: self._want(self._filter.toggled(wish)))

    def _add_limits(self, entries: Sequence[Entry]) -> None:
        asked = {demand for entry in entries for demand in entry.demands}
        group = self._group("I cannot", "Exercises that ask for it are left out.")
        for demand, words in DEMAND_WORDS.items():
            if demand in asked:
                self._add(group, capitalised(words), demand)
        self._add(group, "Leave my chair", Limit.CHAIR_ONLY)

    def _add_choices(self, entries: Sequence[Entry]) -> None:
        positions = {entry.position for entry in entries}
        group = self._group("Position")
        for position in Position:
            if position in positions:
                self._add(group, position_in_words(position), position)
        areas = {area for entry in entries for area in entry.areas}
        group = self._group("Part of the body")
        for area in Area:
            if area in areas:
                self._add(group, capitalised(area.value), area)
        group = self._group("What eases my back", "Try what feels good. It is only a preference.")
        for ease, words in _EASES.items():
            self._add(group, words, ease)

    def _add_things(self, entries: Sequence[Entry]) -> None:
        used = {thing for entry in entries for thing in entry.equipment}
        group = self._group("I have", "Exercises that need anything else are left out.")
        self._add(group, "Nothing", Limit.NOTHING_AT_HAND)
        for thing in Equipment:
            if thing in used:
                self._add(group, capitalised(thing.value), thing)
