"""What is remembered about the sessions: the values that cross to and from the store.

Every moment is an aware :class:`~datetime.datetime` in the person's local zone
at that time; the store keeps it as UTC plus the offset. ``None`` always means
"not given" or "not known" and is never written as 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from backrehab_desktop.core.exercise import Dose, Side, Sides

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

NRS_11 = "nrs-11"
"""The 11-point numeric rating scale: whole numbers 0 (no pain) to 10."""

TRIAL_ROUTINE_ID = "try"
"""Routine of a session that tries a single exercise: it is kept, but never one that was planned."""

COMPLETE_PERCENT = 80
"""A session counts as complete from this share of its prescribed sets (clinical/algorithm.md 6)."""

MEAN_DAYS = 7
"""Days of the moving mean of the pain, the day itself included."""

MEAN_MIN_ANSWERS = 3
"""Answers the moving mean needs within its days; with fewer it has a gap."""


class Question(StrEnum):
    """What a rating answers."""

    PAIN_BEFORE = "pain_before"
    PAIN_AFTER = "pain_after"
    PAIN_DURING = "pain_during"


class SessionEnd(StrEnum):
    """How a session came to its end."""

    FINISHED = "finished"
    """The last set was reached."""
    LEFT = "left"
    """The person ended it early, or did not resume it."""
    STOPPED_SAFELY = "stopped_safely"
    """A rule or the person's own stop ended it because of pain."""


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """One exercise of a session with the dose that was asked for."""

    exercise_id: str
    sides: Sides
    dose: Dose
    tempo: float = 1.0
    """Speed of the movements; 1 is the authored speed."""

    @property
    def prescribed_sets(self) -> int:
        """Sets to finish; with one side after the other, each side is a set of its own."""
        return self.dose.sets * (2 if self.sides is Sides.ONE_THEN_OTHER else 1)


@dataclass(frozen=True, slots=True)
class SessionStart:
    """What a session sets out to do, and when it began."""

    routine_id: str
    items: tuple[PlannedItem, ...]
    started_at: datetime

    @property
    def prescribed_sets(self) -> int:
        """All sets of all items."""
        return sum(item.prescribed_sets for item in self.items)


@dataclass(frozen=True, slots=True)
class SetRecord:
    """One set that has come to its end: done, or skipped part of the way."""

    item: int
    """Index into the items of the session, from 0."""
    exercise_id: str
    set_number: int
    """From 1; counts per side where one side follows the other."""
    side: Side | None
    """None when the set belongs to no single side."""
    repetitions: int
    """Prescribed repetitions."""
    repetitions_done: int
    hold_s: float
    """Prescribed hold of each repetition."""
    completed: bool
    """Every repetition was done."""
    started_at: datetime
    finished_at: datetime

    @property
    def key(self) -> tuple[int, int, Side | None]:
        """What makes the set unique within its session: item, set number, side."""
        return (self.item, self.set_number, self.side)


@dataclass(frozen=True, slots=True)
class Rating:
    """One question put to the person and the answer, if there was one."""

    question: Question
    value: int | None
    """None: asked, and not given."""
    asked_at: datetime
    scale: str = NRS_11
    exercise_id: str | None = None
    """The exercise it was asked about, for the pain during one."""


@dataclass(frozen=True, slots=True)
class SessionOutcome:
    """How and when a session ended."""

    end: SessionEnd
    finished_at: datetime
    note: str | None = None
    """The person's one line, or None."""
    reason: str | None = None
    """Id of the rule that ended it, for sessions that were stopped."""


@dataclass(frozen=True, slots=True)
class UnfinishedSession:
    """A session that was cut off: what it set out to do and what was stored of it."""

    session_id: str
    start: SessionStart
    sets: tuple[SetRecord, ...]
    """In the order they were finished."""
    pain_before: int | None


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """One session as a line of history."""

    session_id: str
    routine_id: str
    started_at: datetime
    finished_at: datetime | None
    """None while the session is unfinished."""
    end: SessionEnd | None
    sets_done: int
    sets_prescribed: int
    complete: bool
    """At least 80 % of the sets are done, or a rule ended it."""
    pain_before: int | None
    pain_after: int | None
    note: str | None


@dataclass(frozen=True, slots=True)
class ExerciseDone:
    """How far an exercise got in the best session of a day."""

    exercise_id: str
    sets_done: int
    sets_prescribed: int


@dataclass(frozen=True, slots=True)
class DailyPain:
    """The pain of one local day on which at least one question was asked.

    ``before`` and ``after`` are means of the day's answers, None when nothing
    was given. The moving means cover the last :data:`MEAN_DAYS` days and are
    None with fewer than :data:`MEAN_MIN_ANSWERS` answers in them.
    """

    day: date
    before: float | None
    before_answers: int
    after: float | None
    after_answers: int
    before_mean_7d: float | None
    after_mean_7d: float | None


@dataclass(frozen=True, slots=True)
class WeeklyAdherence:
    """What was planned and done in one week, Monday to Sunday."""

    monday: date
    planned: int | None
    """Sessions the schedule asked for; None when no schedule was in force."""
    completed: int
    """Sessions with at least 80 % of their sets, not counting safe stops."""
    stopped_safely: int
    """Sessions a rule or the person ended because of pain; they count as done."""

    @property
    def done(self) -> int:
        """Sessions that count towards the plan: never more than planned."""
        total = self.completed + self.stopped_safely
        return total if self.planned is None else min(total, self.planned)

    @property
    def percent(self) -> int | None:
        """Completed share of the planned sessions that were not stopped safely, at most 100."""
        countable = (self.planned or 0) - self.stopped_safely
        if countable <= 0:
            return None
        return min(100, round(100 * self.completed / countable))


@dataclass(frozen=True, slots=True)
class HistoryTotals:
    """What all sessions of the history add up to (the head of the Progress page)."""

    sessions: int
    """Sessions with at least one finished set, however they ended."""
    first_day: date | None
    """Local day of the first of them; None without one."""
    active_s: float
    """Seconds from each session's start to the end of its last set, summed."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """How often a routine is to be done from a day on, until the next schedule."""

    routine_id: str
    sessions_per_week: int
    valid_from: date


@dataclass(frozen=True, slots=True)
class DamagedRow:
    """A row whose content no longer fits the hash it was stored with."""

    table: str
    key: Mapping[str, str | int]
    """The row's primary key, by column."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What a check of the whole database found."""

    rows: tuple[DamagedRow, ...]
    structure: tuple[str, ...]
    """Sentences about tables and indexes that do not fit together."""

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.rows and not self.structure
