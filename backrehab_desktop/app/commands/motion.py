"""``backrehab motion``: one cycle of an exercise as positions in space or as turns of joints."""

from __future__ import annotations

import json

from backrehab_desktop.core.exercise import Side


def motion_text(entry_id: str, side: str, fps: float, file_format: str) -> str:
    """One cycle with the hold of the start dose, as one line of JSON or as a BVH file.

    What they hold is told in exchange.motion_json and exchange.motion_bvh. Raises the catalogue's
    errors when the motion breaks one of its checks.
    """
    from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
    from backrehab_desktop.catalogue.motions import load_motion

    motion = load_motion(entry_id, Side(side))
    exercises = ExerciseCatalogue()
    has_hold = entry_id in exercises and not (motion.timeline.cyclic or motion.timeline.still)
    hold_s = exercises.get(entry_id).start_dose.hold_s if has_hold else 0.0
    if file_format == "bvh":
        from backrehab_desktop.exchange.motion_bvh import motion_bvh

        return motion_bvh(motion, fps, hold_s)
    from backrehab_desktop.exchange.motion_json import motion_document

    document = motion_document(motion, fps, hold_s)
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"
