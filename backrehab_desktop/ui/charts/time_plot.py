"""What both charts share: a time axis in real dates, panning, and the read-out.

This package is the only door to pyqtgraph. A plot is a ``GraphicsView`` with one
``ViewBox`` and without ``PlotItem``: its menus, buttons and self-scaling axes
would cost more to build than everything drawn here.
"""

from __future__ import annotations

from abc import abstractmethod
from bisect import bisect_left, bisect_right
from datetime import date
from typing import TYPE_CHECKING

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QLineF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QGraphicsView,
    QSizePolicy,
    QWidget,
)

from backrehab_desktop.core.progress import Span
from backrehab_desktop.ui.charts.axes import DatePainter, paint_values
from backrehab_desktop.ui.charts.layer import Layer
from backrehab_desktop.ui.charts.plot_scale import PlotScale
from backrehab_desktop.ui.charts.readout import Readout, ReadoutBox
from backrehab_desktop.ui.theme.focus import FOCUS_RADIUS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backrehab_desktop.ui.theme.tokens import Theme

MARGIN_LEFT = 34.0
MARGIN_RIGHT = 16.0
MARGIN_TOP = 12.0
MARGIN_BOTTOM = 30.0
"""Room for the labels around the plot, in logical pixels."""

EDGE_SHARE = 0.012
"""Empty share of the width at both ends, so that no marker is cut."""

SNAP_PX = 22.0
"""How near the pointer has to be to an entry to read it out."""

_KEYS = frozenset(
    {
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
    }
)


class TimePlot(pg.GraphicsView):  # type: ignore[misc]  # pyqtgraph ships no types
    """A plot over days. x counts days as ``date.toordinal()`` does; a day is 1 wide.

    Dragging and Page up/down move through time; the wheel belongs to the page.
    Left/right, Home and End move the read-out from entry to entry.
    """

    view_moved = Signal(float, int)
    """The visible days changed: where they begin (within a day while dragging), how many."""

    entry_read = Signal(str)
    """The read-out moved to an entry; the text is what a screen reader gets."""

    label_gap_px = 34.0
    """Free space between two dates of the axis."""

    names_weeks = False
    """Whether a date stands under the middle of its week and drops a month already said."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._box: pg.ViewBox | None = None
        super().__init__(parent)
        self._theme = theme
        self._today = date.min
        self._limits: Span | None = None
        self._span: Span | None = None
        self._origin = 0.0
        self._y_ticks: tuple[int, ...] = (0, 1)
        self._scale: PlotScale | None = None
        self._drag_from: tuple[float, float] | None = None
        self._entry: int | None = None
        # The plot fills its rectangle: a rounder ring would run under its corners.
        self.setProperty(FOCUS_RADIUS, 1)
        # Everything moves when the plot pans; finding out what else to repaint costs more.
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._box = pg.ViewBox(enableMouse=False, enableMenu=False, defaultPadding=0)
        self._under = Layer(self._paint_under)
        self._over = Layer(self._paint_over)
        self._under.setZValue(-200)
        self._over.setZValue(200)
        for item in (self._under, self._box, self._over):
            self.addItem(item)
        self._readout_box = ReadoutBox(theme, self)
        self._box.sigRangeChanged.connect(self._forget_scale)
        self._apply_theme()
        self._place()

    # ---- what a chart fills in

    @abstractmethod
    def entry_positions(self) -> Sequence[float]:
        """X of every entry the read-out can stop at, ascending."""

    @abstractmethod
    def entry_readout(self, index: int) -> Readout:
        """What to say about an entry."""

    @abstractmethod
    def entry_height(self, index: int) -> float:
        """Y beside which the read-out of an entry stands."""

    def paint_below(self, painter: QPainter) -> None:
        """Paint under the lines, clipped to the plot, in pixels (see :attr:`scale`)."""

    def relayout(self) -> None:
        """Adapt to another size of the plot."""

    def apply_theme(self) -> None:
        """Take the colours of :attr:`theme` over into the drawn items."""

    # ---- state

    @property
    def theme(self) -> Theme:
        """The theme in force."""
        return self._theme

    @property
    def box(self) -> pg.ViewBox:
        """The box whose coordinates are days and values."""
        return self._box

    @property
    def visible_span(self) -> Span | None:
        """The days in view, or None before there are any."""
        return self._span

    @property
    def readout(self) -> Readout | None:
        """What the read-out says, or None while it is hidden."""
        return self._readout_box.readout

    @property
    def scale(self) -> PlotScale:
        """Where days and values lie now, in the view's pixels."""
        if self._scale is None:
            width = max(1.0, self.width() - MARGIN_LEFT - MARGIN_RIGHT)
            height = max(1.0, self.height() - MARGIN_TOP - MARGIN_BOTTOM)
            rect = QRectF(MARGIN_LEFT, MARGIN_TOP, width, height)
            (low, high), (bottom, top) = self.box.viewRange()
            self._scale = PlotScale(rect, float(low), float(high), float(bottom), float(top))
        return self._scale

    # ---- what the page calls

    def set_theme(self, theme: Theme) -> None:
        """Paint with other colours from now on."""
        self._theme = theme
        self._apply_theme()

    def set_axis(self, ticks: Sequence[int], bottom: float, top: float) -> None:
        """Fix the values: labels at ``ticks``, from ``bottom`` to ``top``."""
        self._y_ticks = tuple(ticks)
        self.box.setYRange(bottom, top, padding=0)
        self._under.update()

    def set_days(self, limits: Span, today: date) -> None:
        """Say how far the plot can be moved, and which day is today."""
        self._limits = limits
        self._today = today

    def show_span(self, span: Span) -> None:
        """Bring these days into view; moved inside the limits where they reach beyond."""
        self.show_from(float(span.first.toordinal()), span.days)

    def show_from(self, first: float, days: int) -> None:
        """Show ``days`` days from ``first`` on, which may lie within a day while dragging."""
        if self._limits is not None:
            first = min(first, float(self._limits.last.toordinal() + 1 - days))
            if days <= self._limits.days:
                first = max(first, float(self._limits.first.toordinal()))
        if self._span is not None and (first, days) == (self._origin, self._span.days):
            self._forget_entry()
            return
        edge = days * EDGE_SHARE
        day = round(first)
        span = Span(date.fromordinal(day), date.fromordinal(day + days - 1))
        self._origin = first
        self._span = span
        self._update_cursor()
        self._forget_entry()
        self.box.setXRange(first - edge, first + days + edge, padding=0)
        self.view_moved.emit(first, days)

    def close(self) -> bool:
        """Close as any widget does.

        pyqtgraph's own ``close`` clears the scene under items that Python still
        holds, which crashes; the scene goes with its view, as its child.
        """
        return QGraphicsView.close(self)

    # ---- reading out

    def read_entry(self, index: int) -> None:
        """Move the read-out to an entry, panning to it where it is out of view."""
        x = self.entry_positions()[index]
        if self._span is not None and not self.scale.low <= x <= self.scale.high:
            self.show_from(float(int(x) - self._span.days // 2), self._span.days)
        self._entry = index
        readout = self.entry_readout(index)
        anchor = self.scale.point(x, self.entry_height(index))
        self._readout_box.show_at(readout, anchor, QRectF(self.rect()).adjusted(2, 2, -2, -2))
        self._over.update()
        self.entry_read.emit(readout.spoken)

    def forget_readout(self) -> None:
        """Hide the read-out."""
        self._forget_entry()

    def _forget_entry(self) -> None:
        if self._entry is not None:
            self._entry = None
            self._readout_box.clear()
            self._over.update()

    def _read_near(self, pixel_x: float) -> None:
        positions = self.entry_positions()
        if not len(positions):
            return
        x = self.scale.x_at(pixel_x)
        after = bisect_left(positions, x)
        scale = self.scale
        near = range(max(0, after - 1), min(after + 1, len(positions)))
        index = min(near, key=lambda i: abs(positions[i] - x))
        visible = scale.low <= positions[index] <= scale.high
        if not visible or abs(scale.x_pixel(positions[index]) - pixel_x) > SNAP_PX:
            self._forget_entry()
        elif index != self._entry:
            self.read_entry(index)

    # ---- painting

    def _apply_theme(self) -> None:
        self.setBackground(QColor(self._theme.color("surface")))
        self._readout_box.set_theme(self._theme)
        self.apply_theme()
        self._under.update()

    def _paint_under(self, painter: QPainter) -> None:
        span = self._span
        if span is None:
            return
        scale = self.scale
        paint_values(painter, scale, self._y_ticks, self._theme)
        painter.save()
        painter.setClipRect(scale.rect.adjusted(0, -1, 0, 1))
        self.paint_below(painter)
        painter.restore()
        dates = DatePainter(painter, scale, self._theme, self.width())
        if self.names_weeks:
            dates.paint_weeks(span, self.label_gap_px)
        else:
            dates.paint(span, self.label_gap_px, self._today)

    def _paint_over(self, painter: QPainter) -> None:
        if self._entry is None:
            return
        x = self.scale.x_pixel(self.entry_positions()[self._entry])
        rect = self.scale.rect
        pen = QPen(QColor(self._theme.color("control")), 1.5)
        painter.setPen(pen)
        painter.drawLine(QLineF(x, rect.top(), x, rect.bottom()))

    # ---- events

    def _place(self) -> None:
        rect = QRectF(self.rect())
        self._scale = None
        self.box.setGeometry(self.scale.rect)
        for layer in (self._under, self._over):
            layer.set_rect(rect)

    def _forget_scale(self) -> None:
        self._scale = None
        self._under.update()

    def sizeHint(self) -> QSize:
        """Small: a plot takes what is left, it does not make the page scroll."""
        return QSize(360, 130)

    def minimumSizeHint(self) -> QSize:
        """The size at which the labels still have room."""
        return QSize(240, 130)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Lay the plot out anew."""
        super().resizeEvent(event)
        if self._box is not None:
            self._place()
            self._forget_entry()
            self.relayout()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the read-out away with the focus."""
        self._forget_entry()
        super().focusOutEvent(event)

    def event(self, event: QEvent) -> bool:
        """Claim the keys of the read-out before a shortcut of the window gets them.

        Lines are made anew for a screen of another density.
        """
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self.apply_theme()
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _KEYS
        ):
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End move the read-out, Page up/down the time, Escape hides it."""
        key = event.key()
        count = len(self.entry_positions())
        if key == Qt.Key.Key_Escape and self._entry is not None:
            self._forget_entry()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._pan_days((1 if key == Qt.Key.Key_PageDown else -1) * self._step_days())
        elif key in _KEYS and count:
            self.read_entry(self._next_entry(key, count))
            self._announce()
        else:
            event.ignore()
            return
        event.accept()

    def _step_days(self) -> int:
        return 0 if self._span is None else max(1, self._span.days // 2)

    def _next_entry(self, key: int, count: int) -> int:
        if key == Qt.Key.Key_Home:
            return 0
        if key == Qt.Key.Key_End or self._entry is None:
            return self._last_visible(count)
        step = 1 if key == Qt.Key.Key_Right else -1
        return min(max(self._entry + step, 0), count - 1)

    def _last_visible(self, count: int) -> int:
        return max(0, min(bisect_right(self.entry_positions(), self.scale.high), count) - 1)

    def _announce(self) -> None:
        if QAccessible.isActive() and self.readout is not None:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.readout.spoken))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page, which scrolls."""
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the time axis."""
        if event.button() == Qt.MouseButton.LeftButton and self._span is not None:
            self._drag_from = (event.position().x(), self._origin)
            self._forget_entry()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pan while held, read out otherwise."""
        if self._drag_from is None:
            self._read_near(event.position().x())
            return
        start_x, first = self._drag_from
        days = (start_x - event.position().x()) / self.scale.pixels_per_day
        self._pan_to(first + days)
        self._update_cursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the time axis."""
        self._drag_from = None
        self._update_cursor()
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Nothing: a double click is two clicks."""
        self.mousePressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Take the read-out away with the pointer."""
        self._forget_entry()
        event.accept()

    def _update_cursor(self) -> None:
        shape = Qt.CursorShape
        held = shape.OpenHandCursor if self._drag_from is None else shape.ClosedHandCursor
        self.viewport().setCursor(held if self._can_pan() else shape.ArrowCursor)

    def _can_pan(self) -> bool:
        return (
            self._limits is not None
            and self._span is not None
            and self._limits.days > self._span.days
        )

    def _pan_days(self, days: int) -> None:
        self._pan_to(self._origin + days)

    def _pan_to(self, first: float) -> None:
        if self._span is not None and self._can_pan():
            self.show_from(first, self._span.days)
