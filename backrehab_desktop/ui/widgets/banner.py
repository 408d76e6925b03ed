"""A sentence across the top: something in the surroundings is wrong, and what that means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout

from backrehab_desktop.ui.widgets.button import ActionButton, ButtonRole
from backrehab_desktop.ui.widgets.icon_label import IconLabel
from backrehab_desktop.ui.widgets.prose import Prose

if TYPE_CHECKING:
    from backrehab_desktop.ui.theme.tokens import Theme


class Banner(QFrame):
    """Says it in words, keeps everything else usable, and goes when it is closed."""

    def __init__(self, theme: Theme) -> None:
        """Hidden until there is something to say."""
        super().__init__()
        self.setProperty("kind", "strip")
        self._icon = IconLabel(theme, "warning", "warning")
        self._words = Prose(theme, "body", middle=True)
        self.close_button = ActionButton(theme, "Close", ButtonRole.QUIET)
        self.act = ActionButton(theme, "")
        self.act.hide()
        row = QHBoxLayout(self)
        gap = theme.space("xs")
        row.setContentsMargins(theme.space("lg"), gap, theme.space("sm"), gap)
        row.setSpacing(theme.space("md"))
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        row.addWidget(self.act)
        row.addWidget(self.close_button)
        self.close_button.clicked.connect(self.hide)
        self.hide()

    @property
    def words(self) -> str:
        """What is said."""
        return self._words.text()

    def tell(self, sentence: str, verb: str = "") -> None:
        """Show a sentence; a new one replaces the old. ``verb`` names a button to act on it."""
        self.act.set_action(verb, "")
        self.act.setVisible(bool(verb))
        self._words.set_text(sentence)
        self.setAccessibleName(sentence)
        self.show()
