"""From a specification to a finished motion: solve, bake, mirror."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from backrehab_desktop.core.exercise import Side
from backrehab_desktop.core.figure import skeleton
from backrehab_desktop.core.figure.checks import in_frame
from backrehab_desktop.core.figure.cycle import CycleSolver
from backrehab_desktop.core.figure.mirror import mirror_pose, mirrored_name, mirrored_names
from backrehab_desktop.core.figure.motion import (
    Arrow,
    Contact,
    Inset,
    Motion,
    MotionKey,
    Muscle,
    PoseSolver,
    Towel,
    View,
)
from backrehab_desktop.core.figure.pose import FloatArray, Pose, concatenate
from backrehab_desktop.core.figure.props import make_prop
from backrehab_desktop.core.figure.solver import MotionSolver
from backrehab_desktop.core.figure.spec import (
    ELBOW_FLOOR,
    HOME_VIEW,
    SECOND_VIEWS,
    BodyContact,
    FootContact,
    FootKind,
    ForearmContact,
    GripContact,
    HandContact,
    LimbContact,
    MotionSpec,
    PalmContact,
    TowelContact,
)
from backrehab_desktop.core.figure.timeline import SAMPLES_PER_MOVE, Timeline
from backrehab_desktop.core.figure.validate import check_baked, check_keys

STILL = 1e-9
"""A touch that moves less than this, in statures, does not slide."""

_FOOT_POINTS = {
    FootKind.FLAT: ("heel_pad", "ball_pad", "toe_pad"),
    FootKind.HEEL: ("heel_touch",),
    FootKind.KNEEL: ("knee_pad", "toe_top"),
    FootKind.INSTEP: ("toe_top",),
    FootKind.BALL: ("toe_pad",),
    FootKind.SIDE: ("knee_touch",),
    FootKind.EDGE: ("foot_side",),
    FootKind.PINNED: (),
}
_ROLLED_POINTS = {1.0: ("heel_outer", "ball_outer"), -1.0: ("heel_inner", "ball_inner")}


@dataclass(frozen=True, slots=True)
class MirrorSolver:
    """Solves the other side of a motion: the mirror image of what the solver gives."""

    solver: PoseSolver

    def solve(self, samples: FloatArray) -> Pose:
        """Exact poses at positions on the samples, (T,), mirrored."""
        return mirror_pose(self.solver.solve(samples))


def build_motion(spec: MotionSpec, side: Side) -> Motion:
    """Solve, bake and check a motion for one side; the left one is the exact mirror image.

    Raises ``PoseError`` where something cannot be solved or breaks a check.
    """
    timeline = spec.timeline
    solver: MotionSolver | CycleSolver
    travel = 0.0
    if spec.cycle is not None:
        solver = CycleSolver(spec, spec.cycle)
        baked = solver.solve(np.arange(float(timeline.sample_count)))
        contacts = solver.contacts(baked)
        travel = solver.travel
    else:
        solver = MotionSolver(spec)
        baked = _bake(solver, timeline)
        contacts = _contacts(spec, solver, baked)
    things = tuple(make_prop(thing, baked) for thing in spec.things)
    check_keys(solver)
    check_baked(baked, timeline, contacts, things, travel)
    is_left = side is Side.LEFT
    pose = mirror_pose(baked) if is_left else baked

    def name(right: str) -> str:
        return mirrored_name(right) if is_left else right

    return Motion(
        id=spec.id,
        side=side,
        timeline=timeline,
        pose=pose,
        keys=_keys(spec, timeline),
        contacts=tuple(
            Contact(name(c.point), name(c.surface), c.first_sample, c.last_sample, c.slides)
            for c in contacts
        ),
        props=spec.props,
        towel=Towel(tuple(name(point) for point in spec.towel)) if spec.towel else None,
        views=_views(spec),
        effect=spec.effect,
        muscles=tuple(_muscle(name(muscle)) for muscle in spec.muscles),
        lead=name(spec.lead),
        arrows=tuple(
            Arrow(
                name(arrow.point),
                arrow.start_key,
                arrow.end_key,
                (
                    arrow.offset[0],
                    -arrow.offset[1] if is_left else arrow.offset[1],
                    arrow.offset[2],
                ),
                name(arrow.frame),
            )
            for arrow in spec.arrows
        ),
        inset=Inset(name(spec.inset.point), spec.inset.zoom, spec.inset.label)
        if spec.inset
        else None,
        solver=MirrorSolver(solver) if is_left else solver,
        mirrored_names=mirrored_names(pose),
        things=tuple(thing.mirrored() for thing in things) if is_left else things,
        travel=travel,
        machine=spec.cycle.machine if spec.cycle is not None else spec.machine,
        water=spec.water,
        eyes_closed=spec.eyes_closed,
    )


def _views(spec: MotionSpec) -> dict[str, View]:
    """The home view first, then the others in the order in which they are offered."""
    second = {name: spec.second_views[name] for name in SECOND_VIEWS if name in spec.second_views}
    authored = {HOME_VIEW: spec.view, **second}
    return {name: View(view.azimuth_deg, view.elevation_deg) for name, view in authored.items()}


def _muscle(name: str) -> Muscle:
    region, _, side = name.partition(".")
    return Muscle(region, side)


def _keys(spec: MotionSpec, timeline: Timeline) -> tuple[MotionKey, ...]:
    last = len(spec.keys) - 1
    return tuple(
        MotionKey(
            key.name,
            index * SAMPLES_PER_MOVE,
            index == timeline.hold_index and not timeline.cyclic,
            index not in {0, timeline.hold_index, last},
        )
        for index, key in enumerate(spec.keys)
    )


def _bake(solver: MotionSolver, timeline: Timeline) -> Pose:
    """All samples. A way back over the same two keys is the way there in reverse order."""
    if timeline.still:
        return solver.solve(np.zeros(1))
    progress = np.arange(SAMPLES_PER_MOVE + 1) / SAMPLES_PER_MOVE
    solved: dict[tuple[int, int], Pose] = {}
    parts: list[Pose] = []
    for index in range(len(timeline.keys) - 1):
        first, second = (solver.pose_index(index), solver.pose_index(index + 1))
        if (second, first) in solved:
            whole = solved[second, first].take(slice(None, None, -1))
        else:
            whole = solved[first, second] = solver.move(index, progress)
        is_last = index == len(timeline.keys) - 2
        parts.append(whole if is_last else whole.take(slice(0, SAMPLES_PER_MOVE)))
    return concatenate(parts)


# Contacts ---------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Touch:
    """A contact during one move."""

    point: str
    surface: str
    slides: bool


def _contacts(spec: MotionSpec, solver: MotionSolver, baked: Pose) -> list[Contact]:
    """What touches what and when; touches of moves that follow each other are joined."""
    open_since: dict[_Touch, int] = {}
    found: list[Contact] = []
    move_count = max(len(spec.keys) - 1, 1)
    for index in range(move_count + 1):
        now = set(_touches(spec, solver, baked, index)) if index < move_count else set()
        sample = min(index * SAMPLES_PER_MOVE, baked.count - 1)
        for touch in [touch for touch in open_since if touch not in now]:
            first = open_since.pop(touch)
            found.append(Contact(touch.point, touch.surface, first, sample, touch.slides))
        for touch in now:
            open_since.setdefault(touch, sample)
    return sorted(found, key=lambda contact: (contact.first_sample, contact.point))


def _touches(spec: MotionSpec, solver: MotionSolver, baked: Pose, move: int) -> list[_Touch]:
    limbs, supports = solver.held(move)
    samples = slice(move * SAMPLES_PER_MOVE, (move + 1) * SAMPLES_PER_MOVE + 1)
    touches: list[_Touch] = []
    for limb, contact in limbs.items():
        touches += _limb_touches(baked, samples, limb, contact)
    names = [*supports, *(["back_of_head"] if spec.head_rests else [])]
    for name in names:
        point = name.replace("elbow.", "elbow_pad.")
        if name in skeleton.BOLSTERS or point in {"back_of_head", "elbow_pad.L", "elbow_pad.R"}:
            if name == "sit_bones":
                continue
            touches.append(_Touch(point, "floor", _moves(baked.points[point][samples])))
    for thing in spec.things:
        for name in thing.touches:
            touches.append(_Touch(name, thing.kind, _moves(baked.points[name][samples])))
    return touches


def _limb_touches(baked: Pose, samples: slice, limb: str, contact: LimbContact) -> list[_Touch]:
    side = limb[-1]
    if isinstance(contact, FootContact):
        names = _FOOT_POINTS[contact.kind]
        if contact.kind is FootKind.FLAT:
            roll = baked.angles[f"foot.{side}.roll"][samples]
            tipped = float(roll[np.argmax(np.abs(roll))])
            if tipped:
                names = _ROLLED_POINTS[float(np.sign(tipped))]
        points = [f"{name}.{side}" for name in names]
        may_slide = contact.slides or contact.kind is FootKind.SIDE
        return [
            _Touch(point, "floor", may_slide and _moves(baked.points[point][samples]))
            for point in points
        ]
    touches = [_hand_touch(baked.take(samples), side, contact)]
    if isinstance(contact, TowelContact | ForearmContact) or contact.elbow == ELBOW_FLOOR:
        point = f"elbow_pad.{side}"
        touches.append(_Touch(point, "floor", _moves(baked.points[point][samples])))
    return touches


def _hand_touch(way: Pose, side: str, contact: HandContact) -> _Touch:
    """What a hand touches on the way from one key to the next.

    On the body it slides where it glides to another spot, and where the skin itself moves: the
    belly with the breath, the waist as the spine bends.
    """
    if isinstance(contact, TowelContact):
        return _Touch(f"knuckle.{side}", "towel", slides=False)
    point = f"palm.{side}"
    if isinstance(contact, GripContact | BodyContact):
        return _Touch(point, contact.frame, _moves(in_frame(way, point, contact.frame)))
    surface = contact.on if isinstance(contact, PalmContact) else "floor"
    return _Touch(point, surface, slides=False)


def _moves(points: FloatArray) -> bool:
    return bool(np.ptp(points, axis=0).max() > STILL)
