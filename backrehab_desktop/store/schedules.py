"""Which routine is to be done how often, from which day on. Rows are only ever added."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from backrehab_desktop.core.records import Schedule
from backrehab_desktop.store import rows
from backrehab_desktop.store.ids import make_id
from backrehab_desktop.store.write import insert

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlite_utils import Database

_IN_FORCE = """
    SELECT routine_id, sessions_per_week, valid_from FROM schedules
    WHERE valid_from <= ? ORDER BY valid_from DESC, id DESC LIMIT 1
"""


def put(db: Database, schedule: Schedule, now: datetime, entropy: Callable[[int], bytes]) -> None:
    """Add a schedule, unless it is exactly what is in force on its first day."""
    in_force = on(db, schedule.valid_from)
    if in_force is not None and (in_force.routine_id, in_force.sessions_per_week) == (
        schedule.routine_id,
        schedule.sessions_per_week,
    ):
        return
    row: rows.Row = {
        "id": make_id(now, entropy),
        "routine_id": schedule.routine_id,
        "sessions_per_week": schedule.sessions_per_week,
        "valid_from": schedule.valid_from.isoformat(),
        "created_at": rows.utc_text(now),
        "utc_offset_min": rows.offset_min(now),
    }
    insert(db, "schedules", rows.sealed("schedules", row))


def on(db: Database, day: date) -> Schedule | None:
    """Return the schedule in force on a day; of several from one day, the last one made."""
    found = db.execute(_IN_FORCE, [day.isoformat()]).fetchone()
    if found is None:
        return None
    routine_id, sessions_per_week, valid_from = found
    return Schedule(routine_id, sessions_per_week, date.fromisoformat(valid_from))
