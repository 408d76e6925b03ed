"""Narrowing the library: kinds, further filters, and what to do when nothing is left."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
from backrehab_desktop.core.exercise import Category, Demand, Position
from backrehab_desktop.core.library_filter import Filter
from backrehab_desktop.ui.exercises import library_panel

if TYPE_CHECKING:
    from conftest import Bench

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def full(make_bench: Callable[..., Bench]) -> Bench:
    """The whole library."""
    return make_bench(entries=ExerciseCatalogue().all())


def open_filters(qtbot: QtBot, bench: Bench) -> None:
    qtbot.mouseClick(bench.bar.filters_button, LEFT)


def test_categories_and_search_narrow_together(qtbot: QtBot, bench: Bench) -> None:
    bar = bench.bar
    qtbot.mouseClick(bar.category_chip(Category.STRETCH), LEFT)
    assert bench.names() == ["Knee to chest", "Hamstring stretch"]
    qtbot.keyClicks(bar.search_box, "towel")
    assert bench.names() == ["Hamstring stretch"]
    qtbot.keyClick(bar.search_box, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(bar.search_box, "bridge")
    assert bench.names() == []
    assert "Stretch" in bench.page.library.empty_state.message.text()
    qtbot.mouseClick(bar.category_chip(None), LEFT)
    assert bench.names() == ["Bridge"]


def test_only_categories_with_exercises_are_offered(bench: Bench) -> None:
    with pytest.raises(KeyError):
        bench.bar.category_chip(Category.AEROBIC)


def test_the_filters_take_the_place_of_the_cards_and_give_it_back(
    qtbot: QtBot, full: Bench
) -> None:
    open_filters(qtbot, full)
    assert full.panel.isVisible()
    assert not full.grid.isVisible()
    assert "open" in full.bar.filters_button.accessibleName()
    total = len(full.names())
    assert full.panel.show_button.text() == f"Show {total} results"
    qtbot.mouseClick(full.panel.chip("Kneel"), LEFT)
    left = len(full.names())
    assert left < total
    assert full.panel.show_button.text() == f"Show {left} results"
    qtbot.mouseClick(full.panel.show_button, LEFT)
    assert not full.panel.isVisible()
    assert full.grid.isVisible()
    assert full.page.library.count_text == f"{left} of {total} fit"
    assert full.bar.filters_button.accessibleName() == "More filters, 1 filter in use, closed"


def test_what_asks_for_what_i_cannot_do_is_left_out(qtbot: QtBot, full: Bench) -> None:
    open_filters(qtbot, full)
    for words in ("Kneel", "Lie on my front", "Get down to the floor"):
        qtbot.mouseClick(full.panel.chip(words), LEFT)
    shown = [full.grid.model().index(row, 0) for row in range(full.grid.model().rowCount())]
    assert shown
    catalogue = {entry.name: entry for entry in ExerciseCatalogue().all()}
    for index in shown:
        demands = set(catalogue[index.data()].demands)
        assert not demands & {Demand.KNEELING, Demand.PRONE, Demand.FLOOR}
    qtbot.mouseClick(full.panel.chip("Kneel"), LEFT)
    assert full.page.library.filter.cannot == {Demand.PRONE, Demand.FLOOR}
    qtbot.mouseClick(full.panel.clear_button, LEFT)
    assert full.page.library.filter.is_empty
    assert not full.panel.clear_button.isEnabled()
    assert not full.panel.chip("Lie on my front").isChecked()


def test_a_chair_is_enough(qtbot: QtBot, full: Bench) -> None:
    open_filters(qtbot, full)
    qtbot.mouseClick(full.panel.chip("Leave my chair"), LEFT)
    assert "Seated rotation" in full.names()
    assert "Bridge" not in full.names()


def test_filters_in_force_are_seen_and_taken_away_one_by_one(qtbot: QtBot, full: Bench) -> None:
    total = len(full.names())
    open_filters(qtbot, full)
    qtbot.mouseClick(full.panel.chip("Kneel"), LEFT)
    qtbot.mouseClick(full.panel.chip("On your back"), LEFT)
    assert not full.bar.active.isVisible()  # the panel shows them itself
    qtbot.mouseClick(full.panel.show_button, LEFT)
    chips = full.bar.active.chips
    assert [chip.accessibleName() for chip in chips] == [
        "Remove filter: On your back",
        "Remove filter: Cannot kneel",
        "Remove all filters",
    ]
    assert all(chip.isVisible() for chip in chips)
    qtbot.mouseClick(chips[0], LEFT)
    assert full.page.library.filter == Filter(cannot=frozenset({Demand.KNEELING}))
    (last,) = full.bar.active.chips
    last.setFocus()
    qtbot.keyClick(last, Key.Key_Space)
    assert len(full.names()) == total
    assert not full.bar.active.isVisible()


def test_all_filters_are_taken_away_at_once(qtbot: QtBot, full: Bench) -> None:
    qtbot.mouseClick(full.bar.category_chip(Category.STRETCH), LEFT)
    open_filters(qtbot, full)
    qtbot.mouseClick(full.panel.chip("Kneel"), LEFT)
    qtbot.mouseClick(full.panel.chip("Sitting"), LEFT)
    qtbot.mouseClick(full.panel.show_button, LEFT)
    qtbot.mouseClick(full.bar.active.chips[-1], LEFT)
    assert full.page.library.filter == Filter(category=Category.STRETCH)


def test_the_keyboard_opens_chooses_and_leaves(qtbot: QtBot, full: Bench) -> None:
    button = full.bar.filters_button
    button.setFocus()
    qtbot.keyClick(button, Key.Key_Space)
    first = QApplication.focusWidget()
    assert first is full.panel.chip("Kneel")
    qtbot.keyClick(first, Key.Key_Space)
    assert full.panel.chip("Kneel").isChecked()
    qtbot.keyClick(first, Key.Key_Escape)
    assert not full.panel.isVisible()
    assert button.hasFocus()
    assert full.page.library.filter.cannot == {Demand.KNEELING}


def test_every_chip_says_what_it_belongs_to(qtbot: QtBot, full: Bench) -> None:
    open_filters(qtbot, full)
    said = [chip.accessibleName() for group in full.panel.groups for chip in group.chips]
    assert "I cannot: Kneel" in said
    assert "Position: Sitting" in said
    assert "I have: Towel" in said
    assert len(said) == len(set(said))


def test_typing_leaves_the_filters_for_what_is_found(qtbot: QtBot, full: Bench) -> None:
    open_filters(qtbot, full)
    qtbot.keyClicks(full.bar.search_box, "bird")
    assert not full.panel.isVisible()
    assert full.grid.isVisible()


def test_nothing_found_says_what_to_do(qtbot: QtBot, bench: Bench) -> None:
    qtbot.keyClicks(bench.bar.search_box, "zebra")
    empty = bench.page.library.empty_state
    assert bench.names() == []
    assert empty.isVisible()
    assert "zebra" in empty.message.text()
    assert "Try a shorter word" in empty.message.text()
    assert not empty.offers
    qtbot.mouseClick(empty.clear_button, LEFT)
    assert len(bench.names()) == 6
    assert not empty.isVisible()
    assert bench.bar.search_box.hasFocus()


def test_nothing_found_names_the_filter_that_stands_in_the_way(qtbot: QtBot, full: Bench) -> None:
    qtbot.mouseClick(full.bar.category_chip(Category.STABILITY), LEFT)
    open_filters(qtbot, full)
    qtbot.mouseClick(full.panel.chip("Leave my chair"), LEFT)
    assert full.panel.show_button.text() == "See why nothing is left"
    qtbot.mouseClick(full.panel.show_button, LEFT)
    empty = full.page.library.empty_state
    assert empty.isVisible()
    offers = {offer.text().partition(":")[0]: offer for offer in empty.offers}
    assert set(offers) == {"Without “Stability”", "Without “On a chair only”"}
    qtbot.mouseClick(offers["Without “Stability”"], LEFT)
    assert full.grid.isVisible()
    assert "Seated rotation" in full.names()
    assert full.bar.category_chip(None).isChecked()


def test_an_exercise_opened_from_elsewhere_is_seen_among_the_cards(
    qtbot: QtBot, full: Bench
) -> None:
    qtbot.mouseClick(full.page.library.tabs.tab(1), LEFT)
    qtbot.mouseClick(full.page.library.tabs.tab(0), LEFT)
    open_filters(qtbot, full)
    qtbot.mouseClick(full.panel.chip("Sitting"), LEFT)
    full.page.open_exercise("bridge")
    assert full.grid.isVisible()
    assert full.current() == full.shown() == "Bridge"
    assert full.page.library.filter.is_empty


def test_a_card_that_stays_is_kept(qtbot: QtBot, full: Bench) -> None:
    full.page.open_exercise("bird-dog")
    open_filters(qtbot, full)
    qtbot.mouseClick(full.panel.chip("On hands and knees"), LEFT)
    assert full.page.library.filter.positions == {Position.QUADRUPED}
    assert full.current() == full.shown() == "Bird dog"
    qtbot.mouseClick(full.panel.chip("On hands and knees"), LEFT)
    assert full.current() == "Bird dog"


def test_every_control_has_a_name_and_a_state(qtbot: QtBot, full: Bench) -> None:
    open_filters(qtbot, full)
    qtbot.mouseClick(full.panel.chip("Kneel"), LEFT)
    for button in full.page.findChildren(QAbstractButton):
        interface = QAccessible.queryAccessibleInterface(button)
        assert len(interface.text(QAccessible.Text.Name).strip()) > 1, button
    kneel = QAccessible.queryAccessibleInterface(full.panel.chip("Kneel"))
    assert kneel.state().checked
    assert not QAccessible.queryAccessibleInterface(full.panel.chip("Sitting")).state().checked
    stability = full.bar.category_chip(Category.STABILITY)
    assert "back still" in stability.accessibleDescription()


def test_a_screen_reader_is_told_what_is_left(
    qtbot: QtBot, full: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    reader = SimpleNamespace(
        isActive=lambda: True, updateAccessibility=lambda event: said.append(event.message())
    )
    monkeypatch.setattr(library_panel, "QAccessible", reader)
    total = len(full.names())
    qtbot.mouseClick(full.bar.category_chip(Category.RELAXATION), LEFT)
    left = len(full.names())
    qtbot.mouseClick(full.bar.category_chip(None), LEFT)
    assert said == [f"{left} of {total} fit", f"{total} exercises"]


def walk(qtbot: QtBot, first: QWidget, count: int) -> list[QWidget | None]:
    """Where Tab leads from ``first``."""
    first.setFocus()
    stops: list[QWidget | None] = []
    for _ in range(count):
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Tab)
        stops.append(QApplication.focusWidget())
    return stops


def test_tab_walks_through_what_is_built_late_in_its_place(qtbot: QtBot, full: Bench) -> None:
    bar = full.bar
    last = bar.category_chip(Category.RELAXATION)
    open_filters(qtbot, full)
    chips = [chip for group in full.panel.groups for chip in group.chips]
    assert walk(qtbot, last, 3) == [full.panel.area, chips[0], chips[1]]
    qtbot.mouseClick(full.panel.chip("Kneel"), LEFT)
    assert walk(qtbot, chips[-1], 2) == [full.panel.show_button, full.panel.clear_button]
    qtbot.mouseClick(full.panel.show_button, LEFT)
    assert walk(qtbot, last, 2) == [*bar.active.chips, full.grid]
    qtbot.mouseClick(bar.category_chip(Category.STABILITY), LEFT)
    open_filters(qtbot, full)
    qtbot.mouseClick(full.panel.chip("Leave my chair"), LEFT)
    qtbot.mouseClick(full.panel.show_button, LEFT)
    empty = full.page.library.empty_state
    assert walk(qtbot, bar.active.chips[-1], len(empty.offers) + 1) == [
        *empty.offers,
        empty.clear_button,
    ]
