"""Which checks a motion passes before it is shown, and which it passes in the tests.

*When it is loaded*, the baked samples are checked: they are exact solutions, 64 to a move (denser
than a screen shows), and everything ever displayed lies on a straight line between two of them.
That costs a few milliseconds. *In full*, the exact solver runs through the whole cycle at 120
frames a second, and at 240 and 480 to tell a fast movement from a jump; that takes about a second
and belongs to the tests and to authors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from backrehab_desktop.core.figure import checks
from backrehab_desktop.core.figure.checks import Finding
from backrehab_desktop.core.figure.measure import met
from backrehab_desktop.core.figure.overlap import hands_on_skin, overlaps
from backrehab_desktop.core.figure.spec import PoseError
from backrehab_desktop.core.figure.timeline import SAMPLES_PER_MOVE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backrehab_desktop.core.figure.cycle import CycleKey
    from backrehab_desktop.core.figure.motion import Contact, Motion
    from backrehab_desktop.core.figure.pose import FloatArray, Pose
    from backrehab_desktop.core.figure.props import Prop
    from backrehab_desktop.core.figure.solver import SolvedKey
    from backrehab_desktop.core.figure.timeline import Timeline

FULL_FPS = 120
_JUMP_FPS = (240, 480)
_HOLD_S = 0.25
"""Length of the hold in a full check; nothing moves in it."""
_SLOW = 0.05
"""Below this peak acceleration the jump ratio is noise."""


class KeyedSolver(Protocol):
    """Has solved the keys of a motion."""

    @property
    def keys(self) -> Sequence[SolvedKey | CycleKey]:
        """The solved keys in order."""

    def pose_index(self, index: int) -> int:
        """The index of the key at which a key's pose first appears."""


def check_keys(solver: KeyedSolver) -> None:
    """Require what the author expects of each key pose; raises ``PoseError``."""
    errors = []
    start = solver.keys[0].pose
    for index, key in enumerate(solver.keys):
        if solver.pose_index(index) != index:
            continue
        pose = key.pose
        for expectation in key.spec.expectations:
            is_met, value = met(expectation, start, pose)
            if not is_met:
                errors.append(PoseError(key.spec.name, expectation.text, f"{value:.4g}"))
    if errors:
        raise PoseError.of(errors)


def check_baked(
    pose: Pose,
    timeline: Timeline,
    contacts: Sequence[Contact],
    things: Sequence[Prop] = (),
    travel: float = 0.0,
) -> None:
    """Require everything that can be seen in the baked samples; raises ``PoseError``.

    ``travel`` is how far the floor moves back in a cycle.
    """
    held = [(contact, slice(contact.first_sample, contact.last_sample + 1)) for contact in contacts]
    moments = [_moment(timeline, float(sample)) for sample in range(timeline.sample_count)]
    samples = np.arange(float(pose.count))
    on_floor = _seen_from_the_floor(pose, timeline, samples, travel)
    checks.require(_standing_checks(pose, on_floor, held, things), moments)
    halfway = pose.map(lambda values: (values[:-1] + values[1:]) / 2.0)
    first = pose.take(slice(0, 1))
    checks.require([_bones_between(first, halfway)], moments)
    checks.require(_paces(pose, timeline), moments)


def check_fully(motion: Motion) -> tuple[Finding, ...]:
    """Require every check on every frame of the whole cycle at 120 frames a second.

    Returns the worst moment of each check. Raises ``PoseError``.
    """
    timeline = motion.timeline
    samples = cycle_samples(timeline, FULL_FPS, _HOLD_S)
    pose = motion.solve(samples)
    held = _held(motion, samples)
    moments = [
        f"{_moment(timeline, float(sample))} at {row / FULL_FPS:.2f} s"
        for row, sample in enumerate(samples)
    ]
    baked = motion.pose.map(lambda values: (values[:-1] + values[1:]) / 2.0)
    found = [
        *_standing_checks(
            pose,
            _seen_from_the_floor(pose, timeline, samples, motion.travel),
            held,
            motion.things,
        ),
        _bones_between(pose.take(slice(0, 1)), baked),
        checks.speeds(pose, FULL_FPS),
        checks.accelerations(pose, FULL_FPS),
        max((pair.finding for pair in overlaps(pose)), key=lambda finding: finding.value),
        hands_on_skin(pose, held),
    ]
    checks.require(found, moments)
    jump = _jump(motion)
    checks.require([jump], moments)
    return (*found, jump)


def cycle_samples(timeline: Timeline, frames_per_s: float, hold_s: float) -> FloatArray:
    """Sample positions of every frame of one cycle without its settling pause.

    The last frame lies at or just after the end, so the cycle is always closed. A cyclic motion
    does not rest there: its frames are a little closer together, so that one lies on the end.
    """
    if timeline.cyclic:
        count = int(np.ceil(timeline.move_s * frames_per_s - 1e-9))
        times_s = np.linspace(0.0, timeline.move_s, count + 1)
        return np.array([timeline.cycle_sample(float(t_s), 0.0) for t_s in times_s])
    whole_s = timeline.move_s + hold_s + timeline.return_s
    frame_count = int(np.ceil(whole_s * frames_per_s - 1e-9)) + 1
    return np.array(
        [timeline.cycle_sample(frame / frames_per_s, hold_s) for frame in range(frame_count)]
    )


def _seen_from_the_floor(
    pose: Pose, timeline: Timeline, samples: FloatArray, travel: float
) -> Pose:
    """The poses as a floor that moves back under them sees them: on their way forward."""
    if not travel:
        return pose
    marks = np.arange(len(timeline.keys)) * float(SAMPLES_PER_MOVE)
    way = np.zeros((len(samples), 3))
    way[:, 0] = travel * np.interp(samples, marks, timeline.key_shares)
    points = {name: point + way for name, point in pose.points.items()}
    return type(pose)(points, pose.frames, pose.angles)


def _standing_checks(
    pose: Pose, on_floor: Pose, held: list[tuple[Contact, slice]], things: Sequence[Prop]
) -> list[Finding]:
    """The checks that need no tempo."""
    return [
        checks.bone_lengths(pose),
        checks.contact_drift(on_floor, held),
        checks.contact_gaps(pose, held, things),
        checks.penetration(pose),
        checks.depth_in_things(pose, things),
        checks.range_of_motion(pose, held),
        checks.loop_closure(pose),
    ]


def _bones_between(first: Pose, halfway: Pose) -> Finding:
    """Bone lengths of poses between baked samples, against those of a solved one."""
    both = {
        name: np.concatenate([point, halfway.points[name]]) for name, point in first.points.items()
    }
    return checks.bone_lengths(type(first)(both, {}, {}), checks.BETWEEN_BONE)


def _paces(pose: Pose, timeline: Timeline) -> list[Finding]:
    """Speed and acceleration from the baked samples by the chain rule.

    Samples are equally spaced in progress s; with u the fraction of time, ds/dt = s'(u) / T.
    In a cyclic motion progress is even.
    """
    if timeline.cyclic:
        first, second = np.ones(SAMPLES_PER_MOVE + 1), np.zeros(SAMPLES_PER_MOVE + 1)
    else:
        u = _time_of_progress()
        first = 30.0 * u**2 * (1.0 - u) ** 2
        second = 60.0 * u * (1.0 - u) * (1.0 - 2.0 * u)
    names = list(pose.points)
    stack = np.stack([pose.points[name] for name in names])
    worst: list[Finding] = []
    for index, key in enumerate(timeline.keys[1:]):
        start = index * SAMPLES_PER_MOVE
        way = stack[:, start : start + SAMPLES_PER_MOVE + 1]
        slope = np.gradient(way, axis=1) * SAMPLES_PER_MOVE
        curve = np.gradient(slope, axis=1) * SAMPLES_PER_MOVE
        inner = slice(2, -2)
        pace = slope * (first / key.move_s)[:, None]
        force = curve * ((first / key.move_s) ** 2)[:, None]
        force = force + slope * (second / key.move_s**2)[:, None]
        worst += [
            _fastest("speed", pace[:, inner], checks.SPEED, names, start + 2),
            _fastest("acceleration", force[:, inner], checks.ACCELERATION, names, start + 2),
        ]
    return worst


def _fastest(
    check: str, vectors: FloatArray, limit: float, names: list[str], first_row: int
) -> Finding:
    size = np.sqrt((vectors * vectors).sum(-1))
    point, row = np.unravel_index(int(size.argmax()), size.shape)
    unit = "statures/s" if check == "speed" else "statures/s^2"
    return Finding(
        check, float(size[point, row]), limit, names[int(point)], first_row + int(row), unit
    )


def _time_of_progress() -> FloatArray:
    """Fraction of a move's time at which each of its samples is reached, by Newton's method."""
    progress = np.arange(SAMPLES_PER_MOVE + 1) / SAMPLES_PER_MOVE
    u = progress.copy()
    for _ in range(40):
        error = u**3 * (10.0 - 15.0 * u + 6.0 * u * u) - progress
        slope = np.maximum(30.0 * u**2 * (1.0 - u) ** 2, 0.05)
        u = np.clip(u - error / slope, 0.0, 1.0)
    return u


def _jump(motion: Motion) -> Finding:
    """Peak acceleration at 480 over 240 frames a second."""
    peaks = []
    for fps in _JUMP_FPS:
        pose = motion.solve(cycle_samples(motion.timeline, fps, _HOLD_S))
        peaks.append(checks.accelerations(pose, fps))
    ratio = peaks[1].value / max(peaks[0].value, _SLOW)
    return Finding("jump ratio", ratio, checks.JUMP_RATIO, peaks[1].where, -1, "")


def _held(motion: Motion, samples: FloatArray) -> list[tuple[Contact, slice]]:
    """Every contact with the rows of a rising series of samples on which it holds."""
    return [
        (contact, _rows(samples, contact.first_sample, contact.last_sample))
        for contact in motion.contacts
    ]


def _rows(samples: FloatArray, first: int, last: int) -> slice:
    """The rows of a rising series of samples that lie between two of them."""
    return slice(
        int(np.searchsorted(samples, first, "left")), int(np.searchsorted(samples, last, "right"))
    )


def _moment(timeline: Timeline, sample: float) -> str:
    """What a sample is called in a message."""
    if timeline.still:
        return timeline.keys[0].name
    move = min(int(sample // SAMPLES_PER_MOVE), len(timeline.keys) - 2)
    share = sample / SAMPLES_PER_MOVE - move
    return f"{timeline.keys[move].name} to {timeline.keys[move + 1].name} ({share:.0%})"
