"""``backrehab render``: pictures and moving pictures of an exercise, without a window."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter

from backrehab_desktop.app.cli import CommandError
from backrehab_desktop.core.figure.timeline import Part
from backrehab_desktop.ui.figure.look import Look
from backrehab_desktop.ui.figure.palette import FigurePalette
from backrehab_desktop.ui.theme.tokens import load_theme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PIL import Image

    from backrehab_desktop.app.cli import RenderOptions
    from backrehab_desktop.core.figure.camera import Camera
    from backrehab_desktop.core.figure.motion import Motion
    from backrehab_desktop.ui.figure.stage import StagePainter
    from backrehab_desktop.ui.theme.tokens import ThemeName

DEFAULT_SIZE = (1280, 720)
DEFAULT_GIF_SIZE = (640, 360)
_HOLD_S = 2.0
"""The hold in a cycle of pictures; the real one comes from the plan."""
_FRAME_MS = 40
"""25 frames a second: GIF counts in hundredths of a second."""
_LARGEST = 16384
_COLORS = 128
_SAME = 6
_SLOPE_DEG = 89.0


def render_command(options: RenderOptions) -> int:
    """Paint what ``options`` asks for into its file; 0 when it is written.

    Raises :class:`CommandError`, in one sentence, for an impossible size or
    view, a motion that cannot be loaded, or a file that cannot be written.
    """
    # Numpy comes with these, which other commands do not need.
    from backrehab_desktop.catalogue.motions import MotionError, load_motion
    from backrehab_desktop.core.figure.scene import SceneBuilder
    from backrehab_desktop.ui.figure.stage import StagePainter

    is_gif = options.output.suffix.lower() == ".gif"
    width, height = options.size or (DEFAULT_GIF_SIZE if is_gif else DEFAULT_SIZE)
    count = options.strip or 1
    if min(width, height) < 1 or width * count > _LARGEST or height > _LARGEST:
        raise CommandError(f"a picture has 1 to {_LARGEST} pixels each way")
    application = _application()
    try:
        motion = load_motion(options.exercise_id)
    except MotionError as error:
        raise CommandError(str(error)) from error
    stage = StagePainter(motion, SceneBuilder(motion, _camera(motion, options.view)))
    palette = FigurePalette.from_theme(load_theme(_theme_name(options.theme)))
    size = QSize(width, height)
    if is_gif:
        _write_gif(options.output, stage, size, palette)
    else:
        moments = [_cycle_look(motion, share) for share in _moments(motion, options)]
        _write_png(options.output, stage, size, palette, moments)
    del application
    return 0


def _application() -> QGuiApplication:
    """The running application, or one that needs no screen."""
    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication([])


def _theme_name(name: str) -> ThemeName:
    return "dark" if name == "dark" else "light"


def _camera(motion: Motion, view: tuple[float, float] | None) -> Camera:
    from backrehab_desktop.core.figure.camera import Camera
    from backrehab_desktop.core.figure.scene import home_camera

    if view is None:
        return home_camera(motion)
    azimuth, elevation = view
    if abs(elevation) > _SLOPE_DEG:
        raise CommandError(f"the elevation goes from {-_SLOPE_DEG:g} to {_SLOPE_DEG:g} degrees")
    return Camera(azimuth, elevation)


def _moments(motion: Motion, options: RenderOptions) -> list[float]:
    """The shares of the cycle to show; without a wish the middle of the hold."""
    if options.strip is not None:
        return [(index + 0.5) / options.strip for index in range(options.strip)]
    if options.at is not None:
        return [options.at]
    return [motion.timeline.cycle_share(_HOLD_S)]


def _cycle_look(motion: Motion, share: float) -> Look:
    """What to show after this share of a whole cycle; 1 is the end, not the next start."""
    timeline = motion.timeline
    cycle_s = timeline.cycle_s(_HOLD_S)
    part, fraction = timeline.at_cycle(min(share * cycle_s, cycle_s - 1e-6), _HOLD_S)
    moves = part is not Part.HOLD and 0.0 < fraction < 1.0
    return Look(timeline.sample(part, fraction), part if moves or part is Part.HOLD else None)


def _image(stage: StagePainter, size: QSize, palette: FigurePalette, look: Look) -> QImage:
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(palette.colors["stage"])
    with QPainter(image) as painter:
        painter.setPen(Qt.PenStyle.NoPen)
        stage.paint_backdrop(painter, size, palette, stage.ghost_sample(look))
        stage.paint_moment(painter, size, look, palette)
    return image


def _write_png(
    path: Path, stage: StagePainter, size: QSize, palette: FigurePalette, looks: list[Look]
) -> None:
    strip = QImage(size.width() * len(looks), size.height(), QImage.Format.Format_RGB32)
    with QPainter(strip) as painter:
        for index, look in enumerate(looks):
            painter.drawImage(index * size.width(), 0, _image(stage, size, palette, look))
    if not strip.save(str(path)):
        raise CommandError(f"cannot write {path}")


def _write_gif(path: Path, stage: StagePainter, size: QSize, palette: FigurePalette) -> None:
    """One whole cycle that loops without a seam.

    All frames share one palette, so that no colour flickers: the figure's own
    colours, then the tints of their smooth edges.
    """
    from PIL import Image

    def picture(look: Look) -> Image.Image:
        image = _image(stage, size, palette, look).convertToFormat(QImage.Format.Format_RGB888)
        return Image.frombytes(
            "RGB",
            (size.width(), size.height()),
            bytes(image.constBits()),
            "raw",
            "RGB",
            image.bytesPerLine(),
        )

    motion = stage.motion
    shares = [0.05, 0.25, 0.5, 0.75]
    samples = [picture(_cycle_look(motion, share)) for share in shares]
    board = Image.new("RGB", (size.width(), size.height() * len(samples)))
    for index, sample in enumerate(samples):
        board.paste(sample, (0, index * size.height()))
    colors = Image.new("P", (1, 1))
    colors.putpalette(_gif_palette(board, palette))

    def frames() -> Iterator[Image.Image]:
        for share in _frame_shares(motion):
            picture_now = picture(_cycle_look(motion, share))
            yield picture_now.quantize(palette=colors, dither=Image.Dither.NONE)

    moving = frames()
    first = next(moving)
    try:
        first.save(
            path,
            "GIF",
            save_all=True,
            append_images=moving,
            duration=_FRAME_MS,
            loop=0,
            optimize=False,
            disposal=1,
        )
    except OSError as error:
        raise CommandError(f"cannot write {path}: {error.strerror or error}") from error


def _gif_palette(board: Image.Image, palette: FigurePalette) -> list[int]:
    """The figure's own colours, then the tints that ``board`` needs between them.

    Tints too close to a colour of its own would be taken in its place.
    """
    own = {(c.red(), c.green(), c.blue()) for c in palette.colors.values()}
    mixed = board.quantize(_COLORS).getpalette() or []
    tints = {
        tint
        for tint in zip(mixed[::3], mixed[1::3], mixed[2::3], strict=True)
        if all(max(abs(a - b) for a, b in zip(tint, one, strict=True)) > _SAME for one in own)
    }
    return [part for color in (*sorted(own), *sorted(tints)) for part in color]


def _frame_shares(motion: Motion) -> list[float]:
    cycle_s = motion.timeline.cycle_s(_HOLD_S)
    count = max(2, round(cycle_s * 1000 / _FRAME_MS))
    return [index / count for index in range(count)]
