"""The figure of an earlier start, shown until the figure itself is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from backrehab_desktop.app.jobs import Rank

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from backrehab_desktop.app.jobs import JobThread
    from backrehab_desktop.ui.figure.figure_view import FigureView
    from backrehab_desktop.ui.figure.kept_pictures import KeptPictures
    from backrehab_desktop.ui.theme.tokens import Theme

_QUICK = 80
"""Qt's "quality" of a PNG: how little it is packed. Nothing is lost."""


class KeptFigure(QWidget):
    """Paints the picture of an exercise in its hold; nothing where none was kept of just that.

    It is small and early: no numpy, no engine.
    """

    def __init__(self, kept: KeptPictures, exercise_id: str, theme: Theme) -> None:
        super().__init__()
        self._kept = kept
        self.exercise_id = exercise_id
        self._theme = theme
        self._found: tuple[tuple[object, ...], QPixmap] | None = None

    def set_theme(self, theme: Theme) -> None:
        """Show the picture in this theme from now on."""
        self._theme = theme
        self.update()

    def set_exercise(self, exercise_id: str) -> None:
        """Show the picture of this exercise from now on."""
        self.exercise_id = exercise_id
        self._found = None
        self.update()

    @property
    def is_found(self) -> bool:
        """Whether there is a picture for the present size and theme."""
        return not self._picture().isNull()

    def keep(self, figure: FigureView, jobs: JobThread) -> None:
        """Keep what ``figure`` shows for the next start, if that is this exercise, seen as made."""
        image = figure.picture()
        if image is None or figure.exercise_id != self.exercise_id or figure.view_name != "home":
            return
        size, ratio = (figure.width(), figure.height()), image.devicePixelRatio()
        key = self._key(*size, ratio, figure.theme.name)
        kept = self._kept
        jobs.submit(Rank.KEPT, lambda: kept.keep(key, _packed(image)), lambda _: None)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture, if there is one."""
        picture = self._picture()
        if not picture.isNull():
            with QPainter(self) as painter:
                painter.drawPixmap(0, 0, picture)

    def _key(self, width: int, height: int, ratio: float, theme: str) -> bytes | None:
        return self._kept.key(self.exercise_id, "in its hold", width, height, ratio, theme)

    def _picture(self) -> QPixmap:
        """The picture for the present size and theme; null without one."""
        words = (self.width(), self.height(), self.devicePixelRatio(), self._theme.name)
        if self._found is None or self._found[0] != words:
            payload = self._kept.load(self._key(*words))
            image = QImage() if payload is None else QImage.fromData(QByteArray(payload))
            if image.size() != self.size() * self.devicePixelRatio():
                image = QImage()
            image.setDevicePixelRatio(self.devicePixelRatio())
            self._found = words, QPixmap.fromImage(image)
        return self._found[1]


def _packed(image: QImage) -> bytes:
    """As a PNG."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"png"))
    writer.setQuality(_QUICK)
    writer.write(image)
    return bytes(buffer.data().data())
