"""One motion, seen by one camera, ready to be painted at any moment and size."""

from __future__ import annotations

import itertools
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPixmap

from backrehab_desktop.core.figure.camera import Frame
from backrehab_desktop.core.figure.changes import Repainter
from backrehab_desktop.core.figure.scene import SceneBuilder
from backrehab_desktop.core.figure.timeline import Part
from backrehab_desktop.core.figure.viewpoint import home_camera
from backrehab_desktop.ui.figure.look import ARROW_ROLES, Look
from backrehab_desktop.ui.figure.painter import (
    BandPicture,
    PicturePainter,
    PictureStore,
    polygon_from,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QPaintDevice, QPolygonF

    from backrehab_desktop.core.figure.camera import Camera
    from backrehab_desktop.core.figure.motion import Motion
    from backrehab_desktop.core.figure.picture import Ghost, Picture
    from backrehab_desktop.ui.figure.palette import FigurePalette

MARGIN = 0.035
"""Free border around the scene, as a share of the stage."""
_SPILL = 12
"""Pixels around what moves, for halos and shadows."""
_EDGE = 2
"""Pixels around a fill that its smoothed edge may touch."""
_UNSEEN = 0.2
"""Nobody sees an edge move by so much of a pixel."""
_SLICE = 32
"""Samples prepared at a time: some 30 ms, after which what is more urgent gets its turn."""
_LEAST_SCALE_FOR_LABEL = 300.0
"""Pixels per stature under which words would be larger than the figure can bear."""
_LABEL_SIZE = 0.020
_FAINTEST = 0.02
"""Nobody sees an arrow fainter than this."""
_KEY_PICTURES = 6
_FADE_FROM, _FADE_TO = 0.35, 0.65
"""The part of a move's way in which the poses cross-fade."""


class StagePainter:
    """Paints moments of a motion as they are asked for; keeps polygons, no pixmaps.

    So it may be used outside the GUI's thread, on a ``QImage``.
    """

    def __init__(self, motion: Motion, builder: SceneBuilder) -> None:
        self.motion = motion
        self.builder = builder
        self.mirrored = False
        """Whether all is painted on a mirrored canvas: words turn back there."""
        self._live: tuple[int, PicturePainter] | None = None
        self._ground: list[tuple[str, QPolygonF]] | None = None
        self._ghosts: dict[int, list[tuple[str, QPolygonF]]] = {}
        self._breath: PicturePainter | None = None

    def placement(self, size: QSize) -> tuple[float, float, float]:
        """Scale and offset from the picture's statures to a stage of ``size``."""
        return self.builder.frame.fit(size.width(), size.height(), MARGIN)

    def moving_area(self, size: QSize) -> QRect:
        """The pixels that may change while the motion plays and nothing else does."""
        return self._pixels_of(self.builder.moving_frame, size)

    def _pixels_of(self, frame: Frame, size: QSize, spill: int = _SPILL) -> QRect:
        """The pixels of a stage of ``size`` that a part of the picture may touch."""
        scale, x, y = self.placement(size)
        left, right = frame.left * scale + x, frame.right * scale + x
        corners = QPointF(left, frame.top * scale + y), QPointF(right, frame.bottom * scale + y)
        return QRectF(*corners).toAlignedRect().adjusted(-spill, -spill, spill, spill)

    def ghost_sample(self, look: Look) -> int | None:
        """The key pose to outline: the hold until it is reached, then the start.

        A motion without repetitions leads nowhere.
        """
        if not look.ghost or not self._ghosts_of_motion:
            return None
        return self._ghosts_of_motion[look.part in {Part.HOLD, Part.RETURN}]

    @property
    def _ghosts_of_motion(self) -> tuple[int, ...]:
        """The key poses that are ever outlined: where the movement leads, and where back to."""
        timeline = self.motion.timeline
        return () if timeline.cyclic or timeline.still else (timeline.hold_sample, 0)

    def paint_backdrop(
        self, painter: QPainter, size: QSize, palette: FigurePalette, ghost: int | None
    ) -> None:
        """What stands still: the mat, the ghost of the pose ``ghost``, the magnifier's words."""
        painter.save()
        self._aim(painter, size)
        fill_all(painter, self._ground_polygons(), palette)
        if ghost is not None:
            fill_all(painter, self._ghost_polygons(ghost), palette)
        painter.restore()
        painter.save()
        self._paint_label(painter, size, palette)
        painter.restore()

    def paint_moment(
        self, painter: QPainter, size: QSize, look: Look, palette: FigurePalette
    ) -> None:
        """What moves: the body with its shadows and marks."""
        painter.save()
        self._aim(painter, size)
        self._fill_moment(painter, look, palette)
        painter.restore()

    def _fill_moment(self, painter: QPainter, look: Look, palette: FigurePalette) -> None:
        if look.breath > 0.0 and self._breath is not None:
            self._breath.paint(painter, look.breath, palette.brushes, look.hidden)
            return
        sample = round(look.sample)
        if self._live is None or self._live[0] != sample:
            self._live = sample, live_painter(self.builder.picture([sample]))
        self._live[1].paint(painter, 0.0, palette.brushes, *self.arrow_of(look))

    def arrow_of(self, look: Look) -> tuple[frozenset[str], float]:
        """The colour roles that are hidden in a look, and how clearly the arrow shows."""
        hidden = look.hidden
        if hidden >= ARROW_ROLES:
            return hidden, 0.0
        opacities = self.builder.arrow_opacity
        opacity = float(opacities[min(max(round(look.sample), 0), len(opacities) - 1)])
        return (hidden, opacity) if opacity > _FAINTEST else (hidden | ARROW_ROLES, 0.0)

    def _aim(self, painter: QPainter, size: QSize) -> None:
        scale, x, y = self.placement(size)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.translate(x, y)
        painter.scale(scale, scale)

    def _ground_polygons(self) -> list[tuple[str, QPolygonF]]:
        if self._ground is None:
            self._ground = [(role, polygon_from(o)) for role, o in self.builder.ground]
        return self._ground

    def _ghost_polygons(self, sample: int) -> list[tuple[str, QPolygonF]]:
        if sample not in self._ghosts:
            self._ghosts[sample] = polygons_of(self.builder.ghost(sample))
        return self._ghosts[sample]

    def label_place(self, size: QSize) -> tuple[float, float, int] | None:
        """Where the middle and the foot of the magnifier's words are, and their size in pixels."""
        glass = self.builder.magnifier
        scale, x, y = self.placement(size)
        if glass is None or scale < _LEAST_SCALE_FOR_LABEL:
            return None
        pixels = max(14, round(_LABEL_SIZE * scale))
        return glass.centre[0] * scale + x, glass.top * scale + y - 6, pixels

    def _paint_label(self, painter: QPainter, size: QSize, palette: FigurePalette) -> None:
        """The magnifier's words, over the glass."""
        place = self.label_place(size)
        if place is None:
            return
        centre, bottom, pixels = place
        font = QFont(painter.font())
        font.setPixelSize(pixels)
        font.setWeight(QFont.Weight.Medium)
        painter.setFont(font)
        painter.setPen(palette.colors["label"])
        width = painter.fontMetrics().horizontalAdvance(self.builder.label) + 8
        left = min(max(centre - width / 2, 4.0), size.width() - width - 4.0)
        box = QRectF(QPointF(left, bottom - 40), QPointF(left + width, bottom))
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
        if self.mirrored:
            painter.translate(2.0 * box.center().x(), 0.0)
            painter.scale(-1.0, 1.0)
        painter.drawText(box, flags, self.builder.label)


class FigureStage(StagePainter):
    """The same for a view: display lists prepared step by step, still parts kept as pixmaps.

    A step is a function for a thread of its own, which touches nothing that is
    used here meanwhile; its answer is taken over in the view's thread.
    """

    def __init__(self, motion: Motion, builder: SceneBuilder, *, is_turned: bool = False) -> None:
        """``is_turned`` says that it is to be seen at once, whatever that takes."""
        super().__init__(motion, builder)
        self._is_measured = False
        self._is_finished = False
        self._is_turned = is_turned
        self._store: PictureStore | None = None
        self._next = 0
        self._backdrop: tuple[tuple[object, ...], QPixmap] | None = None
        self._band: tuple[tuple[object, ...], BandPicture] | None = None
        self._size = QSize()
        self._within: QRect | None = None
        self._repainter: Repainter | None = None
        self._seen_as: tuple[object, ...] | None = None
        self._key_pictures: dict[tuple[object, ...], QPixmap] = {}

    @classmethod
    def at_home(cls, motion: Motion) -> FigureStage:
        """The motion from the view it was made for."""
        return cls(motion, SceneBuilder(motion, home_camera(motion)))

    def seen_by(self, camera: Camera) -> FigureStage:
        """The same motion from another view."""
        return FigureStage(self.motion, self.builder.seen_by(camera), is_turned=True)

    @property
    def camera(self) -> Camera:
        """The camera it is seen with."""
        return self.builder.camera

    @property
    def is_showable(self) -> bool:
        """Whether a moment can be painted live without a wait that would be felt."""
        return self._is_measured or self._is_turned

    @property
    def is_news(self) -> bool:
        """Whether the last step changed what is seen: the figure or its ghost came."""
        return self._is_measured and self._next == 0

    @property
    def has_ghosts(self) -> bool:
        """Whether both ghosts are outlined, as far as the motion has any."""
        return self._ghosts.keys() >= set(self._ghosts_of_motion)

    @property
    def is_ready(self) -> bool:
        """Whether every sample and both ghosts are prepared."""
        return self._is_finished

    def next_step(self, sample: float) -> Callable[[], Callable[[], None]]:
        """What is to be done next, in any thread; what it returns is to be called in this one.

        ``sample`` is the moment to be seen first.
        """
        if not self._is_measured:
            builder = self.builder.seen_by(self.camera)
            return partial(self._measure, builder, round(sample))
        if not self.has_ghosts:
            return partial(self._outline, self.builder)
        if self._next < self.builder.sample_count:
            last = min(self._next + _SLICE, self.builder.sample_count)
            return partial(self._draw, self.builder, range(self._next, last))
        assert self._store is not None
        return partial(self._finish, self._store)

    def _measure(self, builder: SceneBuilder, sample: int) -> Callable[[], None]:
        picture = builder.measure(sample)

        def take() -> None:
            self.builder = builder
            self._live = sample, live_painter(picture)
            self._is_measured = True

        return take

    def _outline(self, builder: SceneBuilder) -> Callable[[], None]:
        samples = self._ghosts_of_motion
        ghosts = builder.ghosts(samples)
        breath = builder.breath()

        def take() -> None:
            self._ghosts = dict(zip(samples, map(polygons_of, ghosts), strict=True))
            self._breath = live_painter(breath)

        return take

    def _draw(self, builder: SceneBuilder, rows: range) -> Callable[[], None]:
        picture = builder.picture(rows)

        def take() -> None:
            if self._store is None:
                self._store = PictureStore(picture.fills, builder.sample_count)
            self._store.put(rows.start, picture)
            self._next = rows.stop

        return take

    def _finish(self, store: PictureStore) -> Callable[[], None]:
        band, changes = store.find_band(), store.find_changes()

        def take() -> None:
            store.band, store.changes = band, changes
            self._repainter = Repainter(changes)
            self._is_finished = True

        return take

    def paint(
        self,
        painter: QPainter,
        size: QSize,
        look: Look,
        palette: FigurePalette,
        *,
        quick: bool = False,
        within: QRect | None = None,
    ) -> None:
        """Paint the stage; ``quick`` leaves the ghost out while the view turns.

        Where only what is ``within`` some pixels is seen, the rest need not be filled.
        """
        self._within = within
        if look.fades:
            self._paint_fade(painter, size, look, palette)
            return
        ghost = None if quick else self._known_ghost(look)
        painter.drawPixmap(0, 0, self._backdrop_for(painter.device(), size, palette, ghost))
        self.paint_moment(painter, size, look, palette)

    def paint_moment(
        self, painter: QPainter, size: QSize, look: Look, palette: FigurePalette
    ) -> None:
        """What moves, with what stands still among it from a picture of its own."""
        self._size = size
        super().paint_moment(painter, size, look, palette)

    def _fill_moment(self, painter: QPainter, look: Look, palette: FigurePalette) -> None:
        breathes = look.breath > 0.0 and self._breath is not None
        if self._store is not None and look.sample <= self._next - 1 and not breathes:
            band = self._band_for(painter.device(), look, palette) if self.is_ready else None
            self._store.painter.paint(
                painter,
                look.sample,
                palette.brushes,
                *self.arrow_of(look),
                band,
                self._seen(self._store, look.sample),
            )
        else:
            super()._fill_moment(painter, look, palette)

    def stale_area(self, size: QSize, before: Look, look: Look) -> QRect:
        """The pixels to paint anew, when only the moment has changed; it is taken as painted.

        Empty where nobody could see a change: a slow movement needs fewer frames.
        """
        store, repainter = self._store, self._repainter
        if store is None or repainter is None:
            return self.moving_area(size)
        seen_as = size.toTuple(), store.order_at(look.sample)
        if seen_as != self._seen_as:
            self._seen_as = seen_as
            repainter.forget()
        faded = self.arrow_of(before) != self.arrow_of(look)
        least = _UNSEEN / self.placement(size)[0]
        frame = repainter.area(look.sample, least, store.arrows if faded else ())
        return QRect() if frame is None else self._pixels_of(frame, size, _EDGE)

    def _seen(self, store: PictureStore, sample: float) -> Sequence[bool] | None:
        """Which fills reach into what is painted; ``None`` for all of them."""
        area, size = self._within, self._size
        if area is None or store.changes is None or area.contains(QRect(QPoint(0, 0), size)):
            return None
        scale, x, y = self.placement(size)
        left, top = (area.left() - _EDGE - x) / scale, (area.top() - _EDGE - y) / scale
        right = (area.right() + 1 + _EDGE - x) / scale
        bottom = (area.bottom() + 1 + _EDGE - y) / scale
        seen: list[bool] = store.changes.seen_in(Frame(left, top, right, bottom), sample).tolist()
        return seen

    def _known_ghost(self, look: Look) -> int | None:
        """The pose to outline, once its outline is there: it takes longer than a frame may."""
        sample = self.ghost_sample(look)
        return sample if sample in self._ghosts else None

    def _band_for(
        self, device: QPaintDevice, look: Look, palette: FigurePalette
    ) -> BandPicture | None:
        """The picture of what stands still among what moves, if there is enough of it."""
        store, size, ratio = self._store, self._size, device.devicePixelRatio()
        if store is None or store.band is None:
            return None
        key = (size.toTuple(), ratio, palette, look.highlight, self.mirrored)
        if self._band is None or self._band[0] != key:
            area = QRect(QPoint(0, 0), size)
            if ratio == int(ratio):  # else its corner might lie between two pixels
                area &= self._pixels_of(store.band_frame(), size)
            if self.mirrored:  # the picture is painted without the canvas's transformation
                area.moveLeft(size.width() - area.right() - 1)
            pixmap = QPixmap(area.size() * ratio)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            with QPainter(pixmap) as painter:
                painter.translate(-area.topLeft())
                if self.mirrored:
                    painter.translate(size.width(), 0)
                    painter.scale(-1, 1)
                self._aim(painter, size)
                store.paint_band(painter, palette.brushes, look.hidden - ARROW_ROLES)
            self._band = key, BandPicture(pixmap, area.topLeft(), store.band.order)
        return self._band[1]

    def _backdrop_for(
        self,
        device: QPaintDevice,
        size: QSize,
        palette: FigurePalette,
        ghost: int | None,
    ) -> QPixmap:
        ratio = device.devicePixelRatio()
        key = (size.toTuple(), ratio, palette, ghost, self.mirrored)
        if self._backdrop is None or self._backdrop[0] != key:
            pixmap = QPixmap(size * ratio)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(palette.colors["stage"])
            with QPainter(pixmap) as painter:
                self.paint_backdrop(painter, size, palette, ghost)
            self._backdrop = key, pixmap
        return self._backdrop[1]

    # -- reduced motion ------------------------------------------------------------------------

    def _paint_fade(
        self, painter: QPainter, size: QSize, look: Look, palette: FigurePalette
    ) -> None:
        """Two key poses, one fading into the other as the sample goes from key to key."""
        keys = [key.sample for key in self.motion.keys]
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
        still = Look(float(sample), Part.HOLD, look.ghost, look.highlight)
        ghost = self._known_ghost(still)
        key = (size.toTuple(), ratio, look.highlight, ghost, palette, sample, self.mirrored)
        if key not in self._key_pictures:
            if len(self._key_pictures) >= _KEY_PICTURES:
                self._key_pictures.clear()
            backdrop = self._backdrop_for(device, size, palette, ghost)
            pixmap = backdrop.copy()
            with QPainter(pixmap) as painter:
                self.paint_moment(painter, size, still, palette)
            self._key_pictures[key] = pixmap
        return self._key_pictures[key]


def fade_between(keys: Sequence[int], sample: float) -> tuple[int, int, float]:
    """The two key samples around ``sample`` and how far the second has faded in."""
    for before, after in itertools.pairwise(keys):
        if sample <= after:
            way = (sample - before) / max(after - before, 1)
            share = (way - _FADE_FROM) / (_FADE_TO - _FADE_FROM)
            return before, after, min(max(share, 0.0), 1.0)
    return keys[-1], keys[-1], 0.0


def live_painter(picture: Picture) -> PicturePainter:
    """What paints a picture of few moments."""
    return PicturePainter(picture.fills, picture.vertices, picture.order)


def polygons_of(ghost: Ghost) -> list[tuple[str, QPolygonF]]:
    """What to fill for a ghost, by colour role."""
    return [
        *(("ghost", polygon_from(outline)) for outline in ghost.body),
        *(("ghost_edge", polygon_from(dash)) for dash in ghost.dashes),
    ]


def fill_all(
    painter: QPainter, polygons: Sequence[tuple[str, QPolygonF]], palette: FigurePalette
) -> None:
    """Fill polygons in the colours of their roles."""
    for role, polygon in polygons:
        painter.setBrush(palette.brushes[role])
        painter.drawPolygon(polygon)
