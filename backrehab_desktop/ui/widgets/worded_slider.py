"""A slider that says its value in words beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from backrehab_desktop.ui.widgets.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Callable

    from backrehab_desktop.ui.theme.tokens import Theme

_WORDS_WIDTH = 104


class WordedSlider(QWidget):
    """Whole numbers between two bounds; ``words`` turns a number into what is read."""

    moved = Signal(int)
    """The person chose another value."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        bounds: tuple[int, int],
        value: int,
        words: Callable[[int], str],
        *,
        step: int = 1,
    ) -> None:
        """``name`` is what it is called to assistive technology; ``step`` is that of one key."""
        super().__init__()
        self._words = words
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(name)
        self.slider.setRange(*bounds)
        self.slider.setSingleStep(step)
        self.slider.setPageStep(step * 2)
        self.slider.setValue(value)
        self._said = Prose(theme, "body", wraps=False)
        self._said.setFixedWidth(_WORDS_WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("lg"))
        row.addWidget(self.slider, 1)
        row.addWidget(self._said)
        self._say(value)
        self.slider.valueChanged.connect(self._say)
        self.slider.valueChanged.connect(self.moved)
        self.setFocusProxy(self.slider)

    @property
    def words(self) -> str:
        """What is read beside it."""
        return self._said.text()

    def _say(self, value: int) -> None:
        self._said.set_text(self._words(value))
        self.slider.setAccessibleDescription(self._words(value))
