"""The page as a person meets it: empty, with little, with much, small and large."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from backrehab_desktop.app.store_worker import StoreWorker
from backrehab_desktop.core.clock import Clock
from backrehab_desktop.core.progress import RangeChoice
from backrehab_desktop.core.records import SessionEnd
from backrehab_desktop.store.errors import StoreError
from backrehab_desktop.store.store import Store
from backrehab_desktop.ui.progress.charts_panel import ChartsPanel
from backrehab_desktop.ui.progress.progress_page import ProgressPage
from backrehab_desktop.ui.progress.progress_panel import ProgressPanel
from backrehab_desktop.ui.theme.manager import spread_theme
from backrehab_desktop.ui.theme.stylesheet import build_stylesheet
from backrehab_desktop.ui.theme.tokens import Theme, load_theme

Visit = Callable[[], ProgressPage]
Write = Callable[..., None]


def panel_of(page: ProgressPage) -> ProgressPanel:
    assert page.panel is not None
    return page.panel


def charts_of(page: ProgressPage) -> ChartsPanel:
    charts = panel_of(page).charts
    assert charts is not None
    return charts


def card_values(page: ProgressPage) -> list[str]:
    return [card.value for card in panel_of(page).cards]


def visible_words(page: ProgressPage) -> str:
    labels = (label for label in page.findChildren(QLabel) if label.isVisible())
    return " | ".join(label.text() for label in labels)


def test_nothing_is_built_or_asked_before_the_first_visit(page: ProgressPage) -> None:
    assert page.panel is None
    assert page.data is None


def test_the_page_is_imported_without_numpy() -> None:
    code = (
        "import sys, backrehab_desktop.ui.progress.progress_page; "
        "sys.exit(any(m in sys.modules for m in ('numpy', 'pyqtgraph', 'sqlite_utils')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_without_a_session_the_page_says_what_will_appear(visit: Visit) -> None:
    page = visit()
    panel = panel_of(page)
    assert panel.empty_state.isVisible()
    assert "After your first session" in visible_words(page)
    assert not panel.ranges.isVisible()
    assert not any(card.isVisible() for card in panel.cards)
    assert panel.charts is None


def test_two_answers_are_shown_but_no_mean_of_them(visit: Visit, write: Write) -> None:
    write(1, before=5)
    write(0, before=0)
    page = visit()
    assert not panel_of(page).empty_state.isVisible()
    assert card_values(page)[:3] == ["not yet measurable"] * 3
    assert panel_of(page).cards[0].detail == "2 of 3 answers, last 7 days"
    assert card_values(page)[3] == "24"
    assert charts_of(page).pain.entry_positions()
    assert panel_of(page).ranges.choice is RangeChoice.FOUR_WEEKS


def test_answers_not_given_do_not_count_as_nought(visit: Visit, write: Write) -> None:
    for days_ago in range(3):
        write(days_ago, before=None, after=None)
    assert card_values(visit())[0] == "not yet measurable"


def test_the_cards_of_weeks_of_sessions(
    visit: Visit, write: Write, schedule: Callable[[int], None]
) -> None:
    schedule(60)
    for days_ago in range(56, -1, -2):
        write(days_ago, before=6 if days_ago > 40 else 3)
    write(9, end=SessionEnd.STOPPED_SAFELY, sets=1)
    page = visit()
    cards = panel_of(page).cards
    assert card_values(page)[:3] == ["3.0", "\N{MINUS SIGN}3.0", "11"]
    assert cards[0].detail == "mean of 4 answers, last 7 days"
    assert cards[1].detail == "was 6.0, mean of 4 answers"
    assert cards[1].toolTip().startswith("A clear change.")
    assert cards[2].detail == "1 stopped safely, not counted"
    assert cards[3].value == "5 h 54"
    assert cards[3].detail == "30 sessions since 19 Aug"
    assert panel_of(page).ranges.choice is RangeChoice.TWELVE_WEEKS


def test_a_session_stored_during_a_visit_appears(visit: Visit, write: Write, qtbot: QtBot) -> None:
    write(1)
    page = visit()
    before = len(charts_of(page).pain.entry_positions())
    write(0)
    page.refresh()
    qtbot.waitUntil(lambda: len(charts_of(page).pain.entry_positions()) == before + 1)


def test_a_hidden_page_asks_at_its_next_visit(visit: Visit, write: Write, qtbot: QtBot) -> None:
    page = visit()
    page.hide()
    write(0)
    page.refresh()
    assert page.data is not None
    assert page.data.is_empty
    page.show()
    qtbot.waitUntil(lambda: page.data is not None and not page.data.is_empty)
    assert charts_of(page).pain.isVisible()
    assert not panel_of(page).empty_state.isVisible()


def test_buttons_and_arrows_choose_the_range(visit: Visit, write: Write, qtbot: QtBot) -> None:
    for days_ago in (400, 60, 0):
        write(days_ago)
    page = visit()
    ranges = panel_of(page).ranges
    buttons = {button.text(): button for button in ranges.findChildren(QAbstractButton)}
    qtbot.mouseClick(buttons["1 year"], Qt.MouseButton.LeftButton)
    for chart in (charts_of(page).pain, charts_of(page).sessions):
        assert chart.visible_span is not None
        assert chart.visible_span.days == 364
    buttons["1 year"].setFocus()
    qtbot.keyClick(buttons["1 year"], Qt.Key.Key_Right)
    assert ranges.choice is RangeChoice.ALL
    assert charts_of(page).pain_card.legend.names[0] == "before, weekly mean"
    qtbot.keyClick(buttons["All"], Qt.Key.Key_Right)
    assert ranges.choice is RangeChoice.ALL


def test_both_charts_move_together(visit: Visit, write: Write, qtbot: QtBot) -> None:
    for days_ago in (400, 60, 0):
        write(days_ago)
    charts = charts_of(visit())
    qtbot.keyClick(charts.sessions, Qt.Key.Key_PageUp)
    assert charts.pain.visible_span == charts.sessions.visible_span
    qtbot.keyClick(charts.pain, Qt.Key.Key_Home)
    assert charts.pain.visible_span == charts.sessions.visible_span


def test_choosing_the_range_again_comes_back_to_today(
    visit: Visit, write: Write, qtbot: QtBot
) -> None:
    for days_ago in (400, 60, 0):
        write(days_ago)
    page = visit()
    start = charts_of(page).pain.visible_span
    qtbot.keyClick(charts_of(page).pain, Qt.Key.Key_PageUp)
    assert charts_of(page).pain.visible_span != start
    panel_of(page).ranges.choose(RangeChoice.TWELVE_WEEKS)
    assert charts_of(page).pain.visible_span == start


@pytest.mark.parametrize(
    ("width", "height"),
    [(826, 600), (836, 600), (1100, 700), (1192, 800), (1832, 1080), (3752, 2160)],
)
def test_nothing_is_cut_at_any_size(
    visit: Visit, write: Write, page: ProgressPage, qtbot: QtBot, width: int, height: int
) -> None:
    write(400)
    write(0)
    page.setStyleSheet(build_stylesheet(load_theme("light")))
    page.resize(width, height)
    visit()
    panel = panel_of(page)
    area = page.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    qtbot.waitUntil(lambda: panel.height() >= panel.minimumSizeHint().height())
    assert panel.width() <= area.viewport().width()
    for widget in panel.findChildren(QWidget):
        if isinstance(widget, QLabel) and widget.isVisible() and not widget.wordWrap():
            assert widget.width() >= widget.sizeHint().width(), widget.text()
        if widget.isVisible() and widget.parentWidget() is panel:
            assert panel.rect().contains(widget.geometry())
    for card in (charts_of(page).pain_card, charts_of(page).sessions_card):
        assert card.legend.width() >= card.legend.sizeHint().width()
        assert card.rect().contains(card.legend.geometry())


def test_the_theme_changes_while_shown(visit: Visit, write: Write, theme: Theme) -> None:
    write(0)
    page = visit()
    dark = load_theme("dark")
    spread_theme(page, dark)
    assert charts_of(page).pain.theme is dark
    assert charts_of(page).sessions.theme is dark
    assert theme is not dark


def test_everything_has_a_name_for_a_screen_reader(visit: Visit, write: Write) -> None:
    write(0)
    page = visit()
    charts = charts_of(page)
    widgets = [
        charts.pain,
        charts.pain.viewport(),
        charts.sessions,
        charts.sessions.viewport(),
        panel_of(page).days,
        *panel_of(page).cards,
        *panel_of(page).ranges.findChildren(QAbstractButton),
    ]
    for widget in widgets:
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface.text(QAccessible.Text.Name), widget
    assert "answers on 1 day" in charts.pain.accessibleDescription()
    assert "1 done of 0 planned" in charts.sessions.accessibleDescription()
    assert "Arrow keys" in charts.pain.accessibleDescription()


def test_tab_reaches_the_range_both_charts_and_the_days(
    visit: Visit, write: Write, qtbot: QtBot
) -> None:
    write(0)
    page = visit()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    reached = set()
    for _ in range(8):
        qtbot.keyClick(page.focusWidget() or page, Qt.Key.Key_Tab)
        reached.add(type(page.focusWidget()).__name__)
    assert {"_Segment", "PainChart", "SessionChart", "DaysView"} <= reached


def test_a_day_later_the_page_looks_again(
    visit: Visit, write: Write, clock: Clock, qtbot: QtBot
) -> None:
    write(0)
    page = visit()
    page.hide()
    clock.at += timedelta(days=1)  # type: ignore[attr-defined]
    page.show()
    tomorrow = clock.now().date()
    qtbot.waitUntil(lambda: page.data is not None and page.data.today == tomorrow)


def test_a_store_that_fails_is_said_in_a_sentence(qtbot: QtBot, clock: Clock, theme: Theme) -> None:
    def broken() -> Store:
        raise StoreError("The history could not be read.")

    worker = StoreWorker(broken)
    worker.start()
    page = ProgressPage(worker, clock, theme)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: "could not be" in visible_words(page))
    worker.close()
