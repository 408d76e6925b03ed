"""Dates and numbers the way the person's locale writes them, short enough for an axis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale

from backrehab_desktop.core.axis_ticks import TickKind

if TYPE_CHECKING:
    from datetime import date

    from backrehab_desktop.core.axis_ticks import DateTick

MINUS = "\N{MINUS SIGN}"


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def day_and_month(day: date, locale: QLocale | None = None) -> str:
    """Such as "27 Jul", or "Jul 27" where the month comes first."""
    locale = locale or QLocale()
    order = locale.dateFormat(QLocale.FormatType.ShortFormat)
    month_first = order.find("M") < order.find("d")
    return locale.toString(_qdate(day), "MMM d" if month_first else "d MMM")


def full_date(day: date, locale: QLocale | None = None) -> str:
    """With weekday and year, such as "Mon 27 Jul 2026"."""
    locale = locale or QLocale()
    weekday = locale.toString(_qdate(day), "ddd")
    return f"{weekday} {day_and_month(day, locale)} {day.year}"


def month_and_year(day: date, locale: QLocale | None = None) -> str:
    """Such as "July 2026"."""
    return (locale or QLocale()).toString(_qdate(day), "MMMM yyyy")


def short_month_and_year(day: date, locale: QLocale | None = None) -> str:
    """Such as "Jul 2026"."""
    return (locale or QLocale()).toString(_qdate(day), "MMM yyyy")


def tick_text(tick: DateTick, locale: QLocale | None = None) -> str:
    """The label of a tick."""
    if tick.kind is TickKind.DAY:
        return day_and_month(tick.day, locale)
    if tick.kind is TickKind.MONTH:
        return (locale or QLocale()).toString(_qdate(tick.day), "MMM")
    return str(tick.day.year)


def one_decimal(value: float, locale: QLocale | None = None) -> str:
    """A mean, such as "3.2" or "3,2"."""
    return (locale or QLocale()).toString(value, "f", 1)


def rating(value: float, locale: QLocale | None = None) -> str:
    """An answer: a whole number as such, the mean of several with one decimal."""
    return str(round(value)) if value == round(value) else one_decimal(value, locale)
