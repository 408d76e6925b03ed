"""What can be set up: theme, sound, movement, the time to get ready. All of it holds at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from backrehab_desktop.app.settings import (
    GET_READY_LEAST_S,
    GET_READY_MOST_S,
    SettingsFile,
    ThemeChoice,
)
from backrehab_desktop.core import wording
from backrehab_desktop.ui.widgets.button import ActionButton, ButtonRole
from backrehab_desktop.ui.widgets.prose import Prose

if TYPE_CHECKING:
    from backrehab_desktop.ui.theme.tokens import Theme

_WIDTH = 560
_THEMES = {
    ThemeChoice.SYSTEM: "As the system",
    ThemeChoice.LIGHT: "Light",
    ThemeChoice.DARK: "Dark",
}


class SettingsDialog(QDialog):
    """Changes the settings as they are touched; Done and Escape only close it."""

    def __init__(
        self, parent: QWidget, theme: Theme, file: SettingsFile, sound_message: str = ""
    ) -> None:
        """Show the settings in force; ``sound_message`` says why there is no sound, if so."""
        super().__init__(parent)
        self._file = file
        self._theme = theme
        self.setModal(True)
        self.setWindowTitle("Settings")
        settings = file.settings
        self.themes = {choice: QRadioButton(words) for choice, words in _THEMES.items()}
        self._theme_group = QButtonGroup(self)
        for choice, button in self.themes.items():
            self._theme_group.addButton(button)
            button.setChecked(choice is settings.theme)
            button.clicked.connect(self._take_theme)
        self.sound = QCheckBox("Tones when the phase changes")
        self.sound.setChecked(settings.sound)
        self.volume = QSlider(Qt.Orientation.Horizontal)
        self.volume.setAccessibleName("Volume")
        self.volume.setRange(0, 100)
        self.volume.setValue(round(settings.volume * 100))
        self.volume.setEnabled(settings.sound)
        self.still = QCheckBox("Hold the figure still between key poses")
        self.still.setChecked(settings.reduced_motion)
        self.get_ready = QSlider(Qt.Orientation.Horizontal)
        self.get_ready.setAccessibleName("Time to get ready")
        self.get_ready.setRange(GET_READY_LEAST_S, GET_READY_MOST_S)
        self.get_ready.setPageStep(1)
        self.get_ready.setValue(settings.get_ready_s)
        self._seconds = Prose(theme, "body", wraps=False)
        self._message = Prose(theme, "small", tone="muted")
        self._message.set_text(sound_message)
        self._message.setVisible(bool(sound_message))
        self.done_button = ActionButton(theme, "Done", ButtonRole.PRIMARY)
        self._lay_out()
        self._show_seconds(settings.get_ready_s)
        self.sound.toggled.connect(self._take_sound)
        self.volume.valueChanged.connect(self._take_volume)
        self.still.toggled.connect(self._take_still)
        self.get_ready.valueChanged.connect(self._take_get_ready)
        self.done_button.clicked.connect(self.accept)
        self.finished.connect(self.deleteLater)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._theme.space("xxl"))
        grid.setVerticalSpacing(self._theme.space("md"))
        grid.setColumnStretch(1, 1)
        themes = QHBoxLayout()
        themes.setSpacing(self._theme.space("xl"))
        for button in self.themes.values():
            themes.addWidget(button)
        themes.addStretch(1)
        ready = QHBoxLayout()
        ready.setSpacing(self._theme.space("lg"))
        ready.addWidget(self.get_ready, 1)
        self._seconds.setFixedWidth(96)
        ready.addWidget(self._seconds)
        fields: tuple[tuple[str, QWidget | QHBoxLayout], ...] = (
            ("Theme", themes),
            ("Sound", self.sound),
            ("Volume", self.volume),
            ("", self._message),
            ("Movement", self.still),
            ("Get ready", ready),
        )
        for row, (label, field) in enumerate(fields):
            words = Prose(self._theme, "body", tone="muted", wraps=False)
            words.set_text(label)
            grid.addWidget(words, row, 0, Qt.AlignmentFlag.AlignVCenter)
            if isinstance(field, QWidget):
                grid.addWidget(field, row, 1)
            else:
                grid.addLayout(field, row, 1)
        title = Prose(self._theme, "title", wraps=False)
        title.set_text("Settings")
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.done_button)
        box = QVBoxLayout(self)
        margin = self._theme.space("xxl")
        box.setContentsMargins(margin, margin, margin, margin)
        box.setSpacing(self._theme.space("xl"))
        box.addWidget(title)
        box.addLayout(grid)
        box.addLayout(foot)
        self.setMinimumWidth(_WIDTH)

    def _take_theme(self) -> None:
        chosen = next(choice for choice, button in self.themes.items() if button.isChecked())
        self._file.change(theme=chosen)

    def _take_sound(self, on: bool) -> None:
        self.volume.setEnabled(on)
        self._file.change(sound=on)

    def _take_volume(self, percent: int) -> None:
        self._file.change(volume=percent / 100)

    def _take_still(self, still: bool) -> None:
        self._file.change(reduced_motion=still)

    def _take_get_ready(self, seconds: int) -> None:
        self._show_seconds(seconds)
        self._file.change(get_ready_s=seconds)

    def _show_seconds(self, seconds: int) -> None:
        self._seconds.set_text(wording.seconds_in_words(seconds))
