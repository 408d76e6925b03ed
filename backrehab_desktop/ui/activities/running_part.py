"""While the timer runs or stands still: the time, the plan, and three buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backrehab_desktop.app.activity_controller import ActivityStatus
from backrehab_desktop.ui.activities.time_view import TimeView
from backrehab_desktop.ui.activities.words import plan_in_words
from backrehab_desktop.ui.widgets.button import ActionButton, ButtonRole
from backrehab_desktop.ui.widgets.chip import Chip, ChipTone
from backrehab_desktop.ui.widgets.prose import Prose
from backrehab_desktop.ui.widgets.segments import SegmentBar

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from backrehab_desktop.app.activity_controller import ActivityState
    from backrehab_desktop.ui.theme.tokens import Theme

_DIGITS_SHAPE = 0.32
"""Height of the digits and the air around them, by their width."""
_LEAST_DIGITS = 84
_REST = 240
"""What everything but the digits takes of the height."""


class RunningPart(QWidget):
    """Shows the states of a timer; its buttons are connected by whoever owns it."""

    def __init__(self, theme: Theme) -> None:
        """Nothing has passed."""
        super().__init__()
        self._chip = Chip(theme)
        self.time = TimeView(theme)
        self._plan = Prose(theme, "heading", max_lines=2)
        self._bar = SegmentBar(theme)
        self._bar.setAccessibleName("Halves of the plan done")
        self.pause = ActionButton(
            theme, "Pause", ButtonRole.PRIMARY, icon="pause", key_hint="Space", large=True
        )
        self.finish = ActionButton(theme, "Finish", icon="check", large=True)
        self.discard = ActionButton(theme, "Discard", ButtonRole.QUIET)
        # Nothing may jump between running and paused.
        policy = self.discard.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.discard.setSizePolicy(policy)
        self._lay_out(theme)

    def show_state(self, state: ActivityState) -> None:
        """Show everything of a moment."""
        paused = state.status is ActivityStatus.PAUSED
        if paused:
            self._chip.set_chip("Paused", ChipTone.NEUTRAL)
        else:
            self._chip.set_chip("Running", ChipTone.ACCENT)
        self.time.show_time(state.elapsed_s, muted=paused)
        self._plan.set_text(plan_in_words(state.elapsed_s, state.planned_s))
        self._bar.setVisible(state.planned_s is not None)
        if state.planned_s is not None:
            # One bar for each half: the gap between them is where the first tone sounds.
            share = 2 * state.elapsed_s / state.planned_s
            self._bar.show_parts((min(1.0, share), min(1.0, max(0.0, share - 1.0))))
        self.pause.set_action("Continue" if paused else "Pause", "play" if paused else "pause")
        self.discard.setVisible(paused)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the digits the height that their width asks for, if there is so much."""
        super().resizeEvent(event)
        wanted = round(self.width() * _DIGITS_SHAPE)
        self.time.setFixedHeight(max(_LEAST_DIGITS, min(wanted, self.height() - _REST)))

    @property
    def plan_words(self) -> str:
        """What is said about the plan."""
        return self._plan.text()

    def _lay_out(self, theme: Theme) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.space("md"))
        buttons.addWidget(self.pause, 1)
        buttons.addWidget(self.finish)
        head = QHBoxLayout()
        head.addWidget(self._chip)
        head.addStretch(1)
        head.addWidget(self.discard)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("md"))
        column.addStretch(1)
        column.addLayout(head)
        column.addWidget(self.time)
        column.addWidget(self._plan)
        column.addWidget(self._bar)
        column.addSpacing(theme.space("lg"))
        column.addLayout(buttons)
        column.addStretch(1)
