from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from backrehab_desktop.ui.theme.manager import ThemeManager
from backrehab_desktop.ui.theme.tokens import Theme
from backrehab_desktop.ui.widgets.ask import AskDialog
from backrehab_desktop.ui.widgets.banner import Banner
from backrehab_desktop.ui.widgets.chip import Chip, ChipTone
from backrehab_desktop.ui.widgets.flow import FlowBox
from backrehab_desktop.ui.widgets.navigation_rail import Destination, NavigationRail
from backrehab_desktop.ui.widgets.phase_flash import PhaseFlash
from backrehab_desktop.ui.widgets.prose import Prose

PLACES = (
    Destination("today", "Today", "today"),
    Destination("exercises", "Exercises", "exercises"),
    Destination("progress", "Progress", "progress"),
)
SETTINGS = Destination("settings", "Settings", "settings")


def test_the_rail_leads_to_pages_and_settings(qtbot: QtBot, theme: Theme) -> None:
    rail = NavigationRail(theme, PLACES, SETTINGS)
    qtbot.addWidget(rail)
    rail.show()
    assert rail.current == "today"
    with qtbot.waitSignal(rail.page_chosen, timeout=1000) as caught:
        qtbot.mouseClick(rail.button("progress"), Qt.MouseButton.LeftButton)
    assert caught.args == ["progress"]
    with qtbot.waitSignal(rail.settings_requested, timeout=1000):
        QTest.keyClick(rail.button("settings"), Qt.Key.Key_Return)


def test_a_narrow_rail_keeps_the_words_as_tooltips(qtbot: QtBot, theme: Theme) -> None:
    rail = NavigationRail(theme, PLACES, SETTINGS)
    qtbot.addWidget(rail)
    assert rail.width() == theme.size("rail")
    rail.set_compact(True)
    assert rail.width() == theme.size("rail_compact")
    assert rail.button("exercises").toolTip() == "Exercises"
    assert rail.button("exercises").accessibleName() == "Exercises"
    assert min(rail.button("today").sizeHint().toTuple()) >= 48


def test_bold_words_are_marked_and_read_without_the_marks(qtbot: QtBot, theme: Theme) -> None:
    prose = Prose(theme, "body")
    qtbot.addWidget(prose)
    prose.set_text("**2 of 6 done** · about 9 minutes left")
    assert prose.text() == "2 of 6 done · about 9 minutes left"


def test_prose_keeps_the_line_height_and_grows_with_its_lines(qtbot: QtBot, theme: Theme) -> None:
    prose = Prose(theme, "body")
    qtbot.addWidget(prose)
    prose.set_text("word " * 60)
    line = prose.line_height()
    assert line >= theme.type("body").line
    tall, wide = prose.heightForWidth(200), prose.heightForWidth(900)
    assert tall > wide > line
    assert tall % round(line) == 0


def test_prose_that_does_not_fit_ends_in_an_ellipsis_and_keeps_the_whole_as_tooltip(
    qtbot: QtBot, theme: Theme
) -> None:
    prose = Prose(theme, "body", wraps=False)
    qtbot.addWidget(prose)
    prose.set_text("A name that is longer than the room")
    prose.resize(80, 24)
    prose.grab()
    assert prose.toolTip() == "A name that is longer than the room"


def test_a_chip_is_as_wide_as_its_words(qtbot: QtBot, theme: Theme) -> None:
    chip = Chip(theme, "Hold", ChipTone.WORK)
    qtbot.addWidget(chip)
    narrow = chip.sizeHint().width()
    chip.set_chip("Not answered at all", ChipTone.NEUTRAL)
    assert chip.sizeHint().width() > narrow
    assert chip.sizeHint().height() == 30


def test_chips_go_on_in_the_next_line(qtbot: QtBot, theme: Theme) -> None:
    box = FlowBox(8)
    qtbot.addWidget(box)
    for word in ("Mat", "Towel", "Room to lie down"):
        box.add(Chip(theme, word, ChipTone.OUTLINE))
    assert box.heightForWidth(1000) == 30
    assert box.heightForWidth(200) == 68


def test_the_stage_flashes_at_most_once_a_second(qtbot: QtBot, theme: Theme) -> None:
    stage = QWidget()
    qtbot.addWidget(stage)
    stage.resize(300, 200)
    stage.show()
    flash = PhaseFlash(stage, theme)
    assert flash.flash("work", 10.0)
    assert not flash.flash("work", 10.9)
    assert flash.flash("work", 11.0)
    qtbot.waitUntil(lambda: not flash.isVisible(), timeout=2000)


def test_reduced_motion_flashes_never(qtbot: QtBot, theme: Theme) -> None:
    stage = QWidget()
    qtbot.addWidget(stage)
    flash = PhaseFlash(stage, theme)
    flash.set_reduced_motion(True)
    assert not flash.flash("work", 10.0)


def test_escape_in_a_question_is_the_safe_answer(
    qtbot: QtBot, theme: Theme, themes: ThemeManager
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    answers: list[str] = []
    dialog = AskDialog(window, theme, "Leave?", "It is all kept.", safe="Stay", act="Leave")
    dialog.ask(lambda: answers.append("act"), lambda: answers.append("safe"))
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert answers == ["safe"]
    dialog = AskDialog(window, theme, "Leave?", "It is all kept.", safe="Stay", act="Leave")
    dialog.ask(lambda: answers.append("act"), lambda: answers.append("safe"))
    qtbot.mouseClick(dialog.act, Qt.MouseButton.LeftButton)
    assert answers == ["safe", "act"]


def test_a_question_shows_all_of_its_words(
    qtbot: QtBot, theme: Theme, themes: ThemeManager
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    words = "The sets you finished are kept. You can go on later where you stopped. " * 3
    dialog = AskDialog(window, theme, "Leave this session?", words, safe="Stay", act="Leave")
    dialog.ask(lambda: None)
    for prose in dialog.findChildren(Prose):
        assert prose.height() >= prose.heightForWidth(prose.width())
    dialog.reject()


def test_a_banner_says_a_sentence_and_can_be_closed(qtbot: QtBot, theme: Theme) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    banner = Banner(theme)
    banner.setParent(holder)
    holder.show()
    assert not banner.isVisible()
    banner.tell("The history could not be opened.")
    assert banner.isVisible()
    assert banner.words == "The history could not be opened."
    qtbot.mouseClick(banner.close_button, Qt.MouseButton.LeftButton)
    assert not banner.isVisible()
