"""The towel: a soft band round the sole of a foot, held in both fists.

It hangs a little at the start and is taut when the foot has reached its place; its ends hang from
the fists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from backrehab_desktop.core.figure.outline import Rings, hull, project, smooth, tube
from backrehab_desktop.core.figure.parts import EDGE, Layer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from backrehab_desktop.core.figure.camera import Camera
    from backrehab_desktop.core.figure.motion import Motion
    from backrehab_desktop.core.figure.pose import Pose

    FloatArray = NDArray[np.float64]

_SLACK = 0.045
"""How far a strand sags in its middle at the start."""
_HELD, _SPREAD = 0.0075, 0.0135
"""Half its width where it is gathered in a fist, and where it lies round the foot."""
_SOLE_EDGE, _UNDER_SOLE = 0.0250, 0.0040
_SOLE_LENGTH, _SOLE_DEPTH = 0.0185, 0.0050
"""Half the length of the sole that it covers, and its thickness there."""
_END, _END_WIDTH = 0.075, 0.0125
_FLOOR = 0.012
_STRAND = np.linspace(0.0, 1.0, 7)


class TowelLoop:
    """A towel that goes from one fist round a foot to the other."""

    def __init__(self, motion: Motion, path: Sequence[str]) -> None:
        """``path`` names hand, sole and hand."""
        self._hands = path[0], path[2]
        self._sole = path[1]
        foot = motion.pose.points[self._sole]
        self._slack_at = foot[0]
        self._way = max(float(np.linalg.norm(foot[motion.timeline.hold_sample] - foot[0])), 1e-6)

    def layers(self, pose: Pose, camera: Camera) -> list[Layer]:
        """A layer for each strand, so that hands lie over it and the far one behind the leg."""
        layers: list[Layer] = []
        taut = np.linalg.norm(pose.points[self._sole] - self._slack_at, axis=1) / self._way
        slack = _SLACK * np.clip(1.0 - taut, 0.0, 1.0)
        for hand in self._hands:
            edge, middle = self._edge(hand, pose), self._under(pose, 0.0)
            strand = self._strand(pose.points[hand], edge, slack)
            end = self._end(pose.points[hand])
            round_sole = self._round_sole(pose, middle, edge)
            layer = Layer(
                "towel", np.mean([camera.depth(edge), camera.depth(pose.points[hand])], 0)
            )
            for role, grow in (("towel_edge", EDGE), ("towel", 0.0)):
                layer.add(
                    role,
                    tube(project(end, camera, grow), 5),
                    tube(project(strand, camera, grow), 5),
                    hull(project(round_sole, camera, grow), 24),
                )
            layers.append(layer)
        return layers

    def _under(self, pose: Pose, sideways: float) -> FloatArray:
        """A place under the sole, so far to the left of its middle."""
        frame = pose.frames[f"foot.{self._sole[-1]}"]
        place: FloatArray = pose.points[self._sole] + frame @ np.array([0, sideways, -_UNDER_SOLE])
        return place

    def _edge(self, hand: str, pose: Pose) -> FloatArray:
        """Where the strand of a hand leaves the sole: on the hand's side."""
        return self._under(pose, _SOLE_EDGE if hand.endswith("L") else -_SOLE_EDGE)

    def _round_sole(self, pose: Pose, middle: FloatArray, edge: FloatArray) -> Rings:
        frame = pose.frames[f"foot.{self._sole[-1]}"]
        flat = np.swapaxes(frame, -1, -2) * np.array([[_SOLE_LENGTH], [0.004], [_SOLE_DEPTH]])
        up = frame[..., 2] * (2.5 * _UNDER_SOLE)
        round_edge = flat * np.array([[0.8], [1.0], [1.0]])
        return Rings(
            np.stack([middle, edge, edge + up], axis=1), np.stack([flat, flat, round_edge], axis=1)
        )

    @staticmethod
    def _strand(hand: FloatArray, edge: FloatArray, slack: FloatArray) -> Rings:
        way = edge - hand
        share = _STRAND[None, :, None]
        centres = hand[:, None] + share * way[:, None]
        centres[..., 2] -= 4.0 * (slack[:, None] * _STRAND * (1.0 - _STRAND))
        centres[..., 2] = np.maximum(centres[..., 2], _FLOOR)
        width = np.interp(_STRAND, [0.0, 0.2, 1.0], [_HELD, _HELD * 1.15, _SPREAD])
        return smooth(_round(centres, width), 2)

    @staticmethod
    def _end(hand: FloatArray) -> Rings:
        """What hangs from a fist, down to the floor at most."""
        drop = np.minimum(np.maximum(hand[:, 2] - _FLOOR, 0.0), _END)
        share = np.linspace(0.0, 1.0, 4)
        centres = np.repeat(hand[:, None], 4, axis=1)
        centres[..., 2] -= drop[:, None] * share
        return _round(centres, np.interp(share, [0.0, 1.0], [_HELD, _END_WIDTH]))


def _round(centres: FloatArray, width: FloatArray) -> Rings:
    axes = np.eye(3) * width[:, None, None]
    return Rings(centres, np.broadcast_to(axes, (*centres.shape[:2], 3, 3)))
