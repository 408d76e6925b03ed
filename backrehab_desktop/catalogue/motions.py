"""The motions of the exercises: loaded, solved and checked before anyone sees them.

Solving needs numpy, which must stay out of the way of the first paint; so the timeline is read
here without it, and :func:`load_motion` imports the solver only when a motion is asked for.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from backrehab_desktop.catalogue.motion_files import MotionError, read_motion, read_source
from backrehab_desktop.core.exercise import Side

if TYPE_CHECKING:
    from backrehab_desktop.core.figure.checks import Finding
    from backrehab_desktop.core.figure.motion import Motion
    from backrehab_desktop.core.figure.spec import MotionSpec
    from backrehab_desktop.core.figure.timeline import Timeline

__all__ = [
    "MotionError",
    "load_motion",
    "load_spec",
    "load_timeline",
    "motion_source",
    "validate_motion",
]

_DATA = Path(__file__).parent / "data"
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def _file_of(entry_id: str, folder: Path) -> Path:
    """The file of an exercise or, where no exercise has the id, of an activity."""
    exercise = folder / "exercises" / f"{entry_id}.toml"
    activity = folder / "activities" / f"{entry_id}.toml"
    return activity if activity.exists() and not exercise.exists() else exercise


def _checked_file(entry_id: str, folder: Path) -> Path:
    if not _ID.fullmatch(entry_id):
        raise MotionError(folder, "id", "small letters, digits and hyphens", repr(entry_id))
    return _file_of(entry_id, folder)


def load_spec(exercise_id: str, folder: Path = _DATA) -> MotionSpec:
    """What the author of a motion says, checked for form; quick, no numpy.

    Raises ``MotionError`` for an impossible id and a missing or broken file.
    """
    return read_motion(_checked_file(exercise_id, folder), folder / "poses.toml")


def motion_source(exercise_id: str, folder: Path = _DATA) -> bytes:
    """All that an author wrote about a motion: it is the same as long as these bytes are.

    Raises ``MotionError`` for an impossible id and a missing file.
    """
    return read_source(_checked_file(exercise_id, folder), folder / "poses.toml")


def load_timeline(exercise_id: str, folder: Path = _DATA) -> Timeline:
    """When the key poses of an exercise are reached; quick, no numpy.

    Raises ``MotionError`` as :func:`load_spec` does.
    """
    return load_spec(exercise_id, folder).timeline


def load_motion(exercise_id: str, side: Side = Side.RIGHT, folder: Path = _DATA) -> Motion:
    """Load, solve and check the motion of an exercise for one side, in well under 60 ms.

    What is checked here and what in :func:`validate_motion` is told in
    :mod:`backrehab_desktop.core.figure.validate`. Raises ``MotionError`` naming file, key, check
    and value if anything is wrong with it; a motion that breaks a check is never returned.
    """
    from backrehab_desktop.core.figure.build import build_motion
    from backrehab_desktop.core.figure.spec import PoseError

    file = _file_of(exercise_id, folder)
    spec = load_spec(exercise_id, folder)
    try:
        return build_motion(spec, side)
    except PoseError as error:
        raise MotionError(file, error.key, error.check, error.value) from error


def validate_motion(
    exercise_id: str, side: Side = Side.RIGHT, folder: Path = _DATA
) -> tuple[Finding, ...]:
    """Check every frame of a motion at 120 frames a second with the exact solver.

    Returns the worst moment of each check; raises ``MotionError`` for one beyond its limit.
    """
    from backrehab_desktop.core.figure.spec import PoseError
    from backrehab_desktop.core.figure.validate import check_fully

    motion = load_motion(exercise_id, side, folder)
    try:
        return check_fully(motion)
    except PoseError as error:
        file = _file_of(exercise_id, folder)
        raise MotionError(file, error.key, error.check, error.value) from error
