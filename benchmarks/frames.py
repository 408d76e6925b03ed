"""One painted frame against the same frame from a GIF, and what playing and pausing cost."""

from __future__ import annotations

from benchmarks.floors import run_child, screen
from benchmarks.report import Row


def measure() -> list[Row]:
    """Measure on a screen, at 1280 x 720."""
    with screen() as environment:
        paint = run_child("child_frames", environment, "paint")
        play = run_child("child_frames", environment, "play")
        paused = run_child("child_frames", environment, "paused")
    return [
        Row("painted frame", paint["ours_ms"], "ms", paint["gif_ms"], "GIF frame", 1.0),
        Row("playing: frames", play["paints_per_s"], "/s"),
        Row("playing: one core", play["cpu_percent"], "%", budget=10.0),
        Row("paused: paints", paused["paints_per_s"], "/s", budget=0.0),
        Row("paused: wake-ups", paused["wake_ups_per_s"], "/s", budget=1.0),
    ]
