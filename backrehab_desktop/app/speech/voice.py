"""The window's side of the speech process: says a text at once, or says why there is no voice."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QProcess, QTimer, Signal, Slot

from backrehab_desktop.app.speech.protocol import COMMAND, decode, encode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backrehab_desktop.app.clock import SessionClock

START_PATIENCE_MS: Final = 15_000
"""A speech server that starts with us took 2 s here; a slow disk may need more."""
BEGIN_PATIENCE_MS: Final = 2_000
END_PATIENCE_FACTOR: Final = 3.0
END_PATIENCE_MS: Final = 4_000
"""An engine without a loudspeaker says for ever that it is speaking."""
_CLOSE_WAIT_MS: Final = 1_000

_HOW_TO_GET_ONE = {
    "linux": (
        "On Debian and Ubuntu install speech-dispatcher and speech-dispatcher-espeak-ng, "
        "then start again."
    ),
    "win32": "Voices are added in the Windows settings under Time and language, Speech.",
    "darwin": "Voices are added in the System Settings under Accessibility, Spoken Content.",
}


def no_voice(reason: str) -> str:
    """The sentence for the window: what is wrong, what happens instead, how to mend it."""
    mend = _HOW_TO_GET_ONE.get(sys.platform, "Install a speech engine for your system.")
    return f"There is no voice: {reason}. Tones mark every change instead. {mend}"


def helper_command() -> list[str]:
    """The program and arguments that start the speech process."""
    if getattr(sys, "frozen", False):
        return [sys.executable, COMMAND]
    return [sys.executable, "-m", "backrehab_desktop", COMMAND]


@dataclass(frozen=True, slots=True)
class VoiceSettings:
    """How the voice sounds."""

    voice: str = ""
    """Name; empty for the system's own choice."""
    rate: float = 0.0
    """-1 slowest, 0 normal, 1 fastest."""
    volume: float = 1.0
    """0 to 1."""


class Voice(QObject):
    """Speaks one text at a time; never blocks, never raises.

    A process that does not answer in time, or dies, is given up: :attr:`available`
    turns false and :attr:`message` says why, until :meth:`prepare` tries again.
    """

    availability_changed = Signal(bool)
    spoken = Signal(str, float)
    """A text was spoken to its end, and how many seconds it took."""

    def __init__(
        self, clock: SessionClock, command: Sequence[str], parent: QObject | None = None
    ) -> None:
        """``command`` starts the speech process; empty for a program without speech."""
        super().__init__(parent)
        self.voices: tuple[str, ...] = ()
        """Names to choose from, once known."""
        self._clock = clock
        self._command = list(command)
        self._process: QProcess | None = None
        self._settings = VoiceSettings()
        self._available = False
        self._message = ""
        self._text = ""
        self._began_s: float | None = None
        self._speaking = False
        self._overlapped = False
        self._answered = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._lose_patience)

    @property
    def available(self) -> bool:
        """Whether the voice can speak at once."""
        return self._available

    @property
    def is_starting(self) -> bool:
        """Whether the speech process has been started and has not answered yet."""
        return self._process is not None and not self._available

    @property
    def message(self) -> str:
        """Why there is no voice; empty while there is one, or nothing is known yet."""
        return self._message

    def prepare(self) -> None:
        """Start the speech process, if it is not running, ahead of the first text."""
        if self._process is not None or not self._command:
            return
        self._message = ""
        process = QProcess(self)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.SeparateChannels)
        process.setStandardErrorFile(QProcess.nullDevice())
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._notice_end)
        process.errorOccurred.connect(self._notice_error)
        self._process = process
        self._patience.start(START_PATIENCE_MS)
        process.start(self._command[0], self._command[1:])

    def configure(self, settings: VoiceSettings) -> None:
        """Use this voice, rate and volume from the next text on."""
        self._settings = settings
        if self._available:
            self._send_settings()

    def say(self, text: str, expected_s: float) -> None:
        """Speak ``text`` now; what is being spoken stops. Without a voice nothing happens."""
        if not self._available:
            return
        self._overlapped = self._speaking
        self._text, self._began_s, self._answered = text, None, False
        self._send({"text": text})
        patience_ms = BEGIN_PATIENCE_MS if not self._speaking else END_PATIENCE_MS
        self._patience.start(patience_ms + round(expected_s * 1000 * END_PATIENCE_FACTOR))

    def stop(self) -> None:
        """Be silent at once."""
        if self._available and (self._speaking or self._text):
            self._text = ""
            self._send({"stop": True})
            self._patience.start(END_PATIENCE_MS)

    def close(self) -> None:
        """End the speech process; waits a moment for it at most."""
        self._patience.stop()
        process, self._process = self._process, None
        self._available = False
        if process is None:
            return
        process.blockSignals(True)
        process.closeWriteChannel()
        if process.state() is not QProcess.ProcessState.NotRunning:
            process.kill()
            process.waitForFinished(_CLOSE_WAIT_MS)
        process.deleteLater()

    def _send(self, message: dict[str, Any]) -> None:
        if self._process is not None:
            self._process.write(encode(message))

    def _send_settings(self) -> None:
        settings = self._settings
        self._send(
            {"voice": settings.voice, "rate": settings.rate, "volume": settings.volume},
        )

    @Slot()
    def _read(self) -> None:
        while self._process is not None and self._process.canReadLine():
            self._take(decode(bytes(self._process.readLine().data())))

    def _take(self, message: dict[str, Any]) -> None:
        if "failed" in message:
            self._give_up(str(message["failed"]))
        elif "ready" in message:
            self._patience.stop()
            self.voices = tuple(str(name) for name in message.get("voices", ()))
            self._available = True
            self._send_settings()
            self.availability_changed.emit(True)
        elif message.get("state") == "speaking":
            self._speaking = self._answered = True
            self._overlapped = False
            self._began_s = self._clock.monotonic_s()
        elif message.get("state") == "ready":
            self._finish_text()

    def _finish_text(self) -> None:
        self._speaking = False
        self._answered = True
        if self._overlapped:
            # Likely the end of the text before; that of this one is still to come.
            return
        self._patience.stop()
        text, self._text = self._text, ""
        if text and self._began_s is not None:
            took_s = (self._clock.monotonic_s() - self._began_s) / self._clock.rate
            self.spoken.emit(text, took_s)

    @Slot()
    def _lose_patience(self) -> None:
        if self._speaking or not self._answered:
            self._give_up("the speech engine does not answer")

    @Slot()
    def _notice_end(self) -> None:
        self._give_up("the speech engine ended")

    @Slot()
    def _notice_error(self) -> None:
        self._give_up("the speech engine could not be run")

    def _give_up(self, reason: str) -> None:
        if self._process is None:
            return
        self.close()
        self._speaking = False
        self._message = no_voice(reason)
        self.availability_changed.emit(False)
