"""What is asked after "It hurts": how much, and how to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from backrehab_desktop.ui.widgets.button import ActionButton, ButtonRole
from backrehab_desktop.ui.widgets.chip import Chip, ChipTone
from backrehab_desktop.ui.widgets.pain_scale import PainScale
from backrehab_desktop.ui.widgets.prose import Prose

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from backrehab_desktop.ui.theme.tokens import Theme


_NARROW = 640


class HurtCard(QFrame):
    """Takes the place of the instrument while the session stands still.

    Each way out hands over the answer, which may be ``None``. The safest one,
    stopping, is the main one and has the focus.
    """

    stop_chosen = Signal(object)
    skip_chosen = Signal(object)
    continue_chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        """An untouched question."""
        super().__init__()
        self._theme = theme
        self.setProperty("kind", "card")
        self._title = Prose(theme, "heading", max_lines=2)
        self._title.set_text("The session stands still. How much does it hurt?")
        self._state = Chip(theme, "Not answered")
        self.scale = PainScale(theme, "How much does it hurt?", large=True)
        self._ends = Prose(theme, "small", tone="muted", wraps=True, max_lines=2)
        self._ends.set_text(
            "0 = no pain, 10 = worst pain you can imagine. "
            "If the pain is sharp or strong, stop for today."
        )
        self.stop = ActionButton(theme, "Stop for today", ButtonRole.PRIMARY, icon="stop")
        self.skip = ActionButton(theme, "Skip this exercise", icon="skip")
        self.go_on = ActionButton(theme, "Continue", icon="play")
        self._lay_out()
        self.scale.value_changed.connect(self._show_answer)
        self.stop.clicked.connect(self._stop)
        self.skip.clicked.connect(self._skip)
        self.go_on.clicked.connect(self._go_on)

    def ask(self) -> None:
        """Ask anew: untouched, with the focus on the safest way out."""
        self.scale.clear()
        self.stop.setFocus()

    def set_compact(self, compact: bool) -> None:
        """Less air in a narrow window."""
        self._box.setSpacing(self._theme.space("sm" if compact else "md"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give up margin before the targets get too small."""
        super().resizeEvent(event)
        side = self._theme.space("xl" if self.width() >= _NARROW else "lg")
        self._box.setContentsMargins(side, side - 2, side, side - 2)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(self._theme.space("md"))
        head.addWidget(self._title, 1)
        head.addWidget(self._state)
        buttons = QHBoxLayout()
        buttons.setSpacing(self._theme.space("sm") + 2)
        buttons.addWidget(self.stop)
        buttons.addWidget(self.skip)
        buttons.addStretch(1)
        buttons.addWidget(self.go_on)
        self._box = QVBoxLayout(self)
        self._box.addStretch(1)
        self._box.addLayout(head)
        self._box.addWidget(self.scale)
        self._box.addWidget(self._ends)
        self._box.addStretch(1)
        self._box.addLayout(buttons)

    def _show_answer(self, value: int | None) -> None:
        if value is None:
            self._state.set_chip("Not answered", ChipTone.NEUTRAL)
        else:
            self._state.set_chip(f"{value} of 10", ChipTone.PAIN)

    def _stop(self) -> None:
        self.stop_chosen.emit(self.scale.value)

    def _skip(self) -> None:
        self.skip_chosen.emit(self.scale.value)

    def _go_on(self) -> None:
        self.continue_chosen.emit(self.scale.value)
