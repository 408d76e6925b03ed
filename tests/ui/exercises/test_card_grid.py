"""How wide cards are, and when their pictures are asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
from backrehab_desktop.ui.exercises.card_delegate import CARD_GAP
from backrehab_desktop.ui.exercises.card_grid import card_width
from backrehab_desktop.ui.theme.tokens import load_theme

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


def test_a_name_that_is_too_long_for_a_line_takes_two(
    qtbot: QtBot, make_bench: Callable[..., Bench]
) -> None:
    bridge = ExerciseCatalogue().get("bridge")
    one_line = make_bench(entries=[bridge]).grid.gridSize()
    long = replace(bridge, name="Bridge with a name that no single line of a card can hold")
    bench = make_bench(entries=[long])
    grid = bench.grid
    line = load_theme("light").type("label").line
    assert grid.gridSize().height() == one_line.height() + line
    assert grid.gridSize().width() == one_line.width()
    image = grid.viewport().grab().toImage()
    card = grid.visualRect(grid.model().index(0, 0))
    category = load_theme("light").type("small").line + 19  # its line, and half a gap and padding
    second = range(card.bottom() - category - line + 4, card.bottom() - category - 4)
    ground = image.pixelColor(card.x() + 12, second[0]).name()
    assert any(
        image.pixelColor(x, y).name() != ground
        for y in second
        for x in range(card.x() + 24, card.x() + 80)
    )
