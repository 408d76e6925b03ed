"""One movement to leave out: why, and what to do instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from backrehab_desktop.core.wording import counted
from backrehab_desktop.ui.exercises.chips import chip_button, link_chip
from backrehab_desktop.ui.exercises.flow_layout import FlowLayout
from backrehab_desktop.ui.exercises.thumbnail_link import ThumbnailLink
from backrehab_desktop.ui.widgets.icon_label import IconLabel
from backrehab_desktop.ui.widgets.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backrehab_desktop.core.avoid import AvoidedMovement
    from backrehab_desktop.core.exercise import Entry
    from backrehab_desktop.ui.figure.thumbnails import ThumbnailProvider
    from backrehab_desktop.ui.theme.tokens import Theme


class AvoidCard(QFrame):
    """As a row of the list with a picture, or as a caution above what a search has found."""

    entry_requested = Signal(str)
    """The user wants to see what replaces it."""
    others_requested = Signal()
    """The user wants to see the other movements that were found."""

    def __init__(
        self,
        theme: Theme,
        movement: AvoidedMovement,
        replacements: Sequence[Entry],
        thumbnails: ThumbnailProvider | None = None,
        *,
        others: int = 0,
    ) -> None:
        """With ``thumbnails`` the first replacement is a picture, else all are chips.

        ``others`` is how many more movements there are to see.
        """
        super().__init__()
        self._theme = theme
        self.movement = movement
        self._links: list[QAbstractButton] = []
        self.others_button: QPushButton | None = None
        if others:
            self.others_button = chip_button(f"{counted(others, 'more movement')} like this")
            self.others_button.clicked.connect(self.others_requested)
        is_row = thumbnails is not None
        self.setProperty("kind", "card" if is_row else "caution")
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 14, 16, 16)
        grid.setHorizontalSpacing(theme.space("md"))
        grid.setVerticalSpacing(theme.space("xs"))
        grid.setColumnStretch(1, 1)
        grid.addWidget(IconLabel(theme, "warning", "warning"), 0, 0, Qt.AlignmentFlag.AlignTop)
        title = Prose(theme, "label", bold_tone="text", tone="warning")
        name = movement.movement
        title.set_text(f"**{name}**" if is_row else f"Better avoided: **{name}**")
        grid.addWidget(title, 0, 1)
        grid.addLayout(self._words(movement, replacements, pictured=is_row), 1, 1)
        if thumbnails is not None and replacements:
            picture = ThumbnailLink(theme, replacements[0], thumbnails)
            self._take_link(picture, replacements[0])
            grid.addWidget(picture, 0, 2, 2, 1, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(f"Better avoided: {name}")

    def links(self) -> tuple[QAbstractButton, ...]:
        """The buttons that lead to what replaces it, the gentlest first."""
        return tuple(self._links)

    def stops(self) -> tuple[QAbstractButton, ...]:
        """All its buttons, in the order in which they are read."""
        others = self.others_button
        return self.links() if others is None else (*self.links(), others)

    def _words(
        self, movement: AvoidedMovement, replacements: Sequence[Entry], *, pictured: bool
    ) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(self._theme.space("sm"))
        column.addWidget(self._prose(movement.why))
        column.addWidget(self._prose(f"**Instead:** {movement.instead}"))
        chips: list[QPushButton] = []
        for entry in replacements[1:] if pictured else replacements:
            chip = link_chip(f"Open {entry.name}", entry.name)
            self._take_link(chip, entry)
            chips.append(chip)
        if self.others_button is not None:
            chips.append(self.others_button)
        if chips:
            box = QWidget()
            flow = FlowLayout(self._theme.space("sm"), box)
            for chip in chips:
                flow.addWidget(chip)
            column.addWidget(box)
        if movement.conflict_note:
            column.addWidget(self._prose(movement.conflict_note, "muted"))
        column.addStretch(1)
        return column

    def _prose(self, text: str, tone: str = "text") -> Prose:
        prose = Prose(self._theme, "small", tone=tone)
        prose.set_text(text)
        return prose

    def _take_link(self, button: QAbstractButton, entry: Entry) -> None:
        button.clicked.connect(lambda _=False, id_=entry.id: self.entry_requested.emit(id_))
        if isinstance(button, ThumbnailLink):
            self._links.insert(0, button)
        else:
            self._links.append(button)
