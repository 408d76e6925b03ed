"""Runs the real program, opens the library with every picture to come, types, scrolls, visits all.

``python -m benchmarks.child_library pending|visit`` prints one JSON object. As in
``child_program`` nothing in the program knows of this.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from benchmarks.marks import peak_mb, report, rss_mb

if TYPE_CHECKING:
    from collections.abc import Callable

    from backrehab_desktop.ui.exercises.card_grid import CardGrid
    from backrehab_desktop.ui.exercises.exercises_page import ExercisesPage
    from backrehab_desktop.ui.program import Program

FIGURE_MS = 600
"""From the moment a session could be started: the figure and the history come first."""
KEY_MS = 90
"""Between two keys of somebody who types quickly."""
WORDS = "bridge back leg"
PATIENCE_S = 20.0
LOOK_S = 0.7
"""How long each exercise is looked at, at most."""
SCROLL_FRAMES = 120
FRAME_MS = 16


class Gaps(QObject):
    """Feels for the longest time in which the window could not have answered."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.worst_ms = 0.0
        self._last_ns = 0
        self._beat = QTimer(self, interval=2, timerType=Qt.TimerType.PreciseTimer)
        self._beat.timeout.connect(self._feel)

    def start(self) -> None:
        """Begin anew."""
        self.worst_ms = 0.0
        self._last_ns = time.monotonic_ns()
        self._beat.start()

    def stop(self) -> float:
        """The worst since the start, in milliseconds."""
        self._feel()
        self._beat.stop()
        return self.worst_ms

    def _feel(self) -> None:
        now_ns = time.monotonic_ns()
        self.worst_ms = max(self.worst_ms, (now_ns - self._last_ns) / 1e6)
        self._last_ns = now_ns


class Visit(QObject):
    """Uses the library as a person would, and takes the times."""

    def __init__(self, program: Program, what: str) -> None:
        super().__init__(program)
        self._program = program
        self._what = what
        self._gaps = Gaps(self)
        self._first_mb = 0.0
        program.painted.connect(self._painted)
        program.ready.connect(lambda: QTimer.singleShot(FIGURE_MS, self, self._run))

    def _painted(self) -> None:
        self._first_mb = rss_mb()

    def _run(self) -> None:
        try:
            report({"pending": self._pending, "visit": self._visit}[self._what]())
        finally:
            QApplication.closeAllWindows()
            QApplication.quit()

    def _open(self) -> ExercisesPage:
        from backrehab_desktop.ui.exercises.exercises_page import ExercisesPage
        from backrehab_desktop.ui.window import EXERCISES

        self._program.window.show_page(EXERCISES)
        page = self._program.window.built_page(EXERCISES)
        assert isinstance(page, ExercisesPage)
        return page

    def _pending(self) -> dict[str, Any]:
        page = self._open()
        thumbnails, grid = self._program.background.thumbnails, page.library.grid
        page.repaint()
        start = time.monotonic()
        coming = {entry_id for entry_id in self._ids if self._ask(grid, entry_id) is None}
        count, there_s = len(coming), [0.0]

        def come(entry_id: str) -> None:
            if entry_id in coming:
                coming.remove(entry_id)
                there_s.append(time.monotonic() - start)

        thumbnails.thumbnail_ready.connect(come)
        typed, scrolled = self._type(page, WORDS), self._scroll(grid)
        _wait(lambda: not coming)
        return {
            "count": count,
            "there_s": there_s[-1],
            "typing_ms": typed,
            "typing_idle_ms": self._type(page, WORDS),
            "scroll_ms": scrolled,
            "scroll_idle_ms": self._scroll(grid),
        }

    @property
    def _ids(self) -> list[str]:
        from backrehab_desktop.catalogue.activities import ActivityCatalogue

        entries = (*self._program.catalogue.all(), *ActivityCatalogue().all())
        return [entry.id for entry in entries]

    def _ask(self, grid: CardGrid, entry_id: str) -> object:
        """Ask for the picture of a card, as if it were in view."""
        from backrehab_desktop.ui.exercises.card_delegate import CardDelegate

        delegate = grid.itemDelegate()
        assert isinstance(delegate, CardDelegate)
        size = delegate._picture_size  # noqa: SLF001  # the page itself need not know
        thumbnails = self._program.background.thumbnails
        return thumbnails.request(entry_id, size, self._program.themes.theme)

    def _type(self, page: ExercisesPage, words: str) -> float:
        """Type letter by letter, take them back at once; the worst gap in milliseconds."""
        box = page.library.filter_bar.search_box
        self._gaps.start()
        for letter in words:
            _press(box, 0, letter)
            _spin(KEY_MS)
        worst = self._gaps.stop()
        box.clear()
        _spin(50)
        return worst

    def _scroll(self, grid: CardGrid) -> list[float]:
        """Scroll through the whole grid and back; how long each frame kept the window busy."""
        bar, view = grid.verticalScrollBar(), grid.viewport()
        busy: list[float] = []
        for number in range(SCROLL_FRAMES):
            share = 1.0 - abs(2.0 * number / (SCROLL_FRAMES - 1) - 1.0)
            start = time.perf_counter()
            bar.setValue(round(share * bar.maximum()))
            view.repaint()
            QCoreApplication.processEvents()
            busy.append((time.perf_counter() - start) * 1e3)
            _spin(max(1, FRAME_MS - int(busy[-1])))
        return busy

    def _visit(self) -> dict[str, Any]:
        page = self._open()
        figure = page._preview.view  # noqa: SLF001  # seen from outside it has no name
        for entry_id in self._ids:
            page.open_exercise(entry_id)
            _wait(lambda: figure.is_prepared, LOOK_S)
            _wait(lambda: figure.is_next_prepared, LOOK_S / 4)  # few have another side
        return {"first_mb": self._first_mb, "visited_mb": rss_mb(), "peak_mb": peak_mb()}


def _press(widget: QObject, key: int, text: str) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
        QCoreApplication.postEvent(widget, event)


def _spin(milliseconds: int) -> None:
    loop = QEventLoop()
    timer = QTimer(interval=milliseconds, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(loop.quit)
    timer.start()
    loop.exec()
    # What is to be deleted later would wait for the outermost loop, in which this runs.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _wait(is_done: Callable[[], bool], patience_s: float = PATIENCE_S) -> None:
    end = time.monotonic() + patience_s
    while not is_done() and time.monotonic() < end:
        _spin(10)


def main() -> int:
    """Run the program with a visitor in it."""
    what = sys.argv.pop(1)
    from backrehab_desktop.__main__ import main as run
    from backrehab_desktop.ui.program import Program

    build = Program.__init__

    def visited_build(program: Program, *arguments: Any, **options: Any) -> None:  # noqa: ANN401
        build(program, *arguments, **options)
        Visit(program, what)

    Program.__init__ = visited_build  # type: ignore[assignment,method-assign]
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
