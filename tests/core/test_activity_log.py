from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab_desktop.core.activity_log import (
    EntryError,
    MinutesEntry,
    check_entry,
    read_minutes,
)

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("1", 1), (" 20 ", 20), ("600", 600), ("25 min", 25), ("30 minutes", 30), ("007", 7)],
)
def test_minutes_are_read(text: str, minutes: int) -> None:
    assert read_minutes(text) == minutes


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "how many minutes"),
        ("  ", "how many minutes"),
        ("min", "how many minutes"),
        ("0", "at least 1"),
        ("-5", "at least 1"),
        ("601", "at most 600"),
        ("9999999999", "such as 20"),
        ("half an hour", "such as 20"),
        ("12.5", "such as 20"),
        ("²", "such as 20"),
        ("٣", "such as 20"),
    ],
)
def test_anything_else_is_answered_by_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(EntryError, match=sentence) as raised:
        read_minutes(text)
    assert str(raised.value).endswith(".")


@given(st.text())
def test_no_text_breaks_the_reader(text: str) -> None:
    minutes = None
    with suppress(EntryError):
        minutes = read_minutes(text)
    assert minutes is None or 1 <= minutes <= 600


def test_what_is_still_to_come_cannot_be_entered() -> None:
    check_entry(MinutesEntry("walking", TODAY, 20), TODAY)
    check_entry(MinutesEntry("walking", date(2020, 1, 1), 600), TODAY)
    with pytest.raises(EntryError, match="still to come"):
        check_entry(MinutesEntry("walking", date(2026, 11, 22), 20), TODAY)
    for minutes in (0, 601):
        with pytest.raises(EntryError, match="1 to 600"):
            check_entry(MinutesEntry("walking", TODAY, minutes), TODAY)
