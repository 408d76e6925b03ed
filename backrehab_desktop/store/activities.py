"""Writes and reads activities such as walking: under a timer, or entered by hand.

Every function that writes expects to run inside one transaction of its caller.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from backrehab_desktop.core.activity_log import (
    LEAST_TIMED_S,
    ActivityStart,
    ActivityTotal,
    LoggedActivity,
    RecordedBy,
    UnfinishedActivity,
    check_entry,
)
from backrehab_desktop.store import rows
from backrehab_desktop.store.ids import make_id
from backrehab_desktop.store.write import insert, update

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlite_utils import Database

    from backrehab_desktop.core.activity_log import MinutesEntry
    from backrehab_desktop.core.records import Rating

    Entropy = Callable[[int], bytes]

_BETWEEN = """
    SELECT * FROM activities WHERE local_date BETWEEN ? AND ? AND finished
    ORDER BY local_date, coalesce(started_at, recorded_at), id
"""

_TOTALS = {
    "day": """
        SELECT local_date, activity_id, duration_s, times FROM daily_activity
        WHERE local_date BETWEEN ? AND ? ORDER BY local_date, activity_id
    """,
    "week": """
        SELECT monday, activity_id, duration_s, times FROM weekly_activity
        WHERE monday BETWEEN ? AND ? ORDER BY monday, activity_id
    """,
}

_RATING = "SELECT id FROM ratings WHERE activity_entry_id = ? AND question = ?"


def begin(db: Database, start: ActivityStart, entropy: Entropy) -> str:
    """Store an activity that has just begun under the timer; return its id."""
    entry_id = make_id(start.started_at, entropy)
    row = _row(entry_id, start.activity_id, start.started_at.date(), start.started_at)
    row |= {
        "started_at": rows.utc_text(start.started_at),
        "utc_offset_min": rows.offset_min(start.started_at),
        "duration_s": 0.0,
        "planned_s": None if start.planned_s is None else float(start.planned_s),
        "recorded_by": RecordedBy.TIMER.value,
        "finished": 0,
    }
    insert(db, "activities", rows.sealed("activities", row))
    return entry_id


def log(db: Database, entry: MinutesEntry, now: datetime, entropy: Entropy) -> str:
    """Store minutes that were entered by hand; return the entry's id.

    Raises :class:`~backrehab_desktop.core.activity_log.EntryError` for what cannot be.
    """
    check_entry(entry, now.date())
    entry_id = make_id(now, entropy)
    row = _row(entry_id, entry.activity_id, entry.day, now)
    row |= {
        "duration_s": 60.0 * entry.minutes,
        "recorded_by": RecordedBy.HAND.value,
        "finished": 1,
        "note": rows.storable(entry.note),
    }
    insert(db, "activities", rows.sealed("activities", row))
    return entry_id


def checkpoint(
    db: Database, entry_id: str, duration_s: float, now: datetime, *, finished: bool
) -> None:
    """Write how long it has gone on, and whether that is its end. May be repeated."""
    _change(
        db,
        entry_id,
        duration_s=round(float(duration_s), 3),
        finished=int(finished),
        recorded_at=rows.utc_text(now),
        recorded_utc_offset_min=rows.offset_min(now),
    )


def set_note(db: Database, entry_id: str, note: str | None) -> None:
    """Write the person's one line."""
    _change(db, entry_id, note=rows.storable(note))


def remove(db: Database, entry_id: str) -> None:
    """Remove an entry with its ratings; one that is gone already is no error."""
    db.execute("DELETE FROM activities WHERE id = ?", [entry_id])


def record_rating(db: Database, entry_id: str, rating: Rating, entropy: Entropy) -> None:
    """Store an answer to a question about the activity; the last one counts."""
    day = _row_of(db, entry_id)["local_date"]
    earlier = db.execute(_RATING, [entry_id, rating.question.value]).fetchone()
    if earlier is None:
        rating_id = make_id(rating.asked_at, entropy)
        insert(db, "ratings", rows.rating_row(rating_id, None, day, rating, entry_id))
    else:
        update(db, "ratings", rows.rating_row(earlier[0], None, day, rating, entry_id))


def settle(db: Database) -> None:
    """End every activity that is still open: what is long enough is kept as it is."""
    for row in list(db.query("SELECT id, duration_s FROM activities WHERE NOT finished")):
        if row["duration_s"] < LEAST_TIMED_S:
            remove(db, row["id"])
        else:
            _change(db, row["id"], finished=1)


def unfinished(db: Database) -> UnfinishedActivity | None:
    """The newest activity whose timer has not come to an end."""
    query = "SELECT * FROM activities WHERE NOT finished ORDER BY id DESC LIMIT 1"
    row = next(db.query(query), None)
    if row is None:
        return None
    started_at = rows.moment(row["started_at"], row["utc_offset_min"])
    start = ActivityStart(row["activity_id"], started_at, row["planned_s"])
    return UnfinishedActivity(row["id"], start, row["duration_s"])


def between(db: Database, first: date, last: date) -> tuple[LoggedActivity, ...]:
    """Read what was done on the local days from ``first`` to ``last``, oldest first."""
    found = db.query(_BETWEEN, [first.isoformat(), last.isoformat()])
    return tuple(_logged(row) for row in found)


def day_totals(db: Database, first: date, last: date) -> tuple[ActivityTotal, ...]:
    """Add up each activity for each day from ``first`` to ``last``; days without are left out."""
    return _totals(db, "day", first, last)


def week_totals(db: Database, first: date, last: date) -> tuple[ActivityTotal, ...]:
    """Add up each activity for every week that touches the days from ``first`` to ``last``."""
    return _totals(db, "week", rows.week_of(first), rows.week_of(last))


def _totals(db: Database, span: str, first: date, last: date) -> tuple[ActivityTotal, ...]:
    found = db.execute(_TOTALS[span], [first.isoformat(), last.isoformat()]).fetchall()
    return tuple(ActivityTotal(date.fromisoformat(day), *rest) for day, *rest in found)


def _row(entry_id: str, activity_id: str, day: date, now: datetime) -> rows.Row:
    return {
        "id": entry_id,
        "activity_id": activity_id,
        "local_date": day.isoformat(),
        "local_week": rows.week_of(day).isoformat(),
        "recorded_at": rows.utc_text(now),
        "recorded_utc_offset_min": rows.offset_min(now),
    }


def _row_of(db: Database, entry_id: str) -> dict[str, Any]:
    found = next(db.query("SELECT * FROM activities WHERE id = ?", [entry_id]), None)
    if found is None:
        raise LookupError(f"no activity {entry_id}")
    return found


def _change(db: Database, entry_id: str, **changes: rows.Value) -> None:
    update(db, "activities", rows.sealed("activities", _row_of(db, entry_id) | changes))


def _logged(row: dict[str, Any]) -> LoggedActivity:
    started = row["started_at"]
    return LoggedActivity(
        entry_id=row["id"],
        activity_id=row["activity_id"],
        day=date.fromisoformat(row["local_date"]),
        started_at=None if started is None else rows.moment(started, row["utc_offset_min"]),
        duration_s=row["duration_s"],
        planned_s=row["planned_s"],
        recorded_by=RecordedBy(row["recorded_by"]),
        note=row["note"],
    )
