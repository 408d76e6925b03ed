"""The steps that built the schema, in order. Append only: a step that was released never changes.

sqlite-utils notes the applied steps in the table ``_sqlite_migrations``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils import Database, Migrations

from backrehab_desktop.store.backup import copy_before
from backrehab_desktop.store.connection import APPLICATION_ID, transaction
from backrehab_desktop.store.errors import NewerDatabaseError
from backrehab_desktop.store.ids import make_id
from backrehab_desktop.store.rows import sealed, utc_text
from backrehab_desktop.store.write import insert_all

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

MIGRATIONS = Migrations("backrehab")


def migrate(db: Database, path: Path, now: datetime, entropy: Callable[[int], bytes]) -> None:
    """Bring the schema up to date, after a checked copy where there is something to copy.

    All steps are one transaction: on a new file that is one wait for the disk
    instead of one for each. ``entropy`` gives the random part of a new
    database's id. Raises :class:`NewerDatabaseError` for a database with
    steps this program does not know.
    """
    applied = {migration.name for migration in MIGRATIONS.applied(db)}
    pending = [migration.name for migration in MIGRATIONS.pending(db)]
    if applied - known_steps():
        raise NewerDatabaseError(
            f"{path} was written by a newer version of Back Rehab and was left as it is. "
            "Install that version, or choose another folder with --data-dir."
        )
    if not pending:
        return
    if applied:
        copy_before(db, path, pending[0], now)
    with transaction(db):
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        MIGRATIONS.apply(db)
        if not applied:
            _name_database(db, now, entropy)


def _name_database(db: Database, now: datetime, entropy: Callable[[int], bytes]) -> None:
    """Give a new database the id that tells it from another machine's."""
    named = {"database_id": make_id(now, entropy), "created_at": utc_text(now)}
    insert_all(
        db, "meta", (sealed("meta", {"key": key, "value": value}) for key, value in named.items())
    )


def known_steps() -> frozenset[str]:
    """The names of all steps of this program: those an empty database has yet to take."""
    with _in_memory() as empty:
        return frozenset(migration.name for migration in MIGRATIONS.pending(empty))


def expected_schema() -> dict[str, str]:
    """The definition of every table, index and view, by name, once all steps are taken."""
    with _in_memory() as fresh:
        MIGRATIONS.apply(fresh)
        return schema_of(fresh)


def schema_of(db: Database) -> dict[str, str]:
    """The definitions a database holds, by name."""
    return dict(db.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall())


def _in_memory() -> Database:
    return Database(memory=True, execute_plugins=False)


@MIGRATIONS()
def m0001_sessions(db: Database) -> None:
    """Sessions, what they asked for, and the sets that were done."""
    db.executescript("""
        CREATE TABLE meta (
            key TEXT NOT NULL PRIMARY KEY,
            value TEXT NOT NULL,
            row_hash TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE sessions (
            id TEXT NOT NULL PRIMARY KEY,
            routine_id TEXT NOT NULL,
            local_date TEXT NOT NULL,
            local_week TEXT NOT NULL,
            started_at TEXT NOT NULL,
            utc_offset_min INTEGER NOT NULL,
            sets_prescribed INTEGER NOT NULL CHECK (sets_prescribed >= 0),
            finished_at TEXT,
            finished_utc_offset_min INTEGER,
            outcome TEXT CHECK (outcome IN ('finished', 'left', 'stopped_safely')),
            reason TEXT,
            sets_done INTEGER CHECK (sets_done >= 0),
            active_s REAL CHECK (active_s >= 0),
            note TEXT,
            row_hash TEXT NOT NULL,
            CHECK ((outcome IS NULL) = (finished_at IS NULL)),
            CHECK ((outcome IS NULL) = (sets_done IS NULL))
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE session_items (
            session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
            item INTEGER NOT NULL CHECK (item >= 0),
            exercise_id TEXT NOT NULL,
            sides TEXT NOT NULL,
            sets INTEGER NOT NULL,
            repetitions INTEGER NOT NULL,
            hold_s REAL NOT NULL,
            rest_between_repetitions_s REAL NOT NULL,
            rest_between_sets_s REAL NOT NULL,
            tempo REAL NOT NULL,
            row_hash TEXT NOT NULL,
            PRIMARY KEY (session_id, item)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE sets (
            session_id TEXT NOT NULL,
            item INTEGER NOT NULL,
            set_number INTEGER NOT NULL CHECK (set_number >= 1),
            side TEXT NOT NULL CHECK (side IN ('both', 'left', 'right')),
            exercise_id TEXT NOT NULL,
            repetitions INTEGER NOT NULL,
            repetitions_done INTEGER NOT NULL CHECK (repetitions_done >= 0),
            hold_s REAL NOT NULL,
            completed INTEGER NOT NULL CHECK (completed IN (0, 1)),
            started_at TEXT NOT NULL,
            finished_at TEXT NOT NULL,
            utc_offset_min INTEGER NOT NULL,
            row_hash TEXT NOT NULL,
            PRIMARY KEY (session_id, item, set_number, side),
            FOREIGN KEY (session_id, item)
                REFERENCES session_items (session_id, item) ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX sessions_by_day ON sessions (local_date);
        CREATE INDEX sessions_by_week
            ON sessions (local_week, outcome, sets_done, sets_prescribed);
        CREATE INDEX sessions_unfinished ON sessions (id) WHERE outcome IS NULL;
        """)


@MIGRATIONS()
def m0002_ratings(db: Database) -> None:
    """What was asked and answered, and the pain of each day."""
    db.executescript("""
        CREATE TABLE ratings (
            id TEXT NOT NULL PRIMARY KEY,
            session_id TEXT REFERENCES sessions (id) ON DELETE CASCADE,
            local_date TEXT NOT NULL,
            question TEXT NOT NULL,
            exercise_id TEXT,
            scale TEXT NOT NULL,
            value INTEGER CHECK (scale <> 'nrs-11' OR value BETWEEN 0 AND 10),
            asked_at TEXT NOT NULL,
            utc_offset_min INTEGER NOT NULL,
            row_hash TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX ratings_by_day ON ratings (local_date, scale, question, value);
        CREATE INDEX ratings_of_session ON ratings (session_id, question, value);

        CREATE VIEW daily_pain AS
        SELECT
            local_date,
            avg(value) FILTER (WHERE question = 'pain_before') AS before_mean,
            count(value) FILTER (WHERE question = 'pain_before') AS before_answers,
            avg(value) FILTER (WHERE question = 'pain_after') AS after_mean,
            count(value) FILTER (WHERE question = 'pain_after') AS after_answers
        FROM ratings
        WHERE scale = 'nrs-11' AND question IN ('pain_before', 'pain_after')
        GROUP BY local_date;
        """)


@MIGRATIONS()
def m0003_schedules(db: Database) -> None:
    """How often a routine is to be done, and what came of it each week."""
    db.executescript("""
        CREATE TABLE schedules (
            id TEXT NOT NULL PRIMARY KEY,
            routine_id TEXT NOT NULL,
            sessions_per_week INTEGER NOT NULL CHECK (sessions_per_week >= 0),
            valid_from TEXT NOT NULL,
            created_at TEXT NOT NULL,
            utc_offset_min INTEGER NOT NULL,
            row_hash TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE VIEW weekly_adherence AS
        WITH RECURSIVE
            bounds AS (
                SELECT min(local_week) AS first, max(local_week) AS last FROM sessions
            ),
            weeks (monday) AS (
                SELECT first FROM bounds WHERE first IS NOT NULL
                UNION ALL
                SELECT date(monday, '+7 days') FROM weeks, bounds WHERE monday < last
            ),
            spans AS (
                SELECT
                    sessions_per_week,
                    julianday(valid_from) AS first_day,
                    julianday(lead(valid_from, 1, '9999-12-31') OVER (ORDER BY valid_from, id))
                        AS end_day
                FROM schedules
            ),
            plans AS (
                SELECT monday, CAST(0.5 + sum(sessions_per_week * (
                    min(end_day, julianday(monday) + 7) - max(first_day, julianday(monday))
                )) / 7 AS INTEGER) AS planned
                FROM weeks
                JOIN spans
                    ON first_day < julianday(monday) + 7
                    AND end_day > max(first_day, julianday(monday))
                GROUP BY monday
            ),
            counts AS (
                SELECT
                    local_week,
                    sum(outcome IS NOT 'stopped_safely' AND sets_prescribed > 0 AND 100 * coalesce(
                        sets_done,
                        (SELECT count(*) FROM sets WHERE session_id = sessions.id AND completed)
                    ) >= 80 * sets_prescribed) AS completed,
                    sum(outcome IS 'stopped_safely') AS stopped_safely
                FROM sessions
                GROUP BY local_week
            )
        SELECT
            monday,
            planned,
            coalesce(completed, 0) AS completed,
            coalesce(stopped_safely, 0) AS stopped_safely,
            CASE
                WHEN planned IS NULL THEN coalesce(completed + stopped_safely, 0)
                ELSE min(planned, coalesce(completed + stopped_safely, 0))
            END AS done
        FROM weeks
        LEFT JOIN plans USING (monday)
        LEFT JOIN counts ON local_week = monday
        ORDER BY monday;
        """)


@MIGRATIONS()
def m0004_trials(db: Database) -> None:
    """Leave sessions that try a single exercise (routine ``try``) out of the weeks."""
    db.executescript("""
        DROP VIEW weekly_adherence;
        DROP INDEX sessions_by_week;

        -- With the routine, so that the weeks are still counted from the index alone.
        CREATE INDEX sessions_by_week
            ON sessions (local_week, routine_id, outcome, sets_done, sets_prescribed);

        CREATE VIEW weekly_adherence AS
        WITH RECURSIVE
            bounds AS (
                SELECT min(local_week) AS first, max(local_week) AS last FROM sessions
                WHERE routine_id <> 'try'
            ),
            weeks (monday) AS (
                SELECT first FROM bounds WHERE first IS NOT NULL
                UNION ALL
                SELECT date(monday, '+7 days') FROM weeks, bounds WHERE monday < last
            ),
            spans AS (
                SELECT
                    sessions_per_week,
                    julianday(valid_from) AS first_day,
                    julianday(lead(valid_from, 1, '9999-12-31') OVER (ORDER BY valid_from, id))
                        AS end_day
                FROM schedules
            ),
            plans AS (
                SELECT monday, CAST(0.5 + sum(sessions_per_week * (
                    min(end_day, julianday(monday) + 7) - max(first_day, julianday(monday))
                )) / 7 AS INTEGER) AS planned
                FROM weeks
                JOIN spans
                    ON first_day < julianday(monday) + 7
                    AND end_day > max(first_day, julianday(monday))
                GROUP BY monday
            ),
            counts AS (
                SELECT
                    local_week,
                    sum(outcome IS NOT 'stopped_safely' AND sets_prescribed > 0 AND 100 * coalesce(
                        sets_done,
                        (SELECT count(*) FROM sets WHERE session_id = sessions.id AND completed)
                    ) >= 80 * sets_prescribed) AS completed,
                    sum(outcome IS 'stopped_safely') AS stopped_safely
                FROM sessions
                WHERE routine_id <> 'try'
                GROUP BY local_week
            )
        SELECT
            monday,
            planned,
            coalesce(completed, 0) AS completed,
            coalesce(stopped_safely, 0) AS stopped_safely,
            CASE
                WHEN planned IS NULL THEN coalesce(completed + stopped_safely, 0)
                ELSE min(planned, coalesce(completed + stopped_safely, 0))
            END AS done
        FROM weeks
        LEFT JOIN plans USING (monday)
        LEFT JOIN counts ON local_week = monday
        ORDER BY monday;
        """)


@MIGRATIONS()
def m0005_activities(db: Database) -> None:
    """Activities such as walking, timed or entered by hand, and their days and weeks."""
    db.executescript("""
        CREATE TABLE activities (
            id TEXT NOT NULL PRIMARY KEY,
            activity_id TEXT NOT NULL,
            local_date TEXT NOT NULL,
            local_week TEXT NOT NULL,
            started_at TEXT,
            utc_offset_min INTEGER,
            duration_s REAL NOT NULL CHECK (duration_s BETWEEN 0 AND 36000),
            planned_s REAL CHECK (planned_s > 0),
            recorded_by TEXT NOT NULL CHECK (recorded_by IN ('timer', 'hand')),
            finished INTEGER NOT NULL CHECK (finished IN (0, 1)),
            recorded_at TEXT NOT NULL,
            recorded_utc_offset_min INTEGER NOT NULL,
            note TEXT,
            row_hash TEXT NOT NULL,
            CHECK ((started_at IS NULL) = (utc_offset_min IS NULL)),
            CHECK ((started_at IS NULL) = (recorded_by = 'hand')),
            CHECK (finished OR recorded_by = 'timer')
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX activities_by_day
            ON activities (local_date, finished, activity_id, duration_s);
        CREATE INDEX activities_by_week
            ON activities (local_week, finished, activity_id, duration_s);
        CREATE INDEX activities_unfinished ON activities (id) WHERE NOT finished;

        ALTER TABLE ratings ADD COLUMN activity_entry_id TEXT
            REFERENCES activities (id) ON DELETE CASCADE;
        CREATE INDEX ratings_of_activity
            ON ratings (activity_entry_id, question) WHERE activity_entry_id IS NOT NULL;

        CREATE VIEW daily_activity AS
        SELECT local_date, activity_id, sum(duration_s) AS duration_s, count(*) AS times
        FROM activities WHERE finished GROUP BY local_date, activity_id;

        CREATE VIEW weekly_activity AS
        SELECT
            local_week AS monday, activity_id, sum(duration_s) AS duration_s, count(*) AS times
        FROM activities WHERE finished GROUP BY local_week, activity_id;
        """)
