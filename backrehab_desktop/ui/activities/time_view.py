"""The time of an activity, large enough to be read from three metres."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPainterPath, QTransform
from PySide6.QtWidgets import QLabel, QSizePolicy

from backrehab_desktop.ui.activities.words import clock_text, length_in_words
from backrehab_desktop.ui.theme.fonts import sized_font
from backrehab_desktop.ui.widgets.paint import fill, painter_on

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from backrehab_desktop.ui.theme.tokens import Theme

_FONT_STEP = "digit"
_REFERENCE = 200
"""Size at which the digits are measured; they are scaled from there."""
_USUAL_SIZE = (320, 130)


class TimeView(QLabel):
    """Digits as large as the width allows; each takes the same room, so nothing jumps."""

    def __init__(self, theme: Theme) -> None:
        """Nothing has passed."""
        super().__init__()
        self._theme = theme
        self._muted = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.show_time(0.0)

    def show_time(self, seconds: float, *, muted: bool = False) -> None:
        """Show a time; ``muted`` while it stands still. Cheap when nothing changes."""
        text = clock_text(seconds)
        if text == self.text() and muted == self._muted:
            return
        self._muted = muted
        self.setText(text)
        # By the minute: a voice that reads out each second helps nobody.
        name = length_in_words(seconds) if seconds >= 60 else "Less than a minute"
        if name != self.accessibleName():
            self.setAccessibleName(name)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme from now on."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """Of no account: its owner gives it the height that fits its width."""
        return QSize(*_USUAL_SIZE)

    def minimumSizeHint(self) -> QSize:
        """The digits shrink with whatever room there is."""
        return QSize(200, 60)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the digits from the left, in the middle of the height."""
        path = self._outline()
        color = self._theme.color("muted" if self._muted else "text")
        with painter_on(self) as painter:
            painter.fillPath(path, fill(color))

    def _outline(self) -> QPainterPath:
        font = sized_font(_REFERENCE, self._theme.type(_FONT_STEP).weight)
        metrics = QFontMetricsF(font)
        digit_width = max(metrics.horizontalAdvance(digit) for digit in "0123456789")
        colon_width = metrics.horizontalAdvance(":")
        tall = metrics.tightBoundingRect("0").height()
        # Room for four digits at least, so that the tenth minute changes no size.
        shape = self.text() if len(self.text()) > 5 else "00:00"
        needed = sum(colon_width if sign == ":" else digit_width for sign in shape)
        scale = min(self.width() / needed, self.height() / tall)
        path, x = QPainterPath(), 0.0
        for sign in self.text():
            room = colon_width if sign == ":" else digit_width
            spare = (room - metrics.horizontalAdvance(sign)) / 2
            path.addText(QPointF(x + spare, 0.0), font, sign)
            x += room
        base = QRectF(self.rect()).center().y() + tall * scale / 2
        return QTransform().translate(0.0, base).scale(scale, scale).map(path)
