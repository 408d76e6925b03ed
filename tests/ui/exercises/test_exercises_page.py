"""The Exercises page as a person uses it: typing, clicking, walking with the keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
from backrehab_desktop.core.exercise import Category, Dose, Side
from backrehab_desktop.ui.theme.manager import spread_theme
from backrehab_desktop.ui.theme.tokens import load_theme
from backrehab_desktop.ui.widgets.prose import Prose

if TYPE_CHECKING:
    from conftest import Bench

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
ALL = ["Pelvic tilt", "Knee to chest", "Lower trunk rotation", "Hamstring stretch", "Bridge"]


class Motion:
    def __init__(self, exercise_id: str, side: Side = Side.RIGHT) -> None:
        self.id = exercise_id
        self.side = side
        self.lead = "R"


def click_card(qtbot: QtBot, bench: Bench, name: str) -> None:
    grid = bench.grid
    row = bench.names().index(name)
    middle = grid.visualRect(grid.model().index(row, 0)).center()
    qtbot.mouseClick(grid.viewport(), LEFT, pos=middle)


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def tab_to(qtbot: QtBot, wanted: QWidget, most: int = 30) -> list[QWidget]:
    """Press Tab until ``wanted`` has the focus; returns what was passed."""
    passed = []
    for _ in range(most):
        focused = QApplication.focusWidget()
        if focused is wanted:
            return passed
        passed.append(focused)
        qtbot.keyClick(focused, Key.Key_Tab)
    pytest.fail(f"Tab never reached {wanted}")


def test_everything_is_on_show_at_first(bench: Bench) -> None:
    assert bench.names() == [*ALL, "Bird dog"]
    assert bench.page.library.count_text == "6 exercises"
    assert bench.shown() == bench.current() == "Pelvic tilt"
    assert not bench.page.library.empty_state.isVisible()


def test_typing_narrows_the_grid_and_shows_the_best_match(qtbot: QtBot, bench: Bench) -> None:
    qtbot.keyClicks(bench.bar.search_box, "glute br")
    assert bench.names() == ["Bridge"]
    assert bench.page.library.count_text == "1 of 6 fit"
    assert bench.shown() == "Bridge"
    qtbot.keyClick(bench.bar.search_box, Key.Key_Escape)
    assert len(bench.names()) == 6
    assert bench.shown() == "Bridge"


def test_a_new_search_begins_at_the_top(qtbot: QtBot, make_bench: Callable[..., Bench]) -> None:
    bench = make_bench(entries=ExerciseCatalogue().all())
    qtbot.mouseClick(bench.grid.viewport(), LEFT)
    qtbot.keyClick(bench.grid, Key.Key_End)
    assert bench.grid.verticalScrollBar().value() > 0
    qtbot.keyClicks(bench.bar.search_box, "lower back")
    assert bench.grid.verticalScrollBar().value() == 0
    assert bench.current() == bench.names()[0]
    qtbot.keyClick(bench.grid, Key.Key_End)
    qtbot.keyClick(bench.bar.search_box, Key.Key_Escape)
    assert bench.grid.verticalScrollBar().value() == 0


def test_words_that_do_not_count_are_named(qtbot: QtBot, bench: Bench) -> None:
    library = bench.page.library
    qtbot.keyClicks(bench.bar.search_box, "hip")
    assert not library.left_out.isVisible()
    found = bench.names()
    qtbot.keyClicks(bench.bar.search_box, " pain")
    assert bench.names() == found
    assert library.left_out.isVisible()
    assert library.left_out.text() == "Found without the word “pain”."


def test_the_page_in_full_begins_at_the_top(qtbot: QtBot, bench: Bench) -> None:
    detail = bench.page.detail
    detail.reading_area.verticalScrollBar().setValue(150)
    assert detail.reading_area.verticalScrollBar().value() > 0
    qtbot.mouseClick(detail.expand_button, LEFT)
    assert detail.reading_area.verticalScrollBar().value() == 0


def test_the_cross_empties_the_search(qtbot: QtBot, bench: Bench) -> None:
    box = bench.bar.search_box
    assert not box.clear_button.isVisible()
    qtbot.keyClicks(box, "bird")
    qtbot.mouseClick(box.clear_button, LEFT)
    assert box.text() == ""
    assert len(bench.names()) == 6


def test_clicking_a_card_shows_it(qtbot: QtBot, bench: Bench) -> None:
    click_card(qtbot, bench, "Bridge")
    assert bench.shown() == "Bridge"
    words = texts(bench.page.detail)
    assert "Working: buttocks, back of the thighs" in words
    assert "8 times, hold 3 seconds" in words
    assert "Stop if" in words
    assert "Palm Wellness Center" in words


def test_the_dose_of_the_plan_is_told_apart_from_the_start_dose(qtbot: QtBot, bench: Bench) -> None:
    bench.page.set_planned({"bridge": Dose(2, 6, 5)})
    click_card(qtbot, bench, "Bridge")
    assert "Your plan\n2 sets of 6, hold 5 seconds" in texts(bench.page.detail)
    click_card(qtbot, bench, "Bird dog")
    assert "Start with\n5 each side, hold 3 seconds" in texts(bench.page.detail)
    bench.page.set_planned({"bird-dog": Dose(1, 6, 4)})
    assert "Your plan\n6 each side, hold 4 seconds" in texts(bench.page.detail)


def test_cards_say_what_is_in_the_plan(bench: Bench) -> None:
    model = bench.grid.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    said = {model.index(row, 0).data(role) for row in range(model.rowCount())}
    assert "Bridge, Strength, in plan" in said
    assert "Bird dog, Stability" in said


def test_links_lead_to_the_easier_exercise(qtbot: QtBot, bench: Bench) -> None:
    qtbot.mouseClick(bench.bar.category_chip(Category.STRENGTH), LEFT)
    assert bench.shown() == "Bridge"
    words = bench.page.detail.words
    assert words is not None
    easier, *others = words.links()
    assert not others  # the harder one is not in the library yet
    assert easier.accessibleName() == "Easier: Pelvic tilt"
    qtbot.mouseClick(easier, LEFT)
    assert bench.shown() == bench.current() == "Pelvic tilt"
    assert len(bench.names()) == 6  # the filter that hid it is gone


def test_try_it_now_asks_for_just_this_exercise(qtbot: QtBot, bench: Bench) -> None:
    click_card(qtbot, bench, "Bird dog")
    qtbot.mouseClick(bench.page.detail.try_button, LEFT)
    assert bench.tried == ["bird-dog"]


def test_a_button_that_nobody_answers_is_not_shown(
    qtbot: QtBot, make_bench: Callable[..., Bench]
) -> None:
    bench = make_bench(can_try=False)
    assert not bench.page.detail.try_button.isVisible()
    qtbot.keyClick(bench.grid, Key.Key_Return)
    assert bench.page.detail.reading_area.hasFocus()


def test_arrows_walk_the_grid_and_enter_opens(qtbot: QtBot, bench: Bench) -> None:
    search = bench.bar.search_box
    search.setFocus()
    qtbot.keyClick(search, Key.Key_Down)
    grid = bench.grid
    assert grid.hasFocus()
    walked = [bench.current()]
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Down, Key.Key_Left, Key.Key_Up):
        qtbot.keyClick(grid, key)
        walked.append(bench.current())
    assert walked == [
        "Pelvic tilt",
        "Knee to chest",
        "Lower trunk rotation",
        "Bird dog",
        "Bridge",
        "Knee to chest",
    ]
    assert bench.shown() == "Knee to chest"
    qtbot.keyClick(grid, Key.Key_Return)
    assert bench.page.detail.try_button.hasFocus()


def test_tab_reaches_every_control(qtbot: QtBot, bench: Bench) -> None:
    page = bench.page
    page.open_exercise("bridge")
    bench.bar.search_box.setFocus()
    tab_to(qtbot, bench.bar.filters_button)
    tab_to(qtbot, bench.bar.category_chip(None))
    tab_to(qtbot, bench.grid)
    tab_to(qtbot, bench.preview)
    tab_to(qtbot, page.detail.reading_area)
    assert page.detail.words is not None
    tab_to(qtbot, page.detail.words.links()[0])
    tab_to(qtbot, page.detail.try_button)
    tab_to(qtbot, bench.bar.search_box)


def test_a_slash_leads_to_the_search(qtbot: QtBot, bench: Bench) -> None:
    bench.grid.setFocus()
    qtbot.keyClick(bench.grid, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert bench.bar.search_box.hasFocus()


def test_enter_in_the_search_opens_the_best_match(qtbot: QtBot, bench: Bench) -> None:
    search = bench.bar.search_box
    search.setFocus()
    qtbot.keyClicks(search, "dog")
    qtbot.keyClick(search, Key.Key_Return)
    assert bench.shown() == "Bird dog"
    assert bench.page.detail.try_button.hasFocus()


def test_a_motion_reaches_the_preview_only_while_it_is_wanted(qtbot: QtBot, bench: Bench) -> None:
    assert bench.motions.asked == [("pelvic-tilt", Side.RIGHT)]
    late = Motion("pelvic-tilt")
    click_card(qtbot, bench, "Bridge")
    assert bench.preview.motion is None
    bench.motions.motion_ready.emit("pelvic-tilt", late)
    assert bench.preview.motion is None
    bench.motions.motion_ready.emit("bridge", Motion("bridge", Side.LEFT))
    assert bench.preview.motion is None
    wanted, other = Motion("bridge"), Motion("bridge", Side.LEFT)
    bench.motions.motion_ready.emit("bridge", wanted)
    assert bench.preview.motion is wanted
    assert bench.motions.asked[-1] == ("bridge", Side.LEFT)
    bench.motions.motion_ready.emit("bridge", other)
    assert bench.preview.motion is wanted
    assert bench.preview.other_side is other


def test_a_thumbnail_appears_when_it_is_ready(qtbot: QtBot, bench: Bench) -> None:
    grid = bench.grid
    spot = grid.visualRect(grid.model().index(0, 0)).center() - QPoint(0, 40)
    red = "#ff0000"
    assert grid.viewport().grab().toImage().pixelColor(spot).name() != red
    bench.thumbnails.finish("pelvic-tilt")
    assert grid.viewport().grab().toImage().pixelColor(spot).name() == red


def test_the_focus_ring_follows_the_keyboard_only(qtbot: QtBot, bench: Bench) -> None:
    grid = bench.grid

    def ring_shown() -> bool:
        card = grid.visualRect(grid.currentIndex())
        image = grid.viewport().grab().toImage()
        spot = QPoint(card.center().x(), card.y() + 4)
        return image.pixelColor(spot).name() == load_theme("light").color("focus").lower()

    bench.bar.search_box.setFocus()
    qtbot.keyClick(bench.bar.search_box, Key.Key_Down)
    assert ring_shown()
    click_card(qtbot, bench, "Bridge")
    assert not ring_shown()
    qtbot.keyClick(grid, Key.Key_Left)
    assert ring_shown()


def test_a_narrow_page_takes_turns(qtbot: QtBot, make_bench: Callable[..., Bench]) -> None:
    bench = make_bench(836, 600)
    page = bench.page
    assert bench.grid.isVisible()
    assert not page.detail.isVisible()
    click_card(qtbot, bench, "Bridge")
    assert page.is_detail_alone
    assert not bench.grid.isVisible()
    assert page.detail.isVisible()
    qtbot.keyClick(page.detail, Key.Key_Escape)
    assert bench.grid.hasFocus()
    assert bench.current() == "Bridge"
    changes: list[QWidget | None] = []
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    watch = application.focusChanged.connect(lambda _old, now: changes.append(now))
    qtbot.keyClick(bench.grid, Key.Key_Return)
    assert changes == [page.detail.try_button]  # and nothing in between
    assert page.testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
    application.disconnect(watch)
    qtbot.mouseClick(page.detail.back_button, LEFT)
    assert bench.grid.isVisible()
    page.resize(1192, 800)
    assert bench.grid.isVisible()
    assert page.detail.isVisible()
    assert not page.detail.back_button.isVisible()


def test_tab_walks_from_the_way_back_through_the_page(
    qtbot: QtBot, make_bench: Callable[..., Bench]
) -> None:
    bench = make_bench(836, 600)
    detail = bench.page.detail
    bench.page.open_exercise("bridge")
    detail.back_button.setFocus()
    assert tab_to(qtbot, bench.preview) == [detail.back_button]
    assert tab_to(qtbot, detail.reading_area) == [bench.preview]
    assert detail.words is not None
    assert tab_to(qtbot, detail.try_button)[1:] == list(detail.words.links())
    assert tab_to(qtbot, detail.back_button) == [detail.try_button]


@pytest.mark.parametrize("width", [836, 900, 1036, 1192, 1832, 3752])
def test_nothing_is_cut_off(qtbot: QtBot, make_bench: Callable[..., Bench], width: int) -> None:
    bench = make_bench(width, 600)
    page = bench.page
    for exercise_id in (None, "hamstring-stretch", "bird-dog"):
        if exercise_id is not None:
            page.open_exercise(exercise_id)
        assert page.width() == width
        for widget in page.findChildren(QWidget):
            if not widget.isVisible() or isinstance(widget.parent(), QPushButton):
                continue
            if isinstance(widget, QPushButton):
                assert widget.width() >= widget.minimumSizeHint().width(), widget.text()
                assert widget.height() >= widget.minimumSizeHint().height(), widget.text()
            if isinstance(widget, Prose) and page.detail.isAncestorOf(widget):
                assert widget.hasHeightForWidth(), widget.text()
            if isinstance(widget, QLabel) and widget.hasHeightForWidth():
                assert widget.height() >= widget.heightForWidth(widget.width()), widget.text()
        if bench.grid.isVisible():
            assert bench.grid.horizontalScrollBar().maximum() == 0


def test_cards_fill_the_row_without_overlap(make_bench: Callable[..., Bench]) -> None:
    for width in (836, 1036, 1192, 1832, 3752):
        bench = make_bench(width)
        grid = bench.grid
        cells = [grid.visualRect(grid.model().index(row, 0)) for row in range(6)]
        first_row = [cell for cell in cells if cell.y() == cells[0].y()]
        assert len(first_row) >= 2
        assert all(a.right() < b.left() for a, b in pairwise(first_row))
        assert first_row[-1].right() <= grid.viewport().width()


def test_fifty_exercises_ask_only_for_the_pictures_in_sight(
    qtbot: QtBot, make_bench: Callable[..., Bench]
) -> None:
    bridge = ExerciseCatalogue().get("bridge")
    many = [
        replace(bridge, id=f"bridge-{n}", name=f"Bridge {n}", easier_id=None) for n in range(50)
    ]
    bench = make_bench(entries=many)
    bench.grid.viewport().grab()
    assert 6 <= len(set(bench.thumbnails.asked)) < 25
    qtbot.keyClick(bench.grid, Key.Key_End)
    assert bench.shown() == "Bridge 49"
    bench.grid.viewport().grab()
    assert "bridge-49" in bench.thumbnails.asked


def test_a_new_theme_reaches_every_part(bench: Bench) -> None:
    dark = load_theme("dark")
    spread_theme(bench.page, dark)
    image = bench.page.grab().toImage()
    card = bench.grid.visualRect(bench.grid.model().index(0, 0))
    spot = bench.grid.viewport().mapTo(bench.page, card.center() + QPoint(0, 80))
    assert image.pixelColor(spot).name() == dark.color("surface").lower()


def test_a_key_that_is_held_down_builds_the_words_once(qtbot: QtBot, bench: Bench) -> None:
    bench.grid.setFocus()
    before = bench.page.detail.words
    for _ in range(4):
        qtbot.keyClick(bench.grid, Key.Key_Right)
        assert bench.page.detail.words is before
    assert bench.shown() == "Bridge"
    assert [entry_id for entry_id, _ in bench.motions.asked] == ["pelvic-tilt", "bridge"]
