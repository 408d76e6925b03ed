"""A session by ear: a recorder on a sound server of our own hears each cue when it is due.

Needs pulseaudio, speech-dispatcher and its espeak-ng module; says so where they are missing.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

import numpy as np

from benchmarks.floors import run_child, screen
from benchmarks.report import Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader

    from numpy.typing import NDArray

RATE: Final = 16_000
FRAME_S: Final = 0.01
LOUD: Final = 0.004
"""Of full scale, root mean square: well below a whisper, well above a silent sink's zeros."""
LATE_S: Final = 0.15
"""What the project asks for."""
EARLY_S: Final = 0.06
"""How much too early the recording may seem to be."""
TAIL_S: Final = 2.0
"""The word for a pause and the tail of what it cut off."""
_TOOLS: Final = ("pulseaudio", "parec", "speech-dispatcher")


def measure() -> list[Row]:
    """Play a session with full words and one with tones, and compare what was heard."""
    missing = [tool for tool in _TOOLS if shutil.which(tool) is None]
    if missing:
        sys.stderr.write(f"left out: {', '.join(missing)} is not installed\n")
        return []
    return [row for level in ("full", "tones") for row in _listen(level)]


def _listen(level: str) -> list[Row]:
    with screen() as environment, _sound_server(environment) as own, _recording(own) as record:
        told = run_child("child_sound", own, level, timeout_s=150.0)
    if told["message"]:
        raise RuntimeError(told["message"])
    loud = record.loud()
    cues = [event for event in told["events"] if event["kind"] != "pause"]
    delays_s = np.array([record.delay_s(loud, event["at_s"]) for event in cues])
    quiet_from, quiet_to = (e["at_s"] for e in told["events"] if e["kind"] == "pause")
    in_pause_s = record.heard_s(loud, quiet_from + TAIL_S, quiet_to)
    heard = delays_s[np.isfinite(delays_s)]
    return [
        Row(f"{level}: cues not heard, of {len(cues)}", len(cues) - len(heard), "", budget=0.0),
        Row(f"{level}: cue to sound, median", float(np.median(heard)) * 1000, "ms"),
        Row(f"{level}: cue to sound, worst", float(heard.max()) * 1000, "ms", budget=LATE_S * 1000),
        Row(f"{level}: sound in a pause", in_pause_s, "s", budget=0.0),
    ]


@contextmanager
def _sound_server(environment: dict[str, str]) -> Iterator[dict[str, str]]:
    """Lend an environment whose only loudspeaker goes nowhere."""
    with tempfile.TemporaryDirectory() as folder:
        own = {**environment, "XDG_RUNTIME_DIR": folder, "HOME": folder}
        own.pop("PULSE_SERVER", None)
        Path(folder).chmod(0o700)
        server = subprocess.Popen(
            [
                "pulseaudio",
                "-n",
                "--exit-idle-time=-1",
                "-L",
                "module-native-protocol-unix",
                "-L",
                "module-null-sink sink_name=null",
            ],
            env=own,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_for(Path(folder) / "pulse" / "native")
            yield own
        finally:
            server.terminate()
            server.wait()


def _wait_for(path: Path) -> None:
    for _try in range(100):
        if path.exists():
            return
        time.sleep(0.05)
    raise RuntimeError("the sound server did not start")


class _Record:
    """What came out of the loudspeaker, with the moment of its first sample."""

    def __init__(self, pipe: BufferedReader) -> None:
        self._pipe = pipe
        self._bytes = bytearray()
        self._origin_s = np.inf
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def _read(self) -> None:
        while chunk := self._pipe.read1(4096):
            self._bytes += chunk
            # The recorder is late by its buffer at times, but never early.
            began_s = time.monotonic() - len(self._bytes) / 2 / RATE
            self._origin_s = min(self._origin_s, began_s)

    def loud(self) -> NDArray[np.bool_]:
        """For each frame whether anything is heard."""
        self._thread.join()
        length = int(FRAME_S * RATE)
        samples = np.frombuffer(bytes(self._bytes[: len(self._bytes) // 2 * 2]), np.int16)
        frames = samples[: len(samples) // length * length].reshape(-1, length) / 32768.0
        loud: NDArray[np.bool_] = np.sqrt((frames**2).mean(axis=1)) > LOUD
        return loud

    def delay_s(self, loud: NDArray[np.bool_], at_s: float) -> float:
        """How long after a moment sound sets in anew; infinite if it does not within a second."""
        start = self._frame(at_s - EARLY_S)
        heard = loud[start : start + round(1.0 / FRAME_S)]
        onsets = np.flatnonzero(heard[1:] & ~heard[:-1])
        return float(max(0.0, (onsets[0] + 1) * FRAME_S - EARLY_S)) if len(onsets) else np.inf

    def heard_s(self, loud: NDArray[np.bool_], from_s: float, to_s: float) -> float:
        """For how long anything is heard between two moments."""
        return float(loud[self._frame(from_s) : self._frame(to_s)].sum() * FRAME_S)

    def _frame(self, at_s: float) -> int:
        return max(0, round((at_s - self._origin_s) / FRAME_S))


@contextmanager
def _recording(environment: dict[str, str]) -> Iterator[_Record]:
    """Listen to the loudspeaker that goes nowhere."""
    recorder = subprocess.Popen(
        [
            "parec",
            "--device=null.monitor",
            "--raw",
            f"--rate={RATE}",
            "--channels=1",
            "--latency-msec=10",
        ],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    record = _Record(cast("BufferedReader", recorder.stdout))
    try:
        yield record
    finally:
        recorder.terminate()
        recorder.wait()
