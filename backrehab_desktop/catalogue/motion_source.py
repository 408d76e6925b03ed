"""Where the motions are written, and what is written there; needs neither a parser nor a solver."""

from __future__ import annotations

import re
from pathlib import Path

DATA = Path(__file__).parent / "data"
POSES = "poses.toml"
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def is_possible(entry_id: str) -> bool:
    """Whether an exercise or activity may have this id: small letters, digits and hyphens."""
    return _ID.fullmatch(entry_id) is not None


def file_of(entry_id: str, folder: Path = DATA) -> Path:
    """The file of an exercise or, where no exercise has the id, of an activity."""
    exercise = folder / "exercises" / f"{entry_id}.toml"
    activity = folder / "activities" / f"{entry_id}.toml"
    return activity if activity.exists() and not exercise.exists() else exercise


def motion_source(entry_id: str, folder: Path = DATA) -> bytes | None:
    """All that was written about a motion: it is the same as long as these bytes are.

    ``None`` for an unknown id.
    """
    if not is_possible(entry_id):
        return None
    try:
        return file_of(entry_id, folder).read_bytes() + b"\0" + (folder / POSES).read_bytes()
    except OSError:
        return None
