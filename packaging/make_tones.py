"""Make the sounds of the program: `python packaging/make_tones.py [FOLDER]`.

Soft struck notes, a few partials each, that differ in contour and rhythm and not
in pitch alone, so that they can be told apart from the floor and by people who
hear high tones badly: up for the move, down for the way back, one long note for
the hold. Standard library only, and the same bytes on every run.
"""

from __future__ import annotations

import math
import sys
import wave
from array import array
from dataclasses import dataclass
from pathlib import Path

SAMPLE_RATE_HZ = 22_050
PEAK = 0.5
"""Of full scale: room for two tones that overlap."""
ATTACK_S = 0.006
"""Rise of each note; shorter clicks."""
RELEASE_S = 0.03
"""Fade at the end of each note; an abrupt end clicks."""

# Strength of the partials by their multiple of the note: a marimba's wooden bar
# rings at 4 times its note, and the octave makes small loudspeakers carry it.
PARTIALS = ((1.0, 1.0), (2.0, 0.22), (4.0, 0.08))


@dataclass(frozen=True)
class Note:
    """One struck note: pitch, when it starts and how long it rings."""

    pitch_hz: float
    start_s: float
    length_s: float
    strength: float = 1.0


def pitch_hz(semitones_from_a4: int) -> float:
    """Equal temperament around A4 = 440 Hz."""
    return 440.0 * 2.0 ** (semitones_from_a4 / 12.0)


C4, E4, G4, A4, C5, E5, G5, A5, C6 = (pitch_hz(n) for n in (-9, -5, -2, 0, 3, 7, 10, 12, 15))

TONES: dict[str, tuple[Note, ...]] = {
    "get_ready": (Note(G4, 0.0, 0.22), Note(G4, 0.26, 0.34)),
    "move": (Note(E5, 0.0, 0.18), Note(A5, 0.11, 0.30)),
    "hold": (Note(C5, 0.0, 0.75), Note(G4, 0.0, 0.75, 0.4)),
    "release": (Note(A5, 0.0, 0.18), Note(E5, 0.11, 0.34)),
    "tick": (Note(C6, 0.0, 0.07, 0.7),),
    "switch_side": (Note(E5, 0.0, 0.15), Note(G4, 0.14, 0.15), Note(E5, 0.28, 0.32)),
    "rest": (Note(G4, 0.0, 0.35), Note(C4, 0.2, 0.6)),
    "change": (
        Note(C4, 0.0, 0.3),
        Note(E4, 0.12, 0.3),
        Note(G4, 0.24, 0.3),
        Note(C5, 0.36, 0.5),
    ),
    "done": (
        Note(G4, 0.0, 0.4),
        Note(C5, 0.16, 0.4),
        Note(E5, 0.32, 1.0),
        Note(C5, 0.34, 1.0, 0.6),
        Note(G5, 0.36, 1.0, 0.5),
    ),
}


def envelope(at_s: float, length_s: float) -> float:
    """Loudness of a struck note ``at_s`` seconds after the stroke, 0 to 1."""
    rise = min(1.0, at_s / ATTACK_S)
    fall = min(1.0, (length_s - at_s) / RELEASE_S)
    return rise * fall * math.exp(-3.5 * at_s / length_s)


def samples(notes: tuple[Note, ...]) -> list[float]:
    """The notes mixed, scaled so that the loudest sample is ``PEAK`` times the strongest note."""
    total_s = max(note.start_s + note.length_s for note in notes)
    mixed = [0.0] * math.ceil(total_s * SAMPLE_RATE_HZ)
    for note in notes:
        first = round(note.start_s * SAMPLE_RATE_HZ)
        for n in range(math.floor(note.length_s * SAMPLE_RATE_HZ)):
            at_s = n / SAMPLE_RATE_HZ
            ring = sum(
                weight * math.sin(2.0 * math.pi * note.pitch_hz * multiple * at_s)
                for multiple, weight in PARTIALS
            )
            if first + n < len(mixed):
                mixed[first + n] += note.strength * envelope(at_s, note.length_s) * ring
    loudest = max(abs(value) for value in mixed)
    scale = PEAK * max(note.strength for note in notes) / loudest
    return [value * scale for value in mixed]


def write_wav(path: Path, values: list[float]) -> None:
    """Write mono 16-bit samples, given in -1 to 1."""
    data = array("h", (round(value * 32_767) for value in values))
    if sys.byteorder == "big":
        data.byteswap()
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE_HZ)
        file.writeframes(data.tobytes())


def main(folder: Path) -> None:
    """Write every tone into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, notes in TONES.items():
        write_wav(folder / f"{name}.wav", samples(notes))


if __name__ == "__main__":
    default = Path(__file__).resolve().parent.parent / "assets" / "sounds"
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else default)
