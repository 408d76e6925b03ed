from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab_desktop.core.exercise import Dose, Side, Sides
from backrehab_desktop.core.records import PlannedItem, Question, Rating, SetRecord
from backrehab_desktop.store import rows

BERLIN = ZoneInfo("Europe/Berlin")

_YEARS = [datetime(year, 1, 1) for year in (1990, 2090)]  # noqa: DTZ001 - zones are drawn apart
moments = st.datetimes(*_YEARS).map(
    lambda at: at.replace(microsecond=at.microsecond // 1000 * 1000)
)
offsets = st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))


@given(moments, offsets)
def test_a_moment_comes_back_in_its_own_local_time(naive: datetime, zone: timezone) -> None:
    at = naive.replace(tzinfo=zone)
    back = rows.moment(rows.utc_text(at), rows.offset_min(at))
    assert back == at
    assert back.utcoffset() == at.utcoffset()
    assert back.replace(tzinfo=None) == naive


def test_moments_are_written_as_utc_to_the_millisecond() -> None:
    at = datetime(2026, 11, 21, 3, 5, 15, 123_456, tzinfo=timezone(timedelta(hours=1)))
    assert rows.utc_text(at) == "2026-11-21T02:05:15.123Z"
    assert rows.offset_min(at) == 60


def test_both_turns_of_the_repeated_hour_stay_apart() -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=0)
    second = datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1)
    assert rows.utc_text(first) == "2026-10-25T00:30:00.000Z"
    assert rows.utc_text(second) == "2026-10-25T01:30:00.000Z"
    assert (rows.offset_min(first), rows.offset_min(second)) == (120, 60)


def test_a_moment_without_a_zone_is_refused() -> None:
    naive = datetime(2026, 11, 21)  # noqa: DTZ001 - that is the point
    with pytest.raises(ValueError, match="offset"):
        rows.utc_text(naive)
    with pytest.raises(ValueError, match="offset"):
        rows.offset_min(naive)


def test_weeks_begin_on_monday() -> None:
    assert rows.week_of(date(2026, 11, 22)) == date(2026, 11, 16)
    assert rows.week_of(date(2026, 11, 16)) == date(2026, 11, 16)


def test_the_hash_is_what_the_documentation_says() -> None:
    # sha256 of ["sets",{"a":1,"b":"x"}], first 32 digits: docs/store.md.
    expected = "a6c9849f9adb57ebb0fef78c95f55b73"
    assert rows.row_hash("sets", {"b": "x", "a": 1, "note": None, "row_hash": "?"}) == expected


def test_the_hash_tells_apart_what_differs() -> None:
    base = {"id": "1", "value": 3}
    others = [{"id": "1", "value": 4}, {"id": "1", "value": "3"}, {"id": "1"}, {"id": "2", **base}]
    hashes = {rows.row_hash("ratings", row) for row in [base, *others[:3]]}
    assert len(hashes) == 4
    assert rows.row_hash("sets", base) != rows.row_hash("ratings", base)


def test_a_column_added_later_leaves_old_hashes_right() -> None:
    row = rows.sealed("sets", {"item": 1})
    assert rows.row_hash("sets", {**row, "new_column": None}) == row["row_hash"]


@pytest.mark.parametrize("side", [None, Side.LEFT, Side.RIGHT])
def test_a_set_comes_back_as_it_was(side: Side | None) -> None:
    at = datetime(2026, 11, 20, 8, 0, 1, 250_000, tzinfo=UTC)
    record = SetRecord(2, "bridge", 3, side, 8, 5, 3.5, False, at, at + timedelta(seconds=70))
    assert rows.set_of(rows.set_row("id", record)) == record


def test_an_item_comes_back_as_it_was_and_whole_numbers_become_real() -> None:
    item = PlannedItem("bridge", Sides.ALTERNATING, Dose(2, 8, 5), tempo=1)
    row = rows.item_row("id", 0, item)
    assert rows.item_of(row) == item
    assert type(row["hold_s"]) is float
    assert type(row["tempo"]) is float


def test_a_rating_that_was_not_given_has_no_value() -> None:
    rating = Rating(Question.PAIN_BEFORE, None, datetime(2026, 11, 20, tzinfo=UTC))
    row = rows.rating_row("id", None, "2026-11-20", rating)
    assert row["value"] is None
    assert row["scale"] == "nrs-11"


@pytest.mark.parametrize(
    ("typed", "stored"), [(None, None), ("Besser 🙂", "Besser 🙂"), ("half \ud83d", "half ?")]
)
def test_text_that_utf_8_cannot_say_is_replaced(typed: str | None, stored: str | None) -> None:
    assert rows.storable(typed) == stored
