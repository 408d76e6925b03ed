"""The motions of the exercises: loaded, solved and checked before anyone sees them.

Solving needs numpy, which must stay out of the way of the first paint; so the timeline is read
here without it, and :func:`load_motion` imports the solver only when a motion is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from backrehab_desktop.catalogue.motion_files import MotionError, read_motion
from backrehab_desktop.catalogue.motion_source import DATA, POSES, file_of, is_possible
from backrehab_desktop.core.exercise import Side

if TYPE_CHECKING:
    from pathlib import Path

    from backrehab_desktop.core.figure.checks import Finding
    from backrehab_desktop.core.figure.motion import Motion
    from backrehab_desktop.core.figure.spec import MotionSpec
    from backrehab_desktop.core.figure.timeline import Timeline

__all__ = [
    "MotionError",
    "load_motion",
    "load_spec",
    "load_timeline",
    "validate_motion",
]


def load_spec(exercise_id: str, folder: Path = DATA) -> MotionSpec:
    """What the author of a motion says, checked for form; quick, no numpy.

    Raises ``MotionError`` for an impossible id and a missing or broken file.
    """
    if not is_possible(exercise_id):
        raise MotionError(folder, "id", "small letters, digits and hyphens", repr(exercise_id))
    return read_motion(file_of(exercise_id, folder), folder / POSES)


def load_timeline(exercise_id: str, folder: Path = DATA) -> Timeline:
    """When the key poses of an exercise are reached; quick, no numpy.

    Raises ``MotionError`` as :func:`load_spec` does.
    """
    return load_spec(exercise_id, folder).timeline


def load_motion(exercise_id: str, side: Side = Side.RIGHT, folder: Path = DATA) -> Motion:
    """Load, solve and check the motion of an exercise for one side, in well under 60 ms.

    What is checked here and what in :func:`validate_motion` is told in
    :mod:`backrehab_desktop.core.figure.validate`. Raises ``MotionError`` naming file, key, check
    and value if anything is wrong with it; a motion that breaks a check is never returned.
    """
    from backrehab_desktop.core.figure.build import build_motion
    from backrehab_desktop.core.figure.spec import PoseError

    file = file_of(exercise_id, folder)
    spec = load_spec(exercise_id, folder)
    try:
        return build_motion(spec, side)
    except PoseError as error:
        raise MotionError(file, error.key, error.check, error.value) from error


def validate_motion(
    exercise_id: str, side: Side = Side.RIGHT, folder: Path = DATA
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
        file = file_of(exercise_id, folder)
        raise MotionError(file, error.key, error.check, error.value) from error
