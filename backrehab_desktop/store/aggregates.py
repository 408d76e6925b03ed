"""What the charts show, added up by SQLite."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from backrehab_desktop.core.records import (
    MEAN_DAYS,
    MEAN_MIN_ANSWERS,
    TRIAL_ROUTINE_ID,
    DailyPain,
    ExerciseDone,
    HistoryTotals,
    WeeklyAdherence,
)
from backrehab_desktop.store.rows import week_of

if TYPE_CHECKING:
    from sqlite_utils import Database

# The sums are whole numbers, so that the moving window, which SQLite updates by
# subtracting what leaves it, gathers no rounding error.
_DAILY_PAIN = f"""
    WITH days AS (
        SELECT
            *,
            CAST(round(before_mean * before_answers) AS INTEGER) AS before_sum,
            CAST(round(after_mean * after_answers) AS INTEGER) AS after_sum
        FROM daily_pain
        WHERE local_date BETWEEN date(:first, '-{MEAN_DAYS - 1} days') AND :last
    ),
    moving AS (
        SELECT
            *,
            sum(before_sum) OVER latest AS before_sum_7d,
            sum(before_answers) OVER latest AS before_answers_7d,
            sum(after_sum) OVER latest AS after_sum_7d,
            sum(after_answers) OVER latest AS after_answers_7d
        FROM days
        WINDOW latest AS (
            ORDER BY julianday(local_date)
            RANGE BETWEEN {MEAN_DAYS - 1} PRECEDING AND CURRENT ROW
        )
    )
    SELECT
        local_date, before_mean, before_answers, after_mean, after_answers,
        iif(before_answers_7d >= {MEAN_MIN_ANSWERS}, 1.0 * before_sum_7d / before_answers_7d, NULL),
        iif(after_answers_7d >= {MEAN_MIN_ANSWERS}, 1.0 * after_sum_7d / after_answers_7d, NULL)
    FROM moving WHERE local_date >= :first ORDER BY local_date
"""

# The view weekly_adherence ends with the last session; here weeks without one
# are listed as well. Both are tested to say the same.
_WEEKLY_ADHERENCE = f"""
    WITH RECURSIVE
        weeks (monday) AS (
            SELECT :first
            UNION ALL
            SELECT date(monday, '+7 days') FROM weeks WHERE monday < :last
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
            WHERE local_week BETWEEN :first AND :last AND routine_id <> '{TRIAL_ROUTINE_ID}'
            GROUP BY local_week
        )
    SELECT monday, planned, coalesce(completed, 0), coalesce(stopped_safely, 0)
    FROM weeks
    LEFT JOIN plans USING (monday)
    LEFT JOIN counts ON local_week = monday
    ORDER BY monday
"""

_DONE_ON = f"""
    WITH tries AS (
        SELECT
            items.exercise_id,
            sum(items.sets * CASE items.sides WHEN 'one_then_other' THEN 2 ELSE 1 END)
                AS prescribed,
            sum((
                SELECT count(*) FROM sets
                WHERE session_id = sessions.id AND sets.item = items.item AND completed
            )) AS done
        FROM sessions
        JOIN session_items AS items ON items.session_id = sessions.id
        WHERE local_date = ? AND routine_id <> '{TRIAL_ROUTINE_ID}'
        GROUP BY sessions.id, items.exercise_id
    )
    -- Beside max(), SQLite takes the other columns from the row of the maximum.
    SELECT exercise_id, done, prescribed, max(1.0 * done / max(prescribed, 1))
    FROM tries GROUP BY exercise_id
"""

_TOTALS = """
    SELECT count(*), min(local_date), coalesce(sum(active_s), 0.0) FROM sessions
    WHERE coalesce(
        sets_done, (SELECT count(*) FROM sets WHERE session_id = sessions.id AND completed)
    ) > 0
"""


def daily_pain(db: Database, first: date | None, last: date | None) -> tuple[DailyPain, ...]:
    """Return the days with a rating, oldest first, with the moving means."""
    bounds = {
        "first": (first or date.min).isoformat(),
        "last": (last or date.max).isoformat(),
    }
    found = db.execute(_DAILY_PAIN, bounds).fetchall()
    return tuple(DailyPain(date.fromisoformat(day), *numbers) for day, *numbers in found)


def weekly_adherence(db: Database, first: date, last: date) -> tuple[WeeklyAdherence, ...]:
    """Return every week that touches the days from ``first`` to ``last``."""
    if last < first:
        return ()
    bounds = {"first": week_of(first).isoformat(), "last": week_of(last).isoformat()}
    found = db.execute(_WEEKLY_ADHERENCE, bounds).fetchall()
    return tuple(WeeklyAdherence(date.fromisoformat(monday), *counts) for monday, *counts in found)


def first_day(db: Database) -> date | None:
    """Return the first day with a session or a schedule."""
    (day,) = db.execute(
        "SELECT min(day) FROM (SELECT min(local_date) AS day FROM sessions "
        "UNION ALL SELECT min(valid_from) FROM schedules)"
    ).fetchone()
    return date.fromisoformat(day) if day else None


def last_day(db: Database) -> date | None:
    """Return the last day with a session."""
    (day,) = db.execute("SELECT max(local_date) FROM sessions").fetchone()
    return date.fromisoformat(day) if day else None


def done_on(db: Database, day: date) -> dict[str, ExerciseDone]:
    """Return, by exercise, how far the best session of a day got; trials are none."""
    found = db.execute(_DONE_ON, [day.isoformat()]).fetchall()
    return {
        exercise_id: ExerciseDone(exercise_id, done, prescribed)
        for exercise_id, done, prescribed, _ in found
    }


def totals(db: Database) -> HistoryTotals:
    """Add up all sessions with at least one finished set."""
    sessions, day, active_s = db.execute(_TOTALS).fetchone()
    return HistoryTotals(
        sessions=sessions,
        first_day=date.fromisoformat(day) if day else None,
        active_s=active_s,
    )
