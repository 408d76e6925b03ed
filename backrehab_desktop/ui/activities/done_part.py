"""After the timer: what was recorded, a note, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from backrehab_desktop.ui.activities.words import TOO_SHORT, TOO_SHORT_DETAILS, length_in_words
from backrehab_desktop.ui.widgets.button import ActionButton, ButtonRole
from backrehab_desktop.ui.widgets.prose import Prose

if TYPE_CHECKING:
    from backrehab_desktop.app.activity_controller import ActivityState
    from backrehab_desktop.ui.theme.tokens import Theme

NOTE_LIMIT = 200


class DonePart(QWidget):
    """Confirms, and can take it back; its buttons are connected by whoever owns it."""

    def __init__(self, theme: Theme) -> None:
        """Nothing is recorded yet."""
        super().__init__()
        self._title = Prose(theme, "display")
        self._details = Prose(theme, "body", tone="muted")
        self.note = QLineEdit()
        self.note.setMaxLength(NOTE_LIMIT)
        self.note.setPlaceholderText("A note for yourself, if you like")
        self.note.setAccessibleName("Note")
        self.done = ActionButton(
            theme, "Done", ButtonRole.PRIMARY, icon="check", key_hint="Space", large=True
        )
        self.undo = ActionButton(theme, "Undo", icon="undo")
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.space("md"))
        buttons.addWidget(self.done, 1)
        buttons.addWidget(self.undo)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("md"))
        column.addStretch(1)
        column.addWidget(self._title)
        column.addWidget(self._details)
        column.addWidget(self.note)
        column.addSpacing(theme.space("sm"))
        column.addLayout(buttons)
        column.addStretch(1)

    @property
    def title(self) -> str:
        """What was recorded."""
        return self._title.text()

    def show_state(self, state: ActivityState) -> None:
        """Say what was recorded, and that it can be taken back."""
        long_enough = state.is_long_enough
        self.note.setVisible(long_enough)
        if long_enough:
            self._title.set_text(f"{length_in_words(state.kept_s)} recorded")
            self._details.set_text("Undo takes the end back.")
        else:
            self._title.set_text(TOO_SHORT)
            self._details.set_text(TOO_SHORT_DETAILS)
