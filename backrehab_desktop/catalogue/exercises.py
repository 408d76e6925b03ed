"""The words of the exercises: read from TOML, checked, kept.

A file holds the words above the line ``# --- motion ---`` and the motion below
it. Only the upper part is read here, so that a list of exercises is on screen
before anything has to be computed. A file whose motion is still to be written
(no line ``[motion]``) is kept out of the library: nobody could follow it.
"""

from __future__ import annotations

import re
from pathlib import Path

from backrehab_desktop.catalogue.fields import Fields, parse_toml, read_text
from backrehab_desktop.core.exercise import (
    Category,
    Cues,
    Dose,
    Effect,
    Exercise,
    Position,
    Sides,
    SourceDose,
)

DATA_FOLDER = Path(__file__).parent / "data"
MOTION_LINE = "# --- motion ---"

MAX_CUE_CHARACTERS = 30
"""A cue is spoken in about two seconds and fits two lines at 26 px in 250 px."""

_MOTION_TABLE = re.compile(rb"^[ \t]*\[[ \t]*motion[ \t]*\]", re.MULTILINE)
"""How a motion begins: found in the raw file, which is cheaper than parsing it."""

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
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


def _read_id(fields: Fields, key: str) -> str:
    value = fields.text(key)
    if not _ID.fullmatch(value):
        raise fields.error(key, f'"{value}" is no id', "Use small letters, digits and hyphens")
    return value


def _read_source_doses(fields: Fields, titles: dict[str, str]) -> tuple[SourceDose, ...]:
    found = []
    for entry in fields.tables("source_doses"):
        source = entry.text("source")
        if source not in titles:
            raise entry.error("source", f'"{source}" is not known', "Use a key of sources.toml")
        found.append(SourceDose(source=titles[source], text=entry.text("dose")))
        entry.finish()
    return tuple(found)


def _read_exercise(fields: Fields, titles: dict[str, str]) -> Exercise:
    start_dose = read_dose(fields.table("start_dose"))
    exercise = Exercise(
        id=_read_id(fields, "id"),
        name=fields.text("name"),
        category=fields.choice("category", Category),
        position=fields.choice("position", Position),
        effect=fields.choice("effect", Effect),
        sides=fields.choice("sides", Sides),
        start_dose=start_dose,
        cap_dose=_read_cap(fields.table("cap_dose"), start_dose),
        targets=fields.texts("targets", least=1),
        purpose=fields.text("purpose"),
        steps=fields.texts("steps", least=1),
        breathing=fields.text("breathing"),
        self_check=fields.text("self_check"),
        mistakes=fields.texts("mistakes", least=2, most=3),
        cautions=fields.texts("cautions", least=1),
        cues=_read_cues(fields.table("cues")),
        side_noun=fields.text("side_noun") if fields.has("side_noun") else "side",
        synonyms=fields.texts("synonyms"),
        equipment=fields.texts("equipment"),
        source_doses=_read_source_doses(fields, titles),
        easier_id=_read_id(fields, "easier") if fields.has("easier") else None,
        harder_id=_read_id(fields, "harder") if fields.has("harder") else None,
        tags=fields.texts("tags"),
    )
    file_id = fields.file.stem
    if exercise.id != file_id:
        raise fields.error("id", f'"{exercise.id}"', f'Use the name of the file, "{file_id}"')
    for key, other in (("easier", exercise.easier_id), ("harder", exercise.harder_id)):
        if other == exercise.id:
            raise fields.error(key, "names the exercise itself", "Name another one")
    fields.finish()
    return exercise


def _has_motion(file: Path) -> bool:
    try:
        return _MOTION_TABLE.search(file.read_bytes()) is not None
    except FileNotFoundError:
        return False
    except OSError:
        return True  # Listed, so that loading it says what is wrong with the file.


class ExerciseCatalogue:
    """The exercises of a data folder; each file is parsed when first asked for."""

    def __init__(self, folder: Path = DATA_FOLDER) -> None:
        """Look at ``folder`` later; nothing is read yet."""
        self._folder = folder
        self._titles: dict[str, str] | None = None
        self._exercises: dict[str, Exercise] = {}

    def file_of(self, exercise_id: str) -> Path:
        """Where the exercise is, or would be."""
        return self._folder / "exercises" / f"{exercise_id}.toml"

    def __contains__(self, exercise_id: object) -> bool:
        """Whether the library lists the id: there is a file, and it holds a motion."""
        return (
            isinstance(exercise_id, str)
            and _ID.fullmatch(exercise_id) is not None
            and _has_motion(self.file_of(exercise_id))
        )

    def ids(self) -> tuple[str, ...]:
        """The ids of all files that hold a motion, in alphabetical order; nothing is parsed."""
        files = (self._folder / "exercises").glob("*.toml")
        return tuple(sorted(file.stem for file in files if _has_motion(file)))

    def get(self, exercise_id: str) -> Exercise:
        """The exercise with this id, also while its motion is still missing.

        Raises:
            CatalogueError: there is none, or its file has a mistake.
        """
        if exercise_id not in self._exercises:
            self._exercises[exercise_id] = self._load(self.file_of(exercise_id))
        return self._exercises[exercise_id]

    def all(self) -> tuple[Exercise, ...]:
        """Every exercise, in the order a session visits positions, then by name."""
        positions = list(Position)
        return tuple(
            sorted(
                (self.get(exercise_id) for exercise_id in self.ids()),
                key=lambda exercise: (positions.index(exercise.position), exercise.name),
            )
        )

    def _load(self, file: Path) -> Exercise:
        words, _, _ = read_text(file).partition(MOTION_LINE)
        return _read_exercise(Fields(file, parse_toml(file, words)), self._source_titles())

    def _source_titles(self) -> dict[str, str]:
        if self._titles is None:
            file = self._folder / "sources.toml"
            sources = Fields(file, parse_toml(file, read_text(file)))
            self._titles = {key: sources.table(key).text("title") for key in sources}
        return self._titles
