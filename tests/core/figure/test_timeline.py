from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab_desktop.core.figure.timeline import (
    SAMPLES_PER_MOVE,
    SETTLE_S,
    Part,
    Timeline,
    TimelineKey,
    minimum_jerk,
)

N = SAMPLES_PER_MOVE
TIMELINE = Timeline(
    (
        TimelineKey("Start", 0.0),
        TimelineKey("Grasp", 1.5),
        TimelineKey("Pull", 0.5),
        TimelineKey("Start", 2.5),
    ),
    2,
)


def test_the_parts_take_the_time_of_their_moves() -> None:
    assert TIMELINE.move_s == 2.0
    assert TIMELINE.return_s == 2.5
    assert TIMELINE.cycle_s(10.0) == 14.5 + SETTLE_S
    assert TIMELINE.sample_count == 3 * N + 1


@pytest.mark.parametrize(
    ("part", "fraction", "sample"),
    [
        (Part.MOVE, 0.0, 0.0),
        (Part.MOVE, 0.375, N / 2),
        (Part.MOVE, 0.75, N),
        (Part.MOVE, 1.0, 2 * N),
        (Part.HOLD, 0.0, 2 * N),
        (Part.HOLD, 0.7, 2 * N),
        (Part.RETURN, 0.0, 2 * N),
        (Part.RETURN, 0.5, 2.5 * N),
        (Part.RETURN, 1.0, 3 * N),
        (Part.MOVE, -1.0, 0.0),
        (Part.RETURN, 7.0, 3 * N),
    ],
)
def test_a_fraction_of_a_part_is_a_sample(part: Part, fraction: float, sample: float) -> None:
    assert TIMELINE.sample(part, fraction) == pytest.approx(sample)


@given(st.sampled_from(list(Part)), st.floats(0, 1), st.floats(0, 1))
def test_samples_never_run_backwards(part: Part, one: float, other: float) -> None:
    first, second = sorted((one, other))
    assert TIMELINE.sample(part, first) <= TIMELINE.sample(part, second)


@given(st.floats(0, 1))
def test_minimum_jerk_is_symmetrical(u: float) -> None:
    assert minimum_jerk(u) + minimum_jerk(1.0 - u) == pytest.approx(1.0)


def test_minimum_jerk_starts_and_stops_gently() -> None:
    assert minimum_jerk(0.0) == 0.0
    assert minimum_jerk(1.0) == 1.0
    assert minimum_jerk(0.01) < 1.1e-5


@given(st.floats(0, 1000), st.floats(0.0, 60.0))
def test_a_loop_repeats_itself(t_s: float, hold_s: float) -> None:
    part, fraction = TIMELINE.at_cycle(t_s, hold_s)
    assert 0.0 <= fraction <= 1.0
    sample = TIMELINE.sample(part, fraction)
    assert 0.0 <= sample <= 3 * N
    within = t_s % TIMELINE.cycle_s(hold_s)
    assert TIMELINE.cycle_sample(within, hold_s) == pytest.approx(sample, abs=1e-6)


def test_between_two_cycles_it_rests_at_the_start_pose() -> None:
    assert TIMELINE.at_cycle(5.0, 0.1) == (Part.RETURN, 1.0)
    assert TIMELINE.at_cycle(TIMELINE.cycle_s(0.1), 0.1)[0] is Part.MOVE


def test_keys_are_found_by_name() -> None:
    assert TIMELINE.key_sample("Pull") == 2 * N
    assert TIMELINE.key_sample("Start") == 0
    with pytest.raises(KeyError):
        TIMELINE.key_sample("Nowhere")


def test_it_loads_without_numpy() -> None:
    code = (
        "import sys; from backrehab_desktop.catalogue.motions import load_timeline;"
        "assert load_timeline('bridge').move_s > 1; assert 'numpy' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


CYCLE = Timeline(
    (
        TimelineKey("Heel", 0.0),
        TimelineKey("Toe", 1.8),
        TimelineKey("Swing", 0.6),
        TimelineKey("Heel", 0.6),
    ),
    1,
    cyclic=True,
)


def test_a_cyclic_motion_is_one_move_without_a_pause() -> None:
    assert CYCLE.move_s == CYCLE.cycle_s(10.0) == 3.0
    assert CYCLE.return_s == 0.0
    assert CYCLE.cycle_share(10.0) == pytest.approx(0.6)
    assert CYCLE.sample(Part.HOLD, 0.3) == CYCLE.hold_sample == N
    assert CYCLE.sample(Part.RETURN, 0.5) == 3 * N


@given(st.floats(0, 100))
def test_a_cyclic_motion_goes_at_an_even_pace_between_its_keys(t_s: float) -> None:
    part, fraction = CYCLE.at_cycle(t_s, 5.0)
    within = t_s % 3.0
    assert part is Part.MOVE
    expected = np.interp(within, [0.0, 1.8, 2.4, 3.0], [0, N, 2 * N, 3 * N])
    assert CYCLE.sample(part, fraction) == pytest.approx(expected, abs=1e-6)
    assert CYCLE.cycle_sample(within, 5.0) == pytest.approx(expected, abs=1e-6)


def test_in_the_middle_of_the_hold_a_repetition_is_shown() -> None:
    assert TIMELINE.cycle_share(4.0) == pytest.approx(4.0 / TIMELINE.cycle_s(4.0))
