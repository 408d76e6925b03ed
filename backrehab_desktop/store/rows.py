"""Turns records into rows and back, and seals each row with a hash of its content.

Moments are stored as UTC to the millisecond plus the offset of the local time
in minutes; local days as ISO dates.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from backrehab_desktop.core.exercise import Dose, Side, Sides
from backrehab_desktop.core.records import PlannedItem, SetRecord

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backrehab_desktop.core.records import Rating

Value = str | int | float | None
Row = dict[str, Value]

HASH_COLUMN = "row_hash"
_HASH_DIGITS = 32
"""128 bits: ample against accidents, which is all it is for, and half the room."""

_NO_SIDE = "both"


def sealed(table: str, row: Mapping[str, Value]) -> Row:
    """Return the row with its hash."""
    return {**row, HASH_COLUMN: row_hash(table, row)}


def row_hash(table: str, row: Mapping[str, object]) -> str:
    """Hash the table's name and every column but the hash itself, as canonical JSON.

    Columns without a value are left out, so that a column added by a later
    migration leaves the hashes of old rows right.
    """
    content = {
        name: value for name, value in row.items() if value is not None and name != HASH_COLUMN
    }
    canonical = json.dumps([table, content], sort_keys=True, separators=(",", ":"), default=repr)
    return sha256(canonical.encode()).hexdigest()[:_HASH_DIGITS]


def utc_text(at: datetime) -> str:
    """Write an aware moment as UTC, such as 2026-11-21T02:05:15.123Z."""
    if at.utcoffset() is None:
        raise ValueError("a moment without its offset cannot be stored")
    return at.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def offset_min(at: datetime) -> int:
    """Minutes the local time is ahead of UTC."""
    offset = at.utcoffset()
    if offset is None:
        raise ValueError("a moment without its offset cannot be stored")
    return round(offset / timedelta(minutes=1))


def moment(text: str, utc_offset_min: int) -> datetime:
    """Read a moment back, in the local time it was written in."""
    zone = timezone(timedelta(minutes=utc_offset_min))
    return datetime.fromisoformat(text).astimezone(zone)


def storable(text: str | None) -> str | None:
    """Return the text without what UTF-8 cannot say, such as half of an emoji."""
    return None if text is None else text.encode(errors="replace").decode()


def week_of(day: date) -> date:
    """Return the Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def item_row(session_id: str, index: int, item: PlannedItem) -> Row:
    """Return the row of ``session_items``."""
    return sealed(
        "session_items",
        {
            "session_id": session_id,
            "item": index,
            "exercise_id": item.exercise_id,
            "sides": item.sides.value,
            "sets": item.dose.sets,
            "repetitions": item.dose.repetitions,
            "hold_s": float(item.dose.hold_s),
            "rest_between_repetitions_s": float(item.dose.rest_between_repetitions_s),
            "rest_between_sets_s": float(item.dose.rest_between_sets_s),
            "tempo": float(item.tempo),
        },
    )


def item_of(row: Mapping[str, Any]) -> PlannedItem:
    """Read a row of ``session_items``."""
    return PlannedItem(
        exercise_id=row["exercise_id"],
        sides=Sides(row["sides"]),
        dose=Dose(
            sets=row["sets"],
            repetitions=row["repetitions"],
            hold_s=row["hold_s"],
            rest_between_repetitions_s=row["rest_between_repetitions_s"],
            rest_between_sets_s=row["rest_between_sets_s"],
        ),
        tempo=row["tempo"],
    )


def set_row(session_id: str, record: SetRecord) -> Row:
    """Return the row of ``sets``."""
    return sealed(
        "sets",
        {
            "session_id": session_id,
            "item": record.item,
            "set_number": record.set_number,
            "side": record.side.value if record.side is not None else _NO_SIDE,
            "exercise_id": record.exercise_id,
            "repetitions": record.repetitions,
            "repetitions_done": record.repetitions_done,
            "hold_s": float(record.hold_s),
            "completed": int(record.completed),
            "started_at": utc_text(record.started_at),
            "finished_at": utc_text(record.finished_at),
            "utc_offset_min": offset_min(record.finished_at),
        },
    )


def set_of(row: Mapping[str, Any]) -> SetRecord:
    """Read a row of ``sets``."""
    return SetRecord(
        item=row["item"],
        exercise_id=row["exercise_id"],
        set_number=row["set_number"],
        side=None if row["side"] == _NO_SIDE else Side(row["side"]),
        repetitions=row["repetitions"],
        repetitions_done=row["repetitions_done"],
        hold_s=row["hold_s"],
        completed=bool(row["completed"]),
        started_at=moment(row["started_at"], row["utc_offset_min"]),
        finished_at=moment(row["finished_at"], row["utc_offset_min"]),
    )


def rating_row(
    rating_id: str,
    session_id: str | None,
    day: str,
    rating: Rating,
    activity_entry_id: str | None = None,
) -> Row:
    """Return the row of ``ratings``; ``day`` is the day it counts for."""
    return sealed(
        "ratings",
        {
            "id": rating_id,
            "session_id": session_id,
            "activity_entry_id": activity_entry_id,
            "local_date": day,
            "question": rating.question.value,
            "exercise_id": rating.exercise_id,
            "scale": rating.scale,
            "value": rating.value,
            "asked_at": utc_text(rating.asked_at),
            "utc_offset_min": offset_min(rating.asked_at),
        },
    )
