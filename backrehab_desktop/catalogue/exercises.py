"""The words of the exercises: read from TOML, checked, kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backrehab_desktop.catalogue.entries import (
    DATA_FOLDER,
    MOTION_LINE,
    EntryFolder,
    read_entry_words,
)
from backrehab_desktop.core.exercise import Cues, Dose, Exercise, Sides

if TYPE_CHECKING:
    from collections.abc import Mapping

    from backrehab_desktop.catalogue.fields import Fields

__all__ = ["DATA_FOLDER", "MAX_CUE_CHARACTERS", "MOTION_LINE", "ExerciseCatalogue", "read_dose"]

MAX_CUE_CHARACTERS = 30
"""A cue is spoken in about two seconds and fits two lines at 26 px in 250 px."""

# Wider than any dose of the sources, and narrow enough to catch a slip such as 300 for 30.
_MAX_SETS = 5
_MAX_REPETITIONS = 60
_MAX_HOLD_S = 120.0
_MAX_REST_S = 180.0


def read_dose(fields: Fields) -> Dose:
    """A dose from its table.

    Raises:
        CatalogueError: a value is missing, unknown or out of range.
    """
    dose = Dose(
        sets=fields.whole("sets", 1, _MAX_SETS),
        repetitions=fields.whole("repetitions", 1, _MAX_REPETITIONS),
        hold_s=fields.number("hold_s", 0.0, _MAX_HOLD_S),
        rest_between_repetitions_s=fields.number("rest_between_repetitions_s", 0.0, _MAX_REST_S),
        rest_between_sets_s=fields.number("rest_between_sets_s", 0.0, _MAX_REST_S),
    )
    fields.finish()
    return dose


def _read_cap(fields: Fields, start: Dose) -> Dose:
    cap = read_dose(fields)
    pairs = (
        ("sets", start.sets, cap.sets),
        ("repetitions", start.repetitions, cap.repetitions),
        ("hold_s", start.hold_s, cap.hold_s),
    )
    for key, low, high in pairs:
        if high < low:
            raise fields.error(key, f"{high:g} is below the start dose", f"Use {low:g} or more")
    return cap


def _read_cues(fields: Fields) -> Cues:
    def cue(key: str) -> str:
        text = fields.text(key)
        if len(text) > MAX_CUE_CHARACTERS:
            raise fields.error(
                key, f"{len(text)} characters", f"Shorten it to {MAX_CUE_CHARACTERS}"
            )
        return text

    cues = Cues(ready=cue("ready"), move=cue("move"), hold=cue("hold"), return_=cue("return"))
    fields.finish()
    return cues


class ExerciseCatalogue(EntryFolder[Exercise]):
    """The exercises of a data folder; each file is parsed when first asked for."""

    subfolder = "exercises"

    def _read(self, fields: Fields, titles: Mapping[str, str]) -> Exercise:
        start_dose = read_dose(fields.table("start_dose"))
        return Exercise(
            **read_entry_words(fields, titles),
            sides=fields.choice("sides", Sides),
            start_dose=start_dose,
            cap_dose=_read_cap(fields.table("cap_dose"), start_dose),
            cues=_read_cues(fields.table("cues")),
            side_noun=fields.text("side_noun") if fields.has("side_noun") else "side",
        )
