"""The breathing guide: whole breaths, nothing that jumps, nothing in the countdown."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab_desktop.core.breathing import BREATH_S, breaths, fullness_at


def test_short_holds_are_not_guided() -> None:
    assert breaths(10.0) == ()
    assert fullness_at(5.0, 10.0) is None


def test_half_a_minute_is_three_breaths() -> None:
    guided = breaths(30.0)
    assert [breath.at_s for breath in guided if breath.inward] == [4.0, 12.0, 20.0]
    assert [breath.at_s for breath in guided if not breath.inward] == [8.0, 16.0, 24.0]


@given(st.floats(10.1, 120.0))
def test_each_breath_in_is_let_out_within_the_hold(hold_s: float) -> None:
    guided = breaths(hold_s)
    assert guided
    assert [breath.inward for breath in guided] == [True, False] * (len(guided) // 2)
    for one, other in pairwise(guided):
        assert one.at_s + one.duration_s == pytest.approx(other.at_s)
    assert all(2.0 <= breath.duration_s <= BREATH_S for breath in guided)
    assert guided[-1].at_s + guided[-1].duration_s <= hold_s + 1e-9


@given(st.floats(10.1, 120.0))
def test_it_swells_and_sinks_without_a_jump(hold_s: float) -> None:
    times = [step * 0.05 for step in range(int(hold_s / 0.05) + 1)]
    fullness = [fullness_at(time, hold_s) or 0.0 for time in times]
    assert all(0.0 <= share <= 1.0 for share in fullness)
    assert max(fullness) > 0.99
    assert all(abs(one - other) < 0.05 for one, other in pairwise(fullness))
    assert fullness[0] == 0.0
    assert (fullness_at(hold_s, hold_s) or 0.0) < 1e-6
