"""What each source says about the dose, as a table that fits the width there is."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QGridLayout, QSpacerItem, QVBoxLayout, QWidget

from backrehab_desktop.core.wording import capitalised, list_in_words
from backrehab_desktop.ui.theme.fonts import scale_font
from backrehab_desktop.ui.widgets.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QResizeEvent

    from backrehab_desktop.core.exercise import SourceDose
    from backrehab_desktop.ui.theme.tokens import Theme

NOT_STATED = "not stated"
_FACTS = (
    ("duration", "How long"),
    ("hold", "Hold"),
    ("repetitions", "How many"),
    ("sets", "Sets"),
    ("rest", "Rest"),
    ("times", "How often"),
)
_OF_EXERCISE, _OF_ACTIVITY = _FACTS[1:], (_FACTS[0], _FACTS[-1])
"""What one would like to know of either: nobody counts the sets of a walk."""
_TITLE_SHARE = 0.3
"""Of the width for the sources' titles, where they have a column of their own."""
_LEAST_TITLE = 130
_LEAST_COLUMNS = 440
"""Width under which a column for the titles leaves too little for what they say."""


class Form(Enum):
    """How the table is set; the widest that fits is used."""

    COLUMNS = "columns"
    """One line for each statement, the source in front."""
    TITLED = "titled"
    """The source above its line."""
    STACKED = "stacked"
    """The source above its values, each in a line with its name."""


class _Statement:
    """The widgets of one statement."""

    def __init__(self, theme: Theme, dose: SourceDose, facts: Sequence[tuple[str, str]]) -> None:
        self.names = [name for _, name in facts]
        self.values = [getattr(dose, fact) for fact, _ in facts]
        self.cells: list[Prose] = []
        self.note: Prose | None = None
        if any(self.values):
            for name, value in zip(self.names, self.values, strict=True):
                cell = Prose(theme, "small", tone="text" if value else "muted", bold_tone="muted")
                cell.setAccessibleName(f"{dose.source}, {name}: {value or NOT_STATED}")
                self.cells.append(cell)
        if dose.note or not self.cells:
            self.note = Prose(theme, "small", tone="muted")
            self.note.set_text(dose.note or f"The dose is {NOT_STATED}.")

    def show_as(self, form: Form) -> None:
        for cell, name, value in zip(self.cells, self.names, self.values, strict=False):
            words = value or NOT_STATED
            cell.set_text(f"{name}: {words}" if form is Form.STACKED else capitalised(words))


def _statements(
    theme: Theme, doses: Sequence[SourceDose], facts: Sequence[tuple[str, str]]
) -> list[_Statement]:
    """Those with numbers first, so that "no counts" does not seem to deny the counts below it."""
    counted = [dose for dose in doses if dose.numbers]
    named = [dose for dose in doses if not dose.numbers]
    if counted:
        named = [replace(dose, note=_elsewhere(dose.note)) for dose in named]
    return [_Statement(theme, dose, facts) for dose in (*counted, *named)]


def _elsewhere(note: str) -> str:
    """A note said of another passage than the one with the numbers: "Elsewhere: only named"."""
    if not note or note.startswith("A "):  # which names its passage
        return note
    return f"Elsewhere: {note[:1].lower()}{note[1:]}"


class _Group:
    """The title of a source above or before its statements."""

    def __init__(self, theme: Theme, statements: Sequence[_Statement], source: str) -> None:
        self.line = QFrame()
        self.line.setProperty("kind", "line")
        self.line.setFixedHeight(1)
        self.title = Prose(theme, "small")
        self.title.set_text(f"**{source}**")
        self.statements = statements


class DoseTable(QWidget):
    """One line for each statement of a source; what no source states has no column."""

    def __init__(self, theme: Theme, doses: Sequence[SourceDose]) -> None:
        """Show ``doses`` in their order; neighbours of one source share its title."""
        super().__init__()
        self._theme = theme
        self._form: Form | None = None
        facts = [pair for pair in _FACTS if any(getattr(dose, pair[0]) for dose in doses)]
        asked = _OF_ACTIVITY if _FACTS[0] in facts else _OF_EXERCISE
        left_out = [name.lower() for fact, name in asked if (fact, name) not in facts]
        self._source_head = self._head("Source")
        self._heads = [self._head(name) for _, name in facts]
        self._groups = [
            _Group(theme, _statements(theme, tuple(same), facts), source)
            for source, same in groupby(doses, key=lambda dose: dose.source)
        ]
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.space("md"))
        self._grid.setVerticalSpacing(theme.space("sm"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space("md"))
        column.addLayout(self._grid)
        if left_out and facts:
            rest = Prose(theme, "small", tone="muted")
            rest.set_text(f"No source states: {list_in_words(left_out)}.")
            column.addWidget(rest)
        self._place(Form.STACKED)

    @property
    def form(self) -> Form:
        """How the table is set now."""
        return self._form or Form.STACKED

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the form that fits the new width."""
        super().resizeEvent(event)
        self._place(self._fitting(self.width()))

    def _head(self, words: str) -> Prose:
        head = Prose(self._theme, "caption", tone="muted")
        head.set_text(words)
        head.setParent(self)
        return head

    def _fitting(self, width: int) -> Form:
        """No word may be broken for want of width."""
        gap = self._theme.space("md")
        metrics = QFontMetrics(scale_font(self._theme, "small"))
        # Columns are of equal width, so the widest word counts for each of them.
        widest = max(
            (
                metrics.horizontalAdvance(word) + 4
                for text in self._texts()
                for word in text.split()
            ),
            default=0,
        )
        need = len(self._heads) * (widest + gap) - gap
        if not self._heads:
            return Form.TITLED
        title = max(_LEAST_TITLE, round(width * _TITLE_SHARE))
        if width >= _LEAST_COLUMNS and need + gap + title <= width:
            return Form.COLUMNS
        return Form.TITLED if need <= width else Form.STACKED

    def _texts(self) -> Iterator[str]:
        """Everything that stands in a column of its own."""
        for head in self._heads:
            yield head.text()
        for group in self._groups:
            for statement in group.statements:
                if statement.cells:
                    yield from (value or NOT_STATED for value in statement.values)

    def _place(self, form: Form) -> None:
        if form is self._form:
            return
        self._form = form
        while (item := self._grid.takeAt(0)) is not None:
            del item
        columns = max(1, len(self._heads))
        first = 1 if form is Form.COLUMNS else 0
        headed = form is not Form.STACKED
        self._source_head.setVisible(form is Form.COLUMNS)
        if form is Form.COLUMNS:
            self._grid.addWidget(self._source_head, 0, 0)
        for n, head in enumerate(self._heads):
            head.setVisible(headed)
            if headed:
                self._grid.addWidget(head, 0, first + n)
        for n in range(len(self._heads) + 1):
            self._grid.setColumnStretch(n, 0)
        self._stretch(form, columns)
        row = 1
        for group in self._groups:
            self._grid.addWidget(group.line, row, 0, 1, first + columns)
            row = self._place_group(group, form, row + 1)

    def _stretch(self, form: Form, columns: int) -> None:
        if form is Form.COLUMNS:
            self._grid.setColumnMinimumWidth(0, _LEAST_TITLE)
            self._grid.setColumnStretch(0, round(100 * _TITLE_SHARE))
            for n in range(columns):
                self._grid.setColumnStretch(n + 1, round(100 * (1 - _TITLE_SHARE) / columns))
            return
        self._grid.setColumnMinimumWidth(0, 0)
        for n in range(columns if form is Form.TITLED else 1):
            self._grid.setColumnStretch(n, 1)

    def _place_group(self, group: _Group, form: Form, row: int) -> int:
        """Put one source's statements from ``row`` on; returns the next free row."""
        columns = max(1, len(self._heads))
        first = 1 if form is Form.COLUMNS else 0
        top = Qt.AlignmentFlag.AlignTop
        title_row = row
        if not first:
            self._grid.addWidget(group.title, row, 0, 1, columns, top)
            row += 1
        for place, statement in enumerate(group.statements):
            statement.show_as(form)
            if place and form is Form.STACKED:
                self._grid.addItem(QSpacerItem(0, self._theme.space("xs")), row, 0)
                row += 1
            for n, cell in enumerate(statement.cells):
                if form is Form.STACKED:
                    self._grid.addWidget(cell, row + n, 0, 1, columns)
                else:
                    self._grid.addWidget(cell, row, first + n, top)
            if statement.cells:
                row += len(statement.cells) if form is Form.STACKED else 1
            if statement.note is not None:
                self._grid.addWidget(statement.note, row, first, 1, columns, top)
                row += 1
        if first:
            self._grid.addWidget(group.title, title_row, 0, row - title_row, 1, top)
        return row
