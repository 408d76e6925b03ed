"""Time one activity without a window and say how far it is.

``python drive_activity.py FOLDER TIME_SCALE``: real clock, timer and store. The
test beside it kills this process in the middle.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from backrehab_desktop.app.activity_controller import ActivityController
from backrehab_desktop.app.clock import ScaledClock, SystemClock
from backrehab_desktop.app.store_worker import StoreWorker, database_opener


class NoTones:
    """Silence."""

    def play(self, tone: object) -> None:
        """Nothing."""


def main(folder: Path, time_scale: float) -> None:
    """Go on until killed."""
    app = QCoreApplication([])
    clock = ScaledClock(SystemClock(), time_scale)
    worker = StoreWorker(database_opener(folder, clock))
    controller = ActivityController(worker, clock, NoTones())
    controller.set_watched(True)

    def tell() -> None:
        state = controller.state()
        print(state.elapsed_s if state else 0.0, flush=True)  # noqa: T201

    controller.state_changed.connect(tell)
    worker.opened.connect(lambda: controller.start("walking", 60))
    worker.start()
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
