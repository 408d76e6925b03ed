"""What the library shows when nothing fits: why, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from backrehab_desktop.core.wording import category_in_words, position_in_words
from backrehab_desktop.ui.widgets.button import ActionButton
from backrehab_desktop.ui.widgets.prose import Prose

if TYPE_CHECKING:
    from backrehab_desktop.ui.exercises.filter_bar import Filter
    from backrehab_desktop.ui.theme.tokens import Theme


def empty_text(wanted: Filter) -> str:
    """What was looked for without success, and what to do about it."""
    query = wanted.query.strip()
    narrowed = []
    if wanted.category is not None:
        narrowed.append(category_in_words(wanted.category))
    if wanted.position is not None:
        narrowed.append(position_in_words(wanted.position))
    within = f" in {' and '.join(f'“{word}”' for word in narrowed)}" if narrowed else ""
    if not query:
        return f"No exercise is{within}. Choose another filter, or show all exercises."
    advice = "Look in all exercises" if narrowed else "Show all exercises"
    return (
        f"Nothing fits “{query}”{within}. Try a shorter word or a body part, "
        f"such as “hips”. {advice} to start again."
    )


class EmptyState(QFrame):
    """A card with the reason and one button that lets everything in again."""

    clear_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        title = Prose(theme, "heading")
        title.set_text("No exercise found")
        self.message = Prose(theme, "small", tone="muted")
        self.clear_button = ActionButton(theme, "Show all exercises")
        self.clear_button.clicked.connect(self.clear_requested)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 20)
        column.setSpacing(theme.space("sm"))
        column.addWidget(title)
        column.addWidget(self.message)
        column.addSpacing(theme.space("sm"))
        column.addWidget(self.clear_button, 0, Qt.AlignmentFlag.AlignLeft)

    def set_filter(self, wanted: Filter) -> None:
        """Say what was looked for."""
        self.message.set_text(empty_text(wanted))
