"""A number between two large buttons that make it smaller and greater."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from backrehab_desktop.ui.widgets.button import ActionButton
from backrehab_desktop.ui.widgets.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Callable

    from backrehab_desktop.ui.theme.tokens import Theme


class Stepper(QWidget):
    """Steps through whole numbers between two limits; ``words`` says a value."""

    value_changed = Signal(int)

    def __init__(
        self,
        theme: Theme,
        limits: tuple[int, int],
        step: int,
        words: Callable[[int], str],
        names: tuple[str, str],
        signs: tuple[str, str] = ("\N{MINUS SIGN}", "+"),
        text_step: str = "title",
    ) -> None:
        """At the lower limit; ``names`` are what the buttons with the ``signs`` are called."""
        super().__init__()
        self._least, self._most = limits
        self._step = step
        self._words = words
        self._value = self._least
        self._in_use = True
        self.less, self.more = (ActionButton(theme, sign, large=True) for sign in signs)
        for button, name in zip((self.less, self.more), names, strict=True):
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setAutoRepeat(True)
        self._label = Prose(theme, text_step, wraps=False, centred=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("sm"))
        row.addWidget(self.less)
        row.addWidget(self._label, 1)
        row.addWidget(self.more)
        self.less.clicked.connect(self._go_down)
        self.more.clicked.connect(self._go_up)
        self._show()

    @property
    def value(self) -> int:
        """The number."""
        return self._value

    @property
    def words(self) -> str:
        """The number as it is shown."""
        return self._label.text()

    def set_value(self, value: int) -> None:
        """Take a number; one outside of the limits becomes the nearer limit."""
        value = min(max(value, self._least), self._most)
        if value != self._value:
            self._value = value
            self._show()
            self.value_changed.emit(value)

    def set_most(self, most: int) -> None:
        """Change the upper limit."""
        self._most = most
        self.set_value(self._value)
        self._show()

    def set_in_use(self, in_use: bool) -> None:
        """Whether the number counts; else it is only remembered."""
        self._in_use = in_use
        self._show()

    def _go_up(self) -> None:
        self.set_value((self._value // self._step + 1) * self._step)

    def _go_down(self) -> None:
        self.set_value(-(-self._value // self._step) * self._step - self._step)

    def _show(self) -> None:
        self._label.set_text(self._words(self._value))
        self._label.set_tone("text" if self._in_use else "muted")
        self.less.setEnabled(self._in_use and self._value > self._least)
        self.more.setEnabled(self._in_use and self._value < self._most)
