"""After a long silence: asks if the person was still going, and if not, how long it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from backrehab_desktop.core.activity_log import LEAST_MINUTES, MOST_MINUTES
from backrehab_desktop.core.wording import counted
from backrehab_desktop.ui.activities.stepper import Stepper
from backrehab_desktop.ui.activities.words import doubt_in_words
from backrehab_desktop.ui.widgets.button import ActionButton, ButtonRole
from backrehab_desktop.ui.widgets.prose import Prose

if TYPE_CHECKING:
    from backrehab_desktop.app.activity_controller import ActivityState
    from backrehab_desktop.ui.theme.tokens import Theme


class DoubtPart(QWidget):
    """Offers what can be believed; the time counts on until it is answered."""

    going_chosen = Signal()
    """It has been going all the time, and goes on."""
    minutes_chosen = Signal(int)
    """It was this long, and is over."""

    def __init__(self, theme: Theme) -> None:
        """Nothing is asked yet."""
        super().__init__()
        self._is_asking = False
        title = Prose(theme, "title")
        title.set_text("Were you still going?")
        self._words = Prose(theme, "body", tone="muted")
        self.minutes = Stepper(
            theme,
            (LEAST_MINUTES, MOST_MINUTES),
            1,
            lambda minutes: counted(minutes, "minute"),
            ("One minute less", "One minute more"),
        )
        self.record = ActionButton(theme, "", ButtonRole.PRIMARY, icon="check", large=True)
        self.going = ActionButton(theme, "Yes, still going", icon="play")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("md"))
        column.addStretch(1)
        column.addWidget(title)
        column.addWidget(self._words)
        column.addWidget(self.minutes)
        column.addSpacing(theme.space("sm"))
        column.addWidget(self.record)
        column.addWidget(self.going)
        column.addStretch(1)
        self.minutes.value_changed.connect(self._show_choice)
        self.record.clicked.connect(lambda: self.minutes_chosen.emit(self.minutes.value))
        self.going.clicked.connect(self.going_chosen)
        self._show_choice(self.minutes.value)

    def show_state(self, state: ActivityState) -> None:
        """Ask; what the person has chosen stays while the time counts on."""
        self._words.set_text(doubt_in_words(state.elapsed_s, state.planned_s))
        if not self._is_asking:
            self._is_asking = True
            self.minutes.set_most(min(MOST_MINUTES, max(1, int(state.elapsed_s // 60))))
            self.minutes.set_value(max(1, int(state.kept_s // 60)))

    def stop_asking(self) -> None:
        """The next doubt begins anew."""
        self._is_asking = False

    def _show_choice(self, minutes: int) -> None:
        self.record.set_action(f"Record {counted(minutes, 'minute')}", "check")
