"""The order and the durations of a session."""

from __future__ import annotations

from math import fsum, isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab_desktop.core.exercise import Dose, Position, Side, Sides
from backrehab_desktop.core.player import (
    Pacing,
    Phase,
    PhaseKind,
    PlannedExercise,
    Script,
    build_script,
)

R, L = Side.RIGHT, Side.LEFT


def exercise(
    dose: Dose,
    sides: Sides = Sides.BOTH,
    position: Position = Position.SUPINE,
    tempo: float = 1.0,
) -> PlannedExercise:
    return PlannedExercise("bridge", "Bridge", position, sides, dose, 2.0, 3.0, tempo)


def outline(script: Script) -> str:
    """The kinds in order, one word each, sides as a letter."""
    sides = {None: "", R: ":r", L: ":l"}
    return " ".join(phase.kind.value + sides[phase.side] for phase in script.phases)


times_s = st.sampled_from([0.0, 0.5, 2.0, 3.7, 10.0, 30.0])
doses = st.builds(Dose, st.integers(1, 3), st.integers(1, 4), times_s, times_s, times_s)
exercises = st.builds(
    PlannedExercise,
    exercise_id=st.sampled_from(["bridge", "bird-dog"]),
    name=st.just("An exercise"),
    position=st.sampled_from(Position),
    sides=st.sampled_from(Sides),
    dose=doses,
    move_s=st.floats(0.5, 4.0),
    return_s=st.floats(0.5, 4.0),
    tempo=st.floats(0.25, 2.0),
)
pacings = st.builds(Pacing, *[times_s] * 6)
scripts = st.builds(build_script, st.lists(exercises, min_size=1, max_size=4), pacings)


def test_both_sides_together() -> None:
    script = build_script([exercise(Dose(2, 2, 5.0))])
    repetition = "move hold return"
    one_set = f"{repetition} rest {repetition}"
    assert outline(script) == f"get_ready {one_set} rest_set get_ready {one_set} done"


def test_alternating_sides_switch_between_repetitions() -> None:
    script = build_script([exercise(Dose(1, 2, 5.0), Sides.ALTERNATING)])
    right, left = "move:r hold:r return:r", "move:l hold:l return:l"
    pair = f"{right} switch_side:l {left}"
    assert outline(script) == f"get_ready:r {pair} switch_side:r {pair} done:l"


def test_one_side_then_the_other_in_every_set() -> None:
    script = build_script([exercise(Dose(2, 1, 5.0), Sides.ONE_THEN_OTHER)])
    right, left = "get_ready:r move:r hold:r return:r", "get_ready:l move:l hold:l return:l"
    pair = f"{right} switch_side:l {left}"
    assert outline(script) == f"{pair} rest_set:r {pair} done:l"
    assert [(block.set_number, block.side) for block in script.blocks] == [
        (1, R),
        (1, L),
        (2, R),
        (2, L),
    ]


def test_without_a_hold_there_is_no_hold_phase() -> None:
    script = build_script([exercise(Dose(1, 1, 0.0))])
    assert outline(script) == "get_ready move return done"


def test_tempo_scales_the_movement_and_nothing_else() -> None:
    slow = build_script([exercise(Dose(1, 2, 5.0), tempo=0.5)])
    by_kind = {phase.kind: phase.duration_s for phase in slow.phases}
    assert by_kind[PhaseKind.MOVE] == 4.0
    assert by_kind[PhaseKind.RETURN] == 6.0
    assert by_kind[PhaseKind.HOLD] == 5.0
    assert by_kind[PhaseKind.REST] == 2.0


def test_the_change_names_the_next_exercise_and_takes_longer_to_another_position() -> None:
    pacing = Pacing(change_s=8.0, change_position_s=15.0)
    script = build_script(
        [
            exercise(Dose(1, 1, 5.0)),
            exercise(Dose(1, 1, 5.0)),
            exercise(Dose(1, 1, 5.0), position=Position.QUADRUPED),
        ],
        pacing,
    )
    changes = [phase for phase in script.phases if phase.kind is PhaseKind.CHANGE]
    assert [(phase.block, phase.duration_s) for phase in changes] == [(1, 8.0), (2, 15.0)]


def test_sides_that_alternate_get_time_to_turn_even_without_a_rest() -> None:
    dose = Dose(1, 1, 5.0, rest_between_repetitions_s=0.0)
    script = build_script([exercise(dose, Sides.ALTERNATING)], Pacing(turn_s=2.0))
    (switch,) = [phase for phase in script.phases if phase.kind is PhaseKind.SWITCH_SIDE]
    assert switch.duration_s == 2.0


def test_further_sets_have_the_short_lead_in() -> None:
    script = build_script([exercise(Dose(2, 1, 5.0))], Pacing(get_ready_s=7.0, lead_in_s=2.0))
    ready = [phase.duration_s for phase in script.phases if phase.kind is PhaseKind.GET_READY]
    assert ready == [7.0, 2.0]


def test_nothing_to_do_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one exercise"):
        build_script([])


def test_ways_into_a_block() -> None:
    script = build_script([exercise(Dose(2, 1, 5.0)), exercise(Dose(1, 1, 5.0))])
    entries = [script.phases[script.entry_of_block(n)].kind for n in range(4)]
    assert entries == [PhaseKind.GET_READY, PhaseKind.REST_SET, PhaseKind.CHANGE, PhaseKind.DONE]
    assert [script.phases[n].kind for n in script.block_starts] == [PhaseKind.GET_READY] * 3
    assert script.block_after_item(0) == 2
    assert script.block_after_item(1) == 3


@given(scripts)
def test_starts_are_the_sums_of_the_durations(script: Script) -> None:
    for index, start_s in enumerate(script.starts_s):
        exact_s = fsum(phase.duration_s for phase in script.phases[:index])
        assert isclose(start_s, exact_s, abs_tol=1e-9)
    assert script.total_s == script.starts_s[-1]
    assert all(phase.duration_s > 0.0 for phase in script.phases[:-1])


@given(scripts)
def test_each_side_gets_the_full_dose(script: Script) -> None:
    for number, item in enumerate(script.items):
        done = [
            phase.side
            for phase in script.phases
            if phase.ends_repetition and script.blocks[phase.block].item == number
        ]
        dose = item.dose.sets * item.dose.repetitions
        if item.sides is Sides.BOTH:
            assert done == [None] * dose
        else:
            assert done.count(R) == done.count(L) == dose
            assert len(done) == 2 * dose


@given(scripts)
def test_every_block_holds_its_repetitions_in_order_and_ends_once(script: Script) -> None:
    for number, block in enumerate(script.blocks):
        phases = [phase for phase in script.phases[:-1] if phase.block == number]
        repetitions = [phase.repetition for phase in phases if phase.ends_repetition]
        assert repetitions == list(range(1, block.repetitions + 1))
        assert [phase.ends_block for phase in phases] == [False] * (len(phases) - 1) + [True]
    assert [phase.block for phase in script.phases] == sorted(
        phase.block for phase in script.phases
    )


_MAY_FOLLOW = {
    PhaseKind.GET_READY: {PhaseKind.MOVE},
    PhaseKind.MOVE: {PhaseKind.HOLD, PhaseKind.RETURN},
    PhaseKind.HOLD: {PhaseKind.RETURN},
    PhaseKind.REST: {PhaseKind.MOVE},
    PhaseKind.SWITCH_SIDE: {PhaseKind.MOVE, PhaseKind.GET_READY},
    PhaseKind.REST_SET: {PhaseKind.MOVE, PhaseKind.GET_READY},
    PhaseKind.CHANGE: {PhaseKind.MOVE, PhaseKind.GET_READY},
    PhaseKind.RETURN: set(PhaseKind) - {PhaseKind.HOLD, PhaseKind.RETURN},
}


@given(scripts)
def test_phases_follow_in_the_order_of_a_session(script: Script) -> None:
    for before, after in zip(script.phases, script.phases[1:], strict=False):
        assert after.kind in _MAY_FOLLOW[before.kind], (before, after)
        _check_wait(script, before, after)
    assert script.phases[-1].kind is PhaseKind.DONE


def _check_wait(script: Script, before: Phase, after: Phase) -> None:
    """What stands between two blocks tells how they differ."""
    if before.block == after.block or after.kind is PhaseKind.DONE:
        return
    old, new = script.blocks[before.block], script.blocks[after.block]
    wanted = PhaseKind.REST_SET
    if old.item != new.item:
        wanted = PhaseKind.CHANGE
    elif old.set_number == new.set_number:
        wanted = PhaseKind.SWITCH_SIDE
    assert after.kind in (wanted, PhaseKind.GET_READY, PhaseKind.MOVE)
