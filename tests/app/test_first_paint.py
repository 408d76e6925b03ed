from __future__ import annotations

from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from backrehab_desktop.app.first_paint import FirstPaint


def test_it_comes_once_and_after_the_paint(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    seen: list[str] = []
    watcher = FirstPaint(window)
    watcher.painted.connect(lambda: seen.append("painted"))
    assert seen == []
    with qtbot.waitSignal(watcher.painted):
        window.show()
    window.repaint()
    qtbot.waitUntil(lambda: seen == ["painted"])
