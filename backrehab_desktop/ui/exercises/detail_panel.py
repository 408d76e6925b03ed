"""One entry of the library in full: the moving figure, the words, and a way to do it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from backrehab_desktop.core.exercise import Activity
from backrehab_desktop.ui.exercises.action_bar import ActionBar
from backrehab_desktop.ui.exercises.entry_words import EntryWords
from backrehab_desktop.ui.exercises.reading_area import ReadingArea
from backrehab_desktop.ui.exercises.rounded_corners import RoundedCorners
from backrehab_desktop.ui.exercises.tab_order import chain
from backrehab_desktop.ui.widgets.button import ActionButton, ButtonRole
from backrehab_desktop.ui.widgets.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from backrehab_desktop.core.exercise import Dose, Entry
    from backrehab_desktop.ui.figure.preview_panel import FigurePreviewPanel
    from backrehab_desktop.ui.theme.tokens import Theme

_STAGE_RATIO = 0.58
"""Height of the figure's stage by its width: the thumbnails' shape and a little air."""
_STAGE_SHARE = 0.25
"""Of the panel's height at most, so that the words keep room in a low window."""
_USUAL_CONTROLS = 116
"""Height of two rows of controls below the figure."""
QWIDGETSIZE_MAX = 16_777_215


class DetailPanel(QFrame):
    """Shows one entry, as a column beside the library or as a page of its own."""

    try_requested = Signal(str)
    """The user wants to do just this exercise now."""
    activity_requested = Signal(str)
    """The user wants to start the timer of this activity."""
    minutes_requested = Signal(str)
    """The user wants to log minutes of this activity."""
    entry_requested = Signal(str)
    """The user followed a link to another entry."""
    closed = Signal()
    """The user wants to go back to the library."""
    expanded = Signal()
    """The user wants to have the whole page for this."""

    def __init__(self, theme: Theme, preview: FigurePreviewPanel) -> None:
        """``preview`` is the figure with its controls; the page feeds it."""
        super().__init__()
        self._theme = theme
        self._entry: Entry | None = None
        self._alone = False
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._preview = preview
        self.back_button = ActionButton(
            theme, "Exercises", ButtonRole.QUIET, icon="chevron-left", key_hint="Esc"
        )
        self.reading_area = ReadingArea()
        self.reading_area.setAccessibleName("About the exercise")
        self.try_button = ActionButton(theme, "Try it now", ButtonRole.PRIMARY, icon="play")
        self.timer_button = ActionButton(theme, "Start the timer", ButtonRole.PRIMARY, icon="clock")
        self.minutes_button = ActionButton(theme, "Log minutes")
        self.expand_button = ActionButton(theme, "Open in full", ButtonRole.QUIET, icon="expand")
        self.expand_button.set_compact(True)
        self._actions = ActionBar(theme, (self.try_button, self.timer_button, self.minutes_button))
        self._corners = RoundedCorners(theme, preview.view)
        self._line = QFrame()
        self._line.setProperty("kind", "line")
        self._line.setFixedHeight(1)
        self.title = Prose(theme, "title", middle=True)
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(theme.space("sm"))
        head.addWidget(self.title, 1)
        head.addWidget(self.expand_button, 0, Qt.AlignmentFlag.AlignTop)
        # Tab walks in the order in which they come to the panel.
        for part in (self.back_button, preview, self._head, self.reading_area, self._actions):
            part.setParent(self)
        self._grid = QGridLayout(self)
        self._grid.setHorizontalSpacing(theme.space("xl"))
        self.back_button.clicked.connect(self.closed)
        self.expand_button.clicked.connect(self.expanded)
        for button, wanted in (
            (self.try_button, self.try_requested),
            (self.timer_button, self.activity_requested),
            (self.minutes_button, self.minutes_requested),
        ):
            button.clicked.connect(partial(self._report, wanted))
        self._offered: frozenset[QWidget] = frozenset()
        self._place()

    @property
    def entry(self) -> Entry | None:
        """What is on show."""
        return self._entry

    @property
    def words(self) -> EntryWords | None:
        """The words on show."""
        words = self.reading_area.widget()
        return words if isinstance(words, EntryWords) else None

    @property
    def first_action(self) -> QWidget:
        """Where the keyboard lands: on the way to do it, or else on the words."""
        shown = (self.try_button, self.timer_button, self.minutes_button)
        return next((b for b in shown if self._is_wanted(b)), self.reading_area)

    def set_theme(self, theme: Theme) -> None:
        """Build in this theme from now on; the parts hear of it themselves."""
        self._theme = theme

    def set_entry(
        self,
        entry: Entry,
        planned_dose: Dose | None,
        neighbours: Sequence[tuple[str, Entry]],
        sessions_per_week: int | None = None,
    ) -> None:
        """Show this entry.

        Args:
            entry: what to show.
            planned_dose: the dose of the plan, ``None`` if it is not in the plan.
            neighbours: the labelled links to others.
            sessions_per_week: of the plan, ``None`` if it is not in the plan.
        """
        self._entry = entry
        self.title.set_text(entry.name)
        words = EntryWords(self._theme, entry, planned_dose, neighbours, sessions_per_week)
        words.entry_requested.connect(self.entry_requested)
        self.reading_area.show_widget(words)
        chain(self.reading_area, *words.links())
        self.try_button.setAccessibleName(f"Try {entry.name} now")
        self.timer_button.setAccessibleName(f"Start the timer for {entry.name}")
        self.minutes_button.setAccessibleName(f"Log minutes of {entry.name}")
        self._show_actions()

    def offer(self, *, trial: bool, timer: bool, minutes: bool) -> None:
        """Which buttons have somebody to answer them."""
        answered = (
            (self.try_button, trial),
            (self.timer_button, timer),
            (self.minutes_button, minutes),
        )
        self._offered = frozenset(button for button, is_answered in answered if is_answered)
        self._show_actions()

    def set_way_back(self, title: str) -> None:
        """Name the place that the way back leads to."""
        self.back_button.set_action(title, "chevron-left")

    def set_alone(self, alone: bool) -> None:
        """Whether the panel has the page for itself: two columns and a way back."""
        if alone != self._alone:
            self._alone = alone
            self._place()
            self.reading_area.verticalScrollBar().setValue(0)

    def event(self, event: QEvent) -> bool:
        """Share the height anew when the figure's controls come or go."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._share_height()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height between the figure and the words."""
        super().resizeEvent(event)
        self._share_height()

    def _is_wanted(self, button: QWidget) -> bool:
        is_activity = isinstance(self._entry, Activity)
        return button in self._offered and (button is not self.try_button) == is_activity

    def _show_actions(self) -> None:
        for button in (self.try_button, self.timer_button, self.minutes_button):
            button.setVisible(self._is_wanted(button))
        self.expand_button.setVisible(not self._alone)
        some = self.first_action is not self.reading_area
        self._actions.setVisible(some)
        self._line.setVisible(some and not self._alone)

    def _share_height(self) -> None:
        """As a column: a stage of a lying figure's shape, and the rest for the words."""
        if self._alone:
            self._preview.setMinimumHeight(0)
            self._preview.setMaximumHeight(QWIDGETSIZE_MAX)
            return
        margins = self._grid.contentsMargins()
        width = self.width() - margins.left() - margins.right()
        stage = min(round(width * _STAGE_RATIO), round(self.height() * _STAGE_SHARE))
        preview = self._preview
        controls = preview.minimumSizeHint().height() - preview.view.minimumSizeHint().height()
        # Buttons for second views take their room from the words, not from the figure; where a
        # picture has fewer controls than usual, it is the figure that gains.
        preview.setFixedHeight(max(controls, _USUAL_CONTROLS) + stage)

    def _place(self) -> None:
        for widget in (
            self.back_button,
            self._preview,
            self._head,
            self.reading_area,
            self._line,
            self._actions,
        ):
            self._grid.removeWidget(widget)
        edge = self._theme.space("xl") + self._theme.space("xs")
        self.back_button.setVisible(self._alone)
        self._grid.setVerticalSpacing(self._theme.space("md" if self._alone else "sm"))
        if self._alone:
            self._grid.setContentsMargins(edge, self._theme.space("sm"), edge, edge)
            self._grid.addWidget(self.back_button, 0, 0, Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(self._head, 0, 1)
            self._grid.addWidget(self._preview, 1, 0)
            self._grid.addWidget(self._actions, 2, 0)
            self._grid.addWidget(self.reading_area, 1, 1, 2, 1)
        else:
            self._grid.setContentsMargins(edge, edge, edge, edge)
            self._grid.addWidget(self._preview, 0, 0)
            self._grid.addWidget(self._head, 1, 0)
            self._grid.addWidget(self.reading_area, 2, 0)
            self._grid.addWidget(self._line, 3, 0)
            self._grid.addWidget(self._actions, 4, 0)
        for row in (1, 2):
            self._grid.setRowStretch(row, row == (1 if self._alone else 2))
        self._show_actions()
        self._share_height()
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1 if self._alone or column == 0 else 0)

    def _report(self, wanted: SignalInstance) -> None:
        if self._entry is not None:
            wanted.emit(self._entry.id)
