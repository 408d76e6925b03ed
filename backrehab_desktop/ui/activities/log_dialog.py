"""Minutes done away from the computer: on which day, and how many."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout

from backrehab_desktop.core.activity_log import (
    EntryError,
    MinutesEntry,
    check_entry,
    read_minutes,
)
from backrehab_desktop.ui.activities.done_part import NOTE_LIMIT
from backrehab_desktop.ui.activities.stepper import Stepper
from backrehab_desktop.ui.activities.words import day_in_words
from backrehab_desktop.ui.widgets.button import ActionButton, ButtonRole
from backrehab_desktop.ui.widgets.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from backrehab_desktop.core.exercise import Activity
    from backrehab_desktop.ui.theme.tokens import Theme

_WIDTH = 480
_FURTHEST_DAYS = 366


class LogMinutesDialog(QDialog):
    """Asks, and says in a sentence what cannot be; Escape records nothing."""

    entered = Signal(object)
    """A :class:`MinutesEntry` that can be recorded."""

    def __init__(
        self, parent: QWidget, theme: Theme, activity: Activity, today: Callable[[], date]
    ) -> None:
        """For one activity; ``today`` is asked again when it is recorded, perhaps past midnight."""
        super().__init__(parent)
        self._activity = activity
        self._today = today
        self._shown_today = today()
        self.setModal(True)
        self.setWindowTitle(f"Log minutes: {activity.name}")
        self.day = Stepper(
            theme,
            (-_FURTHEST_DAYS, 0),
            1,
            self._day_words,
            ("A day earlier", "A day later"),
            (
                "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}",
                "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}",
            ),
            text_step="label",
        )
        self.day.set_value(0)
        self.minutes = QLineEdit()
        self.minutes.setAccessibleName("Minutes")
        self.minutes.setMaxLength(20)
        if activity.start is not None:
            self.minutes.setText(str(activity.start.minutes))
        self.minutes.setPlaceholderText("Minutes, such as 20")
        self._problem = Prose(theme, "small", tone="danger")
        self._problem.hide()
        self.note = QLineEdit()
        self.note.setAccessibleName("Note")
        self.note.setMaxLength(NOTE_LIMIT)
        self.note.setPlaceholderText("A note for yourself, if you like")
        self.save = ActionButton(theme, "Record", ButtonRole.PRIMARY, icon="check")
        self.cancel = ActionButton(theme, "Cancel")
        self._lay_out(theme)
        self.minutes.textEdited.connect(self._problem.hide)
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self.reject)
        self.save.setDefault(True)
        self.finished.connect(self.deleteLater)
        self.minutes.setFocus()
        self.minutes.selectAll()

    @property
    def problem(self) -> str:
        """What is wrong with what was entered; "" while nothing is known to be."""
        return "" if self._problem.isHidden() else self._problem.text()

    def _lay_out(self, theme: Theme) -> None:
        title = Prose(theme, "heading")
        title.set_text(f"{self._activity.name}: how long was it?")
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.space("md"))
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        box = QVBoxLayout(self)
        margin = theme.space("xxl")
        box.setContentsMargins(margin, margin, margin, margin)
        box.setSpacing(theme.space("sm"))
        box.addWidget(title)
        box.addSpacing(theme.space("sm"))
        for name, field in (("Day", self.day), ("Minutes", self.minutes), ("Note", self.note)):
            label = Prose(theme, "small", tone="muted", wraps=False)
            label.set_text(name)
            label.setBuddy(field)
            box.addWidget(label)
            box.addWidget(field)
            if field is self.minutes:
                box.addWidget(self._problem)
            box.addSpacing(theme.space("xs"))
        box.addSpacing(theme.space("md"))
        box.addLayout(buttons)
        self.setFixedWidth(_WIDTH)

    def _day_words(self, days: int) -> str:
        return day_in_words(self._shown_today + timedelta(days=days), self._shown_today)

    def _save(self) -> None:
        day = self._shown_today + timedelta(days=self.day.value)
        try:
            minutes = read_minutes(self.minutes.text())
            entry = MinutesEntry(self._activity.id, day, minutes, self.note.text().strip() or None)
            check_entry(entry, self._today())
        except EntryError as error:
            self._problem.set_text(str(error))
            self._problem.show()
            self.minutes.setFocus()
            self.minutes.selectAll()
            return
        self.entered.emit(entry)
        self.accept()
