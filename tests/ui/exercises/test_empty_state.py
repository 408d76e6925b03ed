"""What is said when nothing fits."""

from __future__ import annotations

import pytest

from backrehab_desktop.core.exercise import Category, Position
from backrehab_desktop.ui.exercises.empty_state import empty_text
from backrehab_desktop.ui.exercises.filter_bar import Filter


@pytest.mark.parametrize(
    ("wanted", "start"),
    [
        (Filter("zebra"), "Nothing fits “zebra”. Try a shorter word"),
        (Filter(" zebra ", Category.STRETCH), "Nothing fits “zebra” in “Stretch”."),
        (
            Filter("", Category.STRETCH, Position.QUADRUPED),
            "No exercise is in “Stretch” and “On hands and knees”. Choose another filter",
        ),
    ],
)
def test_it_names_what_was_wanted_and_what_to_do(wanted: Filter, start: str) -> None:
    assert empty_text(wanted).startswith(start)


def test_a_filter_of_nothing_is_empty() -> None:
    assert Filter("  ").is_empty
    assert not Filter("a").is_empty
    assert not Filter(category=Category.STRETCH).is_empty
    assert not Filter(position=Position.PRONE).is_empty
