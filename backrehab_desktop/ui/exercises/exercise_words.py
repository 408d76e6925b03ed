"""Everything the library says about one exercise, in labelled rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from backrehab_desktop.core.exercise import Effect
from backrehab_desktop.core.wording import (
    capitalised,
    effect_in_words,
    exercise_dose_in_words,
    list_in_words,
    position_in_words,
    source_dose_in_words,
)
from backrehab_desktop.ui.exercises.filter_bar import CHIP_RADIUS
from backrehab_desktop.ui.theme.focus import FOCUS_RADIUS
from backrehab_desktop.ui.theme.icons import paint_icon
from backrehab_desktop.ui.widgets.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from backrehab_desktop.core.exercise import Dose, Exercise
    from backrehab_desktop.ui.theme.tokens import Theme

_LABEL_WIDTH = 82
_DOT = 10
_WARNING = 20
_SCROLL_BAR_GAP = 6


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


class _WarningIcon(QWidget):
    """The sign in front of the reasons to stop."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(QSize(_WARNING, _WARNING))

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme from now on."""
        self._theme = theme
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_icon(painter, QRectF(self.rect()), "warning", self._theme.color("warning"))


class ExerciseWords(QWidget):
    """The name, the dose and the words of one exercise; built anew for each exercise."""

    exercise_requested = Signal(str)
    """The user followed the link to an easier or harder exercise."""

    def __init__(
        self,
        theme: Theme,
        exercise: Exercise,
        planned_dose: Dose | None,
        neighbours: Sequence[tuple[str, Exercise]],
    ) -> None:
        """Lay everything out.

        Args:
            theme: what to paint with.
            exercise: what to tell about.
            planned_dose: the dose of the plan, ``None`` if it is not in the plan.
            neighbours: label and exercise of each link.
        """
        super().__init__()
        self._theme = theme
        self._links: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, _SCROLL_BAR_GAP, theme.space("lg"))
        column.setSpacing(theme.space("md"))
        column.addLayout(self._heading(exercise))
        column.addLayout(self._doing(exercise, planned_dose))
        column.addWidget(self._stop_box(exercise.cautions))
        column.addLayout(self._further(exercise, neighbours))
        column.addWidget(self._sources_box(exercise))
        column.addStretch(1)

    def links(self) -> tuple[QPushButton, ...]:
        """The buttons that lead to other exercises."""
        return tuple(self._links)

    def _prose(self, text: str, tone: str = "text", step: str = "small") -> Prose:
        prose = Prose(self._theme, step, tone=tone)
        prose.set_text(text)
        return prose

    def _heading(self, exercise: Exercise) -> QVBoxLayout:
        working = exercise.effect is Effect.WORK
        role = "work" if working else "stretch"
        line = Prose(self._theme, "small", tone="muted", bold_tone=f"{role}_text")
        targets = "**, **".join(exercise.targets)
        line.set_text(f"{effect_in_words(exercise.effect)}: **{targets}**".replace("**, **", ", "))
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
        column.addWidget(self._prose(exercise.name, step="title"))
        column.addLayout(row)
        return column

    def _doing(self, exercise: Exercise, planned_dose: Dose | None) -> QGridLayout:
        rows = self._row_grid()
        dose = planned_dose or exercise.start_dose
        label = "Start with" if planned_dose is None else "Your dose"
        words = self._prose(f"**{exercise_dose_in_words(exercise, dose)}**")
        self._add_row(rows, label, words)
        self._add_row(rows, "What for", self._prose(exercise.purpose))
        self._add_row(rows, "How", self._listed(exercise.steps, numbered=True))
        return rows

    def _further(
        self, exercise: Exercise, neighbours: Sequence[tuple[str, Exercise]]
    ) -> QGridLayout:
        rows = self._row_grid()
        self._add_row(rows, "Breathing", self._prose(exercise.breathing))
        self._add_row(rows, "Check", self._prose(exercise.self_check))
        self._add_row(rows, "Avoid", self._listed(exercise.mistakes, numbered=False))
        self._add_row(rows, "Position", self._prose(position_in_words(exercise.position)))
        needs = capitalised(list_in_words(exercise.equipment)) or "Nothing"
        self._add_row(rows, "Needs", self._prose(needs))
        for name, neighbour in neighbours:
            link = self._link(name, neighbour)
            self._links.append(link)
            row = rows.rowCount()
            rows.addWidget(self._prose(name, "muted"), row, 0, Qt.AlignmentFlag.AlignVCenter)
            rows.addWidget(link, row, 1, Qt.AlignmentFlag.AlignLeft)
        return rows

    def _row_grid(self) -> QGridLayout:
        rows = QGridLayout()
        rows.setHorizontalSpacing(self._theme.space("sm"))
        rows.setVerticalSpacing(self._theme.space("md"))
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
            mark.setFixedWidth(12)
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
        grid.addWidget(_WarningIcon(self._theme), 0, 0)
        title = Prose(self._theme, "small", bold_tone="warning")
        title.set_text("**Stop if**")
        grid.addWidget(title, 0, 1)
        grid.addWidget(self._listed(cautions, numbered=False), 1, 1)
        return box

    def _link(self, label: str, neighbour: Exercise) -> QPushButton:
        button = QPushButton(neighbour.name)
        button.setProperty("role", "chip")
        button.setProperty(FOCUS_RADIUS, CHIP_RADIUS)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setAccessibleName(f"{label}: {neighbour.name}")
        button.clicked.connect(lambda: self.exercise_requested.emit(neighbour.id))
        return button

    def _sources_box(self, exercise: Exercise) -> QFrame:
        """Each source's dose beside its title, and where ours begins and ends."""
        box = QFrame()
        box.setProperty("kind", "note")
        grid = QGridLayout(box)
        grid.setContentsMargins(14, 12, 14, 14)
        grid.setHorizontalSpacing(self._theme.space("lg"))
        grid.setVerticalSpacing(self._theme.space("sm"))
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 6)
        grid.addWidget(self._prose("**Doses in the sources**"), 0, 0, 1, 2)
        for row, source_dose in enumerate(exercise.source_doses, start=1):
            grid.addWidget(self._prose(source_dose.source, "muted"), row, 0)
            grid.addWidget(self._prose(source_dose_in_words(source_dose)), row, 1)
        top = exercise_dose_in_words(exercise, exercise.cap_dose)
        start = exercise_dose_in_words(exercise, exercise.start_dose)
        row = len(exercise.source_doses) + 1
        grid.addWidget(self._prose("This program", "muted"), row, 0)
        grid.addWidget(self._prose(f"Starts with {start}. Never more than {top}."), row, 1)
        return box
