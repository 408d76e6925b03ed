"""What has to be painted anew: all that changed, and nothing when nobody could see it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab_desktop.core.figure.camera import Frame
from backrehab_desktop.core.figure.changes import Repainter, changes_of
from backrehab_desktop.core.figure.picture import Fill

SQUARE = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
FILLS = (Fill("near", 0, 4), Fill("far", 4, 8))


def two_squares(steps: int = 5) -> np.ndarray:
    """One stands at 0, the other goes right from 4 by a whole in each step."""
    way = np.arange(steps, dtype=float)[:, None, None] * [1.0, 0.0]
    way[..., 0] += 4.0
    return np.concatenate([np.broadcast_to(SQUARE, (steps, 4, 2)), SQUARE + way], 1)


def test_the_first_time_everything_is_painted() -> None:
    repainter = Repainter(changes_of(FILLS, two_squares()))

    assert repainter.area(0.0, 0.1) == Frame(0.0, 0.0, 5.0, 1.0)


def test_only_where_something_was_and_is_now() -> None:
    repainter = Repainter(changes_of(FILLS, two_squares()))
    repainter.area(0.0, 0.1)

    assert repainter.area(2.0, 0.1) == Frame(4.0, 0.0, 7.0, 1.0)
    assert repainter.area(2.0, 0.1) is None


def test_small_steps_add_up() -> None:
    repainter = Repainter(changes_of(FILLS, two_squares()))
    repainter.area(0.0, 0.1)

    answers = [repainter.area(0.04 * number, 0.1) is not None for number in range(1, 7)]

    assert answers == [False, False, True, False, False, True]


def test_what_changed_otherwise_is_painted_too() -> None:
    repainter = Repainter(changes_of(FILLS, two_squares()))
    repainter.area(0.0, 0.1)

    assert repainter.area(0.0, 0.1, also=[0]) == Frame(0.0, 0.0, 1.0, 1.0)


def test_after_forgetting_everything_is_painted() -> None:
    repainter = Repainter(changes_of(FILLS, two_squares()))
    repainter.area(1.0, 0.1)
    repainter.forget()

    area = repainter.area(1.0, 0.1)

    assert area is not None
    assert (area.left, area.right) == (0.0, 6.0)


def test_what_reaches_into_a_frame_is_seen() -> None:
    changes = changes_of(FILLS, two_squares())

    assert changes.seen_in(Frame(0.5, 0.5, 0.6, 0.6), 0.0).tolist() == [True, False]
    assert changes.seen_in(Frame(6.5, 0.0, 9.0, 1.0), 1.0).tolist() == [False, False]
    assert changes.seen_in(Frame(6.5, 0.0, 9.0, 1.0), 1.5).tolist() == [False, True]


@pytest.mark.parametrize("count", [1, 6])
def test_one_moment_alone_never_changes(count: int) -> None:
    still = np.broadcast_to(two_squares(1), (count, 8, 2))
    repainter = Repainter(changes_of(FILLS, still))
    repainter.area(0.0, 0.1)

    assert repainter.area(count - 1.0, 0.1) is None


@given(st.lists(st.floats(0.0, 6.0), min_size=2, max_size=12), st.integers(0, 1000))
def test_whatever_moved_visibly_lies_in_what_was_painted(positions: list[float], seed: int) -> None:
    vertices = np.random.default_rng(seed).normal(size=(7, 8, 2))
    changes = changes_of(FILLS, vertices)
    repainter = Repainter(changes)
    shown: dict[Fill, tuple[float, np.ndarray]] = {}
    for position in positions:
        area = repainter.area(position, 0.05)
        below = min(int(position), 5)
        now = vertices[below] + (position - below) * (vertices[below + 1] - vertices[below])
        for fill, way in zip(FILLS, changes.travelled(position).tolist(), strict=True):
            points = now[fill.start : fill.stop]
            known, before = shown.get(fill, (np.inf, points))
            if abs(way - known) <= 0.05:
                assert np.hypot(*(points - before).T).max() < 0.05 + 1e-9
                continue
            both = np.concatenate([points, before])
            assert area is not None
            assert area.left <= both[:, 0].min() + 1e-9
            assert area.right >= both[:, 0].max() - 1e-9
            assert area.top <= both[:, 1].min() + 1e-9
            assert area.bottom >= both[:, 1].max() - 1e-9
            shown[fill] = way, points
