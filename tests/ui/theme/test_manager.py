from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import backrehab_desktop.resources_rc  # noqa: F401
from backrehab_desktop.app.settings import ThemeChoice
from backrehab_desktop.ui.theme.fonts import interface_font
from backrehab_desktop.ui.theme.manager import ThemeManager, spread_theme
from backrehab_desktop.ui.theme.tokens import Theme, load_theme


@pytest.fixture
def manager(qapp: QApplication) -> Iterator[ThemeManager]:
    palette, font = qapp.palette(), qapp.font()
    manager = ThemeManager(qapp, ThemeChoice.LIGHT)
    manager.show_sheet()
    yield manager
    manager.deleteLater()
    qapp.setStyleSheet("")
    qapp.setPalette(palette)
    qapp.setFont(font)


def test_a_choice_changes_palette_and_sheet_at_once(
    qapp: QApplication, manager: ThemeManager, qtbot: QtBot
) -> None:
    dark = load_theme("dark")
    with qtbot.waitSignal(manager.theme_changed, timeout=1000) as caught:
        manager.choose(ThemeChoice.DARK)
    assert caught.args == [dark]
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == dark.color("window").lower()
    assert dark.color("surface") in qapp.styleSheet()


def test_the_same_choice_again_changes_nothing(manager: ThemeManager, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(manager.theme_changed):
        manager.choose(ThemeChoice.LIGHT)


def test_the_theme_reaches_every_widget_that_paints_itself(
    qapp: QApplication, qtbot: QtBot
) -> None:
    class Painted(QWidget):
        seen: Theme | None = None

        def set_theme(self, theme: Theme) -> None:
            self.seen = theme

    root = QWidget()
    qtbot.addWidget(root)
    plain = QWidget(root)
    deep = Painted(plain)
    spread_theme(root, load_theme("dark"))
    assert deep.seen is load_theme("dark")


def test_digits_are_of_equal_width(qapp: QApplication, manager: ThemeManager) -> None:
    font = interface_font()
    assert font.featureValue(QFont.Tag("tnum")) == 1
