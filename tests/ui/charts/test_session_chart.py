"""The bars: whole numbers, three ways to tell the parts, weeks or months."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from backrehab_desktop.core.progress import Grouping, RangeChoice, monday_of
from backrehab_desktop.core.records import WeeklyAdherence
from backrehab_desktop.ui.charts.session_chart import SessionChart
from backrehab_desktop.ui.theme.tokens import Theme

Build = Callable[[tuple[WeeklyAdherence, ...], RangeChoice], SessionChart]


def pixels_of(chart: SessionChart, color: str) -> int:
    image = chart.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    wanted = QColor(color).rgb()
    return sum(
        image.pixel(x, y) == wanted for y in range(image.height()) for x in range(image.width())
    )


def test_done_is_as_high_as_its_count(session_chart: Build, today: date, theme: Theme) -> None:
    monday = monday_of(today)
    one = session_chart((WeeklyAdherence(monday, 4, 1, 0),), RangeChoice.FOUR_WEEKS)
    four = session_chart((WeeklyAdherence(monday, 4, 4, 0),), RangeChoice.FOUR_WEEKS)
    accent = theme.color("accent")
    assert 3.5 < pixels_of(four, accent) / pixels_of(one, accent) < 4.5


def test_a_safe_stop_is_hatched_and_not_the_colour_of_done(
    session_chart: Build, today: date, theme: Theme
) -> None:
    rows = (WeeklyAdherence(monday_of(today), 3, 0, 2),)
    chart = session_chart(rows, RangeChoice.FOUR_WEEKS)
    assert pixels_of(chart, theme.color("accent")) == 0
    assert pixels_of(chart, theme.color("pain")) > 100
    assert pixels_of(chart, theme.color("track")) > 100


def test_a_week_without_a_schedule_has_no_track(
    session_chart: Build, today: date, theme: Theme
) -> None:
    rows = (WeeklyAdherence(monday_of(today), None, 2, 0),)
    chart = session_chart(rows, RangeChoice.FOUR_WEEKS)
    assert pixels_of(chart, theme.color("track")) == 0
    assert pixels_of(chart, theme.color("accent")) > 100


def test_ten_years_are_bars_of_months(session_chart: Build, weeks: Any) -> None:
    chart = session_chart(weeks(522), RangeChoice.ALL)
    assert chart.grouping is Grouping.MONTH
    assert len(chart.entry_positions()) == 121


def test_keys_read_the_weeks_out(session_chart: Build, weeks: Any, qtbot: QtBot) -> None:
    chart = session_chart(weeks(12), RangeChoice.TWELVE_WEEKS)
    qtbot.keyClick(chart, Qt.Key.Key_End)
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.readout is not None
    assert chart.readout.spoken == ("Week of 5 Oct 2026: done 4, stopped safely 1, planned 5")


def test_no_weeks_at_all_still_have_an_axis(session_chart: Build) -> None:
    chart = session_chart((), RangeChoice.TWELVE_WEEKS)
    assert chart.scale.y_high >= 1
