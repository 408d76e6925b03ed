"""What can be set up: look, sound, voice, times of a session. All of it holds at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from backrehab_desktop.app.settings import (
    CHANGE_LEAST_S,
    CHANGE_MOST_S,
    GET_READY_LEAST_S,
    GET_READY_MOST_S,
    SettingsFile,
    ThemeChoice,
)
from backrehab_desktop.core import wording
from backrehab_desktop.core.voice_level import VoiceLevel
from backrehab_desktop.ui.widgets.button import ActionButton, ButtonRole
from backrehab_desktop.ui.widgets.prose import Prose
from backrehab_desktop.ui.widgets.worded_slider import WordedSlider

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtCore import SignalInstance

    from backrehab_desktop.app.settings import Settings
    from backrehab_desktop.ui.theme.tokens import Theme

_Choice = TypeVar("_Choice")
_WIDTH, _HEIGHT = 680, 760
_AIR = 48
"""Left of the window around the dialog, at least."""
_THEMES = {
    ThemeChoice.SYSTEM: "As the system",
    ThemeChoice.LIGHT: "Light",
    ThemeChoice.DARK: "Dark",
}
_LEVELS = {
    VoiceLevel.OFF: "Off",
    VoiceLevel.TONES: "Tones",
    VoiceLevel.BRIEF: "Brief voice",
    VoiceLevel.FULL: "Full voice",
}
_LEVEL_WORDS = {
    VoiceLevel.OFF: "Nothing is heard. Everything can be read on the screen.",
    VoiceLevel.TONES: "A tone of its own marks each change.",
    VoiceLevel.BRIEF: "Spoken: names, holds, sides, rests and the last three seconds.",
    VoiceLevel.FULL: "Spoken: also how to move, to hold and to breathe.",
}
_SYSTEM_VOICE = "The system's own"


class Trial(Protocol):
    """What lets a person hear the voice."""

    @property
    def changed(self) -> SignalInstance:
        """The voices or the message are others now."""
        ...

    @property
    def voices(self) -> tuple[str, ...]:
        """Names to choose from."""
        ...

    @property
    def message(self) -> str:
        """What is to be read about the voice."""
        ...

    def look(self) -> None:
        """Find out which voices there are."""
        ...

    def try_it(self) -> None:
        """Speak a sentence."""
        ...


class SettingsDialog(QDialog):
    """Changes the settings as they are touched; Done and Escape only close it."""

    def __init__(
        self, parent: QWidget, theme: Theme, file: SettingsFile, sound_message: str = ""
    ) -> None:
        """Show the settings in force; ``sound_message`` says why there is no sound, if so."""
        super().__init__(parent)
        self._file = file
        self._theme = theme
        self._trial: Trial | None = None
        self.setModal(True)
        self.setWindowTitle("Settings")
        settings = file.settings
        level = settings.guidance if settings.sound else VoiceLevel.OFF
        self.themes = self._choices(_THEMES, settings.theme, lambda v: file.change(theme=v))
        self.levels = self._choices(_LEVELS, level, self._take_level)
        self._make_look(settings)
        self._make_sound(settings)
        self._make_times(settings)
        self._level_words = self._small()
        self._sound_message = self._small(sound_message)
        self._voice_message = self._small()
        self.done_button = ActionButton(theme, "Done", ButtonRole.PRIMARY)
        self._lay_out(parent)
        self._show_level(level)
        self.done_button.clicked.connect(self.accept)
        self.finished.connect(self.deleteLater)

    def offer_voice(self, trial: Trial) -> None:
        """Let the voice be chosen and heard."""
        self._trial = trial
        trial.changed.connect(self._show_voice)
        self.try_voice.clicked.connect(trial.try_it)
        trial.look()
        self._show_voice()

    @property
    def voice_message(self) -> str:
        """What is said about the voice."""
        return self._voice_message.text()

    # -- parts --------------------------------------------------------------

    def _make_look(self, settings: Settings) -> None:
        self.still = QCheckBox("Hold the figure still between key poses")
        self.still.setChecked(settings.reduced_motion)
        self.still.toggled.connect(lambda still: self._file.change(reduced_motion=still))
        self.floor = QCheckBox("Start sessions in floor mode")
        self.floor.setChecked(settings.floor_mode)
        self.floor.toggled.connect(lambda on: self._file.change(floor_mode=on))

    def _make_sound(self, settings: Settings) -> None:
        theme, change = self._theme, self._file.change
        self.volume = WordedSlider(
            theme, "Volume of the tones", (0, 100), round(settings.volume * 100), _percent, step=5
        )
        self.volume.moved.connect(lambda percent: change(volume=percent / 100))
        self.voice = QComboBox()
        self.voice.setAccessibleName("Voice")
        self.voice.setAccessibleDescription("Voice")
        self.voice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.voice.setMinimumContentsLength(18)
        self._fill_voices((settings.voice,) if settings.voice else ())
        self.voice.activated.connect(
            lambda place: change(voice=self.voice.itemData(place) if place else "")
        )
        rate = round(settings.voice_rate * 10)
        self.rate = WordedSlider(theme, "Speed of the voice", (-10, 10), rate, _rate)
        self.rate.moved.connect(lambda tenths: change(voice_rate=tenths / 10))
        loud = round(settings.voice_volume * 100)
        self.voice_volume = WordedSlider(
            theme, "Volume of the voice", (0, 100), loud, _percent, step=5
        )
        self.voice_volume.moved.connect(lambda percent: change(voice_volume=percent / 100))
        self.try_voice = ActionButton(theme, "Try it", icon="play")

    def _make_times(self, settings: Settings) -> None:
        theme, change = self._theme, self._file.change
        self.get_ready = WordedSlider(
            theme,
            "Time to get ready",
            (GET_READY_LEAST_S, GET_READY_MOST_S),
            settings.get_ready_s,
            wording.seconds_in_words,
        )
        self.get_ready.moved.connect(lambda seconds: change(get_ready_s=seconds))
        self.change_position = WordedSlider(
            theme,
            "Time to change position",
            (CHANGE_LEAST_S, CHANGE_MOST_S),
            settings.change_position_s,
            wording.seconds_in_words,
            step=5,
        )
        self.change_position.moved.connect(lambda seconds: change(change_position_s=seconds))

    def _choices(
        self, words: Mapping[_Choice, str], chosen: _Choice, take: Callable[[_Choice], None]
    ) -> dict[_Choice, QRadioButton]:
        group = QButtonGroup(self)
        buttons = {choice: QRadioButton(text) for choice, text in words.items()}
        for choice, button in buttons.items():
            group.addButton(button)
            button.setChecked(choice == chosen)
            button.clicked.connect(lambda _=False, choice=choice: take(choice))
        return buttons

    def _small(self, text: str = "") -> Prose:
        words = Prose(self._theme, "small", tone="muted")
        words.set_text(text)
        words.setVisible(bool(text))
        return words

    # -- what is chosen -----------------------------------------------------

    def _take_level(self, level: VoiceLevel) -> None:
        if level is VoiceLevel.OFF:
            self._file.change(sound=False)
        else:
            self._file.change(sound=True, guidance=level)
        self._show_level(level)

    def _show_level(self, level: VoiceLevel) -> None:
        self._level_words.set_text(_LEVEL_WORDS[level])
        self._level_words.show()
        self.volume.setEnabled(level is not VoiceLevel.OFF)
        for part in (self.voice, self.rate, self.voice_volume, self.try_voice):
            part.setEnabled(level.speaks)

    def _show_voice(self) -> None:
        if self._trial is None:
            return
        self._fill_voices(self._trial.voices)
        self._voice_message.set_text(self._trial.message)
        self._voice_message.setVisible(bool(self._trial.message))

    def _fill_voices(self, names: tuple[str, ...]) -> None:
        chosen = self._file.settings.voice
        names = names if not chosen or chosen in names else (chosen, *names)
        shown = [self.voice.itemData(place) for place in range(self.voice.count())]
        if shown == ["", *names]:
            return
        self.voice.clear()
        self.voice.addItem(_SYSTEM_VOICE, "")
        for name in names:
            self.voice.addItem(name, name)
        self.voice.setCurrentIndex(names.index(chosen) + 1 if chosen else 0)

    # -- layout -------------------------------------------------------------

    def _lay_out(self, parent: QWidget) -> None:
        trial = QHBoxLayout()
        trial.setSpacing(self._theme.space("lg"))
        trial.addWidget(self.voice, 1)
        trial.addWidget(self.try_voice)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, self._theme.space("lg"), 0)
        column.setSpacing(self._theme.space("md"))
        self._add_part(
            column,
            "Look",
            ("Theme", self._row_of(self.themes)),
            ("Movement", self.still),
        )
        self._add_part(
            column,
            "Sound and voice",
            ("Heard", self._row_of(self.levels)),
            ("", self._level_words),
            ("", self._sound_message),
            ("Tones", self.volume),
            ("Voice", trial),
            ("", self._voice_message),
            ("Speed", self.rate),
            ("Volume", self.voice_volume),
        )
        self._add_part(
            column,
            "Session",
            ("Get ready", self.get_ready),
            ("New position", self.change_position),
            ("Floor mode", self.floor),
        )
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(content)
        content.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        self._area = area
        QApplication.instance().focusChanged.connect(self._follow_focus)  # type: ignore[union-attr]
        title = Prose(self._theme, "title", wraps=False)
        title.set_text("Settings")
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.done_button)
        box = QVBoxLayout(self)
        margin = self._theme.space("xxl")
        box.setContentsMargins(margin, self._theme.space("xl"), margin, self._theme.space("xl"))
        box.setSpacing(self._theme.space("lg"))
        box.addWidget(title)
        box.addWidget(area, 1)
        box.addLayout(foot)
        self.resize(_WIDTH, min(_HEIGHT, parent.height() - _AIR))

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Scroll to what has the focus, whichever way it came there."""
        if now is not None and self._area.isAncestorOf(now):
            self._area.ensureWidgetVisible(now)

    def _row_of(self, buttons: Mapping[_Choice, QRadioButton]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._theme.space("xl"))
        for button in buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _add_part(
        self, column: QVBoxLayout, title: str, *fields: tuple[str, QWidget | QHBoxLayout]
    ) -> None:
        """A heading and the fields under it, their labels at the left."""
        heading = Prose(self._theme, "label", wraps=False)
        heading.set_text(title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._theme.space("xl"))
        grid.setVerticalSpacing(self._theme.space("sm"))
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, 112)
        for row, (label, field) in enumerate(fields):
            if label:
                words = Prose(self._theme, "body", tone="muted", wraps=False)
                words.set_text(label)
                grid.addWidget(words, row, 0, Qt.AlignmentFlag.AlignVCenter)
            if isinstance(field, QWidget):
                grid.addWidget(field, row, 1)
            else:
                grid.addLayout(field, row, 1)
        column.addWidget(heading)
        column.addLayout(grid)
        column.addSpacing(self._theme.space("md"))


def _percent(value: int) -> str:
    return f"{value} %"


def _rate(tenths: int) -> str:
    if tenths == 0:
        return "normal"
    words = "faster" if tenths > 0 else "slower"
    return words if abs(tenths) <= 5 else f"much {words}"
