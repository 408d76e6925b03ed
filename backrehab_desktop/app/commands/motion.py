"""``backrehab motion``: one cycle of an exercise as positions in space."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from backrehab_desktop.core.exercise import Side

if TYPE_CHECKING:
    from typing import TextIO


def print_motion(out: TextIO, exercise_id: str, side: str, fps: float) -> None:
    """Write one cycle with the hold of the start dose as one JSON object.

    Its shape is documented in exchange.motion_json. Raises the catalogue's
    errors when the motion breaks one of its checks.
    """
    from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
    from backrehab_desktop.catalogue.motions import load_motion
    from backrehab_desktop.exchange.motion_json import motion_document

    motion = load_motion(exercise_id, Side(side))
    has_hold = not (motion.timeline.cyclic or motion.timeline.still)
    hold_s = ExerciseCatalogue().get(exercise_id).start_dose.hold_s if has_hold else 0.0
    document = motion_document(motion, fps, hold_s)
    out.write(json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n")
