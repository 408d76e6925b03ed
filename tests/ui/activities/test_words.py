from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from backrehab_desktop.core.activity_log import ActivityStart, MinutesEntry, UnfinishedActivity
from backrehab_desktop.ui.activities.words import (
    clock_text,
    closing_in_words,
    day_in_words,
    done_in_words,
    doubt_in_words,
    length_in_words,
    logged_in_words,
    offer_in_words,
    plan_in_words,
    under_way_in_words,
)

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0:00"), (59.99, "0:59"), (60, "1:00"), (754, "12:34"), (3723, "1:02:03")],
)
def test_the_stopwatch(seconds: float, text: str) -> None:
    assert clock_text(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (20, "1 minute"),
        (119, "1 minute"),
        (754, "12 minutes"),
        (3600, "1 hour"),
        (7500, "2 hours 5 minutes"),
    ],
)
def test_lengths(seconds: float, text: str) -> None:
    assert length_in_words(seconds) == text


@pytest.mark.parametrize(
    ("elapsed_s", "text"),
    [
        (0, "of 20 minutes, 20 minutes left"),
        (754, "of 20 minutes, 8 minutes left"),
        (1139, "of 20 minutes, 2 minutes left"),
        (1141, "of 20 minutes, 1 minute left"),
        (1199.9, "of 20 minutes, 1 minute left"),
        (1200, "20 minutes are done. Go on if you like, or finish."),
    ],
)
def test_the_plan(elapsed_s: float, text: str) -> None:
    assert plan_in_words(elapsed_s, 1200.0) == text


def test_sentences() -> None:
    assert doubt_in_words(7500, 1200).endswith("You planned 20 minutes. How long was it?")
    assert doubt_in_words(7500, None) == "The timer has counted 2 hours 5 minutes. How long was it?"
    assert under_way_in_words("Yoga", 20, paused=False) == "**Yoga** is being timed: just begun"
    assert under_way_in_words("Yoga", 70, paused=True) == "**Yoga** is paused: 1 minute"
    begun = ActivityStart("yoga", datetime(2026, 11, 20, 18, tzinfo=UTC))
    assert offer_in_words("Yoga", UnfinishedActivity("id", begun, 725.0)) == (
        "**Yoga, 12 minutes:** recorded on Friday 20 November, before the program was cut off. "
        "Keep it?"
    )
    assert closing_in_words("Yoga", 10)[1] == "It has hardly begun."


def test_days() -> None:
    assert day_in_words(TODAY, TODAY) == "Today, Saturday 21 November"
    assert day_in_words(date(2026, 11, 20), TODAY) == "Yesterday, Friday 20 November"
    assert day_in_words(date(2025, 12, 31), TODAY) == "Wednesday 31 December 2025"
    entry = MinutesEntry("yoga", date(2026, 11, 1), 1)
    assert logged_in_words("Yoga", entry, TODAY) == (
        "**Yoga, 1 minute** recorded for Sunday 1 November"
    )


def test_what_else_was_done() -> None:
    assert done_in_words([]) == ""
    assert done_in_words([("Tai chi", 1800.0), ("Walking", 754.0)]) == (
        "Tai chi 30 minutes, walking 12 minutes"
    )
