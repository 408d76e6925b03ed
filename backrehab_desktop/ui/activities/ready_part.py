"""Before the timer starts: how long it is to be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from backrehab_desktop.core.wording import counted
from backrehab_desktop.ui.activities.stepper import Stepper
from backrehab_desktop.ui.activities.words import start_in_words
from backrehab_desktop.ui.widgets.button import ActionButton, ButtonRole
from backrehab_desktop.ui.widgets.paint import reach_by_tab
from backrehab_desktop.ui.widgets.prose import Prose

if TYPE_CHECKING:
    from backrehab_desktop.core.exercise import Activity
    from backrehab_desktop.ui.theme.tokens import Theme

LEAST_MINUTES, MOST_MINUTES = 5, 60
"""What can be planned."""
_STEP_MINUTES = 5
_USUAL_MINUTES = 20
"""Offered where the sources name no length to begin with."""


class ReadyPart(QWidget):
    """Asks for the minutes and offers to start, or to log what was done elsewhere."""

    start_requested = Signal()
    log_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        """No activity yet."""
        super().__init__()
        self._title = Prose(theme, "heading", wraps=False)
        self._title.set_text("How long today?")
        self._hint = Prose(theme, "body", tone="muted")
        self.minutes = Stepper(
            theme,
            (LEAST_MINUTES, MOST_MINUTES),
            _STEP_MINUTES,
            lambda minutes: counted(minutes, "minute"),
            ("Five minutes less", "Five minutes more"),
        )
        self.open_end = QCheckBox("No fixed end")
        reach_by_tab(self.open_end)  # a click must not take Space away from Start
        self.start = ActionButton(
            theme, "Start", ButtonRole.PRIMARY, icon="play", key_hint="Space", large=True
        )
        self.log = ActionButton(theme, "Log minutes", icon="note")
        self._lay_out(theme)
        self.open_end.toggled.connect(lambda is_open: self.minutes.set_in_use(not is_open))
        self.start.clicked.connect(self.start_requested)
        self.log.clicked.connect(self.log_requested)

    @property
    def planned_minutes(self) -> int | None:
        """What was chosen; ``None``: an open end."""
        return None if self.open_end.isChecked() else self.minutes.value

    def show_activity(self, activity: Activity) -> None:
        """Offer what it begins with."""
        start = activity.start
        self.minutes.set_value(_USUAL_MINUTES if start is None else start.minutes)
        self.open_end.setChecked(start is None)
        hint = start_in_words(activity)
        self._hint.set_text(hint)
        self._hint.setVisible(bool(hint))

    def set_compact(self, compact: bool) -> None:
        """Spare the words of the second button in a narrow window."""
        self.start.set_hint_shown(not compact)
        self._hint.set_step("small" if compact else "body")

    def _lay_out(self, theme: Theme) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.space("md"))
        buttons.addWidget(self.start, 1)
        buttons.addWidget(self.log)
        buttons.addStretch(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("md"))
        column.addStretch(1)
        column.addWidget(self._title)
        column.addWidget(self.minutes)
        column.addWidget(self.open_end)
        column.addWidget(self._hint)
        column.addSpacing(theme.space("sm"))
        column.addLayout(buttons)
        column.addStretch(1)
