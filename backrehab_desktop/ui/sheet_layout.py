"""Where everything lies on the sheet of all exercises; numbers only."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

NATURAL_SIZE = (3508, 4961)
"""A3 at 300 dots per inch; A4, A2 and A1 have the same shape."""
_COLUMNS = range(2, 13)
_TYPICAL_ASPECT = 3.6
"""Width over height of two pictures of a lying figure side by side."""

# On a sheet of the natural size, pixels.
_MARGIN, _HEADER, _FOOTER = 120.0, 215.0, 90.0
_HEADING, _GAP, _CAPTION, _ROW_GAP = 104.0, 34.0, 108.0, 24.0
_LEAST_UNIT = 0.26
"""Smaller words could not be read."""
_LEAST_PICTURE = 56.0


class SheetSizeError(ValueError):
    """The sheet is too small for what has to be on it."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """The places on a sheet."""

    unit: float
    """Pixels for one pixel of a sheet of the natural size."""
    header: Box
    footer: Box
    headings: tuple[Box, ...]
    """One for each group."""
    cells: tuple[tuple[Box, ...], ...]
    """For each group one box for each entry: picture above, caption below."""

    @property
    def caption_height(self) -> float:
        """How much of a cell is below its picture."""
        return _CAPTION * self.unit


def lay_out(
    counts: Sequence[int], tallness: Sequence[float], width: int, height: int
) -> SheetLayout:
    """Lay out groups of entries with the largest pictures that fit.

    A group begins in the row of the one before if it fits there wholly. Raises
    :class:`SheetSizeError` where nothing could be read.

    Args:
        counts: how many entries each group has.
        tallness: how much higher the pictures of each group should be than others.
        width: of the sheet, pixels.
        height: of the sheet, pixels.
    """
    unit = math.sqrt(width * height / math.prod(NATURAL_SIZE))
    plans = [_Plan(counts, tallness, columns, width, height, unit) for columns in _COLUMNS]
    best = max(plans, key=lambda plan: plan.scale)
    if unit < _LEAST_UNIT or best.scale < _LEAST_PICTURE / 2.0:
        raise SheetSizeError
    return best.layout()


class _Plan:
    """The layout with a number of columns."""

    def __init__(
        self,
        counts: Sequence[int],
        tallness: Sequence[float],
        columns: int,
        width: int,
        height: int,
        unit: float,
    ) -> None:
        self._width = width
        self._height = height
        self._unit = unit
        self._slots = _slots(counts, columns)
        self._first_rows = {group[0][0] for group in self._slots}
        rows = [0.0] * (1 + max(row for group in self._slots for row, _ in group))
        for group, tall in zip(self._slots, tallness, strict=True):
            for row, _ in group:
                rows[row] = max(rows[row], tall)
        free = width - 2 * _MARGIN * unit - (columns - 1) * _GAP * unit
        self._cell_width = free / columns
        taken = 2 * _MARGIN + _HEADER + _FOOTER + len(self._first_rows) * _HEADING
        taken += len(rows) * _CAPTION + (len(rows) - 1) * _ROW_GAP
        share = (height - unit * taken) / sum(rows)
        self._row_heights = [tall * share + _CAPTION * unit for tall in rows]
        self.scale = min(self._cell_width / _TYPICAL_ASPECT, share)
        """The height of a lying figure's picture."""

    def layout(self) -> SheetLayout:
        unit, margin = self._unit, _MARGIN * self._unit
        inner = self._width - 2 * margin
        tops = self._tops(margin + _HEADER * unit)
        step = self._cell_width + _GAP * unit

        def cell(row: int, column: int) -> Box:
            return Box(margin + column * step, tops[row], self._cell_width, self._row_heights[row])

        headings = []
        for group in self._slots:
            row, column = group[0]
            width = step * sum(1 for r, _ in group if r == row) - _GAP * unit
            place = cell(row, column)
            headings.append(Box(place.x, place.y - _HEADING * unit, width, _HEADING * unit))
        foot = self._height - margin - _FOOTER * unit
        return SheetLayout(
            unit,
            Box(margin, margin, inner, _HEADER * unit),
            Box(margin, foot, inner, _FOOTER * unit),
            tuple(headings),
            tuple(tuple(cell(*slot) for slot in group) for group in self._slots),
        )

    def _tops(self, top: float) -> list[float]:
        tops = []
        for row, height in enumerate(self._row_heights):
            if row in self._first_rows:
                top += _HEADING * self._unit
            tops.append(top)
            top += height + _ROW_GAP * self._unit
        return tops


def _slots(counts: Sequence[int], columns: int) -> list[list[tuple[int, int]]]:
    """Row and column of every entry of every group."""
    slots: list[list[tuple[int, int]]] = []
    row = column = 0
    for count in counts:
        if column and column + count > columns:
            row, column = row + 1, 0
        group = []
        for _ in range(count):
            if column == columns:
                row, column = row + 1, 0
            group.append((row, column))
            column += 1
        slots.append(group)
    return slots
