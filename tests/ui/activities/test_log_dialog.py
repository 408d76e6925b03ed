from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from backrehab_desktop.catalogue.activities import ActivityCatalogue
from backrehab_desktop.core.activity_log import MinutesEntry
from backrehab_desktop.ui.activities.log_dialog import LogMinutesDialog
from backrehab_desktop.ui.theme.tokens import Theme

TODAY = date(2026, 11, 21)
LEFT = Qt.MouseButton.LeftButton


class Asked:
    """A dialog, what it told, and the day it believes in."""

    def __init__(self, qtbot: QtBot, theme: Theme) -> None:
        self.today = TODAY
        self.entries: list[MinutesEntry] = []
        window = QWidget()
        qtbot.addWidget(window)
        activity = ActivityCatalogue().get("yoga")
        self.dialog = LogMinutesDialog(window, theme, activity, lambda: self.today)
        self.dialog.entered.connect(self.entries.append)
        self.dialog.open()
        self.window = window


@pytest.fixture
def asked(qtbot: QtBot, themes: Any, theme: Theme) -> Asked:
    return Asked(qtbot, theme)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Enter how many minutes it was."),
        ("0", "Enter at least 1 minute."),
        ("601", "Enter at most 600 minutes, which is ten hours."),
        ("an hour", "Enter whole minutes in digits, such as 20."),
    ],
)
def test_what_cannot_be_is_said_and_the_dialog_stays(
    asked: Asked, qtbot: QtBot, typed: str, said: str
) -> None:
    QTest.keyClicks(asked.dialog.minutes, typed)
    qtbot.mouseClick(asked.dialog.save, LEFT)
    assert asked.dialog.problem == said
    assert asked.dialog.isVisible()
    assert asked.entries == []
    QTest.keyClicks(asked.dialog.minutes, "2")
    assert asked.dialog.problem == ""
    QTest.keyClick(asked.dialog, Qt.Key.Key_Escape)
    assert asked.entries == []


def test_no_day_is_to_come(asked: Asked, qtbot: QtBot) -> None:
    assert not asked.dialog.day.more.isEnabled()
    qtbot.mouseClick(asked.dialog.day.less, LEFT)
    qtbot.mouseClick(asked.dialog.day.less, LEFT)
    assert asked.dialog.day.words == "Thursday 19 November"
    assert asked.dialog.day.more.isEnabled()
    QTest.keyClicks(asked.dialog.minutes, "20")
    QTest.keyClicks(asked.dialog.note, "  Outside  ")
    qtbot.mouseClick(asked.dialog.save, LEFT)
    assert asked.entries == [MinutesEntry("yoga", date(2026, 11, 19), 20, "Outside")]


def test_a_clock_that_was_set_back_is_noticed(asked: Asked, qtbot: QtBot) -> None:
    asked.today = TODAY - timedelta(days=1)
    QTest.keyClicks(asked.dialog.minutes, "20")
    qtbot.mouseClick(asked.dialog.save, LEFT)
    assert asked.dialog.problem == "That day is still to come. Choose today or a day before."
    QTest.keyClick(asked.dialog, Qt.Key.Key_Escape)


def test_cancel_records_nothing(asked: Asked, qtbot: QtBot) -> None:
    QTest.keyClicks(asked.dialog.minutes, "20")
    qtbot.mouseClick(asked.dialog.cancel, LEFT)
    assert asked.entries == []
