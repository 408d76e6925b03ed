"""What holds for every session, whatever the frames, the stalls and the person do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from math import isclose
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from backrehab_desktop.core.exercise import Dose, Position, Sides
from backrehab_desktop.core.player import (
    Event,
    Finished,
    LeadInEntered,
    Paused,
    PauseReason,
    PhaseEntered,
    PhaseKind,
    PlannedExercise,
    Player,
    PlayerState,
    PlayerStatus,
    Script,
    SetFinished,
    build_script,
)

MAX_GAP_S = 2.0
MILLISECOND_S = 1e-3


def exercise(sides: Sides, dose: Dose) -> PlannedExercise:
    return PlannedExercise("an-id", "A name", Position.SUPINE, sides, dose, 1.7, 2.3)


times_s = st.sampled_from([0.0, 0.5, 1.3, 5.0, 12.0])
doses = st.builds(Dose, st.integers(1, 3), st.integers(1, 3), times_s, times_s, times_s)
exercises = st.builds(exercise, st.sampled_from(Sides), doses)
scripts = st.lists(exercises, min_size=1, max_size=3).map(build_script)
steps_s = st.floats(0.001, MAX_GAP_S)
gaps_s = st.floats(MAX_GAP_S + 0.01, 1e6)

HOUR = build_script(
    [
        exercise(Sides.BOTH, Dose(3, 10, 6.1, 2.0, 60.0)),
        exercise(Sides.ALTERNATING, Dose(2, 10, 10.0 / 3.0)),
        exercise(Sides.ONE_THEN_OTHER, Dose(3, 4, 29.9)),
        exercise(Sides.ALTERNATING, Dose(2, 7, 5.0, 0.1, 30.0)),
    ]
    * 2
)


def readings(random: Random, frame_s: float, start_s: float, end_s: float) -> Iterator[float]:
    """Moments the clock is read at: frames with jitter, and now and then a stall."""
    now_s = start_s
    while now_s < end_s:
        stalled = random.random() < 0.002
        now_s += random.uniform(0.1, MAX_GAP_S) if stalled else frame_s * random.uniform(0.5, 1.5)
        yield now_s


@settings(max_examples=6)
@given(st.integers(0, 2**32), st.floats(1 / 240, 1.2), st.floats(0.0, 1e7))
def test_an_hour_keeps_every_boundary_within_a_millisecond(
    seed: int, frame_s: float, start_s: float
) -> None:
    random = Random(seed)
    script = HOUR
    assert script.total_s > 3600.0
    player = Player(script)
    events = list(player.start(start_s))
    for now_s in readings(random, frame_s, start_s, start_s + script.total_s + MAX_GAP_S):
        new = player.advance(now_s)
        assert all(event.at_s <= now_s for event in new)
        events += new
    entered = [event for event in events if isinstance(event, PhaseEntered)]
    assert [event.index for event in entered] == list(range(len(script.phases)))
    for event in entered:
        assert abs(event.at_s - start_s - script.starts_s[event.index]) < MILLISECOND_S
    assert all(event.completed for event in events if isinstance(event, SetFinished))
    assert isinstance(events[-1], Finished)


@given(scripts, st.data())
def test_waking_only_when_asked_for_shows_every_second(script: Script, data: st.DataObject) -> None:
    """The single-shot timer of the controller: late by a little, never early."""
    player = Player(script)
    player.start(0.0)
    now_s = 0.0
    before = player.state(now_s)
    while (wake_s := player.next_wake_s(now_s)) is not None:
        assert wake_s - now_s <= 1.0 + MILLISECOND_S
        now_s = max(now_s, wake_s) + data.draw(st.floats(0.0, 0.05), label="late by")
        player.advance(now_s)
        after = player.state(now_s)
        if after.phase == before.phase:
            assert after.countdown == before.countdown - 1
        before = after
    assert player.status is PlayerStatus.DONE
    assert now_s < script.total_s + 0.1


@given(scripts, st.lists(st.tuples(steps_s, st.booleans(), st.floats(0.0, 1e5)), max_size=300))
def test_pauses_lengthen_a_session_by_themselves_and_their_lead_ins_only(
    script: Script, plan: list[tuple[float, bool, float]]
) -> None:
    player = Player(script)
    events = list(player.start(0.0))
    now_s = stood_s = 0.0
    for step_s, pauses, pause_s in plan:
        now_s += step_s
        events += player.advance(now_s)
        if pauses and player.status is PlayerStatus.RUNNING:
            events += player.pause(now_s)
            now_s += pause_s
            stood_s += pause_s
            events += player.resume(now_s)
    while player.status is not PlayerStatus.DONE:
        now_s += 1.0
        events += player.advance(now_s)
    lead_in_s = _spent_in_lead_ins(events)
    assert isclose(events[-1].at_s, script.total_s + stood_s + lead_in_s, abs_tol=MILLISECOND_S)
    assert _all_done(script, events)


def _spent_in_lead_ins(events: list[Event]) -> float:
    spent_s = 0.0
    for before, after in pairwise(events):
        if isinstance(before, LeadInEntered):
            assert isinstance(after, PhaseEntered | Paused)
            spent_s += after.at_s - before.at_s
    return spent_s


def _all_done(script: Script, events: list[Event]) -> bool:
    done = [event.index for event in events if isinstance(event, SetFinished) and event.completed]
    return done == list(range(len(script.blocks)))


@given(scripts, st.lists(steps_s, max_size=200), gaps_s)
def test_a_gap_pauses_at_the_last_reading_and_credits_nothing(
    script: Script, steps: list[float], gap_s: float
) -> None:
    player = Player(script)
    player.start(0.0)
    now_s = 0.0
    for step_s in steps:
        now_s += step_s
        player.advance(now_s)
    seen = player.state(now_s)
    events = player.advance(now_s + gap_s)
    if seen.status is PlayerStatus.DONE:
        assert events == ()
        return
    assert events == (Paused(now_s, PauseReason.GAP),)
    stopped = player.state(now_s + gap_s)
    assert replace(stopped, status=seen.status, pause_reason=None) == seen


class Session(RuleBasedStateMachine):
    """A person who presses everything, on a clock that does everything but go back."""

    @initialize(script=scripts, data=st.data())
    def begin(self, script: Script, data: st.DataObject) -> None:
        self.script = script
        self.first_block = data.draw(st.integers(0, len(script.blocks) - 1), label="first block")
        self.player = Player(script, first_block=self.first_block)
        self.now_s = 50.0
        self.events: list[Event] = []
        self.outcomes: dict[int, SetFinished] = {}
        self.ended = False
        self.take(self.player.start(self.now_s))

    def take(self, events: tuple[Event, ...]) -> None:
        """Check what is told as it is told."""
        for event in events:
            assert not self.ended, "nothing is told after the end"
            assert event.at_s <= self.now_s
            if isinstance(event, SetFinished):
                self.take_set(event)
            self.ended = isinstance(event, Finished)
        self.events += events

    def take_set(self, event: SetFinished) -> None:
        block = self.script.blocks[event.index]
        assert event.block == block
        assert event.completed == (event.repetitions_done == block.repetitions)
        assert 0 <= event.repetitions_done <= block.repetitions
        assert event.started_s <= event.at_s
        least_s = event.repetitions_done * block.hold_s
        assert least_s - 1e-6 <= event.held_s <= block.repetitions * block.hold_s + 1e-6
        before = self.outcomes.get(event.index)
        if before:
            assert event.repetitions_done > before.repetitions_done, "told again without gain"
        self.outcomes[event.index] = event

    @property
    def state(self) -> PlayerState:
        return self.player.state(self.now_s)

    @rule(step_s=steps_s)
    def time_passes(self, step_s: float) -> None:
        before = self.state
        self.now_s += step_s
        self.take(self.player.advance(self.now_s))
        spent_s = before.session_remaining_s - self.state.session_remaining_s
        running = before.status is PlayerStatus.RUNNING
        wanted_s = min(step_s, before.session_remaining_s) if running else 0.0
        assert isclose(spent_s, wanted_s, abs_tol=1e-6)

    @rule(steps=st.integers(1, 60))
    def a_while_passes(self, steps: int) -> None:
        for _ in range(steps):
            self.time_passes(0.99)

    @rule(gap_s=gaps_s)
    def the_computer_sleeps(self, gap_s: float) -> None:
        before = self.state
        self.now_s += gap_s
        self.take(self.player.advance(self.now_s))
        after = self.state
        assert after.phase == before.phase
        assert after.phase_fraction == before.phase_fraction
        assert after.status is not PlayerStatus.RUNNING

    @rule()
    def pause(self) -> None:
        before = self.state
        self.take(self.player.pause(self.now_s))
        assert self.state.phase == before.phase
        assert self.state.phase_fraction == before.phase_fraction
        assert self.state.repetitions_done == before.repetitions_done

    @precondition(lambda self: self.player.status is PlayerStatus.PAUSED)
    @rule()
    def resume(self) -> None:
        before = self.state
        self.take(self.player.resume(self.now_s))
        assert self.state.phase == before.phase
        assert isclose(self.state.phase_fraction, before.phase_fraction, abs_tol=1e-6)
        assert self.state.lead_in == before.phase.kind.is_repetition

    @rule()
    def skip(self) -> None:
        before = self.state
        self.take(self.player.skip(self.now_s))
        after = self.state
        if before.status is PlayerStatus.DONE:
            assert after == before
        elif before.phase.kind.is_repetition:
            assert after.block_index > before.block_index or self.ended
        else:
            assert after.phase == self.script.phases[self.script.phases.index(before.phase) + 1]

    @rule()
    def skip_exercise(self) -> None:
        before = self.state
        self.take(self.player.skip_exercise(self.now_s))
        assert self.ended or self.state.block.item == before.block.item + 1

    @rule()
    def back(self) -> None:
        before = self.state
        self.take(self.player.back(self.now_s))
        if self.ended:
            return
        steps_back = before.block_index - self.state.block_index
        assert steps_back in (0, 1)
        assert self.state.repetitions_done == 0
        assert self.state.elapsed_s == 0.0
        assert self.state.block_index >= self.first_block

    @rule(seconds_s=st.sampled_from([10.0, 20.0]))
    def add_rest(self, seconds_s: float) -> None:
        before = self.state
        self.take(self.player.add_rest(self.now_s, seconds_s))
        gained_s = self.state.session_remaining_s - before.session_remaining_s
        assert isclose(gained_s, seconds_s, abs_tol=1e-6) or isclose(gained_s, 0.0, abs_tol=1e-6)

    @rule(tempo=st.sampled_from([0.5, 0.9, 1.5]))
    def set_tempo(self, tempo: float) -> None:
        before = self.state
        self.take(self.player.set_tempo(self.now_s, tempo))
        self.script = self.player.script
        assert isclose(self.state.remaining_s, before.remaining_s, abs_tol=1e-6)
        assert isclose(self.state.phase_fraction, before.phase_fraction, abs_tol=1e-6)

    @precondition(lambda self: len(self.events) > 60)
    @rule()
    def finish_early(self) -> None:
        self.take(self.player.finish_early(self.now_s))
        assert self.ended

    @invariant()
    def every_set_behind_has_one_outcome(self) -> None:
        """No set is lost: what was passed was told."""
        end = self.events[-1]
        if isinstance(end, Finished) and end.early:
            return
        behind = len(self.script.blocks) if self.ended else self.state.block_index
        assert all(index in self.outcomes for index in range(self.first_block, behind))

    @invariant()
    def the_shown_times_make_sense(self) -> None:
        state = self.state
        assert 0.0 <= state.phase_fraction <= 1.0
        assert -1e-6 <= state.elapsed_s <= state.duration_s + 1e-6
        assert 0 <= state.repetitions_done <= state.block.repetitions
        assert (state.kind is PhaseKind.DONE) == (state.status is PlayerStatus.DONE)
        assert self.player.state(self.now_s) == state, "looking changes nothing"


Session.TestCase.settings = settings(max_examples=40, stateful_step_count=40)
TestSession = Session.TestCase
