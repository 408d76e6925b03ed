"""From key poses to any moment between them.

One rule covers every contact and support: what holds at both ends of a move holds on every frame
of it; everything else is interpolated between the two *solved* keys. Joints are interpolated as
rotations, a hand or foot that touches something at either end as a direction in the world (in
joint space a fingertip that leaves the floor would dip into it first).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from backrehab_desktop.core.figure import supports
from backrehab_desktop.core.figure.angle_names import REGION_ANGLES
from backrehab_desktop.core.figure.angles import limb_angles
from backrehab_desktop.core.figure.contacts import (
    Captured,
    Place,
    capture,
    finger_curl,
    follow,
    slide,
    turned,
    turning,
)
from backrehab_desktop.core.figure.kinematics import (
    Body,
    add_arm,
    add_foot,
    add_hand,
    add_leg,
    add_surface_points,
    build_trunk,
    joint_rotations,
    limb_rotations,
)
from backrehab_desktop.core.figure.pose import FloatArray, Pose
from backrehab_desktop.core.figure.reaching import HandKey, carry_hand
from backrehab_desktop.core.figure.rotation import between
from backrehab_desktop.core.figure.skeleton import SIDES
from backrehab_desktop.core.figure.skin import Spot
from backrehab_desktop.core.figure.spec import (
    BodyContact,
    FootContact,
    GripContact,
    KeySpec,
    LimbContact,
    MotionSpec,
    PalmContact,
    PoseError,
)
from backrehab_desktop.core.figure.timeline import SAMPLES_PER_MOVE

if TYPE_CHECKING:
    from collections.abc import Mapping

_FOOT_ROLLS = ("foot.L.roll", "foot.R.roll")
_CURLS = ("fingers.L.curl", "fingers.R.curl")
"""How far fingers are bent, degrees: nobody authors it, it follows from what a hand does."""


@dataclass(frozen=True, slots=True)
class Rest:
    """What the body rests on for a batch of poses."""

    supports: tuple[str, ...]
    orientation: FloatArray
    """Of the anchor frame of the supports, (T, 3, 3)."""
    pin: FloatArray | None
    """Where the first support lies, (T, 2); None keeps the pelvis over the origin. Without a
    support where the pelvis is, (T, 3)."""
    head_rests: bool


@dataclass(frozen=True, slots=True)
class SolvedKey:
    """One key pose, with what the moves from and to it need."""

    spec: KeySpec
    body: Body
    angles: Mapping[str, FloatArray]
    """As authored, (1,) each, but with the neck as it was solved."""
    rotations: Mapping[str, FloatArray]
    """Of every limb joint, (1, 3, 3)."""
    places: Mapping[str, Captured]

    def pin(self, support: str) -> FloatArray:
        """Where a support lies on the floor, (1, 2)."""
        return supports.pin_point(self.body, support, self.rotations)[:, :2]

    def hand(self, limb: str) -> HandKey:
        """A hand of this key, as the start or end of a way."""
        return HandKey(self.body, self.spec.contacts.get(limb), self.places.get(limb))

    @property
    def pose(self) -> Pose:
        """The key as a batch of one."""
        return finish(Body(dict(self.body.points), dict(self.body.frames)), self.angles)


def _build(angles: dict[str, FloatArray], rotations: Mapping[str, FloatArray], rest: Rest) -> Body:
    """A body at rest with its limbs by forward kinematics; ``neck.flex`` may be replaced."""
    body = build_trunk(angles)
    supports.lay_down(body, rest.supports, rest.orientation, rest.pin, rotations)
    if rest.head_rests:
        supports.rest_head(body, angles)
    for side in SIDES:
        add_leg(body, side, rotations)
        add_arm(body, side, rotations)
    return body


def finish(body: Body, angles: Mapping[str, FloatArray]) -> Pose:
    """Add the points of the skin to a whole body and measure its angles."""
    add_surface_points(body)
    supports.add_touch_points(body)
    measured = {name: angles[name] for name in (*REGION_ANGLES, *_FOOT_ROLLS, *_CURLS)}
    measured |= limb_angles(body)
    return Pose(body.points, body.frames, measured)


class MotionSolver:
    """Solves the keys of a motion once and any moment of it on demand.

    Raises ``PoseError`` where something cannot be solved.
    """

    def __init__(self, spec: MotionSpec) -> None:
        self._spec = spec
        keys: list[SolvedKey] = []
        for key in spec.keys:
            try:
                keys.append(
                    self._solve_key(key, keys[-1] if keys else None)
                    if key.same_as is None
                    else keys[key.same_as]
                )
            except PoseError as error:
                raise PoseError(f"{key.name}, {error.key}", error.check, error.value) from error
        self.keys = tuple(keys)

    def move(self, first: int, progress: FloatArray) -> Pose:
        """Poses of the move from key ``first`` to the next, at progress 0..1, (T,).

        A move back along the way the body came is the same way: it is solved in the order of the
        keys' first appearance, so both directions agree to the last bit.
        """
        start, end = self.pose_index(first), self.pose_index(first + 1)
        if start > end:
            return self._between(self.keys[end], self.keys[start], 1.0 - progress)
        return self._between(self.keys[start], self.keys[end], progress)

    def solve(self, samples: FloatArray) -> Pose:
        """Exact poses at positions on the samples, (T,)."""
        if len(self.keys) == 1:
            return self.keys[0].pose.take(np.zeros(len(samples), dtype=np.intp))
        last_move = len(self.keys) - 2
        position = np.clip(samples / SAMPLES_PER_MOVE, 0.0, float(last_move + 1))
        moves = np.minimum(position.astype(np.intp), last_move)
        batches: list[tuple[np.ndarray[tuple[int, ...], np.dtype[np.bool_]], Pose]] = []
        for index in np.unique(moves):
            rows = moves == index
            batches.append((rows, self.move(int(index), position[rows] - float(index))))
        if len(batches) == 1:
            return batches[0][1]
        return _merge(batches, len(samples))

    def held(self, first: int) -> tuple[dict[str, LimbContact], tuple[str, ...]]:
        """Contacts and supports that hold throughout the move from key ``first`` to the next.

        The last key has no next: what it touches.
        """
        start, end = (key.spec for key in (self.keys[first], self.keys[first:][:2][-1]))
        return _shared_contacts(start, end), _shared_supports(start, end)

    def pose_index(self, index: int) -> int:
        """The index of the key at which a key's pose first appears."""
        same_as = self._spec.keys[index].same_as
        return index if same_as is None else same_as

    def _solve_key(self, key: KeySpec, before: SolvedKey | None) -> SolvedKey:
        angles = {name: np.array([value]) for name, value in key.angles.items()}
        for name in _CURLS:
            hand = key.contacts.get(f"hand.{name.split('.')[1]}")
            angles[name] = angles[name] + finger_curl(hand)
        rotations = limb_rotations(angles)
        pin = None
        if key.root is not None:
            pin = np.array([key.root])
        elif before is not None and key.support:
            pin = before.pin(key.support[0])
        level = supports.turns_onto(key.support)
        hips_up = np.zeros(1) if level else angles["trunk.hips_up"]
        rest = Rest(
            key.support,
            supports.base_orientation(self._spec.base, hips_up, angles["trunk.lean"]),
            pin,
            self._spec.head_rests,
        )
        body = _build(angles, rotations, rest)
        places: dict[str, Captured] = {}
        for limb, contact in key.contacts.items():
            if isinstance(contact, FootContact | PalmContact | GripContact | BodyContact):
                old = before.spec.contacts.get(limb) if before is not None else None
                if before is not None and _turns(old, contact):
                    places[limb] = turned(before.places[limb], contact)
                elif before is None or old != contact or _slides(contact):
                    places[limb] = capture(body, limb, contact)
                else:
                    places[limb] = before.places[limb]
        _follow_all(body, key.contacts, places, angles)
        return SolvedKey(key, body, angles, joint_rotations(body), places)

    def _between(self, start: SolvedKey, end: SolvedKey, progress: FloatArray) -> Pose:
        """Poses on the way from one solved key to another."""
        share = progress
        angles = {
            name: (1.0 - share) * value + share * end.angles[name]
            for name, value in start.angles.items()
        }
        rotations = {
            name: between(value[0], end.rotations[name][0], share)
            for name, value in start.rotations.items()
        }
        body = _build(angles, rotations, self._rest_between(start, end, share))
        held = _shared_contacts(start.spec, end.spec)
        loose = sorted({*start.spec.contacts, *end.spec.contacts} - {*held})
        reaching = [limb for limb in loose if _reaches_a_limb(limb, start, end)]
        for limb in loose:
            if limb not in reaching:
                _turn_end(body, limb, start, end, share)
        places = {
            limb: _place_between(contact, start.places[limb], end.places[limb], share)
            for limb, contact in held.items()
            if limb in start.places
        }
        _follow_all(body, held, places, angles)
        for limb in reaching:
            carry_hand(body, limb[-1], start.hand(limb), end.hand(limb), share)
        return finish(body, angles)

    def _rest_between(self, start: SolvedKey, end: SolvedKey, share: FloatArray) -> Rest:
        shared = _shared_supports(start.spec, end.spec)
        if start.spec.support == end.spec.support and supports.turns_onto(shared):
            lean = (1.0 - share) * start.angles["trunk.lean"] + share * end.angles["trunk.lean"]
            orientation = supports.base_orientation(self._spec.base, np.zeros(len(share)), lean)
        else:
            shared = shared[:1]
            anchor = supports.anchor_frame(shared)
            orientation = between(start.body.frames[anchor][0], end.body.frames[anchor][0], share)
        pin = None
        if shared:
            pin = _mix(start.pin(shared[0]), end.pin(shared[0]), share)
        elif start.spec.root is not None and end.spec.root is not None:
            pin = _mix(np.array([start.spec.root]), np.array([end.spec.root]), share)
        return Rest(shared, orientation, pin, self._spec.head_rests)


def _mix(start: FloatArray, end: FloatArray, share: FloatArray) -> FloatArray:
    """Straight from one row to another, (1, N) to (T, N); exact where both agree."""
    return start + share[:, None] * (end - start)


def _slides(contact: LimbContact) -> bool:
    return isinstance(contact, FootContact) and contact.slides


def _turns(contact: LimbContact | None, after: LimbContact | None) -> bool:
    """Whether a palm on the floor stays where it is and turns to another heading."""
    if not (isinstance(contact, PalmContact) and isinstance(after, PalmContact)):
        return False
    same = replace(after, heading_deg=contact.heading_deg, since=contact.since)
    return contact == same and contact.heading_deg != after.heading_deg


def _place_between(
    contact: LimbContact, start: Captured, end: Captured, share: FloatArray
) -> Captured:
    """Where a held contact is on the way: at its place, or sliding to the next."""
    if isinstance(start, Spot) and isinstance(end, Spot):
        return start.towards(end, share)
    if isinstance(start, Place) and isinstance(end, Place) and isinstance(contact, FootContact):
        return slide(contact, start, end, share) if contact.slides else start
    if isinstance(start, Place) and isinstance(end, Place) and start is not end:
        return turning(start, end, share)
    return start


def _shared_contacts(start: KeySpec, end: KeySpec) -> dict[str, LimbContact]:
    return {
        limb: contact
        for limb, contact in start.contacts.items()
        if _is_held(contact, end.contacts.get(limb))
    }


def _is_held(contact: LimbContact, after: LimbContact | None) -> bool:
    """Whether a contact lasts from one key to the next; a hand may glide and turn on the skin."""
    if isinstance(contact, GripContact) and isinstance(after, GripContact):
        spot = replace(after, at=contact.at, around_deg=contact.around_deg)
        return contact == replace(spot, heading_deg=contact.heading_deg)
    if isinstance(contact, BodyContact) and isinstance(after, BodyContact):
        place = replace(after, origin=contact.origin, offset=contact.offset)
        return contact == replace(place, heading_deg=contact.heading_deg)
    return contact == after or _turns(contact, after)


def _shared_supports(start: KeySpec, end: KeySpec) -> tuple[str, ...]:
    return tuple(name for name in start.support if name in end.support)


def _follow_all(
    body: Body,
    contacts: Mapping[str, LimbContact],
    places: Mapping[str, Captured],
    angles: Mapping[str, FloatArray],
) -> None:
    """Solve the limbs in contact: legs first, hands may hold on to them."""
    for limb in sorted(contacts):
        follow(body, limb, contacts[limb], places.get(limb), angles)


def _reaches_a_limb(limb: str, start: SolvedKey, end: SolvedKey) -> bool:
    """Whether a hand takes hold of a leg or lets go of one."""
    return any(isinstance(key.spec.contacts.get(limb), GripContact) for key in (start, end))


def _turn_end(body: Body, limb: str, start: SolvedKey, end: SolvedKey, share: FloatArray) -> None:
    """Turn a foot or hand that touches something at one end as a direction in the world.

    A foot turns late when it leaves the floor and early when it comes down, otherwise its toes
    would dip into the floor while the leg is still low.
    """
    part, side = limb.split(".")
    if part == "foot":
        leaves = limb in start.spec.contacts
        share = share * share if leaves else 1.0 - (1.0 - share) ** 2
    body.frames[limb] = between(start.body.frames[limb][0], end.body.frames[limb][0], share)
    if part == "foot":
        add_foot(body, side)
    else:
        add_hand(body, side)


def _merge(
    batches: list[tuple[np.ndarray[tuple[int, ...], np.dtype[np.bool_]], Pose]], count: int
) -> Pose:
    """Put the poses of several moves back into the order they were asked for."""

    def fill(kind: str) -> dict[str, FloatArray]:
        merged: dict[str, FloatArray] = {}
        for name, values in getattr(batches[0][1], kind).items():
            whole = np.empty((count, *values.shape[1:]))
            for rows, pose in batches:
                whole[rows] = getattr(pose, kind)[name]
            merged[name] = whole
        return merged

    return Pose(fill("points"), fill("frames"), fill("angles"))
