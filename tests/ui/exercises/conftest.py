"""A page on the screen, with a thumbnail provider and a motion library that answer at will."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

import backrehab_desktop.resources_rc  # noqa: F401 - the icons
from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
from backrehab_desktop.catalogue.routines import load_routine
from backrehab_desktop.core.avoid import AvoidedMovement
from backrehab_desktop.core.exercise import Entry, Exercise, Side
from backrehab_desktop.ui.exercises.avoid_list import AvoidList
from backrehab_desktop.ui.exercises.card_grid import CardGrid
from backrehab_desktop.ui.exercises.exercises_page import ExercisesPage
from backrehab_desktop.ui.exercises.filter_bar import FilterBar
from backrehab_desktop.ui.exercises.filter_panel import FilterPanel
from backrehab_desktop.ui.theme.tokens import Theme, load_theme

PLANNED = {"single-knee-to-chest", "bridge"}


class Thumbnails(QObject):
    """Gives a picture once it has been finished."""

    thumbnail_ready = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.sizes: set[tuple[int, int]] = set()
        self._finished: set[str] = set()

    def request(self, exercise_id: str, size: QSize, theme: Theme) -> QPixmap | None:
        self.asked.append(exercise_id)
        self.sizes.add((size.width(), size.height()))
        if exercise_id not in self._finished:
            return None
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.red)
        return picture

    def finish(self, exercise_id: str) -> None:
        self._finished.add(exercise_id)
        self.thumbnail_ready.emit(exercise_id)


class Motions(QObject):
    """Remembers what was asked for; answers when told."""

    motion_ready = Signal(str, object)
    motion_failed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[str, Side]] = []

    def request(self, exercise_id: str, side: Side) -> None:
        self.asked.append((exercise_id, side))


class Motion:
    """Enough of a motion for the page to choose by."""

    def __init__(self, exercise_id: str, side: Side = Side.RIGHT) -> None:
        self.id = exercise_id
        self.side = side
        self.lead = ""


class Stage(QWidget):
    """As small as it has to be."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


class Preview(QWidget):
    """Keeps the motion it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.motion: Motion | None = None
        self.other_side: Motion | None = None
        self.controls = 116
        """Height of what stands below the figure."""
        self.view = Stage(self)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def minimumSizeHint(self) -> QSize:
        return QSize(300, self.controls)

    def set_motion(self, motion: Motion | None) -> None:
        self.motion = motion

    def set_other_side(self, motion: Motion) -> None:
        self.other_side = motion


class Bench:
    """The page and the parts the test holds in its hands."""

    def __init__(
        self, qtbot: QtBot, entries: Sequence[Entry], avoided: Sequence[AvoidedMovement]
    ) -> None:
        self._qtbot = qtbot
        self.thumbnails = Thumbnails()
        self.motions = Motions()
        self.preview = Preview()
        self.tried: list[str] = []
        self.timed: list[str] = []
        self.logged: list[str] = []
        planned = {
            e.id: e.start_dose for e in entries if isinstance(e, Exercise) and e.id in PLANNED
        }
        self.page = ExercisesPage(
            load_theme("light"),
            entries,
            avoided,
            planned,
            self.motions,  # type: ignore[arg-type]
            self.thumbnails,  # type: ignore[arg-type]
            self.preview,  # type: ignore[arg-type]
        )

    @property
    def grid(self) -> CardGrid:
        return self.page.library.grid

    @property
    def bar(self) -> FilterBar:
        return self.page.library.filter_bar

    @property
    def panel(self) -> FilterPanel:
        """The further filters, which have been opened."""
        panel = self.page.library.filter_panel
        assert panel is not None
        return panel

    @property
    def avoid_list(self) -> AvoidList:
        """The movements to avoid, which have been opened."""
        avoid_list = self.page.library.avoid_list
        assert avoid_list is not None
        return avoid_list

    def names(self) -> list[str]:
        """The cards on show, in order."""
        model = self.grid.model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]

    def current(self) -> str:
        """The name of the current card."""
        entry = self.grid.current_entry()
        return entry.name if entry else ""

    def shown(self) -> str:
        """The name of the entry in the detail, once it has followed the current card."""
        current = self.grid.current_entry()
        if current is not None:
            self._qtbot.waitUntil(lambda: self.page.detail.entry is current)
        entry = self.page.detail.entry
        return entry.name if entry else ""


@pytest.fixture
def make_bench(qtbot: QtBot) -> Callable[..., Bench]:
    def make(
        width: int = 1192,
        height: int = 800,
        entries: Sequence[Entry] | None = None,
        *,
        avoided: Sequence[AvoidedMovement] = (),
        can_try: bool = True,
    ) -> Bench:
        if entries is None:
            catalogue = ExerciseCatalogue()
            routine = load_routine("starter", catalogue)
            entries = [catalogue.get(item.exercise_id) for item in routine.items]
        bench = Bench(qtbot, entries, avoided)
        qtbot.addWidget(bench.page)
        bench.page.resize(width, height)
        if can_try:
            bench.page.try_requested.connect(bench.tried.append)
            bench.page.activity_requested.connect(bench.timed.append)
            bench.page.minutes_requested.connect(bench.logged.append)
        with qtbot.waitActive(bench.page):
            bench.page.show()
            bench.page.activateWindow()
        return bench

    return make


@pytest.fixture
def bench(make_bench: Callable[..., Bench]) -> Bench:
    return make_bench()
