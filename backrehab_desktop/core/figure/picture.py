"""The picture of a motion as a display list: which polygons to fill, in which order, when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from backrehab_desktop.core.figure.parts import Layer

    FloatArray = NDArray[np.float64]

_NOTHING = 2e-6
"""Outlines that cover less (a pixel or so) are not painted."""


@dataclass(frozen=True, slots=True)
class Fill:
    """One polygon of a picture: its colour role and its span in the vertices."""

    role: str
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A display list.

    ``vertices`` is (T, V, 2). ``order`` has for each moment the indices of
    ``fills`` from back to front, without those that show nothing then.
    """

    fills: tuple[Fill, ...]
    vertices: FloatArray
    order: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Ghost:
    """Another key pose: the outlines to fill and the dashes around them, each (N, 2)."""

    body: tuple[FloatArray, ...]
    dashes: tuple[FloatArray, ...]


def assemble(layers: Sequence[Layer], count: int) -> Picture:
    """The picture of these layers at ``count`` moments, the farthest first at each."""
    fills: list[Fill] = []
    outlines: list[FloatArray] = []
    spans: list[list[int]] = []
    start = 0
    for layer in layers:
        span: list[int] = []
        for shape in layer.shapes:
            for piece in shape.pieces:
                stop = start + piece.shape[1]
                span.append(len(fills))
                fills.append(Fill(shape.role, start, stop))
                outlines.append(np.broadcast_to(piece, (count, stop - start, 2)))
                start = stop
        spans.append(span)
    shown = np.stack([_area(outline) > _NOTHING for outline in outlines], axis=1).tolist()
    ranks = np.argsort(-np.stack([layer.depth for layer in layers], axis=1), axis=1, kind="stable")
    order = tuple(
        tuple(index for layer in row for index in spans[layer] if visible[index])
        for row, visible in zip(ranks.tolist(), shown, strict=True)
    )
    return Picture(tuple(fills), np.concatenate(outlines, axis=1), order)


def _area(outline: FloatArray) -> FloatArray:
    """What an outline encloses, (T,)."""
    x, y = outline[..., 0], outline[..., 1]
    twice = (x * np.roll(y, -1, axis=-1) - y * np.roll(x, -1, axis=-1)).sum(axis=-1)
    area: FloatArray = np.abs(twice) / 2
    return area
