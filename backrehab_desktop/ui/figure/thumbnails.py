"""Small pictures of exercises, painted by the engine in the background and kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPixmap

from backrehab_desktop.app.jobs import Rank
from backrehab_desktop.ui.figure.kept_pictures import KeptPictures
from backrehab_desktop.ui.figure.palette import FigurePalette
from backrehab_desktop.ui.theme.tokens import load_theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QImage

    from backrehab_desktop.app.jobs import JobThread
    from backrehab_desktop.ui.figure.still import Drawing
    from backrehab_desktop.ui.theme.tokens import Theme, ThemeName

_MOST_HELD = 200
"""Pictures in memory; a few sizes of every exercise, some megabytes."""


@dataclass(frozen=True, slots=True)
class _Order:
    """Everything a thumbnail depends on."""

    exercise_id: str
    width: int
    height: int
    theme: ThemeName
    ratio: float


def _make(
    order: _Order, drawing: Drawing | None, kept: KeptPictures
) -> tuple[Drawing | None, QImage | None]:
    """Draw unless that is done already, and paint; nothing for an exercise that has no motion."""
    # Brings numpy with it, which must not load in the window's thread.
    from backrehab_desktop.ui.figure.still import paint_still

    drawing = drawing or _draw(order.exercise_id, kept)
    if drawing is None:
        return None, None
    palette = FigurePalette.from_theme(load_theme(order.theme))
    return drawing, paint_still(drawing, QSize(order.width, order.height), order.ratio, palette)


def _draw(exercise_id: str, kept: KeptPictures) -> Drawing | None:
    """The drawing of an earlier start, or a new one; ``None`` for what has no motion."""
    from backrehab_desktop.catalogue.motions import MotionError, load_motion
    from backrehab_desktop.ui.figure.still import draw_still, unpacked

    key = kept.key(exercise_id, "thumbnail")
    data = kept.load(key)
    drawing = None if data is None else unpacked(data)
    if drawing is None:
        try:
            drawing = draw_still(load_motion(exercise_id))
        except MotionError:
            return None
        kept.keep(key, drawing.packed())
    return drawing


class ThumbnailProvider(QObject):
    """Answers with a picture or with nothing yet; then says when it is there.

    One picture is painted at a time. What was asked for last comes first: that
    is what is looked at now.
    """

    thumbnail_ready = Signal(str)
    """A picture of this exercise is there now."""

    def __init__(
        self, jobs: JobThread, kept: KeptPictures | None = None, parent: QObject | None = None
    ) -> None:
        """Paint in the thread of ``jobs``; ``kept`` are those of earlier starts."""
        super().__init__(parent)
        self._jobs = jobs
        self._kept = kept or KeptPictures(None)
        self._pictures: dict[_Order, QPixmap] = {}
        """Those asked for last are last."""
        self._drawings: dict[str, Drawing] = {}
        """By exercise; small, and good for every size and theme."""
        self._wanted: dict[_Order, int] = {}
        """In which turn each was asked for last; those of one turn in their order."""
        self._turn = 0
        self._is_asked = False
        self._under_way: _Order | None = None
        self._failed: set[str] = set()

    @property
    def is_idle(self) -> bool:
        """Whether every picture asked for is there, or cannot be had."""
        return not self._wanted and self._under_way is None

    def request(self, exercise_id: str, size: QSize, theme: Theme) -> QPixmap | None:
        """The picture in ``size`` logical pixels; ``None`` while it is being painted.

        Cheap enough for a delegate's ``paint``: it never paints itself, and
        the work begins only after the event that asks.
        """
        ratio = 1.0
        if isinstance(app := QGuiApplication.instance(), QGuiApplication):
            ratio = app.devicePixelRatio()
        order = _Order(exercise_id, size.width(), size.height(), theme.name, ratio)
        picture = self._pictures.pop(order, None)
        if picture is not None:
            self._pictures[order] = picture
        elif order != self._under_way and exercise_id not in self._failed and not size.isEmpty():
            self._wanted.pop(order, None)
            self._wanted[order] = self._turn
            if not self._is_asked:
                self._is_asked = True
                QTimer.singleShot(0, self, self._begin_turn)
        return picture

    def _begin_turn(self) -> None:
        self._is_asked = False
        self._turn += 1
        self._go_on()

    def _go_on(self) -> None:
        if self._under_way is not None or not self._wanted:
            return
        order = max(self._wanted, key=self._wanted.__getitem__)
        del self._wanted[order]
        self._under_way = order
        work = partial(_make, order, self._drawings.get(order.exercise_id), self._kept)
        self._jobs.submit(Rank.SMALL, work, partial(self._take, order))

    def _take(self, order: _Order, made: tuple[Drawing | None, QImage | None]) -> None:
        self._under_way = None
        drawing, image = made
        if drawing is None or image is None:
            self._failed.add(order.exercise_id)
            for other in [one for one in self._wanted if one.exercise_id == order.exercise_id]:
                del self._wanted[other]
            self._go_on()
            return
        self._drawings[order.exercise_id] = drawing
        self._go_on()
        while len(self._pictures) >= _MOST_HELD:
            del self._pictures[next(iter(self._pictures))]
        self._pictures[order] = QPixmap.fromImage(image)
        self.thumbnail_ready.emit(order.exercise_id)

    def draw_ahead(self, exercise_ids: Sequence[str]) -> None:
        """Draw these when nothing else is to be done, so that they need no wait in any size."""
        missing = [one for one in exercise_ids if one not in self._drawings]
        if missing:
            first, *others = missing
            self._jobs.submit(
                Rank.KEPT,
                partial(_draw, first, self._kept),
                partial(self._take_ahead, first, others),
            )

    def _take_ahead(self, exercise_id: str, others: list[str], drawing: Drawing | None) -> None:
        if drawing is not None:
            self._drawings[exercise_id] = drawing
        self.draw_ahead(others)
