"""The button of the design: a role, an icon, and the key that does the same."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QPushButton, QSizePolicy

from backrehab_desktop.ui.theme.fonts import scale_font
from backrehab_desktop.ui.theme.icons import paint_icon
from backrehab_desktop.ui.widgets.paint import (
    CENTRE,
    LEFT,
    draw_words,
    edge_round,
    fill_round,
    painter_on,
    reach_by_tab,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from backrehab_desktop.ui.theme.tokens import Theme

_ICON_GAP = 10
_HINT_GAP = 12
_HINT_PADDING = 7
_HINT_HEIGHT = 24


class ButtonRole(StrEnum):
    """What a button is for; decides its colours. One primary button per screen."""

    PRIMARY = "primary"
    PLAIN = "plain"
    QUIET = "quiet"
    HURT = "hurt"


_Look = tuple[str, str, str, float]
"""Fill, edge and ink of a state, and the edge's width; an empty colour is not painted."""


class ActionButton(QPushButton):
    """A push button that paints itself from the tokens.

    The mouse never takes the focus away from the control that Space works
    on; Tab reaches every button.
    """

    def __init__(
        self,
        theme: Theme,
        text: str,
        role: ButtonRole = ButtonRole.PLAIN,
        *,
        icon: str = "",
        key_hint: str = "",
        large: bool = False,
    ) -> None:
        """A button with its word; ``key_hint`` is shown in a frame beside it."""
        super().__init__(text)
        self._theme = theme
        self._role = role
        self._icon = icon
        self._key_hint = key_hint
        self._large = large
        self._compact = False
        self._hint_shown = True
        self._scale = 1.0
        reach_by_tab(self)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._describe()

    def set_action(self, text: str, icon: str) -> None:
        """Change the word and the icon together, as from Pause to Resume."""
        if text != self.text() or icon != self._icon:
            self.setText(text)
            self._icon = icon
            self._describe()
            self.updateGeometry()
            self.update()

    def set_compact(self, compact: bool) -> None:
        """Show only the icon; the word becomes the tooltip."""
        if compact != self._compact:
            self._compact = compact
            self._describe()
            self.updateGeometry()

    def set_hint_shown(self, shown: bool) -> None:
        """Show or drop the frame with the key."""
        if shown != self._hint_shown:
            self._hint_shown = shown
            self._describe()
            self.updateGeometry()

    def set_scale(self, scale: float) -> None:
        """Make everything about it this many times as large as the type scale says."""
        if scale != self._scale:
            self._scale = scale
            self.updateGeometry()
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme from now on."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """The size it likes best."""
        return self._plain_size() * self._scale

    def _plain_size(self) -> QSize:
        height = self._theme.size("button_large" if self._large else "button")
        if self._compact:
            return QSize(height - 2, height)
        metrics = QFontMetricsF(self._label_font())
        width = 2.0 * self._padding() + metrics.horizontalAdvance(self.text())
        if self._icon:
            width += self._theme.size("icon") + _ICON_GAP
        if self._shows_hint():
            width += _HINT_GAP + self._hint_width()
        return QSize(round(width), height)

    def minimumSizeHint(self) -> QSize:
        """The least size that shows everything."""
        if self.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Preferred:
            side = self.sizeHint().height()
            return QSize(side - 2, side)
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter press it; arrows belong to the page, not to the focus."""
        keys = QtCore.Qt.Key
        if event.key() in (keys.Key_Left, keys.Key_Right, keys.Key_Up, keys.Key_Down):
            event.ignore()
        elif (
            event.key() in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter)
            and not event.isAutoRepeat()
        ):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what is to be seen."""
        ground, edge, ink, line = self._look()
        with painter_on(self) as painter:
            painter.scale(self._scale, self._scale)
            area = self._area()
            radius = self._theme.radius("control")
            if ground:
                fill_round(painter, area, radius, ground)
            if edge:
                edge_round(painter, area, radius - line / 2, edge, line)
            self._paint_content(painter, ink)

    def _area(self) -> QRectF:
        """The button before it is scaled."""
        return QRectF(0.0, 0.0, self.width() / self._scale, self.height() / self._scale)

    def _paint_content(self, painter: QPainter, ink: str) -> None:
        side = float(self._theme.size("icon"))
        whole = self._area()
        middle = whole.height() / 2
        if self._compact:
            paint_icon(
                painter,
                QRectF((whole.width() - side) / 2, middle - side / 2, side, side),
                self._icon,
                ink,
            )
            return
        font = self._label_font()
        metrics = QFontMetricsF(font)
        text_width = metrics.horizontalAdvance(self.text())
        total = text_width
        total += side + _ICON_GAP if self._icon else 0
        total += _HINT_GAP + self._hint_width() if self._shows_hint() else 0
        x = max((whole.width() - total) / 2, 6.0)
        if self._icon:
            paint_icon(painter, QRectF(x, middle - side / 2, side, side), self._icon, ink)
            x += side + _ICON_GAP
        area = QRectF(x, 0, text_width + 2, whole.height())
        draw_words(painter, area, LEFT, self.text(), font, ink)
        if self._shows_hint():
            self._paint_hint(painter, ink, x + text_width + _HINT_GAP)

    def _paint_hint(self, painter: QPainter, ink: str, x: float) -> None:
        area = QRectF(
            x, (self._area().height() - _HINT_HEIGHT) / 2, self._hint_width(), _HINT_HEIGHT
        )
        edge_round(painter, area, 6, ink, 1)
        font = scale_font(self._theme, "caption")
        draw_words(painter, area, CENTRE, self._key_hint, font, ink)

    def _look(self) -> _Look:
        color = self._theme.color
        if not self.isEnabled():
            return (color("sunken"), color("border"), color("muted"), 1)
        pressed, over = self.isDown(), self.underMouse()
        if self._role is ButtonRole.PRIMARY:
            fill = color("accent_hover" if pressed or over else "accent")
            return (fill, fill, color("on_accent"), 1)
        if self._role is ButtonRole.HURT:
            if pressed:
                return (color("pain"), color("pain"), color("on_pain"), 2)
            return (color("pain_soft"), color("pain"), color("pain"), 2)
        ground = "pressed" if pressed else "hover" if over else ""
        if self._role is ButtonRole.QUIET:
            return (color(ground) if ground else "", "", color("accent"), 1)
        return (color(ground or "surface"), color("control"), color("text"), 1)

    def _describe(self) -> None:
        key = f" ({self._key_hint})" if self._key_hint else ""
        self.setAccessibleName(self.text())
        hidden = self._compact or not self._hint_shown
        self.setToolTip(f"{self.text()}{key}" if hidden else "")

    def _shows_hint(self) -> bool:
        return bool(self._key_hint) and self._hint_shown and not self._compact

    def _hint_width(self) -> float:
        metrics = QFontMetricsF(scale_font(self._theme, "caption"))
        return max(
            _HINT_HEIGHT + 1.0, metrics.horizontalAdvance(self._key_hint) + 2 * _HINT_PADDING
        )

    def _padding(self) -> int:
        return self._theme.space("xxl") if self._large else 18

    def _label_font(self) -> QFont:
        return scale_font(self._theme, "heading" if self._large else "label")
