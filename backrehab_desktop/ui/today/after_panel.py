"""What follows a session: the facts, the pain question, a note; then the end of the day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from backrehab_desktop.core import wording
from backrehab_desktop.ui.today.facts_card import FactsCard
from backrehab_desktop.ui.widgets.button import ActionButton, ButtonRole
from backrehab_desktop.ui.widgets.pain_question import QUESTION_AFTER, PainQuestion
from backrehab_desktop.ui.widgets.prose import Prose

if TYPE_CHECKING:
    from backrehab_desktop.ui.theme.tokens import Theme

NOTE_LIMIT = 200
_READING_WIDTH = 860


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """What a session came to; facts with their denominators and nothing else."""

    exercises_done: int
    exercises: int
    sets_done: int
    sets: int
    active_s: float | None
    """Length of this sitting; None where it is not known."""
    stopped_for_pain: bool = False
    pain_before: int | None = None
    pain_after: int | None = None
    again: bool = False
    """Whether the day was done before, and this came on top."""
    advice: str = ""
    """What to do now after strong pain; else empty, and it may be done again."""

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The facts by name, for the end of the day."""
        return (
            ("Exercises", f"{self.exercises_done} of {self.exercises}"),
            ("Sets", f"{self.sets_done} of {self.sets}"),
            ("Pain before", _answer(self.pain_before)),
            ("Pain after", _answer(self.pain_after)),
        )

    def title(self) -> str:
        """Such as "6 of 6 exercises, 14 minutes"."""
        noun = "exercise" if self.exercises == 1 else "exercises"
        words = f"{self.exercises_done} of {self.exercises} {noun}"
        if self.again:
            words += " this time"
        if self.active_s is None:
            return words
        return f"{words}, {wording.counted(wording.minutes_of(self.active_s), 'minute')}"

    def details(self) -> str:
        """The sets, and whether the session was stopped because of pain."""
        noun = "set" if self.sets == 1 else "sets"
        words = f"{self.sets_done} of {self.sets} {noun} finished."
        if self.again:
            words += " All of today was done before."
        if self.stopped_for_pain:
            words += " You stopped because of pain. It was right to stop."
        return words


def _answer(value: int | None) -> str:
    return "Not answered" if value is None else f"{value} of 10"


class AfterPanel(QWidget):
    """First asks, then, once the store has confirmed, shows the end of the day."""

    saved = Signal(object, str)
    """The pain, None when not answered, and the note."""
    drop_requested = Signal()
    """A try-out is not to be kept."""
    progress_requested = Signal()
    again_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        """Untouched."""
        super().__init__()
        self._theme = theme
        self.question = PainQuestion(theme, QUESTION_AFTER)
        self.note = QLineEdit()
        self.note.setMaxLength(NOTE_LIMIT)
        self.note.setPlaceholderText("A note for yourself, if you like")
        self.note.setAccessibleName("Note")
        self.save = ActionButton(
            theme, "Save", ButtonRole.PRIMARY, icon="check", key_hint="Space", large=True
        )
        self.drop = ActionButton(theme, "Do not keep", ButtonRole.QUIET)
        self.drop.hide()
        self.progress = ActionButton(
            theme, "See progress", ButtonRole.PRIMARY, icon="progress", key_hint="Space", large=True
        )
        self.again = ActionButton(theme, "Do it again", icon="undo")
        self._title = Prose(theme, "display")
        self._details = Prose(theme, "body", tone="muted")
        self._hint = Prose(theme, "small", tone="muted", max_lines=2)
        self._hint.set_text("You may save without answering.")
        self._done_title = Prose(theme, "display")
        self._done_details = Prose(theme, "body", tone="muted")
        self._advice = [self._make_advice(), self._make_advice()]
        self._facts = FactsCard(theme, [name for name, _ in SessionFacts(0, 0, 0, 0, None).pairs()])
        self._steps = QStackedWidget()
        self._steps.addWidget(self._make_questions())
        self._steps.addWidget(self._make_end())
        self._lay_out()
        self.save.clicked.connect(self._save)
        self.drop.clicked.connect(self.drop_requested)
        self.note.returnPressed.connect(self._save)
        self.progress.clicked.connect(self.progress_requested)
        self.again.clicked.connect(self.again_requested)

    @property
    def is_asking(self) -> bool:
        """Whether the questions are shown, not the end of the day."""
        return self._steps.currentIndex() == 0

    @property
    def title(self) -> str:
        """The facts in one line."""
        return (self._title if self.is_asking else self._done_title).text()

    @property
    def advice(self) -> str:
        """What to do now after strong pain, as it is shown; else empty."""
        shown = self._advice[0 if self.is_asking else 1]
        return "" if shown.isHidden() else shown.text()

    def ask(self, facts: SessionFacts) -> None:
        """Ask about the session that has just ended."""
        self._steps.setCurrentIndex(0)
        self.question.reset()
        self.note.clear()
        self.save.setEnabled(True)
        self.update_facts(facts)
        self.save.setFocus()

    def update_facts(self, facts: SessionFacts) -> None:
        """Show the facts as the store confirms them."""
        for title, details in (
            (self._title, self._details),
            (self._done_title, self._done_details),
        ):
            title.set_text(facts.title())
            details.set_text(facts.details())
        for advice in self._advice:
            advice.set_text(facts.advice)
            advice.setVisible(bool(facts.advice))
        self.again.setVisible(not facts.advice)
        self._done_details.set_text("Saved. It is on the Progress page.")
        if facts.stopped_for_pain:
            self._done_details.set_text(facts.details())
        self._facts.show_values([value for _, value in facts.pairs()])
        self._facts.show()

    def show_end(self, facts: SessionFacts) -> None:
        """Show that everything is kept."""
        self.update_facts(facts)
        self._steps.setCurrentIndex(1)
        self.progress.setFocus()

    def offer_to_drop(self, offered: bool) -> None:
        """Whether what was done need not be kept, as with a try-out."""
        self.drop.setVisible(offered)

    def show_earlier(self, done: int, count: int) -> None:
        """Show a day that was finished before the program was opened."""
        noun = "exercise" if count == 1 else "exercises"
        self._done_title.set_text(f"{done} of {count} {noun} done today")
        self._done_details.set_text("The list of today is finished.")
        self._advice[1].hide()
        self.again.show()
        self._facts.hide()
        self._steps.setCurrentIndex(1)

    def set_compact(self, compact: bool) -> None:
        """Less air and smaller type in a narrow window."""
        margin = self._theme.space("xl" if compact else "xxl")
        self._outer.setContentsMargins(margin, margin, margin, margin)
        for title in (self._title, self._done_title):
            title.set_step("title" if compact else "display")

    def focus_main(self) -> None:
        """Give the keyboard to what Space does here."""
        (self.save if self.is_asking else self.progress).setFocus()

    def press_main(self) -> None:
        """What Space does here."""
        (self.save if self.is_asking else self.progress).click()

    def _make_advice(self) -> Prose:
        advice = Prose(self._theme, "heading")
        advice.hide()
        return advice

    def _make_questions(self) -> QWidget:
        page = QWidget()
        foot = QHBoxLayout()
        foot.setSpacing(self._theme.space("lg"))
        self.save.setMinimumWidth(240)
        foot.addWidget(self.save)
        foot.addWidget(self.drop)
        foot.addWidget(self._hint, 1, Qt.AlignmentFlag.AlignVCenter)
        note_card = QFrame()
        note_card.setProperty("kind", "card")
        note = QVBoxLayout(note_card)
        margin = self._theme.space("xl")
        note.setContentsMargins(margin, self._theme.space("lg"), margin, self._theme.space("xl"))
        note.setSpacing(self._theme.space("md"))
        label = Prose(self._theme, "heading")
        label.set_text("Anything to remember?")
        label.setBuddy(self.note)
        note.addWidget(label)
        note.addWidget(self.note)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.space("lg"))
        column.addStretch(1)
        column.addWidget(self._title)
        column.addWidget(self._details)
        column.addWidget(self._advice[0])
        column.addSpacing(self._theme.space("sm"))
        column.addWidget(self.question)
        column.addWidget(note_card)
        column.addLayout(foot)
        column.addStretch(2)
        return page

    def _make_end(self) -> QWidget:
        page = QWidget()
        buttons = QHBoxLayout()
        buttons.setSpacing(self._theme.space("md"))
        buttons.addWidget(self.progress)
        buttons.addWidget(self.again)
        buttons.addStretch(1)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.space("md"))
        column.addStretch(1)
        column.addWidget(self._done_title)
        column.addWidget(self._done_details)
        column.addWidget(self._advice[1])
        column.addSpacing(self._theme.space("sm"))
        column.addWidget(self._facts)
        column.addSpacing(self._theme.space("sm"))
        column.addLayout(buttons)
        column.addStretch(2)
        return page

    def _lay_out(self) -> None:
        self._outer = QHBoxLayout(self)
        self._steps.setMaximumWidth(_READING_WIDTH)
        self._outer.addWidget(self._steps, 1, Qt.AlignmentFlag(0))
        self._outer.addStretch(0)

    def _save(self) -> None:
        if self.save.isEnabled() and self.is_asking:
            self.save.setEnabled(False)
            self.saved.emit(self.question.value, self.note.text())
