"""The small box that says what lies under the pointer or the keyboard's mark."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from backrehab_desktop.ui.charts.marks import paint_circle, paint_diamond, paint_hatched
from backrehab_desktop.ui.theme.fonts import scale_font

if TYPE_CHECKING:
    from backrehab_desktop.ui.theme.tokens import Theme

_PAD_X = 12.0
_PAD_Y = 9.0
_MARK_WIDTH = 22.0
_VALUE_GAP = 14.0
_ABOVE = 14
"""Free space between the box and the line it belongs to."""


class Mark(StrEnum):
    """The mark before a line of the box, as in the chart."""

    BEFORE = "before"
    AFTER = "after"
    MEAN = "mean"
    RANGE = "range"
    DONE = "done"
    STOPPED = "stopped"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class ReadoutLine:
    """One line: what it is and its value in words."""

    mark: Mark
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Readout:
    """What is known about one day, week or month."""

    title: str
    lines: tuple[ReadoutLine, ...]

    @property
    def spoken(self) -> str:
        """The same as one sentence for a screen reader."""
        return f"{self.title}: " + ", ".join(f"{line.name} {line.value}" for line in self.lines)


def paint_mark(painter: QPainter, mark: Mark, center: QPointF, theme: Theme) -> None:
    """The mark of a series as legends and the box show it, about 14 pixels wide."""
    if mark is Mark.BEFORE:
        paint_circle(painter, center, 9.5, theme)
        return
    if mark is Mark.AFTER:
        paint_diamond(painter, center, 10.5, theme)
        return
    if mark is Mark.MEAN:
        pen = QPen(QColor(theme.color("pain")), theme.stroke("chart_line"))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(center - QPointF(7, 0), center + QPointF(7, 0))
        return
    box = QRectF(center.x() - 6.5, center.y() - 6.5, 13, 13)
    if mark is Mark.STOPPED:
        paint_hatched(painter, box, 3, theme)
        return
    if mark is Mark.RANGE:
        band = QColor(theme.color("pain"))
        band.setAlphaF(RANGE_ALPHA)
        painter.fillRect(box, band)
        return
    painter.setPen(
        QPen(QColor(theme.color("control")), 1) if mark is Mark.PLANNED else Qt.PenStyle.NoPen
    )
    painter.setBrush(QColor(theme.color("track" if mark is Mark.PLANNED else "accent")))
    painter.drawRoundedRect(box, 3, 3)


RANGE_ALPHA = 0.16
"""How strongly the band from the lowest to the highest answer is painted."""


class ReadoutBox(QWidget):
    """Paints a :class:`Readout` near a point and keeps out of the pointer's way."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._readout: Readout | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    @property
    def readout(self) -> Readout | None:
        """What is shown, or None while hidden."""
        return self._readout

    def set_theme(self, theme: Theme) -> None:
        """Paint with other colours from now on."""
        self._theme = theme
        self.update()

    def show_at(self, readout: Readout, anchor: QPointF, area: QRectF) -> None:
        """Show beside ``anchor`` (parent's pixels), inside ``area`` as far as it fits."""
        self._readout = readout
        size = self.sizeHint()
        x = anchor.x() + _ABOVE
        if x + size.width() > area.right():
            x = anchor.x() - _ABOVE - size.width()
        x = max(area.left(), x)
        y = min(max(anchor.y() - size.height() / 2, area.top()), area.bottom() - size.height())
        self.setGeometry(QRect(round(x), round(max(0.0, y)), size.width(), size.height()))
        self.show()
        self.update()

    def clear(self) -> None:
        """Hide."""
        self._readout = None
        self.hide()

    def sizeHint(self) -> QSize:
        """The size of the words."""
        if self._readout is None:
            return QSize(0, 0)
        title = QFontMetricsF(scale_font(self._theme, "caption", 600))
        text = QFontMetricsF(scale_font(self._theme, "caption"))
        width = title.horizontalAdvance(self._readout.title)
        for line in self._readout.lines:
            row = text.horizontalAdvance(line.name) + title.horizontalAdvance(line.value)
            width = max(width, _MARK_WIDTH + row + _VALUE_GAP)
        height = self._row_height() * (1 + len(self._readout.lines)) + 2 * _PAD_Y
        return QSize(round(width + 2 * _PAD_X) + 1, round(height))

    def _row_height(self) -> float:
        return float(self._theme.type("caption").line + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box, the title and one row per line."""
        if self._readout is None:
            return
        theme = self._theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.color("control")), 1))
            painter.setBrush(QColor(theme.color("raised")))
            radius = theme.radius("thumb")
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius
            )
            strong, plain = scale_font(theme, "caption", 600), scale_font(theme, "caption")
            row = QRectF(_PAD_X, _PAD_Y, self.width() - 2 * _PAD_X, self._row_height())
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.setPen(QColor(theme.color("text")))
            painter.setFont(strong)
            painter.drawText(row, middle, self._readout.title)
            for line in self._readout.lines:
                row.translate(0, self._row_height())
                paint_mark(painter, line.mark, QPointF(row.left() + 7, row.center().y()), theme)
                painter.setPen(QColor(theme.color("muted")))
                painter.setFont(plain)
                painter.drawText(row.adjusted(_MARK_WIDTH, 0, 0, 0), middle, line.name)
                painter.setPen(QColor(theme.color("text")))
                painter.setFont(strong)
                painter.drawText(row, middle | Qt.AlignmentFlag.AlignRight, line.value)
