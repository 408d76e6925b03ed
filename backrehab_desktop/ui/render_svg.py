"""One moment of a motion as an SVG file, written by hand: all that a figure is made of are fills.

So the file is a tenth of what a general writer makes of it, and the same on every computer.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

import numpy as np

from backrehab_desktop.ui.figure.look import ARROW_ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QColor

    from backrehab_desktop.ui.figure.look import Look
    from backrehab_desktop.ui.figure.palette import FigurePalette
    from backrehab_desktop.ui.figure.stage import StagePainter

_STEPS = 10
"""Points lie on tenths of a pixel."""


def svg_picture(
    stage: StagePainter, size: QSize, palette: FigurePalette, look: Look, name: str
) -> bytes:
    """The contents of the file; ``name`` is what screen readers say."""
    width, height = size.width(), size.height()
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}" role="img" aria-label={quoteattr(name)}>',
        f"<title>{escape(name)}</title>",
        f'<rect width="{width}" height="{height}" fill="{_hex(palette.colors["stage"])}"/>',
        f'<g transform="scale({1 / _STEPS:g})" fill-rule="evenodd">',
    ]
    opacity = stage.arrow_of(look)[1]
    for role, run in groupby(_fills(stage, look), key=lambda fill: fill[0]):
        faint = f' opacity="{opacity:.2f}"' if role in ARROW_ROLES and opacity < 1.0 else ""
        paths = "".join(_path(outline, stage.placement(size)) for _, outline in run)
        parts.append(f'<g fill="{_hex(palette.colors[role])}"{faint}>{paths}</g>')
    parts += ["</g>", *_label(stage, size, palette), "</svg>\n"]
    return "\n".join(parts).encode()


def _fills(stage: StagePainter, look: Look) -> Iterator[tuple[str, NDArray[np.float64]]]:
    """Colour roles and outlines in statures, in the order of painting."""
    builder = stage.builder
    sample = round(look.sample)
    yield from builder.ground
    pose = stage.ghost_sample(look)
    if pose is not None:
        ghost = builder.ghost(pose)
        yield from (("ghost", outline) for outline in ghost.body)
        yield from (("ghost_edge", dash) for dash in ghost.dashes)
    hidden, _ = stage.arrow_of(look)
    picture = builder.picture([sample])
    for index in picture.order[0]:
        fill = picture.fills[index]
        if fill.role not in hidden:
            yield fill.role, picture.vertices[0, fill.start : fill.stop]


def _path(outline: NDArray[np.float64], placement: tuple[float, float, float]) -> str:
    """An outline as steps from point to point, without points that fall on the one before."""
    scale, x, y = placement
    points = np.round((outline * scale + (x, y)) * _STEPS).astype(int)
    steps = np.diff(points, axis=0)
    steps = steps[steps.any(axis=1)]
    if len(steps) < 2:
        return ""
    way = "".join(f"{number}" if number < 0 else f" {number}" for number in steps.ravel().tolist())
    return f'<path d="M{points[0, 0]} {points[0, 1]}l{way.lstrip()}z"/>'


def _label(stage: StagePainter, size: QSize, palette: FigurePalette) -> list[str]:
    """The magnifier's words, where the stage writes them."""
    place = stage.label_place(size)
    if place is None:
        return []
    x, y, pixels = place
    return [
        f'<text x="{x:.1f}" y="{y:.1f}" font-family="sans-serif" font-size="{pixels}"'
        f' text-anchor="middle" fill="{_hex(palette.colors["label"])}">'
        f"{escape(stage.builder.label)}</text>"
    ]


def _hex(color: QColor) -> str:
    return color.name()
