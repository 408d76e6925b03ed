"""Writes and reads sessions, their sets and their ratings.

Every function that writes expects to run inside one transaction of its caller.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backrehab_desktop.core.records import (
    COMPLETE_PERCENT,
    Question,
    SessionEnd,
    SessionOutcome,
    SessionStart,
    SessionSummary,
    UnfinishedSession,
)
from backrehab_desktop.store import rows
from backrehab_desktop.store.ids import make_id
from backrehab_desktop.store.write import insert, insert_all, update

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from sqlite_utils import Database

    from backrehab_desktop.core.records import Rating, SetRecord

    Entropy = Callable[[int], bytes]

_ASKED_ONCE = (Question.PAIN_BEFORE, Question.PAIN_AFTER)

_SET_KEY = ("session_id", "item", "set_number", "side")

_SET_BY_KEY = """
    SELECT completed, repetitions_done FROM sets
    WHERE session_id = :session_id AND item = :item
        AND set_number = :set_number AND side = :side
"""

_IS_OVER = "SELECT outcome IS NOT NULL FROM sessions WHERE id = ?"

_RATING_OF_SESSION = "SELECT id FROM ratings WHERE session_id = ? AND question = ?"

_ROLL_UP = """
    -- A pause longer than 300 s between two sets counts as 300 s: the person was away.
    WITH steps AS (
        SELECT
            completed,
            86400 * (julianday(finished_at) - julianday(started_at)) AS set_s,
            86400 * (julianday(started_at) - julianday(
                lag(finished_at, 1, (SELECT started_at FROM sessions WHERE id = :id))
                OVER (ORDER BY finished_at)
            )) AS pause_s
        FROM sets WHERE session_id = :id
    )
    SELECT
        coalesce(sum(completed), 0) AS sets_done,
        coalesce(round(sum(max(set_s, 0) + min(max(pause_s, 0), 300)), 3), 0.0) AS active_s
    FROM steps
"""

_SUMMARIES = """
    SELECT
        sessions.*,
        coalesce(sessions.sets_done, (
            SELECT count(*) FROM sets WHERE session_id = sessions.id AND completed
        )) AS done,
        (SELECT value FROM ratings
            WHERE session_id = sessions.id AND question = 'pain_before') AS pain_before,
        (SELECT value FROM ratings
            WHERE session_id = sessions.id AND question = 'pain_after') AS pain_after
    FROM sessions
    WHERE local_date BETWEEN ? AND ?
    ORDER BY started_at, id
"""


def begin(db: Database, start: SessionStart, entropy: Entropy) -> str:
    """Store a new session and its items; return its id."""
    session_id = make_id(start.started_at, entropy)
    day = start.started_at.date()
    row: rows.Row = {
        "id": session_id,
        "routine_id": start.routine_id,
        "local_date": day.isoformat(),
        "local_week": rows.week_of(day).isoformat(),
        "started_at": rows.utc_text(start.started_at),
        "utc_offset_min": rows.offset_min(start.started_at),
        "sets_prescribed": start.prescribed_sets,
    }
    insert(db, "sessions", rows.sealed("sessions", row))
    insert_all(
        db,
        "session_items",
        (rows.item_row(session_id, index, item) for index, item in enumerate(start.items)),
    )
    return session_id


def is_begun_by(db: Database, session_id: str, start: SessionStart) -> bool:
    """Whether a stored session began at that very moment with that routine."""
    session = _session_row(db, session_id)
    begun = (rows.utc_text(start.started_at), start.routine_id)
    return (session["started_at"], session["routine_id"]) == begun


def record_set(db: Database, session_id: str, record: SetRecord) -> None:
    """Store a set, unless as much of it or more is stored already."""
    row = rows.set_row(session_id, record)
    stored = db.execute(_SET_BY_KEY, row).fetchone()
    if stored is None:
        insert(db, "sets", row)
    elif stored < (int(record.completed), record.repetitions_done):
        update(db, "sets", row, _SET_KEY)
    else:
        return
    (over,) = db.execute(_IS_OVER, [session_id]).fetchone()
    if over:
        _put_session(db, _session_row(db, session_id) | _rolled_up(db, session_id))


def record_rating(db: Database, session_id: str | None, rating: Rating, entropy: Entropy) -> None:
    """Store a rating; what is asked once per session replaces the earlier answer."""
    day = rating.asked_at.date().isoformat()
    earlier = None
    if session_id is not None:
        # Past midnight the session still belongs to the day it began on.
        day = _session_row(db, session_id)["local_date"]
        if rating.question in _ASKED_ONCE:
            earlier = db.execute(_RATING_OF_SESSION, [session_id, rating.question.value]).fetchone()
    if earlier is None:
        rating_id = make_id(rating.asked_at, entropy)
        insert(db, "ratings", rows.rating_row(rating_id, session_id, day, rating))
    else:
        update(db, "ratings", rows.rating_row(earlier[0], session_id, day, rating))


def finish(db: Database, session_id: str, outcome: SessionOutcome) -> None:
    """Write how the session ended, with the roll-ups that keep the charts quick."""
    ended: rows.Row = {
        "finished_at": rows.utc_text(outcome.finished_at),
        "finished_utc_offset_min": rows.offset_min(outcome.finished_at),
        "outcome": outcome.end.value,
        "reason": outcome.reason,
        "note": rows.storable(outcome.note),
    }
    _put_session(db, _session_row(db, session_id) | ended | _rolled_up(db, session_id))


def leave(db: Database, session_id: str) -> None:
    """End a session that was cut off, at the moment of the last that is known of it."""
    session = _session_row(db, session_id)
    last = db.execute(
        "SELECT finished_at, utc_offset_min FROM sets WHERE session_id = ? "
        "ORDER BY finished_at DESC LIMIT 1",
        [session_id],
    ).fetchone()
    known = last or (session["started_at"], session["utc_offset_min"])
    finish(db, session_id, SessionOutcome(SessionEnd.LEFT, rows.moment(*known)))


def remove(db: Database, session_id: str) -> None:
    """Remove a session with all that belongs to it."""
    db.execute("DELETE FROM sessions WHERE id = ?", [session_id])


def unfinished_ids(db: Database) -> list[str]:
    """The sessions without an end, newest first."""
    found = db.execute("SELECT id FROM sessions WHERE outcome IS NULL ORDER BY id DESC")
    return [row[0] for row in found.fetchall()]


def unfinished(db: Database, session_id: str) -> UnfinishedSession:
    """Read back what a session set out to do and how far it got."""
    session = _session_row(db, session_id)
    items = db.query("SELECT * FROM session_items WHERE session_id = ? ORDER BY item", [session_id])
    sets = db.query(
        "SELECT * FROM sets WHERE session_id = ? ORDER BY finished_at, item, set_number",
        [session_id],
    )
    pain = db.execute(
        "SELECT value FROM ratings WHERE session_id = ? AND question = ?",
        [session_id, Question.PAIN_BEFORE.value],
    ).fetchone()
    return UnfinishedSession(
        session_id=session_id,
        start=SessionStart(
            routine_id=session["routine_id"],
            items=tuple(rows.item_of(row) for row in items),
            started_at=rows.moment(session["started_at"], session["utc_offset_min"]),
        ),
        sets=tuple(rows.set_of(row) for row in sets),
        pain_before=pain[0] if pain else None,
    )


def between(db: Database, first: date, last: date) -> tuple[SessionSummary, ...]:
    """Read the sessions of the local days from ``first`` to ``last``, oldest first."""
    found = db.query(_SUMMARIES, [first.isoformat(), last.isoformat()])
    return tuple(_summary_of(row) for row in found)


def _summary_of(row: dict[str, Any]) -> SessionSummary:
    end = SessionEnd(row["outcome"]) if row["outcome"] is not None else None
    enough = 100 * row["done"] >= COMPLETE_PERCENT * row["sets_prescribed"] > 0
    return SessionSummary(
        session_id=row["id"],
        routine_id=row["routine_id"],
        started_at=rows.moment(row["started_at"], row["utc_offset_min"]),
        finished_at=None
        if end is None
        else rows.moment(row["finished_at"], row["finished_utc_offset_min"]),
        end=end,
        sets_done=row["done"],
        sets_prescribed=row["sets_prescribed"],
        complete=enough or end is SessionEnd.STOPPED_SAFELY,
        pain_before=row["pain_before"],
        pain_after=row["pain_after"],
        note=row["note"],
    )


def _session_row(db: Database, session_id: str) -> dict[str, Any]:
    found = next(db.query("SELECT * FROM sessions WHERE id = ?", [session_id]), None)
    if found is None:
        raise LookupError(f"no session {session_id}")
    return found


def _rolled_up(db: Database, session_id: str) -> dict[str, Any]:
    return next(db.query(_ROLL_UP, {"id": session_id}))


def _put_session(db: Database, row: dict[str, Any]) -> None:
    update(db, "sessions", rows.sealed("sessions", row))
