"""The ring around whatever has the keyboard focus: 2 px, 2 px away from the control."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPen
from PySide6.QtWidgets import (
    QApplication,
    QFocusFrame,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)

from backrehab_desktop.ui.theme.focus_names import FOCUS_RADIUS, PAINTS_OWN_FOCUS

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from backrehab_desktop.ui.theme.tokens import Theme

__all__ = ["FOCUS_RADIUS", "PAINTS_OWN_FOCUS", "FocusRing"]


class _RingStyle(QProxyStyle):
    """Keeps the frame as far from the control as gap and ring need; used by the frame alone.

    A style in Python for the whole application would be asked for every pixel
    metric of every widget.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__("Fusion")
        self._distance = round(theme.stroke("focus") + theme.stroke("focus_gap"))

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        if metric in (
            QStyle.PixelMetric.PM_FocusFrameHMargin,
            QStyle.PixelMetric.PM_FocusFrameVMargin,
        ):
            return self._distance
        return super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        return_data: QStyleHintReturn | None = None,
    ) -> int:
        """No mask, and above everything in the window or scroll area.

        Fusion's mask leaves out the control's rectangle, and with it round
        corners; beside the control the ring would be cut off by its parent.
        """
        if hint is QStyle.StyleHint.SH_FocusFrame_Mask:
            return 0
        if hint is QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1
        return super().styleHint(hint, option, widget, return_data)


class _RingFrame(QFocusFrame):
    """A focus frame that paints the ring of the tokens."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        # Kept here: Qt does not own the style of a single widget.
        self._style = _RingStyle(theme)
        self.setStyle(self._style)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        watched = self.widget()
        if watched is None:
            return
        line = self.theme.stroke("focus")
        own = watched.property(FOCUS_RADIUS)
        radius = self.theme.radius("control") if own is None else float(own)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self.theme.color("focus")), line))
            inset = line / 2
            area = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            outer = radius + self.theme.stroke("focus_gap") + inset
            painter.drawRoundedRect(area, outer, outer)


class FocusRing(QObject):
    """Shows the ring around the focused control of one window for keyboard users only.

    The mouse hides it: a ring around the control that was just clicked says
    nothing. It is a ``QFocusFrame``, because a style can only draw inside the
    control's own rectangle.
    """

    def __init__(self, window: QWidget, theme: Theme) -> None:
        """Watch the focus inside ``window``."""
        super().__init__(window)
        self._window = window
        self._frame: _RingFrame | None = None
        self._theme = theme
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    @property
    def target(self) -> QWidget | None:
        """The control the ring is around, if any."""
        return self._frame.widget() if self._frame is not None else None

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme from now on."""
        self._theme = theme
        if self._frame is not None:
            self._frame.theme = theme
            self._frame.update()

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        by_mouse = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        ours = now is not None and now.window() is self._window
        if not ours or by_mouse or now is None or now.property(PAINTS_OWN_FOCUS):
            self._hide()
            return
        if not self._window.testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange):
            self._hide()  # not around what the focus has left
            return
        if self._frame is None:
            self._frame = _RingFrame(self._theme)
        self._frame.setWidget(now)

    def _hide(self) -> None:
        if self._frame is not None:
            self._frame.deleteLater()
            self._frame = None
