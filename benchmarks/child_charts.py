"""Draws and pans the Progress page of one year and of ten; prints what it took.

Arguments: the folders of the two databases.
"""

from __future__ import annotations

import json
import sys
import time
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from backrehab_desktop.app.clock import SystemClock
from backrehab_desktop.app.store_worker import StoreWorker, database_opener
from backrehab_desktop.core.progress import RangeChoice
from backrehab_desktop.ui.progress.progress_page import ProgressPage
from backrehab_desktop.ui.theme.manager import ThemeManager
from benchmarks.marks import WINDOW_SIZE
from benchmarks.plain_chart import PlainBars, PlainPain

if TYPE_CHECKING:
    from collections.abc import Callable

    from backrehab_desktop.ui.progress.charts_panel import ChartsPanel

RUNS = 7
PAN_STEPS = 150
PAN_STEP_DAYS = 7.3
DRAW_LIMIT_MS = 20_000


def elapsed_ms(work: Callable[[], object]) -> float:
    """How long ``work`` takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


class Bench:
    """The pages of two histories and the plain charts beside them."""

    def __init__(self, application: QApplication, folders: list[Path]) -> None:
        self._application = application
        self._theme = ThemeManager(application).theme
        self._clock = SystemClock()
        self._workers = [StoreWorker(database_opener(folder, self._clock)) for folder in folders]
        for worker in self._workers:
            worker.start()

    def close(self) -> None:
        """Let the stores go."""
        for worker in self._workers:
            worker.close()

    def page(self, history: int, choice: RangeChoice) -> ProgressPage:
        """A page asked for, answered, drawn and painted."""
        page = ProgressPage(self._workers[history], self._clock, self._theme)
        page.resize(*WINDOW_SIZE)
        page.show()
        # Waiting inside the event loop leaves the interpreter to the store's thread.
        deadline = QDeadlineTimer(DRAW_LIMIT_MS)
        while page.data is None and not deadline.hasExpired():
            self._application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        charts = self.charts(page)
        panel = page.panel
        assert panel is not None
        panel.ranges.choose(choice)
        self._application.processEvents()
        charts.pain.viewport().repaint()
        charts.sessions.viewport().repaint()
        return page

    @staticmethod
    def charts(page: ProgressPage) -> ChartsPanel:
        """The charts of a page that is drawn."""
        assert page.panel is not None
        assert page.panel.charts is not None
        return page.panel.charts

    def drop(self, page: ProgressPage) -> None:
        """Take a page apart."""
        page.close()
        page.deleteLater()
        self._application.processEvents()

    def drawn_ms(self) -> tuple[float, float]:
        """Medians of a visit: one year, then all of ten years; taken in turn."""
        times: tuple[list[float], list[float]] = ([], [])
        for run in range(-1, RUNS):
            for history, choice in enumerate((RangeChoice.ONE_YEAR, RangeChoice.ALL)):
                start = time.perf_counter()
                page = self.page(history, choice)
                took = (time.perf_counter() - start) * 1000
                self.drop(page)
                if run >= 0:
                    times[history].append(took)
        return median(times[0]), median(times[1])

    def pan_ms(self) -> tuple[float, float]:
        """Medians of one step: both charts, and both painted by hand at the same size."""
        page = self.page(1, RangeChoice.ONE_YEAR)
        charts = self.charts(page)
        data = page.data
        assert data is not None
        assert data.first_day is not None
        plain = (PlainPain(data.days), PlainBars(data.weeks))
        for view, chart in zip(plain, (charts.pain, charts.sessions), strict=True):
            view.setFont(chart.font())
            view.resize(chart.size())
            view.days = 364
            view.show()
        self._application.processEvents()
        first = float(data.first_day.toordinal())
        ours: list[float] = []
        floor: list[float] = []
        for step in range(PAN_STEPS):
            x = first + step * PAN_STEP_DAYS

            def move_ours(x: float = x) -> None:
                charts.pain.show_from(x, 364)
                _repaint(charts.pain.viewport(), charts.sessions.viewport())

            def move_plain(x: float = x) -> None:
                for view in plain:
                    view.first = x
                _repaint(*plain)

            ours.append(elapsed_ms(move_ours))
            floor.append(elapsed_ms(move_plain))
        for view in plain:
            view.close()
        self.drop(page)
        return median(ours), median(floor)


def _repaint(*widgets: QWidget) -> None:
    for widget in widgets:
        widget.repaint()


def main() -> int:
    """Measure and print."""
    import_ms = elapsed_ms(lambda: import_module("backrehab_desktop.ui.charts.pain_chart"))
    bench = Bench(QApplication(sys.argv[:1]), [Path(folder) for folder in sys.argv[1:3]])
    year_ms, ten_ms = bench.drawn_ms()
    pan_ms, plain_ms = bench.pan_ms()
    bench.close()
    print(
        json.dumps(
            {
                "import_ms": import_ms,
                "year_ms": year_ms,
                "ten_ms": ten_ms,
                "pan_ms": pan_ms,
                "plain_ms": plain_ms,
            }
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
