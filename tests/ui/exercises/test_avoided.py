"""The movements to avoid: the list, the search, and the way to what replaces them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from backrehab_desktop.catalogue.avoid import load_avoided
from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
from backrehab_desktop.ui.exercises.avoid_card import AvoidCard
from backrehab_desktop.ui.exercises.thumbnail_link import ThumbnailLink
from backrehab_desktop.ui.theme.manager import spread_theme
from backrehab_desktop.ui.theme.tokens import load_theme

if TYPE_CHECKING:
    from conftest import Bench

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
AVOIDED = load_avoided()


@pytest.fixture
def full(make_bench: Callable[..., Bench]) -> Bench:
    """The whole library with what to avoid."""
    return make_bench(entries=ExerciseCatalogue().all(), avoided=AVOIDED)


def open_list(qtbot: QtBot, bench: Bench) -> None:
    qtbot.mouseClick(bench.page.library.tabs.tab(1), LEFT)


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def card(bench: Bench, movement_id: str) -> AvoidCard:
    return next(card for card in bench.avoid_list.cards if card.movement.id == movement_id)


def seen(bench: Bench) -> list[str]:
    return [card.movement.id for card in bench.avoid_list.cards if card.isVisible()]


def test_the_list_tells_of_every_movement(qtbot: QtBot, full: Bench) -> None:
    open_list(qtbot, full)
    assert not full.grid.isVisible()
    assert not full.bar.filters_button.isVisible()
    assert full.page.library.count_text == f"{len(AVOIDED)} movements"
    assert seen(full) == [movement.id for movement in AVOIDED]
    words = texts(full.avoid_list)
    for movement in AVOIDED:
        for text in (movement.movement, movement.why, movement.instead, movement.conflict_note):
            assert text in words
    qtbot.mouseClick(full.page.library.tabs.tab(0), LEFT)
    assert full.grid.isVisible()
    assert full.bar.filters_button.isVisible()


def test_the_picture_leads_to_what_replaces_it(qtbot: QtBot, full: Bench) -> None:
    open_list(qtbot, full)
    (link,) = card(full, "full-sit-up").links()
    assert isinstance(link, ThumbnailLink)
    assert link.accessibleName() == "Open Partial curl-up"
    qtbot.mouseClick(link, LEFT)
    assert full.shown() == "Partial curl-up"
    assert full.avoid_list.isVisible()  # beside it


def test_the_keyboard_reaches_the_tab_and_the_link(qtbot: QtBot, full: Bench) -> None:
    tab = full.page.library.tabs.tab(0)
    tab.setFocus()
    qtbot.keyClick(tab, Key.Key_Right)
    assert full.avoid_list.isVisible()
    link = card(full, "full-sit-up").links()[0]
    link.setFocus()
    qtbot.keyClick(link, Key.Key_Space)
    assert full.shown() == "Partial curl-up"


def test_a_picture_appears_when_it_is_ready(qtbot: QtBot, full: Bench) -> None:
    open_list(qtbot, full)
    link = card(full, "full-sit-up").links()[0]
    middle = link.rect().center()
    assert link.grab().toImage().pixelColor(middle.x(), 30).name() != "#ff0000"
    full.thumbnails.finish("partial-curl")
    assert link.grab().toImage().pixelColor(middle.x(), 30).name() == "#ff0000"


def test_the_list_is_searched(qtbot: QtBot, full: Bench) -> None:
    assert "glute bridge" in full.bar.search_box.placeholderText()
    open_list(qtbot, full)
    assert "sit-up" in full.bar.search_box.placeholderText()
    qtbot.keyClicks(full.bar.search_box, "squat")
    assert set(seen(full)) >= {"squats", "weight-on-shoulders"}
    assert len(seen(full)) < len(AVOIDED)
    assert full.page.library.count_text == f"{len(seen(full))} of {len(AVOIDED)} movements"
    qtbot.keyClicks(full.bar.search_box, "zebra")
    assert seen(full) == []
    assert "No movement here is called that" in texts(full.avoid_list)


@pytest.mark.parametrize(
    ("query", "movement", "replacement"),
    [
        ("sit-up", "Full sit-up", "Partial curl-up"),
        ("toe touch", "Standing toe touch", "Hamstring stretch"),
        ("squats", "Squat", "Wall sit"),
    ],
)
def test_searching_for_it_shows_the_caution_and_its_replacement_first(
    qtbot: QtBot, full: Bench, query: str, movement: str, replacement: str
) -> None:
    qtbot.keyClicks(full.bar.search_box, query)
    caution = full.page.library.caution
    assert caution is not None
    assert caution.isVisible()
    assert f"Better avoided: {movement}" in texts(caution)
    assert full.names()[0] == full.shown() == replacement
    below = full.grid.mapTo(full.page, full.grid.rect().topLeft()).y()
    assert caution.mapTo(full.page, caution.rect().bottomLeft()).y() < below
    qtbot.mouseClick(caution.links()[0], LEFT)
    assert full.shown() == replacement
    qtbot.keyClick(full.bar.search_box, Key.Key_Escape)
    assert full.page.library.caution is None
    assert len(full.names()) == len(ExerciseCatalogue().all())


def test_the_caution_leads_to_the_others_that_are_meant(qtbot: QtBot, full: Bench) -> None:
    qtbot.keyClicks(full.bar.search_box, "sit-up")
    caution = full.page.library.caution
    assert caution is not None
    assert caution.others_button is not None
    qtbot.mouseClick(caution.others_button, LEFT)
    assert full.bar.search_box.text() == "sit-up"
    assert {"full-sit-up", "straight-leg-sit-up"} <= set(seen(full))


@pytest.mark.parametrize("query", ["bridge", "stretch", "back", "ru", "zebra"])
def test_no_caution_where_nothing_to_avoid_is_meant(qtbot: QtBot, full: Bench, query: str) -> None:
    qtbot.keyClicks(full.bar.search_box, query)
    assert full.page.library.caution is None


def test_a_movement_without_replacement_is_no_dead_end(qtbot: QtBot, full: Bench) -> None:
    qtbot.keyClicks(full.bar.search_box, "stretching into pain")
    caution = full.page.library.caution
    assert caution is not None
    assert not caution.links()
    assert "Instead:" in texts(caution)
    assert not full.page.library.empty_state.isVisible()


def test_on_a_narrow_page_the_way_back_leads_to_the_list(
    qtbot: QtBot, make_bench: Callable[..., Bench]
) -> None:
    bench = make_bench(836, 600, ExerciseCatalogue().all(), avoided=AVOIDED)
    open_list(qtbot, bench)
    qtbot.mouseClick(card(bench, "full-sit-up").links()[0], LEFT)
    assert bench.page.is_detail_alone
    assert bench.page.detail.back_button.text() == "Better avoided"
    qtbot.keyClick(bench.page.detail, Key.Key_Escape)
    assert bench.avoid_list.isVisible()
    assert bench.avoid_list.hasFocus()


@pytest.mark.parametrize("width", [836, 1192, 1832])
def test_nothing_is_cut_off(qtbot: QtBot, make_bench: Callable[..., Bench], width: int) -> None:
    bench = make_bench(width, 600, ExerciseCatalogue().all(), avoided=AVOIDED)
    open_list(qtbot, bench)
    inner = bench.avoid_list.widget()
    assert inner.width() <= bench.avoid_list.viewport().width()
    for label in bench.avoid_list.findChildren(QLabel):
        if label.isVisible() and label.hasHeightForWidth():
            assert label.height() >= label.heightForWidth(label.width()), label.text()


def test_the_list_takes_a_new_theme(qtbot: QtBot, full: Bench) -> None:
    open_list(qtbot, full)
    spread_theme(full.page, load_theme("dark"))
    link = card(full, "full-sit-up").links()[0]
    stage = link.grab().toImage().pixelColor(link.width() // 2, 30).name()
    assert stage == load_theme("dark").color("stage").lower()


def test_tab_leads_from_the_search_to_the_replacements(qtbot: QtBot, full: Bench) -> None:
    box = full.bar.search_box
    qtbot.keyClicks(box, "sit-up")
    caution = full.page.library.caution
    assert caution is not None
    last = full.bar.last_stop
    last.setFocus()
    for stop in (*caution.stops(), full.grid):
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Tab)
        assert QApplication.focusWidget() is stop
    open_list(qtbot, full)
    box.setFocus()
    for stop in (full.avoid_list, *full.avoid_list.cards[0].links()):
        qtbot.keyClick(QApplication.focusWidget(), Key.Key_Tab)
        assert QApplication.focusWidget() is stop


@pytest.mark.parametrize("query", ["sit-ups", "sit ups", "situps", "crunches", "toe touches"])
def test_plurals_and_hyphens_are_one_on_both_tabs(qtbot: QtBot, full: Bench, query: str) -> None:
    box = full.bar.search_box
    qtbot.keyClicks(box, query)
    assert full.page.library.caution is not None
    assert "Stationary bike" not in full.names()
    open_list(qtbot, full)
    qtbot.keyClicks(box, query)
    assert seen(full)


def test_no_exercise_stands_beside_the_list_unless_asked_for(qtbot: QtBot, full: Bench) -> None:
    detail = full.page.detail
    assert detail.isVisible()
    open_list(qtbot, full)
    assert not detail.isVisible()
    picture = card(full, "full-sit-up").links()[0]
    qtbot.mouseClick(picture, LEFT)
    assert detail.isVisible()
    assert detail.entry is not None
    assert detail.entry.name == "Partial curl-up"
    qtbot.mouseClick(full.page.library.tabs.tab(0), LEFT)
    assert detail.isVisible()


def test_a_search_without_success_leads_to_the_list(qtbot: QtBot, full: Bench) -> None:
    library = full.page.library
    qtbot.keyClicks(full.bar.search_box, "repeated")
    assert full.names() == []
    assert library.empty_state.clear_button.isVisible()
    qtbot.mouseClick(library.empty_state.avoided_button, LEFT)
    assert library.is_avoiding
    assert seen(full)
