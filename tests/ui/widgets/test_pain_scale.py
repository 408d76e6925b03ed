from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from backrehab_desktop.ui.theme.tokens import Theme
from backrehab_desktop.ui.widgets.digit_keys import DigitKeys
from backrehab_desktop.ui.widgets.pain_question import PainQuestion
from backrehab_desktop.ui.widgets.pain_scale import PainScale


@pytest.fixture
def scale(qtbot: QtBot, theme: Theme) -> PainScale:
    scale = PainScale(theme, "How much does it hurt?")
    qtbot.addWidget(scale)
    scale.resize(700, 60)
    scale.show()
    qtbot.waitExposed(scale)
    return scale


def test_an_untouched_scale_has_no_answer(scale: PainScale) -> None:
    assert scale.value is None
    assert scale.accessibleDescription() == "Not answered"
    assert not any(scale.cell(value).isChecked() for value in range(11))


def test_the_focus_alone_answers_nothing(scale: PainScale) -> None:
    scale.focus_scale()
    assert scale.value is None


@pytest.mark.parametrize("value", [0, 4, 10])
def test_a_click_anywhere_in_a_cell_answers(scale: PainScale, qtbot: QtBot, value: int) -> None:
    cell = scale.cell(value)
    with qtbot.waitSignal(scale.value_changed, timeout=1000) as caught:
        qtbot.mouseClick(cell, Qt.MouseButton.LeftButton, pos=cell.rect().bottomRight())
    assert caught.args == [value]
    assert scale.value == value
    assert scale.accessibleDescription() == f"{value} of 10"


def test_a_click_on_the_answer_takes_it_back(scale: PainScale, qtbot: QtBot) -> None:
    qtbot.mouseClick(scale.cell(6), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(scale.value_changed, timeout=1000) as caught:
        qtbot.mouseClick(scale.cell(6), Qt.MouseButton.LeftButton)
    assert caught.args == [None]
    assert scale.value is None
    assert not scale.cell(6).isChecked()


def test_zero_is_an_answer(scale: PainScale) -> None:
    QTest.keyClick(scale.cell(3), Qt.Key.Key_0)
    assert scale.value == 0


def test_arrows_move_the_answer_and_stop_at_the_ends(scale: PainScale, qtbot: QtBot) -> None:
    scale.window().activateWindow()
    QTest.keyClick(scale.cell(3), Qt.Key.Key_3)
    scale.focus_scale()
    qtbot.waitUntil(scale.cell(3).hasFocus, timeout=1000)
    QTest.keyClick(scale.cell(3), Qt.Key.Key_Right)
    assert scale.value == 4
    assert scale.cell(4).hasFocus()
    for _ in range(9):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert scale.value == 10
    for _ in range(14):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
    assert scale.value == 0


def test_delete_takes_the_answer_back(scale: PainScale) -> None:
    QTest.keyClick(scale.cell(7), Qt.Key.Key_7)
    QTest.keyClick(scale.cell(7), Qt.Key.Key_Delete)
    assert scale.value is None


def test_one_then_zero_is_ten(scale: PainScale) -> None:
    QTest.keyClick(scale.cell(0), Qt.Key.Key_1)
    assert scale.value == 1
    QTest.keyClick(scale.cell(0), Qt.Key.Key_0)
    assert scale.value == 10


def test_a_zero_long_after_a_one_is_zero() -> None:
    keys = DigitKeys()
    assert keys.read(1, 1_000) == 1
    assert keys.read(0, 3_000) == 0
    assert keys.read(1, 4_000) == 1
    assert keys.read(0, 4_400) == 10
    assert keys.read(0, 4_600) == 0


def test_values_outside_the_scale_are_refused(scale: PainScale) -> None:
    for value in (-1, 11):
        with pytest.raises(ValueError, match="0 to 10"):
            scale.set_value(value)
    assert scale.value is None


def test_the_chosen_cell_has_its_colour_of_the_ramp_and_a_thick_edge(
    scale: PainScale, theme: Theme
) -> None:
    scale.set_value(8)
    image = scale.cell(8).grab().toImage()
    middle = image.height() // 2
    assert image.pixelColor(1, middle).name() == theme.color("pain").lower()
    assert image.pixelColor(2, middle).name() == theme.color("pain").lower()
    assert image.pixelColor(6, 8).name() == theme.pain_scale[8].lower()


def test_it_is_a_radio_group_to_assistive_technology(scale: PainScale) -> None:
    group = QAccessible.queryAccessibleInterface(scale)
    cell = QAccessible.queryAccessibleInterface(scale.cell(5))
    assert group.text(QAccessible.Text.Name) == "How much does it hurt?"
    assert cell.role() is QAccessible.Role.RadioButton
    assert cell.text(QAccessible.Text.Name) == "5"
    scale.set_value(5)
    assert cell.state().checked


def test_the_question_says_its_state_in_words_and_can_be_cleared(
    qtbot: QtBot, theme: Theme
) -> None:
    question = PainQuestion(theme, "How much does your back hurt right now?")
    qtbot.addWidget(question)
    question.show()
    qtbot.waitExposed(question)
    assert question.value is None
    qtbot.mouseClick(question.scale.cell(0), Qt.MouseButton.LeftButton)
    assert question.value == 0
    qtbot.mouseClick(question._clear, Qt.MouseButton.LeftButton)
    assert question.value is None
    assert question._state.text() == "Not answered"
