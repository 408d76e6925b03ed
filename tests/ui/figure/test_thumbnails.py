"""Thumbnails: nothing at first, then the exercise, and never the same twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from backrehab_desktop.app.jobs import JobThread
from backrehab_desktop.catalogue import motions
from backrehab_desktop.catalogue.motions import load_motion
from backrehab_desktop.ui.figure.kept_pictures import KeptPictures
from backrehab_desktop.ui.figure.still import draw_still, unpacked
from backrehab_desktop.ui.figure.thumbnails import ThumbnailProvider
from backrehab_desktop.ui.theme.tokens import load_theme

SIZE = QSize(86, 60)
LIGHT, DARK = load_theme("light"), load_theme("dark")


@pytest.fixture
def provider(qtbot: QtBot) -> Iterator[ThumbnailProvider]:
    jobs = JobThread("figures")
    yield ThumbnailProvider(jobs)
    jobs.close()


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
    provider.request("no-such-exercise", SIZE, LIGHT)
    qtbot.waitUntil(lambda: provider.is_idle)

    assert provider.request("no-such-exercise", SIZE, LIGHT) is None
    assert provider.is_idle


def test_an_empty_size_asks_for_nothing(provider: ThumbnailProvider) -> None:
    assert provider.request("bridge", QSize(0, 60), LIGHT) is None


def test_what_is_looked_at_now_comes_first(qtbot: QtBot, provider: ThumbnailProvider) -> None:
    told: list[str] = []
    provider.thumbnail_ready.connect(told.append)
    for exercise_id in ("bridge", "clamshell", "superman", "press-up"):
        provider.request(exercise_id, SIZE, LIGHT)
    QTest.qWait(0)
    for exercise_id in ("superman", "press-up"):
        provider.request(exercise_id, SIZE, LIGHT)
    qtbot.waitUntil(lambda: provider.is_idle)

    assert told == ["bridge", "superman", "press-up", "clamshell"]


def test_a_picture_of_an_earlier_start_needs_no_engine(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures = []
    for _ in range(2):
        jobs = JobThread("figures")
        provider = ThumbnailProvider(jobs, KeptPictures(tmp_path))
        with qtbot.waitSignal(provider.thumbnail_ready):
            provider.request("bridge", SIZE, LIGHT)
        picture = provider.request("bridge", SIZE, LIGHT)
        assert picture is not None
        pictures.append(picture.toImage())
        jobs.close()
        monkeypatch.setattr(motions, "load_motion", None)

    assert pictures[0] == pictures[1]


def test_what_is_drawn_ahead_only_has_to_be_painted(
    qtbot: QtBot, provider: ThumbnailProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    provider.draw_ahead(["bridge"])
    with qtbot.waitSignal(provider.thumbnail_ready):
        provider.request("superman", SIZE, LIGHT)
    monkeypatch.setattr(motions, "load_motion", None)
    with qtbot.waitSignal(provider.thumbnail_ready):
        provider.request("bridge", SIZE, DARK)

    assert provider.request("bridge", SIZE, DARK) is not None


def test_a_broken_drawing_is_none() -> None:
    whole = draw_still(load_motion("bridge")).packed()

    assert unpacked(whole) is not None
    for broken in (b"", b"{}", b"nonsense", whole[:-8], whole[10:], b"[]\n"):
        assert unpacked(broken) is None
