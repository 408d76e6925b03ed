"""The one door to what is remembered: sessions, sets, ratings, schedules, activities."""

from __future__ import annotations

import secrets
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Self, TypeVar

from backrehab_desktop.store import activities, aggregates, schedules, sessions
from backrehab_desktop.store.connection import DATABASE_NAME, connect, telling, transaction
from backrehab_desktop.store.migrations import migrate
from backrehab_desktop.store.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime
    from pathlib import Path

    from sqlite_utils import Database

    from backrehab_desktop.core.activity_log import (
        ActivityStart,
        ActivityTotal,
        LoggedActivity,
        MinutesEntry,
        UnfinishedActivity,
    )
    from backrehab_desktop.core.clock import Clock
    from backrehab_desktop.core.records import (
        DailyPain,
        ExerciseDone,
        HistoryTotals,
        Rating,
        Schedule,
        SessionOutcome,
        SessionStart,
        SessionSummary,
        SetRecord,
        UnfinishedSession,
        Verification,
        WeeklyAdherence,
    )

__all__ = ["DATABASE_NAME", "Store"]

_P = ParamSpec("_P")
_T = TypeVar("_T")


def _told(
    method: Callable[Concatenate[Store, _P], _T],
) -> Callable[Concatenate[Store, _P], _T]:
    """Word what goes wrong around the database for the person."""

    @wraps(method)
    def telling_method(self: Store, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        with telling(self.path):
            return method(self, *args, **kwargs)

    return telling_method


def _committed(
    method: Callable[Concatenate[Store, _P], _T],
) -> Callable[Concatenate[Store, _P], _T]:
    """Make a method one transaction: all of it is on the disk when it returns, or none."""

    @_told
    @wraps(method)
    def committing_method(self: Store, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        with transaction(self.db):
            return method(self, *args, **kwargs)

    return committing_method


class Store:
    """An open database. Belongs to the thread that opened it.

    Every method that writes has committed, synced to the disk, when it
    returns. A database another program holds is waited for, for
    :data:`~backrehab_desktop.store.connection.BUSY_TIMEOUT_S`. All methods
    raise :class:`~backrehab_desktop.store.errors.StoreError` with a sentence
    for the person when the surroundings are at fault, and LookupError for a
    session or an activity that does not exist.
    """

    def __init__(
        self, db: Database, path: Path, clock: Clock, entropy: Callable[[int], bytes]
    ) -> None:
        """Take over an open, migrated database; use :meth:`open` instead."""
        self.db = db
        self.path = path
        self._clock = clock
        self._entropy = entropy

    @classmethod
    def open(
        cls, path: Path, clock: Clock, entropy: Callable[[int], bytes] = secrets.token_bytes
    ) -> Self:
        """Open the database at ``path``; create or migrate it first where needed.

        ``entropy`` gives the random part of the ids.
        """
        db = connect(path)
        try:
            with telling(path, suspect=True):
                migrate(db, path, clock.now(), entropy)
        except BaseException:
            db.close()
            raise
        return cls(db, path, clock, entropy)

    def now(self) -> datetime:
        """The clock's time, aware, in the local zone."""
        return self._clock.now()

    def close(self) -> None:
        """Close the file; the store cannot be used afterwards. Safe to repeat."""
        self.db.close()

    @_committed
    def begin_session(self, start: SessionStart, pain_before: Rating | None = None) -> str:
        """Store what the session sets out to do; return its id.

        A session still open is closed as left, in the same transaction, unless
        it is this very one: beginning it again changes nothing.
        """
        for open_id in sessions.unfinished_ids(self.db):
            if sessions.is_begun_by(self.db, open_id, start):
                return open_id
            sessions.leave(self.db, open_id)
        session_id = sessions.begin(self.db, start, self._entropy)
        if pain_before is not None:
            sessions.record_rating(self.db, session_id, pain_before, self._entropy)
        return session_id

    @_committed
    def record_set(self, session_id: str, record: SetRecord) -> None:
        """Store a set. The same set again changes nothing, unless more of it was done."""
        sessions.record_set(self.db, session_id, record)

    @_committed
    def record_rating(self, session_id: str | None, rating: Rating) -> None:
        """Store a rating. Before and after are kept once per session: the last one counts."""
        sessions.record_rating(self.db, session_id, rating, self._entropy)

    @_committed
    def finish_session(
        self, session_id: str, outcome: SessionOutcome, pain_after: Rating | None = None
    ) -> None:
        """End the session; ending it again replaces how it ended."""
        if pain_after is not None:
            sessions.record_rating(self.db, session_id, pain_after, self._entropy)
        sessions.finish(self.db, session_id, outcome)

    @_committed
    def leave_session(self, session_id: str) -> None:
        """End a session the person does not want to resume, as left after its last set."""
        sessions.leave(self.db, session_id)

    @_committed
    def remove_session(self, session_id: str) -> None:
        """Remove a session with its sets and ratings; one that is gone already is no error."""
        sessions.remove(self.db, session_id)

    @_told
    def unfinished_session(self) -> UnfinishedSession | None:
        """The session that was cut off, if there is one."""
        newest = next(iter(sessions.unfinished_ids(self.db)), None)
        return None if newest is None else sessions.unfinished(self.db, newest)

    @_told
    def sessions(self, first: date, last: date) -> tuple[SessionSummary, ...]:
        """The sessions begun on the local days ``first`` to ``last``, oldest first."""
        return sessions.between(self.db, first, last)

    @_told
    def sets_done_today(self) -> Mapping[str, ExerciseDone]:
        """By exercise id, how far today's best session got."""
        return aggregates.done_on(self.db, self.now().date())

    @_told
    def daily_pain(
        self, first: date | None = None, last: date | None = None
    ) -> tuple[DailyPain, ...]:
        """The days with a rating from ``first`` to ``last``; None leaves an end open."""
        return aggregates.daily_pain(self.db, first, last)

    @_told
    def weekly_adherence(
        self, first: date | None = None, last: date | None = None
    ) -> tuple[WeeklyAdherence, ...]:
        """Every week that touches ``first`` to ``last``, also those without a session.

        An open end is the first day with a session or a schedule, and today or
        the last session if that is later.
        """
        start = first or aggregates.first_day(self.db)
        if start is None:
            return ()
        today = self.now().date()
        end = last or max(today, aggregates.last_day(self.db) or today)
        return aggregates.weekly_adherence(self.db, start, end)

    @_told
    def history_totals(self) -> HistoryTotals:
        """What all sessions add up to."""
        return aggregates.totals(self.db)

    @_committed
    def set_schedule(self, schedule: Schedule) -> None:
        """Put a schedule in force from its first day on, replacing one of the same day."""
        schedules.put(self.db, schedule, self.now(), self._entropy)

    @_told
    def schedule_on(self, day: date) -> Schedule | None:
        """The schedule in force on a day."""
        return schedules.on(self.db, day)

    # -- activities -----------------------------------------------------------

    @_committed
    def begin_activity(self, start: ActivityStart, pain_before: Rating | None = None) -> str:
        """Store an activity that begins under the timer; return the entry's id.

        One that is still open ends, in the same transaction, as far as it was recorded.
        """
        activities.settle(self.db)
        entry_id = activities.begin(self.db, start, self._entropy)
        if pain_before is not None:
            activities.record_rating(self.db, entry_id, pain_before, self._entropy)
        return entry_id

    @_committed
    def checkpoint_activity(self, entry_id: str, duration_s: float) -> None:
        """Store how long an activity has gone on so far; one that had ended is open again."""
        activities.checkpoint(self.db, entry_id, duration_s, self.now(), finished=False)

    @_committed
    def finish_activity(self, entry_id: str, duration_s: float) -> None:
        """End an activity; ending it again replaces its length."""
        activities.checkpoint(self.db, entry_id, duration_s, self.now(), finished=True)

    @_committed
    def describe_activity(
        self, entry_id: str, note: str | None, pain_after: Rating | None = None
    ) -> None:
        """Store what the person says about an activity afterwards; replaces what they said."""
        activities.set_note(self.db, entry_id, note)
        if pain_after is not None:
            activities.record_rating(self.db, entry_id, pain_after, self._entropy)

    @_committed
    def log_activity(self, entry: MinutesEntry) -> str:
        """Store minutes entered by hand; return the entry's id.

        Raises :class:`~backrehab_desktop.core.activity_log.EntryError` for what cannot be.
        """
        return activities.log(self.db, entry, self.now(), self._entropy)

    @_committed
    def remove_activity(self, entry_id: str) -> None:
        """Remove an entry and its ratings for good; safe to repeat."""
        activities.remove(self.db, entry_id)

    @_told
    def unfinished_activity(self) -> UnfinishedActivity | None:
        """The activity whose timer was cut off, if there is one."""
        return activities.unfinished(self.db)

    @_told
    def activities(self, first: date, last: date) -> tuple[LoggedActivity, ...]:
        """The activities of the local days ``first`` to ``last``, oldest first."""
        return activities.between(self.db, first, last)

    @_told
    def activity_days(self, first: date, last: date) -> tuple[ActivityTotal, ...]:
        """Each activity added up for each local day with one, oldest first."""
        return activities.day_totals(self.db, first, last)

    @_told
    def activity_weeks(self, first: date, last: date) -> tuple[ActivityTotal, ...]:
        """Each activity added up for each week with one that touches ``first`` to ``last``."""
        return activities.week_totals(self.db, first, last)

    def verify(self) -> Verification:
        """Check every row against its hash, and the file's structure. Reads everything."""
        with telling(self.path, suspect=True):
            return verify(self.db)
