"""What narrows the library at first sight: the search box, the kinds, and what else is set."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from backrehab_desktop.core.exercise import Category
from backrehab_desktop.core.library_filter import Filter
from backrehab_desktop.core.wording import category_in_words, counted
from backrehab_desktop.ui.exercises.active_filters import ActiveFilters
from backrehab_desktop.ui.exercises.chips import chip_button
from backrehab_desktop.ui.exercises.flow_layout import FlowLayout
from backrehab_desktop.ui.exercises.search_box import SearchBox
from backrehab_desktop.ui.exercises.tab_order import chain
from backrehab_desktop.ui.theme.icons import tinted_icon

if TYPE_CHECKING:
    from collections.abc import Iterable

    from backrehab_desktop.core.exercise import Entry
    from backrehab_desktop.ui.theme.tokens import Theme

FOCUS_ROOM = 4
"""Kept free around the controls: the focus ring is drawn outside them."""
_ICON = 20
_HINTS = {
    Category.MOBILITY: "Gentle movement that loosens a stiff back",
    Category.STRETCH: "Lengthens tight muscles with a mild pull",
    Category.STRENGTH: "Makes the muscles around your back stronger",
    Category.STABILITY: "Keeps your back still while arms or legs move",
    Category.AEROBIC: "Gets your heart and breath going, such as walking",
    Category.RELAXATION: "Lets tense muscles go",
}


class FilterBar(QWidget):
    """Shows a filter and asks for others; whoever owns the filter answers with ``show_filter``."""

    filter_wanted = Signal(Filter)
    panel_toggled = Signal(bool)
    """The user opened or closed the further filters."""

    def __init__(self, theme: Theme, entries: Iterable[Entry]) -> None:
        """Offer only the categories that ``entries`` have."""
        super().__init__()
        self._theme = theme
        self._filter = Filter()
        offered = {entry.category for entry in entries}
        self.search_box = SearchBox(theme)
        self.filters_button = QPushButton("Filters")
        self.filters_button.setProperty("role", "tool")
        self.filters_button.setCheckable(True)
        self.filters_button.setIconSize(QSize(_ICON, _ICON))
        self.filters_button.setCursor(Qt.CursorShape.PointingHandCursor)
        self.active = ActiveFilters(theme)
        self._group = QButtonGroup(self)
        self._categories: dict[Category | None, QPushButton] = {}
        self._row = QWidget()
        flow = FlowLayout(theme.space("sm"), self._row)
        flow.addWidget(self._category_chip("All", None))
        for category in Category:
            if category in offered:
                flow.addWidget(self._category_chip(category_in_words(category), category))

        first = QHBoxLayout()
        first.setSpacing(theme.space("sm"))
        first.addWidget(self.search_box, 1)
        first.addWidget(self.filters_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(FOCUS_ROOM, FOCUS_ROOM, FOCUS_ROOM, FOCUS_ROOM)
        column.setSpacing(theme.space("md"))
        column.addLayout(first)
        column.addWidget(self._row)
        column.addWidget(self.active)
        self.search_box.textChanged.connect(
            lambda text: self._want(replace(self._filter, query=text))
        )
        self.active.filter_wanted.connect(self.filter_wanted)
        self.filters_button.toggled.connect(self.panel_toggled)
        self.filters_button.toggled.connect(self._describe)
        self.show_filter(Filter())

    def category_chip(self, category: Category | None) -> QPushButton:
        """The chip of a category, or of all."""
        return self._categories[category]

    @property
    def last_stop(self) -> QWidget:
        """Where Tab leaves the bar."""
        return (self._last_category, *self.active.chips)[-1]

    @property
    def _last_category(self) -> QPushButton:
        return list(self._categories.values())[-1]

    def set_theme(self, theme: Theme) -> None:
        """Tint the icon for this theme."""
        self._theme = theme
        self._describe()

    def show_filter(self, wanted: Filter) -> None:
        """Show this filter."""
        self._filter = wanted
        if self.search_box.text() != wanted.query:
            self.search_box.setText(wanted.query)
        self._categories[wanted.category].setChecked(True)
        self.active.show_filter(wanted)
        chain(self._last_category, *self.active.chips)
        self._describe()

    def set_narrowing(self, *, offered: bool) -> None:
        """Whether there is more to narrow by than the search."""
        self._row.setVisible(offered)
        self.filters_button.setVisible(offered)
        panel_open = self.filters_button.isChecked()  # which shows them itself
        self.active.setVisible(offered and not panel_open and bool(self.active.chips))

    def _want(self, wanted: Filter) -> None:
        if wanted != self._filter:
            self._filter = wanted
            self.filter_wanted.emit(wanted)

    def _category_chip(self, words: str, category: Category | None) -> QPushButton:
        chip = chip_button(words)
        chip.setCheckable(True)
        hint = _HINTS[category] if category is not None else ""
        chip.setToolTip(hint)
        chip.setAccessibleDescription(hint)
        chip.toggled.connect(
            lambda on: self._want(replace(self._filter, category=category)) if on else None
        )
        self._group.addButton(chip)
        self._categories[category] = chip
        return chip

    def _describe(self) -> None:
        count = len(self._filter.details())
        # An en space: the style sheet knows no gap between icon and word.
        self.filters_button.setText(f"\u2002Filters ({count})" if count else "\u2002Filters")
        state = "open" if self.filters_button.isChecked() else "closed"
        self.filters_button.setAccessibleName(
            f"More filters, {counted(count, 'filter')} in use, {state}"
        )
        role = "accent" if self.filters_button.isChecked() else "text"
        self.filters_button.setIcon(tinted_icon("filter", self._theme.color(role), _ICON))
