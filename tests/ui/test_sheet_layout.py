from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab_desktop.ui.sheet_layout import (
    NATURAL_SIZE,
    Box,
    SheetLayout,
    SheetSizeError,
    lay_out,
)

COUNTS = [17, 4, 5, 3, 2, 2, 4, 11]
TALL = [1.0, 1.0, 1.0, 1.0, 1.3, 1.3, 1.6, 1.6]


def boxes(layout: SheetLayout) -> list[Box]:
    cells = [cell for group in layout.cells for cell in group]
    return [layout.header, layout.footer, *layout.headings, *cells]


def overlap(one: Box, other: Box) -> bool:
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return across > 1e-6 and down > 1e-6


@given(
    groups=st.lists(st.tuples(st.integers(1, 20), st.floats(1.0, 2.0)), min_size=1, max_size=9),
    width=st.integers(16, 8192),
    height=st.integers(16, 8192),
)
def test_nothing_overlaps_and_all_is_on_the_sheet(
    groups: list[tuple[int, float]], width: int, height: int
) -> None:
    counts = [count for count, _ in groups]
    try:
        layout = lay_out(counts, [tall for _, tall in groups], width, height)
    except SheetSizeError:
        return
    assert [len(group) for group in layout.cells] == counts
    for box in boxes(layout):
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= width + 1e-6
        assert box.y + box.height <= height + 1e-6
    assert not any(overlap(one, other) for one, other in combinations(boxes(layout), 2))
    for group in layout.cells:
        assert all(cell.height > layout.caption_height + 20 for cell in group)


def test_the_natural_sheet_has_room_for_all() -> None:
    layout = lay_out(COUNTS, TALL, *NATURAL_SIZE)
    pictures = [cell.height - layout.caption_height for group in layout.cells for cell in group]
    assert min(pictures) > 140
    # Those who stand get more height than those who lie.
    assert layout.cells[6][0].height > layout.cells[0][0].height


def test_entries_of_a_group_are_read_from_left_to_right() -> None:
    layout = lay_out(COUNTS, TALL, 2400, 1600)
    for group, heading in zip(layout.cells, layout.headings, strict=True):
        places = [(cell.y, cell.x) for cell in group]
        assert places == sorted(places)
        assert heading.y + heading.height == pytest.approx(group[0].y)
        assert heading.x == group[0].x


@pytest.mark.parametrize("size", [(16, 16), (640, 480), (8192, 100), (100, 8192)])
def test_a_sheet_nobody_could_read_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(SheetSizeError):
        lay_out(COUNTS, TALL, *size)
