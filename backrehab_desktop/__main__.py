"""The composition root: ``backrehab`` and ``python -m backrehab_desktop``.

The imports inside the functions keep the commands without a window free of
Qt, and the window's first paint free of what is not seen in it.
"""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

from backrehab_desktop.app.command import PROGRAM, CommandError, WindowOptions, carry_out

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from backrehab_desktop.app.cli import RenderOptions, SheetOptions
    from backrehab_desktop.core.clock import Clock
    from backrehab_desktop.ui.program import Program


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out a command line (the process's own by default) and return the exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    if not words:
        return carry_out(lambda: _open_window(WindowOptions()))
    from backrehab_desktop.app import cli

    return cli.run(words, cli.Handlers(_open_window, _render, _render_sheet))


def _render(options: RenderOptions) -> int:
    from backrehab_desktop.ui.render import render_command

    return render_command(options)


def _render_sheet(options: SheetOptions) -> int:
    from backrehab_desktop.ui.render_sheet import sheet_command

    return sheet_command(options)


def _open_window(options: WindowOptions) -> int:
    """Open the window on its data folder; return once it is closed."""
    from backrehab_desktop.app.paths import (
        DataFolderError,
        prepare_data_folder,
        throwaway_data_folder,
    )
    from backrehab_desktop.app.single_instance import AlreadyRunningError, lock_data_folder

    _require_screen()
    with ExitStack() as closing:
        try:
            if options.demo:
                folder = closing.enter_context(throwaway_data_folder())
            else:
                folder = prepare_data_folder(options.data_folder)
            lock = lock_data_folder(folder)
        except (DataFolderError, AlreadyRunningError) as error:
            raise CommandError(str(error)) from error
        closing.callback(lock.unlock)
        return _run_window(folder, options, closing)


def _require_screen() -> None:
    """Say in one line what Qt would say in ten before it ends the process."""
    if sys.platform == "linux" and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        raise CommandError("there is no screen to open a window on")


def _run_window(folder: Path, options: WindowOptions, closing: ExitStack) -> int:
    from PySide6.QtCore import QLoggingCategory
    from PySide6.QtWidgets import QApplication

    from backrehab_desktop.app.source_scan import skip_source_scan

    skip_source_scan()
    from backrehab_desktop import resources_rc
    from backrehab_desktop.app.clock import ScaledClock, SystemClock
    from backrehab_desktop.ui.program import Program

    # Without a sound server it says ten lines that nobody can act on; the window
    # says that there is no sound.
    QLoggingCategory.setFilterRules("qt.multimedia.*=false")
    # While the figure and the history load in the background, the window gets its turn
    # after a millisecond instead of after five.
    sys.setswitchinterval(0.001)
    app = QApplication([PROGRAM, "-style", "Fusion"])
    app.setApplicationName(PROGRAM)
    app.setApplicationDisplayName("Back Rehab")
    app.setDesktopFileName(PROGRAM)
    clock = SystemClock()
    session_clock = clock if options.time_scale == 1.0 else ScaledClock(clock, options.time_scale)
    closing.callback(resources_rc.qCleanupResources)
    program = Program(app, folder, session_clock, demo=options.demo, reaches_out=True)
    closing.callback(program.close)
    program.window.closed.connect(app.quit)
    program.painted.connect(lambda: _watch(program, folder, clock, closing))
    program.window.show()
    return app.exec()


def _watch(program: Program, folder: Path, clock: Clock, closing: ExitStack) -> None:
    """From the first paint on, log mistakes of ours and end in good order when asked to."""
    from backrehab_desktop.app.logging import LogFile, watch_for_bugs
    from backrehab_desktop.app.signals import TerminationWatcher

    closing.callback(watch_for_bugs(LogFile(folder, clock), program.tell))
    watcher = TerminationWatcher(program.window.close_without_asking)
    closing.callback(watcher.close)


if __name__ == "__main__":
    sys.exit(main())
