"""What each action of the player does, one at a time."""

from __future__ import annotations

import pytest

from backrehab_desktop.core.exercise import Dose, Position, Sides
from backrehab_desktop.core.player import (
    Event,
    Finished,
    LeadInEntered,
    Pacing,
    Paused,
    PauseReason,
    PhaseEntered,
    PhaseKind,
    PlannedExercise,
    Player,
    PlayerStatus,
    Resumed,
    Script,
    SetFinished,
    build_script,
)

STEP_S = 0.5


def item(
    name: str, sets: int = 1, repetitions: int = 2, sides: Sides = Sides.BOTH
) -> PlannedExercise:
    dose = Dose(sets, repetitions, 5.0)
    return PlannedExercise(name, name, Position.SUPINE, sides, dose, 2.0, 2.0)


@pytest.fixture
def script() -> Script:
    """Two sets of the bridge, then one of the bird dog.

    0 ready 5 move 7 hold 12 return 14 rest 16 move 18 hold 23 return 25 rest 55
    ready 58 move 60 hold 65 return 67 rest 69 move 71 hold 76 return 78 change 86
    ready 91 move 93 hold 98 return 100 rest 102 move 104 hold 109 return 111
    """
    return build_script([item("bridge", sets=2), item("bird-dog")])


class Driven:
    """A player with its own clock."""

    def __init__(self, player: Player) -> None:
        self.player = player
        self.now_s = 1000.0
        self.events: list[Event] = list(player.start(self.now_s))

    def run(self, seconds_s: float) -> Driven:
        """Let time pass in steps that are no gap."""
        end_s = self.now_s + seconds_s
        while self.now_s < end_s:
            self.now_s = min(end_s, self.now_s + STEP_S)
            self.events += self.player.advance(self.now_s)
        return self

    def do(self, action: str, *args: object) -> tuple[Event, ...]:
        events: tuple[Event, ...] = getattr(self.player, action)(self.now_s, *args)
        self.events += events
        return events

    @property
    def kind(self) -> PhaseKind:
        return self.player.state(self.now_s).kind

    @property
    def block(self) -> int:
        return self.player.state(self.now_s).block_index

    def sets(self) -> list[tuple[int, int, bool]]:
        return [
            (event.index, event.repetitions_done, event.completed)
            for event in self.events
            if isinstance(event, SetFinished)
        ]


@pytest.fixture
def driven(script: Script) -> Driven:
    return Driven(Player(script))


def test_a_session_runs_through_by_itself(driven: Driven, script: Script) -> None:
    driven.run(script.total_s)
    assert driven.sets() == [(0, 2, True), (1, 2, True), (2, 2, True)]
    assert driven.events[-1] == Finished(1000.0 + script.total_s, early=False)
    entered = [event for event in driven.events if isinstance(event, PhaseEntered)]
    assert [event.index for event in entered] == list(range(len(script.phases)))


def test_a_finished_set_knows_its_times_and_its_holds(driven: Driven) -> None:
    driven.run(30.0)
    (finished,) = [event for event in driven.events if isinstance(event, SetFinished)]
    assert finished.started_s == pytest.approx(1005.0)
    assert finished.at_s == pytest.approx(1025.0)
    assert finished.held_s == pytest.approx(10.0)


def test_nothing_happens_before_the_start(script: Script) -> None:
    player = Player(script)
    assert player.advance(5.0) == ()
    assert player.skip(5.0) == player.back(5.0) == player.pause(5.0) == player.resume(5.0) == ()
    assert player.finish_early(5.0) == ()
    assert player.next_wake_s(5.0) is None
    assert player.state(5.0).status is PlayerStatus.READY


def test_it_starts_only_once(driven: Driven) -> None:
    assert driven.run(3.0).player.start(2000.0) == ()
    assert driven.player.state(driven.now_s).elapsed_s == pytest.approx(3.0)


def test_the_way_to_the_mat_lengthens_the_first_phase_only(script: Script) -> None:
    player = Player(script)
    player.start(0.0, settle_s=4.0)
    assert player.state(0.0).remaining_s == 9.0
    assert player.state(0.0).session_remaining_s == script.total_s + 4.0
    player.skip(1.0)
    player.back(1.0)
    assert player.state(1.0).remaining_s == 5.0


def test_without_a_get_ready_the_way_to_the_mat_lengthens_no_movement() -> None:
    player = Player(build_script([item("bridge")], Pacing(get_ready_s=0.0)))
    player.start(0.0, settle_s=4.0)
    state = player.state(0.0)
    assert (state.kind, state.remaining_s) == (PhaseKind.MOVE, 2.0)


class TestPause:
    def test_a_pause_keeps_its_place_however_long_it_lasts(self, driven: Driven) -> None:
        driven.run(9.0)
        assert driven.do("pause") == (Paused(1009.0, PauseReason.USER),)
        before = driven.player.state(driven.now_s)
        driven.now_s += 86_400.0
        assert driven.player.advance(driven.now_s) == ()
        assert driven.player.state(driven.now_s) == before
        assert before.elapsed_s == pytest.approx(2.0)

    def test_after_a_pause_in_a_hold_a_lead_in_comes_first(self, driven: Driven) -> None:
        driven.run(9.0).do("pause")
        driven.now_s += 100.0
        resumed, lead_in = driven.do("resume")
        assert resumed == Resumed(1109.0)
        assert isinstance(lead_in, LeadInEntered)
        assert lead_in.duration_s == 3.0
        assert driven.kind is PhaseKind.GET_READY
        driven.events.clear()
        driven.run(3.0)
        assert driven.kind is PhaseKind.HOLD
        (goes_on,) = driven.events
        assert isinstance(goes_on, PhaseEntered)
        assert goes_on.continued
        assert goes_on.at_s == pytest.approx(1112.0)
        assert driven.player.state(driven.now_s).remaining_s == pytest.approx(3.0)
        assert driven.run(3.0).kind is PhaseKind.RETURN

    def test_after_a_pause_in_a_rest_it_goes_on_at_once(self, driven: Driven) -> None:
        driven.run(30.0).do("pause")
        driven.now_s += 100.0
        _, goes_on = driven.do("resume")
        assert isinstance(goes_on, PhaseEntered)
        assert driven.kind is PhaseKind.REST_SET
        assert driven.player.state(driven.now_s).remaining_s == pytest.approx(25.0)

    def test_a_pause_in_the_lead_in_gives_a_whole_lead_in_again(self, driven: Driven) -> None:
        driven.run(9.0).do("pause")
        driven.do("resume")
        driven.run(2.0).do("pause")
        assert driven.kind is PhaseKind.HOLD
        driven.do("resume")
        assert driven.run(2.5).kind is PhaseKind.GET_READY
        driven.run(0.5)
        assert driven.player.state(driven.now_s).elapsed_s == pytest.approx(2.0)

    def test_pausing_twice_and_resuming_twice_do_nothing(self, driven: Driven) -> None:
        driven.run(9.0).do("pause")
        assert driven.do("pause") == ()
        driven.do("resume")
        assert driven.do("resume") == ()


class TestGap:
    def test_a_long_gap_pauses_at_the_last_moment_seen(self, driven: Driven) -> None:
        driven.run(8.0)
        driven.now_s += 2.5
        assert driven.player.advance(driven.now_s) == (Paused(1008.0, PauseReason.GAP),)
        state = driven.player.state(driven.now_s)
        assert state.status is PlayerStatus.PAUSED
        assert state.pause_reason is PauseReason.GAP
        assert state.elapsed_s == pytest.approx(1.0)

    def test_a_stall_of_two_seconds_is_caught_up(self, driven: Driven) -> None:
        driven.run(6.5)
        driven.now_s += 2.0
        (entered,) = driven.player.advance(driven.now_s)
        assert entered.at_s == pytest.approx(1007.0)
        assert driven.player.state(driven.now_s).elapsed_s == pytest.approx(1.5)

    def test_a_set_left_in_a_pause_ends_where_the_pause_began(self, driven: Driven) -> None:
        driven.run(20.0)
        driven.now_s += 3600.0
        driven.do("skip")
        (left,) = [event for event in driven.events if isinstance(event, SetFinished)]
        assert (left.started_s, left.at_s) == (1005.0, 1020.0)

    def test_a_set_begins_when_its_first_movement_does(self, driven: Driven) -> None:
        driven.run(2.0).do("pause")
        driven.do("skip")
        driven.now_s += 100.0
        driven.do("resume")
        driven.run(3.0 + 20.0)
        (done,) = [event for event in driven.events if isinstance(event, SetFinished)]
        assert (done.started_s, done.at_s) == (1105.0, 1125.0)

    @pytest.mark.parametrize("action", ["pause", "add_rest", "skip", "back", "finish_early"])
    def test_an_action_after_a_gap_credits_nothing_of_it(self, driven: Driven, action: str) -> None:
        driven.run(17.0)
        driven.run(2.0)
        driven.now_s += 3600.0
        events = driven.do(action)
        assert events[0] == Paused(1019.0, PauseReason.GAP)
        assert all(done[1] == 1 for done in driven.sets())
        assert all(e.held_s == 6.0 for e in events if isinstance(e, SetFinished))

    def test_a_clock_that_goes_back_changes_nothing(self, driven: Driven) -> None:
        driven.run(8.0)
        assert driven.player.advance(driven.now_s - 5.0) == ()
        assert driven.player.state(driven.now_s).elapsed_s == pytest.approx(1.0)


class TestSkip:
    def test_out_of_get_ready_and_rests_it_goes_on_at_once(self, driven: Driven) -> None:
        driven.do("skip")
        assert driven.kind is PhaseKind.MOVE
        driven.run(9.5)
        assert driven.kind is PhaseKind.REST
        driven.do("skip")
        assert driven.kind is PhaseKind.MOVE
        assert driven.sets() == []

    def test_out_of_a_set_it_leaves_the_rest_of_the_set(self, driven: Driven) -> None:
        driven.run(20.0)
        driven.do("skip")
        assert driven.sets() == [(0, 1, False)]
        assert driven.kind is PhaseKind.REST_SET
        assert driven.block == 1
        (left,) = [event for event in driven.events if isinstance(event, SetFinished)]
        assert left.held_s == pytest.approx(7.0)

    def test_out_of_the_last_set_the_session_is_over(self, driven: Driven) -> None:
        driven.run(95.0)
        driven.do("skip")
        assert driven.sets()[-1] == (2, 0, False)
        assert driven.events[-1] == Finished(1095.0, early=False)

    def test_in_a_pause_it_stays_paused_at_the_new_place(self, driven: Driven) -> None:
        driven.run(20.0).do("pause")
        driven.do("skip")
        state = driven.player.state(driven.now_s)
        assert state.status is PlayerStatus.PAUSED
        assert state.kind is PhaseKind.REST_SET
        assert state.elapsed_s == 0.0

    def test_the_rest_of_an_exercise_can_be_left(self, driven: Driven) -> None:
        driven.run(20.0)
        driven.do("skip_exercise")
        assert driven.sets() == [(0, 1, False), (1, 0, False)]
        assert driven.kind is PhaseKind.CHANGE
        assert driven.player.state(driven.now_s).item.name == "bird-dog"

    def test_leaving_the_last_exercise_ends_the_session(self, driven: Driven) -> None:
        driven.run(95.0)
        driven.do("skip_exercise")
        assert driven.player.status is PlayerStatus.DONE


class TestBack:
    def test_in_the_middle_of_a_set_it_restarts_the_set(self, driven: Driven) -> None:
        driven.run(75.0)
        driven.do("back")
        assert (driven.block, driven.kind) == (1, PhaseKind.GET_READY)
        assert driven.player.state(driven.now_s).repetitions_done == 0

    @pytest.mark.parametrize("at_s", [30.0, 56.0, 59.0])
    def test_at_the_beginning_of_a_set_it_goes_to_the_one_before(
        self, driven: Driven, at_s: float
    ) -> None:
        driven.run(at_s)
        driven.do("back")
        assert (driven.block, driven.kind) == (0, PhaseKind.GET_READY)

    def test_at_the_very_beginning_it_stays(self, driven: Driven) -> None:
        driven.run(2.0)
        driven.do("back")
        assert (driven.block, driven.kind) == (0, PhaseKind.GET_READY)
        assert driven.player.state(driven.now_s).elapsed_s == 0.0

    def test_a_set_done_again_does_not_count_twice(self, driven: Driven) -> None:
        driven.run(30.0)
        driven.do("back")
        driven.run(25.0)
        assert driven.kind is PhaseKind.REST_SET
        assert driven.sets() == [(0, 2, True)]

    def test_a_set_left_and_then_done_is_told_as_done(self, driven: Driven) -> None:
        driven.run(20.0)
        driven.do("skip")
        driven.do("back")
        driven.run(25.0)
        assert driven.sets() == [(0, 1, False), (0, 2, True)]

    def test_a_set_done_and_then_left_stays_done(self, driven: Driven) -> None:
        driven.run(30.0)
        driven.do("back")
        driven.run(8.0)
        driven.do("skip")
        assert driven.sets() == [(0, 2, True)]

    def test_it_never_goes_before_the_set_it_was_resumed_at(self, script: Script) -> None:
        driven = Driven(Player(script, first_block=1))
        driven.do("back")
        assert driven.block == 1


class TestRest:
    def test_a_rest_gets_longer(self, driven: Driven) -> None:
        driven.run(30.0)
        driven.do("add_rest")
        state = driven.player.state(driven.now_s)
        assert (state.duration_s, state.remaining_s) == (40.0, pytest.approx(35.0))
        assert driven.run(34.5).kind is PhaseKind.REST_SET
        assert driven.run(0.5).kind is PhaseKind.GET_READY

    def test_in_a_hold_the_next_rest_gets_longer_and_only_that(self, driven: Driven) -> None:
        driven.run(8.0)
        driven.do("add_rest")
        assert driven.player.state(driven.now_s).remaining_s == pytest.approx(4.0)
        driven.run(6.0)
        assert driven.kind is PhaseKind.REST
        assert driven.player.state(driven.now_s).remaining_s == pytest.approx(12.0)
        driven.run(12.0 + 9.0)
        assert driven.kind is PhaseKind.REST_SET
        assert driven.player.state(driven.now_s).duration_s == 30.0

    def test_twice_is_twenty_seconds(self, driven: Driven) -> None:
        driven.run(30.0)
        driven.do("add_rest")
        driven.do("add_rest")
        assert driven.player.state(driven.now_s).duration_s == 50.0

    def test_a_lead_in_gets_longer(self, driven: Driven) -> None:
        driven.run(8.0).do("pause")
        driven.do("resume")
        driven.run(1.0)
        driven.do("add_rest")
        state = driven.player.state(driven.now_s)
        assert (state.elapsed_s, state.remaining_s) == (pytest.approx(1.0), pytest.approx(12.0))
        driven.run(12.0)
        assert driven.kind is PhaseKind.HOLD
        assert driven.player.state(driven.now_s).elapsed_s == pytest.approx(1.0)

    def test_after_the_last_rest_nothing_gets_longer(self, driven: Driven) -> None:
        driven.run(105.0)
        before_s = driven.player.state(driven.now_s).session_remaining_s
        driven.do("add_rest")
        assert driven.player.state(driven.now_s).session_remaining_s == before_s


class TestFinishEarly:
    def test_a_set_under_way_is_told_if_a_repetition_was_done(self, driven: Driven) -> None:
        driven.run(20.0)
        driven.do("finish_early")
        assert driven.sets() == [(0, 1, False)]
        assert driven.events[-1] == Finished(1020.0, early=True)

    def test_a_set_that_has_hardly_begun_is_not(self, driven: Driven) -> None:
        driven.run(30.0)
        driven.do("finish_early")
        assert driven.sets() == [(0, 2, True)]

    def test_nothing_moves_afterwards(self, driven: Driven) -> None:
        driven.run(20.0)
        driven.do("finish_early")
        for action in ("skip", "back", "pause", "resume", "add_rest", "finish_early"):
            assert driven.do(action) == ()
        assert driven.player.next_wake_s(driven.now_s) is None
        assert driven.player.state(driven.now_s).session_remaining_s == 0.0


class TestResumedSession:
    def test_it_starts_at_the_get_ready_of_the_set(self, script: Script) -> None:
        driven = Driven(Player(script, first_block=1))
        assert (driven.block, driven.kind) == (1, PhaseKind.GET_READY)
        driven.run(60.0)
        assert driven.sets() == [(1, 2, True), (2, 2, True)]

    def test_with_every_set_stored_it_is_over_at_once(self, script: Script) -> None:
        driven = Driven(Player(script, first_block=3))
        assert driven.events[-1] == Finished(1000.0, early=False)
        assert driven.player.status is PlayerStatus.DONE

    def test_a_set_that_is_not_there_is_refused(self, script: Script) -> None:
        with pytest.raises(ValueError, match="no set 4"):
            Player(script, first_block=4)


class TestTempo:
    def test_the_next_move_takes_longer_and_the_hold_does_not(self, driven: Driven) -> None:
        driven.run(1.0)
        driven.do("set_tempo", 0.5)
        driven.run(4.0)
        state = driven.player.state(driven.now_s)
        assert (state.kind, state.duration_s) == (PhaseKind.MOVE, 4.0)
        driven.run(4.0)
        assert driven.player.state(driven.now_s).duration_s == 5.0
        assert driven.kind is PhaseKind.HOLD

    def test_the_move_under_way_keeps_its_pace(self, driven: Driven) -> None:
        driven.run(6.0)
        before = driven.player.state(driven.now_s)
        driven.do("set_tempo", 1.5)
        after = driven.player.state(driven.now_s)
        assert after.figure_fraction == pytest.approx(before.figure_fraction)
        assert after.remaining_s == pytest.approx(before.remaining_s)
        assert after.session_remaining_s < before.session_remaining_s

    def test_other_exercises_keep_theirs(self, driven: Driven) -> None:
        driven.run(1.0)
        driven.do("set_tempo", 0.5)
        moves = [
            phase.duration_s
            for phase in driven.player.script.phases
            if phase.kind is PhaseKind.MOVE and phase.block == 2
        ]
        assert moves == [2.0, 2.0]

    def test_all_sets_are_still_done(self, driven: Driven) -> None:
        driven.run(30.0)
        driven.do("set_tempo", 0.75)
        driven.run(200.0)
        assert [done for _index, _count, done in driven.sets()] == [True, True, True]

    def test_nonsense_is_refused(self, driven: Driven) -> None:
        with pytest.raises(ValueError, match="above zero"):
            driven.do("set_tempo", 0.0)
