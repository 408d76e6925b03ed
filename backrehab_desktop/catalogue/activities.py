"""The words of the activities, things done for minutes: read from TOML, checked, kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backrehab_desktop.catalogue.entries import EntryFolder, read_entry_words
from backrehab_desktop.core.exercise import Activity, Minutes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backrehab_desktop.catalogue.fields import Fields

_LONGEST_MINUTES = 60
_MOST_TIMES_PER_WEEK = 14


def _read_minutes(fields: Fields) -> Minutes:
    minutes = Minutes(
        minutes=fields.whole("minutes", 1, _LONGEST_MINUTES),
        times_per_week=fields.whole("times_per_week", 1, _MOST_TIMES_PER_WEEK),
    )
    fields.finish()
    return minutes


def _read_span(fields: Fields) -> tuple[Minutes, Minutes] | tuple[None, None]:
    """Start and cap: both, or neither for an activity that is only logged."""
    if not fields.has("start") and not fields.has("cap"):
        return (None, None)
    start = _read_minutes(fields.table("start"))
    ends = fields.table("cap")
    cap = _read_minutes(ends)
    if cap.minutes < start.minutes:
        raise ends.error("minutes", f"{cap.minutes} is below the start", f"Use {start.minutes}")
    return (start, cap)


class ActivityCatalogue(EntryFolder[Activity]):
    """The activities of a data folder; each file is parsed when first asked for."""

    subfolder = "activities"

    def _read(self, fields: Fields, titles: Mapping[str, str]) -> Activity:
        start, cap = _read_span(fields)
        return Activity(
            **read_entry_words(fields, titles, least_targets=0),  # meditation works no muscle
            start=start,
            cap=cap,
            build_up=fields.text("build_up"),
        )
