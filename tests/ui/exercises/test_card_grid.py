"""How wide cards are, and when their pictures are asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from backrehab_desktop.ui.exercises.card_delegate import CARD_GAP
from backrehab_desktop.ui.exercises.card_grid import card_width

if TYPE_CHECKING:
    from conftest import Bench


@given(st.integers(234, 5000))
def test_cards_fill_the_room_and_stay_readable(room: int) -> None:
    width = card_width(room)
    columns = room // (width + CARD_GAP)
    assert columns >= 1
    assert columns * (width + CARD_GAP) <= room
    assert room - columns * (width + CARD_GAP) < columns
    assert width >= 220


def test_a_window_being_dragged_asks_for_new_pictures_once(
    qtbot: QtBot, make_bench: Callable[..., Bench]
) -> None:
    bench = make_bench()
    page, grid = bench.page, bench.grid
    grid.viewport().grab()
    bench.thumbnails.sizes.clear()
    for width in range(1200, 1400, 10):
        page.resize(width, 800)
        grid.viewport().grab()
    assert len(bench.thumbnails.sizes) <= 1  # only the size from before
    qtbot.waitUntil(lambda: (grid.viewport().grab(), len(bench.thumbnails.sizes))[1] == 2)
