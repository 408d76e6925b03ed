"""The pain chart: what is drawn, read out by pointer and keys, and moved through."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from backrehab_desktop.core.progress import Grouping, RangeChoice
from backrehab_desktop.core.records import DailyPain
from backrehab_desktop.ui.charts.pain_chart import PainChart
from backrehab_desktop.ui.theme.tokens import Theme, load_theme

Build = Callable[[tuple[DailyPain, ...], RangeChoice], PainChart]


def line_of(chart: PainChart) -> np.ndarray[Any, np.dtype[np.float64]]:
    """The values of the line as drawn, NaN where it breaks."""
    values: np.ndarray[Any, np.dtype[np.float64]] = chart._line.getData()[1]
    return values


def pixels_of(chart: PainChart, color: str) -> int:
    """How many pixels of the picture have exactly this colour."""
    image = chart.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    wanted = QColor(color).rgb()
    found = 0
    for y in range(image.height()):
        found += sum(image.pixel(x, y) == wanted for x in range(image.width()))
    return found


def center_of_entry(chart: PainChart, index: int) -> QPoint:
    rect = chart.scale.rect
    return QPointF(chart.scale.x_pixel(chart.entry_positions()[index]), rect.center().y()).toPoint()


def hover(qtbot: QtBot, chart: PainChart, point: QPoint) -> None:
    """Move the pointer; the detour makes it a move wherever the last test left it."""
    qtbot.mouseMove(chart.viewport(), QPoint(1, 1))
    qtbot.mouseMove(chart.viewport(), point)


def test_markers_stand_for_given_answers_only(pain_chart: Build, today: date) -> None:
    days = (
        DailyPain(today - timedelta(days=1), None, 0, 3.0, 1, None, None),
        DailyPain(today, 0.0, 1, None, 0, None, None),
    )
    chart = pain_chart(days, RangeChoice.FOUR_WEEKS)
    assert chart._before.getData()[1].tolist() == [0.0]
    assert chart._after.getData()[1].tolist() == [3.0]


def test_the_line_has_a_break_where_nothing_was_recorded(pain_chart: Build, history: Any) -> None:
    chart = pain_chart(history(40, gap=(10, 20)), RangeChoice.TWELVE_WEEKS)
    values = line_of(chart)
    assert np.isnan(values).sum() == 1
    assert np.isfinite(values).sum() == 30


def test_a_single_mean_between_two_breaks_is_drawn(pain_chart: Build, today: date) -> None:
    days = (DailyPain(today, 4.0, 3, None, 0, 4.0, None),)
    chart = pain_chart(days, RangeChoice.FOUR_WEEKS)
    assert line_of(chart).tolist() == [4.0, 4.0]


def test_a_gap_has_a_band_with_words(pain_chart: Build, history: Any, theme: Theme) -> None:
    band = theme.color("window")
    without = pixels_of(pain_chart(history(60), RangeChoice.TWELVE_WEEKS), band)
    chart = pain_chart(history(60, gap=(20, 40)), RangeChoice.TWELVE_WEEKS)
    area = 20 * chart.scale.pixels_per_day * chart.scale.rect.height()
    assert without < 50
    assert pixels_of(chart, band) > 0.8 * area


def test_the_scale_is_always_nought_to_ten(pain_chart: Build, history: Any) -> None:
    for choice in RangeChoice:
        scale = pain_chart(history(400), choice).scale
        assert scale.y_low < 0 < 10 < scale.y_high < 10.5


@pytest.mark.parametrize(
    ("days", "grouping"), [(300, Grouping.DAY), (900, Grouping.WEEK), (3652, Grouping.MONTH)]
)
def test_long_histories_are_grouped(
    pain_chart: Build, history: Any, days: int, grouping: Grouping
) -> None:
    chart = pain_chart(history(days), RangeChoice.ALL)
    assert chart.grouping is grouping
    assert len(chart.entry_positions()) <= 370


def test_the_pointer_reads_the_nearest_day(pain_chart: Build, history: Any, qtbot: QtBot) -> None:
    chart = pain_chart(history(28), RangeChoice.FOUR_WEEKS)
    hover(qtbot, chart, center_of_entry(chart, 10))
    assert chart.readout is not None
    assert chart.readout.title == "Sun 27 Sep 2026"
    values = {line.name: line.value for line in chart.readout.lines}
    day = chart._days[10]
    assert day.before is not None
    assert values["before"] == str(round(day.before))


def test_the_pointer_at_the_edge_does_not_pan(
    pain_chart: Build, history: Any, qtbot: QtBot
) -> None:
    chart = pain_chart(history(60), RangeChoice.FOUR_WEEKS)
    before = chart.visible_span
    for x in (0, 20, 34, 40):
        hover(qtbot, chart, QPoint(x, 100))
        assert chart.visible_span == before


def test_leaving_takes_the_readout_away(pain_chart: Build, history: Any, qtbot: QtBot) -> None:
    chart = pain_chart(history(28), RangeChoice.FOUR_WEEKS)
    hover(qtbot, chart, center_of_entry(chart, 10))
    chart.leaveEvent(_event())
    assert chart.readout is None


def test_what_was_not_given_is_said_so(pain_chart: Build, today: date, qtbot: QtBot) -> None:
    days = (DailyPain(today, None, 0, 0.0, 1, None, None),)
    chart = pain_chart(days, RangeChoice.FOUR_WEEKS)
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.readout is not None
    values = {line.name: line.value for line in chart.readout.lines}
    assert values == {"before": "not given", "after": "0", "7-day mean": "too few answers"}


def test_arrows_go_from_day_to_day(pain_chart: Build, history: Any, qtbot: QtBot) -> None:
    chart = pain_chart(history(28), RangeChoice.FOUR_WEEKS)
    titles = []
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home):
        qtbot.keyClick(chart, key)
        assert chart.readout is not None
        titles.append(chart.readout.title)
    assert titles == ["Wed 14 Oct 2026", "Tue 13 Oct 2026", "Wed 14 Oct 2026", "Thu 17 Sep 2026"]
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    assert chart.readout is None


def test_the_readout_is_spoken(pain_chart: Build, history: Any, qtbot: QtBot) -> None:
    chart = pain_chart(history(28), RangeChoice.FOUR_WEEKS)
    with qtbot.waitSignal(chart.entry_read) as read:
        qtbot.keyClick(chart, Qt.Key.Key_End)
    assert read.args[0].startswith("Wed 14 Oct 2026: before ")


def test_an_entry_out_of_view_is_brought_into_it(
    pain_chart: Build, history: Any, qtbot: QtBot
) -> None:
    chart = pain_chart(history(300), RangeChoice.FOUR_WEEKS)
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert chart.visible_span is not None
    assert chart.visible_span.first <= date(2025, 12, 19) <= chart.visible_span.last
    assert chart.visible_span.days == 28


def test_dragging_moves_through_time_and_stops_at_the_ends(
    pain_chart: Build, history: Any, qtbot: QtBot
) -> None:
    chart = pain_chart(history(300), RangeChoice.TWELVE_WEEKS)
    start = chart.visible_span
    view = chart.viewport()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(300, 150))
    qtbot.mouseMove(view, QPoint(500, 150))
    moved = chart.visible_span
    assert start is not None
    assert moved is not None
    assert (start.first - moved.first).days == round(200 / chart.scale.pixels_per_day)
    qtbot.mouseMove(view, QPoint(-9000, 150))
    assert chart.visible_span == start
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton)


def test_page_keys_move_half_a_view(pain_chart: Build, history: Any, qtbot: QtBot) -> None:
    chart = pain_chart(history(300), RangeChoice.FOUR_WEEKS)
    qtbot.keyClick(chart, Qt.Key.Key_PageUp)
    assert chart.visible_span is not None
    assert chart.visible_span.first == date(2026, 9, 21) - timedelta(days=14)


def test_the_wheel_is_left_to_the_page(pain_chart: Build, history: Any) -> None:
    chart = pain_chart(history(300), RangeChoice.FOUR_WEEKS)
    before = chart.visible_span
    event = QWheelEvent(
        QPointF(200, 100),
        QPointF(200, 100),
        QPoint(0, 120),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(chart.viewport(), event)
    assert not event.isAccepted()
    assert chart.visible_span == before


def test_panning_ten_years_feeds_only_what_is_near(pain_chart: Build, history: Any) -> None:
    chart = pain_chart(history(3652), RangeChoice.ONE_YEAR)
    assert len(chart._before.getData()[0]) < 800
    chart.show_from(date(2018, 1, 1).toordinal(), 364)
    shown = chart._before.getData()[0]
    assert shown.min() <= date(2018, 1, 2).toordinal()
    assert shown.max() >= date(2018, 12, 30).toordinal()


def test_a_theme_is_taken_over_while_shown(pain_chart: Build, history: Any, theme: Theme) -> None:
    chart = pain_chart(history(60), RangeChoice.TWELVE_WEEKS)
    dark = load_theme("dark")
    assert pixels_of(chart, dark.color("pain")) == 0
    chart.set_theme(dark)
    assert pixels_of(chart, dark.color("pain")) > 100
    assert pixels_of(chart, dark.color("surface")) > 10_000
    assert pixels_of(chart, theme.color("pain")) == 0


def test_the_chart_and_its_viewport_have_names(pain_chart: Build) -> None:
    chart = pain_chart((), RangeChoice.FOUR_WEEKS)
    assert chart.accessibleName() == "Pain chart"
    assert chart.viewport().accessibleName() == "Pain chart"


def test_without_days_the_keys_do_no_harm(pain_chart: Build, qtbot: QtBot) -> None:
    chart = pain_chart((), RangeChoice.TWELVE_WEEKS)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Home, Qt.Key.Key_PageUp, Qt.Key.Key_Escape):
        qtbot.keyClick(chart, key)
    qtbot.mouseMove(chart.viewport(), QPoint(200, 100))
    assert chart.readout is None


def _event() -> Any:
    from PySide6.QtCore import QEvent

    return QEvent(QEvent.Type.Leave)
