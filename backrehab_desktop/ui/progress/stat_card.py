"""One of the four cards at the head of the page: a number and what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from backrehab_desktop.ui.progress.words import CardText


def text_label(step: str, tone: str = "text") -> QLabel:
    """A label of the type scale in a colour role."""
    label = QLabel()
    label.setProperty("type", step)
    label.setProperty("tone", tone)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


class StatCard(QFrame):
    """Title, one large number with its unit, one line of detail.

    Reads as one sentence to a screen reader.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._title = text_label("small", "muted")
        self._value = text_label("name")
        self._unit = text_label("body", "muted")
        self._detail = text_label("small", "muted")
        self._detail.setWordWrap(True)
        number = QHBoxLayout()
        number.setSpacing(6)
        number.addWidget(self._value, 0, Qt.AlignmentFlag.AlignBaseline)
        number.addWidget(self._unit, 0, Qt.AlignmentFlag.AlignBaseline)
        number.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 14, 12)
        layout.setSpacing(2)
        layout.addWidget(self._title)
        layout.addLayout(number)
        layout.addWidget(self._detail)
        layout.addStretch(1)
        self._value.setMinimumHeight(40)

    @property
    def value(self) -> str:
        """The number as shown."""
        return self._value.text()

    @property
    def detail(self) -> str:
        """The line under it."""
        return self._detail.text()

    def show_text(self, text: CardText, note: str = "") -> None:
        """Show these words; ``note`` becomes the tooltip."""
        self._title.setText(text.title)
        self._value.setText(text.value)
        self._unit.setText(text.unit)
        self._unit.setVisible(bool(text.unit))
        self._detail.setText(text.detail)
        _restyle(self._value, "name" if text.measurable else "heading", tone_of(text))
        self.setToolTip(note)
        self.setAccessibleName(f"{text.title}: {text.value} {text.unit}".strip())
        self.setAccessibleDescription(f"{text.detail}. {note}".strip())


def tone_of(text: CardText) -> str:
    """Colour role of the number, quiet where there is none."""
    return text.tone if text.measurable else "muted"


def _restyle(label: QLabel, step: str, tone: str) -> None:
    if label.property("type") == step and label.property("tone") == tone:
        return
    label.setProperty("type", step)
    label.setProperty("tone", tone)
    label.style().unpolish(label)
    label.style().polish(label)
