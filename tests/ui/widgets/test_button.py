from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from backrehab_desktop.ui.theme.manager import ThemeManager
from backrehab_desktop.ui.theme.tokens import Theme
from backrehab_desktop.ui.widgets.button import ActionButton, ButtonRole


@pytest.fixture
def button(qtbot: QtBot, theme: Theme, themes: ThemeManager) -> ActionButton:
    button = ActionButton(theme, "Pause", ButtonRole.PRIMARY, icon="pause", key_hint="Space")
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    button.move(400, 300)  # away from the pointer
    button.show()
    qtbot.waitExposed(button)
    return button


def fill(button: ActionButton) -> str:
    image = button.grab().toImage()
    return image.pixelColor(10, image.height() // 2).name()


def test_its_target_is_large_and_its_word_is_its_name(button: ActionButton) -> None:
    assert button.sizeHint().height() >= 48
    interface = QAccessible.queryAccessibleInterface(button)
    assert interface.role() is QAccessible.Role.Button
    assert interface.text(QAccessible.Text.Name) == "Pause"


def test_compact_keeps_name_and_key_as_tooltip(button: ActionButton) -> None:
    button.set_compact(True)
    assert button.toolTip() == "Pause (Space)"
    assert button.accessibleName() == "Pause"
    assert button.sizeHint().width() >= 48


def test_roles_have_their_colours(qtbot: QtBot, theme: Theme, button: ActionButton) -> None:
    assert fill(button) == theme.color("accent").lower()
    hurt = ActionButton(theme, "It hurts", ButtonRole.HURT, icon="hurt")
    qtbot.addWidget(hurt)
    hurt.resize(hurt.sizeHint())
    assert fill(hurt) == theme.color("pain_soft").lower()
    hurt.setDown(True)
    assert fill(hurt) == theme.color("pain").lower()
    button.setEnabled(False)
    assert fill(button) == theme.color("sunken").lower()


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_space_and_enter_press_it(button: ActionButton, qtbot: QtBot, key: Qt.Key) -> None:
    with qtbot.waitSignal(button.clicked, timeout=1000):
        QTest.keyClick(button, key)


def test_arrows_go_on_to_the_page(qtbot: QtBot, theme: Theme) -> None:
    class Page(QWidget):
        key: Qt.Key | None = None

        def keyPressEvent(self, event) -> None:  # noqa: ANN001
            self.key = event.key()

    page = Page()
    qtbot.addWidget(page)
    button = ActionButton(theme, "Pause")
    button.setParent(page)
    page.show()
    QTest.keyClick(button, Qt.Key.Key_Right)
    assert page.key == Qt.Key.Key_Right


def test_the_mouse_leaves_the_focus_where_it_is(button: ActionButton) -> None:
    assert button.focusPolicy() is Qt.FocusPolicy.TabFocus
