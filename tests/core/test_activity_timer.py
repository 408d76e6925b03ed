"""The stopwatch of an activity: it counts what passed and doubts what cannot be known."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab_desktop.core.activity_timer import (
    GRACE_S,
    LONGEST_S,
    OPEN_END_S,
    SLEPT_S,
    ActivityCue,
    ActivityTimer,
)

MINUTE = 60.0
START = 5_000.0

plans = st.none() | st.integers(5, 60).map(lambda minutes: minutes * MINUTE)
waits = st.lists(st.floats(0.0, 400.0), max_size=30)


def awake(timer: ActivityTimer, from_s: float, to_s: float) -> ActivityTimer:
    """The timer after looks every half minute."""
    at_s = from_s
    while at_s < to_s:
        at_s = min(at_s + 30.0, to_s)
        timer = timer.look(at_s)
    return timer


def test_a_plan_of_no_length_is_refused() -> None:
    with pytest.raises(ValueError, match="length"):
        ActivityTimer.start(START, 0.0)


def test_it_counts_up_and_down() -> None:
    timer = ActivityTimer.start(START, 20 * MINUTE)
    assert timer.elapsed_s(START + 90.0) == 90.0
    assert timer.remaining_s(START + 90.0) == 1110.0
    assert timer.remaining_s(START + 21 * MINUTE) == 0.0
    assert timer.elapsed_s(START + 21 * MINUTE) == 21 * MINUTE
    assert ActivityTimer.start(START).remaining_s(START + 90.0) is None


@given(st.lists(st.tuples(st.floats(0, 300), st.booleans()), max_size=30), waits)
def test_pauses_are_left_out_and_looks_change_nothing(
    spans: list[tuple[float, bool]], looks: list[float]
) -> None:
    now_s, running_s = START, 0.0
    timer = ActivityTimer.start(now_s, LONGEST_S)
    for span_s, runs in spans:
        timer = timer.resume(now_s) if runs else timer.pause(now_s)
        for look_s in sorted(look for look in looks if look < span_s):
            timer = timer.look(now_s + look_s)
        now_s += span_s
        running_s += span_s if runs else 0.0
    assert math.isclose(timer.elapsed_s(now_s), running_s, abs_tol=1e-6)
    assert timer.pause(now_s).elapsed_s(now_s + 999.0) == timer.elapsed_s(now_s)


@given(plans, waits)
def test_each_cue_comes_once_whenever_it_is_looked(
    planned_s: float | None, between_s: list[float]
) -> None:
    timer, now_s = ActivityTimer.start(START, planned_s), START
    heard: list[ActivityCue] = []
    for wait_s in between_s:
        now_s += wait_s
        for cue, ago_s in timer.cues(now_s):
            heard.append(cue)
            assert 0.0 <= ago_s <= wait_s + 1e-6
        timer = timer.look(now_s)
    elapsed_s = timer.elapsed_s(now_s)
    due = [] if planned_s is None else [planned_s / 2, planned_s]
    assert len(heard) == sum(at_s <= elapsed_s for at_s in due)
    assert heard == list(ActivityCue)[: len(heard)]


@given(plans, waits, st.sampled_from([1.0, 30.0]))
def test_the_next_wake_is_ahead_and_misses_no_step(
    planned_s: float | None, between_s: list[float], step_s: float
) -> None:
    timer, now_s = ActivityTimer.start(START, planned_s), START
    for wait_s in between_s:
        now_s += wait_s
        timer = timer.look(now_s)
        wake_s = timer.next_wake_s(now_s, step_s)
        assert wake_s is not None
        assert now_s < wake_s <= now_s + step_s + 1e-6
    assert timer.pause(now_s).next_wake_s(now_s, step_s) is None


def test_the_laptop_may_sleep_through_a_planned_walk() -> None:
    timer = ActivityTimer.start(START, 20 * MINUTE).look(START + 30.0)
    back_s = START + 22 * MINUTE
    timer = timer.look(back_s)
    assert not timer.is_unsure(back_s)
    assert timer.pause(back_s).elapsed_s(back_s) == 22 * MINUTE


def test_after_a_night_it_asks_and_keeps_what_was_planned() -> None:
    timer = ActivityTimer.start(START, 20 * MINUTE).look(START + 30.0)
    morning_s = START + 8 * 60 * MINUTE
    timer = timer.look(morning_s)
    assert timer.is_unsure(morning_s)
    assert timer.elapsed_s(morning_s) == 8 * 60 * MINUTE
    assert timer.kept_s(morning_s) == 20 * MINUTE
    assert timer.pause(morning_s).elapsed_s(morning_s) == 20 * MINUTE


def test_after_a_night_with_an_open_end_it_keeps_what_it_saw() -> None:
    timer = awake(ActivityTimer.start(START), START, START + 14 * MINUTE)
    morning_s = START + 8 * 60 * MINUTE
    timer = timer.look(morning_s)
    assert timer.kept_s(morning_s) == 14 * MINUTE


def test_a_short_sleep_with_an_open_end_counts() -> None:
    timer = ActivityTimer.start(START).look(START + 30.0).look(START + 40 * MINUTE)
    assert timer.kept_s(START + 40 * MINUTE) == 40 * MINUTE


def test_a_forgotten_timer_asks_without_any_sleep() -> None:
    planned_s = 20 * MINUTE
    timer = awake(ActivityTimer.start(START, planned_s), START, START + planned_s + GRACE_S)
    end_s = START + planned_s + GRACE_S
    assert not timer.is_unsure(end_s)
    assert timer.is_unsure(end_s + 1.0)
    assert timer.kept_s(end_s + 1.0) == planned_s
    open_end = awake(ActivityTimer.start(START), START, START + OPEN_END_S + 90.0)
    assert open_end.kept_s(START + OPEN_END_S + 90.0) == OPEN_END_S


def test_still_going_counts_everything_and_asks_again_later() -> None:
    timer = ActivityTimer.start(START, 20 * MINUTE).look(START + 60 * MINUTE)
    now_s = START + 60 * MINUTE
    timer = timer.confirm(now_s)
    assert not timer.is_unsure(now_s)
    assert timer.kept_s(now_s + OPEN_END_S) == 60 * MINUTE + OPEN_END_S
    assert timer.is_unsure(now_s + OPEN_END_S + 1.0)
    assert timer.kept_s(now_s + OPEN_END_S + SLEPT_S / 2) == 60 * MINUTE + OPEN_END_S


def test_the_person_can_say_how_long_it_was() -> None:
    timer = ActivityTimer.start(START, 20 * MINUTE)
    now_s = START + 300 * MINUTE
    timer = timer.set_elapsed(35 * MINUTE, now_s)
    assert timer.elapsed_s(now_s) == 35 * MINUTE
    assert not timer.is_running
    assert timer.set_elapsed(1e9, now_s).elapsed_s(now_s) == LONGEST_S
    assert timer.set_elapsed(-1.0, now_s).elapsed_s(now_s) == 0.0


def test_nothing_is_longer_than_ten_hours() -> None:
    timer = ActivityTimer.start(START).confirm(START + 20 * 3600.0)
    assert timer.elapsed_s(START + 21 * 3600.0) == LONGEST_S
    assert timer.next_wake_s(START + 21 * 3600.0, 30.0) is None


@given(plans, waits, st.lists(st.sampled_from(["pause", "resume", "confirm", "look"])))
def test_it_never_keeps_more_than_passed_nor_more_than_can_be_believed(
    planned_s: float | None, between_s: list[float], acts: list[str]
) -> None:
    timer, now_s = ActivityTimer.start(START, planned_s), START
    for index, wait_s in enumerate(between_s):
        now_s += 30 * wait_s
        kept_s = timer.kept_s(now_s)
        assert 0.0 <= kept_s <= timer.elapsed_s(now_s) <= LONGEST_S
        assert kept_s >= min(timer.touched_s, LONGEST_S)
        most_s = max(OPEN_END_S, (planned_s or 0.0) + GRACE_S)
        assert kept_s - timer.touched_s <= most_s + 1e-6
        act = acts[index % len(acts)] if acts else "look"
        timer = getattr(timer, act)(now_s)
