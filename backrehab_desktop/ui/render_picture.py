"""What all pictures of the command line share: a stage without a screen, a moment painted on it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter

from backrehab_desktop.core.figure.timeline import Part
from backrehab_desktop.ui.figure.look import Look

if TYPE_CHECKING:
    from backrehab_desktop.core.figure.motion import Motion
    from backrehab_desktop.ui.figure.palette import FigurePalette
    from backrehab_desktop.ui.figure.stage import StagePainter
    from backrehab_desktop.ui.theme.tokens import ThemeName

HOLD_S = 2.0
"""The hold in a cycle of pictures; the real one comes from the plan."""


def offscreen_application() -> QGuiApplication:
    """The running application, or one that needs no screen."""
    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication([])


def theme_name(name: str) -> ThemeName:
    """The theme of a name from the command line."""
    return "dark" if name == "dark" else "light"


def cycle_look(motion: Motion, share: float) -> Look:
    """What to show after this share of a whole cycle; 1 is the end, not the next start."""
    timeline = motion.timeline
    cycle_s = timeline.cycle_s(HOLD_S)
    part, fraction = timeline.at_cycle(min(share * cycle_s, cycle_s - 1e-6), HOLD_S)
    moves = part is not Part.HOLD and 0.0 < fraction < 1.0
    return Look(timeline.sample(part, fraction), part if moves or part is Part.HOLD else None)


def painted(stage: StagePainter, size: QSize, palette: FigurePalette, look: Look) -> QImage:
    """One moment of a motion on a picture of its own."""
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(palette.colors["stage"])
    with QPainter(image) as painter:
        painter.setPen(Qt.PenStyle.NoPen)
        stage.paint_backdrop(painter, size, palette, stage.ghost_sample(look))
        stage.paint_moment(painter, size, look, palette)
    return image


def png_of(image: QImage) -> bytes:
    """A picture as the contents of a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub knows no device
    return bytes(buffer.data().data())
