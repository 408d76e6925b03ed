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

_PLATE = {"plate_rear": -0.115, "plate_front": 0.032}
"""How far a plate reaches along its bar from under the ball of the foot (own)."""
_PLATE_THICKNESS = 0.008

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
        ``pedal``; and, with a linkage, ``rocker`` (its lower end), ``pivot``, ``grip`` and the ends
        of the plate under the foot.

        Raises ``PoseError`` if the links do not meet.
        """
        for side in SIDES:
            self._turn(body, side, _own(share, side))

    def foot(self, body: Body, side: str, share: FloatArray) -> FootPath:
        """The foot of a side on its pedal, which the body has already: its ball is on the axle.

        A pedal turns with the foot. On a plate the toes lie flat and the heel may lift.
        """
        pedal = body.frames[sided("pedal", side)]
        foot = pedal
        if self._spec.linkage is not None:
            foot = pedal @ rot_y(-np.radians(periodic(self._pitch, _own(share, side))))
        height = self._spec.thickness + skeleton.RADIUS["ball"]
        ball = body.points[sided("pedal", side)] + apply(pedal, (0.0, 0.0, height))
        return FootPath(ball - apply(foot, skeleton.BALL), foot, pedal)

    def touches(self, side: str) -> list[Touch]:
        """What of a foot stays on its pedal, which is all the time."""
        name = "ball_pad" if self._spec.linkage is None else "toe_pad"
        return [Touch(sided(name, side), sided("pedal", side), 0.0, 1.0)]

    def _turn(self, body: Body, side: str, own: FloatArray) -> None:
        """Turn the crank of a side, at shares of its own cycle, and what hangs on it."""
        spec, count = self._spec, len(own)
        angle = np.radians(spec.start_deg) + spec.turns * 2.0 * np.pi * own
        x = spec.at[0] + spec.radius * np.cos(angle)
        z = spec.at[1] + spec.radius * np.sin(angle)
        inner = SIGN[side] * (spec.half_width - spec.inside)
        body.points[sided("axle", side)] = _upright(np.full(count, spec.at[0]), inner, spec.at[1])
        body.points[sided("crank", side)] = _upright(x, inner, z)
        pin = _upright(x, SIGN[side] * spec.half_width, z)
        body.points[sided("pin", side)] = body.points[sided("pedal", side)] = pin
        if spec.linkage is None:
            pitch = np.radians(periodic(self._pitch, own))
        else:
            pitch = self._hang(body, side, spec.linkage)
        body.frames[sided("pedal", side)] = rot_y(-pitch)
        if spec.linkage is not None:
            for name, ahead in _PLATE.items():
                end = (ahead, 0.0, spec.thickness - _PLATE_THICKNESS)
                body.points[sided(name, side)] = body.at(
                    sided("pedal", side), sided("pedal", side), end
                )

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
