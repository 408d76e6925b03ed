"""Trying the voice: a sentence, or a tone and what to do."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal

from backrehab_desktop.app.speech.trial import SENTENCE, VoiceTrial


class FakeVoice(QObject):
    availability_changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.available = self.is_starting = False
        self.message = ""
        self.voices = ("Ada",)
        self.can_start = True
        self.said: list[str] = []

    def prepare(self) -> None:
        self.is_starting = self.can_start and not self.available

    def say(self, text: str, expected_s: float) -> None:
        self.said.append(text)

    def answer(self, available: bool, message: str = "") -> None:
        self.available, self.is_starting, self.message = available, False, message
        self.availability_changed.emit(available)


class FakeTones:
    def __init__(self) -> None:
        self.played: list[str] = []

    def play(self, tone: str) -> None:
        self.played.append(tone)


@pytest.fixture
def voice(qapp: Any) -> FakeVoice:
    return FakeVoice()


@pytest.fixture
def tones() -> FakeTones:
    return FakeTones()


@pytest.fixture
def trial(voice: FakeVoice, tones: FakeTones) -> VoiceTrial:
    return VoiceTrial(voice, tones, voice)  # type: ignore[arg-type]


def test_a_voice_that_is_there_speaks(trial: VoiceTrial, voice: FakeVoice) -> None:
    voice.answer(True)
    trial.try_it()
    assert voice.said == [SENTENCE]
    assert trial.message == ""


def test_a_voice_that_starts_speaks_when_it_is_ready(trial: VoiceTrial, voice: FakeVoice) -> None:
    trial.try_it()
    assert voice.said == []
    assert "starting" in trial.message
    voice.answer(True)
    assert voice.said == [SENTENCE]
    assert trial.message == ""


def test_a_voice_that_fails_is_replaced_by_a_tone_and_explained(
    trial: VoiceTrial, voice: FakeVoice, tones: FakeTones
) -> None:
    trial.try_it()
    voice.answer(False, "There is no voice: mend it so.")
    assert tones.played == ["get_ready"]
    assert trial.message == "There is no voice: mend it so."


def test_a_program_without_speech_says_how_to_get_one(
    trial: VoiceTrial, voice: FakeVoice, tones: FakeTones
) -> None:
    voice.can_start = False
    trial.try_it()
    assert tones.played == ["get_ready"]
    assert "There is no voice" in trial.message


def test_looking_makes_no_sound(trial: VoiceTrial, voice: FakeVoice, tones: FakeTones) -> None:
    trial.look()
    voice.answer(False, "None.")
    assert (voice.said, tones.played) == ([], [])
    assert trial.message == "None."
