"""The figure of an earlier start: shown at once, and only where it would look just so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from backrehab_desktop.app.jobs import JobThread, Rank
from backrehab_desktop.catalogue.motions import load_motion
from backrehab_desktop.core.figure.timeline import Part
from backrehab_desktop.ui.figure.figure_view import FigureView
from backrehab_desktop.ui.figure.kept_figure import KeptFigure
from backrehab_desktop.ui.figure.kept_pictures import KeptPictures
from backrehab_desktop.ui.theme.tokens import load_theme

SIZE = QSize(400, 260)
LIGHT, DARK = load_theme("light"), load_theme("dark")


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[JobThread]:
    thread = JobThread("figures")
    yield thread
    thread.close()


@pytest.fixture
def figure(qtbot: QtBot, jobs: JobThread) -> FigureView:
    """The hold of the bridge, as the start of the day shows it."""
    view = FigureView(jobs)
    qtbot.addWidget(view)
    view.resize(SIZE)
    motion = load_motion("bridge")
    with qtbot.waitSignal(view.appeared):
        view.set_motion(motion)
        view.set_direction(Part.HOLD)
        view.set_sample(motion.timeline.sample(Part.HOLD, 0.0))
    return view


@pytest.fixture
def kept(tmp_path: Path) -> KeptPictures:
    return KeptPictures(tmp_path)


def keep(qtbot: QtBot, kept: KeptPictures, figure: FigureView, jobs: JobThread, of: str) -> None:
    holder = KeptFigure(kept, of, LIGHT)
    qtbot.addWidget(holder)
    holder.keep(figure, jobs)
    done: list[None] = []
    jobs.submit(Rank.KEPT, lambda: None, done.append)
    qtbot.waitUntil(lambda: bool(done))


def shown(qtbot: QtBot, kept: KeptPictures, exercise_id: str = "bridge") -> KeptFigure:
    widget = KeptFigure(kept, exercise_id, LIGHT)
    qtbot.addWidget(widget)
    widget.resize(SIZE)
    return widget


def picture(widget: FigureView | KeptFigure) -> QImage:
    return widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def test_it_looks_as_the_figure_does(
    qtbot: QtBot, kept: KeptPictures, figure: FigureView, jobs: JobThread
) -> None:
    keep(qtbot, kept, figure, jobs, "bridge")

    widget = shown(qtbot, kept)

    assert widget.is_found
    assert picture(widget) == picture(figure)


def test_nothing_is_shown_where_nothing_was_kept(qtbot: QtBot, kept: KeptPictures) -> None:
    assert not shown(qtbot, kept).is_found


def test_another_size_theme_or_exercise_finds_nothing(
    qtbot: QtBot, kept: KeptPictures, figure: FigureView, jobs: JobThread
) -> None:
    keep(qtbot, kept, figure, jobs, "bridge")
    larger, dark, other = (shown(qtbot, kept) for _ in range(3))
    larger.resize(SIZE + QSize(1, 0))
    dark.set_theme(DARK)
    other.set_exercise("clamshell")

    assert [widget.is_found for widget in (larger, dark, other)] == [False] * 3


def test_what_the_figure_shows_is_never_kept_as_something_else(
    qtbot: QtBot, kept: KeptPictures, figure: FigureView, jobs: JobThread
) -> None:
    keep(qtbot, kept, figure, jobs, "clamshell")
    figure.turn(20, 0)
    keep(qtbot, kept, figure, jobs, "bridge")
    figure.turn_home()
    figure.set_theme(DARK)
    qtbot.waitUntil(lambda: figure.is_prepared)
    keep(qtbot, kept, figure, jobs, "bridge")
    dark = shown(qtbot, kept)
    dark.set_theme(DARK)

    assert not shown(qtbot, kept, "clamshell").is_found
    assert not shown(qtbot, kept).is_found
    assert dark.is_found
    assert picture(dark) == picture(figure)


def test_a_damaged_picture_is_not_shown(
    qtbot: QtBot, kept: KeptPictures, figure: FigureView, jobs: JobThread, tmp_path: Path
) -> None:
    keep(qtbot, kept, figure, jobs, "bridge")
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:-100])

    assert not shown(qtbot, kept).is_found
