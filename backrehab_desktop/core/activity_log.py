"""What is remembered about activities: the values that cross to and from the store.

As in :mod:`~backrehab_desktop.core.records`, moments are aware and local, and
``None`` means "not known".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

LEAST_MINUTES, MOST_MINUTES = 1, 600
"""What can be entered by hand."""

LEAST_TIMED_S = 60.0
"""A timer stopped before this was a mistake and is not recorded."""


class RecordedBy(StrEnum):
    """How an activity came into the history."""

    TIMER = "timer"
    HAND = "hand"


class EntryError(ValueError):
    """What was entered cannot be recorded; ``str()`` is a sentence for the person."""


@dataclass(frozen=True, slots=True)
class ActivityStart:
    """An activity that is begun under the timer."""

    activity_id: str
    started_at: datetime
    planned_s: float | None = None
    """``None``: an open end."""


@dataclass(frozen=True, slots=True)
class MinutesEntry:
    """An activity that was done away from the computer."""

    activity_id: str
    day: date
    minutes: int
    note: str | None = None


@dataclass(frozen=True, slots=True)
class UnfinishedActivity:
    """An activity whose timer was cut off."""

    entry_id: str
    start: ActivityStart
    duration_s: float
    """As of the last checkpoint."""


@dataclass(frozen=True, slots=True)
class LoggedActivity:
    """One line of the history."""

    entry_id: str
    activity_id: str
    day: date
    """The day it belongs to: the one it began on."""
    started_at: datetime | None
    """``None`` for what was entered by hand."""
    duration_s: float
    planned_s: float | None
    recorded_by: RecordedBy
    note: str | None


@dataclass(frozen=True, slots=True)
class ActivityTotal:
    """One activity added up over a day or a week."""

    day: date
    """The day, or the Monday of the week."""
    activity_id: str
    duration_s: float
    times: int


def read_minutes(text: str) -> int:
    """Read what a person typed as minutes; raises :class:`EntryError` for anything else."""
    words = text.strip().removesuffix("minutes").removesuffix("min").strip()
    if not words:
        raise EntryError("Enter how many minutes it was.")
    # No isdigit(): that is also true of digits that int() cannot read.
    if not (words.isascii() and words.removeprefix("-").isdigit()) or len(words) > 6:
        raise EntryError("Enter whole minutes in digits, such as 20.")
    minutes = int(words)
    if minutes < LEAST_MINUTES:
        raise EntryError("Enter at least 1 minute.")
    if minutes > MOST_MINUTES:
        raise EntryError(f"Enter at most {MOST_MINUTES} minutes, which is ten hours.")
    return minutes


def check_entry(entry: MinutesEntry, today: date) -> None:
    """Raise :class:`EntryError` if ``entry`` cannot have happened by the end of ``today``."""
    if entry.day > today:
        raise EntryError("That day is still to come. Choose today or a day before.")
    if not LEAST_MINUTES <= entry.minutes <= MOST_MINUTES:
        raise EntryError(f"Enter {LEAST_MINUTES} to {MOST_MINUTES} minutes.")
