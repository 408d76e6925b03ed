"""Reading the motion part of an exercise file into a specification; needs no numpy.

The format, by example::

    # --- motion ---
    [motion]
    base = "supine"                       # how the body lies to begin with
    props = ["mat"]
    view = { azimuth = -14, elevation = 12 }
    views = { feet = { azimuth = 80, elevation = 20 } }   # where else it is worth looking from
    muscles = ["glutes", "hamstrings"]    # "glutes.R" for one side
    lead = "R"                            # only where one side does the exercise
    head_rests = true
    arrows = [{ point = "pelvis", from = "Start", to = "Lift", offset = [0, 0, 0.13] }]

    [[motion.key]]
    name = "Start"
    pose = "hook_lying"                   # from poses.toml
    set = { elbow.flex = 16 }             # both sides; elbow.R.flex sets one
    support = ["upper_back", "seat"]
    contact = { foot = "flat", hand = { kind = "palm", elbow = "floor" } }
    expect = ["gap(seat) within 0..0.002"]

    [[motion.key]]
    name = "Lift"
    move_s = 1.8
    hold = true                           # the prescription's hold time is spent here
    ...

    [[motion.key]]
    name = "Start"
    back_to = "Start"
    move_s = 2.2

Angles, supports and contacts are inherited from key to key. ``lift`` ends contacts.

A body that rests on nothing gets ``root = [x, y, z]``, the place of its pelvis, instead of
``support``. Chair, pillow and wall are made to measure for the first pose and say what touches
them throughout: ``things = [{ kind = "wall", touches = ["seat_behind"] }]``.

Every key that is not a ``back_to`` says what is true of its pose: two wrong exercises once looked
plausible to the eye. ``breath = true``: the moves take as long as a slow breath.
``eyes_closed = true``: done with closed eyes.

``still = true`` makes a picture: one key, which is neither reached nor left. ``cyclic = true``
makes a motion that goes on without end: see :mod:`backrehab_desktop.catalogue.cycle_files`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from backrehab_desktop.catalogue.cycle_files import read_cycle, read_machine, read_moments
from backrehab_desktop.catalogue.errors import CatalogueError
from backrehab_desktop.catalogue.fields import Fields, parse_toml, read_text
from backrehab_desktop.catalogue.motion_fields import all_of, one_of, triple
from backrehab_desktop.catalogue.motion_keys import Poses, read_angles, read_keys
from backrehab_desktop.catalogue.motion_words import (
    BASE_NAMES,
    FRAME_NAMES,
    MUSCLES,
    POINT_NAMES,
    PROPS,
    THINGS,
)
from backrehab_desktop.core.exercise import Effect
from backrehab_desktop.core.figure.spec import (
    SECOND_VIEWS,
    ArrowSpec,
    InsetSpec,
    MotionSpec,
    PropSpec,
    ViewSpec,
)

if TYPE_CHECKING:
    from pathlib import Path

_MAX_QUOTE = 120
_MOST_ARROWS, _MOST_THINGS = 4, 6
"""More than twice what any exercise of ours has."""
_UNREADABLE = (ValueError, OverflowError, RecursionError)
"""What the TOML parser and number checks raise for absurd input, beside their own errors."""


class MotionError(CatalogueError):
    """A motion that cannot be shown: what was checked, and what was found instead."""

    def __init__(self, file: Path, key: str, check: str, value: str) -> None:
        self.check = _brief(check)
        self.value = _brief(value)
        problem = f"{self.check}, but found {self.value}"
        super().__init__(file, _brief(key), problem, "Mend the motion there")


def read_motion(file: Path, poses_file: Path) -> MotionSpec:
    """Read the motion of an exercise file, named after the exercise, and the shared poses.

    Raises ``MotionError`` for anything that is missing, misspelt or out of range.
    """
    try:
        text, poses_text = read_text(file), read_text(poses_file)
    except CatalogueError as error:
        raise _as_motion_error(error) from error
    return parse_motion(file, text, parse_poses(poses_file, poses_text))


def parse_poses(file: Path, text: str) -> Poses:
    """Parse the shared poses: one table of angles for each name.

    Raises ``MotionError``.
    """
    try:
        fields = Fields(file, parse_toml(file, text))
        names = fields.keys()
        return {name: read_angles(fields.table(name)) for name in names}
    except CatalogueError as error:
        raise _as_motion_error(error) from error
    except _UNREADABLE as error:
        raise MotionError(file, "TOML", "the file can be read", _one_line(error)) from error


def parse_motion(file: Path, text: str, poses: Poses) -> MotionSpec:
    """Parse the motion part of an exercise file's text.

    Raises ``MotionError``.
    """
    try:
        return motion_of(Fields(file, parse_toml(file, text)), poses)
    except CatalogueError as error:
        raise _as_motion_error(error) from error
    except _UNREADABLE as error:
        raise MotionError(file, "TOML", "the file can be read", _one_line(error)) from error


def motion_of(document: Fields, poses: Poses) -> MotionSpec:
    """The motion of a parsed exercise file.

    Raises ``CatalogueError``, and what number checks raise for absurd input.
    """
    effect = document.choice("effect", Effect)
    return _read_spec(document.table("motion"), effect, poses)


def _as_motion_error(error: CatalogueError) -> MotionError:
    if isinstance(error, MotionError):
        return error
    wanted = error.fix[:1].lower() + error.fix[1:]
    return MotionError(error.file, error.key, wanted, error.problem)


def _one_line(error: Exception) -> str:
    return str(error) or type(error).__name__


def _brief(text: str) -> str:
    """A part of a message on one line, however long or odd the input it quotes."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= _MAX_QUOTE else f"{line[: _MAX_QUOTE - 3]}..."


# The whole motion -------------------------------------------------------------------------------
def _read_spec(fields: Fields, effect: Effect, poses: Poses) -> MotionSpec:
    cycle = None
    if fields.flag("cyclic"):
        cycle = read_cycle(fields.table("cycle"))
        keys = read_moments(fields)
    else:
        keys = read_keys(fields, poses, is_still=fields.flag("still"))
    things = (
        tuple(_read_thing(thing) for thing in fields.tables("things", _MOST_THINGS))
        if fields.has("things")
        else ()
    )
    names = tuple(key.name for key in keys)
    spec = MotionSpec(
        id=fields.file.stem,
        base=one_of(fields, "base", fields.text("base"), BASE_NAMES),
        props=all_of(fields, "props", PROPS),
        towel=all_of(fields, "towel", POINT_NAMES),
        view=_read_view(fields.table("view")),
        effect=effect,
        muscles=all_of(fields, "muscles", MUSCLES),
        lead=one_of(fields, "lead", fields.text("lead"), ("L", "R")) if fields.has("lead") else "",
        head_rests=fields.flag("head_rests"),
        arrows=tuple(_read_arrow(arrow, names) for arrow in fields.tables("arrows", _MOST_ARROWS)),
        inset=_read_inset(fields.table("inset")) if fields.has("inset") else None,
        keys=keys,
        things=things,
        cycle=cycle,
        machine=read_machine(fields) if cycle is None else (),
        water=fields.number("water", 0.05, 1.2) if fields.has("water") else None,
        second_views=_read_views(fields.table("views")) if fields.has("views") else {},
        breath=fields.flag("breath"),
        eyes_closed=fields.flag("eyes_closed"),
    )
    fields.finish()
    return spec


def _read_view(fields: Fields) -> ViewSpec:
    view = ViewSpec(
        fields.number("azimuth", -180.0, 180.0), fields.number("elevation", -10.0, 80.0)
    )
    fields.finish()
    return view


def _read_views(fields: Fields) -> dict[str, ViewSpec]:
    names = fields.keys()
    return {one_of(fields, n, n, SECOND_VIEWS): _read_view(fields.table(n)) for n in names}


def _read_arrow(fields: Fields, key_names: tuple[str, ...]) -> ArrowSpec:
    arrow = ArrowSpec(
        point=one_of(fields, "point", fields.text("point"), POINT_NAMES),
        start_key=one_of(fields, "from", fields.text("from"), key_names),
        end_key=one_of(fields, "to", fields.text("to"), key_names),
        offset=triple(fields, "offset") if fields.has("offset") else (0.0, 0.0, 0.0),
        frame=one_of(fields, "frame", fields.text("frame"), FRAME_NAMES)
        if fields.has("frame")
        else "",
    )
    fields.finish()
    return arrow


def _read_thing(fields: Fields) -> PropSpec:
    kind = one_of(fields, "kind", fields.text("kind"), THINGS)
    thing = PropSpec(kind, all_of(fields, "touches", POINT_NAMES))
    fields.finish()
    return thing


def _read_inset(fields: Fields) -> InsetSpec:
    inset = InsetSpec(
        point=one_of(fields, "point", fields.text("point"), POINT_NAMES),
        zoom=fields.number("zoom", 1.5, 6.0),
        label=fields.text("label"),
    )
    fields.finish()
    return inset
