from __future__ import annotations

import json
import os
import stat
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from backrehab_desktop.app.settings import (
    CHANGE_LEAST_S,
    CHANGE_MOST_S,
    GET_READY_LEAST_S,
    GET_READY_MOST_S,
    Settings,
    SettingsFile,
    ThemeChoice,
)
from backrehab_desktop.core.exercise import TEMPO_LEAST, TEMPO_MOST
from backrehab_desktop.core.voice import VoiceLevel


def test_a_missing_file_means_the_defaults(tmp_path: Path, qtbot: QtBot) -> None:
    assert SettingsFile(tmp_path / "settings.json").settings == Settings()


def test_changes_are_kept_and_told(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "settings.json"
    file = SettingsFile(path)
    with qtbot.waitSignal(file.changed, timeout=1000) as caught:
        file.change(theme=ThemeChoice.DARK, volume=0.25, get_ready_s=8)
    assert caught.args[0].theme is ThemeChoice.DARK
    assert SettingsFile(path).settings == Settings(
        theme=ThemeChoice.DARK, volume=0.25, get_ready_s=8
    )


@pytest.mark.skipif(os.name != "posix", reason="rights of files are those of POSIX")
def test_only_the_person_may_read_them(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "settings.json"
    SettingsFile(path).change(sound=False)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_same_again_writes_nothing(tmp_path: Path, qtbot: QtBot) -> None:
    file = SettingsFile(tmp_path / "settings.json")
    with qtbot.assertNotEmitted(file.changed):
        file.change(sound=True)
    assert not (tmp_path / "settings.json").exists()


@pytest.mark.parametrize("damage", ["", "{", "[]", "null", "7", '"x"', "\x00\xff", "[" * 5000])
def test_a_damaged_file_means_the_defaults(tmp_path: Path, qtbot: QtBot, damage: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(damage, encoding="latin-1")
    assert SettingsFile(path).settings == Settings()


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=6,
)
_NAMES = [*(field.name for field in fields(Settings)), "other"]


@given(st.dictionaries(st.sampled_from(_NAMES), _JSON))
def test_values_that_make_no_sense_are_put_right(
    tmp_path_factory: pytest.TempPathFactory, values: dict[str, object]
) -> None:
    path = tmp_path_factory.mktemp("settings") / "settings.json"
    path.write_text(json.dumps(values), encoding="utf-8")
    settings = SettingsFile(path).settings
    assert isinstance(settings.theme, ThemeChoice)
    assert isinstance(settings.sound, bool)
    assert isinstance(settings.reduced_motion, bool)
    assert 0.0 <= settings.volume <= 1.0
    assert GET_READY_LEAST_S <= settings.get_ready_s <= GET_READY_MOST_S
    assert CHANGE_LEAST_S <= settings.change_position_s <= CHANGE_MOST_S
    assert settings.guidance in (VoiceLevel.TONES, VoiceLevel.BRIEF, VoiceLevel.FULL)
    assert isinstance(settings.voice, str)
    assert -1.0 <= settings.voice_rate <= 1.0
    assert 0.0 <= settings.voice_volume <= 1.0
    assert all(TEMPO_LEAST <= tempo <= TEMPO_MOST for tempo in settings.tempos.values())
    assert isinstance(settings.geometry, str)


def test_a_tempo_is_kept_and_the_usual_one_forgotten(tmp_path: Path, qtbot: QtBot) -> None:
    file = SettingsFile(tmp_path / "settings.json")
    file.change(tempos={"bridge": 0.75, "bird-dog": 1.0, "clamshell": 9.0})
    kept = SettingsFile(tmp_path / "settings.json").settings.tempos
    assert kept == {"bridge": 0.75, "clamshell": TEMPO_MOST}


def test_a_folder_that_cannot_be_written_is_told_and_the_settings_hold(
    tmp_path: Path, qtbot: QtBot
) -> None:
    file = SettingsFile(tmp_path / "gone" / "settings.json")
    with qtbot.waitSignal(file.failed, timeout=1000) as caught:
        file.change(sound=False)
    assert "could not be kept" in caught.args[0]
    assert not file.settings.sound
