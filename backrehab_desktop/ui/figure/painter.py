"""Fills the polygons of a picture: no pens, no paths, no allocation per frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np
from PySide6.QtGui import QPolygonF
from shiboken6 import VoidPtr

from backrehab_desktop.core.figure.camera import Frame, frame_of
from backrehab_desktop.core.figure.changes import Changes, changes_of
from backrehab_desktop.core.figure.still import BAND, Band, find_band
from backrehab_desktop.ui.figure.look import ARROW_ROLES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from numpy.typing import NDArray
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QBrush, QPainter, QPixmap

    from backrehab_desktop.core.figure.picture import Fill, Picture

    FloatArray = NDArray[np.float64]
    Vertices = NDArray[np.float32] | NDArray[np.float64]

_BYTES_PER_POINT = 16


# Its type stub knows neither the size nor the buffer protocol.
_memory_at = cast("Callable[[object, int, bool], memoryview]", VoidPtr)


class _Buffer:
    """A polygon whose points are written in bulk from an array."""

    def __init__(self, count: int) -> None:
        self.polygon = QPolygonF()
        self.polygon.resize(count)
        memory = _memory_at(self.polygon.data(), count * _BYTES_PER_POINT, True)
        self.points: FloatArray = np.frombuffer(memory, dtype=np.float64).reshape(count, 2)


def polygon_from(points: FloatArray) -> QPolygonF:
    """A polygon of its own with these points, (N, 2)."""
    buffer = _Buffer(len(points))
    buffer.points[...] = points
    return buffer.polygon


class PicturePainter:
    """Paints the moments of one picture; keeps its polygons between frames."""

    def __init__(
        self, fills: Sequence[Fill], vertices: Vertices, order: Sequence[tuple[int, ...]]
    ) -> None:
        """Paint these moments; the arguments are those of a ``Picture``."""
        self._vertices = vertices
        self._order = order
        self._roles = [fill.role for fill in fills]
        self._spans = [slice(fill.start, fill.stop) for fill in fills]
        self._buffers = [_Buffer(fill.stop - fill.start) for fill in fills]
        self._blend = np.empty(vertices.shape[1:])

    def paint(
        self,
        painter: QPainter,
        position: float,
        brushes: Mapping[str, QBrush],
        hidden: Collection[str] = (),
        arrow_opacity: float = 1.0,
        band: BandPicture | None = None,
        seen: Sequence[bool] | None = None,
    ) -> None:
        """Fill everything at ``position``, a place 0..T-1 on the picture's moments.

        The painter has to be scaled to statures and have no pen; roles in
        ``hidden`` are left out, and the arrow is faint if it has to be. ``band`` stands in for what
        :meth:`PictureStore.find_band` has found. Of each fill ``seen`` says whether it is needed.
        """
        last = len(self._vertices) - 1
        points = self._points_at(position, last)
        roles, spans, buffers = self._roles, self._spans, self._buffers
        current = ""
        order = self._order if band is None else band.order
        for index in order[min(max(round(position), 0), last)]:
            if band is not None and index == BAND:
                painter.setOpacity(1.0)
                painter.setWorldMatrixEnabled(False)
                painter.drawPixmap(band.place, band.pixmap)
                painter.setWorldMatrixEnabled(True)
                current = ""
                continue
            role = roles[index]
            if role in hidden or (seen is not None and not seen[index]):
                continue
            if role != current:
                painter.setBrush(brushes[role])
                if arrow_opacity < 1.0 and role in ARROW_ROLES:
                    # Nothing is painted after it.
                    painter.setOpacity(arrow_opacity)
                current = role
            buffer = buffers[index]
            buffer.points[...] = points[spans[index]]
            # Never pass a fill rule: that overload copies point by point.
            painter.drawPolygon(buffer.polygon)

    def _points_at(self, position: float, last: int) -> Vertices:
        """Vertices between the two nearest moments."""
        vertices = self._vertices
        below = min(max(int(position), 0), last)
        share = position - below
        if share <= 0.0 or below == last:
            moment: Vertices = vertices[below]
            return moment
        np.subtract(vertices[below + 1], vertices[below], out=self._blend)
        self._blend *= share
        self._blend += vertices[below]
        return self._blend


@dataclass(frozen=True, slots=True)
class BandPicture:
    """What stands still among what moves: a picture, its corner on the stage, and the orders."""

    pixmap: QPixmap
    place: QPoint
    order: Sequence[tuple[int, ...]]


class PictureStore:
    """All moments of a motion, filled in bit by bit; single precision halves the memory."""

    def __init__(self, fills: tuple[Fill, ...], count: int) -> None:
        self._fills = fills
        self.band: Band | None = None
        self.changes: Changes | None = None
        self.arrows = [index for index, fill in enumerate(fills) if fill.role in ARROW_ROLES]
        self._vertices = np.empty((count, fills[-1].stop, 2), dtype=np.float32)
        self._order: list[tuple[int, ...]] = [()] * count
        self.painter = PicturePainter(fills, self._vertices, self._order)

    def put(self, first: int, picture: Picture) -> None:
        """Take over the moments of ``picture`` from ``first`` on."""
        last = first + len(picture.vertices)
        self._vertices[first:last] = picture.vertices
        self._order[first:last] = picture.order

    def find_changes(self) -> Changes:
        """Where everything is when, once every moment is here; changes nothing."""
        return changes_of(self._fills, self._vertices)

    def order_at(self, position: float) -> tuple[int, ...]:
        """What is painted at ``position``, back to front."""
        return self._order[min(max(round(position), 0), len(self._order) - 1)]

    def find_band(self) -> Band | None:
        """What never moves, once every moment is here; changes nothing."""
        return find_band(self._fills, self._vertices, self._order)

    def band_frame(self) -> Frame:
        """Where the band is, in statures."""
        assert self.band is not None
        spans = [self._fills[index] for index in self.band.fills]
        points = self._vertices[0].astype(np.float64)
        return frame_of(*(points[fill.start : fill.stop] for fill in spans))

    def paint_band(
        self, painter: QPainter, brushes: Mapping[str, QBrush], hidden: Collection[str]
    ) -> None:
        """Fill what never moves."""
        assert self.band is not None
        still = PicturePainter(self._fills, self._vertices[:1], [self.band.fills])
        still.paint(painter, 0.0, brushes, hidden)
