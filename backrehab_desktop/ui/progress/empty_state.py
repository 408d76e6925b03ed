"""What the page says before there is anything to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from backrehab_desktop.ui.charts.readout import Mark, paint_mark
from backrehab_desktop.ui.progress.stat_card import text_label

if TYPE_CHECKING:
    from backrehab_desktop.ui.theme.tokens import Theme

_PROMISES = (
    (
        Mark.BEFORE,
        "After your first session",
        "Your pain before and after it, its day in the calendar and the time it took.",
    ),
    (
        Mark.MEAN,
        "After three answers within seven days",
        "Your mean pain as a line. Where answers are missing, it has a gap.",
    ),
    (
        Mark.DONE,
        "After your first full week",
        "How many of the planned sessions you did. Stopping because of pain never counts "
        "against you.",
    ),
    (
        Mark.AFTER,
        "After two weeks",
        "How your pain compares with your first week.",
    ),
)
_WIDEST = 720


class _MarkView(QWidget):
    """One mark of the charts on its own."""

    def __init__(self, mark: Mark, theme: Theme) -> None:
        super().__init__()
        self._mark = mark
        self._theme = theme
        self.setFixedSize(QSize(24, 24))

    def set_theme(self, theme: Theme) -> None:
        """Paint with other colours from now on."""
        self._theme = theme
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the mark in the middle."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_mark(painter, self._mark, QPointF(12, 12), self._theme)


class EmptyState(QFrame):
    """Says what will appear here, and when."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setMaximumWidth(_WIDEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        title = text_label("cue")
        title.setText("Nothing recorded yet")
        intro = text_label("body", "muted")
        intro.setText("This page fills by itself. Only what you do and answer is shown.")
        rows = QGridLayout()
        rows.setHorizontalSpacing(16)
        rows.setVerticalSpacing(4)
        rows.setColumnStretch(1, 1)
        for number, (mark, when, what) in enumerate(_PROMISES):
            head, text = text_label("label"), text_label("body", "muted")
            head.setText(when)
            text.setText(what)
            text.setWordWrap(True)
            rows.addWidget(_MarkView(mark, theme), 3 * number, 0, Qt.AlignmentFlag.AlignTop)
            rows.addWidget(head, 3 * number, 1)
            rows.addWidget(text, 3 * number + 1, 1)
            rows.setRowMinimumHeight(3 * number + 2, 14)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(36, 28, 36, 16)
        layout.setSpacing(6)
        layout.addWidget(title)
        intro.setWordWrap(True)
        layout.addWidget(intro)
        layout.addSpacing(20)
        layout.addLayout(rows)
