"""The speech process: reads lines from the window, speaks, and tells when it does.

It ends with the window: a closed input is the signal.
"""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QLocale, QObject, Qt, Signal, Slot

from backrehab_desktop.app.speech.protocol import decode, encode

if TYPE_CHECKING:
    from PySide6.QtTextToSpeech import QTextToSpeech, QVoice

_MOCK = "mock"
# Qt lists it everywhere, first or last, and it says nothing.
_MOST_VOICES = 200
_LANGUAGE = QLocale.Language.English
_PLAIN_VOICES = ("English (America)", "English (Great Britain)")
# espeak-ng names a regional one first.


def run(engine: str | None = None) -> int:
    """Serve one window; the exit code. ``engine`` overrules the choice."""
    app = QCoreApplication.instance() or QCoreApplication([])
    try:
        from PySide6.QtTextToSpeech import QTextToSpeech
    except ImportError as error:
        _write({"failed": f"the speech library cannot be loaded ({error})"})
        return 1
    engines = [name for name in QTextToSpeech.availableEngines() if name != _MOCK]
    name = engine or next(iter(engines), None)
    if name is None:
        _write({"failed": "no speech engine is installed"})
        return 1
    helper = _Helper(QTextToSpeech(name))
    helper.closed.connect(app.quit)
    helper.listen()
    return app.exec()


def _write(message: dict[str, Any]) -> None:
    sys.stdout.buffer.write(encode(message))
    sys.stdout.buffer.flush()


class _Helper(QObject):
    closed = Signal()
    _line = Signal(bytes)

    def __init__(self, speech: QTextToSpeech) -> None:
        super().__init__()
        self._speech = speech
        speech.stateChanged.connect(self._tell_state)
        self._line.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def listen(self) -> None:
        """Say what there is, then read until the window is gone."""
        if self._speech.state().name == "Error":
            _write({"failed": self._speech.errorString() or "the speech engine does not work"})
        else:
            self._choose_locale()
            names = [voice.name() for voice in self._voices()][:_MOST_VOICES]
            _write({"ready": self._speech.engine(), "voices": names})
        threading.Thread(target=self._read, name="input", daemon=True).start()

    def _read(self) -> None:
        for line in sys.stdin.buffer:
            self._line.emit(line)
        self.closed.emit()

    def _choose_locale(self) -> None:
        """The system's English, or any: the words are English."""
        locales = self._speech.availableLocales()
        english = [each for each in locales if each.language() == _LANGUAGE]
        own = [each for each in english if each.name() == QLocale.system().name()]
        for locale in (own or english)[:1]:
            self._speech.setLocale(locale)
        for voice in [each for each in self._voices() if each.name() in _PLAIN_VOICES][:1]:
            self._speech.setVoice(voice)

    def _voices(self) -> list[QVoice]:
        """Without the hundred effects that espeak-ng offers for each of its voices."""
        return [voice for voice in self._speech.availableVoices() if "+" not in voice.name()]

    @Slot(bytes)
    def _take(self, line: bytes) -> None:
        message = decode(line)
        if "text" in message:
            self._stop()
            self._speech.say(str(message["text"]))
        elif message.get("stop"):
            self._speech.stop()
        elif "rate" in message:
            self._set_up(message)

    def _stop(self) -> None:
        if self._speech.state().name == "Speaking":
            self._speech.stop()

    def _set_up(self, message: dict[str, Any]) -> None:
        self._speech.setRate(float(message["rate"]))
        self._speech.setVolume(float(message["volume"]))
        named = [voice for voice in self._voices() if voice.name() == message["voice"]]
        for voice in named[:1]:
            self._speech.setVoice(voice)

    @Slot()
    def _tell_state(self) -> None:
        state = self._speech.state().name
        if state == "Error":
            _write({"failed": self._speech.errorString() or "the speech engine stopped"})
        else:
            _write({"state": state.lower()})
