"""``backrehab render``: pictures and moving pictures of one entry, without a window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter

from backrehab_desktop.app.arguments import MOVING_SUFFIXES
from backrehab_desktop.app.command import CommandError
from backrehab_desktop.app.files import write_whole
from backrehab_desktop.catalogue.activities import ActivityCatalogue
from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
from backrehab_desktop.ui.figure.palette import FigurePalette
from backrehab_desktop.ui.render_picture import (
    HOLD_S,
    cycle_look,
    offscreen_application,
    painted,
    png_of,
    theme_name,
)
from backrehab_desktop.ui.theme.tokens import load_theme

if TYPE_CHECKING:
    from backrehab_desktop.app.cli import RenderOptions
    from backrehab_desktop.core.figure.camera import Camera
    from backrehab_desktop.core.figure.motion import Motion
    from backrehab_desktop.ui.figure.look import Look
    from backrehab_desktop.ui.figure.stage import StagePainter

DEFAULT_SIZE = (1280, 720)
DEFAULT_MOVING_SIZE = (640, 360)
LARGEST = 16384
"""Pixels of a picture, each way."""
_MOST_MOVING_PIXELS = 1920 * 1080
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

    is_moving = options.output.suffix.lower() in MOVING_SUFFIXES
    size = _fitting_size(options, is_moving=is_moving)
    application = offscreen_application()
    try:
        motion = load_motion(options.exercise_id)
    except MotionError as error:
        raise CommandError(str(error)) from error
    stage = StagePainter(motion, SceneBuilder(motion, _camera(motion, options.view)))
    palette = FigurePalette.from_theme(load_theme(theme_name(options.theme)))
    if is_moving and motion.timeline.still:
        raise CommandError(f"{motion.id} is shown by a still picture: write a .png or .svg")
    write_whole(options.output, _encoded(options, stage, size, palette))
    del application
    return 0


def _fitting_size(options: RenderOptions, *, is_moving: bool) -> QSize:
    width, height = options.size or (DEFAULT_MOVING_SIZE if is_moving else DEFAULT_SIZE)
    count = options.strip or 1
    if min(width, height) < 1 or width * count > LARGEST or height > LARGEST:
        raise CommandError(f"a picture has 1 to {LARGEST} pixels each way")
    if is_moving and width * height > _MOST_MOVING_PIXELS:
        raise CommandError("a moving picture has as many pixels as 1920x1080 at most")
    return QSize(width, height)


def _encoded(
    options: RenderOptions, stage: StagePainter, size: QSize, palette: FigurePalette
) -> bytes:
    """The whole file."""
    looks = [cycle_look(stage.motion, share) for share in _moments(stage.motion, options)]
    match options.output.suffix.lower():
        case ".svg":
            from backrehab_desktop.ui.render_svg import svg_picture

            return svg_picture(stage, size, palette, looks[0], _name_of(options.exercise_id))
        case ".png":
            return _strip(stage, size, palette, looks)
        case suffix:
            from backrehab_desktop.ui.render_moving import moving_picture

            return moving_picture(stage, size, palette, suffix)


def _name_of(entry_id: str) -> str:
    exercises = ExerciseCatalogue()
    catalogue = exercises if entry_id in exercises else ActivityCatalogue()
    return catalogue.get(entry_id).name


def _camera(motion: Motion, view: tuple[float, float] | None) -> Camera:
    from backrehab_desktop.core.figure.camera import Camera
    from backrehab_desktop.core.figure.viewpoint import home_camera

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
    return [motion.timeline.cycle_share(HOLD_S)]


def _strip(stage: StagePainter, size: QSize, palette: FigurePalette, looks: list[Look]) -> bytes:
    strip = QImage(size.width() * len(looks), size.height(), QImage.Format.Format_RGB32)
    with QPainter(strip) as painter:
        for index, look in enumerate(looks):
            painter.drawImage(index * size.width(), 0, painted(stage, size, palette, look))
    return png_of(strip)
