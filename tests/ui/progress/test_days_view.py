"""The calendar: read by pointer and by keys."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QToolTip
from pytestqt.qtbot import QtBot

from backrehab_desktop.core.progress import DayCell, DayShare, calendar
from backrehab_desktop.ui.progress.days_view import DaysView
from backrehab_desktop.ui.theme.tokens import Theme

TODAY = date(2026, 10, 14)


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> DaysView:
    made = DaysView(theme)
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    made.set_rows(calendar((), TODAY, date(2026, 8, 1)))
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus(Qt.FocusReason.TabFocusReason)
    return made


def color_of(view: DaysView, index: int) -> str:
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    middle = view.cell_rect(index).center().toPoint()
    return QColor(image.pixel(middle)).name().upper()


def with_share(share: DayShare) -> tuple[tuple[DayCell, ...], ...]:
    cells = [DayCell(date.fromordinal(TODAY.toordinal() - n), share, False) for n in range(84)]
    return tuple(tuple(cells[n : n + 7]) for n in range(0, 84, 7))


@pytest.mark.parametrize(
    ("share", "heat"),
    [(DayShare.NONE, 0), (DayShare.SOME, 1), (DayShare.MOST, 2), (DayShare.ALL, 3)],
)
def test_more_done_is_a_stronger_colour(
    view: DaysView, theme: Theme, share: DayShare, heat: int
) -> None:
    view.set_rows(with_share(share))
    assert color_of(view, 10) == theme.heat[heat].upper()


def test_days_to_come_are_not_filled(view: DaysView, theme: Theme) -> None:
    assert color_of(view, 83) not in {color.upper() for color in theme.heat}


def test_keys_go_from_day_to_day_and_week_to_week(view: DaysView, qtbot: QtBot) -> None:
    assert view.hasFocus()
    qtbot.keyClick(view, Qt.Key.Key_Left)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.accessibleDescription().startswith("Today, Wed 14 Oct 2026")
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.accessibleDescription() == "Tue 13 Oct 2026: nothing done"
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.accessibleDescription() == "Tue 6 Oct 2026: nothing done"
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.accessibleDescription() == "Wed 7 Oct 2026: nothing done"
    QToolTip.hideText()


def test_the_summary_counts_the_days(view: DaysView) -> None:
    view.set_rows(with_share(DayShare.ALL))
    assert view.accessibleDescription().startswith("The last 12 weeks: 84 days all of the plan")


def test_without_rows_nothing_breaks(qtbot: QtBot, theme: Theme) -> None:
    view = DaysView(theme)
    qtbot.addWidget(view)
    view.show()
    qtbot.keyClick(view, Qt.Key.Key_Left)
    view.grab()
