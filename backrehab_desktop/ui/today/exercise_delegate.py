"""Paints the lines of the day's list, wide with words or narrow with thumbnails alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from backrehab_desktop.ui.theme.fonts import scale_font, sized_font
from backrehab_desktop.ui.theme.icons import paint_icon
from backrehab_desktop.ui.today.agenda import AgendaRow, RowState
from backrehab_desktop.ui.today.exercise_model import ROW_ROLE, ListRow

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from backrehab_desktop.ui.theme.tokens import Theme

_AnyIndex = QModelIndex | QPersistentModelIndex

_SIDE = 16
"""From the edge of the list to the fill of the current row."""
_TEXT_GAP = 12
_MARK = 26
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


class ExerciseDelegate(QStyledItemDelegate):
    """Every size comes from the fonts in force, so that larger type makes taller rows."""

    def __init__(self, theme: Theme, thumbnails: Thumbnails, parent: QObject) -> None:
        """Paint with the tokens of ``theme``."""
        super().__init__(parent)
        self.theme = theme
        self.compact = False
        self.shows_focus = False
        """Whether the view has the keyboard, so that its current row gets the ring."""
        self._thumbnails = thumbnails
        self._width = theme.size("list")

    def set_width(self, width: int) -> None:
        """The width rows are laid out for."""
        self._width = width

    def sizeHint(self, _option: QStyleOptionViewItem, index: _AnyIndex) -> QSize:
        """A row is as tall as its words, and never lower than its picture."""
        row: ListRow = index.data(ROW_ROLE)
        if self.compact:
            return QSize(self._width, 12 if row.row is None else _COMPACT_PITCH)
        if row.row is None:
            return QSize(self._width, 34)
        text = self._text_height(row.row)
        height = max(self.theme.size("row"), round(text) + 2 * _PADDING)
        return QSize(self._width, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        """Paint one line."""
        row: ListRow = index.data(ROW_ROLE)
        area = QRectF(option.rect)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if row.row is None:
            self._paint_heading(painter, area, row.heading)
        else:
            over = bool(state & QStyle.StateFlag.State_MouseOver)
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            focused = bool(state & QStyle.StateFlag.State_HasFocus) and self.shows_focus
            if self.compact:
                self._paint_compact(painter, area, row, chosen=chosen, focused=focused)
            else:
                self._paint_row(painter, area, row, over=over or chosen, focused=focused)
        painter.restore()

    # -- wide ---------------------------------------------------------------

    def _paint_heading(self, painter: QPainter, area: QRectF, text: str) -> None:
        if self.compact:
            return
        painter.setFont(sized_font(self.theme.type("small").size, 600))
        painter.setPen(QColor(self.theme.color("muted")))
        box = area.adjusted(self.theme.space("xxl"), 0, -_SIDE, 0)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_row(
        self, painter: QPainter, area: QRectF, row: ListRow, *, over: bool, focused: bool
    ) -> None:
        theme = self.theme
        fill = area.adjusted(_SIDE, 0, -_SIDE, 0)
        current = row.state is RowState.CURRENT
        if current or over:
            self._round(
                painter, fill, theme.radius("control"), "accent_soft" if current else "hover"
            )
        if current:
            bar = QRectF(fill.left(), fill.top() + 14, 4, fill.height() - 28)
            self._round(painter, bar, 2, "accent")
        if focused:
            self._focus(painter, fill, theme.radius("control"))
        width, height = theme.thumb
        left = area.left() + theme.space("xxl")
        picture = QRectF(left, area.center().y() - height / 2, width, height)
        if row.row is None:
            return
        self._paint_picture(painter, picture, row.row, theme.radius("thumb"))
        self._paint_words(painter, area, picture.right() + _TEXT_GAP, row)
        self._paint_mark(painter, area, row.state)

    def _paint_words(self, painter: QPainter, area: QRectF, left: float, row: ListRow) -> None:
        if row.row is None:
            return
        name = self.theme.type("label")
        small = self.theme.type("small")
        layouts = self._text_layouts(row.row)
        y = area.center().y() - self._text_height(row.row) / 2
        for layout, step, color in zip(
            layouts,
            (name, *(small for _ in layouts[1:])),
            ("text", *("muted" for _ in layouts[1:])),
            strict=True,
        ):
            painter.setPen(QColor(self.theme.color(color)))
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                line.draw(painter, QPointF(left, y + (step.line - line.height()) / 2))
                y += max(step.line, line.height())

    def _text_layouts(self, row: AgendaRow) -> list[QTextLayout]:
        """The name and each phrase of the dose, wrapped to the room beside the picture."""
        left = self.theme.space("xxl") + self.theme.thumb[0] + _TEXT_GAP
        room = self._width - left - self.theme.space("xxl") - _MARK - 6
        fonts = (scale_font(self.theme, "label"), *(scale_font(self.theme, "small"),) * 2)
        # A comma tells that the phrase goes on in the next line.
        *heads, last = row.dose_lines
        texts = (row.exercise.name, *(f"{head}," for head in heads), last)
        return [_wrapped(text, font, room) for text, font in zip(texts, fonts, strict=False)]

    def _text_height(self, row: AgendaRow) -> float:
        name, small = self.theme.type("label"), self.theme.type("small")
        height = 0.0
        for place, layout in enumerate(self._text_layouts(row)):
            step = small if place else name
            for number in range(layout.lineCount()):
                height += max(step.line, layout.lineAt(number).height())
        return height

    def _paint_mark(self, painter: QPainter, area: QRectF, state: RowState) -> None:
        right = area.right() - self.theme.space("xxl")
        if state is RowState.CURRENT:
            font = sized_font(14, 600)
            width = QFontMetricsF(font).horizontalAdvance("Now") + 20
            pill = QRectF(right - width, area.center().y() - 13, width, 26)
            self._round(painter, pill, 13, "accent")
            painter.setFont(font)
            painter.setPen(QColor(self.theme.color("on_accent")))
            painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, "Now")
            return
        circle = QRectF(right - _MARK, area.center().y() - _MARK / 2, _MARK, _MARK)
        self._paint_circle(painter, circle, state)

    def _paint_circle(self, painter: QPainter, circle: QRectF, state: RowState) -> None:
        color = self.theme.color
        if state is RowState.DONE:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(color("accent")))
            painter.drawEllipse(circle)
            paint_icon(painter, circle.adjusted(5, 5, -5, -5), "check", color("on_accent"))
            return
        painter.setPen(QPen(QColor(color("control")), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inner = circle.adjusted(1, 1, -1, -1)
        painter.drawEllipse(inner)
        if state is RowState.PARTLY:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(color("control")))
            half = inner.adjusted(4, 4, -4, -4)
            painter.drawPie(half, 90 * 16, 180 * 16)

    # -- narrow -------------------------------------------------------------

    def _paint_compact(
        self, painter: QPainter, area: QRectF, row: ListRow, *, chosen: bool, focused: bool
    ) -> None:
        if row.row is None:
            return
        theme = self.theme
        size = _COMPACT_CARD
        left = area.center().x() - size.width() / 2
        card = QRectF(left, area.top() + 5, size.width(), size.height())
        current = row.state is RowState.CURRENT
        line = 2.0 if current else 1.0
        edge = "accent" if current else "control" if chosen else "border"
        painter.setPen(QPen(QColor(theme.color(edge)), line))
        painter.setBrush(QColor(theme.color("accent_soft" if current else "surface")))
        frame = card.adjusted(line / 2, line / 2, -line / 2, -line / 2)
        painter.drawRoundedRect(frame, theme.radius("control"), theme.radius("control"))
        self._paint_picture(
            painter, card.adjusted(5, 6, -5, -6), row.row, theme.radius("thumb") - 2
        )
        if focused:
            self._focus(painter, card, theme.radius("control"))
        if row.state in (RowState.DONE, RowState.PARTLY):
            mark = QRectF(card.right() - 20, card.top() - 5, 24, 24)
            self._round(painter, mark.adjusted(-2, -2, 2, 2), 14, "surface")
            self._paint_circle(painter, mark, row.state)

    # -- both ---------------------------------------------------------------

    def _paint_picture(
        self, painter: QPainter, area: QRectF, row: AgendaRow, radius: float
    ) -> None:
        painter.save()
        shape = QPainterPath()
        shape.addRoundedRect(area, radius, radius)
        painter.fillPath(shape, QColor(self.theme.color("stage")))
        size = area.size().toSize()
        pixmap = self._thumbnails.request(row.exercise.id, size, self.theme)
        if pixmap is not None and not pixmap.isNull():
            painter.setClipPath(shape)
            painter.drawPixmap(area, pixmap, QRectF(pixmap.rect()))
        painter.restore()

    def _round(self, painter: QPainter, area: QRectF, radius: float, role: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.color(role)))
        painter.drawRoundedRect(area, radius, radius)

    def _focus(self, painter: QPainter, area: QRectF, radius: float) -> None:
        """The ring inside the row: a list clips what is outside of it."""
        painter.setPen(QPen(QColor(self.theme.color("focus")), self.theme.stroke("focus")))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), radius, radius)


def _wrapped(text: str, font: QFont, room: float) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(room)
    layout.endLayout()
    return layout
