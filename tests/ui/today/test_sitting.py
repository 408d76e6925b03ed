from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from backrehab_desktop.ui.today.sitting import Sitting


def test_pauses_do_not_count() -> None:
    sitting = Sitting()
    sitting.go_on(100.0)
    sitting.rest(160.0)
    sitting.go_on(1000.0)
    sitting.see(1030.0)
    assert sitting.active_s == 90.0


def test_what_the_computer_slept_does_not_count() -> None:
    sitting = Sitting()
    sitting.go_on(100.0)
    sitting.see(150.0)
    sitting.rest(None)
    sitting.go_on(9000.0)
    sitting.rest(9010.0)
    assert sitting.active_s == 60.0


@given(st.lists(st.floats(0.0, 1000.0), min_size=1, max_size=20))
def test_it_adds_up_and_never_shrinks(lengths: list[float]) -> None:
    sitting, now, before = Sitting(), 0.0, 0.0
    for length in lengths:
        sitting.go_on(now)
        now += length
        sitting.see(now)
        assert sitting.active_s >= before
        sitting.rest(now)
        before = sitting.active_s
        now += 5.0
    assert abs(sitting.active_s - sum(lengths)) < 1e-6
