"""Brings the settings to what works behind the window, and back what is chosen on the way."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from backrehab_desktop.app.speech import VoiceSettings
from backrehab_desktop.core.voice import Line
from backrehab_desktop.core.voice_level import VoiceLevel

if TYPE_CHECKING:
    from backrehab_desktop.app.settings import Settings, SettingsFile
    from backrehab_desktop.ui.activities.flow import ActivityFlow
    from backrehab_desktop.ui.background import Background
    from backrehab_desktop.ui.today.page import TodayPage


class SettingsWiring(QObject):
    """Made after the first paint, with the background; lives as long as that."""

    def __init__(
        self,
        settings: SettingsFile,
        background: Background,
        activities: ActivityFlow,
        today: TodayPage,
    ) -> None:
        """Every setting holds from now on."""
        super().__init__(background)
        self._settings = settings
        self._background = background
        self._activities = activities
        settings.changed.connect(self._take)
        background.controller.tempo_changed.connect(self._remember_tempo)
        today.sound_toggled.connect(self._toggle_sound)
        today.floor_chosen.connect(lambda on: settings.change(floor_mode=on))
        self._take(settings.settings)

    def _take(self, settings: Settings) -> None:
        background = self._background
        tones, voice, controller = background.tones, background.voice, background.controller
        tones.enabled = settings.sound
        tones.volume = settings.volume
        background.narrator.set_level(settings.guidance if settings.sound else VoiceLevel.OFF)
        voice.configure(VoiceSettings(settings.voice, settings.voice_rate, settings.voice_volume))
        self._activities.set_reduced_motion(settings.reduced_motion)
        controller.pacing = replace(
            controller.pacing,
            get_ready_s=float(settings.get_ready_s),
            change_position_s=float(settings.change_position_s),
        )

    def _remember_tempo(self, exercise_id: str, tempo: float) -> None:
        tempos = self._settings.settings.tempos
        self._settings.change(tempos={**tempos, exercise_id: tempo})

    def _toggle_sound(self) -> None:
        on = not self._settings.settings.sound
        self._settings.change(sound=on)
        self._background.controller.answer(Line.SOUND_ON if on else Line.SOUND_OFF)
