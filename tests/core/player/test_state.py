"""What is shown of a moment."""

from __future__ import annotations

import pytest

from backrehab_desktop.core.exercise import Dose, Position, Sides
from backrehab_desktop.core.player import (
    PhaseKind,
    PlannedExercise,
    Player,
    build_script,
    countdown_s,
)


@pytest.mark.parametrize(
    ("remaining_s", "shown"),
    [(5.0, 5), (4.999, 5), (4.001, 5), (4.00001, 4), (4.0, 4), (0.2, 1), (0.0, 0), (-1.0, 0)],
)
def test_a_second_is_shown_for_the_whole_of_it(remaining_s: float, shown: int) -> None:
    assert countdown_s(remaining_s) == shown


def hold_player() -> Player:
    dose = Dose(1, 2, 5.0)
    item = PlannedExercise("bridge", "Bridge", Position.SUPINE, Sides.BOTH, dose, 2.0, 2.0)
    player = Player(build_script([item]))  # ready 0-5, move 5-7, hold 7-12, return 12-14
    player.start(0.0)
    for second in range(1, 8):
        player.advance(float(second))
    return player


def test_a_hold_counts_down_and_its_last_three_seconds_are_told() -> None:
    player = hold_player()
    assert [player.state(7.0 + n).countdown for n in range(3)] == [5, 4, 3]
    assert [player.state(7.0 + n).in_last_seconds for n in (0.0, 1.0, 1.9)] == [False] * 3
    player.advance(8.5)
    player.advance(10.0)
    assert player.state(10.0).in_last_seconds
    assert player.state(10.0).countdown == 2


def test_movements_are_not_counted() -> None:
    player = hold_player()
    player.back(7.0)
    player.skip(7.0)
    state = player.state(7.5)
    assert state.kind is PhaseKind.MOVE
    assert state.countdown == 2
    assert not state.in_last_seconds


def test_the_figure_follows_the_repetition_and_rests_at_its_start() -> None:
    player = hold_player()
    state = player.state(8.0)
    assert (state.figure_kind, state.figure_fraction) == (PhaseKind.HOLD, pytest.approx(0.2))
    for second in range(8, 15):
        player.advance(float(second))
    state = player.state(14.5)
    assert state.kind is PhaseKind.REST
    assert (state.figure_kind, state.figure_fraction) == (PhaseKind.MOVE, 0.0)
    assert state.repetition == 2
    assert state.repetitions_done == 1


def test_the_figure_waits_where_it_is_in_the_lead_in() -> None:
    player = hold_player()
    player.pause(8.0)
    player.resume(100.0)
    state = player.state(101.0)
    assert state.lead_in
    assert state.kind is PhaseKind.GET_READY
    assert state.countdown == 2
    assert (state.figure_kind, state.figure_fraction) == (PhaseKind.HOLD, pytest.approx(0.2))


def test_a_state_never_looks_past_the_end_of_its_phase() -> None:
    player = hold_player()
    player.advance(8.9)
    player.advance(10.8)
    player.advance(11.9)
    state = player.state(12.4)
    assert state.kind is PhaseKind.HOLD
    assert state.remaining_s == 0.0
    assert state.figure_fraction == 1.0


def test_a_state_after_a_gap_shows_the_moment_before_it() -> None:
    player = hold_player()
    assert player.state(3600.0) == player.state(7.0)
