"""Runs the real program, visits Progress and notes the most memory it ever held.

Arguments go to the program. As in ``child_program`` nothing in the program
knows of this: the application's ``exec`` is wrapped.
"""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.marks import peak_mb

LOAD_MS = 3000
"""Until the visit: what loads after the first paint is in memory by then."""
VISIT_MS = 2500


def _visit() -> None:
    from backrehab_desktop.ui.window import PROGRESS, MainWindow

    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, MainWindow):
            widget.show_page(PROGRESS)


def _report() -> None:
    drawn = any(type(widget).__name__ == "PainChart" for widget in QApplication.allWidgets())
    print(json.dumps({"peak_mb": peak_mb(), "drawn": drawn}), flush=True)
    QApplication.closeAllWindows()
    QApplication.quit()


def main() -> int:
    """Run the program with the visit in its event loop."""
    from backrehab_desktop.__main__ import main as program

    run = QApplication.exec

    def watched_exec(*_: object) -> int:
        QTimer.singleShot(LOAD_MS, _visit)
        QTimer.singleShot(LOAD_MS + VISIT_MS, _report)
        return run()

    QApplication.exec = watched_exec  # type: ignore[method-assign]
    return program(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
