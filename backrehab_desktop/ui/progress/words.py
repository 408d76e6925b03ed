"""What the four head cards and the summaries of the page say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from backrehab_desktop.core.progress import (
    FULL_WEEKS,
    MIN_COUNTABLE_SESSIONS,
    DayShare,
    has_entry,
    pain_change,
    pain_now,
    recent_sessions,
)
from backrehab_desktop.core.records import MEAN_DAYS, MEAN_MIN_ANSWERS
from backrehab_desktop.core.wording import counted
from backrehab_desktop.ui.charts.dates import (
    MINUS,
    day_and_month,
    one_decimal,
    rating,
    short_month_and_year,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from backrehab_desktop.core.progress import DayCell, Span
    from backrehab_desktop.core.records import DailyPain, HistoryTotals, WeeklyAdherence

NOT_YET = "not yet measurable"


_WITHOUT_YEAR_DAYS = 330
"""Longest time ago for which day and month alone cannot be mistaken."""

_HOURS_ONLY_FROM = 100
"""From this many hours on the minutes are left out."""


@dataclass(frozen=True, slots=True)
class CardText:
    """The words of one head card."""

    title: str
    value: str
    """The large number, or :data:`NOT_YET`."""
    unit: str
    """Small words after the number; empty without one."""
    detail: str
    tone: str = "text"
    """Colour role of the number."""

    @property
    def measurable(self) -> bool:
        """Whether there is a number."""
        return self.value != NOT_YET


def _answers(count: int) -> str:
    return counted(count, "answer")


def pain_card(days: Sequence[DailyPain], today: date) -> CardText:
    """Mean pain before exercise over the last seven days."""
    now = pain_now(days, today)
    title = "Pain before exercise"
    if now.mean is None:
        have = f"{now.answers} of {MEAN_MIN_ANSWERS} answers, last {MEAN_DAYS} days"
        return CardText(title, NOT_YET, "", have)
    return CardText(
        title,
        one_decimal(now.mean),
        "of 10",
        f"mean of {_answers(now.answers)}, last {MEAN_DAYS} days",
        "pain",
    )


def change_card(days: Sequence[DailyPain], today: date) -> CardText:
    """Pain now against the first week."""
    change = pain_change(days, today)
    title = "Since the first week"
    first = change.first_week
    if change.points is None:
        if change.comparable_from is None:
            detail = "compares with your first 7 days"
        elif today < change.comparable_from:
            detail = f"compares from {day_and_month(change.comparable_from)} on"
        elif first.mean is None:
            detail = f"{first.answers} of {MEAN_MIN_ANSWERS} answers in the first week"
        else:
            detail = f"was {one_decimal(first.mean)}; too few answers lately"
        return CardText(title, NOT_YET, "", detail)
    return CardText(
        title,
        signed(change.points),
        "points",
        f"was {one_decimal(first.mean or 0.0)}, mean of {_answers(first.answers)}",
    )


def change_note(days: Sequence[DailyPain], today: date) -> str:
    """How large the change is, for the card's tooltip; empty without a change."""
    change = pain_change(days, today)
    if change.points is None:
        return ""
    rule = "2 points, or 30 % less pain, counts as a clear change."
    return ("A clear change. " if change.clear else "A small change. ") + rule


def signed(value: float) -> str:
    """With a real minus or a plus; a change that rounds to nothing has no sign."""
    text = one_decimal(abs(value))
    if round(abs(value), 1) == 0:
        return text
    return (MINUS if value < 0 else "+") + text


def sessions_card(weeks: Sequence[WeeklyAdherence], today: date) -> CardText:
    """Sessions done of those planned in the last four full weeks."""
    recent = recent_sessions(weeks, today)
    title = f"Sessions, last {FULL_WEEKS} full weeks"
    stopped = (
        f"{recent.stopped_safely} stopped safely, not counted"
        if recent.stopped_safely
        else "none stopped because of pain"
    )
    if not recent.measurable:
        if recent.stopped_safely:
            return CardText(title, NOT_YET, "", stopped)
        return CardText(title, NOT_YET, "", f"from {MIN_COUNTABLE_SESSIONS} planned sessions on")
    return CardText(title, str(recent.done), f"of {recent.countable}", stopped, "accent")


def time_card(totals: HistoryTotals, today: date) -> CardText:
    """Time spent exercising, all sessions together."""
    title = "Time on the floor"
    if totals.first_day is None:
        return CardText(title, NOT_YET, "", "after your first session")
    hours, minutes = divmod(round(totals.active_s / 60), 60)
    long_ago = (today - totals.first_day).days > _WITHOUT_YEAR_DAYS
    since = short_month_and_year(totals.first_day) if long_ago else day_and_month(totals.first_day)
    detail = f"{counted(totals.sessions, 'session')} since {since}"
    if hours >= _HOURS_ONLY_FROM:
        return CardText(title, str(hours), "h", detail)
    return CardText(title, f"{hours} h {minutes:02d}" if hours else str(minutes), "min", detail)


def pain_summary(days: Sequence[DailyPain], span: Span) -> str:
    """The pain chart in sentences, for whoever does not see it."""
    shown = [day for day in days if span.first <= day.day <= span.last and has_entry(day)]
    period = f"From {day_and_month(span.first)} {span.first.year}"
    if not shown:
        return f"{period}: no answers."
    befores = [day.before for day in shown if day.before is not None]
    means = [day.before_mean_7d for day in shown if day.before_mean_7d is not None]
    parts = [f"{period}: answers on {counted(len(shown), 'day')}."]
    if befores:
        parts.append(f"Before exercise from {rating(min(befores))} to {rating(max(befores))}.")
    if means:
        parts.append(f"7-day mean first {one_decimal(means[0])}, last {one_decimal(means[-1])}.")
    return " ".join(parts)


def sessions_summary(weeks: Sequence[WeeklyAdherence], span: Span) -> str:
    """The bars in one sentence."""
    shown = [week for week in weeks if span.first <= week.monday <= span.last]
    done = sum(week.completed for week in shown)
    stopped = sum(week.stopped_safely for week in shown)
    planned = sum(week.planned or 0 for week in shown)
    return (
        f"From {day_and_month(span.first)} {span.first.year}: {done} done of {planned} planned, "
        f"{stopped} stopped safely."
    )


_SHARES = {
    DayShare.NONE: "nothing done",
    DayShare.SOME: "some of the plan done",
    DayShare.MOST: "most of the plan done",
    DayShare.ALL: "all of the plan done",
    DayShare.STOPPED: "stopped safely",
    DayShare.TO_COME: "to come",
    DayShare.EARLIER: "before your first entry",
}


def share_in_words(share: DayShare) -> str:
    """What a day of the calendar stands for."""
    return _SHARES[share]


def days_summary(rows: Iterable[Iterable[DayCell]]) -> str:
    """The calendar in one sentence."""
    cells = [cell.share for row in rows for cell in row]
    counts = (
        f"{counted(cells.count(share), 'day')} {_SHARES[share]}"
        for share in (DayShare.ALL, DayShare.MOST, DayShare.SOME, DayShare.STOPPED)
    )
    return "The last 12 weeks: " + ", ".join(counts) + "."
