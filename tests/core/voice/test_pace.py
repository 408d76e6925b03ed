"""The estimate of how long a text takes, and how it learns."""

from __future__ import annotations

import pytest

from backrehab_desktop.core.voice import SpokenPace


def test_a_longer_text_takes_longer() -> None:
    pace = SpokenPace()
    assert pace.seconds("Hold.") < pace.seconds("Lift your hips slowly.") < 3.0


def test_the_estimate_comes_near_a_slow_voice() -> None:
    pace = SpokenPace()
    for _ in range(20):
        pace.learn("Lift your hips.", 2.9)
    assert pace.seconds("Lift your hips.") == pytest.approx(2.6, rel=0.05)


def test_a_wild_measurement_does_not_silence_the_voice() -> None:
    pace = SpokenPace()
    for _ in range(50):
        pace.learn("Hold.", 600.0)
    assert pace.seconds("Hold.") < 2.0
