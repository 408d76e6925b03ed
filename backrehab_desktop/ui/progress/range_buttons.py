"""The choice of how far back the charts look."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QWidget

from backrehab_desktop.core.progress import RangeChoice

_LABELS = {
    RangeChoice.FOUR_WEEKS: "4 weeks",
    RangeChoice.TWELVE_WEEKS: "12 weeks",
    RangeChoice.ONE_YEAR: "1 year",
    RangeChoice.ALL: "All",
}


_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class _Segment(QPushButton):
    """One choice. Tab reaches only the chosen one; arrows go to its neighbours."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setProperty("role", "segment")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def event(self, event: QEvent) -> bool:
        """Keep the arrows from the shortcuts of the window."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _STEPS
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the arrows to the control: a button group would only move the focus."""
        if event.key() in _STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class RangeButtons(QFrame):
    """A segmented control; the arrow keys choose, as in a radio group."""

    chosen = Signal(object)
    """A :class:`RangeChoice` was picked, also when it was the one in force."""

    def __init__(self, choice: RangeChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "segments")
        self.setAccessibleName("Time range")
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._choices = tuple(_LABELS)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(3, 2, 3, 2)
        layout.setSpacing(2)
        for number, (_value, label) in enumerate(_LABELS.items()):
            button = _Segment(label)
            button.setAccessibleName(f"Show {label.lower()}")
            self._group.addButton(button, number)
            layout.addWidget(button)
        self._group.idClicked.connect(self._tell)
        self._check(self._choices.index(choice))

    @property
    def choice(self) -> RangeChoice:
        """The range in force."""
        return self._choices[self._group.checkedId()]

    def choose(self, choice: RangeChoice) -> None:
        """Pick a range as if its button had been pressed."""
        self._group.button(self._choices.index(choice)).click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right choose the neighbour."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        number = min(max(self._group.checkedId() + step, 0), len(self._choices) - 1)
        button = self._group.button(number)
        button.setFocus(Qt.FocusReason.TabFocusReason)
        button.click()

    def _tell(self, number: int) -> None:
        self._check(number)
        self.chosen.emit(self._choices[number])

    def _check(self, number: int) -> None:
        for button in self._group.buttons():
            chosen = self._group.id(button) == number
            button.setChecked(chosen)
            button.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus
            )
