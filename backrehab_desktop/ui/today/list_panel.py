"""The left column of the Today page: the day, how much of it is done, and the exercises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from backrehab_desktop.core import wording
from backrehab_desktop.ui.today.exercise_row import ExerciseRow, Thumbnails
from backrehab_desktop.ui.widgets.paint import fill_round, painter_on, reach_by_tab
from backrehab_desktop.ui.widgets.prose import Prose
from backrehab_desktop.ui.widgets.segments import SegmentBar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtGui import QPaintEvent

    from backrehab_desktop.core.exercise import Position
    from backrehab_desktop.ui.theme.tokens import Theme
    from backrehab_desktop.ui.today.agenda import Agenda, RowState

_ALWAYS_OFF = 1
"""``Qt.ScrollBarAlwaysOff``; see widgets.paint for why it is a number."""
_HEADING_HEIGHT = 34
_COMPACT_GAP = 12


class ExerciseList(QWidget):
    """A heading for each position, then its exercises; one of the rows is reached by Tab."""

    row_chosen = Signal(int)
    """Index of an exercise in the agenda that is to be looked at."""

    def __init__(self, theme: Theme, agenda: Agenda) -> None:
        """All exercises are still to do."""
        super().__init__()
        self._theme = theme
        self.setAccessibleName("Exercises of today")
        self._choosable = True
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.headings: list[Prose] = []
        self._gaps: list[QWidget] = []
        self.rows: list[ExerciseRow] = []
        before: Position | None = None
        for item, entry in enumerate(agenda.rows):
            if entry.exercise.position is not before:
                before = entry.exercise.position
                self._add_heading(theme, wording.position_in_words(before))
            row = ExerciseRow(theme, entry)
            row.clicked.connect(lambda _=False, item=item: self._choose(item))
            row.moved.connect(lambda step, item=item: self._walk(item, step))
            self.rows.append(row)
            self._column.addWidget(row)
        self._column.addStretch(1)
        if self.rows:
            reach_by_tab(self.rows[0])

    def _add_heading(self, theme: Theme, words: str) -> None:
        heading = Prose(theme, "small", tone="muted", bold_tone="muted", wraps=False)
        heading.set_text(f"**{words}**")
        heading.setFixedHeight(_HEADING_HEIGHT)
        heading.set_inset(theme.space("xxl"))
        gap = QWidget()
        gap.setFixedHeight(_COMPACT_GAP)
        self.headings.append(heading)
        self._gaps.append(gap)
        self._column.addWidget(heading)
        self._column.addWidget(gap)

    def set_choosable(self, choosable: bool) -> None:
        """Whether a row can be looked at; not while a session is under way."""
        self._choosable = choosable
        for row in self.rows:
            row.set_choosable(choosable)
            if not choosable:
                row.set_chosen(False)

    def set_compact(self, compact: bool) -> None:
        """Pictures alone, or with their words."""
        for place, heading in enumerate(self.headings):
            heading.setVisible(not compact)
            self._gaps[place].setVisible(compact and place > 0)
        for row in self.rows:
            row.set_compact(compact)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground; the scroll area around has one of its own."""
        with painter_on(self) as painter:
            fill_round(painter, QRectF(self.rect()), 0, self._theme.color("surface"))

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme from now on."""
        self._theme = theme
        self.update()

    def _choose(self, item: int) -> None:
        if not self._choosable:
            return
        for place, row in enumerate(self.rows):
            row.set_chosen(place == item)
            reach_by_tab(row, place == item)
        self.row_chosen.emit(item)

    def _walk(self, item: int, step: int) -> None:
        from PySide6.QtCore import Qt

        target = min(len(self.rows) - 1, max(0, item + step))
        self._choose(target)
        self.rows[target].setFocus(Qt.FocusReason.TabFocusReason)


class ListPanel(QWidget):
    """The day, the bars, and the list; narrow windows keep only the pictures."""

    def __init__(self, theme: Theme, agenda: Agenda) -> None:
        """Nothing is done yet."""
        super().__init__()
        self._theme = theme
        self._compact = False
        self._count = len(agenda.rows)
        self.list = ExerciseList(theme, agenda)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setProperty("horizontalScrollBarPolicy", _ALWAYS_OFF)
        reach_by_tab(self._area, False)
        self._area.setWidget(self.list)
        self._title = Prose(theme, "title", wraps=False)
        self._title.set_text("Today")
        self._date = Prose(theme, "small", tone="muted", wraps=False)
        self._bar = SegmentBar(theme)
        self._bar.show_parts([0.0] * self._count)
        self._words = Prose(theme, "small", tone="muted", wraps=False)
        self._short = Prose(theme, "small", tone="text", wraps=False, centred=True)
        self._left = Prose(theme, "small", tone="muted", wraps=False, centred=True)
        self._also = Prose(theme, "small", tone="muted", max_lines=2)
        self._also.hide()
        self._also_short = Prose(theme, "small", tone="muted", wraps=False, centred=True)
        self._head = QWidget()
        self._lay_out()
        self._apply_compact()

    def _lay_out(self) -> None:
        margin = self._theme.space("xxl")
        head = QVBoxLayout(self._head)
        top = self._theme.space("xl") + 3
        head.setContentsMargins(margin, top, margin, self._theme.space("xs"))
        head.setSpacing(0)
        head.addWidget(self._title)
        head.addWidget(self._date)
        head.addSpacing(self._theme.space("md") + 1)
        head.addWidget(self._bar)
        head.addSpacing(self._theme.space("sm"))
        head.addWidget(self._words)
        head.addWidget(self._also)
        self._column = column = QVBoxLayout(self)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._short)
        column.addWidget(self._area, 1)
        column.addWidget(self._left)
        column.addWidget(self._also_short)

    def set_thumbnails(self, thumbnails: Thumbnails) -> None:
        """Take the pictures from there from now on."""
        for row in self.list.rows:
            row.set_thumbnails(thumbnails)
        thumbnails.thumbnail_ready.connect(self._repaint_rows)

    def set_compact(self, compact: bool) -> None:
        """Pictures alone, as in a narrow window."""
        if compact != self._compact:
            self._compact = compact
            self._apply_compact()

    def _apply_compact(self) -> None:
        compact = self._compact
        self._head.setVisible(not compact)
        self._short.setVisible(compact)
        self._left.setVisible(compact and bool(self._left.text()))
        self._also_short.setVisible(compact and bool(self._also_short.text()))
        self.setFixedWidth(self._theme.size("list_compact" if compact else "list"))
        edge = self._theme.space("lg") if compact else 0
        self._column.setContentsMargins(0, edge, 1, edge)
        self.list.set_compact(compact)

    def set_date(self, day: date) -> None:
        """Name the day."""
        self._date.set_text(f"{day:%A} {day.day} {day:%B}")

    def show_progress(self, parts: Sequence[float], done: int, rest: str, *, begun: bool) -> None:
        """How far the day has come; ``rest`` is what is left, in words, or empty."""
        self._bar.show_parts(parts)
        head = f"**{done} of {self._count} done**" if begun else "**Not started**"
        self._words.set_text(f"{head} · {rest}" if rest else head)
        self._short.set_text(f"**{done} of {self._count}**")
        self._show_left(rest)

    def _show_left(self, rest: str) -> None:
        short = rest.removeprefix("about ").replace("minutes", "min").replace("minute", "min")
        self._left.set_text(short)
        self._left.setVisible(self._compact and bool(rest))

    def show_activities(self, words: str, minutes: int) -> None:
        """What was done today beside the exercises, and all its minutes; "" for nothing."""
        self._also.set_text(f"**Also today:** {words}" if words else "")
        self._also.setVisible(bool(words))
        self._also_short.set_text(f"also {minutes} min" if words else "")
        self._also_short.setToolTip(words)
        self._also_short.setVisible(self._compact and bool(words))

    def show_trial(self, rest: str) -> None:
        """One exercise is tried beside the day, whose bars stay; ``rest`` as in show_progress."""
        head = "**Trying out**"
        self._words.set_text(f"{head} · {rest}" if rest else head)
        self._show_left(rest)

    def show_states(self, states: Sequence[RowState], current: int | None) -> None:
        """Mark the exercises; the current one scrolls into view."""
        for row, state in zip(self.list.rows, states, strict=True):
            row.set_state(state)
        if current is not None:
            self._area.ensureWidgetVisible(self.list.rows[current], 0, 8)

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme from now on."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """The width is fixed; any height will do."""
        return QSize(self.width(), 400)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and the line to the stage."""
        with painter_on(self) as painter:
            fill_round(painter, QRectF(self.rect()), 0, self._theme.color("surface"))
            edge = QRectF(self.width() - 1, 0, 1, self.height())
            fill_round(painter, edge, 0, self._theme.color("border"))

    def _repaint_rows(self) -> None:
        for row in self.list.rows:
            row.update()


def first_words(agenda: Agenda, item: int) -> str:
    """The caption under the figure of an exercise that is looked at."""
    row = agenda.rows[item]
    prefix = "First: " if item == 0 else ""
    return f"{prefix}**{row.exercise.name}**, {wording.list_in_words(row.dose_lines[:1])}"
