"""Reading a motion that goes on without end.

The format, by example::

    # --- motion ---
    [motion]
    base = "upright"
    cyclic = true
    seconds = 3.2                         # one cycle, as it is shown
    ...

    [motion.cycle.curves]                 # values at equal steps of the cycle; one stays as it is
    pelvis.z = [0.52, 0.53, 0.52, 0.53]
    shoulder.flex = [-20, 0, 20, 0]       # of the right arm; the left one is half a cycle later

    [motion.cycle.gait]                   # or [motion.cycle.pedals], and hold, seats, machine
    ...

    [[motion.key]]                        # a moment of the right side
    name = "Heel down"
    at = 0.0                              # the share of the cycle that has passed
    picture = true                        # the moment shown on small pictures; else the first
    expect = ["knee.R.flex within 0..8"]

The last key is the first again and is not written.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from backrehab_desktop.catalogue.fields import shown
from backrehab_desktop.catalogue.motion_fields import (
    MAX_LENGTH,
    all_of,
    expectations_of,
    one_of,
    triple,
)
from backrehab_desktop.catalogue.motion_words import POINT_NAMES
from backrehab_desktop.core.figure.cycle_spec import (
    BESIDE,
    CURVES,
    MACHINE_ROLES,
    PART_KINDS,
    CycleSpec,
    GaitSpec,
    HoldSpec,
    LinkageSpec,
    PartSpec,
    PedalSpec,
)
from backrehab_desktop.core.figure.skeleton import BOLSTERS, SURFACE
from backrehab_desktop.core.figure.spec import ELBOW_DIRECTIONS, KeySpec

if TYPE_CHECKING:
    from backrehab_desktop.catalogue.fields import Fields
    from backrehab_desktop.core.figure.cycle_spec import Curve, Place

_MAX_VALUES = 40
_MOST_MOMENTS, _MOST_PARTS = 12, 40
_MIN_CYCLE_S, _MAX_CYCLE_S = 0.5, 20.0
_MAX_ANGLE = 180.0
_MACHINE_POINTS = (
    "axle", "crank", "pin", "pedal", "rocker", "pivot", "grip", "plate_rear", "plate_front",
)  # fmt: skip


def read_cycle(fields: Fields) -> CycleSpec:
    """What goes on in a cycle.

    Raises ``CatalogueError``.
    """
    cycle = CycleSpec(
        curves=_read_curves(fields.table("curves")),
        feet=_read_gait(fields.table("gait"))
        if fields.has("gait")
        else _read_pedals(fields.table("pedals")),
        hold=_read_hold(fields.table("hold")) if fields.has("hold") else None,
        seats=all_of(fields, "seats", tuple(BOLSTERS)),
        machine=read_machine(fields),
    )
    fields.finish()
    return cycle


def read_moments(fields: Fields) -> tuple[KeySpec, ...]:
    """The named moments of a cycle as keys, the first one again at the end.

    Raises ``CatalogueError``.
    """
    cycle_s = fields.number("seconds", _MIN_CYCLE_S, _MAX_CYCLE_S)
    keys: list[KeySpec] = []
    passed = 0.0
    for moment in fields.tables("key", _MOST_MOMENTS):
        at = moment.number("at", 0.0, 1.0)
        if (at > 0.0) if not keys else not passed < at < 1.0:
            raise moment.error("at", f"{at:g}", "Begin with 0 and let the moments follow in order")
        keys.append(_read_moment(moment, (at - passed) * cycle_s))
        passed = at
    if len(keys) < 2:
        raise fields.error("key", f"{len(keys)} moments", "Give two or more")
    if [key.is_hold for key in keys].count(True) > 1:
        raise fields.error("key", "several pictures", "Mark one key with picture = true")
    if not any(key.is_hold for key in keys):
        keys[0] = replace(keys[0], is_hold=True)
    end = replace(
        keys[0], move_s=(1.0 - passed) * cycle_s, is_hold=False, same_as=0, expectations=()
    )
    return (*keys, end)


def _read_moment(fields: Fields, move_s: float) -> KeySpec:
    key = KeySpec(
        name=fields.text("name"),
        move_s=move_s,
        is_hold=fields.flag("picture"),
        same_as=None,
        angles={},
        support=(),
        contacts={},
        expectations=expectations_of(fields),
    )
    fields.finish()
    return key


def _read_curves(fields: Fields, path: str = "") -> dict[str, Curve]:
    """A nested table of curves."""
    curves: dict[str, Curve] = {}
    for key in fields.keys():  # noqa: SIM118  # a copy: the fields are taken while we go
        name = f"{path}{key}"
        if fields.is_table(key):
            curves |= _read_curves(fields.table(key), f"{name}.")
        elif name in CURVES:
            curves[name] = _numbers(fields, key, 1, _MAX_VALUES, _MAX_ANGLE)
        else:
            raise fields.error(key, "unknown curve", "Use a joint and a movement, as elbow.flex")
    return curves


def _numbers(fields: Fields, key: str, least: int, most: int, largest: float) -> tuple[float, ...]:
    """A list of numbers."""
    values = fields.take(key)
    if not isinstance(values, list) or not least <= len(values) <= most:
        raise fields.error(
            key, shown(values), f"Write {least} to {most} numbers in square brackets"
        )
    names = [str(index) for index in range(len(values))]
    parts = type(fields)(
        fields.file, dict(zip(names, values, strict=True)), fields.name_of(key) + "."
    )
    return tuple(parts.number(name, -largest, largest) for name in names)


def _pair(fields: Fields, key: str, largest: float = MAX_LENGTH) -> tuple[float, float]:
    first, second = _numbers(fields, key, 2, 2, largest)
    return first, second


# Feet -------------------------------------------------------------------------------------------
def _read_gait(fields: Fields) -> GaitSpec:
    gait = GaitSpec(
        stride=fields.number("stride", 0.1, MAX_LENGTH),
        ahead=fields.number("ahead", -MAX_LENGTH, MAX_LENGTH),
        half_width=fields.number("half_width", 0.0, 0.5),
        toe_out_deg=fields.number("toe_out", -30.0, 30.0),
        flat=_pair(fields, "flat"),
        toe_from=fields.number("toe_from", 0.0, 1.0),
        toe_off=fields.number("toe_off", 0.0, 1.0),
        straight=fields.number("straight", 0.0, 1.0),
        pitch=_read_knots(fields, "pitch"),
        lift=fields.number("lift", 0.0, 0.5),
        lift_at=fields.number("lift_at", 0.1, 0.5),
    )
    order = (0.0, *gait.flat, gait.toe_from, gait.toe_off, gait.straight, 1.0)
    if any(after <= before for before, after in itertools.pairwise(order)):
        raise fields.error(
            "flat", "moments out of order", "Order them: flat, toe_from, toe_off, straight"
        )
    ends = gait.pitch[0], gait.pitch[-1]
    if ends != ((gait.flat[1], 0.0), (1.0 + gait.flat[0], 0.0)):
        raise fields.error(
            "pitch", f"from {ends[0]} to {ends[1]}", "Begin and end with 0 where the foot is flat"
        )
    fields.finish()
    return gait


def _read_knots(fields: Fields, key: str) -> tuple[tuple[float, float], ...]:
    """Pairs of a share of the cycle and a value, the shares rising."""
    rows = fields.take(key)
    if not isinstance(rows, list) or not 3 <= len(rows) <= _MAX_VALUES:
        raise fields.error(key, shown(rows), "Write three or more pairs of numbers")
    names = [str(index) for index in range(len(rows))]
    parts = type(fields)(
        fields.file, dict(zip(names, rows, strict=True)), fields.name_of(key) + "."
    )
    knots = tuple(_pair(parts, name, _MAX_ANGLE) for name in names)
    if any(after[0] - before[0] < 0.01 for before, after in itertools.pairwise(knots)):
        raise fields.error(key, "shares too close", "Let them rise by 0.01 or more")
    return knots


def _read_pedals(fields: Fields) -> PedalSpec:
    pedals = PedalSpec(
        at=_pair(fields, "at"),
        radius=fields.number("radius", 0.01, 0.5),
        half_width=fields.number("half_width", 0.0, 0.5),
        start_deg=fields.number("start", -360.0, 360.0),
        turns=1.0 if fields.flag("tops_go_back") else -1.0,
        inside=fields.number("inside", 0.0, 0.2),
        thickness=fields.number("thickness", 0.0, 0.1),
        linkage=_read_linkage(fields.table("linkage")) if fields.has("linkage") else None,
    )
    fields.finish()
    return pedals


def _read_linkage(fields: Fields) -> LinkageSpec:
    linkage = LinkageSpec(
        pivot=_pair(fields, "pivot"),
        rocker=fields.number("rocker", 0.01, MAX_LENGTH),
        bar=fields.number("bar", 0.01, MAX_LENGTH),
        plate_at=fields.number("plate_at", 0.0, 1.5),
        handle=fields.number("handle", 0.01, MAX_LENGTH),
        handle_lean_deg=fields.number("handle_lean", -90.0, 90.0),
        handle_out=fields.number("handle_out", 0.0, 0.5),
    )
    fields.finish()
    return linkage


# Hands and machine ------------------------------------------------------------------------------
def _read_hold(fields: Fields) -> HoldSpec:
    hold = HoldSpec(
        point=one_of(fields, "point", fields.text("point"), _MACHINE_POINTS)
        if fields.has("point")
        else "",
        at=triple(fields, "at"),
        fingers=triple(fields, "fingers"),
        palm=triple(fields, "palm"),
        elbow=one_of(fields, "elbow", fields.text("elbow"), tuple(ELBOW_DIRECTIONS)),
        bar=fields.number("bar", 0.001, 0.1),
    )
    fields.finish()
    return hold


def read_machine(fields: Fields) -> tuple[PartSpec, ...]:
    """The solid parts of a machine, or of what the hands hold; none if there are none.

    Raises ``CatalogueError``.
    """
    parts = fields.tables("machine", _MOST_PARTS) if fields.has("machine") else ()
    return tuple(_read_part(part) for part in parts)


def _read_part(fields: Fields) -> PartSpec:
    part = PartSpec(
        kind=one_of(fields, "kind", fields.text("kind"), PART_KINDS),
        path=_read_path(fields),
        size=fields.number("size", 0.001, 0.5),
        half_width=fields.number("half_width", 0.0, 0.5) if fields.has("half_width") else 0.0,
        role=one_of(fields, "role", fields.text("role"), MACHINE_ROLES),
        is_paired=fields.flag("paired"),
        beside=one_of(fields, "beside", fields.text("beside"), BESIDE[1:])
        if fields.has("beside")
        else BESIDE[0],
    )
    fields.finish()
    return part


def _read_path(fields: Fields) -> tuple[str | Place, ...]:
    """Coordinates and names of points."""
    rows = fields.take("path")
    if not isinstance(rows, list) or not 1 <= len(rows) <= _MAX_VALUES:
        raise fields.error("path", shown(rows), "Write places in square brackets")
    path: list[str | Place] = []
    for index, row in enumerate(rows):
        parts = type(fields)(fields.file, {"place": row}, f"{fields.name_of('path')}[{index}].")
        if isinstance(row, str):
            path.append(one_of(parts, "place", row, (*_MACHINE_POINTS, *SURFACE, *POINT_NAMES)))
        else:
            path.append(triple(parts, "place"))
    return tuple(path)
