"""Dates and numbers follow the locale."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QLocale

from backrehab_desktop.core.axis_ticks import DateTick, TickKind
from backrehab_desktop.ui.charts.dates import (
    day_and_month,
    full_date,
    one_decimal,
    rating,
    tick_text,
)

DAY = date(2026, 7, 27)
BRITISH = QLocale("en_GB")
AMERICAN = QLocale("en_US")
GERMAN = QLocale("de_DE")


def test_day_and_month_follow_the_locale() -> None:
    assert day_and_month(DAY, BRITISH) == "27 Jul"
    assert day_and_month(DAY, AMERICAN) == "Jul 27"
    assert day_and_month(DAY, GERMAN).startswith("27 Jul")


def test_a_full_date_has_weekday_and_year() -> None:
    assert full_date(DAY, BRITISH) == "Mon 27 Jul 2026"


def test_ticks_say_as_much_as_their_kind() -> None:
    texts = [tick_text(DateTick(DAY, kind), BRITISH) for kind in TickKind]
    assert texts == ["27 Jul", "Jul", "2026"]


@pytest.mark.parametrize(("value", "text"), [(3.0, "3"), (3.5, "3.5"), (0.0, "0"), (10.0, "10")])
def test_answers_are_whole_unless_they_are_means(value: float, text: str) -> None:
    assert rating(value, BRITISH) == text


def test_the_decimal_sign_follows_the_locale() -> None:
    assert one_decimal(3.24, GERMAN) == "3,2"
