"""The clocks of the machine and of the impatient."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from backrehab_desktop.app.clock import ScaledClock, SystemClock


class StillClock:
    """A clock that stands where it is put."""

    def __init__(self) -> None:
        self.at_s = 100.0

    def monotonic_s(self) -> float:
        return self.at_s

    def now(self) -> datetime:
        return datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_system_time_never_goes_back() -> None:
    clock = SystemClock()
    readings = [clock.monotonic_s() for _ in range(100)]
    assert readings == sorted(readings)


def test_system_time_counts_suspend(monkeypatch: pytest.MonkeyPatch) -> None:
    """Linux: the clock that goes on while the lid is closed, not time.monotonic."""
    asked = []

    def clock_gettime(which: int) -> float:
        asked.append(which)
        return 7.0

    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr(time, "clock_gettime", clock_gettime)
    assert SystemClock().monotonic_s() == 7.0
    assert asked == [time.CLOCK_BOOTTIME]


def test_elsewhere_the_plain_monotonic_clock_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "win32")
    monkeypatch.setattr(time, "monotonic", lambda: 9.0)
    assert SystemClock().monotonic_s() == 9.0


def test_a_change_of_the_wall_clock_is_not_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SystemClock()
    before_s = clock.monotonic_s()
    monkeypatch.setattr(time, "time", lambda: 0.0)
    assert 0.0 <= clock.monotonic_s() - before_s < 1.0


def test_the_wall_clock_knows_its_zone() -> None:
    assert SystemClock().now().utcoffset() is not None


def test_scaled_time_passes_faster_from_zero() -> None:
    inner = StillClock()
    clock = ScaledClock(inner, 20.0)
    assert clock.monotonic_s() == 0.0
    inner.at_s += 1.5
    assert clock.monotonic_s() == pytest.approx(30.0)
    assert clock.rate == 20.0


def test_scaling_leaves_the_wall_clock_alone() -> None:
    inner = StillClock()
    assert ScaledClock(inner, 20.0).now() == inner.now()


@pytest.mark.parametrize("rate", [0.0, -1.0, float("nan")])
def test_time_cannot_stand_still_or_go_back(rate: float) -> None:
    with pytest.raises(ValueError, match="above zero"):
        ScaledClock(StillClock(), rate)
