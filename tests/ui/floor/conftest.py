"""The session of the Today page, brought to the floor over a real window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from backrehab_desktop.app.settings import SettingsFile
from backrehab_desktop.ui.floor_wiring import FloorWiring
from backrehab_desktop.ui.theme.manager import ThemeManager
from backrehab_desktop.ui.window import EXERCISES, PROGRESS, MainWindow


class Floor:
    """A running session, its window and the wiring of floor mode."""

    def __init__(self, scene: Any, themes: ThemeManager) -> None:
        self.scene = scene
        self.settings = SettingsFile(None)
        self.window = MainWindow(
            themes, self.settings, scene.page, {EXERCISES: QWidget, PROGRESS: QWidget}
        )
        self.wiring = FloorWiring(self.window, scene.page.flow, self.settings, themes)

    @property
    def page(self) -> Any:
        return self.wiring.page

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            if key.name.startswith("Key_Media"):  # QTest has no letters for them, and warns
                event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
                QApplication.sendEvent(self.window.focusWidget(), event)
            else:
                QTest.keyClick(self.window.windowHandle(), key)


@pytest.fixture
def floor(qtbot: QtBot, scene: Any, themes: ThemeManager) -> Iterator[Floor]:
    """Floor mode of a session that has just begun, entered by its key."""
    floor = Floor(scene, themes)
    qtbot.addWidget(floor.window)
    floor.window.show()
    qtbot.waitExposed(floor.window)
    floor.window.activateWindow()
    scene.page.before.start.setFocus()
    floor.press(Qt.Key.Key_Space, Qt.Key.Key_F)
    yield floor
    scene.controller.leave()


@pytest.fixture
def at_size(floor: Floor) -> Callable[[int, int], Any]:
    """The page of floor mode at a size."""

    def resize(width: int, height: int) -> Any:
        floor.page.resize(width, height)
        return floor.page

    return resize
