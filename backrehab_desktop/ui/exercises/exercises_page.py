"""The Exercises page: the library as a grid of cards beside one exercise in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMetaMethod, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from backrehab_desktop.core.exercise import Side
from backrehab_desktop.core.search import EntryIndex
from backrehab_desktop.core.wording import counted
from backrehab_desktop.ui.exercises.card_delegate import CARD_GAP
from backrehab_desktop.ui.exercises.card_grid import CardGrid
from backrehab_desktop.ui.exercises.detail_panel import QWIDGETSIZE_MAX, DetailPanel
from backrehab_desktop.ui.exercises.empty_state import EmptyState
from backrehab_desktop.ui.exercises.exercise_model import ExerciseModel
from backrehab_desktop.ui.exercises.filter_bar import FOCUS_ROOM, FilterBar
from backrehab_desktop.ui.widgets.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from backrehab_desktop.app.motions import MotionLibrary
    from backrehab_desktop.core.exercise import Dose, Exercise
    from backrehab_desktop.core.figure.motion import Motion
    from backrehab_desktop.ui.figure.preview_panel import FigurePreviewPanel
    from backrehab_desktop.ui.figure.thumbnails import ThumbnailProvider
    from backrehab_desktop.ui.theme.tokens import Theme

_ALONE_BELOW = 960
"""Page width in logical pixels under which grid and detail take turns."""
_DETAIL_SHARE = 0.3
_DETAIL_WIDEST = 560


class ExercisesPage(QWidget):
    """Finds an exercise by name, body part, category or position, and shows it.

    On a narrow page the detail replaces the grid until the user goes back.
    """

    try_requested = Signal(str)
    """The user wants to do just this exercise now."""

    def __init__(
        self,
        theme: Theme,
        exercises: Sequence[Exercise],
        planned: Mapping[str, Dose],
        motions: MotionLibrary,
        thumbnails: ThumbnailProvider,
        preview: FigurePreviewPanel,
    ) -> None:
        """Show ``exercises`` in their order; ``planned`` holds the dose of those in the plan."""
        super().__init__()
        self._theme = theme
        self._exercises = {exercise.id: exercise for exercise in exercises}
        self._index = EntryIndex(exercises)
        self._planned = dict(planned)
        self._motions = motions
        self._preview = preview
        self._alone = False
        self._detail_open = False

        self.filter_bar = FilterBar(theme, exercises)
        self._model = ExerciseModel(self)
        self._model.set_planned(self._planned)
        self.grid = CardGrid(self._model, thumbnails, theme)
        self.empty_state = EmptyState(theme)
        self.detail = DetailPanel(theme, preview)
        self._count = Prose(theme, "small", tone="muted", wraps=False)
        self._library = self._build_library()
        self._compose()
        self._connect()
        self._apply_filter()

    @property
    def count_text(self) -> str:
        """How many exercises are on show, in words."""
        return self._count.text()

    @property
    def is_detail_alone(self) -> bool:
        """Whether the detail has taken the place of the grid."""
        return self._alone and self._detail_open

    def set_theme(self, theme: Theme) -> None:
        """Build new words in this theme; the parts hear of it themselves."""
        self._theme = theme

    def set_planned(self, planned: Mapping[str, Dose]) -> None:
        """Take over the plan: marks and doses change at once."""
        if planned == self._planned:
            return
        self._planned = dict(planned)
        self._model.set_planned(self._planned)
        if self.detail.exercise is not None:
            self._show_exercise(self.detail.exercise.id)

    def open_exercise(self, exercise_id: str) -> None:
        """Show this exercise in full, whatever is filtered.

        Raises:
            KeyError: it is not in the library.
        """
        if not self.grid.choose(exercise_id):
            self.filter_bar.clear()
            self.grid.choose(exercise_id)
        self._show_if_other(exercise_id)
        self._open_detail(self.detail.reading_area)

    def showEvent(self, event: QShowEvent) -> None:
        """Offer to try an exercise only if somebody listens."""
        super().showEvent(event)
        listened = self.isSignalConnected(QMetaMethod.fromSignal(self.try_requested))
        self.detail.offer_to_try(listened)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Change between two columns and two views."""
        super().resizeEvent(event)
        self._alone = self.width() < _ALONE_BELOW
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leads back from the detail to the grid."""
        if event.key() == Qt.Key.Key_Escape and self.is_detail_alone:
            self._close_detail(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)

    def _build_library(self) -> QWidget:
        theme = self._theme
        edge, half = theme.space("xxl"), CARD_GAP // 2
        right = theme.space("xl") + theme.space("xs")  # the scroll bar stands in what is left
        title = Prose(theme, "title", wraps=False)
        title.set_text("Exercises")
        head = QHBoxLayout()
        head.setContentsMargins(edge, 0, right, 0)
        head.addWidget(title, 1, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignBottom)
        bar = QHBoxLayout()
        bar.setContentsMargins(edge - FOCUS_ROOM, 0, right - FOCUS_ROOM, 0)
        bar.addWidget(self.filter_bar)
        # The grid keeps half a gap free around each card, for the focus ring.
        self._cards = QWidget()
        cards = QVBoxLayout(self._cards)
        cards.setContentsMargins(edge - half, 0, theme.space("xs"), 0)
        cards.addWidget(self.grid)
        self._nothing = QWidget()
        nothing = QVBoxLayout(self._nothing)
        nothing.setContentsMargins(edge, half, right, 0)
        nothing.addWidget(self.empty_state)
        nothing.addStretch(1)
        library = QWidget()
        column = QVBoxLayout(library)
        column.setContentsMargins(0, theme.space("xl") + 5, 0, 0)
        column.setSpacing(theme.space("md") - FOCUS_ROOM)
        column.addLayout(head)
        column.addLayout(bar)
        column.addWidget(self._cards, 1)
        column.addWidget(self._nothing, 1)
        return library

    def _compose(self) -> None:
        self._line = QWidget()
        self._line.setFixedWidth(1)
        self._line.setProperty("kind", "line")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._library, 1)
        row.addWidget(self._line)
        row.addWidget(self.detail)

    def _connect(self) -> None:
        self.filter_bar.filter_changed.connect(self._apply_filter)
        self.filter_bar.search_box.left_downward.connect(self._enter_grid)
        self.filter_bar.search_box.accepted.connect(self._open_first)
        self.empty_state.clear_requested.connect(self._clear_filter)
        self.grid.exercise_chosen.connect(self._show_exercise)
        self.grid.exercise_opened.connect(self._open_chosen)
        self.grid.exercise_entered.connect(self._enter_detail)
        self.detail.try_requested.connect(self.try_requested)
        self.detail.exercise_requested.connect(self.open_exercise)
        self.detail.closed.connect(lambda: self._close_detail())
        self._motions.motion_ready.connect(self._take_motion)
        for sequence in (QKeySequence.StandardKey.Find, QKeySequence(Qt.Key.Key_Slash)):
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._go_to_search)

    def _apply_filter(self) -> None:
        wanted = self.filter_bar.filter
        shown = [e for e in self._index.find(wanted.query) if wanted.admits(e)]
        before = self.detail.exercise
        self._model.set_exercises(shown)
        if before is None or not self.grid.choose(before.id):
            self.grid.choose_first()
        self._cards.setVisible(bool(shown))
        self._nothing.setVisible(not shown)
        self.empty_state.set_filter(wanted)
        total = counted(len(self._exercises), "exercise")
        self._count.set_text(total if wanted.is_empty else f"{len(shown)} of {total}")

    def _show_exercise(self, exercise_id: str) -> None:
        exercise = self._exercises[exercise_id]
        before = self.detail.exercise
        self.detail.set_exercise(
            exercise, self._planned.get(exercise_id), self._neighbours(exercise)
        )
        if before is None or before.id != exercise_id:
            self._preview.set_motion(None)
            self._motions.request(exercise_id, Side.RIGHT)

    def _neighbours(self, exercise: Exercise) -> list[tuple[str, Exercise]]:
        pairs = (("Easier", exercise.easier_id), ("Harder", exercise.harder_id))
        return [(label, self._exercises[id_]) for label, id_ in pairs if id_ in self._exercises]

    def _take_motion(self, exercise_id: str, motion: Motion) -> None:
        shown = self.detail.exercise
        if shown is None or shown.id != exercise_id:
            return
        if motion.side is Side.LEFT:
            self._preview.set_other_side(motion)
            return
        self._preview.set_motion(motion)
        if motion.lead:
            self._motions.request(exercise_id, Side.LEFT)

    def _arrange(
        self,
        focus: QWidget | None = None,
        reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason,
    ) -> None:
        alone = self._alone
        self.detail.set_alone(alone)
        width = max(self._theme.size("library_detail"), int(self.width() * _DETAIL_SHARE))
        width = min(width, _DETAIL_WIDEST)
        self.detail.setMinimumWidth(0 if alone else width)
        self.detail.setMaximumWidth(QWIDGETSIZE_MAX if alone else width)
        self._line.setVisible(not alone)
        shows_detail = not alone or self._detail_open
        shows_library = not alone or not self._detail_open
        (self.detail if shows_detail else self._library).show()
        # Before its owner is hidden: else Qt passes the focus on to some neighbour.
        if focus is not None:
            focus.setFocus(reason)
        self.detail.setVisible(shows_detail)
        self._library.setVisible(shows_library)

    def _open_chosen(self, exercise_id: str) -> None:
        self._show_if_other(exercise_id)
        self._open_detail(self.detail.back_button if self._alone else None)

    def _enter_detail(self, exercise_id: str) -> None:
        self._show_if_other(exercise_id)
        # Qt shows a focus that Tab or a shortcut brought; Enter is the keyboard too.
        self._open_detail(self.detail.first_action, Qt.FocusReason.ShortcutFocusReason)

    def _show_if_other(self, exercise_id: str) -> None:
        shown = self.detail.exercise
        if shown is None or shown.id != exercise_id:
            self._show_exercise(exercise_id)

    def _open_detail(
        self, focus: QWidget | None, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason
    ) -> None:
        self._detail_open = True
        self._arrange(focus, reason)

    def _close_detail(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        self._detail_open = False
        self._arrange(self.grid, reason)

    def _enter_grid(self) -> None:
        self.grid.setFocus(Qt.FocusReason.TabFocusReason)

    def _open_first(self) -> None:
        exercise = self.grid.current_exercise()
        if exercise is not None:
            self._enter_detail(exercise.id)

    def _clear_filter(self) -> None:
        self.filter_bar.clear()
        self._go_to_search()

    def _go_to_search(self) -> None:
        if self.is_detail_alone:
            self._close_detail()
        self.filter_bar.search_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter_bar.search_box.selectAll()
