"""One moment of a motion drawn once, for thumbnails: small, and painted in any size and theme.

Works in any thread.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter

from backrehab_desktop.core.figure.camera import Frame
from backrehab_desktop.core.figure.picture import Fill
from backrehab_desktop.core.figure.scene import SceneBuilder
from backrehab_desktop.core.figure.viewpoint import home_camera
from backrehab_desktop.ui.figure.look import ARROW_ROLES
from backrehab_desktop.ui.figure.painter import PicturePainter
from backrehab_desktop.ui.figure.stage import MARGIN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from backrehab_desktop.core.figure.motion import Motion
    from backrehab_desktop.ui.figure.palette import FigurePalette


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """What to fill from back to front, in statures, and what of it has to be seen."""

    fills: tuple[Fill, ...]
    vertices: NDArray[np.float32]
    """(V, 2)."""
    frame: Frame

    def packed(self) -> bytes:
        """As bytes, for a file."""
        frame = self.frame
        head = {
            "roles": [fill.role for fill in self.fills],
            "stops": [fill.stop for fill in self.fills],
            "frame": [frame.left, frame.top, frame.right, frame.bottom],
        }
        return json.dumps(head).encode() + b"\n" + self.vertices.tobytes()


def unpacked(data: bytes) -> Drawing | None:
    """The drawing of :meth:`Drawing.packed`; ``None`` if it is none."""
    line, _, points = data.partition(b"\n")
    try:
        head: dict[str, Any] = json.loads(line)
        left, top, right, bottom = map(float, head["frame"])
        stops = [int(stop) for stop in head["stops"]]
        vertices = np.frombuffer(points, dtype=np.float32).reshape(stops[-1], 2)
        fills = [
            Fill(str(role), start, stop)
            for role, start, stop in zip(head["roles"], [0, *stops], stops, strict=False)
        ]
    except (ValueError, KeyError, TypeError, IndexError):
        return None
    return Drawing(tuple(fills), vertices, Frame(left, top, right, bottom))


def draw_still(motion: Motion) -> Drawing:
    """The hold pose on its ground: no ghost, no arrow, no magnifier."""
    builder = SceneBuilder(motion, home_camera(motion), magnified=False)
    picture = builder.picture([motion.timeline.hold_sample])
    shown = [picture.fills[index] for index in picture.order[0]]
    moment = picture.vertices[0]
    outlines = [
        *builder.ground,
        *((f.role, moment[f.start : f.stop]) for f in shown if f.role not in ARROW_ROLES),
    ]
    stops = np.cumsum([len(points) for _, points in outlines]).tolist()
    fills = [
        Fill(role, start, stop)
        for (role, _), start, stop in zip(outlines, [0, *stops], stops, strict=False)
    ]
    vertices = np.concatenate([points for _, points in outlines]).astype(np.float32)
    return Drawing(tuple(fills), vertices, builder.frame)


def paint_still(drawing: Drawing, size: QSize, ratio: float, palette: FigurePalette) -> QImage:
    """The drawing in ``size`` logical pixels."""
    image = QImage(size * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(palette.colors["stage"])
    scale, x, y = drawing.frame.fit(size.width(), size.height(), MARGIN)
    everything = tuple(range(len(drawing.fills)))
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.translate(x, y)
        painter.scale(scale, scale)
        PicturePainter(drawing.fills, drawing.vertices[None], (everything,)).paint(
            painter, 0.0, palette.brushes
        )
    return image
