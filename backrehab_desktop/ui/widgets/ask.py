"""A question in a dialog: the title asks, at most two verbs answer, Escape is safe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from backrehab_desktop.ui.widgets.button import ActionButton, ButtonRole
from backrehab_desktop.ui.widgets.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from backrehab_desktop.ui.theme.tokens import Theme

_WIDTH = 460


class AskDialog(QDialog):
    """Opens over its window without a loop of its own; the callbacks tell the answer.

    The safe answer is the main button, has the focus, and is what Escape
    means.
    """

    def __init__(
        self, parent: QWidget, theme: Theme, title: str, text: str, safe: str, act: str
    ) -> None:
        """A dialog that is not open yet; ``safe`` and ``act`` are the verbs."""
        super().__init__(parent)
        self.setModal(True)
        self.setWindowTitle(title)
        self.safe = ActionButton(theme, safe, ButtonRole.PRIMARY)
        self.act = ActionButton(theme, act)
        heading = Prose(theme, "heading")
        heading.set_text(title)
        words = Prose(theme, "body", tone="muted")
        words.set_text(text)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.space("md"))
        buttons.addStretch(1)
        buttons.addWidget(self.act)
        buttons.addWidget(self.safe)
        box = QVBoxLayout(self)
        margin = theme.space("xxl")
        box.setContentsMargins(margin, margin, margin, margin)
        box.setSpacing(theme.space("md"))
        box.addWidget(heading)
        box.addWidget(words)
        box.addSpacing(theme.space("md"))
        box.addLayout(buttons)
        self.setFixedSize(_WIDTH, box.totalHeightForWidth(_WIDTH))
        self.safe.setDefault(True)
        self.safe.clicked.connect(self.reject)
        self.act.clicked.connect(self.accept)

    def ask(self, on_act: Callable[[], None], on_safe: Callable[[], None] | None = None) -> None:
        """Open; exactly one of the callbacks follows. The dialog goes away by itself."""
        self.accepted.connect(on_act)
        if on_safe is not None:
            self.rejected.connect(on_safe)
        self.finished.connect(self.deleteLater)
        self.open()
        self.safe.setFocus()
