"""The one door to what is remembered: sessions, sets, ratings, schedules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from backrehab_desktop.core.clock import Clock
    from backrehab_desktop.core.records import (
        DailyPain,
        DamagedRow,
        ExerciseDone,
        HistoryTotals,
        Rating,
        Schedule,
        SessionOutcome,
        SessionStart,
        SessionSummary,
        SetRecord,
        UnfinishedSession,
        WeeklyAdherence,
    )

DATABASE_NAME = "backrehab.db"


class Store:
    """An open database. Belongs to the thread that opened it.

    Every method that writes has committed, synced to the disk, when it
    returns. All raise :class:`~backrehab_desktop.store.errors.StoreError`
    with a sentence for the person when the surroundings are at fault.
    """

    @classmethod
    def open(cls, path: Path, clock: Clock) -> Self:
        """Open the database at ``path``; create or migrate it first where needed."""
        raise NotImplementedError

    def close(self) -> None:
        """Close the file; the store cannot be used afterwards."""
        raise NotImplementedError

    def begin_session(self, start: SessionStart, pain_before: Rating | None = None) -> str:
        """Store what the session sets out to do; return its id.

        A session still open is closed as left, in the same transaction.
        """
        raise NotImplementedError

    def record_set(self, session_id: str, record: SetRecord) -> None:
        """Store a set. The same set again changes nothing, unless more of it was done."""
        raise NotImplementedError

    def record_rating(self, session_id: str | None, rating: Rating) -> None:
        """Store a rating. Before and after are kept once per session: the last one counts."""
        raise NotImplementedError

    def finish_session(
        self, session_id: str, outcome: SessionOutcome, pain_after: Rating | None = None
    ) -> None:
        """End the session; ending it again replaces how it ended."""
        raise NotImplementedError

    def unfinished_session(self) -> UnfinishedSession | None:
        """The session that was cut off, if there is one."""
        raise NotImplementedError

    def sessions(self, first: date, last: date) -> tuple[SessionSummary, ...]:
        """The sessions begun on the local days ``first`` to ``last``, oldest first."""
        raise NotImplementedError

    def sets_done_today(self) -> Mapping[str, ExerciseDone]:
        """By exercise id, how far today's best session got."""
        raise NotImplementedError

    def daily_pain(self, first: date | None, last: date | None) -> tuple[DailyPain, ...]:
        """The days with a rating from ``first`` to ``last``; None leaves an end open."""
        raise NotImplementedError

    def weekly_adherence(
        self, first: date | None, last: date | None
    ) -> tuple[WeeklyAdherence, ...]:
        """Every week that touches ``first`` to ``last``, also those without a session."""
        raise NotImplementedError

    def history_totals(self) -> HistoryTotals:
        """What all sessions add up to; asked for by the helper "progress"."""
        raise NotImplementedError

    def set_schedule(self, schedule: Schedule) -> None:
        """Put a schedule in force from its first day on, replacing one of the same day."""
        raise NotImplementedError

    def schedule_on(self, day: date) -> Schedule | None:
        """The schedule in force on a day."""
        raise NotImplementedError

    def verify(self) -> tuple[DamagedRow, ...]:
        """Name every row whose content does not fit its hash."""
        raise NotImplementedError
