"""What the voice is given to say in a session, and when the tones have to carry it instead."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from backrehab_desktop.app.session_voice import SessionVoice
from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
from backrehab_desktop.core.exercise import Dose
from backrehab_desktop.core.player import PlannedExercise, Player, build_script
from backrehab_desktop.core.voice import Line, VoiceLevel

EXERCISES = ExerciseCatalogue()


class RecordingVoice(QObject):
    """Stands in for the speech process: remembers what it is told."""

    spoken = Signal(str, float)

    def __init__(self) -> None:
        super().__init__()
        self.available = True
        self.said: list[str] = []
        self.stops = 0
        self.prepared = 0

    def prepare(self) -> None:
        self.prepared += 1

    def say(self, text: str, _expected_s: float) -> None:
        self.said.append(text)

    def stop(self) -> None:
        self.stops += 1


class Session:
    """A player whose clock is set by hand, followed by the narrator."""

    def __init__(self, level: VoiceLevel = VoiceLevel.FULL) -> None:
        exercise = EXERCISES.get("bridge")
        dose = Dose(1, 2, 10.0)
        item = PlannedExercise(
            "bridge", exercise.name, exercise.position, exercise.sides, dose, 2.0, 2.0
        )
        self.voice = RecordingVoice()
        self.narrator = SessionVoice(self.voice, EXERCISES.get, 1.0)  # type: ignore[arg-type]
        self.captions: list[str] = []
        self.narrator.captioned.connect(self.captions.append)
        self.notes: list[str] = []
        self.narrator.noted.connect(self.notes.append)
        self.narrator.set_level(level)
        script = build_script([item])
        self.player = Player(script)
        self.narrator.begin(script)
        self.now_s = 0.0
        self.first = self.narrator.follow(self.player.start(0.0), self.player.state(0.0), 0.0)

    def at(self, now_s: float) -> bool:
        while self.now_s < now_s:
            self.now_s = min(now_s, self.now_s + 1.0)
            events = self.player.advance(self.now_s)
            heard = self.narrator.follow(events, self.player.state(self.now_s), self.now_s)
        return heard


def test_what_is_said_is_also_shown(qtbot: QtBot) -> None:
    session = Session()
    assert session.first
    assert session.voice.said[0].startswith("Bridge")
    assert session.captions[-1] == session.voice.said[0]


def test_without_a_voice_the_tones_have_to_carry_it(qtbot: QtBot) -> None:
    session = Session()
    session.voice.available = False
    assert not session.at(5.0)
    assert len(session.voice.said) == 1


def test_a_tick_does_not_cover_the_words_before_it(qtbot: QtBot) -> None:
    session = Session()
    events = session.player.advance(0.5)
    assert session.narrator.follow(events, session.player.state(0.5), 0.5)
    assert len(session.voice.said) == 1


@pytest.mark.parametrize(
    ("level", "prepared"), [(VoiceLevel.TONES, 0), (VoiceLevel.OFF, 0), (VoiceLevel.BRIEF, 1)]
)
def test_a_silent_level_starts_no_speech(qtbot: QtBot, level: VoiceLevel, prepared: int) -> None:
    session = Session(level)
    assert session.voice.prepared == prepared
    assert bool(session.voice.said) is bool(prepared)


def test_muting_stops_in_the_middle_of_a_word(qtbot: QtBot) -> None:
    session = Session()
    stops = session.voice.stops
    session.narrator.set_level(VoiceLevel.OFF)
    assert session.voice.stops == stops + 1
    assert session.captions[-1] == ""
    said = list(session.voice.said)
    session.at(20.0)
    assert session.voice.said == said


def test_a_skip_is_noted_and_spoken(qtbot: QtBot) -> None:
    session = Session()
    session.narrator.answer(Line.SKIPPED)
    session.narrator.follow(session.player.skip(1.0), session.player.state(1.0), 1.0)
    assert session.notes == ["Skipped."]
    assert session.captions[-1] == session.voice.said[-1]
    assert len(session.voice.said) == 2


def test_that_it_is_silent_now_can_only_be_read(qtbot: QtBot) -> None:
    session = Session()
    session.narrator.set_level(VoiceLevel.OFF)
    session.narrator.answer(Line.SOUND_OFF)
    session.at(3.0)
    assert session.notes == ["Sound off."]
    assert len(session.voice.said) == 1
