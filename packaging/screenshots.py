"""Make the pictures of the README from the real window: ``python packaging/screenshots.py``.

The window runs offscreen with the demonstration's history and Debian's
fonts-inter, so that the pictures hardly differ between machines. Give another
folder as the only argument to leave those of the README alone.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PIL import Image
from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEventLoop, QSize
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from backrehab_desktop import resources_rc
from backrehab_desktop.app.clock import ScaledClock, SystemClock
from backrehab_desktop.app.settings import ThemeChoice
from backrehab_desktop.core.player import PhaseKind
from backrehab_desktop.ui.program import Program
from backrehab_desktop.ui.window import EXERCISES, PROGRESS, TODAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

DEFAULT_FOLDER = Path(__file__).parents[1] / "docs" / "screenshots"
SIZE = QSize(1280, 800)
COLORS = 256
MOST_BYTES = 150_000
PATIENCE_MS = 20_000
TIME_SCALE = 4.0
EXERCISE = 4
"""Which one the picture of the session shows: the bridge."""


def wait_until(condition: Callable[[], bool], what: str) -> None:
    """Let the window work until something is so. Raises TimeoutError."""
    elapsed = QElapsedTimer()
    elapsed.start()
    while not condition():
        if elapsed.elapsed() > PATIENCE_MS:
            raise TimeoutError(f"waited in vain for {what}")
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def settle(milliseconds: int = 1500) -> None:
    """Let background threads deliver and the window paint what they brought."""
    elapsed = QElapsedTimer()
    elapsed.start()
    wait_until(lambda: elapsed.elapsed() > milliseconds, "the clock")


def save(window: QWidget, path: Path) -> None:
    """Write the window as a small PNG. Raises ValueError when it is not small enough."""
    image = window.grab().toImage().convertToFormat(window.grab().toImage().Format.Format_RGB888)
    picture = Image.frombuffer(
        "RGB",
        (image.width(), image.height()),
        bytes(image.constBits()),
        "raw",
        "RGB",
        image.bytesPerLine(),
        1,
    )
    picture.quantize(COLORS, dither=Image.Dither.NONE).save(path, optimize=True)
    if path.stat().st_size > MOST_BYTES:
        raise ValueError(f"{path.name} has {path.stat().st_size} bytes")


def take_all(program: Program, folder: Path) -> None:
    """Visit what the README shows."""
    window = program.window
    window.resize(SIZE)
    opened: list[object] = []
    program.background.worker.opened.connect(lambda *_: opened.append(True))
    window.show()
    # The history is opened after the figure has been painted, the small pictures after that.
    wait_until(lambda: bool(opened), "the history")
    settle()
    wait_until(lambda: program.background.thumbnails.is_idle, "the small pictures")
    settle(500)
    save(window, folder / "today-light.png")
    window.show_page(EXERCISES)
    settle()
    wait_until(lambda: program.background.thumbnails.is_idle, "the library's pictures")
    settle(500)
    save(window, folder / "exercises-light.png")
    window.show_page(PROGRESS)
    progress = window.built_page(PROGRESS)
    wait_until(lambda: getattr(progress, "data", None) is not None, "the charts")
    settle()
    save(window, folder / "progress-light.png")
    program.settings.change(theme=ThemeChoice.DARK)
    settle()
    save(window, folder / "progress-dark.png")
    window.show_page(TODAY)
    program.today.before.start.click()
    controller = program.background.controller
    for _ in range(EXERCISE):
        controller.skip_exercise()

    def holds(repetition: int) -> bool:
        state = controller.state()
        return (
            state is not None
            and state.kind is PhaseKind.HOLD
            and state.repetitions_done == repetition - 1
        )

    wait_until(lambda: holds(3), "the hold")
    settle(500)
    save(window, folder / "session-dark.png")
    controller.leave()


def main(arguments: list[str]) -> int:
    """Write all pictures and name them."""
    folder = Path(arguments[0]) if arguments else DEFAULT_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(["backrehab"])
    if "Inter" not in QFontDatabase.families():
        sys.stderr.write("fonts-inter is not installed; the pictures will look different\n")
    app.setFont(QFont("Inter"))
    with tempfile.TemporaryDirectory() as data:
        program = Program(app, Path(data), ScaledClock(SystemClock(), TIME_SCALE), demo=True)
        program.settings.change(theme=ThemeChoice.LIGHT, sound=False)
        try:
            take_all(program, folder)
        finally:
            program.close()
    resources_rc.qCleanupResources()
    for path in sorted(folder.glob("*.png")):
        print(f"{path}  {path.stat().st_size // 1000} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
