"""What the stage of the Today page shows."""

from __future__ import annotations

from enum import Enum


class Stage(Enum):
    """What the stage shows."""

    BEFORE = "before"
    SESSION = "session"
    AFTER = "after"
