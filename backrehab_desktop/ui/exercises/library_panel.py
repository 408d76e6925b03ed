"""The library beside the detail: tabs, search and filters above what they leave over."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from backrehab_desktop.core.exercise import Activity
from backrehab_desktop.core.library_filter import Filter, ways_out
from backrehab_desktop.core.search import AvoidedIndex, EntryIndex
from backrehab_desktop.core.wording import counted, list_in_words
from backrehab_desktop.ui.exercises.avoid_card import AvoidCard
from backrehab_desktop.ui.exercises.avoid_list import AvoidList
from backrehab_desktop.ui.exercises.card_delegate import CARD_GAP
from backrehab_desktop.ui.exercises.card_grid import CardGrid
from backrehab_desktop.ui.exercises.empty_state import EmptyState
from backrehab_desktop.ui.exercises.entry_model import EntryModel
from backrehab_desktop.ui.exercises.filter_bar import FOCUS_ROOM, FilterBar
from backrehab_desktop.ui.exercises.filter_panel import FilterPanel
from backrehab_desktop.ui.exercises.search_box import AVOIDED_HINTS, LIBRARY_HINTS
from backrehab_desktop.ui.exercises.tab_order import chain
from backrehab_desktop.ui.exercises.title_tabs import TitleTabs
from backrehab_desktop.ui.widgets.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QKeyEvent

    from backrehab_desktop.core.avoid import AvoidedMovement
    from backrehab_desktop.core.exercise import Entry
    from backrehab_desktop.ui.figure.thumbnails import ThumbnailProvider
    from backrehab_desktop.ui.theme.tokens import Theme

_EXERCISES, _AVOIDED = 0, 1
_SHORTEST_WARNED = 3
"""Letters from which a search is looked up among the movements to avoid."""


def without_words(words: Sequence[str]) -> str:
    """Which words of a search did not count; "" for none."""
    if not words:
        return ""
    noun = "word" if len(words) == 1 else "words"
    quoted = list_in_words([f"“{word}”" for word in words])
    return f"Found without the {noun} {quoted}."


class LibraryPanel(QWidget):
    """Owns the filter; below the bar stands what it finds, the filters, or the movements to avoid.

    What is seldom opened is built when it is: the further filters and the list
    of movements to avoid.
    """

    link_followed = Signal(str)
    """The user wants to see what replaces a movement."""

    def __init__(
        self,
        theme: Theme,
        entries: Sequence[Entry],
        avoided: Sequence[AvoidedMovement],
        thumbnails: ThumbnailProvider,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._entries = {entry.id: entry for entry in entries}
        self._avoided = avoided
        self._index = EntryIndex(entries)
        self._avoided_index = AvoidedIndex(avoided)
        self._thumbnails = thumbnails
        self._filter = Filter()
        self._shown: tuple[Entry, ...] = ()
        self.tabs = TitleTabs(theme, ("Exercises", "Better avoided"))
        self.filter_bar = FilterBar(theme, entries)
        self.model = EntryModel(self)
        self.grid = CardGrid(self.model, thumbnails, theme)
        self.grid.set_names(entry.name for entry in entries)
        self.empty_state = EmptyState(theme)
        self.filter_panel: FilterPanel | None = None
        self.avoid_list: AvoidList | None = None
        self.caution: AvoidCard | None = None
        self._cautioned: tuple[AvoidedMovement, ...] = ()
        self._count = Prose(theme, "small", tone="muted", wraps=False)
        self.left_out = Prose(theme, "small", tone="muted")
        self._lay_out()
        self._connect()
        self._apply()

    @property
    def filter(self) -> Filter:
        """What the user looks for now."""
        return self._filter

    @property
    def count_text(self) -> str:
        """How much is on show, in words."""
        return self._count.text()

    @property
    def title(self) -> str:
        """The title of the tab in front."""
        return self.tabs.tab(self.tabs.current).text()

    @property
    def is_avoiding(self) -> bool:
        """Whether the movements to avoid are in front."""
        return self.tabs.current == _AVOIDED

    @property
    def results(self) -> QWidget:
        """What the keyboard walks through: the cards, or the movements to avoid."""
        if self.tabs.current == _AVOIDED:
            return self._open_avoided()
        return self.grid

    def set_theme(self, theme: Theme) -> None:
        """Build in this theme from now on; the parts hear of it themselves."""
        self._theme = theme

    def set_filter(self, wanted: Filter) -> None:
        """Look for something else."""
        if wanted == self._filter:
            return
        is_new_search = wanted.query != self._filter.query
        if is_new_search:
            self.close_filters()
        self._filter = wanted
        self.filter_bar.show_filter(wanted)
        self._apply()
        if is_new_search:
            if wanted.query.strip():
                self.grid.choose_first()
            self.grid.scrollToTop()

    def clear_filter(self) -> None:
        """Let everything in again."""
        self.set_filter(Filter())

    def show_entries(self) -> None:
        """Bring the cards to the front."""
        self.close_filters()
        self.tabs.choose(_EXERCISES)

    def choose(self, entry_id: str) -> None:
        """Make this entry current, if need be without any filter."""
        if not self.grid.choose(entry_id):
            self.set_filter(Filter())
            self.grid.choose(entry_id)

    def close_filters(self) -> bool:
        """Go back from the further filters to what was found; ``False`` if they were closed."""
        if not self.filter_bar.filters_button.isChecked():
            return False
        panel, focused = self.filter_panel, QApplication.focusWidget()
        if panel is not None and focused is not None and panel.isAncestorOf(focused):
            self.filter_bar.filters_button.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter_bar.filters_button.setChecked(False)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes the filters."""
        if event.key() != Qt.Key.Key_Escape or not self.close_filters():
            super().keyPressEvent(event)

    # -- building --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        theme = self._theme
        edge, half = theme.space("xxl"), CARD_GAP // 2
        right = theme.space("xl") + theme.space("xs")  # the scroll bar stands in what is left
        head = QHBoxLayout()
        head.setContentsMargins(edge, 0, right, 0)
        head.setSpacing(theme.space("lg"))
        head.addWidget(self.tabs)
        head.addStretch(1)
        head.addWidget(self._count)
        bar = QHBoxLayout()
        bar.setContentsMargins(edge - FOCUS_ROOM, 0, right - FOCUS_ROOM, 0)
        bar.addWidget(self.filter_bar)
        self._without = _Framed(edge, right, half)
        self._without.column.addWidget(self.left_out)
        self._warning = _Framed(edge, right, half)
        # The grid keeps half a gap free around each card, for the focus ring.
        self._cards = _Framed(edge - half, theme.space("xs"), 0)
        self._cards.column.addWidget(self.grid)
        self._nothing = _Framed(edge, right, half)
        nothing = self._nothing.column
        nothing.addWidget(self.empty_state)
        nothing.addStretch(1)
        self._filters = _Framed(edge, right, half, theme.space("xl"))
        self._avoid = _Framed(edge - FOCUS_ROOM, theme.space("xs"), half)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.space("lg"), 0, 0)
        column.setSpacing(theme.space("md") - FOCUS_ROOM)
        column.addLayout(head)
        column.addLayout(bar)
        column.addWidget(self._without)
        column.addWidget(self._warning)
        for part in (self._cards, self._nothing, self._filters, self._avoid):
            column.addWidget(part, 1)

    def _connect(self) -> None:
        self.filter_bar.filter_wanted.connect(self.set_filter)
        self.filter_bar.panel_toggled.connect(self._toggle_filters)
        self.empty_state.filter_wanted.connect(self.set_filter)
        self.empty_state.avoided_requested.connect(self._show_others)
        self.tabs.tab_chosen.connect(self._change_tab)

    def _open_filters(self) -> FilterPanel:
        if self.filter_panel is None:
            panel = FilterPanel(self._theme, tuple(self._entries.values()))
            panel.filter_wanted.connect(self.set_filter)
            panel.closed.connect(self._leave_filters)
            self._filters.column.addWidget(panel)
            chips = (chip for group in panel.groups for chip in group.chips)
            ends = (panel.show_button, panel.clear_button)
            chain(self.filter_bar.last_stop, panel.area, *chips, *ends)
            self.filter_panel = panel
        return self.filter_panel

    def _open_avoided(self) -> AvoidList:
        if self.avoid_list is None:
            found = AvoidList(self._theme, self._avoided, self._entries, self._thumbnails)
            found.entry_requested.connect(self.link_followed)
            self._avoid.column.addWidget(found)
            links = (link for card in found.cards for link in card.links())
            chain(self.filter_bar.last_stop, found, *links)
            self.avoid_list = found
        return self.avoid_list

    # -- what is on show -------------------------------------------------------------------------

    def _apply(self) -> None:
        """Find what the filter wants, and show it."""
        before = self.grid.current_entry()
        avoided = self._warned(self._filter.query)
        self._shown = self._with_replacements(avoided)
        self.model.set_entries(self._shown)
        if avoided or before is None or not self.grid.choose(before.id):
            self.grid.choose_first()
        self._warn(avoided)
        if not self._shown:
            empty = self.empty_state
            among_avoided = len(self._avoided_index.find(self._filter.query))
            empty.show_filter(self._filter, ways_out(self._filter, self._find), among_avoided)
            chain(self.filter_bar.last_stop, *empty.stops())
        self._refresh()

    def _find(self, wanted: Filter) -> Iterable[Entry]:
        # Beside a warning, only what is called so: nobody who asks for a sit-up wants to sit.
        index, query = self._index, wanted.query
        found = index.called(query) if self._warned(query) else index.find(query)
        return (entry for entry in found if wanted.admits(entry))

    def _warned(self, query: str) -> tuple[AvoidedMovement, ...]:
        """The movements to avoid that a search names, unless it names something better."""
        query = query.strip()
        if len(query) < _SHORTEST_WARNED or self._index.is_name(query):
            return ()
        return self._avoided_index.named(query)

    def _with_replacements(self, avoided: Iterable[AvoidedMovement]) -> tuple[Entry, ...]:
        """What is found, after what replaces a movement that was asked for."""
        instead = (id_ for movement in avoided for id_ in movement.replacement_ids)
        known = (self._entries[id_] for id_ in instead if id_ in self._entries)
        first = dict.fromkeys(entry.id for entry in known if self._filter.admits(entry))
        found = {entry.id: entry for entry in self._find(self._filter)}
        rest = (entry for id_, entry in found.items() if id_ not in first)
        return (*(self._entries[id_] for id_ in first), *rest)

    def _warn(self, avoided: Sequence[AvoidedMovement]) -> None:
        """Show the first of these above what is found."""
        if tuple(avoided) == self._cautioned:
            return
        self._cautioned = tuple(avoided)
        movement = avoided[0] if avoided else None
        if self.caution is not None:
            self._warning.column.removeWidget(self.caution)
            self.caution.hide()
            self.caution.deleteLater()
            self.caution = None
        if movement is not None:
            known = [self._entries[i] for i in movement.replacement_ids if i in self._entries]
            self.caution = AvoidCard(self._theme, movement, known, others=len(avoided) - 1)
            self.caution.others_requested.connect(self._show_others)
            self.caution.entry_requested.connect(self.link_followed)
            self._warning.column.addWidget(self.caution)
            chain(self.filter_bar.last_stop, *self.caution.stops(), self.grid)
            self.caution.show()  # at once: a layout would do it with the next event

    def _refresh(self) -> None:
        """Show the one part that is wanted, and say how much there is."""
        avoiding = self.is_avoiding
        filtering = self.filter_bar.filters_button.isChecked() and not avoiding
        found = bool(self._shown)
        self.filter_bar.set_narrowing(offered=not avoiding)
        if filtering:
            self._open_filters().show_filter(self._filter, len(self._shown))
        if avoiding:
            ids = {movement.id for movement in self._avoided_index.find(self._filter.query)}
            self._open_avoided().show_movements(ids)
        warned = self.caution is not None
        index = self._avoided_index if avoiding else self._index
        found_any = bool(index.find(self._filter.query)) if avoiding else found
        without = index.left_out(self._filter.query) if found_any else ()
        self.left_out.set_text(without_words(without))
        self._without.setVisible(bool(without) and not filtering)
        self._warning.setVisible(warned and not avoiding and not filtering)
        self._filters.setVisible(filtering)
        self._avoid.setVisible(avoiding)
        self._cards.setVisible(found and not avoiding and not filtering)
        self._nothing.setVisible(not (found or warned or avoiding or filtering))
        self._say(self._counted(avoiding=avoiding))

    def _say(self, count: str) -> None:
        """Show how much there is; to who cannot see the cards, say what has changed."""
        if count == self._count.text():
            return
        was_shown = bool(self._count.text())
        self._count.set_text(count)
        if was_shown and QAccessible.isActive():
            caution = f"{self.caution.accessibleName()}. " if self.caution is not None else ""
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, caution + count))

    def _counted(self, *, avoiding: bool) -> str:
        if avoiding:
            found = len(self._avoided_index.find(self._filter.query))
            total = counted(len(self._avoided), "movement")
            return total if found == len(self._avoided) else f"{found} of {total}"
        if not self._filter.is_empty:
            return f"{len(self._shown)} of {len(self._entries)} fit"
        activities = sum(isinstance(entry, Activity) for entry in self._entries.values())
        exercises = counted(len(self._entries) - activities, "exercise")
        if not activities:
            return exercises
        return f"{exercises}, {counted(activities, 'activity', 'activities')}"

    # -- what the user does ----------------------------------------------------------------------

    def _toggle_filters(self, opened: bool) -> None:
        self._refresh()
        if opened:
            panel = self._open_filters()
            panel.groups[0].chips[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _leave_filters(self) -> None:
        self.filter_bar.filters_button.setChecked(False)
        if self._shown:
            self.grid.setFocus(Qt.FocusReason.TabFocusReason)

    def _change_tab(self, _index: int) -> None:
        self.set_filter(replace(self._filter, query=""))
        avoiding = self.tabs.current == _AVOIDED
        self.filter_bar.search_box.set_hints(AVOIDED_HINTS if avoiding else LIBRARY_HINTS)
        self._refresh()

    def _show_others(self) -> None:
        """Look for the same among the movements to avoid; at all of them where it is not there."""
        query = self._filter.query
        if not self._avoided_index.find(query):
            query = ""
        self.tabs.choose(_AVOIDED)
        self.set_filter(replace(self._filter, query=query))
        self.results.setFocus(Qt.FocusReason.OtherFocusReason)


class _Framed(QWidget):
    """A part of the panel with its distances from the edges."""

    def __init__(self, left: int, right: int, top: int, bottom: int = 0) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(left, top, right, bottom)
