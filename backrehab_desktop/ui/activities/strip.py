"""A quiet line above the pages: what is being timed, what is offered, what can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QHBoxLayout, QWidget

from backrehab_desktop.ui.widgets.button import ActionButton, ButtonRole
from backrehab_desktop.ui.widgets.icon_label import IconLabel
from backrehab_desktop.ui.widgets.paint import fill_round, painter_on
from backrehab_desktop.ui.widgets.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent

    from backrehab_desktop.ui.theme.tokens import Theme

Answer = tuple[str, "Callable[[], None]"]
"""A verb and what it does."""


class ActivityStrip(QWidget):
    """Says one sentence with at most two answers; hidden while there is nothing to say."""

    def __init__(self, theme: Theme) -> None:
        """Nothing to say."""
        super().__init__()
        self._theme = theme
        self._answers: tuple[Answer, ...] = ()
        self._words = Prose(theme, "body", max_lines=2, middle=True)
        self.first = ActionButton(theme, "")
        self.second = ActionButton(theme, "", ButtonRole.QUIET)
        row = QHBoxLayout(self)
        gap = theme.space("xs")
        row.setContentsMargins(theme.space("lg"), gap, theme.space("sm"), gap + 1)
        row.setSpacing(theme.space("md"))
        row.addWidget(IconLabel(theme, "clock", "accent"))
        row.addWidget(self._words, 1)
        row.addWidget(self.first)
        row.addWidget(self.second)
        self.first.clicked.connect(lambda: self._answer(0))
        self.second.clicked.connect(lambda: self._answer(1))
        self.hide()

    @property
    def words(self) -> str:
        """What is said; "" while there is nothing."""
        return "" if self.isHidden() else self._words.text()

    def say(self, sentence: str, *answers: Answer) -> None:
        """Show a sentence with one or two answers; a new one replaces the old."""
        self._answers = answers
        self._words.set_text(sentence)
        self.setAccessibleName(self._words.text())
        for button, (verb, _) in zip((self.first, self.second), answers, strict=False):
            button.set_action(verb, "")
        self.second.setVisible(len(answers) > 1)
        self.show()

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme from now on."""
        self._theme = theme
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and the line to the page."""
        with painter_on(self) as painter:
            fill_round(painter, QRectF(self.rect()), 0, self._theme.color("accent_soft"))
            edge = QRectF(0, self.height() - 1, self.width(), 1)
            fill_round(painter, edge, 0, self._theme.color("border"))

    def _answer(self, index: int) -> None:
        self._answers[index][1]()
