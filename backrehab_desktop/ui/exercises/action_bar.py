"""Buttons side by side, or one above the other where they do not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QBoxLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from backrehab_desktop.ui.theme.tokens import Theme


class ActionBar(QWidget):
    """The first button takes the room that is left."""

    def __init__(self, theme: Theme, buttons: Sequence[QWidget]) -> None:
        super().__init__()
        self._buttons = buttons
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.space("sm"))
        for button in buttons:
            self._layout.addWidget(button, 1)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest button."""
        widths = [b.minimumSizeHint().width() for b in self._buttons if not b.isHidden()]
        return QSize(max(widths, default=0), super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Look again when a button comes or goes."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Change between a row and a column."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = [button for button in self._buttons if not button.isHidden()]
        gaps = self._layout.spacing() * max(0, len(shown) - 1)
        need = sum(button.sizeHint().width() for button in shown) + gaps
        is_row = need <= self.width()
        self._layout.setDirection(
            QBoxLayout.Direction.LeftToRight if is_row else QBoxLayout.Direction.TopToBottom
        )
