"""Days and values into pixels and back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QPointF, QRectF


@dataclass(frozen=True)
class PlotScale:
    """What lies where: days ``low`` to ``high`` and values over the pixels of ``rect``.

    Made anew for every view and every size, so that painting hundreds of
    points asks nobody for the geometry again.
    """

    rect: QRectF
    low: float
    high: float
    y_low: float
    y_high: float

    @cached_property
    def pixels_per_day(self) -> float:
        """Width of one day."""
        return self.rect.width() / (self.high - self.low)

    @cached_property
    def _pixels_per_unit(self) -> float:
        return self.rect.height() / (self.y_high - self.y_low)

    @cached_property
    def _left(self) -> float:
        return self.rect.left() - self.low * self.pixels_per_day

    @cached_property
    def _bottom(self) -> float:
        return self.rect.bottom() + self.y_low * self._pixels_per_unit

    def x_pixel(self, x: float) -> float:
        """Where a day lies from the left."""
        return self._left + x * self.pixels_per_day

    def y_pixel(self, y: float) -> float:
        """Where a value lies from the top."""
        return self._bottom - y * self._pixels_per_unit

    def point(self, x: float, y: float) -> QPointF:
        """Where a day and a value lie."""
        return QPointF(self.x_pixel(x), self.y_pixel(y))

    def x_at(self, pixel: float) -> float:
        """The day under a pixel."""
        return (pixel - self._left) / self.pixels_per_day
