"""The playhead: a function of the clock, however rarely it is asked."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab_desktop.ui.figure.playhead import Playhead


class StandingClock:
    """Moves only when told."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def monotonic_s(self) -> float:
        return self.now_s

    def now(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def playhead(clock: StandingClock) -> Playhead:
    playhead = Playhead(clock)
    playhead.load(8.0)
    return playhead


def test_it_starts_paused_at_the_beginning(playhead: Playhead, clock: StandingClock) -> None:
    clock.now_s += 3

    assert not playhead.is_playing
    assert playhead.share == 0


def test_it_follows_the_clock(playhead: Playhead, clock: StandingClock) -> None:
    playhead.play()
    clock.now_s += 2

    assert playhead.share == pytest.approx(0.25)


def test_it_begins_again_at_the_end(playhead: Playhead, clock: StandingClock) -> None:
    playhead.play()
    clock.now_s += 8 * 3 + 4

    assert playhead.share == pytest.approx(0.5)


def test_a_pause_takes_no_time(playhead: Playhead, clock: StandingClock) -> None:
    playhead.play()
    clock.now_s += 2
    playhead.pause()
    clock.now_s += 50
    playhead.play()
    clock.now_s += 2

    assert playhead.share == pytest.approx(0.5)


def test_a_new_speed_does_not_jump(playhead: Playhead, clock: StandingClock) -> None:
    playhead.play()
    clock.now_s += 2
    playhead.set_rate(2.0)

    assert playhead.share == pytest.approx(0.25)
    clock.now_s += 1
    assert playhead.share == pytest.approx(0.5)


def test_it_can_be_moved_while_it_plays(playhead: Playhead, clock: StandingClock) -> None:
    playhead.play()
    clock.now_s += 3
    playhead.seek(0.5)
    clock.now_s += 2

    assert playhead.share == pytest.approx(0.75)


def test_it_can_be_moved_to_the_very_end(playhead: Playhead) -> None:
    playhead.seek(1.5)

    assert playhead.share == 1


def test_nothing_loaded_does_not_play(clock: StandingClock) -> None:
    playhead = Playhead(clock)
    playhead.play()

    assert not playhead.is_playing
    assert playhead.share == 0


@given(st.lists(st.floats(0, 5), max_size=20))
def test_asking_more_often_changes_nothing(steps: list[float]) -> None:
    clock = StandingClock()
    asked, left_alone = Playhead(clock), Playhead(clock)
    for playhead in (asked, left_alone):
        playhead.load(8.0)
        playhead.play()
    for step in steps:
        clock.now_s += step
        assert 0 <= asked.share < 1

    assert asked.share == pytest.approx(left_alone.share)
