"""Feet on pedals: a crank, and the bars and handles of an elliptical trainer, link by link.

Nothing is drawn along a path that looks right: the crank turns, and whatever hangs on it follows
from the lengths of its links, as in the machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from backrehab_desktop.core.figure import skeleton
from backrehab_desktop.core.figure.curves import periodic
from backrehab_desktop.core.figure.gait import FootPath, Touch
from backrehab_desktop.core.figure.kinematics import joint_towards, reach
from backrehab_desktop.core.figure.rotation import apply, rot_y, unit
from backrehab_desktop.core.figure.skeleton import SIDES, SIGN, sided
from backrehab_desktop.core.figure.spec import PoseError

if TYPE_CHECKING:
    from backrehab_desktop.core.figure.cycle_spec import Curve, LinkageSpec, PedalSpec
    from backrehab_desktop.core.figure.kinematics import Body
    from backrehab_desktop.core.figure.pose import FloatArray

_DOWN = np.array([0.0, 0.0, -1.0])


class Pedals:
    """The feet of somebody who pedals."""

    travel = 0.0
    """The floor stands still."""

    def __init__(self, spec: PedalSpec, pitch: Curve) -> None:
        """``pitch`` is how far the toes point up, on a bar: farther than the bar does."""
        self._spec = spec
        self._pitch = pitch

    def add_to(self, body: Body, share: FloatArray) -> None:
        """Add the points and frames of the moving parts at shares of the cycle, (T,).

        Of each side ``axle`` and ``crank``, the ends of the crank; ``pin``, what turns outside it;
        ``pedal``; and, with a linkage, ``rocker`` (its lower end), ``pivot`` and ``grip``.

        Raises ``PoseError`` if the links do not meet.
        """
        spec, count = self._spec, len(share)
        for side in SIDES:
            own = _own(share, side)
            angle = np.radians(spec.start_deg) + spec.turns * 2.0 * np.pi * own
            x = spec.at[0] + spec.radius * np.cos(angle)
            z = spec.at[1] + spec.radius * np.sin(angle)
            inner = SIGN[side] * (spec.half_width - spec.inside)
            body.points[sided("axle", side)] = _upright(
                np.full(count, spec.at[0]), inner, spec.at[1]
            )
            body.points[sided("crank", side)] = _upright(x, inner, z)
            pin = _upright(x, SIGN[side] * spec.half_width, z)
            body.points[sided("pin", side)] = body.points[sided("pedal", side)] = pin
            pitch = np.radians(periodic(self._pitch, own))
            if spec.linkage is not None:
                pitch = pitch + self._hang(body, side, spec.linkage)
            body.frames[sided("pedal", side)] = rot_y(-pitch)

    def foot(self, body: Body, side: str) -> FootPath:
        """The foot of a side on its pedal, which the body has already."""
        frame = body.frames[sided("pedal", side)]
        offset = np.array(skeleton.SURFACE[self._spec.under[0]][2])
        sole = body.points[sided("pedal", side)] + apply(frame, (0.0, 0.0, self._spec.thickness))
        return FootPath(sole - apply(frame, offset), frame, frame)

    def touches(self, side: str) -> list[Touch]:
        """What of a foot stays on its pedal, which is all the time."""
        return [
            Touch(sided(name, side), sided("pedal", side), 0.0, 1.0) for name in self._spec.under
        ]

    def _hang(self, body: Body, side: str, linkage: LinkageSpec) -> FloatArray:
        """Hang the bar on its rocker and put the pedal on it; how far the bar rises, radians."""
        crank = body.points[sided("pin", side)]
        pivot = crank * [0.0, 1.0, 0.0] + np.array([linkage.pivot[0], 0.0, linkage.pivot[1]])
        links = reach(pivot, crank, linkage.rocker, linkage.bar)
        if not float(links.excess.max()) < 0.0:
            raise PoseError(f"rocker.{side}", "the links meet", f"{links.excess.max():.4f} short")
        rocker = joint_towards(links, np.broadcast_to(_DOWN, crank.shape))
        body.points[sided("pivot", side)] = pivot
        body.points[sided("rocker", side)] = rocker
        body.points[sided("pedal", side)] = crank + linkage.plate_at * (rocker - crank)
        up = unit(pivot - rocker)
        lean = np.full(len(up), -np.radians(linkage.handle_lean_deg))
        handle = rot_y(lean + np.arctan2(up[:, 0], up[:, 2]))
        reaches = (0.0, SIGN[side] * linkage.handle_out, linkage.handle)
        body.points[sided("grip", side)] = pivot + apply(handle, reaches)
        body.frames[sided("grip", side)] = handle
        along = rocker - crank
        rise: FloatArray = np.arctan2(along[:, 2], along[:, 0])
        return rise


def _own(share: FloatArray, side: str) -> FloatArray:
    """The share of a side's own cycle: the left one is half a cycle behind."""
    return share if side == "R" else share + 0.5


def _upright(x: FloatArray, y: float, z: FloatArray | float) -> FloatArray:
    """Points from their coordinates, (T, 3)."""
    return np.stack([x, np.full_like(x, y), np.broadcast_to(z, x.shape)], axis=-1)
