"""``backrehab motion``: one cycle of an exercise as positions in space."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from backrehab_desktop.core.exercise import Side

if TYPE_CHECKING:
    from typing import TextIO


def print_motion(out: TextIO, exercise_id: str, side: str, fps: float) -> None:
    """Write the cycle as one JSON object; its shape is documented in exchange.motion_json.

    Raises the catalogue's errors when the motion breaks one of its checks.
    """
    from backrehab_desktop.catalogue.motions import load_motion
    from backrehab_desktop.exchange.motion_json import motion_to_dict

    document = motion_to_dict(load_motion(exercise_id, Side(side)), fps)
    out.write(json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n")
