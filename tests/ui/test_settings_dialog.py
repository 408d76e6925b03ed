"""The settings with the mouse and the keyboard: each holds at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from backrehab_desktop.app.settings import Settings, SettingsFile, ThemeChoice
from backrehab_desktop.core.voice_level import VoiceLevel
from backrehab_desktop.ui.settings_dialog import SettingsDialog
from backrehab_desktop.ui.theme.manager import ThemeManager
from backrehab_desktop.ui.theme.tokens import Theme

LEFT = Qt.MouseButton.LeftButton


class FakeTrial(QObject):
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.voices: tuple[str, ...] = ()
        self.message = ""
        self.tried = 0

    def look(self) -> None:
        """Known at once."""

    def try_it(self) -> None:
        self.tried += 1

    def tell(self, voices: tuple[str, ...], message: str = "") -> None:
        self.voices, self.message = voices, message
        self.changed.emit()


class Bench:
    """A dialog over a window of the least size."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        self.file = SettingsFile(None)
        self.trial = FakeTrial()
        self.window = window
        self.dialog = SettingsDialog(window, theme, self.file, "There is no sound.")
        self.dialog.offer_voice(self.trial)
        self.dialog.open()

    @property
    def settings(self) -> Settings:
        return self.file.settings


@pytest.fixture
def bench(qtbot: QtBot, theme: Theme, themes: ThemeManager) -> Bench:
    window = QWidget()
    window.resize(900, 600)
    qtbot.addWidget(window)
    window.show()
    return Bench(window, theme)


def test_the_theme_holds_at_once(bench: Bench, qtbot: QtBot) -> None:
    qtbot.mouseClick(bench.dialog.themes[ThemeChoice.DARK], LEFT)
    assert bench.settings.theme is ThemeChoice.DARK


def test_four_levels_of_what_is_heard(bench: Bench, qtbot: QtBot) -> None:
    dialog = bench.dialog
    assert dialog.levels[VoiceLevel.FULL].isChecked()
    qtbot.mouseClick(dialog.levels[VoiceLevel.OFF], LEFT)
    assert not bench.settings.sound
    assert bench.settings.guidance is VoiceLevel.FULL  # what S brings back
    assert not dialog.volume.isEnabled()
    qtbot.mouseClick(dialog.levels[VoiceLevel.TONES], LEFT)
    assert (bench.settings.sound, bench.settings.guidance) == (True, VoiceLevel.TONES)
    assert dialog.volume.isEnabled()
    assert not dialog.try_voice.isEnabled()
    qtbot.mouseClick(dialog.levels[VoiceLevel.BRIEF], LEFT)
    assert bench.settings.guidance is VoiceLevel.BRIEF
    assert dialog.try_voice.isEnabled()


@pytest.mark.parametrize(
    ("name", "keys", "field", "value", "words"),
    [
        ("get_ready", [Qt.Key.Key_End], "get_ready_s", 15, "15 seconds"),
        ("get_ready", [Qt.Key.Key_Home], "get_ready_s", 3, "3 seconds"),
        ("change_position", [Qt.Key.Key_End], "change_position_s", 60, "60 seconds"),
        ("change_position", [Qt.Key.Key_Right], "change_position_s", 20, "20 seconds"),
        ("rate", [Qt.Key.Key_Left], "voice_rate", -0.1, "slower"),
        ("rate", [Qt.Key.Key_End], "voice_rate", 1.0, "much faster"),
        ("voice_volume", [Qt.Key.Key_Left], "voice_volume", 0.95, "95 %"),
        ("volume", [Qt.Key.Key_Right], "volume", 0.65, "65 %"),
    ],
)
def test_sliders_with_keys(
    bench: Bench, name: str, keys: list[Qt.Key], field: str, value: float, words: str
) -> None:
    part = getattr(bench.dialog, name)
    for key in keys:
        QTest.keyClick(part.slider, key)
    assert getattr(bench.settings, field) == pytest.approx(value)
    assert part.words == words


def test_the_voices_come_when_they_are_known_and_can_be_chosen(bench: Bench) -> None:
    box = bench.dialog.voice
    assert box.count() == 1
    bench.trial.tell(("Ada", "Max"))
    assert [box.itemText(i) for i in range(3)] == ["The system's own", "Ada", "Max"]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert bench.settings.voice == "Ada"
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert bench.settings.voice == ""


def test_a_chosen_voice_that_is_gone_is_still_named(
    qtbot: QtBot, theme: Theme, themes: ThemeManager
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    file = SettingsFile(None)
    file.change(voice="Ada")
    dialog = SettingsDialog(window, theme, file)
    dialog.offer_voice(trial := FakeTrial())
    trial.tell(("Max",))
    assert dialog.voice.currentText() == "Ada"


def test_the_voice_can_be_tried(bench: Bench, qtbot: QtBot) -> None:
    bench.dialog.try_voice.setFocus()
    QTest.keyClick(bench.dialog.try_voice, Qt.Key.Key_Space)
    assert bench.trial.tried == 1


def test_how_to_get_a_voice_is_said_where_there_is_none(bench: Bench) -> None:
    bench.trial.tell((), "There is no voice: install speech-dispatcher.")
    assert "install" in bench.dialog.voice_message
    bench.trial.tell(("Ada",))
    assert bench.dialog.voice_message == ""


def test_sessions_can_start_in_floor_mode_and_with_less_motion(bench: Bench, qtbot: QtBot) -> None:
    for box in (bench.dialog.floor, bench.dialog.still):
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Space)
    assert bench.settings.floor_mode
    assert bench.settings.reduced_motion


def test_all_of_it_fits_beside_a_scroll_bar_and_can_be_reached_by_tab(
    bench: Bench, cut_off: Callable[[QWidget], list[str]]
) -> None:
    dialog = bench.dialog
    dialog.grab()
    assert dialog.height() <= 600
    controls = [
        dialog.volume.slider,
        dialog.voice,
        dialog.try_voice,
        dialog.rate.slider,
        dialog.get_ready.slider,
        dialog.change_position.slider,
        dialog.floor,
        dialog.done_button,
    ]
    reached: set[Any] = set()
    for _ in range(30):
        QTest.keyClick(dialog, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        reached.add(focused)
        if focused is not None:  # what has the focus has been scrolled to
            assert not focused.visibleRegion().isEmpty(), focused
    assert [one for one in controls if one not in reached] == []
    for group in (dialog.themes, dialog.levels):  # Tab reaches one of each, arrows the rest
        assert reached & set(group.values())


def test_every_control_has_a_name(bench: Bench) -> None:
    dialog = bench.dialog
    for part in (dialog.volume, dialog.rate, dialog.get_ready, dialog.change_position):
        interface = QAccessible.queryAccessibleInterface(part.slider)
        assert interface.text(QAccessible.Text.Name)
        assert interface.text(QAccessible.Text.Description) == part.words
    # Qt gives a box its current text as its name.
    box = QAccessible.queryAccessibleInterface(dialog.voice)
    assert box.text(QAccessible.Text.Description) == "Voice"


def test_escape_only_closes(bench: Bench) -> None:
    before = bench.settings
    QTest.keyClick(bench.dialog, Qt.Key.Key_Escape)
    assert not bench.dialog.isVisible()
    assert bench.settings == before
