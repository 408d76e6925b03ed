"""The names of a chart's series, each behind its mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from backrehab_desktop.ui.charts.readout import Mark, paint_mark
from backrehab_desktop.ui.theme.fonts import scale_font

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backrehab_desktop.ui.theme.tokens import Theme

_MARK = 22.0
_GAP = 20.0
_HEIGHT = 24


class Legend(QWidget):
    """Marks and names in one row; as wide as its words."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._entries: tuple[tuple[Mark, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def names(self) -> tuple[str, ...]:
        """The names shown."""
        return tuple(name for _, name in self._entries)

    def set_entries(self, entries: Sequence[tuple[Mark, str]]) -> None:
        """Show these marks with their names."""
        self._entries = tuple(entries)
        self.setAccessibleName("Legend: " + ", ".join(self.names))
        self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint with other colours from now on."""
        self._theme = theme
        self.updateGeometry()
        self.update()

    def _widths(self) -> list[float]:
        metrics = QFontMetricsF(scale_font(self._theme, "small"))
        return [_MARK + metrics.horizontalAdvance(name) for _, name in self._entries]

    def sizeHint(self) -> QSize:
        """The size of the marks and words."""
        widths = self._widths()
        gaps = _GAP * max(0, len(widths) - 1)
        return QSize(round(sum(widths) + gaps) + 2, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """No smaller: words are never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw marks and names from left to right."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(scale_font(self._theme, "small"))
            left = 0.0
            for (mark, name), width in zip(self._entries, self._widths(), strict=True):
                paint_mark(painter, mark, QPointF(left + 8, self.height() / 2), self._theme)
                painter.setPen(QColor(self._theme.color("muted")))
                area = QRectF(left + _MARK, 0, width, self.height())
                painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, name)
                left += width + _GAP
