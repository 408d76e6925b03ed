"""How much of the day's list is done: one bar for each exercise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QProgressBar, QSizePolicy

from backrehab_desktop.ui.widgets.paint import fill, painter_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from backrehab_desktop.ui.theme.tokens import Theme

_HEIGHT = 8
_GAP = 6


class SegmentBar(QProgressBar):
    """Bars that fill from the left; a progress bar to assistive technology."""

    def __init__(self, theme: Theme) -> None:
        """No bars yet."""
        super().__init__()
        self._theme = theme
        self._parts: tuple[float, ...] = ()
        self.setTextVisible(False)
        self.setAccessibleName("Exercises done")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_parts(self, parts: Sequence[float]) -> None:
        """Show how far each exercise has come, 0 to 1."""
        if tuple(parts) == self._parts:
            return
        self._parts = tuple(parts)
        self.setRange(0, max(1, len(parts)))
        self.setValue(sum(1 for part in parts if part >= 1.0))
        self.update()

    @property
    def parts(self) -> tuple[float, ...]:
        """What is shown."""
        return self._parts

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme from now on."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """The size it likes best."""
        return QSize(120, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """The least size that shows everything."""
        return QSize(40, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what is to be seen."""
        if not self._parts:
            return
        with painter_on(self) as painter:
            count = len(self._parts)
            width = (self.width() - _GAP * (count - 1)) / count
            radius = _HEIGHT / 2
            for index, part in enumerate(self._parts):
                area = QRectF(index * (width + _GAP), 0, width, _HEIGHT)
                bar = QPainterPath()
                bar.addRoundedRect(area, radius, radius)
                painter.fillPath(bar, fill(self._theme.color("track")))
                if part > 0.0:
                    done = QPainterPath()
                    done.addRect(QRectF(area.left(), 0, width * min(1.0, part), _HEIGHT))
                    painter.fillPath(bar & done, fill(self._theme.color("accent")))
