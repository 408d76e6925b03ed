"""A sheet over or under a plot that is painted in pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPainter


class Layer(QGraphicsItem):
    """A sheet as large as the view that a function paints in the view's pixels."""

    def __init__(self, paint: Callable[[QPainter], None]) -> None:
        super().__init__()
        self._paint = paint
        self._rect = QRectF()

    def set_rect(self, rect: QRectF) -> None:
        """Cover ``rect`` of the scene."""
        self.prepareGeometryChange()
        self._rect = rect

    def boundingRect(self) -> QRectF:
        """The area covered."""
        return self._rect

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,  # noqa: ARG002 - Qt's signature
        widget: QWidget | None = None,  # noqa: ARG002
    ) -> None:
        """Let the function paint, and leave the painter as it was."""
        painter.save()
        self._paint(painter)
        painter.restore()
