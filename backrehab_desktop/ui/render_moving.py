"""The whole cycle of a motion as a moving picture: GIF, WebP or APNG."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from PIL import Image
from PySide6.QtGui import QImage

from backrehab_desktop.ui.render_picture import HOLD_S, cycle_look, painted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QSize

    from backrehab_desktop.core.figure.motion import Motion
    from backrehab_desktop.ui.figure.look import Look
    from backrehab_desktop.ui.figure.palette import FigurePalette
    from backrehab_desktop.ui.figure.stage import StagePainter

FRAME_MS = 40
"""25 frames a second: GIF counts in hundredths of a second."""
_COLORS = 128
_SAME = 6
_KINDS: Mapping[str, tuple[str, dict[str, Any]]] = {
    ".gif": ("GIF", {"optimize": False, "disposal": 1}),
    ".webp": ("WEBP", {"lossless": True, "quality": 20, "method": 2}),
    ".apng": ("PNG", {}),
}
"""Suffix to Pillow's name of the format and what it is told about it."""


def moving_picture(stage: StagePainter, size: QSize, palette: FigurePalette, suffix: str) -> bytes:
    """One whole cycle that loops for ever without a seam, as the contents of a file.

    All frames share one palette, so that no colour flickers and the file is small: the figure's
    own colours, then the tints of their smooth edges.

    Args:
        stage: what to paint.
        size: pixels of the picture.
        palette: its colours.
        suffix: of the file: ``.gif``, ``.webp`` or ``.apng``.
    """

    def picture(look: Look) -> Image.Image:
        image = painted(stage, size, palette, look).convertToFormat(QImage.Format.Format_RGB888)
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
    samples = [picture(cycle_look(motion, share)) for share in shares]
    board = Image.new("RGB", (size.width(), size.height() * len(samples)))
    for index, sample in enumerate(samples):
        board.paste(sample, (0, index * size.height()))
    colors = Image.new("P", (1, 1))
    colors.putpalette(_shared_palette(board, palette))

    looks = [cycle_look(motion, share) for share in _frame_shares(motion)]
    # Nothing moves in the hold and between repetitions.
    painted_once = {
        look: picture(look).quantize(palette=colors, dither=Image.Dither.NONE)
        for look in dict.fromkeys(looks)
    }
    first, *others = (painted_once[look] for look in looks)
    kind, options = _KINDS[suffix]
    file = BytesIO()
    first.save(
        file, kind, save_all=True, append_images=others, duration=FRAME_MS, loop=0, **options
    )
    return file.getvalue()


def _shared_palette(board: Image.Image, palette: FigurePalette) -> list[int]:
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
    cycle_s = motion.timeline.cycle_s(HOLD_S)
    count = max(2, round(cycle_s * 1000 / FRAME_MS))
    return [index / count for index in range(count)]
