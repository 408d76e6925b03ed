"""What the person set up: a small private file that may be damaged without harm."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass, field, fields, replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from backrehab_desktop.core.exercise import TEMPO_LEAST, TEMPO_MOST
from backrehab_desktop.core.voice_level import VoiceLevel

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_Word = TypeVar("_Word", bound=StrEnum)

FILE_NAME = "settings.json"
GET_READY_LEAST_S, GET_READY_MOST_S = 3, 15
"""Bounds of the lead-in: shorter cannot be followed, longer is a rest."""
CHANGE_LEAST_S, CHANGE_MOST_S = 5, 60
"""Bounds of the time to get from one position to another."""


class ThemeChoice(StrEnum):
    """Which theme the person asked for."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that is set up; the defaults suit most people."""

    theme: ThemeChoice = ThemeChoice.SYSTEM
    sound: bool = True
    """Off silences everything at once, as for a call."""
    volume: float = 0.6
    """Of the tones, 0 to 1."""
    guidance: VoiceLevel = VoiceLevel.FULL
    """What is heard while ``sound`` is on: tones, or also the voice."""
    voice: str = ""
    """Name of the voice; empty for the system's own choice."""
    voice_rate: float = 0.0
    """-1 slowest, 0 normal, 1 fastest."""
    voice_volume: float = 1.0
    """0 to 1."""
    reduced_motion: bool = False
    floor_mode: bool = False
    """Whether sessions start in floor mode."""
    get_ready_s: int = 5
    change_position_s: int = 15
    tempos: Mapping[str, float] = field(default_factory=dict)
    """Exercises whose movement is slower or faster than shown, by id."""
    geometry: str = ""
    """Where the window was: Qt's own words for it, base64; empty at first."""


class SettingsFile(QObject):
    """The settings in force and the file they are kept in.

    A missing or damaged file, or a single value that makes no sense, means
    the default: settings are never worth an error at the start.
    """

    changed = Signal(object)
    """The new :class:`Settings`."""
    failed = Signal(str)
    """A sentence: the settings hold for now, but could not be kept."""

    def __init__(self, path: Path | None, parent: QObject | None = None) -> None:
        """Read the file; with ``None`` nothing is read or kept."""
        super().__init__(parent)
        self._path = path
        self._settings = _read(path) if path else Settings()

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self._settings

    def change(self, **values: object) -> None:
        """Change some values by name, keep them, and tell; nonsense is put right first."""
        settings = _sound(replace(self._settings, **values))  # type: ignore[arg-type]
        if settings == self._settings:
            return
        self._settings = settings
        self._write()
        self.changed.emit(settings)

    def _write(self) -> None:
        if self._path is None:
            return
        import json

        draft = self._path.with_name(self._path.name + ".new")
        try:
            text = json.dumps(asdict(self._settings), indent=2) + "\n"
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(text)
            draft.replace(self._path)
        except OSError as error:
            reason = error.strerror or "unknown reason"
            self.failed.emit(
                f"Your settings could not be kept ({reason}). They hold until you close."
            )


def _read(path: Path) -> Settings:
    if not path.exists():
        return Settings()
    import json  # late: the first start has no file, and needs no parser

    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return Settings()
    if not isinstance(values, dict):
        return Settings()
    known = {field.name: values[field.name] for field in fields(Settings) if field.name in values}
    return _sound(replace(Settings(), **known))


def _sound(settings: Settings) -> Settings:
    """The same settings with every value of the right kind and within its bounds."""
    default = Settings()
    guidance = _choice(settings.guidance, VoiceLevel, default.guidance)
    return Settings(
        theme=_choice(settings.theme, ThemeChoice, default.theme),
        guidance=default.guidance if guidance is VoiceLevel.OFF else guidance,
        voice=settings.voice if isinstance(settings.voice, str) else default.voice,
        voice_rate=_within(settings.voice_rate, -1.0, 1.0, default.voice_rate),
        voice_volume=_within(settings.voice_volume, 0.0, 1.0, default.voice_volume),
        sound=_flag(settings.sound, default.sound),
        volume=_within(settings.volume, 0.0, 1.0, default.volume),
        reduced_motion=_flag(settings.reduced_motion, default.reduced_motion),
        floor_mode=_flag(settings.floor_mode, default.floor_mode),
        change_position_s=round(
            _within(
                settings.change_position_s, CHANGE_LEAST_S, CHANGE_MOST_S, default.change_position_s
            )
        ),
        tempos=_tempos(settings.tempos),
        get_ready_s=round(
            _within(settings.get_ready_s, GET_READY_LEAST_S, GET_READY_MOST_S, default.get_ready_s)
        ),
        geometry=settings.geometry if isinstance(settings.geometry, str) else default.geometry,
    )


def _flag(value: object, default: bool) -> bool:
    return value if isinstance(value, bool) else default


def _tempos(value: object) -> dict[str, float]:
    if not isinstance(value, dict):
        return {}
    tempos = {
        name: _within(tempo, TEMPO_LEAST, TEMPO_MOST, 1.0)
        for name, tempo in value.items()
        if isinstance(name, str)
    }
    return {name: tempo for name, tempo in tempos.items() if tempo != 1.0}


def _choice(value: object, kind: type[_Word], default: _Word) -> _Word:
    known = isinstance(value, str) and value in tuple(kind)
    return kind(str(value)) if known else default


def _within(value: object, least: float, most: float, default: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        return default
    return min(most, max(least, value))
