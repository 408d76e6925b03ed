"""Paints one exercise of the library as a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from backrehab_desktop.core.wording import category_in_words
from backrehab_desktop.ui.exercises.entry_model import ENTRY_ROLE, PLANNED_ROLE, AnyIndex
from backrehab_desktop.ui.theme.fonts import scale_font
from backrehab_desktop.ui.theme.icons import paint_icon

if TYPE_CHECKING:
    from backrehab_desktop.core.exercise import Entry
    from backrehab_desktop.ui.figure.thumbnails import ThumbnailProvider
    from backrehab_desktop.ui.theme.tokens import Theme

CARD_GAP = 14
"""Distance between two cards in logical pixels."""
_STAGE_RATIO = 0.465
_TEXT_INSET = 16
_TEXT_TOP = 10
_TEXT_BOTTOM = 12
_LINE_GAP = 1
_MARK = 18
IN_PLAN = "In plan"


def stage_height(card_width: int) -> int:
    """Height of the picture of a card that is ``card_width`` wide."""
    return round(card_width * _STAGE_RATIO)


class CardDelegate(QStyledItemDelegate):
    """A picture on its stage, the name, the category, and whether it is in the plan.

    A picture that is not drawn yet leaves the stage empty; the provider says
    when it is ready.
    """

    def __init__(self, thumbnails: ThumbnailProvider, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._theme = theme
        self.keyboard_focus = False
        """Whether to ring the current card: set by the view."""
        self.cell = QSize()
        """Size of a card with half a gap on each side: set by the view."""
        self.names: tuple[str, ...] = ()
        """Every name that may stand on a card: set by the view."""
        self._name_lines = 1
        self._picture_size = QSize()
        self._size_before = QSize()

    def set_theme(self, theme: Theme) -> None:
        """Paint with this theme from now on."""
        self._theme = theme

    def settle(self) -> None:
        """Ask for pictures of the size that the cards have now.

        Not done while a window is dragged larger: every step of it would have
        every picture painted anew. Until then the old ones are stretched.
        """
        width = self.cell.width() - CARD_GAP
        size = QSize(width - 2, stage_height(width) - 2)
        if size != self._picture_size:
            self._size_before, self._picture_size = self._picture_size, size

    def card_height(self, card_width: int) -> int:
        """Height of a card of that width; all have room for the longest name."""
        metrics = QFontMetrics(scale_font(self._theme, "label"))
        room = card_width - 2 * _TEXT_INSET
        fits = all(metrics.horizontalAdvance(name) <= room for name in self.names)
        self._name_lines = 1 if fits else 2
        name = self._name_lines * self._theme.type("label").line
        lines = name + _LINE_GAP + self._theme.type("small").line
        return stage_height(card_width) + _TEXT_TOP + lines + _TEXT_BOTTOM

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """The cell of the view's grid."""
        del option, index
        return self.cell

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint the card into the cell less half a gap on each side."""
        entry: Entry = index.data(ENTRY_ROLE)
        half = CARD_GAP // 2
        card = option.rect.adjusted(half, half, -half, -half)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_ground(painter, card, bool(state & QStyle.StateFlag.State_MouseOver))
        self._paint_picture(painter, card, entry)
        self._paint_edge(painter, card, bool(state & QStyle.StateFlag.State_Selected))
        self._paint_words(painter, card, entry, bool(index.data(PLANNED_ROLE)))
        if self.keyboard_focus and state & QStyle.StateFlag.State_HasFocus:
            self._paint_focus(painter, card)
        painter.restore()

    def _outline(self, card: QRect, inset: float) -> QPainterPath:
        path = QPainterPath()
        radius = self._theme.radius("card") - inset
        path.addRoundedRect(QRectF(card).adjusted(inset, inset, -inset, -inset), radius, radius)
        return path

    def _paint_ground(self, painter: QPainter, card: QRect, hovered: bool) -> None:
        outline = self._outline(card, 0.5)
        painter.fillPath(outline, QColor(self._theme.color("hover" if hovered else "surface")))
        stage = QPainterPath()
        stage.addRect(QRectF(card.x(), card.y(), card.width(), stage_height(card.width())))
        painter.fillPath(outline.intersected(stage), QColor(self._theme.color("stage")))

    def _paint_picture(self, painter: QPainter, card: QRect, entry: Entry) -> None:
        picture = self._thumbnails.request(entry.id, self._picture_size, self._theme)
        if picture is None and not self._size_before.isEmpty():
            picture = self._thumbnails.request(entry.id, self._size_before, self._theme)
        if picture is None:
            return
        painter.save()
        painter.setClipPath(self._outline(card, 1))
        size = QSize(card.width() - 2, stage_height(card.width()) - 2)
        painter.drawPixmap(QRect(card.topLeft(), size).translated(1, 1), picture)
        painter.restore()

    def _paint_edge(self, painter: QPainter, card: QRect, selected: bool) -> None:
        width = self._theme.stroke("strong" if selected else "border")
        color = self._theme.color("accent" if selected else "border")
        painter.strokePath(self._outline(card, width / 2), QPen(QColor(color), width))

    def _paint_focus(self, painter: QPainter, card: QRect) -> None:
        width = self._theme.stroke("focus")
        away = self._theme.stroke("focus_gap") + width / 2
        painter.strokePath(
            self._outline(card, -away), QPen(QColor(self._theme.color("focus")), width)
        )

    def _paint_words(self, painter: QPainter, card: QRect, entry: Entry, planned: bool) -> None:
        theme = self._theme
        left, width = card.x() + _TEXT_INSET, card.width() - 2 * _TEXT_INSET
        top = card.y() + stage_height(card.width()) + _TEXT_TOP
        height = self._name_lines * theme.type("label").line
        self._paint_name(painter, QRect(left, top, width, height), entry.name)
        second = QRect(left, top + height + _LINE_GAP, width, theme.type("small").line)
        if planned:
            taken = self._paint_mark(painter, second)
            second.setWidth(width - taken)
        category = category_in_words(entry.category)
        self._paint_line(painter, second, category, "small", "muted")

    def _paint_name(self, painter: QPainter, area: QRect, name: str) -> None:
        if self._name_lines == 1:
            self._paint_line(painter, area, name, "label", "text")
            return
        painter.setFont(scale_font(self._theme, "label"))
        painter.setPen(QColor(self._theme.color("text")))
        wraps = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        painter.drawText(area, wraps, name)

    def _paint_line(self, painter: QPainter, line: QRect, text: str, step: str, role: str) -> None:
        font = scale_font(self._theme, step)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.color(role)))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_mark(self, painter: QPainter, line: QRect) -> int:
        """Paint "In plan" at the right end of the line; returns the width it takes."""
        font = scale_font(self._theme, "small", 600)
        color = self._theme.color("accent")
        words = QFontMetrics(font).horizontalAdvance(IN_PLAN)
        painter.setFont(font)
        painter.setPen(QColor(color))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, IN_PLAN)
        taken = words + 4 + _MARK
        left = line.x() + line.width() - taken
        tick = QRectF(left, line.center().y() - _MARK / 2 + 1, _MARK, _MARK)
        paint_icon(painter, tick, "check", color)
        return taken + 8
