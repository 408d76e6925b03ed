"""Sound where there is audio, a sentence where there is none, and never a stop."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from types import ModuleType
from typing import Any, ClassVar

import pytest
from PySide6.QtCore import QFile, QObject, QUrl, Signal
from pytestqt.qtbot import QtBot

import backrehab_desktop.resources_rc  # noqa: F401 - the sounds
from backrehab_desktop.app import tones
from backrehab_desktop.app.tones import (
    NO_DEVICE,
    NO_LIBRARY,
    NO_PLAYBACK,
    Tone,
    TonePlayer,
)


class FakeStatus:
    """What QSoundEffect.status() gives, as far as it is looked at."""

    def __init__(self, name: str) -> None:
        self.name = name


class FakeAudio:
    """Stands in for QtMultimedia and the loudspeaker behind it."""

    def __init__(self) -> None:
        self.no_device = False
        self.status = "Ready"
        self.played: list[tuple[str, float]] = []
        self.sounded = threading.Event()
        self.answers = threading.Event()
        self.answers.set()
        self.devices: list[Any] = []

    def module(self) -> ModuleType:
        audio = self

        class QMediaDevices(QObject):
            audioOutputsChanged = Signal()  # noqa: N815 - Qt's name

            def __init__(self) -> None:
                super().__init__()
                audio.devices.append(self)

            @staticmethod
            def defaultAudioOutput() -> Any:  # noqa: N802 - Qt's name
                audio.answers.wait()
                return audio

        class QSoundEffect(QObject):
            statusChanged = Signal()  # noqa: N815 - Qt's name
            threads: ClassVar[set[str]] = set()

            def __init__(self, _device: object) -> None:
                super().__init__()
                self.name = ""
                self.loudness = 0.0
                self.current = "Null"

            def setSource(self, url: QUrl) -> None:  # noqa: N802 - Qt's name
                assert QFile.exists(url.toString().replace("qrc:", ":")), url
                self.name = url.fileName()
                self.current = audio.status
                self.statusChanged.emit()

            def setVolume(self, volume: float) -> None:  # noqa: N802 - Qt's name
                self.loudness = volume

            def status(self) -> FakeStatus:
                return FakeStatus(self.current)

            def play(self) -> None:
                audio.answers.wait()
                audio.played.append((self.name, self.loudness))
                audio.sounded.set()

            def stop(self) -> None:
                pass

        module = ModuleType("PySide6.QtMultimedia")
        module.__dict__.update(QMediaDevices=QMediaDevices, QSoundEffect=QSoundEffect)
        return module

    def isNull(self) -> bool:  # noqa: N802 - Qt's name
        return self.no_device


@pytest.fixture
def audio(monkeypatch: pytest.MonkeyPatch) -> FakeAudio:
    fake = FakeAudio()
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", fake.module())
    return fake


@pytest.fixture
def player(qtbot: QtBot) -> Iterator[TonePlayer]:
    player = TonePlayer()
    yield player
    player.close()


def prepare(qtbot: QtBot, player: TonePlayer) -> None:
    with qtbot.waitSignal(player.availability_changed, timeout=2000):
        player.prepare()


def heard(qtbot: QtBot, audio: FakeAudio, count: int) -> list[tuple[str, float]]:
    qtbot.waitUntil(lambda: len(audio.played) >= count, timeout=2000)
    return audio.played


def test_every_tone_has_its_sound_in_the_resource() -> None:
    for tone in Tone:
        assert QFile.exists(f":/sounds/{tone.value}.wav")


def test_importing_it_leaves_multimedia_alone() -> None:
    code = "import sys, backrehab_desktop.app.tones as t; t.TonePlayer(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "PySide6.QtMultimedia" not in done.stdout.split()


def test_the_first_tone_loads_the_sounds_and_is_heard(
    qtbot: QtBot, audio: FakeAudio, player: TonePlayer
) -> None:
    assert not player.available
    assert player.message == ""
    player.play(Tone.GET_READY)
    assert [name for name, _ in heard(qtbot, audio, 1)] == ["get_ready.wav"]
    assert player.available


def test_while_the_sounds_are_loading_only_the_newest_tone_waits(
    qtbot: QtBot, audio: FakeAudio, player: TonePlayer
) -> None:
    audio.answers.clear()
    for tone in (Tone.GET_READY, Tone.TICK, Tone.MOVE):
        player.play(tone)
    audio.answers.set()
    assert [name for name, _ in heard(qtbot, audio, 1)] == ["move.wav"]


def test_switched_off_nothing_is_loaded(qtbot: QtBot, player: TonePlayer) -> None:
    player.enabled = False
    player.play(Tone.MOVE)
    assert player._thread is None


def test_tones_sound_as_loud_as_wanted(qtbot: QtBot, audio: FakeAudio, player: TonePlayer) -> None:
    prepare(qtbot, player)
    assert player.available
    assert player.message == ""
    player.volume = 0.25
    player.play(Tone.HOLD)
    assert heard(qtbot, audio, 1) == [("hold.wav", 0.25)]


def test_tones_can_be_switched_off(qtbot: QtBot, audio: FakeAudio, player: TonePlayer) -> None:
    prepare(qtbot, player)
    player.enabled = False
    player.play(Tone.HOLD)
    player.enabled = True
    player.play(Tone.MOVE)
    assert [name for name, _ in heard(qtbot, audio, 1)] == ["move.wav"]


@pytest.mark.parametrize(("wanted", "kept"), [(-1.0, 0.0), (0.3, 0.3), (7.0, 1.0)])
def test_the_volume_stays_between_silent_and_full(wanted: float, kept: float) -> None:
    player = TonePlayer()
    player.volume = wanted
    assert player.volume == kept


def test_a_missing_library_is_told(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, player: TonePlayer
) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)
    player.prepare()
    qtbot.waitUntil(lambda: player.message == NO_LIBRARY, timeout=2000)
    player.play(Tone.DONE)
    assert not player.available


def test_a_missing_loudspeaker_is_told_and_may_come(
    qtbot: QtBot, audio: FakeAudio, player: TonePlayer
) -> None:
    audio.no_device = True
    player.prepare()
    qtbot.waitUntil(lambda: player.message == NO_DEVICE, timeout=2000)
    player.play(Tone.DONE)
    audio.no_device = False
    with qtbot.waitSignal(player.availability_changed, timeout=2000):
        audio.devices[0].audioOutputsChanged.emit()
    player.play(Tone.REST)
    assert [name for name, _ in heard(qtbot, audio, 1)] == ["rest.wav"]


def test_a_loudspeaker_that_fails_is_told(
    qtbot: QtBot, audio: FakeAudio, player: TonePlayer
) -> None:
    audio.status = "Error"
    player.prepare()
    qtbot.waitUntil(lambda: player.message == NO_PLAYBACK, timeout=2000)
    assert not player.available


def test_a_hung_sound_server_stops_nothing(
    qtbot: QtBot, audio: FakeAudio, player: TonePlayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tones, "_CLOSE_WAIT_S", 0.05)
    prepare(qtbot, player)
    hung = player._thread
    assert hung
    player.play(Tone.MOVE)
    heard(qtbot, audio, 1)
    audio.answers.clear()
    for _ in range(20):
        player.play(Tone.TICK)
    player.close()
    assert hung.is_alive()
    assert hung.daemon
    audio.answers.set()
    hung.join(2.0)
    assert len(audio.played) <= 3, "no burst of old tones"


def test_closing_twice_or_unprepared_is_fine(player: TonePlayer, audio: FakeAudio) -> None:
    player.close()
    player.close()
    player.prepare()
    player.play(Tone.MOVE)
    assert not player.available


def test_closing_right_after_preparing_ends_the_thread(
    qtbot: QtBot, audio: FakeAudio, player: TonePlayer
) -> None:
    before = threading.active_count()
    player.prepare()
    player.close()
    assert threading.active_count() == before


@pytest.mark.qt_log_ignore(".*")
def test_with_the_audio_of_this_machine_nothing_is_raised(qtbot: QtBot) -> None:
    """On a build machine that is: no audio at all."""
    player = TonePlayer()
    player.prepare()
    qtbot.waitUntil(lambda: player.available or bool(player.message), timeout=5000)
    for tone in Tone:
        player.play(tone)
    assert player.available == (player.message == "")
    player.close()


def test_the_sentences_are_sentences() -> None:
    for sentence in (NO_LIBRARY, NO_DEVICE, NO_PLAYBACK):
        assert sentence[0].isupper()
        assert sentence.endswith(".")
