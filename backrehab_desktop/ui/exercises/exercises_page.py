"""The Exercises page: the library beside one of its entries in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMetaMethod, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget

from backrehab_desktop.core.exercise import Side
from backrehab_desktop.ui.exercises.detail_panel import QWIDGETSIZE_MAX, DetailPanel
from backrehab_desktop.ui.exercises.library_panel import LibraryPanel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from backrehab_desktop.app.motions import MotionLibrary
    from backrehab_desktop.core.avoid import AvoidedMovement
    from backrehab_desktop.core.exercise import Dose, Entry
    from backrehab_desktop.core.figure.motion import Motion
    from backrehab_desktop.ui.figure.preview_panel import FigurePreviewPanel
    from backrehab_desktop.ui.figure.thumbnails import ThumbnailProvider
    from backrehab_desktop.ui.theme.tokens import Theme

_ALONE_BELOW = 960
"""Page width in logical pixels under which library and detail take turns."""
_DETAIL_SHARE = 0.36
_DETAIL_WIDEST = 560
_FOLLOW_MS = 60
"""From the last change of the current card until the detail shows it."""


class ExercisesPage(QWidget):
    """Finds exercises and activities, and shows one of them.

    On a narrow page, or when the user opens it in full, the detail replaces
    the library until the user goes back.
    """

    try_requested = Signal(str)
    """The user wants to do just this exercise now."""
    activity_requested = Signal(str)
    """The user wants to start the timer of this activity."""
    minutes_requested = Signal(str)
    """The user wants to log minutes of this activity."""

    def __init__(
        self,
        theme: Theme,
        entries: Sequence[Entry],
        avoided: Sequence[AvoidedMovement],
        planned: Mapping[str, Dose],
        motions: MotionLibrary,
        thumbnails: ThumbnailProvider,
        preview: FigurePreviewPanel,
        sessions_per_week: int | None = None,
    ) -> None:
        """Show ``entries`` in their order.

        ``planned`` holds the dose of those in the plan, which is done in
        ``sessions_per_week`` sessions.
        """
        super().__init__()
        self._theme = theme
        self._entries = {entry.id: entry for entry in entries}
        self._planned = dict(planned)
        self._sessions_per_week = sessions_per_week
        self._motions = motions
        self._preview = preview
        self._narrow = False
        self._detail_open = False
        self._expanded = False
        self.library = LibraryPanel(theme, entries, avoided, thumbnails)
        self.library.model.set_planned(self._planned)
        self.detail = DetailPanel(theme, preview)
        self.detail.hide()  # until it is known whether there is room for both
        self._line = QWidget()
        self._line.setFixedWidth(1)
        self._line.setProperty("kind", "line")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        # For a moment both views are visible when they take turns; the page must not grow.
        row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        row.addWidget(self.library, 1)
        row.addWidget(self._line)
        row.addWidget(self.detail)
        self._following = QTimer(self)
        self._following.setSingleShot(True)
        self._following.setInterval(_FOLLOW_MS)
        self._following.timeout.connect(self._follow)
        self._connect()
        self._follow()

    @property
    def is_detail_alone(self) -> bool:
        """Whether the detail has taken the place of the library."""
        return self._is_alone and self._detail_open

    def set_theme(self, theme: Theme) -> None:
        """Build new words in this theme; the parts hear of it themselves."""
        self._theme = theme

    def set_planned(self, planned: Mapping[str, Dose]) -> None:
        """Take over the plan: marks and doses change at once."""
        if planned == self._planned:
            return
        self._planned = dict(planned)
        self.library.model.set_planned(self._planned)
        if self.detail.entry is not None:
            self._show_entry(self.detail.entry.id)

    def open_exercise(self, entry_id: str) -> None:
        """Show this exercise or activity in full, whatever is filtered.

        Raises:
            KeyError: it is not in the library.
        """
        self._show_if_other(entry_id)
        self.library.show_entries()
        self._follow_link(entry_id)

    def showEvent(self, event: QShowEvent) -> None:
        """Offer only what somebody answers."""
        super().showEvent(event)
        self.detail.offer(
            trial=self._is_heard(self.try_requested),
            timer=self._is_heard(self.activity_requested),
            minutes=self._is_heard(self.minutes_requested),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Change between two columns and two views."""
        super().resizeEvent(event)
        self._narrow = self.width() < _ALONE_BELOW
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back from the detail to the library."""
        if event.key() == Qt.Key.Key_Escape and self.is_detail_alone:
            self._close_detail(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)

    @property
    def _is_alone(self) -> bool:
        return self._narrow or self._expanded

    def _is_heard(self, signal: SignalInstance) -> bool:
        return self.isSignalConnected(QMetaMethod.fromSignal(signal))

    def _connect(self) -> None:
        library, detail = self.library, self.detail
        library.filter_bar.search_box.left_downward.connect(self._enter_library)
        library.filter_bar.search_box.accepted.connect(self._open_first)
        library.empty_state.clear_requested.connect(self._clear_filter)
        library.link_followed.connect(self._follow_link)
        library.tabs.tab_chosen.connect(self._change_tab)
        library.grid.entry_chosen.connect(self._follow_soon)
        library.grid.entry_opened.connect(self._open_chosen)
        library.grid.entry_entered.connect(self._enter_detail)
        detail.try_requested.connect(self.try_requested)
        detail.activity_requested.connect(self.activity_requested)
        detail.minutes_requested.connect(self.minutes_requested)
        detail.entry_requested.connect(self._follow_link)
        detail.expanded.connect(self._expand)
        detail.closed.connect(lambda: self._close_detail())
        self._motions.motion_ready.connect(self._take_motion)
        for sequence in (QKeySequence.StandardKey.Find, QKeySequence(Qt.Key.Key_Slash)):
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._go_to_search)

    # -- the entry on show -----------------------------------------------------------------------

    def _show_entry(self, entry_id: str) -> None:
        entry = self._entries[entry_id]
        before = self.detail.entry
        dose = self._planned.get(entry_id)
        often = self._sessions_per_week if dose is not None else None
        self.detail.set_entry(entry, dose, self._neighbours(entry), often)
        if before is None or before.id != entry_id:
            self._preview.set_motion(None)
            self._motions.request(entry_id, Side.RIGHT)

    def _follow_soon(self, _entry_id: str) -> None:
        """Show the current card's entry once the user rests on it.

        To build the words takes longer than a key that is held down or typed
        waits for the next.
        """
        self._following.start()

    def _follow(self) -> None:
        current = self.library.grid.current_entry()
        if current is not None:
            self._show_if_other(current.id)

    def _show_if_other(self, entry_id: str) -> None:
        shown = self.detail.entry
        if shown is None or shown.id != entry_id:
            self._show_entry(entry_id)

    def _neighbours(self, entry: Entry) -> list[tuple[str, Entry]]:
        pairs = (("Easier", entry.easier_id), ("Harder", entry.harder_id))
        return [(label, self._entries[id_]) for label, id_ in pairs if id_ in self._entries]

    def _take_motion(self, entry_id: str, motion: Motion) -> None:
        shown = self.detail.entry
        if shown is None or shown.id != entry_id:
            return
        if motion.side is Side.LEFT:
            self._preview.set_other_side(motion)
            return
        self._preview.set_motion(motion)
        if motion.lead:
            self._motions.request(entry_id, Side.LEFT)

    # -- library and detail ----------------------------------------------------------------------

    def _arrange(
        self,
        focus: QWidget | None = None,
        reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason,
    ) -> None:
        alone = self._is_alone
        self.detail.set_alone(alone)
        self.detail.set_way_back(self.library.title)
        width = max(self._theme.size("library_detail"), int(self.width() * _DETAIL_SHARE))
        width = min(width, _DETAIL_WIDEST)
        self.detail.setMinimumWidth(0 if alone else width)
        self.detail.setMaximumWidth(QWIDGETSIZE_MAX if alone else width)
        # Beside what is better avoided an exercise stands only where it was asked for.
        shows_detail = self._detail_open or not (alone or self.library.is_avoiding)
        shows_library = not alone or not self._detail_open
        self._line.setVisible(shows_detail and shows_library)
        (self.detail if shows_detail else self.library).show()
        # Before its owner is hidden: else Qt passes the focus on to some neighbour.
        if focus is not None:
            focus.setFocus(reason)
        self.detail.setVisible(shows_detail)
        self.library.setVisible(shows_library)

    def _open_chosen(self, entry_id: str) -> None:
        self._show_if_other(entry_id)
        self._open_detail(self.detail.back_button if self._is_alone else None)

    def _enter_detail(self, entry_id: str) -> None:
        self._show_if_other(entry_id)
        # Qt shows a focus that Tab or a shortcut brought; Enter is the keyboard too.
        self._open_detail(self.detail.first_action, Qt.FocusReason.ShortcutFocusReason)

    def _follow_link(self, entry_id: str) -> None:
        self.library.choose(entry_id)
        self._show_if_other(entry_id)
        self._open_detail(self.detail.reading_area)

    def _expand(self) -> None:
        self._expanded = True
        self._open_detail(self.detail.back_button)

    def _open_detail(
        self, focus: QWidget | None, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason
    ) -> None:
        self._detail_open = True
        self._arrange(focus, reason)

    def _close_detail(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        self._detail_open = self._expanded = False
        self._arrange(self.library.results, reason)

    def _change_tab(self, _index: int) -> None:
        self._detail_open = False
        self._arrange()

    # -- the search ------------------------------------------------------------------------------

    def _enter_library(self) -> None:
        self.library.results.setFocus(Qt.FocusReason.TabFocusReason)

    def _open_first(self) -> None:
        entry = self.library.grid.current_entry()
        if entry is not None and self.library.results is self.library.grid:
            self._enter_detail(entry.id)

    def _clear_filter(self) -> None:
        self.library.clear_filter()
        self._go_to_search()

    def _go_to_search(self) -> None:
        if self.is_detail_alone:
            self._close_detail()
        self.library.filter_bar.search_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.library.filter_bar.search_box.selectAll()
