from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from backrehab_desktop.ui.theme.tokens import Theme
from backrehab_desktop.ui.widgets.repetition_track import RepetitionTrack, TrackGroup, TrackState
from backrehab_desktop.ui.widgets.segments import SegmentBar

STATE = TrackState(
    groups=(TrackGroup("Set 1", 4), TrackGroup("Set 2", 4)),
    current=0,
    filled=(2.5, 0.0),
    color="work",
    words=(("Set 1", True), ("repetition", False), ("3 of 4", True)),
)


@pytest.fixture
def track(qtbot: QtBot, theme: Theme) -> RepetitionTrack:
    track = RepetitionTrack(theme)
    qtbot.addWidget(track)
    track.resize(424, track.sizeHint().height())  # two groups of 200 and a gap of 24
    return track


def colour(image: QImage, x: float) -> str:
    return image.pixelColor(round(x), 6).name()


def test_pills_fill_one_after_the_other(track: RepetitionTrack, theme: Theme) -> None:
    track.show_state(STATE)
    image = track.grab().toImage()
    work, empty = theme.color("work").lower(), theme.color("track").lower()
    pill = (200 - 18) / 4 + 6
    assert [colour(image, pill * n + 20) for n in (0, 1)] == [work] * 2
    assert colour(image, pill * 2 + 8) == work
    assert colour(image, pill * 2 + 38) == empty
    assert colour(image, pill * 3 + 20) == empty
    assert colour(image, 224 + 20) == empty


def test_sides_in_turns_fill_both_groups(track: RepetitionTrack, theme: Theme) -> None:
    track.show_state(replace(STATE, filled=(2.0, 1.5), current=1))
    image = track.grab().toImage()
    assert colour(image, 20) == colour(image, 224 + 20) == theme.color("work").lower()


def test_it_says_where_you_are(track: RepetitionTrack) -> None:
    track.show_state(STATE)
    assert track.accessibleDescription() == "Set 1 repetition 3 of 4"
    assert (track.value(), track.maximum()) == (2, 4)


def test_many_groups_show_those_around_the_current_one(
    track: RepetitionTrack, theme: Theme
) -> None:
    groups = tuple(TrackGroup(f"Set {n}", 3) for n in range(1, 7))
    track.show_state(
        TrackState(groups, 5, (3.0,) * 5 + (0.0,), "work", (("Set 6", True),)),
    )
    image = track.grab().toImage()
    assert colour(image, 10) == theme.color("work").lower()
    assert colour(image, 420) == theme.color("track").lower()


def test_long_words_stay_inside(track: RepetitionTrack) -> None:
    track.resize(160, track.height())
    words = (("Set 1, right leg and more words than fit", True), ("repetition", False))
    track.show_state(replace(STATE, words=words))
    assert not track.grab().isNull()


def test_the_bars_of_the_day_count_what_is_done(qtbot: QtBot, theme: Theme) -> None:
    bar = SegmentBar(theme)
    qtbot.addWidget(bar)
    bar.show_parts([1.0, 0.5, 0.0])
    assert (bar.value(), bar.maximum()) == (1, 3)
    bar.resize(312, 8)
    image = bar.grab().toImage()
    assert image.pixelColor(50, 4).name() == theme.color("accent").lower()
    assert image.pixelColor(200, 4).name() == theme.color("track").lower()
