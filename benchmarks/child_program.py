"""Runs the real program and notes, from outside, when what was to be seen.

Nothing in the program knows of this, and nothing is watched that would slow it
down: the first paint is the program's own signal, one event loop turn after
the paint; the figure's paint is counted in a subclass put in its place after
that. Arguments go to the program.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

from PySide6 import QtCore
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.marks import peak_mb, report, since_start_ms

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent

    from backrehab_desktop.ui.program import Program

WATCH_S = 4.0
"""How long after the first paint the rest may take to load."""
BEAT_MS = 2
HEAVY = ("numpy", "pyqtgraph", "sqlite_utils", "PySide6.QtMultimedia")


class Watcher(QObject):
    """Takes the times of one program."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self.report: dict[str, Any] = {"worst_gap_ms": 0.0}
        self._last_ns = 0
        self._beat = QTimer(self)
        self._beat.setInterval(BEAT_MS)
        self._beat.timeout.connect(self._feel)
        program.painted.connect(self._painted)

    def _painted(self) -> None:
        self.report["first_paint_ms"] = since_start_ms()
        self.report["peak_mb_first_paint"] = peak_mb()
        self.report["modules"] = sorted(name for name in HEAVY if name in sys.modules)
        self._watch_figures()
        self._last_ns = time.monotonic_ns()
        self._beat.setTimerType(QtCore.Qt.TimerType.PreciseTimer)
        self._beat.start()
        QTimer.singleShot(int(WATCH_S * 1000), self, self._end)

    def _watch_figures(self) -> None:
        """Note the first paint that shows a figure: the kept picture of it or the figure itself."""
        # Imported as late as the program does, else its time would count here.
        from backrehab_desktop.ui.figure import kept_figure

        self._watch(kept_figure.KeptFigure, lambda view: view.is_found)
        QTimer.singleShot(0, self, self._watch_views)

    def _watch_views(self) -> None:
        from backrehab_desktop.ui.figure import figure_view

        self._watch(figure_view.FigureView, lambda view: view.has_figure)

    def _watch(self, kind: type[Any], is_shown: Callable[[Any], bool]) -> None:
        paint = kind.paintEvent

        def watched_paint(view: Any, event: QPaintEvent) -> None:  # noqa: ANN401
            paint(view, event)
            if "figure_ms" not in self.report and is_shown(view):
                self.report["figure_ms"] = 0.0
                self._figure_painted()

        kind.paintEvent = watched_paint

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
        report(self.report)
        QApplication.closeAllWindows()
        QApplication.quit()


def main() -> int:
    """Run the program with a watcher beside it."""
    from backrehab_desktop.__main__ import main as run
    from backrehab_desktop.ui.program import Program

    build = Program.__init__

    def watched_build(program: Program, *arguments: Any, **options: Any) -> None:  # noqa: ANN401
        build(program, *arguments, **options)
        Watcher(program)

    Program.__init__ = watched_build  # type: ignore[assignment,method-assign]
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
