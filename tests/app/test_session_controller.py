"""A session as the window sees it: a clock that is set by hand, the real player and store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest
from pytestqt.qtbot import QtBot

from backrehab_desktop.app.clock import ScaledClock, SystemClock
from backrehab_desktop.app.session_controller import (
    SessionController,
    SessionResult,
    first_open_block,
)
from backrehab_desktop.app.session_plan import SessionPlan
from backrehab_desktop.app.store_worker import StoreWorker, database_opener
from backrehab_desktop.app.tones import Tone
from backrehab_desktop.core.exercise import Dose, Position, Side, Sides
from backrehab_desktop.core.player import (
    LeadInEntered,
    PauseReason,
    PhaseEntered,
    PhaseKind,
    PlannedExercise,
    PlayerState,
    PlayerStatus,
    SetFinished,
    build_script,
)
from backrehab_desktop.core.records import SessionEnd

T = TypeVar("T")
CET = timezone(timedelta(hours=1))
START = datetime(2026, 11, 20, 8, 0, tzinfo=CET)


def item(name: str, sets: int = 1, sides: Sides = Sides.BOTH) -> PlannedExercise:
    return PlannedExercise(name, name.title(), Position.SUPINE, sides, Dose(sets, 2, 5.0), 2.0, 2.0)


PLAN = SessionPlan("starter", (item("bridge", sets=2), item("bird-dog")))
# 0 ready 5 move 7 hold 12 return 14 rest 16 move 18 hold 23 return 25 rest 55
# ready 58 ... 78 change 86 ready 91 ... 111; every session here starts without a way to the mat.


class Watched:
    """A controller and everything it has told."""

    def __init__(self, store: Any, clock: Any, tones: Any) -> None:
        self.clock = clock
        self.controller = SessionController(store, clock, tones)
        self.controller.settle_s = 0.0
        self.told: list[tuple[str, Any]] = []
        for name in ("phase_entered", "set_committed", "finished", "failed", "paused"):
            getattr(self.controller, name).connect(partial(self._tell, name))
        for name in ("resumed", "concluded", "left", "recovered", "started"):
            getattr(self.controller, name).connect(partial(self._tell, name, None))

    def _tell(self, name: str, value: Any = None) -> None:
        self.told.append((name, value))

    def run(self, seconds_s: float) -> None:
        """Let time pass second by second, as the timer would wake the controller."""
        end_s = self.clock.at_s + seconds_s
        while self.clock.at_s < end_s:
            self.clock.pass_s(min(1.0, end_s - self.clock.at_s))
            self.controller.tick()

    def values(self, name: str) -> list[Any]:
        return [value for told, value in self.told if told == name]

    @property
    def state(self) -> PlayerState:
        state = self.controller.state()
        assert state
        return state


@pytest.fixture
def watched(qtbot: QtBot, store: Any, clock: Any, tones: Any) -> Iterator[Watched]:
    watched = Watched(store, clock, tones)
    yield watched
    watched.controller.close()


def test_without_a_session_nothing_can_go_wrong(watched: Watched) -> None:
    controller = watched.controller
    for action in (
        controller.pause,
        controller.resume,
        controller.toggle,
        controller.back,
        controller.skip,
        controller.skip_exercise,
        controller.add_rest,
        controller.finish_early,
        controller.stop_for_pain,
        controller.leave,
        controller.tick,
        controller.conclude,
    ):
        action()
    controller.report_pain(5)
    assert controller.state() is None
    assert controller.script is None
    assert not controller.is_active
    assert watched.told == []


def test_a_whole_session_from_start_to_stored(watched: Watched, store: Any) -> None:
    watched.controller.start(PLAN, pain_before=4)
    watched.run(111.0)
    assert watched.values("finished") == [SessionResult(3, 3, early=False, stopped_for_pain=False)]
    assert not watched.controller.is_active
    watched.controller.conclude(pain_after=2, note="  went well ")
    assert watched.told[-1] == ("concluded", None)
    assert store.store.unfinished_session() is None
    (session,) = store.store.sessions(START.date(), START.date())
    assert (session.pain_before, session.pain_after) == (4, 2)
    assert (session.sets_done, session.sets_prescribed) == (3, 3)
    assert session.end is SessionEnd.FINISHED
    assert session.note == "went well"
    assert watched.controller.state() is None


def test_answers_that_were_not_given_are_stored_as_such(watched: Watched, store: Any) -> None:
    watched.controller.start(PLAN)
    watched.run(111.0)
    watched.controller.conclude(None, "   ")
    (session,) = store.store.sessions(START.date(), START.date())
    assert (session.pain_before, session.pain_after, session.note) == (None, None, None)


def test_the_stored_times_are_the_exact_ones(watched: Watched, store: Any) -> None:
    watched.controller.start(PLAN)
    watched.run(24.4)
    watched.clock.pass_s(1.5)
    watched.controller.tick()
    session = store.store.unfinished_session()
    assert session
    (done,) = session.sets
    assert done.started_at == START + timedelta(seconds=5)
    assert done.finished_at == START + timedelta(seconds=25)


def test_phases_are_told_in_order(watched: Watched) -> None:
    watched.controller.start(PLAN)
    watched.run(30.0)
    kinds = [event.phase.kind.value for event in watched.values("phase_entered")]
    repetition = ["move", "hold", "return"]
    assert kinds == ["get_ready", *repetition, "rest", *repetition, "rest_set"]


class TestStoring:
    def test_a_set_counts_only_after_the_store_has_confirmed_it(
        self, watched: Watched, store: Any
    ) -> None:
        watched.controller.start(PLAN)
        store.held = []
        watched.run(30.0)
        assert watched.values("set_committed") == []
        assert watched.controller.pending_writes == 1
        store.release()
        (committed,) = watched.values("set_committed")
        assert isinstance(committed, SetFinished)
        assert (committed.index, committed.completed) == (0, True)
        assert watched.controller.pending_writes == 0

    def test_what_cannot_be_stored_is_told_once_and_kept(
        self, watched: Watched, store: Any, qtbot: QtBot
    ) -> None:
        watched.controller.start(PLAN)
        store.broken = True
        watched.run(111.0)
        (sentence,) = watched.values("failed")
        assert sentence.startswith("The disk is full.")
        watched.controller.conclude(3)
        assert watched.values("concluded") == []
        assert watched.controller.pending_writes == 4
        store.broken = False
        with qtbot.waitSignal(watched.controller.concluded, timeout=3000):
            pass  # the retry comes by itself
        assert len(watched.values("set_committed")) == 3
        assert watched.values("recovered") == [None]
        (session,) = store.store.sessions(START.date(), START.date())
        assert session.sets_done == 3

    def test_a_session_that_could_not_be_begun_is_begun_later(
        self, watched: Watched, store: Any, qtbot: QtBot
    ) -> None:
        store.broken = True
        watched.controller.start(PLAN, 6)
        watched.run(30.0)
        assert len(watched.values("failed")) == 1
        store.broken = False
        with qtbot.waitSignal(watched.controller.set_committed, timeout=3000):
            pass
        session = store.store.unfinished_session()
        assert session
        assert session.pain_before == 6
        assert [record.completed for record in session.sets] == [True]

    def test_closing_hands_over_what_is_left(self, watched: Watched, store: Any) -> None:
        watched.controller.start(PLAN)
        store.held = []
        watched.run(79.0)
        assert watched.controller.pending_writes == 2
        watched.controller.close()
        store.release()
        session = store.store.unfinished_session()
        assert session
        assert len(session.sets) == 2

    def test_the_answers_of_one_session_do_not_reach_the_next(
        self, watched: Watched, store: Any
    ) -> None:
        watched.controller.start(PLAN)
        watched.run(111.0)
        store.held = []
        watched.controller.conclude(3)
        watched.controller.start(PLAN, 7)
        store.release()
        watched.run(111.0)
        watched.controller.conclude(1)
        sessions = store.store.sessions(START.date(), START.date())
        assert [(s.pain_before, s.pain_after, s.sets_done) for s in sessions] == [
            (None, 3, 3),
            (7, 1, 3),
        ]


class TestLeavingAndResuming:
    def test_a_session_that_was_left_goes_on_at_the_set_where_it_stopped(
        self, watched: Watched, store: Any
    ) -> None:
        watched.controller.start(PLAN, 5)
        watched.run(70.0)
        watched.controller.leave()
        assert watched.told[-1] == ("left", None)
        session = store.store.unfinished_session()
        assert session
        assert len(session.sets) == 1
        watched.controller.start(PLAN, None, session)
        state = watched.state
        assert (state.block_index, state.kind) == (1, PhaseKind.GET_READY)
        watched.run(60.0)
        assert watched.values("finished") == [SessionResult(3, 3, False, False)]
        watched.controller.conclude(2)
        (stored,) = store.store.sessions(START.date(), START.date())
        assert (stored.sets_done, stored.pain_before, stored.pain_after) == (3, 5, 2)

    def test_a_session_cut_off_before_the_answers_asks_for_them(
        self, watched: Watched, store: Any
    ) -> None:
        watched.controller.start(PLAN)
        watched.run(111.0)
        watched.controller.leave()
        watched.told.clear()
        watched.controller.start(PLAN, None, store.store.unfinished_session())
        assert watched.values("finished") == [SessionResult(3, 3, False, False)]

    def test_a_set_that_ended_at_the_very_moment_of_leaving_is_stored(
        self, watched: Watched, store: Any
    ) -> None:
        watched.controller.start(PLAN)
        watched.run(24.5)
        watched.clock.pass_s(0.5)
        watched.controller.leave()
        session = store.store.unfinished_session()
        assert session
        assert [record.completed for record in session.sets] == [True]

    def test_sides_are_told_apart(self, store: Any, watched: Watched) -> None:
        plan = SessionPlan("any", (item("stretch", 2, Sides.ONE_THEN_OTHER),))
        watched.controller.start(plan)
        watched.run(26.0)
        session = store.store.unfinished_session()
        assert session
        assert [record.side for record in session.sets] == [Side.RIGHT]
        script = build_script(plan.items)
        assert script.blocks[first_open_block(script, session)].side is Side.LEFT

    def test_a_start_in_the_middle_of_a_session_leaves_the_first(self, watched: Watched) -> None:
        watched.controller.start(PLAN)
        watched.run(30.0)
        watched.controller.start(PLAN)
        assert watched.values("left") == [None]
        assert watched.state.block_index == 0

    def test_finishing_early_is_kept_as_left(self, watched: Watched, store: Any) -> None:
        watched.controller.start(PLAN)
        watched.run(70.0)
        watched.controller.finish_early()
        assert watched.values("finished") == [SessionResult(1, 3, True, False)]
        watched.controller.conclude(3)
        (session,) = store.store.sessions(START.date(), START.date())
        assert session.end is SessionEnd.LEFT
        assert session.sets_done == 1


class TestPausing:
    def test_toggle_pauses_and_goes_on(self, watched: Watched) -> None:
        watched.controller.start(PLAN)
        watched.run(8.0)
        watched.controller.toggle()
        assert watched.values("paused") == [PauseReason.USER]
        assert not watched.controller.is_running
        watched.clock.pass_s(500.0)
        watched.controller.toggle()
        assert watched.values("resumed") == [None]
        assert isinstance(watched.values("phase_entered")[-1], LeadInEntered)
        watched.run(3.0)
        assert watched.state.remaining_s == pytest.approx(4.0)

    def test_in_a_pause_nothing_wakes_the_computer(self, watched: Watched) -> None:
        watched.controller.start(PLAN)
        watched.run(8.0)
        assert watched.controller._timer.isActive()
        watched.controller.pause()
        assert not watched.controller._timer.isActive()

    def test_a_sleeping_computer_pauses(self, watched: Watched) -> None:
        watched.controller.start(PLAN)
        watched.run(8.0)
        watched.clock.pass_s(3600.0)
        watched.controller.tick()
        assert watched.values("paused") == [PauseReason.GAP]
        assert watched.state.elapsed_s == pytest.approx(1.0)

    def test_a_key_pressed_right_after_the_sleep_only_shows_the_pause(
        self, watched: Watched
    ) -> None:
        watched.controller.start(PLAN)
        watched.run(8.0)
        watched.clock.pass_s(3600.0)
        watched.controller.toggle()
        assert watched.state.status is PlayerStatus.PAUSED
        assert watched.values("paused") == [PauseReason.GAP]

    @pytest.mark.parametrize("jump", [timedelta(hours=-1), timedelta(hours=1), timedelta(days=9)])
    def test_a_wall_clock_that_is_set_changes_no_timing(
        self, watched: Watched, jump: timedelta
    ) -> None:
        watched.controller.start(PLAN)
        watched.run(8.0)
        watched.clock.wall += jump
        watched.run(1.0)
        assert watched.controller.is_running
        assert watched.state.elapsed_s == pytest.approx(2.0)

    def test_the_gap_is_two_real_seconds_at_any_speed(
        self, qtbot: QtBot, store: Any, clock: Any, tones: Any
    ) -> None:
        clock.rate = 20.0
        watched = Watched(store, clock, tones)
        watched.controller.start(PLAN)
        clock.pass_s(38.0)  # 1.9 s of waiting
        watched.controller.tick()
        assert watched.controller.is_running
        clock.pass_s(42.0)
        watched.controller.tick()
        assert watched.values("paused") == [PauseReason.GAP]
        watched.controller.close()


class TestItHurts:
    def test_the_hold_stops_at_once_and_the_answer_is_stored_with_the_exercise(
        self, watched: Watched, store: Any
    ) -> None:
        watched.controller.start(PLAN)
        watched.run(9.0)
        watched.controller.stop_for_pain()
        assert watched.values("paused") == [PauseReason.PAIN]
        watched.controller.report_pain(6)
        assert watched.values("paused") == [PauseReason.PAIN]
        rows = store.store.db.execute(
            "SELECT question, value, exercise_id FROM ratings WHERE question = 'pain_during'"
        ).fetchall()
        assert rows == [("pain_during", 6, "bridge")]

    def test_an_answer_alone_stops_too_and_may_be_missing(
        self, watched: Watched, store: Any
    ) -> None:
        watched.controller.start(PLAN)
        watched.run(9.0)
        watched.controller.report_pain(None)
        assert watched.state.pause_reason is PauseReason.PAIN
        rows = store.store.db.execute(
            "SELECT value FROM ratings WHERE question = 'pain_during'"
        ).fetchall()
        assert rows == [(None,)]

    def test_then_the_session_can_end_safely(self, watched: Watched, store: Any) -> None:
        watched.controller.start(PLAN)
        watched.run(70.0)
        watched.controller.report_pain(8)
        watched.controller.finish_early()
        assert watched.values("finished") == [SessionResult(1, 3, True, True)]
        watched.controller.conclude(8)
        (session,) = store.store.sessions(START.date(), START.date())
        assert session.end is SessionEnd.STOPPED_SAFELY

    def test_or_the_exercise_can_be_skipped(self, watched: Watched) -> None:
        watched.controller.start(PLAN)
        watched.run(9.0)
        watched.controller.report_pain(4)
        watched.controller.skip_exercise()
        watched.controller.resume()
        assert watched.state.item.exercise_id == "bird-dog"
        assert [event.completed for event in watched.values("set_committed")] == [False, False]

    def test_or_it_goes_on(self, watched: Watched) -> None:
        watched.controller.start(PLAN)
        watched.run(9.0)
        watched.controller.report_pain(1)
        watched.controller.resume()
        watched.run(3.0)
        assert watched.state.kind is PhaseKind.HOLD
        assert watched.state.elapsed_s == pytest.approx(2.0)

    def test_an_ordinary_pause_can_become_one_for_pain(self, watched: Watched) -> None:
        watched.controller.start(PLAN)
        watched.run(9.0)
        watched.controller.pause()
        watched.controller.report_pain(7)
        assert watched.state.pause_reason is PauseReason.PAIN
        watched.controller.finish_early()
        assert watched.values("finished")[0].stopped_for_pain


class TestTones:
    def test_every_change_sounds_and_the_last_seconds_are_counted(
        self, watched: Watched, tones: Any
    ) -> None:
        watched.controller.start(PLAN)
        watched.run(14.0)
        count = [Tone.TICK, Tone.TICK, Tone.TICK]
        assert tones.heard == [
            *[Tone.GET_READY, *count],
            Tone.MOVE,
            *[Tone.HOLD, *count],
            Tone.RELEASE,
            Tone.REST,
        ]

    def test_a_short_rest_is_not_counted(self, watched: Watched, tones: Any) -> None:
        watched.controller.start(PLAN)
        watched.run(13.0)
        tones.heard.clear()
        watched.run(3.0)
        assert tones.heard == [Tone.REST, Tone.MOVE]

    def test_after_a_stall_only_the_newest_change_sounds(
        self, watched: Watched, tones: Any
    ) -> None:
        watched.controller.start(PLAN)
        watched.run(13.9)
        tones.heard.clear()
        watched.clock.pass_s(1.0)
        watched.controller.tick()
        assert tones.heard == []  # the change is too long ago to be marked
        watched.run(1.1)
        assert tones.heard == [Tone.MOVE]

    def test_a_pause_is_silent(self, watched: Watched, tones: Any) -> None:
        watched.controller.start(PLAN)
        watched.run(8.0)
        watched.controller.pause()
        tones.heard.clear()
        watched.controller.skip()
        watched.run(10.0)
        assert tones.heard == []

    def test_the_lead_in_and_the_end_sound(self, watched: Watched, tones: Any) -> None:
        watched.controller.start(PLAN)
        watched.run(8.0)
        watched.controller.pause()
        watched.controller.resume()
        assert tones.heard[-1] is Tone.GET_READY
        watched.run(200.0)
        assert tones.heard[-1] is Tone.DONE


def test_a_receiver_may_leave_in_the_middle_of_an_event(watched: Watched) -> None:
    watched.controller.phase_entered.connect(watched.controller.leave)
    watched.controller.start(PLAN)
    assert watched.controller.state() is None
    assert watched.values("left") == [None]


def test_a_receiver_that_begins_anew_takes_no_set_into_the_next_session(
    watched: Watched, store: Any
) -> None:
    watched.controller.start(PLAN)
    watched.run(8.0)
    begun_anew: list[bool] = []

    def begin_anew(event: object) -> None:
        if not begun_anew:
            begun_anew.append(True)
            watched.controller.start(PLAN)

    watched.controller.phase_entered.connect(begin_anew)
    watched.controller.skip()  # ends the set and enters the rest
    session = store.store.unfinished_session()
    assert session
    assert session.sets == ()
    assert watched.state.block_index == 0


def test_with_real_time_and_the_real_worker(qtbot: QtBot, tmp_path: Path, tones: Any) -> None:
    """The timer, the thread of the store and the player together, a hundred times faster."""
    clock = ScaledClock(SystemClock(), 100.0)
    worker = StoreWorker(database_opener(tmp_path, clock))
    controller = SessionController(worker, clock, tones)
    committed: list[SetFinished] = []
    entered: list[PhaseEntered] = []
    controller.set_committed.connect(committed.append)
    controller.phase_entered.connect(entered.append)
    worker.start()
    with qtbot.waitSignal(controller.finished, timeout=5000):
        controller.start(PLAN, 3)
    with qtbot.waitSignal(controller.concluded, timeout=5000):
        controller.conclude(1)
    assert [event.index for event in committed] == [0, 1, 2]
    first_s = entered[0].at_s
    script = build_script(PLAN.items)
    for event in entered:
        late_s = event.at_s - first_s - script.starts_s[event.index]
        assert late_s == pytest.approx(controller.settle_s if event.index else 0.0, abs=1e-3)
    controller.close()
    worker.close()


def test_a_changed_tempo_is_told_and_kept_within_bounds(qtbot: QtBot, watched: Watched) -> None:
    watched.controller.start(PLAN)
    with qtbot.waitSignal(watched.controller.tempo_changed) as told:
        watched.controller.set_tempo(9.0)
    assert told.args == ["bridge", 1.5]
    state = watched.controller.state()
    assert state is not None
    assert state.item.tempo == 1.5


def test_a_tempo_without_a_session_changes_nothing(qtbot: QtBot, watched: Watched) -> None:
    with qtbot.assertNotEmitted(watched.controller.tempo_changed):
        watched.controller.set_tempo(0.5)
