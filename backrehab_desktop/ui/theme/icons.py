"""Line icons from the resource, tinted by the colour role they stand for."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QFile, QIODevice, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

_DRAWN_INK = b"#000"
_SCALES = (1.0, 1.5, 2.0, 3.0)


class IconError(LookupError):
    """An icon that the resource does not hold; our bug."""


@lru_cache(maxsize=256)
def _renderer(name: str, color: str) -> QSvgRenderer:
    """The drawing in one colour; the cache is a pure function of its arguments."""
    source = QFile(f":/icons/{name}.svg")
    if not source.open(QIODevice.OpenModeFlag.ReadOnly):
        message = f"icon {name!r} is not in the resource (is resources_rc imported?)"
        raise IconError(message)
    drawing = bytes(source.readAll().data()).replace(_DRAWN_INK, color.encode("ascii"))
    return QSvgRenderer(QByteArray(drawing))


def paint_icon(painter: QPainter, rect: QRectF, name: str, color: str) -> None:
    """Paint the icon into the rectangle; ``color`` is ``#RRGGBB``."""
    _renderer(name, color).render(painter, rect)


def icon_pixmap(name: str, color: str, size: int, scale: float = 1.0) -> QPixmap:
    """The icon as a pixmap of ``size`` logical pixels for a device pixel ratio."""
    drawing = _renderer(name, color)
    device = round(size * scale)
    pixmap = QPixmap(QSize(device, device))
    pixmap.fill(QColor(0, 0, 0, 0))
    with QPainter(pixmap) as painter:
        drawing.render(painter, QRectF(0, 0, device, device))
    pixmap.setDevicePixelRatio(scale)
    return pixmap


def tinted_icon(name: str, color: str, size: int = 22) -> QIcon:
    """A ``QIcon`` for ordinary Qt widgets, sharp at the usual scale factors."""
    from PySide6.QtGui import QIcon  # late: no part of the first frame

    icon = QIcon()
    for scale in _SCALES:
        icon.addPixmap(icon_pixmap(name, color, size, scale))
    return icon
