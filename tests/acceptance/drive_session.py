"""Play one session without a window and say what happens, a line at a time.

``python drive_session.py FOLDER TIME_SCALE``: begins a session in the store of
FOLDER, or resumes the one that was cut off there, plays it with the real clock,
timer, player and store, and answers the questions at the end. The test beside it
kills this process in the middle.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from backrehab_desktop.app.clock import ScaledClock, SystemClock
from backrehab_desktop.app.session_controller import SessionController
from backrehab_desktop.app.session_plan import SessionPlan
from backrehab_desktop.app.store_worker import StoreWorker, database_opener
from backrehab_desktop.core.exercise import Dose, Position, Sides
from backrehab_desktop.core.player import PlannedExercise

if TYPE_CHECKING:
    from backrehab_desktop.core.records import UnfinishedSession

DOSE = Dose(2, 3, 4.0, 2.0, 10.0)
PLAN = SessionPlan(
    "starter",
    tuple(
        PlannedExercise(name, name, Position.SUPINE, sides, DOSE, 2.0, 2.0)
        for name, sides in (
            ("bridge", Sides.BOTH),
            ("hamstring-stretch", Sides.ONE_THEN_OTHER),
            ("bird-dog", Sides.ALTERNATING),
        )
    ),
)


class NoTones:
    """Silence."""

    def play(self, tone: object) -> None:
        """Nothing."""


def say(*words: object) -> None:
    """Tell the test, at once."""
    print(*words, flush=True)  # noqa: T201


def main(folder: Path, time_scale: float) -> None:
    """Play until the answers are stored."""
    app = QCoreApplication([])
    clock = ScaledClock(SystemClock(), time_scale)
    worker = StoreWorker(database_opener(folder, clock))
    controller = SessionController(worker, clock, NoTones())
    controller.phase_entered.connect(lambda event: say("phase", event.phase.kind))
    controller.set_committed.connect(lambda event: say("committed", event.index))
    controller.finished.connect(lambda result: say("finished", result.sets_done, result.sets))
    controller.finished.connect(lambda _: controller.conclude(2, "all of it"))
    controller.concluded.connect(app.quit)
    controller.failed.connect(lambda sentence: say("failed", sentence))

    def begin(unfinished: UnfinishedSession | None) -> None:
        controller.start(PLAN, 4, unfinished)
        state = controller.state()
        say("at", state.block_index if state else "the end")

    worker.start()
    worker.submit(lambda store: store.unfinished_session(), begin)
    app.exec()
    controller.close()
    worker.close()
    say("concluded")


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
