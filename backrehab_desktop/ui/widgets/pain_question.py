"""The pain scale with its question, its state in words and its two ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from backrehab_desktop.ui.widgets.button import ActionButton, ButtonRole
from backrehab_desktop.ui.widgets.card import Card
from backrehab_desktop.ui.widgets.chip import Chip, ChipTone
from backrehab_desktop.ui.widgets.pain_scale import PainScale
from backrehab_desktop.ui.widgets.prose import Prose

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from backrehab_desktop.ui.theme.tokens import Theme


class _ClearButton(ActionButton):
    """A quiet button as low as the chip beside it."""

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        size.setHeight(36)
        return size


_NARROW = 640
QUESTION_BEFORE = "How much does your back hurt right now?"
QUESTION_AFTER = "How much does your back hurt now?"


class PainQuestion(Card):
    """A card that asks for a rating; the answer may be left out or taken back."""

    value_changed = Signal(object)
    """The new answer: an int from 0 to 10, or None."""

    def __init__(self, theme: Theme, question: str) -> None:
        """An unanswered question."""
        super().__init__(theme)
        self._question = Prose(theme, "heading", wraps=True, max_lines=2)
        self._question.set_text(question)
        self._state = Chip(theme)
        self._clear = _ClearButton(theme, "Clear", ButtonRole.QUIET)
        self.scale = PainScale(theme, question)
        self._low = Prose(theme, "small", tone="muted", wraps=False)
        self._low.set_text("0 = no pain")
        self._high = Prose(theme, "small", tone="muted", wraps=False)
        self._high.set_text("10 = worst pain you can imagine")
        self._lay_out(theme)
        self._clear.clicked.connect(self._take_back)
        self.scale.value_changed.connect(self._show_answer)
        self._show_answer(None)

    @property
    def value(self) -> int | None:
        """The answer, or None while there is none."""
        return self.scale.value

    def reset(self) -> None:
        """Ask anew: untouched."""
        self.scale.clear()

    def _lay_out(self, theme: Theme) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.space("sm"))
        head.addWidget(self._question, 1)
        head.addWidget(self._clear)
        head.addWidget(self._state)
        ends = QHBoxLayout()
        ends.addWidget(self._low)
        ends.addStretch(1)
        ends.addWidget(self._high)
        self._box = box = QVBoxLayout(self)
        box.setSpacing(theme.space("sm"))
        box.addLayout(head)
        box.addWidget(self.scale)
        box.addLayout(ends)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give up margin before the targets get too small."""
        super().resizeEvent(event)
        high = self._theme.space("lg")
        side = self._theme.space("xl") if self.width() >= _NARROW else high
        self._box.setContentsMargins(side, high, side, high)

    def _take_back(self) -> None:
        self.scale.clear()
        self.scale.focus_scale()

    def _show_answer(self, value: int | None) -> None:
        if value is None:
            self._state.set_chip("Not answered", ChipTone.NEUTRAL)
        else:
            self._state.set_chip(f"{value} of 10", ChipTone.PAIN)
        self._clear.setVisible(value is not None)
        self.value_changed.emit(value)
