"""Which part of a picture has to be painted anew when the moment changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from backrehab_desktop.core.figure.camera import Frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from backrehab_desktop.core.figure.picture import Fill

    Vertices = NDArray[np.float32] | NDArray[np.float64]
    Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Changes:
    """Where each fill of a picture is at each moment, and how far it has come until then."""

    low: Vertices
    high: Vertices
    """Corners of the fills, (T, F, 2)."""
    ways: Vertices
    """How far the point of a fill that moves most has come, (T, F), in statures."""

    def boxes(self, position: float) -> tuple[Vertices, Vertices]:
        """Corners that hold the fills at ``position``, a place 0..T-1; (F, 2) each."""
        below = min(max(int(position), 0), len(self.low) - 1)
        if position <= below or below == len(self.low) - 1:
            return self.low[below], self.high[below]
        above = below + 1
        return (
            np.minimum(self.low[below], self.low[above]),
            np.maximum(self.high[below], self.high[above]),
        )

    def travelled(self, position: float) -> Vertices:
        """How far each fill has come at ``position``, (F,)."""
        below = min(max(int(position), 0), max(len(self.ways) - 2, 0))
        above = min(below + 1, len(self.ways) - 1)
        share = min(max(position - below, 0.0), 1.0)
        way: Vertices = self.ways[below] + share * (self.ways[above] - self.ways[below])
        return way

    def seen_in(self, frame: Frame, position: float) -> Mask:
        """Which fills reach into ``frame`` at ``position``, (F,)."""
        low, high = self.boxes(position)
        seen: Mask = (
            (low[:, 0] <= frame.right)
            & (high[:, 0] >= frame.left)
            & (low[:, 1] <= frame.bottom)
            & (high[:, 1] >= frame.top)
        )
        return seen


def changes_of(fills: Sequence[Fill], vertices: Vertices) -> Changes:
    """The changes of a whole picture with ``vertices`` (T, V, 2)."""
    starts = np.array([fill.start for fill in fills])
    ways = np.zeros((len(vertices), len(starts)), dtype=vertices.dtype)
    for row in range(1, len(vertices)):  # one by one: a whole motion at once takes 20 MB
        steps = np.hypot(*(vertices[row] - vertices[row - 1]).T)
        ways[row] = ways[row - 1] + np.maximum.reduceat(steps, starts)
    return Changes(
        np.minimum.reduceat(vertices, starts, axis=1),
        np.maximum.reduceat(vertices, starts, axis=1),
        ways,
    )


class Repainter:
    """Remembers how each fill was painted last, and tells what is no longer true of it."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._ways: Vertices | None = None
        self._low, self._high = changes.low[0].copy(), changes.high[0].copy()

    def forget(self) -> None:
        """Take nothing as painted."""
        self._ways = None

    def area(self, position: float, least: float, also: Sequence[int] = ()) -> Frame | None:
        """What to paint anew for ``position``; ``None`` if no fill moved by ``least`` statures.

        It is taken as painted. ``also`` are fills that changed in another way.
        """
        ways = self._changes.travelled(position)
        low, high = self._changes.boxes(position)
        if self._ways is None:
            self._ways = ways.copy()
            changed = np.ones(len(ways), dtype=np.bool_)
        else:
            changed = np.abs(ways - self._ways) > least
        changed[list(also)] = True
        if not changed.any():
            return None
        left, top = np.minimum(low[changed], self._low[changed]).min(axis=0).tolist()
        right, bottom = np.maximum(high[changed], self._high[changed]).max(axis=0).tolist()
        self._ways[changed] = ways[changed]
        self._low[changed], self._high[changed] = low[changed], high[changed]
        return Frame(left, top, right, bottom)
