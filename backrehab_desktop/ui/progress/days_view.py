"""The calendar of the last twelve weeks: how much of each day's plan was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from backrehab_desktop.core.progress import CALENDAR_WEEKS, DayShare
from backrehab_desktop.ui.charts.dates import day_and_month, full_date
from backrehab_desktop.ui.charts.marks import paint_hatched
from backrehab_desktop.ui.progress.words import days_summary, share_in_words
from backrehab_desktop.ui.theme.focus import PAINTS_OWN_FOCUS
from backrehab_desktop.ui.theme.fonts import scale_font

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backrehab_desktop.core.progress import DayCell
    from backrehab_desktop.ui.theme.tokens import Theme

_PITCH_MIN, _PITCH_MAX = 26.0, 64.0
_GAP_SHARE = 0.17
"""Share of the pitch that stays empty between two days."""

_LABEL_WIDTH = 58.0
_HEAD = 26.0
_FOOT = 44.0
_HEAT = {DayShare.NONE: 0, DayShare.SOME: 1, DayShare.MOST: 2, DayShare.ALL: 3}
_ARROWS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}


class DaysView(QWidget):
    """Paints the calendar with its legend; pointer and arrow keys read a day out."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: tuple[tuple[DayCell, ...], ...] = ()
        self._marked: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(PAINTS_OWN_FOCUS, True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Days")

    @property
    def rows(self) -> Sequence[Sequence[DayCell]]:
        """The weeks shown, oldest first."""
        return self._rows

    def set_rows(self, rows: tuple[tuple[DayCell, ...], ...]) -> None:
        """Show these weeks."""
        self._rows = rows
        self._marked = None
        self.setAccessibleDescription(days_summary(rows))
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint with other colours from now on."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """The smallest size: the view grows with its card."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """The smallest size at which a day can still be told."""
        return QSize(
            round(_LABEL_WIDTH + 7 * _PITCH_MIN),
            round(_HEAD + CALENDAR_WEEKS * _PITCH_MIN + _FOOT),
        )

    # ---- geometry

    def _pitch(self) -> float:
        across = (self.width() - _LABEL_WIDTH - 2) / 7
        down = (self.height() - _HEAD - _FOOT) / CALENDAR_WEEKS
        return max(_PITCH_MIN, min(_PITCH_MAX, across, down))

    def cell_rect(self, index: int) -> QRectF:
        """The square of a day; ``index`` counts days from the first row's Monday."""
        pitch = self._pitch()
        row, column = divmod(index, 7)
        gap = pitch * _GAP_SHARE
        return QRectF(
            _LABEL_WIDTH + column * pitch + gap / 2,
            _HEAD + row * pitch + gap / 2,
            pitch - gap,
            pitch - gap,
        )

    def _cell(self, index: int) -> DayCell:
        return self._rows[index // 7][index % 7]

    def _count(self) -> int:
        return 7 * len(self._rows)

    def _index_at(self, point: QPoint) -> int | None:
        pitch = self._pitch()
        column = int((point.x() - _LABEL_WIDTH) // pitch)
        row = int((point.y() - _HEAD) // pitch)
        inside = 0 <= column < 7 and 0 <= row < len(self._rows)
        return row * 7 + column if inside else None

    # ---- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw weekdays, weeks, days and the legend."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(scale_font(self._theme, "caption"))
            self._paint_heads(painter)
            for index in range(self._count()):
                self._paint_cell(painter, self.cell_rect(index), self._cell(index).share)
            for index in range(self._count()):
                if self._cell(index).is_today:
                    self._paint_ring(painter, index, "text")
            if self._marked is not None and self.hasFocus():
                self._paint_ring(painter, self._marked, "focus")
            self._paint_legend(painter)

    def _paint_heads(self, painter: QPainter) -> None:
        painter.setPen(QColor(self._theme.color("muted")))
        locale = QLocale()
        for column in range(7):
            name = locale.standaloneDayName(column + 1, QLocale.FormatType.NarrowFormat)
            area = self.cell_rect(column)
            area.setTop(0)
            area.setHeight(_HEAD - 4)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, name)
        month = 0
        for row, days in enumerate(self._rows):
            monday = days[0].day
            text = day_and_month(monday) if monday.month != month else str(monday.day)
            month = monday.month
            area = self.cell_rect(row * 7)
            area.setLeft(0)
            area.setWidth(_LABEL_WIDTH - 8)
            painter.drawText(
                area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text
            )

    def _paint_cell(self, painter: QPainter, area: QRectF, share: DayShare) -> None:
        radius = area.width() * 0.22
        if share is DayShare.STOPPED:
            paint_hatched(painter, area, radius, self._theme)
            return
        inner = area.adjusted(0.5, 0.5, -0.5, -0.5)
        if share not in _HEAT:
            pen = QPen(QColor(self._theme.color("border")), 1)
            pen.setDashPattern([3, 3])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.heat[_HEAT[share]]))
        painter.drawRoundedRect(inner, radius, radius)

    def _paint_ring(self, painter: QPainter, index: int, role: str) -> None:
        area = self.cell_rect(index).adjusted(-1.5, -1.5, 1.5, 1.5)
        if role == "focus":
            area.adjust(-2.5, -2.5, 2.5, 2.5)
        painter.setPen(QPen(QColor(self._theme.color(role)), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = area.width() * 0.25
        painter.drawRoundedRect(area, radius, radius)

    def _paint_legend(self, painter: QPainter) -> None:
        metrics = QFontMetricsF(scale_font(self._theme, "caption"))
        middle = self.cell_rect(7 * CALENDAR_WEEKS - 1).bottom() + _FOOT / 2 + 4
        left = 2.0

        def word(text: str) -> None:
            nonlocal left
            painter.setPen(QColor(self._theme.color("muted")))
            width = metrics.horizontalAdvance(text)
            area = QRectF(left, middle - 12, width + 2, 24)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)
            left += width + 8

        word("none")
        for share in _HEAT:
            self._paint_cell(painter, QRectF(left, middle - 8, 16, 16), share)
            left += 21
        left += 3
        word("all")
        width = metrics.horizontalAdvance("stopped") + 24
        left = max(left + 8, self.cell_rect(6).right() - width)
        paint_hatched(painter, QRectF(left, middle - 7, 14, 14), 3, self._theme)
        left += 22
        word("stopped")

    # ---- reading out

    def day_in_words(self, index: int) -> str:
        """A day and what was done on it."""
        cell = self._cell(index)
        when = "Today, " if cell.is_today else ""
        return f"{when}{full_date(cell.day)}: {share_in_words(cell.share)}"

    def event(self, event: QEvent) -> bool:
        """Say under the pointer which day it is; keep the arrows from the window."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self._index_at(event.pos())
            if index is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self.day_in_words(index), self)
            return True
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _ARROWS
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from day to day, up and down from week to week."""
        step = _ARROWS.get(Qt.Key(event.key()))
        if step is None or not self._rows:
            super().keyPressEvent(event)
            return
        if self._marked is None:
            self._mark(self._today_index())
        else:
            self._mark(min(max(self._marked + step, 0), self._count() - 1))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Start at today."""
        super().focusInEvent(event)
        by_mouse = event.reason() is Qt.FocusReason.MouseFocusReason
        if self._rows and self._marked is None and not by_mouse:
            self._marked = self._today_index()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forget the marked day."""
        super().focusOutEvent(event)
        self._marked = None
        QToolTip.hideText()
        self.update()

    def _today_index(self) -> int:
        last = self._count() - 1
        return next((i for i in range(last, -1, -1) if self._cell(i).is_today), last)

    def _mark(self, index: int) -> None:
        self._marked = index
        text = self.day_in_words(index)
        self.setAccessibleDescription(text)
        corner = self.mapToGlobal(self.cell_rect(index).bottomRight().toPoint())
        QToolTip.showText(corner, text, self)
        self.update()
