from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import backrehab_desktop.resources_rc  # noqa: F401
from backrehab_desktop.ui.theme.focus import FocusRing
from backrehab_desktop.ui.theme.tokens import load_theme
from backrehab_desktop.ui.widgets.button import ActionButton


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    row = QHBoxLayout(window)
    row.setContentsMargins(20, 20, 20, 20)
    row.setSpacing(20)
    for word in ("One", "Two"):
        row.addWidget(ActionButton(load_theme("light"), word))
    window.setStyleSheet("background: #FFFFFF")
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    return window


def buttons(window: QWidget) -> list[ActionButton]:
    return window.findChildren(ActionButton)


def test_tab_shows_a_ring_of_2_px_around_the_control_2_px_away(
    qapp: QApplication, window: QWidget, qtbot: QtBot
) -> None:
    ring = FocusRing(window, load_theme("light"))
    first, second = buttons(window)
    first.setFocus()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
    qtbot.waitUntil(second.hasFocus, timeout=1000)
    assert ring.target is second
    image = window.grab().toImage()
    box = second.geometry()
    color = load_theme("light").color("focus").lower()
    middle = box.center().y()
    ratio = image.devicePixelRatio()

    def at(x: int) -> str:
        return image.pixelColor(round(x * ratio), round(middle * ratio)).name()

    assert at(box.left() - 4) == color
    assert at(box.left() - 3) == color
    assert at(box.left() - 2) != color
    assert at(box.left() - 1) != color


def test_the_mouse_shows_no_ring(qapp: QApplication, window: QWidget, qtbot: QtBot) -> None:
    ring = FocusRing(window, load_theme("light"))
    first, second = buttons(window)
    second.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    first.setFocus()
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert second.hasFocus()
    assert ring.target is None


def test_a_tight_parent_cuts_nothing_off(qapp: QApplication, window: QWidget, qtbot: QtBot) -> None:
    tight = QWidget()
    row = QHBoxLayout(tight)
    row.setContentsMargins(0, 0, 0, 0)
    third = ActionButton(load_theme("light"), "Three")
    row.addWidget(third)
    layout = window.layout()
    assert layout is not None
    layout.addWidget(tight)
    qtbot.waitUntil(third.isVisible)
    ring = FocusRing(window, load_theme("light"))
    buttons(window)[1].setFocus()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
    qtbot.waitUntil(third.hasFocus, timeout=1000)
    assert ring.target is third
    image = window.grab().toImage()
    corner = third.mapTo(window, third.rect().topLeft())
    middle = corner.y() + third.height() // 2
    color = load_theme("light").color("focus").lower()
    assert image.pixelColor(corner.x() - 4, middle).name() == color


def test_the_ring_leaves_what_the_focus_has_left(
    qapp: QApplication, window: QWidget, qtbot: QtBot
) -> None:
    ring = FocusRing(window, load_theme("light"))
    first, second = buttons(window)
    first.setFocus()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
    qtbot.waitUntil(second.hasFocus, timeout=1000)
    window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, False)
    first.setFocus()
    assert ring.target is None
