"""A card around a chart: its title, its legend, its picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QSizePolicy, QVBoxLayout, QWidget

from backrehab_desktop.ui.progress.legend import Legend
from backrehab_desktop.ui.progress.stat_card import text_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from backrehab_desktop.ui.charts.readout import Mark
    from backrehab_desktop.ui.theme.tokens import Theme

_MARGIN = 18


class ChartCard(QFrame):
    """Title at the left, legend at the right, or below it where the card is narrow."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._title = text_label("heading")
        self._title.setText(title)
        self._legend = Legend(theme)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(4)
        self._head.addWidget(self._title, 1)
        self._head.addWidget(self._legend, 0, Qt.AlignmentFlag.AlignVCenter)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(_MARGIN, 14, 8, 8)
        self._layout.setSpacing(6)
        head = QVBoxLayout()
        head.setContentsMargins(0, 0, _MARGIN - 8, 0)
        head.addLayout(self._head)
        self._layout.addLayout(head)

    @property
    def title(self) -> str:
        """The title as shown."""
        return self._title.text()

    @property
    def legend(self) -> Legend:
        """The legend."""
        return self._legend

    def put(self, chart: QWidget) -> None:
        """Show this chart."""
        self._layout.addWidget(chart, 1)

    def describe(self, title: str, entries: Sequence[tuple[Mark, str]]) -> None:
        """Set title and legend."""
        self._title.setText(title)
        self._legend.set_entries(entries)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the legend where there is room for it."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        needed = self._title.sizeHint().width() + self._legend.sizeHint().width() + 24
        fits = needed <= self.width() - 2 * _MARGIN
        directions = QBoxLayout.Direction
        wanted = directions.LeftToRight if fits else directions.TopToBottom
        if self._head.direction() is not wanted:
            self._head.setDirection(wanted)
