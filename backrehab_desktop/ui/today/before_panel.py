"""What is shown before a session: what lies ahead, the pain question, and Start."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from backrehab_desktop.ui.widgets.button import ActionButton, ButtonRole
from backrehab_desktop.ui.widgets.card import Card
from backrehab_desktop.ui.widgets.chip import Chip, ChipTone
from backrehab_desktop.ui.widgets.flow import FlowBox
from backrehab_desktop.ui.widgets.pain_question import QUESTION_BEFORE, PainQuestion
from backrehab_desktop.ui.widgets.prose import Prose

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from backrehab_desktop.app.jobs import JobThread
    from backrehab_desktop.ui.figure.figure_view import FigureView
    from backrehab_desktop.ui.figure.kept_figure import KeptFigure
    from backrehab_desktop.ui.theme.tokens import Theme
    from backrehab_desktop.ui.today.agenda import Agenda

_FIGURE_SHAPE = 0.66
"""Height of the figure's stage as a share of its width: a lying person and air around."""
_LEAST_WORDS, _WIDEST_WORDS = 336, 380


class BeforePanel(QWidget):
    """The start of the day; an unfinished session is offered in its own card."""

    start_requested = Signal()
    """Start, or go on if a session is unfinished."""
    restart_requested = Signal()
    """Start from the first exercise although a session is unfinished."""
    floor_chosen = Signal(bool)
    """Whether the session is to start in floor mode."""

    def __init__(self, theme: Theme, agenda: Agenda) -> None:
        """Ask about the pain and offer to start."""
        super().__init__()
        self._theme = theme
        self._picture = QStackedWidget()
        self._kept: KeptFigure | None = None
        self._figure: FigureView | None = None
        self._picture.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.question = PainQuestion(theme, QUESTION_BEFORE)
        self.start = ActionButton(
            theme, "Start", ButtonRole.PRIMARY, icon="play", key_hint="Space", large=True
        )
        self.floor = ActionButton(theme, "Floor mode", icon="expand", key_hint="F")
        self.show_floor_choice(False)
        self._restart = ActionButton(theme, "Start again", ButtonRole.QUIET)
        self._title = Prose(theme, "display")
        self._positions = Prose(theme, "body", tone="muted")
        self._positions.set_text(agenda.positions)
        self._positions.setMaximumWidth(_WIDEST_WORDS)
        self._needs = FlowBox(theme.space("sm"))
        for need in agenda.needs:
            self._needs.add(Chip(theme, need, ChipTone.OUTLINE))
        self._caption = Prose(theme, "small", tone="muted", wraps=False, centred=True)
        self._offer = self._make_offer(theme)
        self._hint = Prose(theme, "small", tone="muted", max_lines=3, middle=True)
        self._hint.set_text("You may start without answering.")
        self._lay_out(theme)
        self.start.clicked.connect(self.start_requested)
        self.floor.clicked.connect(lambda: self.floor_chosen.emit(not self._starts_on_floor))
        self._restart.clicked.connect(self.restart_requested)
        self.question.value_changed.connect(self._show_hint)

    def show_kept(self, kept: KeptFigure) -> None:
        """Show the figure of an earlier start until there is one; painted before anything else."""
        self._kept = kept
        kept.resize(self._picture.size())
        self._picture.addWidget(kept)
        kept.repaint()

    def bring_figure(self, jobs: JobThread | None = None) -> FigureView:
        """Put the figure in its place; not before the first paint, which does not need it."""
        from backrehab_desktop.ui.figure.figure_view import FigureView

        self._figure = figure = FigureView(jobs)
        figure.set_theme(self._theme)
        self._picture.addWidget(figure)
        if jobs is not None:
            figure.load_engine()
        if self._kept is not None and jobs is not None:
            figure.appeared.connect(partial(self._take_over, jobs))
        if self._kept is None or not self._kept.is_found:
            self._picture.setCurrentWidget(figure)
        return figure

    def show_exercise(self, exercise_id: str, marked: str) -> None:
        """Say what the figure shows; another one's kept picture makes way."""
        self.show_caption(marked)
        if self._kept is not None and self._kept.exercise_id != exercise_id:
            self._kept.set_exercise(exercise_id)

    def _take_over(self, jobs: JobThread) -> None:
        """The figure is there: it takes the place of its picture and is kept for the next start."""
        if self._kept is None or self._figure is None:
            return
        self._picture.setCurrentWidget(self._figure)
        self._kept.keep(self._figure, jobs)
        self._picture.removeWidget(self._kept)
        self._kept.deleteLater()
        self._kept = None

    def show_title(self, text: str) -> None:
        """What lies ahead: "Six exercises, about 14 minutes"."""
        self._title.set_text(text.replace(", ", ",\n", 1))

    def show_caption(self, marked: str) -> None:
        """The words under the figure."""
        self._caption.set_text(marked)

    def show_floor_choice(self, chosen: bool) -> None:
        """Say whether the session will start in floor mode."""
        self._starts_on_floor = chosen
        words = "Floor mode: on" if chosen else "Floor mode: off"
        self.floor.set_action(words, "check" if chosen else "expand")
        self.floor.setToolTip(
            "Start in full screen, large enough to be read from the mat. F changes it."
        )

    def offer_to_resume(self, where: str | None, *, again: bool = False) -> None:
        """Offer to go on at ``where``, such as "Bridge, set 2"; ``None`` takes it back.

        ``again``: all of the day was done before that session.
        """
        offered = where is not None
        self._offer.setVisible(offered)
        self._restart.setVisible(offered)
        # A resumed session keeps the answer it was begun with.
        self.question.setVisible(not offered)
        self._hint.setVisible(not offered)
        self.start.set_action("Continue" if offered else "Start", "play")
        if where is not None:
            begun = "You did all of today, began again and" if again else "You"
            self._offer_words.set_text(f"{begun} stopped at {where}.")

    @property
    def is_resume_offered(self) -> bool:
        """Whether Start means going on."""
        return not self._offer.isHidden()

    @property
    def resume_words(self) -> str:
        """What is offered."""
        return self._offer_words.text()

    @property
    def restart(self) -> ActionButton:
        """The button that starts from the beginning."""
        return self._restart

    def set_compact(self, compact: bool) -> None:
        """Less air and smaller type in a narrow window."""
        margin = self._theme.space("xl" if compact else "xxl")
        self._column.setContentsMargins(margin, margin, margin, self._theme.space("xl") + 4)
        self._title.set_step("title" if compact else "display")
        self._top.setColumnMinimumWidth(0, 0 if compact else _LEAST_WORDS)
        self._hint.setVisible(not self.is_resume_offered)
        self.floor.set_hint_shown(not compact)

    def set_theme(self, theme: Theme) -> None:
        """Build the figure in this theme, if it is still to come."""
        self._theme = theme

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the caption right under the figure, however high the window is."""
        super().resizeEvent(event)
        self._spare_words()
        width = self._picture.width()
        room = self._top.geometry().height() - self._caption.height() - self._theme.space("lg")
        self._picture.setFixedHeight(max(120, min(room, round(width * _FIGURE_SHAPE))))

    def _spare_words(self) -> None:
        """In a low window the title comes first: what does not fit beside it is left out."""
        room, width = self._top.geometry().height(), self._title.width()
        gap = self._theme.space("md")
        room -= self._title.heightForWidth(width)
        for words in (self._positions, self._needs):
            room -= words.heightForWidth(width) + gap
            words.setVisible(room >= 0)

    def _make_offer(self, theme: Theme) -> Card:
        card = Card(theme)
        self._offer_words = Prose(theme, "heading")
        more = Prose(theme, "small", tone="muted")
        more.set_text(
            "Everything you finished is kept. Go on from there, or start again from the beginning."
        )
        box = QVBoxLayout(card)
        margin = theme.space("xl")
        box.setContentsMargins(margin, theme.space("lg"), margin, theme.space("lg"))
        box.setSpacing(theme.space("xs"))
        box.addWidget(self._offer_words)
        box.addWidget(more)
        card.setVisible(False)
        return card

    def _lay_out(self, theme: Theme) -> None:
        words = QVBoxLayout()
        words.setSpacing(theme.space("md"))
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._positions)
        words.addWidget(self._needs)
        words.addStretch(1)
        picture = QVBoxLayout()
        picture.setSpacing(theme.space("sm"))
        picture.addStretch(1)
        picture.addWidget(self._picture)
        picture.addWidget(self._caption)
        picture.addStretch(1)
        self._top = top = QGridLayout()
        top.setColumnMinimumWidth(0, _LEAST_WORDS)
        top.setHorizontalSpacing(theme.space("xxl"))
        top.addLayout(words, 0, 0)
        top.addLayout(picture, 0, 1)
        top.setColumnStretch(0, 42)
        top.setColumnStretch(1, 58)
        foot = QHBoxLayout()
        foot.setSpacing(theme.space("lg"))
        self.start.setMinimumWidth(260)
        foot.addWidget(self.start)
        foot.addWidget(self._restart)
        foot.addWidget(self._hint, 1)
        foot.addStretch(0)
        foot.addWidget(self.floor)
        self._restart.setVisible(False)
        self._hint.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(theme.space("lg"))
        self._column.addLayout(top, 1)
        self._column.addWidget(self._offer)
        self._column.addWidget(self.question)
        self._column.addLayout(foot)

    def _show_hint(self, value: int | None) -> None:
        if value is None:
            words = "You may start without answering."
        else:
            words = "Your answer is kept with this session."
        self._hint.set_text(words)
