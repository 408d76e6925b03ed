"""Taking a wrong value out of a parsed file, so that the rest of it can be read, too."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Document = dict[str, Any]
"""A parsed TOML file."""

_SEGMENT = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_INDEX = re.compile(r"\[\d+\]")


def take_out(values: Document, path: str) -> bool:
    """Take out the value at a path, with the list that it is a part of; False if it is missing.

    ``steps[2]`` takes out all steps, ``motion.arrows[0].offset.x`` the whole offset.
    """
    here: Any = values
    held: tuple[Document, str] | None = None
    for segment in _segments(path):
        if isinstance(here, dict) and isinstance(segment, str):
            if segment not in here:
                return False
            held = here, segment
            here = here[segment]
        elif isinstance(here, list) and isinstance(segment, int) and segment < len(here):
            here = here[segment]
        else:
            break
    if held is None:
        return False
    table, key = held
    del table[key]
    return True


def put_in(values: Document, path: str, stand_ins: Mapping[str, Any]) -> bool:
    """Put a good value where one is missing; False if there is none, or something is there."""
    pattern = _INDEX.sub("", path)
    *around, leaf = _segments(path)
    here: Any = values
    for segment in around:
        is_there = (
            segment in here
            if isinstance(here, dict)
            else isinstance(here, list) and isinstance(segment, int) and segment < len(here)
        )
        if not is_there:
            return False
        here = here[segment]
    if pattern not in stand_ins or not isinstance(here, dict) or leaf in here:
        return False
    here[str(leaf)] = deepcopy(stand_ins[pattern])
    return True


def by_path(values: Document) -> Document:
    """Every value of a file by its path without the numbers of list entries."""
    found: Document = {}
    for key, value in values.items():
        found[key] = value
        for table in value if isinstance(value, list) else [value]:
            if isinstance(table, dict):
                found |= {f"{key}.{inner}": part for inner, part in by_path(table).items()}
    return found


def _segments(path: str) -> Iterator[str | int]:
    for name, index in _SEGMENT.findall(path):
        yield name or int(index)
