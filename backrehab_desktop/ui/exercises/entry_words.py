"""Everything the library says about one exercise or activity: what to do first, sources last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from backrehab_desktop.core.exercise import Activity, Effect, Exercise
from backrehab_desktop.core.wording import (
    capitalised,
    effect_in_words,
    exercise_dose_in_words,
    list_in_words,
    minutes_in_words,
    often_in_words,
    position_in_words,
)
from backrehab_desktop.ui.exercises.chips import link_chip
from backrehab_desktop.ui.exercises.dose_table import DoseTable
from backrehab_desktop.ui.widgets.icon_label import IconLabel
from backrehab_desktop.ui.widgets.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from backrehab_desktop.core.exercise import Dose, Entry
    from backrehab_desktop.ui.theme.tokens import Theme

_LABEL_WIDTH = 82
_DOT = 10
_SCROLL_BAR_GAP = 6
_MARK_WIDTH = 14
NO_DOSE = "As long as it feels comfortable. The minutes you log are up to you."


class _Dot(QWidget):
    """The colour of the highlighted muscles, beside the word that says the same."""

    def __init__(self, theme: Theme, role: str) -> None:
        super().__init__()
        self._theme = theme
        self._role = role
        self.setFixedSize(_DOT, _DOT)

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme from now on."""
        self._theme = theme
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.color(self._role)))
            painter.drawEllipse(self.rect())


class EntryWords(QWidget):
    """The dose and the words of one entry; built anew for each."""

    entry_requested = Signal(str)
    """The user followed the link to an easier or harder exercise."""

    def __init__(
        self,
        theme: Theme,
        entry: Entry,
        planned_dose: Dose | None,
        neighbours: Sequence[tuple[str, Entry]],
        sessions_per_week: int | None = None,
    ) -> None:
        """Lay everything out.

        Args:
            theme: what to paint with.
            entry: what to tell about.
            planned_dose: the dose of the plan, ``None`` if it is not in the plan.
            neighbours: label and entry of each link.
            sessions_per_week: of the plan, ``None`` if it is not in the plan.
        """
        super().__init__()
        self._often = (
            often_in_words(entry.category, sessions_per_week) if isinstance(entry, Exercise) else ""
        )
        self._theme = theme
        self._links: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, _SCROLL_BAR_GAP, theme.space("lg"))
        column.setSpacing(theme.space("lg"))
        column.addLayout(self._heading(entry))
        column.addLayout(self._facts(entry, planned_dose))
        how = self._listed(entry.steps, numbered=True)
        column.addLayout(self._section("How to do it", how))
        column.addWidget(self._stop_box(entry.cautions))
        column.addLayout(self._section("Breathing", self._prose(entry.breathing)))
        check = self._prose(entry.self_check)
        column.addLayout(self._section("How you know it is right", check))
        mistakes = self._listed(entry.mistakes, numbered=False)
        column.addLayout(self._section("Common mistakes", mistakes))
        if entry.variant_note:
            note = self._prose(entry.variant_note)
            column.addLayout(self._section("What makes it different", note))
        if neighbours:
            column.addLayout(self._section("Easier and harder", self._links_to(neighbours)))
        column.addLayout(self._section("How much", self._our_dose(entry)))
        if entry.source_doses:
            table = DoseTable(theme, entry.source_doses)
            column.addLayout(self._section("What the sources advise", table))
        column.addStretch(1)

    def links(self) -> tuple[QPushButton, ...]:
        """The buttons that lead to other entries."""
        return tuple(self._links)

    def _prose(self, text: str, tone: str = "text", step: str = "small") -> Prose:
        prose = Prose(self._theme, step, tone=tone)
        prose.set_text(text)
        return prose

    def _section(self, title: str, content: QWidget) -> QVBoxLayout:
        section = QVBoxLayout()
        section.setSpacing(self._theme.space("xs"))
        section.addWidget(self._prose(title, step="label"))
        section.addWidget(content)
        return section

    def _heading(self, entry: Entry) -> QVBoxLayout:
        role = "work" if entry.effect is Effect.WORK else "stretch"
        line = Prose(self._theme, "small", tone="muted", bold_tone=f"{role}_text")
        line.set_text(f"{effect_in_words(entry.effect)}: **{', '.join(entry.targets)}**")
        row = QHBoxLayout()
        row.setSpacing(self._theme.space("sm"))
        dot = QVBoxLayout()
        dot.setContentsMargins(0, (self._theme.type("small").line - _DOT) // 2 + 1, 0, 0)
        dot.addWidget(_Dot(self._theme, role))
        dot.addStretch(1)
        row.addLayout(dot)
        row.addWidget(line, 1)
        column = QVBoxLayout()
        column.setSpacing(self._theme.space("xs"))
        column.addLayout(row)
        column.addSpacing(self._theme.space("xs"))
        column.addWidget(self._prose(entry.purpose))
        return column

    def _facts(self, entry: Entry, planned_dose: Dose | None) -> QGridLayout:
        rows = self._row_grid()
        label = "Your plan" if planned_dose is not None else "Start with"
        if isinstance(entry, Exercise):
            dose = exercise_dose_in_words(entry, planned_dose or entry.start_dose)
            self._add_row(rows, label, self._prose(f"**{dose}**"))
        elif isinstance(entry, Activity) and entry.start is not None:
            self._add_row(rows, label, self._prose(f"**{minutes_in_words(entry.start)}**"))
        else:
            self._add_row(rows, "How long", self._prose(NO_DOSE))
        if self._often:
            self._add_row(rows, "How often", self._prose(self._often))
        self._add_row(rows, "Position", self._prose(position_in_words(entry.position)))
        needs = capitalised(list_in_words(entry.equipment)) or "Nothing"
        self._add_row(rows, "You need", self._prose(needs))
        return rows

    def _our_dose(self, entry: Entry) -> QWidget:
        """Where this program begins and where it ends."""
        widget = QWidget()
        rows = self._row_grid()
        widget.setLayout(rows)
        rows.setContentsMargins(0, 0, 0, 0)
        if isinstance(entry, Exercise):
            start = exercise_dose_in_words(entry, entry.start_dose)
            cap = exercise_dose_in_words(entry, entry.cap_dose)
            self._add_row(rows, "Start with", self._prose(capitalised(start)))
            self._add_row(rows, "At most", self._prose(capitalised(cap)))
            self._add_row(rows, "How often", self._prose(self._often))
        elif isinstance(entry, Activity):
            if entry.start is not None and entry.cap is not None:
                self._add_row(rows, "Start with", self._prose(minutes_in_words(entry.start)))
                self._add_row(rows, "At most", self._prose(minutes_in_words(entry.cap)))
            self._add_row(rows, "Build up", self._prose(entry.build_up))
        return widget

    def _links_to(self, neighbours: Sequence[tuple[str, Entry]]) -> QWidget:
        widget = QWidget()
        rows = self._row_grid()
        widget.setLayout(rows)
        rows.setContentsMargins(0, 0, 0, 0)
        for label, neighbour in neighbours:
            link = link_chip(f"{label}: {neighbour.name}", neighbour.name)
            link.clicked.connect(lambda _=False, id_=neighbour.id: self.entry_requested.emit(id_))
            self._links.append(link)
            row = rows.rowCount()
            rows.addWidget(self._prose(label, "muted"), row, 0, Qt.AlignmentFlag.AlignVCenter)
            rows.addWidget(link, row, 1, Qt.AlignmentFlag.AlignLeft)
        return widget

    def _row_grid(self) -> QGridLayout:
        rows = QGridLayout()
        rows.setHorizontalSpacing(self._theme.space("sm"))
        rows.setVerticalSpacing(self._theme.space("sm"))
        rows.setColumnMinimumWidth(0, _LABEL_WIDTH)
        rows.setColumnStretch(1, 1)
        return rows

    def _add_row(self, rows: QGridLayout, label: str, content: QWidget) -> None:
        row = rows.rowCount()
        rows.addWidget(self._prose(label, "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
        rows.addWidget(content, row, 1)

    def _listed(self, texts: Iterable[str], *, numbered: bool, tone: str = "text") -> QWidget:
        """The texts one under the other, each behind its number or a dash."""
        widget = QWidget()
        grid = QGridLayout(widget)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self._theme.space("sm"))
        grid.setVerticalSpacing(self._theme.space("xs"))
        grid.setColumnStretch(1, 1)
        for row, text in enumerate(texts):
            mark = self._prose(f"**{row + 1}**" if numbered else "\u2013", "muted")
            mark.set_bold_tone("accent")
            mark.setFixedWidth(_MARK_WIDTH)
            grid.addWidget(mark, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._prose(text, tone), row, 1)
        return widget

    def _stop_box(self, cautions: Sequence[str]) -> QFrame:
        box = QFrame()
        box.setProperty("kind", "caution")
        grid = QGridLayout(box)
        grid.setContentsMargins(14, 12, 14, 14)
        grid.setHorizontalSpacing(self._theme.space("sm"))
        grid.setVerticalSpacing(self._theme.space("xs"))
        grid.setColumnStretch(1, 1)
        grid.addWidget(IconLabel(self._theme, "warning", "warning"), 0, 0)
        title = Prose(self._theme, "small", bold_tone="warning")
        title.set_text("**Stop if**")
        grid.addWidget(title, 0, 1)
        grid.addWidget(self._listed(cautions, numbered=False), 1, 1)
        return box
