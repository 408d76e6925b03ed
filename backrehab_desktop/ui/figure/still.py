"""One moment of a motion painted once, for thumbnails and files; works in any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter

from backrehab_desktop.core.figure.scene import SceneBuilder, home_camera
from backrehab_desktop.ui.figure.look import Look
from backrehab_desktop.ui.figure.stage import StagePainter

if TYPE_CHECKING:
    from backrehab_desktop.core.figure.motion import Motion
    from backrehab_desktop.ui.figure.palette import FigurePalette


def thumbnail_image(motion: Motion, size: QSize, ratio: float, palette: FigurePalette) -> QImage:
    """The hold pose in ``size`` logical pixels: no ghost, no arrow, no magnifier."""
    builder = SceneBuilder(motion, home_camera(motion), magnified=False)
    look = Look(sample=float(motion.timeline.hold_sample), ghost=False)
    image = QImage(size * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(palette.colors["stage"])
    with QPainter(image) as painter:
        painter.setPen(Qt.PenStyle.NoPen)
        stage = StagePainter(motion, builder)
        stage.paint_backdrop(painter, size, palette, None)
        stage.paint_moment(painter, size, look, palette)
    return image
