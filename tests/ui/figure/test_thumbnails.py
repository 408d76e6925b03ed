"""Thumbnails: nothing at first, then the exercise, and never the same twice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from backrehab_desktop.app.motions import MotionLibrary
from backrehab_desktop.ui.figure.thumbnails import ThumbnailProvider
from backrehab_desktop.ui.theme.tokens import load_theme

SIZE = QSize(86, 60)
LIGHT, DARK = load_theme("light"), load_theme("dark")


@pytest.fixture
def provider(qtbot: QtBot) -> Iterator[ThumbnailProvider]:
    motions = MotionLibrary()
    provider = ThumbnailProvider(motions)
    yield provider
    provider.close()
    motions.close()


def test_a_picture_comes_after_it_was_asked_for(qtbot: QtBot, provider: ThumbnailProvider) -> None:
    with qtbot.waitSignal(provider.thumbnail_ready) as ready:
        assert provider.request("bridge", SIZE, LIGHT) is None

    picture = provider.request("bridge", SIZE, LIGHT)
    assert ready.args == ["bridge"]
    assert picture is not None
    assert picture.deviceIndependentSize().toSize() == SIZE


def test_the_picture_shows_the_figure_in_the_theme(
    qtbot: QtBot, provider: ThumbnailProvider
) -> None:
    with qtbot.waitSignal(provider.thumbnail_ready):
        provider.request("bridge", SIZE, DARK)
    picture = provider.request("bridge", SIZE, DARK)
    assert picture is not None
    image = picture.toImage()
    colors = {image.pixelColor(x, y).name() for x in range(86) for y in range(60)}

    assert {QColor(DARK.color("stage")).name(), QColor(DARK.figure("mat")).name()} <= colors
    assert QColor(DARK.color("work")).name() in colors


def test_it_is_painted_once_however_often_it_is_asked_for(
    qtbot: QtBot, provider: ThumbnailProvider
) -> None:
    told: list[str] = []
    provider.thumbnail_ready.connect(told.append)
    for _ in range(5):
        provider.request("bridge", SIZE, LIGHT)
    qtbot.waitUntil(lambda: bool(told))
    first = provider.request("bridge", SIZE, LIGHT)
    second = provider.request("bridge", SIZE, LIGHT)

    assert told == ["bridge"]
    assert first is not None
    assert second is not None
    assert first.cacheKey() == second.cacheKey()


def test_sizes_and_themes_have_their_own_picture(qtbot: QtBot, provider: ThumbnailProvider) -> None:
    orders = [(SIZE, LIGHT), (SIZE, DARK), (QSize(200, 120), LIGHT)]
    for size, theme in orders:
        provider.request("pelvic-tilt", size, theme)

    def all_there() -> bool:
        return all(provider.request("pelvic-tilt", *order) for order in orders)

    qtbot.waitUntil(all_there)
    keys = {
        picture.cacheKey()
        for order in orders
        if (picture := provider.request("pelvic-tilt", *order))
    }
    assert len(keys) == 3


def test_an_exercise_without_motion_stays_without_picture(
    qtbot: QtBot, provider: ThumbnailProvider
) -> None:
    with qtbot.waitSignal(provider._motions.motion_failed):
        provider.request("no-such-exercise", SIZE, LIGHT)

    assert provider.request("no-such-exercise", SIZE, LIGHT) is None


def test_an_empty_size_asks_for_nothing(provider: ThumbnailProvider) -> None:
    assert provider.request("bridge", QSize(0, 60), LIGHT) is None
