"""Short sounds at the changes of phase; silence, with a reason, where there is no audio.

QtMultimedia is imported with the first tone and only on a thread of its own: it
costs 17 MB, looking for audio devices takes tens of milliseconds, and a sound
server that does not answer would otherwise freeze the window. The thread is a
daemon, so that not even a hung one keeps the program from ending.
"""

from __future__ import annotations

import threading
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject, Qt, QUrl, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaDevices, QSoundEffect

NO_LIBRARY = (
    "There is no sound: a system library for it is missing (on Debian and Ubuntu: libpulse0). "
    "Changes are shown on the screen."
)
NO_DEVICE = "There is no sound: no loudspeaker was found. Changes are shown on the screen."
NO_PLAYBACK = "There is no sound: the loudspeaker cannot be used. Changes are shown on the screen."

_MOST_UNPLAYED = 2
# A sound server that hangs must not make up for it with a burst of old tones.
_CLOSE_WAIT_S = 2.0


class Tone(StrEnum):
    """One sound; the value is its file name in the resource."""

    GET_READY = "get_ready"
    MOVE = "move"
    HOLD = "hold"
    RELEASE = "release"
    """The way back from a hold."""
    TICK = "tick"
    """One of the last three seconds."""
    SWITCH_SIDE = "switch_side"
    REST = "rest"
    CHANGE = "change"
    DONE = "done"


class TonePlayer(QObject):
    """Plays tones without ever blocking or raising.

    Nothing is imported or loaded before the first tone. Of the tones asked for
    while the sounds are loading the last is made up for. ``folder`` is where the
    sounds are, by default the resource.
    """

    availability_changed = Signal(bool)
    """Sound was found, or was lost; :attr:`message` says why."""

    _wanted = Signal(str, float)
    _closing = Signal()

    def __init__(self, folder: str = "qrc:/sounds", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.enabled = True
        """Whether the person wants tones."""
        self._volume = 0.6
        self._folder = folder
        self._available = False
        self._message = ""
        self._waiting: Tone | None = None
        self._unplayed = 0
        self._thread: threading.Thread | None = None
        self._closed = threading.Event()

    @property
    def volume(self) -> float:
        """Loudness, 0 to 1; values outside are clipped."""
        return self._volume

    @volume.setter
    def volume(self, volume: float) -> None:
        self._volume = min(1.0, max(0.0, volume))

    @property
    def available(self) -> bool:
        """Whether sounds can be heard, as far as the computer knows."""
        return self._available

    @property
    def message(self) -> str:
        """A sentence on why there is no sound; empty while there is, or nothing is known yet."""
        return self._message

    def prepare(self) -> None:
        """Load the sounds in the background ahead of the first tone."""
        if self._thread is None and not self._closed.is_set():
            self._thread = threading.Thread(target=self._run, name="tones", daemon=True)
            self._thread.start()

    def play(self, tone: Tone) -> None:
        """Sound ``tone`` if sounds are wanted and there is audio."""
        if not self.enabled or self._message:
            return
        if not self._available:
            self._waiting = tone
            self.prepare()
        elif self._unplayed < _MOST_UNPLAYED:
            self._unplayed += 1
            self._wanted.emit(tone.value, self._volume)

    def close(self) -> None:
        """Let go of the audio device."""
        self._closed.set()
        if self._thread is not None:
            self._closing.emit()
            self._thread.join(_CLOSE_WAIT_S)
            self._thread = None

    @Slot(str)
    def _set_message(self, message: str) -> None:
        """Take what the thread has found out; an empty message means that all is well."""
        if (self._available, self._message) == (not message, message):
            return
        self._available = not message
        self._message = message
        self.availability_changed.emit(self._available)
        waiting, self._waiting = self._waiting, None
        if waiting is not None and self._available:
            self.play(waiting)

    @Slot()
    def _count_played(self) -> None:
        self._unplayed -= 1

    def _run(self) -> None:
        """Live on the thread of the sounds until closed."""
        loop = QEventLoop()
        speaker = _Speaker(self._folder)
        speaker.message_changed.connect(self._set_message)
        speaker.played.connect(self._count_played)
        self._wanted.connect(speaker.play, Qt.ConnectionType.QueuedConnection)
        self._closing.connect(loop.quit, Qt.ConnectionType.QueuedConnection)
        if speaker.open() and not self._closed.is_set():
            loop.exec()
        speaker.close()


class _Speaker(QObject):
    """The part that touches QtMultimedia; made, used and dropped on its own thread."""

    message_changed = Signal(str)
    played = Signal()

    def __init__(self, folder: str) -> None:
        super().__init__()
        self._folder = folder
        self._effects: dict[str, QSoundEffect] = {}
        self._devices: QMediaDevices | None = None

    def open(self) -> bool:
        """Load the sounds; whether there is anything to wait for."""
        try:
            from PySide6.QtMultimedia import QMediaDevices
        except ImportError:
            self.message_changed.emit(NO_LIBRARY)
            return False
        self._devices = QMediaDevices()
        self._devices.audioOutputsChanged.connect(self._load)
        self._load()
        return True

    @Slot()
    def _load(self) -> None:
        """Make the sounds for the audio device of now, which may be another than before."""
        from PySide6.QtMultimedia import QMediaDevices, QSoundEffect

        self._effects.clear()
        device = QMediaDevices.defaultAudioOutput()
        if device.isNull():
            self.message_changed.emit(NO_DEVICE)
            return
        for tone in Tone:
            effect = QSoundEffect(device)
            effect.statusChanged.connect(self._look_at_status)
            self._effects[tone.value] = effect
            effect.setSource(QUrl(f"{self._folder}/{tone.value}.wav"))

    @Slot()
    def _look_at_status(self) -> None:
        states = {effect.status().name for effect in self._effects.values()}
        if "Error" in states:
            self.message_changed.emit(NO_PLAYBACK)
        elif states == {"Ready"}:
            self.message_changed.emit("")

    @Slot(str, float)
    def play(self, name: str, volume: float) -> None:
        """Sound one tone."""
        effect = self._effects.get(name)
        if effect is not None:
            effect.setVolume(volume)
            effect.play()
        self.played.emit()

    def close(self) -> None:
        """Drop everything that belongs to the audio device."""
        for effect in self._effects.values():
            effect.stop()
        self._effects.clear()
        self._devices = None
