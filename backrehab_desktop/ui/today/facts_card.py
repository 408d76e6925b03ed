"""A few facts side by side: a small name over its value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from backrehab_desktop.ui.widgets.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backrehab_desktop.ui.theme.tokens import Theme


class FactsCard(QFrame):
    """One row of facts in a card."""

    def __init__(self, theme: Theme, names: Sequence[str]) -> None:
        """The names stay; the values follow."""
        super().__init__()
        self.setProperty("kind", "card")
        self._values: list[Prose] = []
        row = QHBoxLayout(self)
        margin = theme.space("xl")
        row.setContentsMargins(margin, theme.space("lg"), margin, theme.space("lg"))
        row.setSpacing(margin)
        for name in names:
            label = Prose(theme, "small", tone="muted", wraps=False)
            label.set_text(name)
            value = Prose(theme, "heading", wraps=False)
            self._values.append(value)
            column = QVBoxLayout()
            column.setSpacing(theme.space("xs"))
            column.addWidget(label)
            column.addWidget(value)
            row.addLayout(column, 1)

    def show_values(self, values: Sequence[str]) -> None:
        """Show the values, in the order of the names."""
        for label, value in zip(self._values, values, strict=True):
            label.set_text(value)
