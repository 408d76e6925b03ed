"""What the timer of an activity says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backrehab_desktop.core.activity_log import LEAST_TIMED_S
from backrehab_desktop.core.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from backrehab_desktop.core.activity_log import MinutesEntry, UnfinishedActivity
    from backrehab_desktop.core.exercise import Activity

SESSION_RUNS = "A session is under way. Finish or leave it on Today, then start this timer."
TOO_SHORT = "Less than a minute"
TOO_SHORT_DETAILS = "Nothing is recorded. If that was a slip, take it back and go on."


def clock_text(seconds: float) -> str:
    """Whole seconds as on a stopwatch: "0:07", "12:34", "1:02:03"."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def length_in_words(seconds: float) -> str:
    """Whole minutes that have passed: "12 minutes", "1 hour 5 minutes"; at least a minute."""
    hours, minutes = divmod(max(1, int(seconds // 60)), 60)
    parts = [counted(hours, "hour")] if hours else []
    if minutes:
        parts.append(counted(minutes, "minute"))
    return " ".join(parts)


def plan_in_words(elapsed_s: float, planned_s: float | None) -> str:
    """How far the plan is: "of 20 minutes, 8 left"; what is left counts the minute under way."""
    if planned_s is None:
        return "No fixed end. Finish when you have had enough."
    planned = length_in_words(planned_s)
    left_s = planned_s - elapsed_s
    if left_s <= 0:
        return f"{planned} are done. Go on if you like, or finish."
    left = -(-int(left_s) // 60) if left_s > 60 else 1
    return f"of {planned}, {counted(left, 'minute')} left"


def start_in_words(activity: Activity) -> str:
    """What to begin with and where to stop; "" where we name no dose."""
    if activity.start is None or activity.cap is None:
        return ""
    return (
        f"Begin with {counted(activity.start.minutes, 'minute')}.\n"
        f"Add a little each week, up to {activity.cap.minutes}."
    )


def doubt_in_words(elapsed_s: float, planned_s: float | None) -> str:
    """Why it is asked whether the person was still going."""
    counted_on = f"The timer has counted {length_in_words(elapsed_s)}."
    if planned_s is None:
        return f"{counted_on} How long was it?"
    return f"{counted_on} You planned {length_in_words(planned_s)}. How long was it?"


def under_way_in_words(name: str, seconds: float, *, paused: bool) -> str:
    """The line above the other pages."""
    so_far = length_in_words(seconds) if seconds >= 60 else "just begun"
    return f"**{name}** is {'paused' if paused else 'being timed'}: {so_far}"


def offer_in_words(name: str, found: UnfinishedActivity) -> str:
    """What is offered after the program was cut off."""
    length = length_in_words(found.duration_s)
    begun = found.start.started_at
    return (
        f"**{name}, {length}:** recorded on {begun:%A} {begun.day} {begun:%B}, "
        f"before the program was cut off. Keep it?"
    )


def day_in_words(day: date, today: date) -> str:
    """A day by its distance and its name: "Today, Saturday 21 November"."""
    near = {0: "Today, ", 1: "Yesterday, "}.get((today - day).days, "")
    return near + _date(day, today)


def logged_in_words(name: str, entry: MinutesEntry, today: date) -> str:
    """What was just entered by hand."""
    day = {0: "today", 1: "yesterday"}.get((today - entry.day).days, _date(entry.day, today))
    return f"**{name}, {counted(entry.minutes, 'minute')}** recorded for {day}"


def _date(day: date, today: date) -> str:
    name = f"{day:%A} {day.day} {day:%B}"
    return name if day.year == today.year else f"{name} {day.year}"


def done_in_words(done: Sequence[tuple[str, float]]) -> str:
    """What was done beside the exercises: "Walking 20 minutes, swimming 30 minutes"; "" for none.

    ``done`` holds names and seconds.
    """
    parts = [f"{name} {length_in_words(seconds)}" for name, seconds in done]
    return ", ".join([*parts[:1], *(part[:1].lower() + part[1:] for part in parts[1:])])


def closing_in_words(name: str, seconds: float) -> tuple[str, str]:
    """The question before the window closes while a timer runs: its title and what follows."""
    if seconds < LEAST_TIMED_S:
        return (f"Close while {name.lower()} is being timed?", "It has hardly begun.")
    return (
        f"Close while {name.lower()} is being timed?",
        f"The timer stops. Next time you can keep the {length_in_words(seconds)} so far.",
    )
