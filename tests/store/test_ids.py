from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from uuid import RFC_4122, UUID

from backrehab_desktop.store.ids import make_id

AT = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)


def test_an_id_is_a_uuid_of_version_7_with_the_time_in_front() -> None:
    made = UUID(make_id(AT, secrets.token_bytes))
    assert made.version == 7
    assert made.variant == RFC_4122
    assert made.int >> 80 == int(AT.timestamp() * 1000)


def test_ids_sort_by_time_whatever_the_random_part() -> None:
    times = [AT + timedelta(milliseconds=n) for n in range(50)]
    ids = [make_id(at, secrets.token_bytes) for at in times]
    assert ids == sorted(ids)


def test_the_same_time_and_randomness_give_the_same_id() -> None:
    assert make_id(AT, bytes) == make_id(AT, bytes) == "01a1f7f8-3000-7000-8000-000000000000"


def test_ids_of_one_moment_differ() -> None:
    assert len({make_id(AT, secrets.token_bytes) for _ in range(1000)}) == 1000


def test_a_clock_that_was_never_set_gives_ids_too() -> None:
    made = UUID(make_id(datetime(1969, 12, 31, tzinfo=UTC), secrets.token_bytes))
    assert made.version == 7
    assert made.int >> 80 == 0
