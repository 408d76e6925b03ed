"""Reading the key poses of a motion file: angles, supports, contacts, expectations.

The format is told in :mod:`backrehab_desktop.catalogue.motion_files`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from backrehab_desktop.catalogue.fields import Fields, shown
from backrehab_desktop.catalogue.motion_fields import (
    MAX_LENGTH,
    all_of,
    expectations_of,
    one_of,
    triple,
)
from backrehab_desktop.catalogue.motion_words import (
    ANGLE_NAMES,
    FRAME_NAMES,
    HAND_KINDS,
    LIMBS,
    POINT_NAMES,
    SEATS,
    SUPPORT_NAMES,
    sided_angles,
)
from backrehab_desktop.core.figure.angle_names import BELLY_RISE, RESTING_ANGLES
from backrehab_desktop.core.figure.spec import (
    ELBOW_DIRECTIONS,
    ELBOW_FLOOR,
    BodyContact,
    FootContact,
    FootKind,
    ForearmContact,
    GripContact,
    HandContact,
    KeySpec,
    LimbContact,
    PalmContact,
    TowelContact,
)

_MAX_ANGLE = 180.0
_AUTHORED = {"belly.rise": BELLY_RISE}
_MIN_MOVE_S, _MAX_MOVE_S = 0.3, 20.0
_LONGEST_CYCLE_S = 30.0
_MOST_KEYS = 16
"""More than twice what any exercise of ours has; checking every frame takes time for each."""

Poses = Mapping[str, Mapping[str, float]]
"""Angles of the shared poses, by name."""


# Angles -----------------------------------------------------------------------------------------
def read_angles(fields: Fields, path: str = "") -> dict[str, float]:
    """A nested table of angles, both sides spelt out."""
    angles: dict[str, float] = {}
    keys = fields.keys()
    for key in keys:
        name = f"{path}{key}"
        if fields.is_table(key):
            angles |= read_angles(fields.table(key), f"{name}.")
            continue
        if name not in ANGLE_NAMES:
            raise fields.error(key, "unknown angle", "Use a joint and a movement, as hip.flex")
        angle = fields.number(key, *_AUTHORED.get(name, (-_MAX_ANGLE, _MAX_ANGLE)))
        angles |= dict.fromkeys(sided_angles(name), angle)
    return angles


# Keys -------------------------------------------------------------------------------------------
def read_keys(fields: Fields, poses: Poses, *, is_still: bool) -> tuple[KeySpec, ...]:
    """The key poses, each with all that it inherits from the one before.

    Raises ``CatalogueError``; what belongs to all of them is checked here, too.
    """
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
            is_hold=fields.flag("hold"),
            same_as=None,
            angles=_key_angles(fields, before, poses),
            support=_key_support(fields, before),
            contacts=_key_contacts(fields, before),
            expectations=expectations_of(fields),
            root=triple(fields, "root") if fields.has("root") else None,
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
        angles |= poses[one_of(fields, "pose", pose, tuple(poses))]
    if fields.has("set"):
        angles |= read_angles(fields.table("set"))
    return angles


def _key_support(fields: Fields, before: list[KeySpec]) -> tuple[str, ...]:
    if fields.has("root"):
        return ()
    if before and not fields.has("support"):
        return before[-1].support
    supports = all_of(fields, "support", SUPPORT_NAMES)
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
            one_of(table, limb, limb, (*LIMBS, "foot", "hand"))
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
            table.choice("kind", FootKind), since, table.flag("slides"), _place(table)
        )
    else:
        contact = _read_hand(table, since)
    table.finish()
    return contact


def _read_hand(fields: Fields, since: int) -> HandContact:
    kind = one_of(fields, "kind", fields.text("kind"), HAND_KINDS)
    if kind == "towel":
        return TowelContact(one_of(fields, "point", fields.text("point"), POINT_NAMES))
    if kind == "forearm":
        return ForearmContact(fields.number("heading", -180.0, 180.0))
    elbow = ELBOW_FLOOR
    if fields.has("elbow"):
        elbow = one_of(fields, "elbow", fields.text("elbow"), (ELBOW_FLOOR, *ELBOW_DIRECTIONS))
    if kind == "palm":
        heading = fields.number("heading", -180.0, 180.0) if fields.has("heading") else None
        on = one_of(fields, "on", fields.text("on"), SEATS) if fields.has("on") else SEATS[0]
        return PalmContact(heading, elbow, since, _place(fields), on)
    if kind == "grip":
        limbs = ("thigh.L", "thigh.R", "shank.L", "shank.R")
        frame = one_of(fields, "on", fields.text("on"), limbs)
        at = fields.number("at", 0.0, 1.0)
        around = fields.number("around", -180.0, 180.0)
        turn = fields.number("heading", -180.0, 180.0) if fields.has("heading") else 0.0
        return GripContact(frame, at, around, elbow, turn)
    return BodyContact(
        one_of(fields, "origin", fields.text("origin"), POINT_NAMES),
        one_of(fields, "frame", fields.text("frame"), FRAME_NAMES),
        triple(fields, "offset"),
        fields.number("heading", -180.0, 180.0),
        elbow,
        fields.flag("behind"),
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
