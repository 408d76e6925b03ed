"""The sounds themselves: reproducible, clean, and different to the ear."""

from __future__ import annotations

import runpy
import wave
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from backrehab_desktop.app.tones import Tone

ROOT = Path(__file__).resolve().parents[2]
SOUNDS = ROOT / "assets" / "sounds"
NAMES = [tone.value for tone in Tone]
SLICE_S = 0.08


def read(path: Path) -> tuple[int, np.ndarray[Any, np.dtype[np.float64]]]:
    with wave.open(str(path), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        data = np.frombuffer(file.readframes(file.getnframes()), "<i2")
        return file.getframerate(), data / 32_768.0


def contour(name: str) -> np.ndarray[Any, np.dtype[np.float64]]:
    """What the ear follows: loudness and pitch in semitones, slice by slice."""
    rate_hz, values = read(SOUNDS / f"{name}.wav")
    size = round(SLICE_S * rate_hz)
    slices = []
    for n in range(18):
        part = values[n * size : (n + 1) * size]
        loud = float(np.sqrt(np.mean(part**2))) if len(part) > size // 4 else 0.0
        if loud < 0.005:
            slices.append((0.0, 0.0))
            continue
        spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part)), 8192))
        pitch_hz = np.argmax(spectrum) * rate_hz / 8192
        slices.append((20.0, 12.0 * np.log2(pitch_hz / 261.6)))
    return np.array(slices)


@pytest.mark.parametrize("name", NAMES)
def test_a_sound_is_clean(name: str) -> None:
    rate_hz, values = read(SOUNDS / f"{name}.wav")
    assert 22_050 <= rate_hz <= 44_100
    assert 0.05 <= len(values) / rate_hz <= 1.5
    assert 0.2 <= np.abs(values).max() <= 0.6, "audible, and room for two at once"
    assert abs(values[0]) < 0.01, "no click at the start"
    assert abs(values[-1]) < 0.01, "no click at the end"
    assert abs(values.mean()) < 0.01
    assert np.abs(np.diff(values)).max() < 0.3, "gentle"


def test_every_two_sounds_differ_in_contour() -> None:
    contours = {name: contour(name) for name in NAMES}
    for one, other in combinations(NAMES, 2):
        apart = np.sqrt(((contours[one] - contours[other]) ** 2).sum(axis=1))
        assert (apart > 2.5).sum() >= 2, f"{one} and {other} are too alike"


def test_the_files_are_what_the_script_makes(tmp_path: Path) -> None:
    script = runpy.run_path(str(ROOT / "packaging" / "make_tones.py"))
    script["main"](tmp_path)
    assert sorted(path.stem for path in tmp_path.iterdir()) == sorted(NAMES)
    for name in NAMES:
        rate_hz, made = read(tmp_path / f"{name}.wav")
        kept_hz, kept = read(SOUNDS / f"{name}.wav")
        assert rate_hz == kept_hz
        # One step apart is allowed: libraries round a sine differently.
        assert np.abs(made - kept).max() <= 1.5 / 32_768


def test_the_sounds_stay_small() -> None:
    assert sum(path.stat().st_size for path in SOUNDS.glob("*.wav")) < 400_000
