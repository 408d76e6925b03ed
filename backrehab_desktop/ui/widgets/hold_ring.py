"""The hold timer as a ring: the shape tells the phase, the digits tell the seconds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import cos, hypot, pi, sin, tau
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QProgressBar, QSizePolicy

from backrehab_desktop.ui.theme.fonts import sized_font

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from backrehab_desktop.ui.theme.tokens import Theme

_DIGITS_OF_INNER_WIDTH = 0.55
_DIGITS_OF_INNER_HEIGHT = 0.46
_DIGIT_CENTRE = -0.06
"""Of the inner width, from the middle of the ring: room for the caption below."""
_ALONE_DIAGONAL, _ALONE = 0.93, 0.62
"""Of the inner width, for digits without a caption: their diagonal and their height."""
_CAPTION_CENTRE = 0.285
_CAPTION_SHARE = 0.85
"""Of the chord at its height; a wider caption is shortened."""
_EMPTY = 0.4
"""Of the disc when all air is out: it grows from behind the digits."""
_BREATH_STEP = 0.005
_SHORT_ARC = 0.05
"""Of the whole turn: a longer piece is painted with all of the ring."""
_SPILL = 4
_FULL_TURN = 360 * 16
_TOP = 90 * 16


class RingStyle(StrEnum):
    """The shape of the ring: each phase has one of its own beside its colour."""

    DASHED = "dashed"
    SOLID = "solid"
    THIN = "thin"


@dataclass(frozen=True, slots=True)
class RingState:
    """All that the ring shows at one moment."""

    style: RingStyle
    color: str
    """Colour role of what is left."""
    fraction_left: float
    """1 full, 0 empty; the ring empties from 12 o'clock."""
    digits: str
    caption: str
    paused: bool = False
    widest: str = "0"
    """The widest digits of this phase, so that the size never jumps within it."""
    last_seconds: bool = False
    """Whether the last seconds are being counted: the disc inside lights up."""
    breath: float = 0.0
    """How full of air one should be, 0 to 1: a disc inside swells with it."""


class HoldRing(QProgressBar):
    """Paints a :class:`RingState`; owns no time.

    As a ``QProgressBar`` it tells assistive technology its value, once for
    each whole second.
    """

    def __init__(self, theme: Theme) -> None:
        """An empty ring."""
        super().__init__()
        self._theme = theme
        self._state = RingState(RingStyle.DASHED, "ready", 1.0, "", "")
        self._diameter = theme.size("ring")
        self._digits_path: tuple[tuple[str, str, int], QPainterPath] | None = None
        self._digits_alone = False
        self._still = False
        self.setTextVisible(False)
        self.setRange(0, 1)
        self.setAccessibleName("Timer")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def state(self) -> RingState:
        """What is shown."""
        return self._state

    def show_state(self, state: RingState) -> None:
        """Show that moment; repaints only if something visible changed."""
        old = self._state
        if state == old:
            return
        self._state = state
        words = _words(state)
        if words != _words(old):
            self._tell(state)
            self.update()
        elif not self._still and abs(state.breath - old.breath) >= _BREATH_STEP:
            self.update()
        elif abs(state.fraction_left - old.fraction_left) * pi * self._diameter >= 0.2:
            self.update(self._arc_between(old.fraction_left, state.fraction_left))
        else:
            self._state = old

    def set_diameter(self, diameter: int) -> None:
        """Change the size in logical pixels."""
        if diameter != self._diameter:
            self._diameter = diameter
            self._digits_path = None
            self.updateGeometry()

    def set_reduced_motion(self, reduced: bool) -> None:
        """Let nothing swell; the ring itself steps with the seconds then."""
        self._still = reduced
        self.update()

    @property
    def diameter(self) -> int:
        """The size in logical pixels."""
        return self._diameter

    def set_digits_alone(self, alone: bool) -> None:
        """Give the caption's room to the digits, to be read from across the room."""
        self._digits_alone = alone
        self._digits_path = None
        self.update()

    @property
    def digits_height(self) -> float:
        """How high the digits are painted, in logical pixels; 0 without digits."""
        path = self._fitted_digits(self._inner_width) if self._state.digits else QPainterPath()
        return path.boundingRect().height()

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme from now on."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """The size it likes best."""
        return QSize(self._diameter, self._diameter)

    def minimumSizeHint(self) -> QSize:
        """The least size that shows everything."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what is to be seen."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            stroke = self._stroke
            inset = stroke / 2 + 0.5
            circle = QRectF(0, 0, self._diameter, self._diameter).adjusted(
                inset, inset, -inset, -inset
            )
            painter.translate(
                (self.width() - self._diameter) / 2, (self.height() - self._diameter) / 2
            )
            self._paint_ring(painter, circle, stroke)
            self._paint_digits(painter, circle.center(), self._inner_width)
            if not (self._digits_alone and self._state.digits):
                self._paint_caption(painter, circle.center(), self._inner_width)

    @property
    def _stroke(self) -> float:
        return self._theme.stroke("ring") * self._diameter / self._theme.size("ring")

    @property
    def _inner_width(self) -> float:
        return self._diameter - 2.0 * self._stroke - 1.0

    def _arc_between(self, one: float, other: float) -> QRect:
        """The pixels that change when the ring goes from one share to the other.

        All of it costs as much as the figure, and a short piece next to nothing.
        """
        # Dashes are laid along curves that differ from length to length.
        dashed = self._state.style is RingStyle.DASHED
        if dashed or abs(one - other) > _SHORT_ARC:
            return self.rect()
        radius = (self._diameter - self._stroke) / 2
        centre = QPointF(self.width() / 2, self.height() / 2)
        ends = []
        for share in (one, other):
            turn = tau * min(1.0, max(0.0, share))
            ends.append(centre + QPointF(sin(turn), -cos(turn)) * radius)
        reach = self._stroke + _SPILL
        area = QRectF(*ends).normalized().adjusted(-reach, -reach, reach, reach)
        return area.toAlignedRect() & self.rect()

    def _paint_ring(self, painter: QPainter, circle: QRectF, stroke: float) -> None:
        state = self._state
        thin = state.style is RingStyle.THIN
        line = self._theme.stroke("ring_rest") if thin else stroke
        if state.last_seconds:
            self._paint_disc(painter, circle, stroke, 1.0)
        elif state.breath > 0.0 and not self._still:
            self._paint_disc(painter, circle, stroke, _EMPTY + (1.0 - _EMPTY) * state.breath)
        if thin:
            # On the same outer edge as the thick ring, so that nothing jumps.
            grow = (stroke - line) / 2
            circle = circle.adjusted(-grow, -grow, grow, grow)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._theme.color("track")), line))
        painter.drawEllipse(circle)
        if state.fraction_left <= 0.0:
            return
        color = QColor(self._theme.color("ready" if state.paused else state.color))
        pen = QPen(color, line, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        if state.style is RingStyle.DASHED:
            pen = self._dashed(color, line, pi * circle.width())
        painter.setPen(pen)
        painter.drawArc(circle, _TOP, -round(_FULL_TURN * min(1.0, state.fraction_left)))

    def _paint_disc(self, painter: QPainter, circle: QRectF, stroke: float, share: float) -> None:
        """The last seconds, seen from across the room; or a breath, as a ``share`` of its size."""
        soft = {"ready": "hover"}.get(self._state.color, f"{self._state.color}_soft")
        inset = stroke / 2 + 5
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.color(soft)))
        radius = share * (circle.width() / 2 - inset)
        painter.drawEllipse(circle.center(), radius, radius)

    def _dashed(self, color: QColor, line: float, circumference: float) -> QPen:
        """A dash pattern that closes on itself around the whole circle."""
        dash, gap = self._theme.ready_dash
        count = max(12, round(circumference / (dash + gap)))
        period = circumference / count
        pen = QPen(color, line, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
        share = dash / (dash + gap)
        pen.setDashPattern([period * share / line, period * (1 - share) / line])
        return pen

    def _paint_digits(self, painter: QPainter, centre: QPointF, inner: float) -> None:
        if not self._state.digits:
            return
        path = self._fitted_digits(inner)
        painter.save()
        raised = 0.0 if self._digits_alone else inner * _DIGIT_CENTRE
        painter.translate(centre.x(), centre.y() + raised)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.color("text")))
        painter.drawPath(path)
        painter.restore()

    def _fitted_digits(self, inner: float) -> QPainterPath:
        """The digits around the origin, as large as the widest digits of the phase allow."""
        state = self._state
        key = (state.digits, state.widest, self._diameter)
        if self._digits_path is not None and self._digits_path[0] == key:
            return self._digits_path[1]
        style = self._theme.type("digit")
        font = sized_font(style.size, style.weight)
        # Tight rectangles: the font's own line height would waste a third.
        widest = QFontMetricsF(font).tightBoundingRect("8" * max(len(state.widest), 1))
        width, height = max(widest.width(), 1.0), max(widest.height(), 1.0)
        scale = min(
            inner * _DIGITS_OF_INNER_WIDTH / width, inner * _DIGITS_OF_INNER_HEIGHT / height
        )
        if self._digits_alone:
            scale = min(inner * _ALONE_DIAGONAL / hypot(width, height), inner * _ALONE / height)
        font = sized_font(int(style.size * scale), style.weight)
        metrics = QFontMetricsF(font)
        path = QPainterPath()
        left = -metrics.horizontalAdvance(state.digits) / 2
        path.addText(QPointF(left, metrics.tightBoundingRect("8").height() / 2), font, state.digits)
        self._digits_path = (key, path)
        return path

    def _paint_caption(self, painter: QPainter, centre: QPointF, inner: float) -> None:
        text = "paused" if self._state.paused else self._state.caption
        alone = not self._state.digits
        scale = self._diameter / self._theme.size("ring")
        font = sized_font(max(14, round((30 if alone else 15) * scale)), 600 if alone else 500)
        metrics = QFontMetricsF(font)
        offset = 0.0 if alone else inner * _CAPTION_CENTRE
        room = 2 * ((inner / 2) ** 2 - offset**2) ** 0.5 - 8
        painter.setFont(font)
        painter.setPen(QColor(self._theme.color("text" if alone else "muted")))
        height = metrics.height()
        box = QRectF(centre.x() - room / 2, centre.y() + offset - height / 2, room, height)
        if metrics.horizontalAdvance(text) > room * _CAPTION_SHARE:
            text = text.replace(" seconds", " s")
        elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, elided)

    def _tell(self, state: RingState) -> None:
        """Put the seconds into the progress bar that assistive technology reads."""
        seconds = int(state.digits) if state.digits.isdigit() else 0
        longest = int(state.widest) if state.widest.isdigit() else seconds
        self.setRange(0, max(1, longest, seconds))
        self.setValue(seconds)
        caption = "paused" if state.paused else state.caption
        self.setAccessibleDescription(f"{state.digits} {caption}".strip())


def _words(state: RingState) -> tuple[object, ...]:
    """All of a state but how far the ring has come."""
    return (
        state.digits,
        state.caption,
        state.style,
        state.color,
        state.paused,
        state.last_seconds,
    )
