"""R15 to R18: every pair of pains falls in one zone, and no zone lets too much happen."""

from __future__ import annotations

import pytest

from backrehab_desktop.core.hurt import WayOut, advise, after_session

STOP, SKIP, SET, ON = WayOut.STOP, WayOut.SKIP, WayOut.FINISH_SET, WayOut.CONTINUE


@pytest.mark.parametrize(
    ("pain", "before", "ways"),
    [
        (0, 0, {STOP, SKIP, ON}),
        (2, 0, {STOP, SKIP, ON}),  # green
        (4, 3, {STOP, SKIP, ON}),  # amber: hardly risen
        (6, 6, {STOP, SKIP, ON}),  # amber: high, not risen
        (3, 1, {STOP, SKIP, SET}),  # orange
        (5, None, {STOP, SKIP, SET}),  # without an answer before, counted from 0
        (6, 5, {STOP, SKIP}),  # red
        (7, 7, {STOP}),  # severe, whatever it was before
        (10, 0, {STOP}),
        (None, 3, {STOP, SKIP}),
    ],
)
def test_the_zones(pain: int | None, before: int | None, ways: set[WayOut]) -> None:
    assert set(advise(pain, before, is_stretch=False).ways) == ways


def test_stopping_is_always_first() -> None:
    for pain in (None, *range(11)):
        for before in (None, *range(11)):
            for is_stretch in (False, True):
                assert advise(pain, before, is_stretch=is_stretch).ways[0] is STOP


def test_a_stretch_that_hurts_is_left() -> None:
    advice = advise(1, 0, is_stretch=True)
    assert (advice.rule, set(advice.ways)) == ("R18", {STOP, SKIP})


def test_between_two_sets_there_is_none_to_finish() -> None:
    assert SET not in advise(4, 0, is_stretch=False, in_set=False).ways


def test_more_pain_never_allows_more() -> None:
    allows = {STOP: 0, SKIP: 1, SET: 2, ON: 3}
    for before in range(11):
        most = [
            max(allows[way] for way in advise(pain, before, is_stretch=False).ways)
            for pain in range(max(3, before), 11)
        ]
        assert most == sorted(most, reverse=True)


def test_a_rise_to_four_is_to_ease_within_a_quarter_of_an_hour() -> None:
    assert "15 minutes" in advise(4, 3, is_stretch=False).words
    assert "15 minutes" not in advise(4, 4, is_stretch=False).words
    assert "15 minutes" not in advise(3, 0, is_stretch=False).words


@pytest.mark.parametrize(
    ("worst", "before", "stopped", "says"),
    [
        (None, None, False, False),
        (None, 2, True, True),
        (5, 0, False, False),
        (6, 5, False, True),
        (6, 6, False, False),
        (7, 7, False, True),
        (2, 0, True, True),
    ],
)
def test_strong_pain_is_answered_after_the_session(
    worst: int | None, before: int | None, stopped: bool, says: bool
) -> None:
    words = after_session(worst, before, stopped=stopped)
    assert ("contact a doctor" in words) is says
