"""Runs the real program and notes, from outside, when what was to be seen.

Nothing in the program knows of this: the application's ``exec`` is wrapped,
and an event filter on the application sees the paints. Arguments go to the
program.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from benchmarks.floors import peak_mb, since_start_ms

WATCH_S = 4.0
"""How long after the first paint the rest may take to load."""
BEAT_MS = 2


class Watcher(QObject):
    """Sees every event of the application until the report."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self.report: dict[str, Any] = {"worst_gap_ms": 0.0}
        self._figure: Any = None
        self._last_ns = 0
        self._beat = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._beat.timeout.connect(self._feel)
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note the first paint of the window and of a figure."""
        if event.type() == QEvent.Type.Paint:
            if "first_paint_ms" not in self.report and isinstance(watched, QMainWindow):
                self.report["first_paint_ms"] = 0.0
                QTimer.singleShot(0, self, self._painted)
            elif "figure_ms" not in self.report and self._shows_figure(watched):
                self.report["figure_ms"] = 0.0
                QTimer.singleShot(0, self, self._figure_painted)
        return False

    def _shows_figure(self, watched: QObject) -> bool:
        if type(watched).__name__ != "FigureView":
            return False
        return getattr(watched, "_stage", None) is not None

    def _painted(self) -> None:
        self.report["first_paint_ms"] = since_start_ms()
        self.report["peak_mb_first_paint"] = peak_mb()
        self.report["modules"] = sorted(
            name
            for name in ("numpy", "pyqtgraph", "sqlite_utils", "PySide6.QtMultimedia")
            if name in sys.modules
        )
        self._last_ns = time.monotonic_ns()
        self._beat.start()
        QTimer.singleShot(int(WATCH_S * 1000), self, self._end)

    def _figure_painted(self) -> None:
        self.report["figure_ms"] = since_start_ms()

    def _feel(self) -> None:
        now_ns = time.monotonic_ns()
        gap_ms = (now_ns - self._last_ns) / 1e6
        if gap_ms > self.report["worst_gap_ms"]:
            self.report["worst_gap_ms"] = gap_ms
            self.report["worst_gap_at_ms"] = since_start_ms()
        self._last_ns = now_ns

    def _end(self) -> None:
        self.report["peak_mb"] = peak_mb()
        print(json.dumps(self.report), flush=True)
        QApplication.closeAllWindows()
        QApplication.quit()


def main() -> int:
    """Run the program with the watcher in its event loop."""
    from backrehab_desktop.__main__ import main as program

    run = QApplication.exec

    def watched_exec(*_: object) -> int:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        watcher = Watcher(application)
        code = run()
        watcher.deleteLater()
        return code

    QApplication.exec = watched_exec  # type: ignore[method-assign]
    return program(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
