from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QAccessible, QColor, QImage
from pytestqt.qtbot import QtBot

from backrehab_desktop.ui.theme.tokens import Theme
from backrehab_desktop.ui.widgets.hold_ring import HoldRing, RingState, RingStyle

HOLD = RingState(RingStyle.SOLID, "work", 0.75, "4", "of 5 seconds", widest="5")


@pytest.fixture
def ring(qtbot: QtBot, theme: Theme) -> HoldRing:
    ring = HoldRing(theme)
    qtbot.addWidget(ring)
    return ring


def picture(ring: HoldRing, state: RingState) -> QImage:
    ring.show_state(state)
    return ring.grab().toImage()


def at_clock(image: QImage, hour: float, inset: int = 8) -> str:
    """The colour on the ring where a clock's hand would point."""
    from math import cos, pi, sin

    radius = image.width() / 2 - inset
    angle = hour / 12 * 2 * pi
    x = image.width() / 2 + radius * sin(angle)
    y = image.height() / 2 - radius * cos(angle)
    return image.pixelColor(int(x), int(y)).name()


def ink(image: QImage, color: str) -> list[tuple[int, int]]:
    wanted = QColor(color)
    return [
        (x, y)
        for y in range(image.height())
        for x in range(image.width())
        if image.pixelColor(x, y) == wanted
    ]


def test_it_empties_from_twelve_o_clock(ring: HoldRing, theme: Theme) -> None:
    image = picture(ring, HOLD)
    work, track = theme.color("work").lower(), theme.color("track").lower()
    assert [at_clock(image, hour) for hour in (1, 3, 6, 8)] == [work] * 4
    assert [at_clock(image, hour) for hour in (10, 11)] == [track] * 2


def test_paused_keeps_its_place_in_grey(ring: HoldRing, theme: Theme) -> None:
    image = picture(ring, replace(HOLD, paused=True))
    grey, track = theme.color("ready").lower(), theme.color("track").lower()
    assert [at_clock(image, hour) for hour in (1, 3, 6, 8)] == [grey] * 4
    assert at_clock(image, 10.5) == track
    assert ring.accessibleDescription() == "4 paused"


def test_get_ready_is_dashed_and_rest_is_thin(ring: HoldRing, theme: Theme) -> None:
    ready = picture(ring, RingState(RingStyle.DASHED, "ready", 1.0, "5", "get ready"))
    around = {at_clock(ready, hour / 20) for hour in range(240)}
    assert {theme.color("ready").lower(), theme.color("track").lower()} <= around
    rest = picture(ring, RingState(RingStyle.THIN, "accent", 1.0, "5", "rest"))
    assert at_clock(rest, 3, inset=3) == theme.color("accent").lower()
    assert at_clock(rest, 3, inset=11) != theme.color("accent").lower()


@pytest.mark.parametrize("digits", ["1", "8", "42", "120"])
def test_digits_fill_55_percent_of_the_inner_width_or_the_height_and_no_more(
    ring: HoldRing, theme: Theme, digits: str
) -> None:
    image = picture(ring, replace(HOLD, digits=digits, widest="8" * len(digits), caption=""))
    places = ink(image, theme.color("text"))
    width = max(x for x, _ in places) - min(x for x, _ in places) + 1
    height = max(y for _, y in places) - min(y for _, y in places) + 1
    inner = ring.sizeHint().width() - 2 * theme.stroke("ring")
    assert width <= inner * 0.55 + 1
    assert height >= inner * (0.4 if len(digits) == 1 else 0.18)


def test_digits_can_be_read_at_three_metres(ring: HoldRing, theme: Theme) -> None:
    """A digit subtends at least 0.3 degrees (18 arc minutes) on a 96 dpi screen."""
    image = picture(ring, replace(HOLD, digits="30", widest="30", caption=""))
    places = ink(image, theme.color("text"))
    height_px = max(y for _, y in places) - min(y for _, y in places) + 1
    height_mm = height_px / 96 * 25.4
    assert height_mm / 3000 * 57.3 >= 0.25


def test_the_size_of_the_digits_does_not_jump_within_a_phase(ring: HoldRing, theme: Theme) -> None:
    heights = []
    for digits in ("10", "8"):
        places = ink(
            picture(ring, replace(HOLD, digits=digits, widest="10", caption="")),
            theme.color("text"),
        )
        heights.append(max(y for _, y in places) - min(y for _, y in places))
    assert abs(heights[0] - heights[1]) <= 2


def test_the_last_seconds_light_the_disc_up(ring: HoldRing, theme: Theme) -> None:
    calm = picture(ring, HOLD)
    lit = picture(ring, replace(HOLD, last_seconds=True))
    soft = theme.color("work_soft").lower()
    assert at_clock(calm, 9, inset=40) != soft
    assert at_clock(lit, 9, inset=40) == soft


def test_a_change_that_cannot_be_seen_does_not_paint(ring: HoldRing, qtbot: QtBot) -> None:
    ring.show_state(HOLD)
    ring.show_state(replace(HOLD, fraction_left=0.75001))
    assert ring.state.fraction_left == 0.75
    ring.show_state(replace(HOLD, fraction_left=0.74))
    assert ring.state.fraction_left == 0.74


def test_it_tells_its_seconds_to_assistive_technology(ring: HoldRing) -> None:
    ring.show_state(HOLD)
    interface = QAccessible.queryAccessibleInterface(ring)
    assert interface.role() is QAccessible.Role.ProgressBar
    assert interface.text(QAccessible.Text.Name) == "Timer"
    assert interface.valueInterface().currentValue() == 4
    assert ring.accessibleDescription() == "4 of 5 seconds"


def alike(one: QColor, other: QColor) -> bool:
    """The same colour; Qt divides an arc into other curves at each quarter, so its edge moves
    by a tenth of a pixel, which the next whole second paints anew."""
    return max(abs(a - b) for a, b in zip(one.getRgb(), other.getRgb(), strict=True)) <= 70


@pytest.mark.parametrize("style", [RingStyle.SOLID, RingStyle.THIN])
@pytest.mark.parametrize(("one", "other"), [(1.0, 0.97), (0.5, 0.52), (0.26, 0.24), (0.04, 0.0)])
def test_a_short_step_changes_no_pixel_outside_of_what_is_painted_anew(
    qtbot: QtBot, theme: Theme, style: RingStyle, one: float, other: float
) -> None:
    ring = HoldRing(theme)
    qtbot.addWidget(ring)
    ring.set_diameter(448)
    ring.resize(448, 448)
    pictures = []
    for share in (one, other):
        ring.show_state(RingState(style, "work", share, "5", ""))
        pictures.append(ring.grab().toImage())
    area = ring._arc_between(one, other)
    assert area.width() * area.height() < 448 * 448 / 10
    before, after = pictures
    assert before != after
    assert all(
        area.contains(x, y) or alike(before.pixelColor(x, y), after.pixelColor(x, y))
        for x in range(0, 448, 2)
        for y in range(0, 448, 2)
    )


def test_digits_alone_are_higher_and_stay_within_the_ring(qtbot: QtBot, theme: Theme) -> None:
    ring = HoldRing(theme)
    qtbot.addWidget(ring)
    ring.show_state(RingState(RingStyle.SOLID, "work", 0.5, "30", "of 30 seconds", widest="30"))
    with_caption = ring.digits_height
    ring.set_digits_alone(True)
    assert ring.digits_height > 1.2 * with_caption
    assert ring.digits_height < ring.diameter / 2


def test_a_breath_swells_behind_the_digits_but_not_with_reduced_motion(ring: HoldRing) -> None:
    soft = ring._theme.color("work_soft")
    small, large = (len(ink(picture(ring, replace(HOLD, breath=b)), soft)) for b in (0.2, 0.9))
    assert 0 < small < large
    ring.set_reduced_motion(True)
    assert not ink(picture(ring, replace(HOLD, breath=0.5)), soft)
