"""Small pictures of exercises, painted by the engine in the background and kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, QThread, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QPixmap
from shiboken6 import isValid

from backrehab_desktop.core.exercise import Side
from backrehab_desktop.ui.figure.palette import FigurePalette
from backrehab_desktop.ui.theme.tokens import load_theme

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from backrehab_desktop.app.motions import MotionLibrary
    from backrehab_desktop.core.figure.motion import Motion
    from backrehab_desktop.ui.theme.tokens import Theme, ThemeName

_MOST_KEPT = 200
"""Pictures in the cache; a few sizes of every exercise, some megabytes."""


@dataclass(frozen=True, slots=True)
class _Order:
    """Everything a thumbnail depends on."""

    exercise_id: str
    width: int
    height: int
    theme: ThemeName
    ratio: float


class _Painter(QObject):
    """Lives in the background thread and paints on images, never on pixmaps."""

    painted = Signal(object, object)

    @Slot(object, object)
    def paint(self, order: _Order, motion: Motion) -> None:
        # Brings numpy with it, which must not load in the window's thread.
        from backrehab_desktop.ui.figure.still import thumbnail_image

        palette = FigurePalette.from_theme(load_theme(order.theme))
        size = QSize(order.width, order.height)
        self.painted.emit(order, thumbnail_image(motion, size, order.ratio, palette))


class ThumbnailProvider(QObject):
    """Answers with a picture or with nothing yet; then says when it is there."""

    thumbnail_ready = Signal(str)
    """A picture of this exercise is there now."""
    _wanted = Signal(object, object)

    def __init__(self, motions: MotionLibrary, parent: QObject | None = None) -> None:
        """``motions`` solves what is to be painted; nothing starts yet."""
        super().__init__(parent)
        self._motions = motions
        self._pictures: dict[_Order, QPixmap] = {}
        self._waiting: dict[str, list[_Order]] = {}
        self._under_way: set[_Order] = set()
        self._failed: set[str] = set()
        self._closed = False
        self._thread = QThread()
        self._thread.setObjectName("thumbnails")
        self._painter = _Painter()
        self._painter.moveToThread(self._thread)
        self._wanted.connect(self._painter.paint)
        self._painter.painted.connect(self._take_picture)
        motions.motion_ready.connect(self._paint)
        motions.motion_failed.connect(self._give_up)
        self.destroyed.connect(_Ending(self._thread))

    def request(self, exercise_id: str, size: QSize, theme: Theme) -> QPixmap | None:
        """The picture in ``size`` logical pixels; ``None`` while it is being painted.

        Cheap enough for a delegate's ``paint``: it never paints itself, and
        the work begins only after the event that asks.
        """
        ratio = 1.0
        if isinstance(app := QGuiApplication.instance(), QGuiApplication):
            ratio = app.devicePixelRatio()
        order = _Order(exercise_id, size.width(), size.height(), theme.name, ratio)
        picture = self._pictures.get(order)
        if picture is None and order not in self._under_way and not size.isEmpty():
            self._order(order)
        return picture

    def close(self) -> None:
        """End the thread; waits for the picture that is being painted."""
        self._closed = True
        _Ending(self._thread)()

    def _order(self, order: _Order) -> None:
        if order.exercise_id in self._failed:
            return
        self._under_way.add(order)
        self._waiting.setdefault(order.exercise_id, []).append(order)
        QTimer.singleShot(0, self, lambda: self._ask(order.exercise_id))

    def _ask(self, exercise_id: str) -> None:
        if exercise_id in self._waiting and not self._closed:
            self._motions.request(exercise_id, Side.RIGHT)

    @Slot(str, object)
    def _paint(self, exercise_id: str, motion: Motion) -> None:
        if motion.side is not Side.RIGHT or self._closed:
            return
        for order in self._waiting.pop(exercise_id, []):
            if not self._thread.isRunning():
                self._thread.start(QThread.Priority.LowPriority)
            self._wanted.emit(order, motion)

    @Slot(str, str)
    def _give_up(self, exercise_id: str, _sentence: str) -> None:
        self._failed.add(exercise_id)
        self._waiting.pop(exercise_id, None)

    @Slot(object, object)
    def _take_picture(self, order: _Order, image: QImage) -> None:
        if len(self._pictures) >= _MOST_KEPT:
            self._pictures.clear()
        self._under_way.discard(order)
        self._pictures[order] = QPixmap.fromImage(image)
        self.thumbnail_ready.emit(order.exercise_id)


class _Ending:
    """Ends a thread; holds no reference to its owner, so it may run when that is gone."""

    def __init__(self, thread: QThread) -> None:
        self._thread = thread

    def __call__(self) -> None:
        if isValid(self._thread):  # at the interpreter's end the order is anyone's guess
            self._thread.quit()
            self._thread.wait()
