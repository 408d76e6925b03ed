"""What is asked after "It hurts": how much, and how to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from backrehab_desktop.core.hurt import WayOut
from backrehab_desktop.ui.widgets.button import ActionButton, ButtonRole
from backrehab_desktop.ui.widgets.chip import Chip, ChipTone
from backrehab_desktop.ui.widgets.pain_scale import PainScale
from backrehab_desktop.ui.widgets.prose import Prose

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from backrehab_desktop.core.hurt import HurtAdvice
    from backrehab_desktop.ui.theme.tokens import Theme


_NARROW = 640


class HurtCard(QFrame):
    """Takes the place of the instrument while the session stands still.

    Each way out hands over the answer, which may be ``None``. The safest one,
    stopping, is the main one: Space presses it once there is an answer, and
    nothing before that, because a second press of Space may be a slip. Which
    others are left is said from outside, for each answer anew.
    """

    answered = Signal(object)
    """The rating, or ``None`` when it was taken back."""
    way_chosen = Signal(object, object)
    """The :class:`WayOut` and the rating."""

    def __init__(self, theme: Theme) -> None:
        """An untouched question."""
        super().__init__()
        self._theme = theme
        self.setProperty("kind", "card")
        self._title = Prose(theme, "heading", wraps=False)
        self._title.set_text("Paused. How much does it hurt?")
        self._state = Chip(theme, "Not answered")
        self.scale = PainScale(theme, "How much does it hurt?", large=True)
        self._ends = Prose(theme, "small", tone="muted", wraps=True, max_lines=2)
        self.stop = ActionButton(
            theme, "Stop for today", ButtonRole.PRIMARY, icon="stop", key_hint="Space"
        )
        self.skip = ActionButton(
            theme, "Skip this exercise", icon="skip", key_hint="\N{RIGHTWARDS ARROW}"
        )
        self.go_on = ActionButton(theme, "Continue", icon="play", key_hint="C")
        self._way_on = WayOut.CONTINUE
        self._lay_out()
        self.scale.value_changed.connect(self._show_answer)
        self.stop.clicked.connect(lambda: self._choose(WayOut.STOP))
        self.skip.clicked.connect(lambda: self._choose(WayOut.SKIP))
        self.go_on.clicked.connect(lambda: self._choose(self._way_on))

    def ask(self) -> None:
        """Ask anew: untouched, with the focus on no button."""
        self.scale.clear()
        self._fit_buttons()
        self.setFocus()

    def show_advice(self, advice: HurtAdvice) -> None:
        """Offer the ways out that are left after this answer, and say why."""
        finishes = WayOut.FINISH_SET in advice.ways
        self._way_on = WayOut.FINISH_SET if finishes else WayOut.CONTINUE
        self.go_on.set_action("Finish this set" if finishes else "Continue", "play")
        self._fit_buttons()
        self.skip.setEnabled(WayOut.SKIP in advice.ways)
        self.go_on.setEnabled(self._way_on in advice.ways)
        scale = "0 = no pain, 10 = worst pain you can imagine. " if not advice.rule else ""
        rule = f" (Rule {advice.rule})" if advice.rule else ""
        self._ends.set_text(f"{scale}{advice.words}{rule}")

    def take_key(self, event: QKeyEvent) -> bool:
        """Answer or choose; whether the key means anything here, even if it does nothing yet."""
        buttons = {
            Qt.Key.Key_Right: self.skip,
            Qt.Key.Key_PageDown: self.skip,
            Qt.Key.Key_C: self.go_on,
        }
        if event.key() == Qt.Key.Key_Space:
            if self.scale.value is not None:
                self.stop.click()
            return True
        if event.text().isdigit():
            self.scale.type_digit(event)
            return True
        button = buttons.get(Qt.Key(event.key()))
        if button is not None:
            button.click()
        return button is not None

    def set_compact(self, compact: bool) -> None:
        """Less air in a narrow window."""
        self._box.setSpacing(self._theme.space("sm" if compact else "md"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give up margin before the targets get too small."""
        super().resizeEvent(event)
        side = self._theme.space("xl" if self.width() >= _NARROW else "lg")
        self._box.setContentsMargins(side, side - 2, side, side - 2)
        self._fit_buttons()

    def _fit_buttons(self) -> None:
        """Say it shorter where the buttons and their keys do not fit."""
        margins = self._box.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        buttons = (self.stop, self.skip, self.go_on)
        answered = self.scale.value is not None
        for words, hints in (
            ("Skip this exercise", True),
            ("Skip exercise", True),
            ("Skip it", True),
            ("Skip exercise", False),
        ):
            self.skip.set_action(words, "skip")
            self.stop.set_hint_shown(answered and hints)
            self.skip.set_hint_shown(hints)
            self.go_on.set_hint_shown(hints)
            gaps = self._buttons.spacing() * len(buttons)
            if sum(button.sizeHint().width() for button in buttons) + gaps <= room:
                return

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(self._theme.space("md"))
        head.addWidget(self._title, 1)
        head.addWidget(self._state)
        self._buttons = buttons = QHBoxLayout()
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
        self._fit_buttons()
        self.answered.emit(value)

    def _choose(self, way: WayOut) -> None:
        self.way_chosen.emit(way, self.scale.value)
