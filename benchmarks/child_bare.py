"""The floor of the start-up: a QMainWindow with nothing in it."""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from benchmarks.marks import WINDOW_SIZE, peak_mb, report, since_start_ms


class Window(QMainWindow):
    """Ends the program one event loop turn after the first paint."""

    def event(self, event: QEvent) -> bool:
        """Note the first paint."""
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self, self.report)
        return super().event(event)

    def report(self) -> None:
        """Print what was measured and leave."""
        report({"first_paint_ms": since_start_ms(), "peak_mb": peak_mb()})
        QApplication.quit()


def main() -> int:
    """Show the window."""
    application = QApplication(sys.argv)
    window = Window()
    window.resize(*WINDOW_SIZE)
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
