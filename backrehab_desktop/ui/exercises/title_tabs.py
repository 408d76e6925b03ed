"""The title of the page as two tabs: what to do, and what to leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QWidget

from backrehab_desktop.ui.theme.focus_names import FOCUS_RADIUS
from backrehab_desktop.ui.theme.fonts import scale_font

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backrehab_desktop.ui.theme.tokens import Theme

_LEAST_HEIGHT = 48
_STEP = "title"
_LINE = 3
_FOCUS_CORNER = 8


class TitleTab(QAbstractButton):
    """One tab in the size of a title; a line under it says that it is the current one."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__()
        self._theme = theme
        self.setText(words)
        self.setAccessibleName(words)
        self.setCheckable(True)
        self.setProperty(FOCUS_RADIUS, _FOCUS_CORNER)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme from now on."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """The words, as high as a target for a finger."""
        words = QFontMetricsF(scale_font(self._theme, _STEP)).horizontalAdvance(self.text())
        line = self._theme.type(_STEP).line
        return QSize(round(words) + 2, max(_LEAST_HEIGHT, line + 2 * _LINE))

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what is to be seen."""
        color = self._theme.color
        lit = self.isChecked() or self.underMouse()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(scale_font(self._theme, _STEP))
            painter.setPen(QColor(color("text" if lit else "muted")))
            area = self.rect().adjusted(0, 0, 0, -_LINE)
            painter.drawText(
                area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text()
            )
            if self.isChecked():
                bar = QRectF(0, self.height() - _LINE, self.width(), _LINE)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(color("accent")))
                painter.drawRoundedRect(bar, _LINE / 2, _LINE / 2)


class TitleTabs(QWidget):
    """Tabs side by side, one of them current; the arrow keys change it."""

    tab_chosen = Signal(int)

    def __init__(self, theme: Theme, titles: Sequence[str]) -> None:
        """The first of ``titles`` is current."""
        super().__init__()
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("xxl"))
        for n, title in enumerate(titles):
            tab = TitleTab(theme, title)
            self._group.addButton(tab, n)
            row.addWidget(tab)
        self.tab(0).setChecked(True)
        self._group.idToggled.connect(self._report)

    @property
    def current(self) -> int:
        """Index of the current tab."""
        return self._group.checkedId()

    def tab(self, index: int) -> QAbstractButton:
        """One of the tabs."""
        return self._group.button(index)

    def choose(self, index: int) -> None:
        """Make a tab current."""
        self.tab(index).setChecked(True)

    def _report(self, index: int, checked: bool) -> None:
        if checked:
            self.tab_chosen.emit(index)
