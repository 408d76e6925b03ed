"""The movements to avoid: read from one TOML file, checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backrehab_desktop.catalogue.entries import DATA_FOLDER, check_id, read_id
from backrehab_desktop.catalogue.fields import Fields, parse_toml, read_text
from backrehab_desktop.core.avoid import AvoidedMovement

if TYPE_CHECKING:
    from pathlib import Path


def _read_replacements(fields: Fields) -> tuple[str, ...]:
    found = fields.texts("replacements")
    for n, entry_id in enumerate(found):
        check_id(fields, f"replacements[{n}]", entry_id)
    return found


def load_avoided(folder: Path = DATA_FOLDER) -> tuple[AvoidedMovement, ...]:
    """The movements to avoid, in the order of ``avoid.toml``.

    Whether the replacements are in the library is for the caller to see: that
    depends on which motions there are.

    Raises:
        CatalogueError: the file is missing or has a mistake.
    """
    file = folder / "avoid.toml"
    fields = Fields(file, parse_toml(file, read_text(file)))
    found: dict[str, AvoidedMovement] = {}
    for table in fields.tables("movements"):
        movement = AvoidedMovement(
            id=read_id(table, "id"),
            movement=table.text("movement"),
            why=table.text("why"),
            instead=table.text("instead"),
            replacement_ids=_read_replacements(table),
            conflict_note=table.text("conflict_note") if table.has("conflict_note") else "",
            synonyms=table.texts("synonyms"),
        )
        table.finish()
        if movement.id in found:
            raise table.error("id", f'"{movement.id}" is there twice', "Give it another one")
        found[movement.id] = movement
    fields.finish()
    return tuple(found.values())
