"""What is said when nothing fits."""

from __future__ import annotations

import pytest

from backrehab_desktop.core.exercise import Category, Position
from backrehab_desktop.core.library_filter import Filter, FilterPart
from backrehab_desktop.ui.exercises.empty_state import empty_text

ON_BACK = frozenset({Position.SUPINE})
WAY_OUT = ((FilterPart("Stretch", Filter()), 3),)


@pytest.mark.parametrize(
    ("wanted", "ways", "text"),
    [
        (Filter("zebra"), (), "Nothing fits “zebra”. Try a shorter word or a part of the body"),
        (
            Filter(" bridge ", Category.STRETCH),
            WAY_OUT,
            "Nothing fits “bridge” with “Stretch” together. Take away one of these:",
        ),
        (
            Filter("zebra", Category.STRETCH),
            (),
            "Nothing fits “zebra”, not even without “Stretch”. Try a shorter word.",
        ),
        (
            Filter("", Category.STRETCH, ON_BACK),
            WAY_OUT,
            "Nothing fits with “Stretch” and “On your back” together. Take away one of these:",
        ),
        (
            Filter("zebra", Category.STRETCH, ON_BACK),
            (),
            "Nothing fits “zebra” with “Stretch” and “On your back” together, even when",
        ),
    ],
)
def test_it_names_what_was_wanted_and_what_to_do(
    wanted: Filter, ways: tuple[tuple[FilterPart, int], ...], text: str
) -> None:
    assert empty_text(wanted, ways).startswith(text)
