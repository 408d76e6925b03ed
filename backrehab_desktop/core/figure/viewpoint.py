"""Where a motion is looked at from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backrehab_desktop.core.exercise import Side
from backrehab_desktop.core.figure.camera import Camera
from backrehab_desktop.core.figure.mirror import mirror_pose
from backrehab_desktop.core.figure.spec import HOME_VIEW

if TYPE_CHECKING:
    from backrehab_desktop.core.figure.motion import Motion

TIE = 0.03
"""Sides whose mean depth differs by less are equally near."""
_ON_SIDE = 0.7
"""How steeply the left-right axis of a pelvis stands that lies on its side."""


def home_camera(motion: Motion) -> Camera:
    """The view the motion was authored for."""
    return view_camera(motion, HOME_VIEW)


def view_camera(motion: Motion, name: str) -> Camera:
    """A view of the motion, from the side of the leg that works in the right one.

    Its left twin is seen from the same place: the body lies as it lay and the
    other limb works, so that nobody has to find their bearings anew. Who lies on the other side
    has turned over and is seen from there.
    Raises ``KeyError`` for a name that is not in ``motion.views``.
    """
    view = motion.views[name]
    camera = Camera(view.azimuth_deg, view.elevation_deg)
    if not motion.lead:
        return camera
    pose = mirror_pose(motion.pose) if motion.side is Side.LEFT else motion.pose
    # Of two hips one above the other neither is the far one, however high the eye is.
    level = Camera(camera.azimuth_deg, 0.0)
    depth = {side: float(level.depth(pose.points[f"hip.{side}"]).mean()) for side in ("L", "R")}
    if depth["R"] > depth["L"] + TIE:
        camera = camera.mirrored
    return twin_camera(motion, camera) if motion.side is Side.LEFT else camera


def twin_camera(motion: Motion, camera: Camera) -> Camera:
    """Where the twin of a motion is seen from by someone who sees it with ``camera``."""
    return camera.mirrored if motion.lead and lies_on_side(motion) else camera


def lies_on_side(motion: Motion) -> bool:
    """Whether the motion begins lying on one side."""
    return abs(float(motion.pose.frames["pelvis"][0, 2, 1])) > _ON_SIDE
