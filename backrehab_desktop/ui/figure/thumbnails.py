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
    from PySide6.QtGui import QImage

    from backrehab_desktop.app.jobs import JobThread
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


def _make(order: _Order, kept: KeptPictures) -> QImage | None:
    """Find the picture or paint it; ``None`` for an exercise that cannot be shown. In a thread."""
    theme, size = load_theme(order.theme), QSize(order.width, order.height)
    key = kept.key(order.exercise_id, size, order.ratio, theme, "thumbnail")
    image = kept.load(key, size, order.ratio)
    if image is not None:
        return image
    # Brings numpy with it, which must not load in the window's thread.
    from backrehab_desktop.catalogue.motions import MotionError, load_motion
    from backrehab_desktop.ui.figure.still import thumbnail_image

    try:
        motion = load_motion(order.exercise_id)
    except MotionError:
        return None
    image = thumbnail_image(motion, size, order.ratio, FigurePalette.from_theme(theme))
    kept.keep(key, image)
    return image


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
        work = partial(_make, order, self._kept)
        self._jobs.submit(Rank.SMALL, work, partial(self._take, order))

    def _take(self, order: _Order, image: QImage | None) -> None:
        self._under_way = None
        self._go_on()
        if image is None:
            self._failed.add(order.exercise_id)
            self._wanted = {
                o: n for o, n in self._wanted.items() if o.exercise_id != order.exercise_id
            }
            return
        while len(self._pictures) >= _MOST_HELD:
            del self._pictures[next(iter(self._pictures))]
        self._pictures[order] = QPixmap.fromImage(image)
        self.thumbnail_ready.emit(order.exercise_id)
