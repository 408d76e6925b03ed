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

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from backrehab_desktop.catalogue.cycle_files import read_cycle, read_machine, read_moments
from backrehab_desktop.catalogue.errors import CatalogueError
from backrehab_desktop.catalogue.fields import Fields, parse_toml, read_text, shown
from backrehab_desktop.catalogue.motion_fields import (
    MAX_LENGTH,
)
from backrehab_desktop.catalogue.motion_fields import all_of as _all_of
from backrehab_desktop.catalogue.motion_fields import expectations_of as _read_expectations
from backrehab_desktop.catalogue.motion_fields import flag as _flag
from backrehab_desktop.catalogue.motion_fields import one_of as _one_of
from backrehab_desktop.catalogue.motion_fields import triple as _triple
from backrehab_desktop.catalogue.motion_words import (
    ANGLE_NAMES,
    BASE_NAMES,
    FRAME_NAMES,
    HAND_KINDS,
    LIMBS,
    MUSCLES,
    POINT_NAMES,
    PROPS,
    SEATS,
    SUPPORT_NAMES,
    THINGS,
    sided_angles,
)
from backrehab_desktop.core.exercise import Effect
from backrehab_desktop.core.figure.angle_names import BELLY_RISE, RESTING_ANGLES
from backrehab_desktop.core.figure.spec import (
    ELBOW_DIRECTIONS,
    ELBOW_FLOOR,
    SECOND_VIEWS,
    ArrowSpec,
    BodyContact,
    FootContact,
    FootKind,
    ForearmContact,
    GripContact,
    HandContact,
    InsetSpec,
    KeySpec,
    LimbContact,
    MotionSpec,
    PalmContact,
    PropSpec,
    TowelContact,
    ViewSpec,
)

if TYPE_CHECKING:
    from pathlib import Path

_MAX_ANGLE = 180.0
_AUTHORED = {"belly.rise": BELLY_RISE}
_MAX_QUOTE = 120
_MIN_MOVE_S, _MAX_MOVE_S = 0.3, 20.0
_LONGEST_CYCLE_S = 30.0
_MOST_KEYS, _MOST_ARROWS, _MOST_THINGS = 16, 4, 6
"""More than twice what any exercise of ours has; checking every frame takes time for each."""
_UNREADABLE = (ValueError, OverflowError, RecursionError)
"""What the TOML parser and number checks raise for absurd input, beside their own errors."""

Poses = Mapping[str, Mapping[str, float]]


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
        return {name: _read_angles(fields.table(name)) for name in names}
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
    if _flag(fields, "cyclic"):
        cycle = read_cycle(fields.table("cycle"))
        keys = read_moments(fields)
    else:
        keys = _read_keys(fields, poses, is_still=_flag(fields, "still"))
    things = (
        tuple(_read_thing(thing) for thing in fields.tables("things", _MOST_THINGS))
        if fields.has("things")
        else ()
    )
    names = tuple(key.name for key in keys)
    spec = MotionSpec(
        id=fields.file.stem,
        base=_one_of(fields, "base", fields.text("base"), BASE_NAMES),
        props=_all_of(fields, "props", PROPS),
        towel=_all_of(fields, "towel", POINT_NAMES),
        view=_read_view(fields.table("view")),
        effect=effect,
        muscles=_all_of(fields, "muscles", MUSCLES),
        lead=_one_of(fields, "lead", fields.text("lead"), ("L", "R")) if fields.has("lead") else "",
        head_rests=_flag(fields, "head_rests"),
        arrows=tuple(_read_arrow(arrow, names) for arrow in fields.tables("arrows", _MOST_ARROWS)),
        inset=_read_inset(fields.table("inset")) if fields.has("inset") else None,
        keys=keys,
        things=things,
        cycle=cycle,
        machine=read_machine(fields) if cycle is None else (),
        water=fields.number("water", 0.05, 1.2) if fields.has("water") else None,
        second_views=_read_views(fields.table("views")) if fields.has("views") else {},
        breath=_flag(fields, "breath"),
        eyes_closed=_flag(fields, "eyes_closed"),
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
    return {_one_of(fields, n, n, SECOND_VIEWS): _read_view(fields.table(n)) for n in names}


def _read_arrow(fields: Fields, key_names: tuple[str, ...]) -> ArrowSpec:
    arrow = ArrowSpec(
        point=_one_of(fields, "point", fields.text("point"), POINT_NAMES),
        start_key=_one_of(fields, "from", fields.text("from"), key_names),
        end_key=_one_of(fields, "to", fields.text("to"), key_names),
        offset=_triple(fields, "offset") if fields.has("offset") else (0.0, 0.0, 0.0),
        frame=_one_of(fields, "frame", fields.text("frame"), FRAME_NAMES)
        if fields.has("frame")
        else "",
    )
    fields.finish()
    return arrow


def _read_thing(fields: Fields) -> PropSpec:
    kind = _one_of(fields, "kind", fields.text("kind"), THINGS)
    thing = PropSpec(kind, _all_of(fields, "touches", POINT_NAMES))
    fields.finish()
    return thing


def _read_inset(fields: Fields) -> InsetSpec:
    inset = InsetSpec(
        point=_one_of(fields, "point", fields.text("point"), POINT_NAMES),
        zoom=fields.number("zoom", 1.5, 6.0),
        label=fields.text("label"),
    )
    fields.finish()
    return inset


# Angles -----------------------------------------------------------------------------------------
def _read_angles(fields: Fields, path: str = "") -> dict[str, float]:
    """A nested table of angles, both sides spelt out."""
    angles: dict[str, float] = {}
    keys = fields.keys()
    for key in keys:
        name = f"{path}{key}"
        if fields.is_table(key):
            angles |= _read_angles(fields.table(key), f"{name}.")
            continue
        if name not in ANGLE_NAMES:
            raise fields.error(key, "unknown angle", "Use a joint and a movement, as hip.flex")
        angle = fields.number(key, *_AUTHORED.get(name, (-_MAX_ANGLE, _MAX_ANGLE)))
        angles |= dict.fromkeys(sided_angles(name), angle)
    return angles


# Keys -------------------------------------------------------------------------------------------
def _read_keys(fields: Fields, poses: Poses, *, is_still: bool) -> tuple[KeySpec, ...]:
    keys: list[KeySpec] = []
    for key_fields in fields.tables("key", _MOST_KEYS):
        keys.append(_read_key(key_fields, keys, poses))
    if is_still:
        if len(keys) != 1:
            raise fields.error("key", f"{len(keys)} keys", "Give one: a still motion is a picture")
        return (replace(keys[0], is_hold=True),)
    if sum(key.move_s for key in keys) > _LONGEST_CYCLE_S:
        raise fields.error(
            "key", "too long in all", f"Let the moves take {_LONGEST_CYCLE_S:g} s at most"
        )
    if len(keys) < 3:
        raise fields.error("key", f"{len(keys)} keys", "Give a start, a hold and a way back")
    if [key.is_hold for key in keys].count(True) != 1 or keys[0].is_hold or keys[-1].is_hold:
        raise fields.error("key", "not exactly one", "Mark one key on the way with hold = true")
    if keys[-1].same_as != 0:
        raise fields.error("key", "another end", f'Let the last key go back_to "{keys[0].name}"')
    return tuple(keys)


def _read_key(fields: Fields, before: list[KeySpec], poses: Poses) -> KeySpec:
    name = fields.text("name")
    is_first = not before
    move_s = 0.0 if is_first else fields.number("move_s", _MIN_MOVE_S, _MAX_MOVE_S)
    if fields.has("back_to"):
        key = _repeat(fields, before, name, move_s)
    else:
        if any(other.name == name for other in before):
            raise fields.error("name", f'"{name}" twice', "Give each pose its own name")
        key = KeySpec(
            name=name,
            move_s=move_s,
            is_hold=_flag(fields, "hold"),
            same_as=None,
            angles=_key_angles(fields, before, poses),
            support=_key_support(fields, before),
            contacts=_key_contacts(fields, before),
            expectations=_read_expectations(fields),
            root=_triple(fields, "root") if fields.has("root") else None,
        )
    fields.finish()
    return key


def _repeat(fields: Fields, before: list[KeySpec], name: str, move_s: float) -> KeySpec:
    """A key that goes back to the pose of an earlier one."""
    source = fields.text("back_to")
    for index, key in enumerate(before):
        if key.name == source and key.same_as is None:
            return replace(
                key, name=name, move_s=move_s, is_hold=False, same_as=index, expectations=()
            )
    raise fields.error("back_to", f'"{source}"', "Name an earlier key")


def _key_angles(fields: Fields, before: list[KeySpec], poses: Poses) -> dict[str, float]:
    angles = dict(before[-1].angles if before else RESTING_ANGLES)
    if fields.has("pose"):
        pose = fields.text("pose")
        angles |= poses[_one_of(fields, "pose", pose, tuple(poses))]
    if fields.has("set"):
        angles |= _read_angles(fields.table("set"))
    return angles


def _key_support(fields: Fields, before: list[KeySpec]) -> tuple[str, ...]:
    if fields.has("root"):
        return ()
    if before and not fields.has("support"):
        return before[-1].support
    supports = _all_of(fields, "support", SUPPORT_NAMES)
    if not 1 <= len(supports) <= 2:
        raise fields.error("support", f"{len(supports)} supports", "Name one or two")
    return supports


def _key_contacts(fields: Fields, before: list[KeySpec]) -> dict[str, LimbContact]:
    contacts = dict(before[-1].contacts) if before else {}
    for limb in fields.texts("lift"):
        if contacts.pop(limb, None) is None:
            raise fields.error("lift", f'"{limb}"', "Name a foot or hand that is in contact")
    if fields.has("contact"):
        table = fields.table("contact")
        limbs = table.keys()
        for limb in limbs:
            _one_of(table, limb, limb, (*LIMBS, "foot", "hand"))
            contact = _read_contact(table, limb, len(before))
            contacts |= dict.fromkeys([name for name in LIMBS if name.startswith(limb)], contact)
    return contacts


# Contacts ---------------------------------------------------------------------------------------
def _read_contact(fields: Fields, limb: str, since: int) -> LimbContact:
    """One contact, written as its kind alone or as a table."""
    if fields.is_table(limb):
        table = fields.table(limb)
    else:
        table = Fields(fields.file, {"kind": fields.text(limb)}, fields.name_of(limb) + ".")
    if limb.startswith("foot"):
        contact: LimbContact = FootContact(
            table.choice("kind", FootKind), since, _flag(table, "slides"), _place(table)
        )
    else:
        contact = _read_hand(table, since)
    table.finish()
    return contact


def _read_hand(fields: Fields, since: int) -> HandContact:
    kind = _one_of(fields, "kind", fields.text("kind"), HAND_KINDS)
    if kind == "towel":
        return TowelContact(_one_of(fields, "point", fields.text("point"), POINT_NAMES))
    if kind == "forearm":
        return ForearmContact(fields.number("heading", -180.0, 180.0))
    elbow = ELBOW_FLOOR
    if fields.has("elbow"):
        elbow = _one_of(fields, "elbow", fields.text("elbow"), (ELBOW_FLOOR, *ELBOW_DIRECTIONS))
    if kind == "palm":
        heading = fields.number("heading", -180.0, 180.0) if fields.has("heading") else None
        on = _one_of(fields, "on", fields.text("on"), SEATS) if fields.has("on") else SEATS[0]
        return PalmContact(heading, elbow, since, _place(fields), on)
    if kind == "grip":
        limbs = ("thigh.L", "thigh.R", "shank.L", "shank.R")
        frame = _one_of(fields, "on", fields.text("on"), limbs)
        at = fields.number("at", 0.0, 1.0)
        around = fields.number("around", -180.0, 180.0)
        return GripContact(frame, at, around, elbow, _flag(fields, "along"))
    return BodyContact(
        _one_of(fields, "origin", fields.text("origin"), POINT_NAMES),
        _one_of(fields, "frame", fields.text("frame"), FRAME_NAMES),
        _triple(fields, "offset"),
        fields.number("heading", -180.0, 180.0),
        elbow,
        _flag(fields, "behind"),
    )


def _place(fields: Fields) -> tuple[float, float] | None:
    """A place on the floor, if there is one."""
    if not fields.has("at"):
        return None
    value = fields.take("at")
    if not isinstance(value, list) or len(value) != 2:
        raise fields.error("at", shown(value), "Write two numbers in square brackets")
    parts = Fields(fields.file, dict(zip("xy", value, strict=True)), fields.name_of("at") + ".")
    return parts.number("x", -MAX_LENGTH, MAX_LENGTH), parts.number("y", -MAX_LENGTH, MAX_LENGTH)
