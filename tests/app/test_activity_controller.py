"""Timing an activity: the real store, and a clock that is set by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from backrehab_desktop.app.activity_controller import (
    CHECKPOINT_S,
    ActivityController,
    ActivityState,
    ActivityStatus,
)
from backrehab_desktop.app.clock import ScaledClock, SystemClock
from backrehab_desktop.app.store_worker import StoreWorker, database_opener
from backrehab_desktop.app.tones import Tone
from backrehab_desktop.core.activity_log import LoggedActivity, MinutesEntry, RecordedBy
from backrehab_desktop.core.activity_timer import GRACE_S

MINUTE = 60.0


class Scene:
    """A controller with its clock, and what it has told."""

    def __init__(self, controller: ActivityController, clock: Any, store: Any, tones: Any) -> None:
        self.controller = controller
        self.clock = clock
        self.store = store
        self.tones = tones
        self.changes = 0
        self.failures: list[str] = []
        self.found: list[Any] = []
        controller.history_changed.connect(self._count)
        controller.failed.connect(self.failures.append)
        controller.cut_off_found.connect(self.found.append)

    def _count(self) -> None:
        self.changes += 1

    @property
    def state(self) -> ActivityState:
        state = self.controller.state()
        assert state is not None
        return state

    @property
    def today(self) -> tuple[LoggedActivity, ...]:
        day = self.clock.now().date()
        logged: tuple[LoggedActivity, ...] = self.store.store.activities(day, day)
        return logged

    def run(self, seconds: float, step_s: float = 1.0) -> None:
        """Let time pass as the timer would wake the controller."""
        left_s = seconds
        while left_s > 0:
            self.clock.pass_s(min(step_s, left_s))
            left_s -= step_s
            self.controller.tick()

    def sleep(self, seconds: float) -> None:
        """Close the lid for a while."""
        self.clock.pass_s(seconds)
        self.controller.tick()


@pytest.fixture
def scene(qtbot: QtBot, store: Any, clock: Any, tones: Any) -> Iterator[Scene]:
    controller = ActivityController(store, clock, tones)
    yield Scene(controller, clock, store, tones)
    controller.close()


def test_a_walk_from_start_to_stored(scene: Scene) -> None:
    scene.controller.start("walking", 20, 4)
    assert scene.controller.is_active
    scene.run(5 * MINUTE)
    assert scene.state.status is ActivityStatus.RUNNING
    assert scene.state.elapsed_s == 5 * MINUTE
    scene.controller.pause()
    scene.run(90)
    assert (scene.state.status, scene.state.elapsed_s) == (ActivityStatus.PAUSED, 5 * MINUTE)
    scene.controller.toggle()
    scene.run(7 * MINUTE + 20)
    scene.controller.finish()
    assert scene.state.status is ActivityStatus.FINISHED
    assert not scene.controller.is_active
    (walk,) = scene.today
    assert (walk.activity_id, walk.duration_s, walk.planned_s) == ("walking", 740.0, 1200.0)
    assert scene.changes == 1
    scene.controller.conclude(2, "  By the river.  ")
    assert scene.controller.state() is None
    assert scene.today[0].note == "By the river."
    (day,) = scene.store.store.daily_pain()
    assert (day.before, day.after) == (4.0, 2.0)


def test_two_gentle_tones_at_half_time_and_at_the_end(scene: Scene) -> None:
    scene.controller.start("walking", 10)
    scene.run(5 * MINUTE - 1)
    assert scene.tones.heard == []
    scene.run(1)
    assert scene.tones.heard == [Tone.SWITCH_SIDE]
    scene.run(5 * MINUTE)
    assert scene.tones.heard == [Tone.SWITCH_SIDE, Tone.DONE]
    scene.run(3 * MINUTE)
    assert len(scene.tones.heard) == 2
    assert scene.state.status is ActivityStatus.RUNNING
    assert scene.state.elapsed_s == 13 * MINUTE


def test_no_tone_for_a_moment_that_passed_in_sleep(scene: Scene) -> None:
    scene.controller.start("walking", 10)
    scene.sleep(8 * MINUTE)
    assert scene.tones.heard == []
    assert scene.state.elapsed_s == 8 * MINUTE


def test_an_open_end_is_silent(scene: Scene) -> None:
    scene.controller.start("yoga", None)
    scene.run(30 * MINUTE, 30.0)
    assert scene.tones.heard == []
    scene.controller.finish()
    assert scene.today[0].planned_s is None


def test_it_is_written_down_every_half_minute(scene: Scene) -> None:
    scene.controller.start("walking", 20)
    for _ in range(400):
        scene.run(1)
        kept = scene.store.store.unfinished_activity()
        assert scene.state.elapsed_s - kept.duration_s <= CHECKPOINT_S
    scene.controller.pause()
    assert scene.store.store.unfinished_activity().duration_s == 400.0


def test_a_night_asleep_is_not_recorded_unasked(scene: Scene) -> None:
    scene.controller.start("walking", 20)
    scene.run(MINUTE)
    scene.sleep(8 * 60 * MINUTE)
    assert scene.state.status is ActivityStatus.UNSURE
    assert scene.state.kept_s == 20 * MINUTE
    assert scene.store.store.unfinished_activity().duration_s == 20 * MINUTE
    scene.controller.finish()
    scene.clock.wall -= timedelta(hours=8)  # back on the day it began
    assert scene.today[0].duration_s == 20 * MINUTE


def test_still_going_counts_it_all(scene: Scene) -> None:
    scene.controller.start("walking", 20)
    scene.sleep(45 * MINUTE)
    assert scene.state.status is ActivityStatus.UNSURE
    scene.controller.confirm()
    assert scene.state.status is ActivityStatus.RUNNING
    scene.controller.finish()
    assert scene.today[0].duration_s == 45 * MINUTE


def test_the_person_says_how_long_it_was(scene: Scene) -> None:
    scene.controller.start("walking", 20)
    scene.run(20 * MINUTE + GRACE_S + 60, 30.0)
    assert scene.state.status is ActivityStatus.UNSURE
    scene.controller.finish_with(25)
    assert scene.today[0].duration_s == 25 * MINUTE


def test_an_end_can_be_taken_back_and_gone_on_from(scene: Scene) -> None:
    scene.controller.start("walking", 20)
    scene.run(3 * MINUTE)
    scene.controller.finish()
    scene.controller.undo()
    assert (scene.state.status, scene.state.elapsed_s) == (ActivityStatus.PAUSED, 180.0)
    assert scene.today == ()
    assert scene.changes == 2
    scene.controller.resume()
    scene.run(MINUTE)
    scene.controller.finish()
    assert scene.today[0].duration_s == 240.0


def test_what_is_discarded_is_gone(scene: Scene) -> None:
    scene.controller.start("walking", 20, 3)
    scene.run(3 * MINUTE)
    scene.controller.discard()
    assert scene.controller.state() is None
    assert scene.store.store.unfinished_activity() is None
    assert scene.store.store.daily_pain() == ()


def test_less_than_a_minute_is_not_recorded(scene: Scene) -> None:
    scene.controller.start("walking", 20)
    scene.run(59)
    scene.controller.finish()
    assert not scene.state.is_long_enough
    assert scene.today == ()
    scene.controller.conclude(3)
    assert scene.store.store.unfinished_activity() is None
    assert scene.today == ()


def test_one_at_a_time(scene: Scene) -> None:
    scene.controller.start("walking", 20)
    scene.run(MINUTE)
    scene.controller.start("swimming", 30)
    assert scene.state.activity_id == "walking"
    scene.controller.finish()
    scene.controller.start("swimming", 30)
    assert scene.state.activity_id == "swimming"
    assert [entry.activity_id for entry in scene.today] == ["walking"]


def test_it_wakes_each_second_only_while_watched(scene: Scene) -> None:
    scene.controller.start("walking", 20)
    scene.run(0.4, 0.4)
    timer = scene.controller._timer
    assert 29_000 < timer.interval() <= 29_601
    scene.controller.set_watched(True)
    assert timer.interval() <= 601
    scene.controller.pause()
    assert not timer.isActive()
    scene.controller.finish()
    scene.controller.undo()
    assert not timer.isActive()


def test_what_was_cut_off_is_offered_and_kept(scene: Scene, clock: Any, tones: Any) -> None:
    scene.controller.start("walking", 20)
    scene.run(12 * MINUTE + 10)
    # As after kill -9: nobody closes the first controller before the second starts.
    second = ActivityController(scene.store, clock, tones)
    offered: list[Any] = []
    second.cut_off_found.connect(offered.append)
    second.look_for_cut_off()
    assert offered[0].start.activity_id == "walking"
    assert 11 * MINUTE < offered[0].duration_s <= 12 * MINUTE + 10
    second.keep_cut_off()
    assert offered[1] is None
    assert scene.today[0].duration_s == offered[0].duration_s
    scene.controller._put_away()
    second.close()


@pytest.mark.parametrize("minutes", [0.5, 12.0])
def test_what_was_cut_off_can_be_discarded(scene: Scene, minutes: float) -> None:
    scene.controller.start("walking", 20)
    scene.run(minutes * MINUTE)
    scene.controller._put_away()
    scene.controller.look_for_cut_off()
    # Under a minute is removed without a question.
    assert [found is None for found in scene.found] == [minutes < 1]
    scene.controller.discard_cut_off()
    assert scene.store.store.unfinished_activity() is None
    assert scene.today == ()


def test_a_new_timer_keeps_what_was_cut_off(scene: Scene) -> None:
    scene.controller.start("walking", 20)
    scene.run(12 * MINUTE)
    scene.controller._put_away()
    scene.controller.look_for_cut_off()
    scene.controller.start("yoga", None)
    assert scene.found[-1] is None
    assert [entry.activity_id for entry in scene.today] == ["walking"]
    assert scene.changes == 1


def test_closing_leaves_it_to_be_offered(scene: Scene) -> None:
    scene.controller.start("walking", 20)
    scene.run(95)
    scene.controller.close()
    assert scene.store.store.unfinished_activity().duration_s == 95.0


def test_closing_hands_over_what_the_disk_refused(scene: Scene) -> None:
    scene.store.broken = True
    scene.controller.start("walking", 20)
    scene.run(5 * MINUTE)
    scene.store.broken = False
    scene.controller.close()
    assert scene.store.store.unfinished_activity().duration_s == 300.0


def test_a_full_disk_is_told_once_and_nothing_is_lost(qtbot: QtBot, scene: Scene) -> None:
    scene.controller.start("walking", 20)
    scene.store.broken = True
    scene.run(3 * MINUTE)
    scene.controller.finish()
    assert len(scene.failures) == 1
    assert scene.today == ()
    scene.store.broken = False
    scene.controller._queue.retry()
    assert scene.today[0].duration_s == 180.0
    assert scene.controller.pending_writes == 0


def test_minutes_by_hand_and_back(scene: Scene) -> None:
    ids: list[str] = []
    yesterday = scene.clock.now().date() - timedelta(days=1)
    scene.controller.log_minutes(MinutesEntry("swimming", yesterday, 30), ids.append)
    (entry,) = scene.store.store.activities(yesterday, yesterday)
    assert (entry.entry_id, entry.duration_s) == (ids[0], 1800.0)
    assert entry.recorded_by is RecordedBy.HAND
    scene.controller.remove_entry(ids[0])
    assert scene.store.store.activities(yesterday, yesterday) == ()
    assert scene.changes == 2


def test_what_does_not_fit_does_nothing(scene: Scene) -> None:
    for act in ("pause", "resume", "toggle", "confirm", "finish", "undo", "discard", "tick"):
        getattr(scene.controller, act)()
    scene.controller.conclude(3)
    scene.controller.finish_with(10)
    scene.controller.keep_cut_off()
    scene.controller.discard_cut_off()
    assert scene.controller.state() is None
    assert scene.changes == 0


def test_with_real_time_and_the_real_worker(qtbot: QtBot, tmp_path: Path, tones: Any) -> None:
    """The timer and the thread of the store together, six hundred times faster."""
    clock = ScaledClock(SystemClock(), 600.0)
    worker = StoreWorker(database_opener(tmp_path, clock))
    controller = ActivityController(worker, clock, tones)
    controller.start("walking", 5)
    worker.start()
    qtbot.waitUntil(lambda: tones.heard == [Tone.SWITCH_SIDE, Tone.DONE], timeout=5000)
    with qtbot.waitSignal(controller.history_changed, timeout=5000):
        controller.finish()
    controller.close()
    worker.close()
