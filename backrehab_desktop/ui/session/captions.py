"""What is spoken, as words on the screen; and what was just done, for a moment."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

NOTE_MS = 2500
"""Long enough to be read from the mat."""


class Captions(QObject):
    """Holds one line; a note about what the person did goes before what is spoken."""

    changed = Signal(str)
    """The words to show now; empty for none."""

    def __init__(self, parent: QObject) -> None:
        """Nothing is said yet."""
        super().__init__(parent)
        self._spoken = ""
        self._note = ""
        self._noted = QTimer(self)
        self._noted.setSingleShot(True)
        self._noted.setInterval(NOTE_MS)
        self._noted.timeout.connect(self._drop_note)

    @property
    def words(self) -> str:
        """What is to be read now."""
        return self._note or self._spoken

    def speak(self, text: str) -> None:
        """Show what is being spoken; empty when nothing is."""
        self._change(text, self._note)

    def note(self, text: str) -> None:
        """Show for a moment what was just done."""
        self._change(self._spoken, text)
        self._noted.start()

    def clear(self) -> None:
        """Show nothing."""
        self._noted.stop()
        self._change("", "")

    def _drop_note(self) -> None:
        self._change(self._spoken, "")

    def _change(self, spoken: str, note: str) -> None:
        before = self.words
        self._spoken, self._note = spoken, note
        if self.words != before:
            self.changed.emit(self.words)
