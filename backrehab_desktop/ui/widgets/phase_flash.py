"""One flash of the stage's edge when a hold begins or ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QRectF, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QPainter, QPen, QRegion
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from backrehab_desktop.ui.theme.tokens import Theme

_LEAST_GAP_S = 1.0
_EDGE = 6.0
_INSET = 4.0


class PhaseFlash(QWidget):
    """Lies over its parent, lets the mouse through and shows only while it flashes.

    Never more than one flash a second, whatever is asked for: faster ones
    can harm people with light-sensitive epilepsy.
    """

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        """Cover ``parent`` from now on."""
        super().__init__(parent)
        self._stage = parent
        self._theme = theme
        self._color = "work"
        self._last_s: float | None = None
        self._still = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._fade = QVariantAnimation(self)
        self._fade.setStartValue(1.0)
        self._fade.setEndValue(0.0)
        self._fade.setDuration(theme.motion_ms("phase_flash"))
        self._fade.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._fade.valueChanged.connect(self._fade_edge)
        self._fade.finished.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def flash(self, color: str, now_s: float) -> bool:
        """Flash in a colour role; returns whether it did. ``now_s`` is monotonic."""
        if self._last_s is not None and now_s - self._last_s < _LEAST_GAP_S:
            return False
        if self._still:
            return False
        self._last_s = now_s
        self._color = color
        self.setGeometry(self._stage.rect())
        self.show()
        self.raise_()
        self._fade.start()
        return True

    def set_reduced_motion(self, reduced: bool) -> None:
        """With reduced motion nothing flashes; ring and words tell the change."""
        self._still = reduced
        if reduced:
            self._fade.stop()
            self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme from now on."""
        self._theme = theme

    def _fade_edge(self) -> None:
        """Only the edge changes; what lies within it need not be painted anew."""
        band = round(_INSET + _EDGE + self._theme.radius("card"))
        within = self.rect().adjusted(band, band, -band, -band)
        self.update(QRegion(self.rect()) - QRegion(within))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch the widget it belongs to."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._stage.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what is to be seen."""
        strength = self._fade.currentValue()
        if not isinstance(strength, float):
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setOpacity(strength)
            painter.setPen(QPen(QColor(self._theme.color(self._color)), _EDGE))
            inset = _INSET + _EDGE / 2
            radius = self._theme.radius("card")
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius
            )
