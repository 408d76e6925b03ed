"""Which doses and paces can be played."""

from __future__ import annotations

from math import inf, nan

import pytest

from backrehab_desktop.core.exercise import Dose, Position, Sides
from backrehab_desktop.core.player import PlannedExercise


def planned(dose: Dose, move_s: float = 2.0, return_s: float = 2.0, tempo: float = 1.0) -> object:
    return PlannedExercise(
        "bridge", "Bridge", Position.SUPINE, Sides.BOTH, dose, move_s, return_s, tempo
    )


def test_a_dose_without_hold_or_rest_can_be_played() -> None:
    assert planned(Dose(1, 1, 0.0, 0.0, 0.0))


def test_a_hold_alone_can_be_played() -> None:
    assert planned(Dose(1, 1, 10.0), move_s=0.0, return_s=0.0)


@pytest.mark.parametrize(
    "dose",
    [
        Dose(0, 5, 5.0),
        Dose(1, 0, 5.0),
        Dose(1, 5, -1.0),
        Dose(1, 5, nan),
        Dose(1, 5, inf),
        Dose(1, 5, 5.0, rest_between_repetitions_s=-1.0),
        Dose(1, 5, 5.0, rest_between_sets_s=nan),
    ],
)
def test_a_dose_that_makes_no_sense_is_refused(dose: Dose) -> None:
    with pytest.raises(ValueError, match="bridge"):
        planned(dose)


@pytest.mark.parametrize("tempo", [0.0, -1.0, nan, inf])
def test_a_tempo_has_to_be_above_zero(tempo: float) -> None:
    with pytest.raises(ValueError, match="tempo"):
        planned(Dose(1, 5, 5.0), tempo=tempo)


def test_a_repetition_has_to_take_time() -> None:
    with pytest.raises(ValueError, match="take some time"):
        planned(Dose(1, 5, 0.0), move_s=0.0, return_s=0.0)
