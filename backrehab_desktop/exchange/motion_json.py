"""A motion as numbers for others to read or judge: ``backrehab motion ID --json``."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from backrehab_desktop.core.figure.checks import rigid_pairs
from backrehab_desktop.core.figure.timeline import SAMPLES_PER_MOVE
from backrehab_desktop.core.figure.validate import cycle_samples

if TYPE_CHECKING:
    from backrehab_desktop.core.figure.motion import Motion
    from backrehab_desktop.core.figure.pose import FloatArray

MAX_FPS = 1000.0
_DECIMALS = 12
"""Positions keep a millionth of a millionth of the stature: bones stay constant to 1e-9."""

MotionDocument = dict[str, object]
"""Nothing but dictionaries, lists, strings, numbers and booleans."""


def motion_document(motion: Motion, frames_per_s: float, hold_s: float) -> MotionDocument:
    """One whole cycle of a motion, every frame solved exactly.

    Positions are in statures, x right, y away, z up, the floor at 0. ``bones`` are all pairs of
    joints whose distance never changes in this motion; where the toes bend, foot and toes are two.
    The surface points among the joints are those of the skin (rigid) and the touch points of pads,
    head and elbows (they roll). ``keys`` gives the time a key pose is held; it is an instant for
    all but the one with ``hold``. ``contacts`` lists what touches the floor; a contact that does
    not slide keeps its place on it. Only under somebody who walks does the floor move:
    ``floor_speed`` statures a second along -x.

    Raises ``ValueError`` for a frame rate outside 1..1000 or a negative hold.
    """
    if not 1.0 <= frames_per_s <= MAX_FPS:
        raise ValueError(f"the frame rate must be from 1 to {MAX_FPS:g}")
    if not 0.0 <= hold_s < math.inf:
        raise ValueError("the hold must not be negative")
    samples = cycle_samples(motion.timeline, frames_per_s, hold_s)
    pose = motion.solve(samples)
    joints = list(pose.points)
    frames = np.stack([pose.points[name] for name in joints], axis=1)
    moving_floor = {"floor_speed": motion.travel / motion.timeline.move_s} if motion.travel else {}
    return {
        "id": motion.id,
        "side": motion.side.value,
        "fps": int(frames_per_s) if float(frames_per_s).is_integer() else frames_per_s,
        "joints": joints,
        "bones": [list(bone) for bone in rigid_pairs(motion.pose)],
        "frames": _rounded(frames),
        "keys": _keys(motion, hold_s),
        "contacts": _contacts(motion, hold_s),
        **moving_floor,
    }


def _rounded(frames: FloatArray) -> list[object]:
    """Nested lists; adding 0 turns a rounded -0.0 into 0.0."""
    rounded: list[object] = (np.round(frames, _DECIMALS) + 0.0).tolist()
    return rounded


def _keys(motion: Motion, hold_s: float) -> list[dict[str, object]]:
    keys: list[dict[str, object]] = []
    for key in motion.keys:
        start_s = _reached_s(motion, key.sample, hold_s)
        end_s = start_s + hold_s if key.is_hold else start_s
        keys.append({"name": key.name, "start_s": start_s, "end_s": end_s, "hold": key.is_hold})
    return keys


def _contacts(motion: Motion, hold_s: float) -> list[dict[str, object]]:
    contacts: list[dict[str, object]] = []
    for contact in motion.contacts:
        if contact.surface != "floor":
            continue
        end_s = _reached_s(motion, contact.last_sample, hold_s)
        if contact.last_sample == motion.timeline.hold_sample:
            end_s += hold_s
        contacts.append(
            {
                "point": contact.point,
                "start_s": _reached_s(motion, contact.first_sample, hold_s),
                "end_s": end_s,
                "slides": contact.slides,
            }
        )
    return contacts


def _reached_s(motion: Motion, sample: int, hold_s: float) -> float:
    """When the first moment of a key's sample comes in the cycle."""
    index = sample // SAMPLES_PER_MOVE
    timeline = motion.timeline
    passed_s = sum(key.move_s for key in timeline.keys[: index + 1])
    return passed_s + (hold_s if index > timeline.hold_index else 0.0)
