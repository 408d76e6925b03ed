"""One exercise of the day's list, with words or, in a narrow window, as a picture alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QFontMetricsF, QPainterPath
from PySide6.QtWidgets import QPushButton, QSizePolicy

from backrehab_desktop.ui.theme.focus_names import PAINTS_OWN_FOCUS
from backrehab_desktop.ui.theme.fonts import scale_font, sized_font
from backrehab_desktop.ui.theme.icons import paint_icon
from backrehab_desktop.ui.today.agenda import AgendaRow, RowState
from backrehab_desktop.ui.widgets.paint import (
    CENTRE,
    draw_text,
    draw_words,
    edge_round,
    fill,
    fill_circle,
    fill_round,
    painter_on,
    reach_by_tab,
)
from backrehab_desktop.ui.widgets.text_lines import Line, LineBreaker

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance
    from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QPainter, QPaintEvent, QPixmap

    from backrehab_desktop.ui.theme.tokens import Theme

SIDE = 16
"""From the edge of the list to the fill of the current row."""
_TEXT_GAP = 12
_MARK = 26
_MARK_GAP = 6
_PADDING = 10
_COMPACT_CARD = QSize(96, 72)
_COMPACT_PITCH = 82


class Thumbnails(Protocol):
    """Where the small pictures come from."""

    @property
    def thumbnail_ready(self) -> SignalInstance:
        """Emits the id of an exercise whose picture can be had now."""
        ...

    def request(self, exercise_id: str, size: QSize, theme: Theme) -> QPixmap | None:
        """The picture, or ``None`` while it is being painted."""
        ...


class ExerciseRow(QPushButton):
    """A button that shows its exercise and how far it has come; it says both in words.

    It is a widget and no line of an item view: a day has half a dozen of
    them, and the item views' own machinery costs a third of the start-up.
    """

    moved = Signal(int)
    """The arrow keys want the row above (-1) or below (1)."""

    def __init__(self, theme: Theme, row: AgendaRow) -> None:
        """An exercise that is still to do."""
        super().__init__()
        self._theme = theme
        self._row = row
        self._state = RowState.TO_DO
        self._compact = False
        self._chosen = False
        self._choosable = True
        self._focus_by_key = False
        self._thumbnails: Thumbnails | None = None
        self._lines: list[tuple[Line, LineBreaker, float, str]] = []
        self.setProperty(PAINTS_OWN_FOCUS, True)
        reach_by_tab(self, False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._break_lines()
        self._describe()

    @property
    def state(self) -> RowState:
        """How far it has come."""
        return self._state

    @property
    def words(self) -> str:
        """The row as it is read aloud."""
        return ", ".join((self._row.exercise.name, *self._row.dose_lines, self._state.value))

    def set_state(self, state: RowState) -> None:
        """Show how far it has come."""
        if state is not self._state:
            self._state = state
            self._describe()
            self.update()

    def set_chosen(self, chosen: bool) -> None:
        """Mark the row that is looked at."""
        self._chosen = chosen
        self.update()

    def set_choosable(self, choosable: bool) -> None:
        """Whether the pointer lights it up."""
        self._choosable = choosable
        self.update()

    def set_compact(self, compact: bool) -> None:
        """The picture alone; the name becomes the tooltip."""
        self._compact = compact
        self.setToolTip(self._row.exercise.name if compact else "")
        self.updateGeometry()

    def set_thumbnails(self, thumbnails: Thumbnails) -> None:
        """Take the picture from there from now on."""
        self._thumbnails = thumbnails
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme from now on."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """As tall as its words, and never lower than its picture."""
        if self._compact:
            return QSize(_COMPACT_CARD.width(), _COMPACT_PITCH)
        height = round(self._text_height()) + 2 * _PADDING
        return QSize(self._theme.size("list"), max(self._theme.size("row"), height))

    def minimumSizeHint(self) -> QSize:
        """The height is needed, the width is given."""
        return QSize(_COMPACT_CARD.width(), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down walk the list, Enter looks; the keys of the session go to the page."""
        from PySide6.QtCore import Qt

        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring to the keyboard only."""
        from PySide6.QtCore import Qt

        self._focus_by_key = event.reason() is not Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the row."""
        with painter_on(self) as painter:
            painter.setRenderHint(painter.RenderHint.SmoothPixmapTransform)
            if self._compact:
                self._paint_compact(painter)
            else:
                self._paint_wide(painter)

    # -- wide ---------------------------------------------------------------

    def _paint_wide(self, painter: QPainter) -> None:
        theme = self._theme
        area = QRectF(self.rect())
        ground = area.adjusted(SIDE, 0, -SIDE, 0)
        radius = theme.radius("control")
        current = self._state is RowState.CURRENT
        if current:
            fill_round(painter, ground, radius, theme.color("accent_soft"))
            bar = QRectF(ground.left(), ground.top() + 14, 4, ground.height() - 28)
            fill_round(painter, bar, 2, theme.color("accent"))
        elif self._chosen or (self._choosable and self.underMouse()):
            fill_round(painter, ground, radius, theme.color("hover"))
        if self._shows_focus():
            edge_round(painter, ground, radius, theme.color("focus"), theme.stroke("focus"))
        width, height = theme.thumb
        left = area.left() + theme.space("xxl")
        picture = QRectF(left, area.center().y() - height / 2, width, height)
        self._paint_picture(painter, picture, theme.radius("thumb"))
        self._paint_words(painter, picture.right() + _TEXT_GAP)
        self._paint_mark(painter, area)

    def _paint_words(self, painter: QPainter, left: float) -> None:
        y = (self.height() - self._text_height()) / 2
        for line, breaker, height, role in self._lines:
            metrics = breaker.metrics
            base = y + (height - metrics.height()) / 2 + metrics.ascent()
            words = "".join(text for text, _ in line)
            draw_text(painter, QPointF(left, base), words, breaker.plain, self._theme.color(role))
            y += height

    def _paint_mark(self, painter: QPainter, area: QRectF) -> None:
        right = area.right() - self._theme.space("xxl")
        middle = area.center().y()
        if self._state is not RowState.CURRENT:
            circle = QRectF(right - _MARK, middle - _MARK / 2, _MARK, _MARK)
            self._paint_circle(painter, circle)
            return
        font = sized_font(14, 600)
        width = QFontMetricsF(font).horizontalAdvance("Now") + 20
        pill = QRectF(right - width, middle - 13, width, 26)
        fill_round(painter, pill, 13, self._theme.color("accent"))
        draw_words(painter, pill, CENTRE, "Now", font, self._theme.color("on_accent"))

    def _paint_circle(self, painter: QPainter, circle: QRectF) -> None:
        color = self._theme.color
        if self._state is RowState.DONE:
            fill_circle(painter, circle, color("accent"))
            paint_icon(painter, circle.adjusted(5, 5, -5, -5), "check", color("on_accent"))
            return
        edge_round(painter, circle, circle.width() / 2 - 1, color("control"), 2)
        if self._state is RowState.PARTLY:
            half = QPainterPath()
            inner = circle.adjusted(5, 5, -5, -5)
            half.moveTo(inner.center())
            half.arcTo(inner, 90, 180)
            painter.fillPath(half, fill(color("control")))

    # -- narrow -------------------------------------------------------------

    def _paint_compact(self, painter: QPainter) -> None:
        theme = self._theme
        size = _COMPACT_CARD
        card = QRectF((self.width() - size.width()) / 2, 5, size.width(), size.height())
        radius = theme.radius("control")
        current = self._state is RowState.CURRENT
        fill_round(painter, card, radius, theme.color("accent_soft" if current else "surface"))
        edge = "accent" if current else "control" if self._chosen else "border"
        edge_round(painter, card, radius, theme.color(edge), 2.0 if current else 1.0)
        self._paint_picture(painter, card.adjusted(5, 6, -5, -6), theme.radius("thumb") - 2)
        if self._shows_focus():
            edge_round(painter, card, radius, theme.color("focus"), theme.stroke("focus"))
        if self._state in (RowState.DONE, RowState.PARTLY):
            mark = QRectF(card.right() - 20, card.top() - 5, 24, 24)
            fill_circle(painter, mark.adjusted(-2, -2, 2, 2), theme.color("surface"))
            self._paint_circle(painter, mark)

    # -- both ---------------------------------------------------------------

    def _paint_picture(self, painter: QPainter, area: QRectF, radius: float) -> None:
        shape = QPainterPath()
        shape.addRoundedRect(area, radius, radius)
        painter.fillPath(shape, fill(self._theme.color("stage")))
        if self._thumbnails is None:
            return
        size = QSize(round(area.width()), round(area.height()))
        pixmap = self._thumbnails.request(self._row.exercise.id, size, self._theme)
        if pixmap is not None and not pixmap.isNull():
            painter.save()
            painter.setClipPath(shape)
            painter.drawPixmap(area, pixmap, QRectF(pixmap.rect()))
            painter.restore()

    def _shows_focus(self) -> bool:
        return self._focus_by_key and self.hasFocus()

    def _break_lines(self) -> None:
        """The name and each phrase of the dose in the room beside the picture."""
        theme = self._theme
        left = theme.space("xxl") + theme.thumb[0] + _TEXT_GAP
        room = theme.size("list") - left - theme.space("xxl") - _MARK - _MARK_GAP
        # A comma tells that the phrase goes on in the next line.
        *heads, last = self._row.dose_lines
        phrases = (*(f"{head}," for head in heads), last)
        steps = [("label", "text", self._row.exercise.name)]
        steps += [("small", "muted", phrase) for phrase in phrases]
        for step, role, text in steps:
            font: QFont = scale_font(theme, step)
            breaker = LineBreaker(font, font)
            height = max(float(theme.type(step).line), breaker.metrics.height())
            for line in breaker.lines([(text, False)], room):
                self._lines.append((line, breaker, height, role))

    def _text_height(self) -> float:
        return sum(height for _, _, height, _ in self._lines)

    def _describe(self) -> None:
        self.setAccessibleName(self.words)
