"""What exercises and activities have in common: their words, and the folder they are read from.

A file holds the words above the line ``# --- motion ---`` and the motion below
it. Only the upper part is read here, so that a list is on screen before
anything has to be computed. A file whose motion is still to be written (no line
``[motion]``) is kept out of the library: nobody could follow it.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypedDict, TypeVar

from backrehab_desktop.catalogue.fields import Fields, parse_toml, read_text, shown
from backrehab_desktop.core.exercise import (
    Area,
    Category,
    Demand,
    Ease,
    Effect,
    Entry,
    Equipment,
    Position,
    SourceDose,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

DATA_FOLDER = Path(__file__).parent / "data"
MOTION_LINE = "# --- motion ---"

_MOTION_TABLE = re.compile(rb"^[ \t]*\[[ \t]*motion[ \t]*\]", re.MULTILINE)
"""How a motion begins: found in the raw file, which is cheaper than parsing it."""

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_MOST_SOURCE_DOSES = 30
_DOSE_PARTS = ("hold", "repetitions", "sets", "rest", "times", "duration", "note")

_Entry = TypeVar("_Entry", bound=Entry)


class EntryWords(TypedDict):
    """The values of :class:`Entry` by name, to be handed on to one of its kinds."""

    id: str
    name: str
    category: Category
    position: Position
    effect: Effect
    targets: tuple[str, ...]
    purpose: str
    steps: tuple[str, ...]
    breathing: str
    self_check: str
    mistakes: tuple[str, ...]
    cautions: tuple[str, ...]
    variant_note: str
    synonyms: tuple[str, ...]
    equipment: tuple[Equipment, ...]
    areas: tuple[Area, ...]
    demands: tuple[Demand, ...]
    eased_by: tuple[Ease, ...]
    source_doses: tuple[SourceDose, ...]
    easier_id: str | None
    harder_id: str | None
    tags: tuple[str, ...]


def read_entry_words(
    fields: Fields, titles: Mapping[str, str], *, least_targets: int = 1
) -> EntryWords:
    """The words every kind of entry has; what is left in ``fields`` is the caller's.

    Args:
        fields: the upper half of a file.
        titles: the title of each source by its key.
        least_targets: how many targets it needs.

    Raises:
        CatalogueError: a value is missing, unknown or out of range.
    """
    words = EntryWords(
        id=read_id(fields, "id"),
        name=fields.text("name"),
        category=fields.choice("category", Category),
        position=fields.choice("position", Position),
        effect=fields.choice("effect", Effect),
        targets=fields.texts("targets", least_targets),
        purpose=fields.text("purpose"),
        steps=fields.texts("steps", least=1),
        breathing=fields.text("breathing"),
        self_check=fields.text("self_check"),
        mistakes=fields.texts("mistakes", least=2, most=3),
        cautions=fields.texts("cautions", least=1),
        variant_note=fields.text("variant_note") if fields.has("variant_note") else "",
        synonyms=fields.texts("synonyms"),
        equipment=fields.choices("equipment", Equipment),
        areas=fields.choices("areas", Area, least=1),
        demands=fields.choices("demands", Demand),
        eased_by=fields.choices("eased_by", Ease),
        source_doses=_read_source_doses(fields, titles),
        easier_id=read_id(fields, "easier") if fields.has("easier") else None,
        harder_id=read_id(fields, "harder") if fields.has("harder") else None,
        tags=fields.texts("tags"),
    )
    file_id = fields.file.stem
    if words["id"] != file_id:
        raise fields.error("id", f'"{words["id"]}"', f'Use the name of the file, "{file_id}"')
    for key, other in (("easier", words["easier_id"]), ("harder", words["harder_id"])):
        if other == words["id"]:
            raise fields.error(key, "names the entry itself", "Name another one")
    return words


def read_id(fields: Fields, key: str) -> str:
    """An id under ``key``.

    Raises:
        CatalogueError: it is missing or has other characters.
    """
    value = fields.text(key)
    check_id(fields, key, value)
    return value


def check_id(fields: Fields, key: str, value: str) -> None:
    """Complain about ``key`` unless ``value`` has the form of an id.

    Raises:
        CatalogueError: it has other characters.
    """
    if not _ID.fullmatch(value):
        raise fields.error(key, f"{shown(value)} is no id", "Use small letters, digits and hyphens")


def _read_source_doses(fields: Fields, titles: Mapping[str, str]) -> tuple[SourceDose, ...]:
    found = []
    for entry in fields.tables("source_doses", most=_MOST_SOURCE_DOSES):
        source = entry.text("source")
        if source not in titles:
            raise entry.error(
                "source", f"{shown(source)} is not known", "Use a key of sources.toml"
            )
        parts = {key: entry.text(key) for key in _DOSE_PARTS if entry.has(key)}
        if not parts:
            raise entry.error("note", "says nothing", "Add a number or a note")
        entry.finish()
        found.append(SourceDose(source=titles[source], **parts))
    return tuple(found)


def _has_motion(file: Path) -> bool:
    try:
        return _MOTION_TABLE.search(file.read_bytes()) is not None
    except FileNotFoundError:
        return False
    except OSError:
        return True  # Listed, so that loading it says what is wrong with the file.


class EntryFolder(ABC, Generic[_Entry]):
    """The entries of one folder; each file is parsed when first asked for."""

    subfolder: str
    """Where the files of this kind are within the data folder."""

    def __init__(self, folder: Path = DATA_FOLDER) -> None:
        """Look at ``folder`` later; nothing is read yet."""
        self._folder = folder
        self._titles: dict[str, str] | None = None
        self._entries: dict[str, _Entry] = {}

    def parse(self, fields: Fields) -> _Entry:
        """The entry whose words these are.

        Raises:
            CatalogueError: something in them is missing, unknown or out of range.
        """
        entry = self._read(fields, self._source_titles())
        fields.finish()
        return entry

    @abstractmethod
    def _read(self, fields: Fields, titles: Mapping[str, str]) -> _Entry:
        """One entry from the upper half of its file."""

    def file_of(self, entry_id: str) -> Path:
        """Where the entry is, or would be."""
        return self._folder / self.subfolder / f"{entry_id}.toml"

    def __contains__(self, entry_id: object) -> bool:
        """Whether the library lists the id: there is a file, and it holds a motion."""
        return (
            isinstance(entry_id, str)
            and _ID.fullmatch(entry_id) is not None
            and _has_motion(self.file_of(entry_id))
        )

    def written_ids(self) -> tuple[str, ...]:
        """The ids of all files, also of those without a motion; nothing is parsed."""
        return tuple(sorted(file.stem for file in self._files()))

    def ids(self) -> tuple[str, ...]:
        """The ids of all files that hold a motion, in alphabetical order; nothing is parsed."""
        return tuple(sorted(file.stem for file in self._files() if _has_motion(file)))

    def get(self, entry_id: str) -> _Entry:
        """The entry with this id, also while its motion is still missing.

        Raises:
            CatalogueError: there is none, or its file has a mistake.
        """
        if entry_id not in self._entries:
            self._entries[entry_id] = self._load(self.file_of(entry_id))
        return self._entries[entry_id]

    def all(self) -> tuple[_Entry, ...]:
        """Every entry, in the order a session visits positions, then by name."""
        positions = list(Position)
        return tuple(
            sorted(
                (self.get(entry_id) for entry_id in self.ids()),
                key=lambda entry: (positions.index(entry.position), entry.name),
            )
        )

    def _files(self) -> list[Path]:
        return list((self._folder / self.subfolder).glob("*.toml"))

    def _load(self, file: Path) -> _Entry:
        words, _, _ = read_text(file).partition(MOTION_LINE)
        return self.parse(Fields(file, parse_toml(file, words)))

    def _source_titles(self) -> Mapping[str, str]:
        if self._titles is None:
            file = self._folder / "sources.toml"
            sources = Fields(file, parse_toml(file, read_text(file)))
            self._titles = {key: sources.table(key).text("title") for key in sources}
        return self._titles
