"""What of a picture never moves and may be painted once: a band of fills at one place in depth.

A fill may leave its place in the painting order if it passes nothing that it
meets. So the band is the largest set of fills that never move and that can all
be brought to one place of every order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from backrehab_desktop.core.figure.picture import Fill

    Vertices = NDArray[np.float32] | NDArray[np.float64]
    Mask = NDArray[np.bool_]

BAND = -1
"""Stands for the whole band in a painting order."""
_DRIFT = 7e-4
"""Fills whose points move less than this, in statures, stand still: well under a pixel."""
_LEAST = 2.0
"""Outlines shorter than this, in statures, are not worth a picture of their own."""


@dataclass(frozen=True, slots=True)
class Band:
    """Fills that are painted once, back to front, and the orders that hold ``BAND`` for them."""

    fills: tuple[int, ...]
    order: tuple[tuple[int, ...], ...]


def find_band(
    fills: Sequence[Fill], vertices: Vertices, order: Sequence[tuple[int, ...]]
) -> Band | None:
    """The band of a whole picture with ``vertices`` (T, V, 2); ``None`` if it is too small."""
    starts = np.array([fill.start for fill in fills])
    low = np.minimum.reduceat(vertices.min(axis=0), starts, axis=0)
    high = np.maximum.reduceat(vertices.max(axis=0), starts, axis=0)
    meets: Mask = np.asarray((low[:, None] < high).all(-1) & (low < high[:, None]).all(-1))
    drift = np.maximum.reduceat(np.ptp(vertices, axis=0).max(axis=-1), starts)
    steps = np.sqrt((np.diff(vertices[0], axis=0, append=vertices[0, :1]) ** 2).sum(-1))
    search = _Search(sorted(set(order)), meets, np.add.reduceat(steps, starts))
    still = drift < _DRIFT
    for kind in search.kinds:
        still &= np.isin(np.arange(len(fills)), kind)
    return search.best(still, order)


@dataclass(frozen=True, slots=True)
class _Search:
    """Looks for the band: the orders that occur, which fills meet, how long outlines are."""

    kinds: Sequence[tuple[int, ...]]
    meets: Mask
    lengths: NDArray[np.floating]

    def best(self, still: Mask, order: Sequence[tuple[int, ...]]) -> Band | None:
        """The longest band among those that grow from what suits one of the orders."""
        starts = [still, *(self.joined(kind, still)[0] for kind in self.kinds)]
        chosen = max((self.settled(start) for start in starts), key=self._length)
        rows = {tuple(index for index in kind if chosen[index]) for kind in self.kinds}
        if self._length(chosen) < _LEAST or len(rows) > 1:
            return None
        orders = {
            kind: _with_band(kind, chosen, self.joined(kind, chosen)[1]) for kind in self.kinds
        }
        return Band(rows.pop(), tuple(orders[kind] for kind in order))

    def settled(self, chosen: Mask) -> Mask:
        """Those of the chosen that can be brought together in every order.

        What one order leaves out may stand in another's way, so until nothing changes.
        """
        while True:
            kept = chosen.copy()
            for kind in self.kinds:
                kept &= self.joined(kind, kept)[0]
            if (kept == chosen).all():
                return chosen
            chosen = kept

    def _length(self, chosen: Mask) -> float:
        return float(self.lengths[chosen].sum())

    def joined(self, kind: Sequence[int], chosen: Mask) -> tuple[Mask, int]:
        """Which of the chosen fills can be brought together in an order, and at which place."""
        places = np.array(kind)
        free = _free(places, chosen, self.meets)
        best = int((free @ self.lengths[places]).argmax())
        joined = np.zeros(len(chosen), dtype=np.bool_)
        joined[places[free[best]]] = True
        return joined, best


def _free(places: NDArray[np.intp], chosen: Mask, meets: Mask) -> Mask:
    """Whether the chosen fill at place q of an order can go to place p, (p, q)."""
    mine = chosen[places]
    blocks = meets[np.ix_(places, places)] & ~mine[:, None]
    # passed[p, q]: how many obstacles of the fill at place q lie before place p.
    passed = np.concatenate([np.zeros((1, len(places)), dtype=int), np.cumsum(blocks, axis=0)])
    own = passed[np.arange(len(places)), np.arange(len(places))]
    free: Mask = (passed == own) & mine
    return free


def _with_band(kind: Sequence[int], chosen: Mask, place: int) -> tuple[int, ...]:
    before = tuple(index for index in kind[:place] if not chosen[index])
    after = tuple(index for index in kind[place:] if not chosen[index])
    return (*before, BAND, *after)
