"""One motion, seen by one camera, ready to be painted at any moment and size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPixmap

from backrehab_desktop.core.figure.scene import SceneBuilder
from backrehab_desktop.core.figure.timeline import Part
from backrehab_desktop.ui.figure.look import Look
from backrehab_desktop.ui.figure.painter import PicturePainter, PictureStore, polygon_from

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintDevice, QPolygonF

    from backrehab_desktop.core.figure.camera import Camera, Frame
    from backrehab_desktop.core.figure.motion import Motion
    from backrehab_desktop.ui.figure.palette import FigurePalette

MARGIN = 0.035
"""Free border around the scene, as a share of the stage."""
_SLICE = 8
"""Samples prepared at a time: some 10 ms, so that a waiting click is not felt."""

class FigureStage:
    """Prepares display lists bit by bit and paints from what is there."""

    def __init__(self, motion: Motion, camera: Camera) -> None:
        self._motion = motion
        self._builder = SceneBuilder(motion, camera)
        self._store: PictureStore | None = None
        self._next = 0
        self._live: tuple[int, PicturePainter] | None = None
        self._ground: list[tuple[str, QPolygonF]] | None = None
        self._ghosts: dict[int, list[tuple[str, QPolygonF]]] = {}
        self._backdrop: tuple[tuple[object, ...], QPixmap] | None = None
        self._key_pictures: dict[tuple[object, ...], QPixmap] = {}

    @property
    def camera(self) -> Camera:
        """The camera it is seen with."""
        return self._builder.camera

    @property
    def frame(self) -> Frame:
        """What of the picture has to be visible."""
        return self._builder.frame

    @property
    def is_ready(self) -> bool:
        """Whether every sample is prepared."""
        return self._next >= self._builder.sample_count

    def prepare_slice(self) -> None:
        """Prepare a few more samples."""
        last = min(self._next + _SLICE, self._builder.sample_count)
        if self._next >= last:
            return
        picture = self._builder.picture(range(self._next, last))
        if self._store is None:
            self._store = PictureStore(picture.fills, self._builder.sample_count)
        self._store.put(self._next, picture)
        self._next = last

    def prepare(self) -> None:
        """Prepare all samples at once."""
        while not self.is_ready:
            self.prepare_slice()

    def placement(self, size: QSize) -> tuple[float, float, float]:
        """Scale and offset from the picture's statures to a stage of ``size``."""
        return self._builder.frame.fit(size.width(), size.height(), MARGIN)

    def paint(
        self, painter: QPainter, size: QSize, look: Look, palette: FigurePalette, *, quick: bool = False
    ) -> None:
        """Paint the whole stage; ``quick`` leaves the ghost out while the view turns."""
        if look.fades:
            self._paint_fade(painter, size, look, palette)
            return
        ghost = None if quick else self._ghost_sample(look)
        painter.drawPixmap(0, 0, self._backdrop_for(painter.device(), size, look, palette, ghost))
        self._paint_body(painter, size, look, palette)

    # -- body ----------------------------------------------------------------------------------

    def _paint_body(
        self, painter: QPainter, size: QSize, look: Look, palette: FigurePalette
    ) -> None:
        painter.save()
        self._aim(painter, size, look)
        store, sample = self._store, look.sample
        if store is not None and sample <= self._next - 1:
            store.painter.paint(painter, sample, palette.brushes, look.hidden)
        else:
            self._live_painter(round(sample)).paint(painter, 0.0, palette.brushes, look.hidden)
        painter.restore()

    def _live_painter(self, sample: int) -> PicturePainter:
        if self._live is None or self._live[0] != sample:
            picture = self._builder.picture([sample])
            painter = PicturePainter(picture.fills, picture.vertices, picture.order)
            self._live = sample, painter
        return self._live[1]

    def _aim(self, painter: QPainter, size: QSize, look: Look) -> None:
        scale, x, y = self.placement(size)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if look.mirrored:
            painter.translate(size.width() - x, y)
            painter.scale(-scale, scale)
        else:
            painter.translate(x, y)
            painter.scale(scale, scale)

    # -- backdrop ------------------------------------------------------------------------------

    def _ghost_sample(self, look: Look) -> int | None:
        """The key pose to outline: where a move leads, else the start."""
        if not look.ghost:
            return None
        if look.part is Part.MOVE:
            return self._motion.timeline.hold_sample
        return 0

    def _backdrop_for(
        self,
        device: QPaintDevice,
        size: QSize,
        look: Look,
        palette: FigurePalette,
        ghost: int | None,
    ) -> QPixmap:
        ratio = device.devicePixelRatio()
        key = (size.toTuple(), ratio, look.mirrored, palette, ghost)
        if self._backdrop is None or self._backdrop[0] != key:
            pixmap = QPixmap(size * ratio)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(palette.colors["stage"])
            painter = QPainter(pixmap)
            self._aim(painter, size, look)
            fill_all(painter, self._ground_polygons(), palette)
            if ghost is not None:
                fill_all(painter, self._ghost_polygons(ghost), palette)
            painter.resetTransform()
            self._paint_label(painter, size, look, palette)
            painter.end()
            self._backdrop = key, pixmap
        return self._backdrop[1]

    def _ground_polygons(self) -> list[tuple[str, QPolygonF]]:
        if self._ground is None:
            self._ground = [(role, polygon_from(o)) for role, o in self._builder.ground]
        return self._ground

    def _ghost_polygons(self, sample: int) -> list[tuple[str, QPolygonF]]:
        if sample not in self._ghosts:
            ghost = self._builder.ghost(sample)
            self._ghosts[sample] = [
                *(("ghost", polygon_from(outline)) for outline in ghost.body),
                *(("ghost_edge", polygon_from(dash)) for dash in ghost.dashes),
            ]
        return self._ghosts[sample]

    def _paint_label(
        self, painter: QPainter, size: QSize, look: Look, palette: FigurePalette
    ) -> None:
        """The magnifier's words, over the glass."""
        glass = self._builder.magnifier
        scale, x, y = self.placement(size)
        if glass is None or scale < _LEAST_SCALE_FOR_LABEL:
            return
        centre = glass.centre[0] * scale + x
        if look.mirrored:
            centre = size.width() - centre
        font = QFont(painter.font())
        font.setPixelSize(max(14, round(_LABEL_SIZE * scale)))
        font.setWeight(QFont.Weight.Medium)
        painter.setFont(font)
        painter.setPen(palette.colors["label"])
        width = painter.fontMetrics().horizontalAdvance(self._builder.label) + 8
        left = min(max(centre - width / 2, 4.0), size.width() - width - 4.0)
        bottom = glass.top * scale + y - 6
        box = QRectF(QPointF(left, bottom - 40), QPointF(left + width, bottom))
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
        painter.drawText(box, flags, self._builder.label)

    # -- reduced motion ------------------------------------------------------------------------

    def _paint_fade(
        self, painter: QPainter, size: QSize, look: Look, palette: FigurePalette
    ) -> None:
        """Two key poses, one fading into the other as the sample goes from key to key."""
        keys = [key.sample for key in self._motion.keys]
        before, after, share = fade_between(keys, look.sample)
        painter.drawPixmap(0, 0, self._key_picture(painter.device(), size, look, palette, before))
        if share > 0.0:
            painter.setOpacity(share)
            picture = self._key_picture(painter.device(), size, look, palette, after)
            painter.drawPixmap(0, 0, picture)
            painter.setOpacity(1.0)

    def _key_picture(
        self, device: QPaintDevice, size: QSize, look: Look, palette: FigurePalette, sample: int
    ) -> QPixmap:
        ratio = device.devicePixelRatio()
        key = (size.toTuple(), ratio, look.mirrored, look.highlight, look.ghost, palette, sample)
        if key not in self._key_pictures:
            if len(self._key_pictures) >= _KEY_PICTURES:
                self._key_pictures.clear()
            still = Look(float(sample), None, look.mirrored, look.ghost, look.highlight)
            backdrop = self._backdrop_for(device, size, still, palette, self._ghost_sample(still))
            pixmap = backdrop.copy()
            painter = QPainter(pixmap)
            self._paint_body(painter, size, still, palette)
            painter.end()
            self._key_pictures[key] = pixmap
        return self._key_pictures[key]


_LEAST_SCALE_FOR_LABEL = 300.0
"""Pixels per stature under which words would be larger than the figure can bear."""
_LABEL_SIZE = 0.020
_KEY_PICTURES = 6
_FADE_FROM, _FADE_TO = 0.35, 0.65
"""The part of a move's way in which the poses cross-fade."""


def fade_between(keys: Sequence[int], sample: float) -> tuple[int, int, float]:
    """The two key samples around ``sample`` and how far the second has faded in."""
    for before, after in zip(keys[:-1], keys[1:], strict=True):
        if sample <= after:
            way = (sample - before) / max(after - before, 1)
            share = (way - _FADE_FROM) / (_FADE_TO - _FADE_FROM)
            return before, after, min(max(share, 0.0), 1.0)
    return keys[-1], keys[-1], 0.0


def fill_all(
    painter: QPainter, polygons: Sequence[tuple[str, QPolygonF]], palette: FigurePalette
) -> None:
    """Fill polygons in the colours of their roles."""
    for role, polygon in polygons:
        painter.setBrush(palette.brushes[role])
        painter.drawPolygon(polygon)
