"""Body against body: how deep drawn parts sink into each other, and whether hands lie on the skin.

What is measured is what is drawn: the rings of :mod:`backrehab_desktop.core.figure.body`. Each ring
of the smaller part is held against the nearest place of the larger one, whose cross-section there
is an ellipse. Grown by the small ring's own reach, the ellipse's first-order distance is exact
where it matters, at touch.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from backrehab_desktop.core.figure import skeleton
from backrehab_desktop.core.figure.body import shape_body
from backrehab_desktop.core.figure.checks import GAP, PENETRATION, Finding, is_of_body
from backrehab_desktop.core.figure.outline import Rings
from backrehab_desktop.core.figure.skeleton import SIDES, sided

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy.typing as npt

    from backrehab_desktop.core.figure.motion import Contact
    from backrehab_desktop.core.figure.pose import FloatArray, Pose

_ARM, _LEG = ("upper_arm", "forearm", "hand"), ("thigh", "shank", "foot")
_BY_SIZE = ("hand", "forearm", "foot", "upper_arm", "shank", "thigh", "head", "trunk")
"""Every part, the smaller first: of two, its rings are held against the other."""

_FREE_FROM: Mapping[tuple[str, str], float] = {
    ("upper_arm", "trunk"): 0.5,
    ("thigh", "trunk"): 0.5,
    ("thigh", "thigh"): 0.22,
}
"""From which share of its length a part that is joined to the other, or meets it at the groin,
must be clear of it: up to there both are one flesh."""

_STRIDE: Mapping[str, int] = {"foot": 1, "hand": 1, "head": 1}
"""Drawn rings between the places of the larger part; straight limbs need few."""
_USUAL_STRIDE = 3
_FACES = 0.5
"""Cosine between a row and its rings from which on they count as rings of it."""
_ROUNDS = 2
"""Corrections of the ring that a place is level with."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """How two parts of the body lie to each other over a batch of poses."""

    part: str
    other: str
    depth: FloatArray
    """How deep the one sinks into the other, (T,); negative where they are apart, and a rough
    bound where they are far apart."""

    @property
    def finding(self) -> Finding:
        """The deepest moment."""
        row = int(self.depth.argmax())
        return Finding(
            "depth in the body",
            float(self.depth[row]),
            PENETRATION,
            f"{self.part} in {self.other}",
            row,
        )


def overlaps(pose: Pose) -> list[Overlap]:
    """Every pair of parts that is not joined, the smaller one first."""
    parts = _parts(pose)
    balls = {name: _ball(rings) for name, rings in parts.items()}
    found = []
    for part, other in _pairs():
        rings = _clear_part(parts[part], part, other)
        (middle, reach), (other_middle, other_reach) = balls[part], balls[other]
        apart = np.sqrt(((middle - other_middle) ** 2).sum(-1)) - reach - other_reach
        depth = -apart
        rows = np.flatnonzero(apart < 0.0)
        if len(rows):
            other_rings = _rows(parts[other], rows)[:: _stride(other)]
            depth[rows] = -_gaps(_rows(rings, rows), other_rings).min(-1)
        found.append(Overlap(part, other, depth))
    return found


def hands_on_skin(pose: Pose, contacts: Sequence[tuple[Contact, slice]]) -> Finding:
    """The palm furthest off, or deepest in, the part of the body that it is said to hold."""
    parts = _parts(pose)
    worst = np.zeros((1, pose.count))
    names = [""]
    for contact, rows in contacts:
        if contact.surface not in parts and not is_of_body(contact.surface):
            continue
        other = contact.surface if contact.surface in parts else "trunk"
        palm = pose.points[contact.point][rows][:, None]
        point = Rings(palm, np.zeros((*palm.shape, 3)))
        held = Rings(parts[other].centres[rows], parts[other].axes[rows])
        off = np.zeros(pose.count)
        off[rows] = np.abs(_gaps(point, held)[:, 0])
        worst = np.concatenate([worst, off[None]])
        names.append(f"{contact.point} on {contact.surface}")
    index, row = np.unravel_index(int(worst.argmax()), worst.shape)
    return Finding(
        "gap between a hand and the body", float(worst[index, row]), GAP, names[index], int(row)
    )


def _parts(pose: Pose) -> dict[str, Rings]:
    """The solids that may not meet; the head as the one ellipsoid that it rests on."""
    body = shape_body(pose)
    parts = {sided(name, side): body[sided(name, side)] for name in _ARM + _LEG for side in SIDES}
    head = np.swapaxes(pose.frames["head"], -1, -2) * np.array(skeleton.HEAD_AXES)[:, None]
    middle = np.repeat(pose.points["head"][:, None], 2, axis=1)
    return parts | {
        "trunk": body["trunk"],
        "head": Rings(middle, np.repeat(head[:, None], 2, axis=1)),
    }


def _pairs() -> Iterator[tuple[str, str]]:
    """All pairs of parts that are not neighbours."""
    names = [*(sided(name, side) for name in _ARM + _LEG for side in SIDES), "head", "trunk"]
    for index, one in enumerate(names):
        for two in names[:index]:
            if not _are_joined(one, two):
                part, other = sorted((one, two), key=_size)
                yield part, other


def _size(name: str) -> int:
    return _BY_SIZE.index(name.partition(".")[0])


def _are_joined(one: str, two: str) -> bool:
    """Whether a joint lies between two parts, whose range then says how near they may come."""
    (name, _, side), (other, _, other_side) = one.partition("."), two.partition(".")
    if {name, other} == {"head", "trunk"}:
        return True
    chain = next((limb for limb in (_ARM, _LEG) if name in limb and other in limb), None)
    return (
        chain is not None
        and side == other_side
        and abs(chain.index(name) - chain.index(other)) == 1
    )


def _clear_part(rings: Rings, part: str, other: str) -> Rings:
    share = _FREE_FROM.get((part.partition(".")[0], other.partition(".")[0]), 0.0)
    return rings[slice(round(share * (rings.centres.shape[1] - 1)), None)]


def _stride(name: str) -> int:
    return _STRIDE.get(name.partition(".")[0], _USUAL_STRIDE)


def _rows(rings: Rings, rows: npt.NDArray[np.intp]) -> Rings:
    return Rings(rings.centres[rows], rings.axes[rows])


def _ball(rings: Rings) -> tuple[FloatArray, FloatArray]:
    """A ball around a row of rings: middles (T, 3) and radii (T,)."""
    middle = rings.centres.mean(1)
    off = np.sqrt(((rings.centres - middle[:, None]) ** 2).sum(-1)).max(1)
    return middle, off + np.sqrt((rings.axes**2).sum(-1).max((1, 2)))


def _gaps(part: Rings, other: Rings) -> FloatArray:
    """Signed distance of each ring from the other part, (T, R)."""
    step = np.diff(other.centres, axis=1)
    faces = _ring_normals(other, step)
    line = part.centres[:, :, None] - other.centres[:, None, :-1]
    share = _share(line, step[:, None], faces[:, None, :, 0])
    off = line - share * step[:, None]
    nearest = (off * off).sum(-1).argmin(-1)
    rows = np.arange(len(off))[:, None]
    line, step = line[rows, np.arange(off.shape[1]), nearest], step[rows, nearest]
    share = share[rows, np.arange(off.shape[1]), nearest]
    for _ in range(_ROUNDS):  # The rings of a bent trunk do not face the same way.
        facing = faces[rows, nearest, 0] * (1.0 - share) + faces[rows, nearest, 1] * share
        share = _share(line, step, facing)
    lower, upper = other.axes[rows, nearest], other.axes[rows, nearest + 1]
    axes = lower + share[..., None] * (upper - lower)
    gap, out = _from_ellipsoid(line - share * step, part.axes, axes)
    # Where a part tapers, its skin is nearer than straight across.
    run = np.maximum(np.sqrt((step * step).sum(-1)), 1e-6)
    slope = (_reach(upper, out) - _reach(lower, out)) / run
    true: FloatArray = gap / np.sqrt(1.0 + slope * slope)
    return true


def _share(line: FloatArray, step: FloatArray, facing: FloatArray) -> FloatArray:
    """How far along a step the ring lies whose plane a point is in, (..., 1), 0 to 1."""
    rise = np.maximum((step * facing).sum(-1, keepdims=True), 1e-12)
    share: FloatArray = np.clip((line * facing).sum(-1, keepdims=True) / rise, 0.0, 1.0)
    return share


def _ring_normals(rings: Rings, step: FloatArray) -> FloatArray:
    """Which way both rings of each gap of a row face, (T, R - 1, 2, 3).

    Along the row, but tilted where they are. A foot's ellipsoids stand on their sole: there it is
    simply the way along.
    """
    normal = np.stack([rings.axes[:, :-1, 2], rings.axes[:, 1:, 2]], axis=2)
    normal = normal / np.maximum(np.sqrt((normal * normal).sum(-1, keepdims=True)), 1e-9)
    steps = np.broadcast_to(step[:, :, None], normal.shape)
    along = (normal * steps).sum(-1, keepdims=True)
    is_tilted = np.abs(along) > _FACES * np.sqrt((steps * steps).sum(-1, keepdims=True))
    is_tilted = is_tilted.all(2, keepdims=True)
    return np.where(is_tilted, normal * np.sign(along), steps)


def _reach(axes: FloatArray, out: FloatArray) -> FloatArray:
    """How far ellipsoids with semi-axes (..., 3, 3) reach in a direction (..., 3)."""
    reach: FloatArray = np.sqrt(((axes @ out[..., None])[..., 0] ** 2).sum(-1))
    return reach


def _from_ellipsoid(
    off: FloatArray, own: FloatArray, axes: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Signed distance, about, between ellipsoids ``off`` (..., 3) apart, and the way out.

    Both have semi-axes (..., 3, 3), one vector per row. The ends of a row are rounded: along it
    the ellipsoid reaches at least as far as across.
    """
    size = np.maximum(np.sqrt((axes * axes).sum(-1)), 1e-6)
    ways = axes / size[..., None]
    size[..., 2] = np.maximum(size[..., 2], size[..., :2].min(-1))
    place = (ways @ off[..., None])[..., 0]
    normal = place / size**2
    normal = normal / np.maximum(np.sqrt((normal * normal).sum(-1, keepdims=True)), 1e-9)
    out = (np.swapaxes(ways, -1, -2) @ normal[..., None])[..., 0]
    grown = size + _reach(own, out)[..., None]
    scaled = place / grown
    near = np.sqrt((scaled * scaled).sum(-1))
    slope = np.sqrt(((scaled / grown) ** 2).sum(-1))
    gap: FloatArray = np.where(
        near < 1e-6, -grown.min(-1), near * (near - 1.0) / np.maximum(slope, 1e-9)
    )
    return gap, out
