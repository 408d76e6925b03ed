"""The speech process from the window's side, with Qt's silent engine and with broken ones."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from backrehab_desktop.app.clock import SystemClock
from backrehab_desktop.app.speech import Voice, VoiceSettings, voice
from backrehab_desktop.app.speech.protocol import COMMAND, MAX_LINE, decode, encode

PYTHON = sys.executable
REAL = [PYTHON, "-m", "backrehab_desktop", COMMAND, "--engine", "mock"]

MakeVoice = Callable[..., Voice]

READY = 'print(\'{"ready": "x", "voices": ["Ada"]}\', flush=True)\n'
READ = "import sys\n" + READY + "for line in sys.stdin:\n"


@pytest.fixture
def make_voice() -> Iterator[MakeVoice]:
    made: list[Voice] = []

    def make(script: str | None = None, command: list[str] | None = None) -> Voice:
        words = command or ([PYTHON, "-c", script] if script is not None else REAL)
        made.append(Voice(SystemClock(), words))
        return made[-1]

    yield make
    for each in made:
        each.close()


def ready(qtbot: QtBot, voice: Voice) -> Voice:
    with qtbot.waitSignal(voice.availability_changed, timeout=20_000):
        voice.prepare()
    return voice


def given_up(qtbot: QtBot, voice: Voice, act: Callable[[], None]) -> str:
    with qtbot.waitSignal(voice.availability_changed, timeout=20_000) as changed:
        act()
    assert changed.args == [False]
    assert not voice.available
    return voice.message


def test_a_text_is_spoken_to_its_end(qtbot: QtBot, make_voice: MakeVoice) -> None:
    speaker = ready(qtbot, make_voice())
    assert speaker.available
    assert speaker.voices
    speaker.configure(VoiceSettings(voice=speaker.voices[0], rate=0.5, volume=0.3))
    with qtbot.waitSignal(speaker.spoken, timeout=20_000) as spoken:
        speaker.say("Hold.", 0.5)
    assert spoken.args[0] == "Hold."


def test_a_new_text_stops_the_old(qtbot: QtBot, make_voice: MakeVoice) -> None:
    speaker = ready(qtbot, make_voice())
    told: list[str] = []
    speaker.spoken.connect(lambda text, _seconds: told.append(text))
    speaker.say("A long text that would take quite a while to be spoken to its end", 5.0)
    with qtbot.waitSignal(speaker.spoken, timeout=20_000):
        speaker.say("Hold.", 0.5)
    assert told == ["Hold."]


def test_nothing_is_said_and_nothing_breaks_before_there_is_a_voice(make_voice: MakeVoice) -> None:
    speaker = make_voice()
    speaker.say("Hold.", 0.5)
    speaker.stop()
    assert not speaker.available
    assert speaker.message == ""


def test_a_missing_engine_is_told_with_its_cure(qtbot: QtBot, make_voice: MakeVoice) -> None:
    speaker = make_voice('print(\'{"failed": "no speech engine is installed"}\', flush=True)')
    message = given_up(qtbot, speaker, speaker.prepare)
    assert "no speech engine is installed" in message
    assert "Tones mark every change" in message


def test_a_program_that_cannot_be_run_is_told(
    qtbot: QtBot, make_voice: MakeVoice, tmp_path: Path
) -> None:
    speaker = make_voice(command=[str(tmp_path / "nothing-here")])
    assert "could not be run" in given_up(qtbot, speaker, speaker.prepare)


def test_a_process_that_dies_is_given_up_and_can_be_tried_again(
    qtbot: QtBot, make_voice: MakeVoice
) -> None:
    speaker = ready(qtbot, make_voice(READ + "    if 'text' in line: sys.exit(3)\n"))
    assert "ended" in given_up(qtbot, speaker, lambda: speaker.say("Hold.", 0.1))
    assert ready(qtbot, speaker).available


@pytest.mark.parametrize(
    "script",
    [
        "import sys; sys.stdin.read()",
        READ + "    pass\n",
        READ + "    if 'text' in line: print('{\"state\": \"speaking\"}', flush=True)\n",
        READ + "    print('what is this', flush=True); print('[1]', flush=True)\n",
    ],
    ids=["never-ready", "never-speaks", "never-ends", "talks-nonsense"],
)
def test_a_process_that_hangs_is_given_up(
    qtbot: QtBot, make_voice: MakeVoice, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    waits = script.startswith("import sys; ")
    monkeypatch.setattr(voice, "START_PATIENCE_MS", 50 if waits else 20_000)
    monkeypatch.setattr(voice, "BEGIN_PATIENCE_MS", 50)
    speaker = make_voice(script)
    if waits:
        message = given_up(qtbot, speaker, speaker.prepare)
    else:
        ready(qtbot, speaker)
        message = given_up(qtbot, speaker, lambda: speaker.say("Hold.", 0.01))
    assert "does not answer" in message


def test_a_line_is_read_as_it_was_written() -> None:
    assert decode(encode({"text": "Größe\n1"})) == {"text": "Größe\n1"}


@pytest.mark.parametrize("line", [b"", b"[1]", b"{", b"[" * 5000, b'{"a": "' + b"x" * MAX_LINE])
def test_a_strange_line_is_no_message(line: bytes) -> None:
    assert decode(line) == {}
