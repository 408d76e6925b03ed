"""A small picture of an exercise with its name, which leads to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from backrehab_desktop.ui.theme.fonts import scale_font
from backrehab_desktop.ui.widgets.paint import elided

if TYPE_CHECKING:
    from backrehab_desktop.core.exercise import Entry
    from backrehab_desktop.ui.figure.thumbnails import ThumbnailProvider
    from backrehab_desktop.ui.theme.tokens import Theme

_WIDTH, _PICTURE_HEIGHT = 196, 104
_INSET = 12
_WORDS_PADDING = 8


class ThumbnailLink(QAbstractButton):
    """Looks like a card of the library; the picture appears when it has been painted."""

    def __init__(self, theme: Theme, entry: Entry, thumbnails: ThumbnailProvider) -> None:
        super().__init__()
        self._theme = theme
        self._entry_id = entry.id
        self._thumbnails = thumbnails
        self.setText(entry.name)
        self.setAccessibleName(f"Open {entry.name}")
        self.setToolTip(entry.name)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        thumbnails.thumbnail_ready.connect(self._take_picture)

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme from now on."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """The picture above one line of words."""
        return QSize(_WIDTH, _PICTURE_HEIGHT + self._theme.type("small").line + 2 * _WORDS_PADDING)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what is to be seen."""
        theme = self._theme
        width = theme.stroke("border")
        area = QRectF(self.rect())
        edge = QPainterPath()
        radius = theme.radius("control")
        half = width / 2
        edge.addRoundedRect(area.adjusted(half, half, -half, -half), radius, radius)
        stage = QRectF(0, 0, area.width(), _PICTURE_HEIGHT)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ground = "hover" if self.underMouse() or self.isDown() else "surface"
            painter.fillPath(edge, QColor(theme.color(ground)))
            painter.setClipPath(edge)
            painter.fillRect(stage, QColor(theme.color("stage")))
            size = QSize(_WIDTH, _PICTURE_HEIGHT)
            picture = self._thumbnails.request(self._entry_id, size, theme)
            if picture is not None:
                painter.drawPixmap(0, 0, picture)
            painter.setClipping(False)
            painter.strokePath(edge, QPen(QColor(theme.color("border")), width))
            font = scale_font(theme, "small", 600)
            painter.setFont(font)
            painter.setPen(QColor(theme.color("accent")))
            words = QRectF(
                _INSET, _PICTURE_HEIGHT, area.width() - 2 * _INSET, area.height() - _PICTURE_HEIGHT
            )
            painter.drawText(
                words,
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                elided(QFontMetricsF(font), self.text(), words.width()),
            )

    def _take_picture(self, entry_id: str) -> None:
        if entry_id == self._entry_id:
            self.update()
