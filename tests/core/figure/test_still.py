"""The band of what never moves: it may leave its place only if it passes nothing it meets."""

from __future__ import annotations

import numpy as np
import pytest

from backrehab_desktop.catalogue.motions import load_motion
from backrehab_desktop.core.exercise import Side
from backrehab_desktop.core.figure.picture import Fill
from backrehab_desktop.core.figure.scene import SceneBuilder
from backrehab_desktop.core.figure.still import BAND, find_band
from backrehab_desktop.core.figure.viewpoint import home_camera

SQUARE = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])


def squares(*places: float, moving: int) -> tuple[list[Fill], np.ndarray]:
    """Squares side by side over two moments, one of which moves a little."""
    one = np.concatenate([SQUARE + np.array([place, 0.0]) for place in places])
    fills = [Fill("near", 4 * index, 4 * index + 4) for index in range(len(places))]
    other = one.copy()
    other[4 * moving : 4 * moving + 4] += 0.01
    return fills, np.stack([one, other])


def test_what_is_clear_of_the_moving_part_is_brought_together() -> None:
    fills, vertices = squares(0.0, 2.0, 4.0, moving=1)

    band = find_band(fills, vertices, [(0, 1, 2)] * 2)

    assert band is not None
    assert band.fills == (0, 2)
    assert sorted(band.order[0]) == [BAND, 1]


def test_what_lies_under_the_moving_part_stays_under_it() -> None:
    fills, vertices = squares(0.0, 0.5, moving=1)

    band = find_band(fills, vertices, [(0, 1)] * 2)

    assert band is not None
    assert band.order == ((BAND, 1),) * 2


def test_a_moving_part_between_two_still_ones_keeps_them_apart() -> None:
    fills, vertices = squares(0.0, 0.2, 0.4, moving=1)

    band = find_band(fills, vertices, [(0, 1, 2)] * 2)

    assert band is not None
    assert len(band.fills) == 1
    left = ({0, 2} - set(band.fills)).pop()
    assert [index for index in band.order[0] if index >= 0] == sorted([left, 1])


def test_little_that_stands_still_is_no_band() -> None:
    fills, vertices = squares(0.0, 3.0, moving=1)

    assert find_band(fills, vertices * 0.1, [(0, 1)] * 2) is None


@pytest.mark.parametrize("exercise_id", ["bird-dog", "hamstring-stretch"])
@pytest.mark.parametrize("side", list(Side))
def test_no_order_changes_where_outlines_meet(exercise_id: str, side: Side) -> None:
    motion = load_motion(exercise_id, side)
    builder = SceneBuilder(motion, home_camera(motion))
    picture = builder.picture(range(0, builder.sample_count, 4))
    band = find_band(picture.fills, picture.vertices, picture.order)
    assert band is not None
    boxes = [picture.vertices[:, fill.start : fill.stop] for fill in picture.fills]
    low = np.array([box.min(axis=(0, 1)) for box in boxes])
    high = np.array([box.max(axis=(0, 1)) for box in boxes])

    for before, after in set(zip(picture.order, band.order, strict=True)):
        at = after.index(BAND)
        now = [*after[:at], *band.fills, *after[at + 1 :]]
        assert sorted(now) == sorted(before)
        place = {index: number for number, index in enumerate(now)}
        for number, first in enumerate(before):
            for second in before[number + 1 :]:
                meet = (low[first] < high[second]).all() and (low[second] < high[first]).all()
                assert place[first] < place[second] or not meet
