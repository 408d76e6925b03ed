"""One exercise of the library in full: the moving figure, the words, and a way to try it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from backrehab_desktop.ui.exercises.exercise_words import ExerciseWords
from backrehab_desktop.ui.exercises.reading_area import ReadingArea
from backrehab_desktop.ui.exercises.rounded_corners import RoundedCorners
from backrehab_desktop.ui.widgets.button import ActionButton, ButtonRole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from backrehab_desktop.core.exercise import Dose, Exercise
    from backrehab_desktop.ui.figure.preview_panel import FigurePreviewPanel
    from backrehab_desktop.ui.theme.tokens import Theme

_STAGE_RATIO = 0.58
"""Height of the figure's stage by its width: the thumbnails' shape and a little air."""
_STAGE_SHARE = 0.33
"""Of the panel's height at most, so that the words keep room in a low window."""
QWIDGETSIZE_MAX = 16_777_215


class DetailPanel(QFrame):
    """Shows one exercise, as a column beside the grid or as a view of its own."""

    try_requested = Signal(str)
    """The user wants to do just this exercise now."""
    exercise_requested = Signal(str)
    """The user followed a link to another exercise."""
    closed = Signal()
    """The user wants to go back to the grid."""

    def __init__(self, theme: Theme, preview: FigurePreviewPanel) -> None:
        """``preview`` is the figure with its controls; the page feeds it."""
        super().__init__()
        self._theme = theme
        self._exercise: Exercise | None = None
        self._alone = False
        self._is_try_offered = True
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._preview = preview
        self.back_button = ActionButton(
            theme, "All exercises", ButtonRole.QUIET, icon="chevron-left", key_hint="Esc"
        )
        self.reading_area = ReadingArea()
        self.reading_area.setAccessibleName("About the exercise")
        self.try_button = ActionButton(theme, "Try it now", ButtonRole.PRIMARY, icon="play")
        self._corners = RoundedCorners(theme, preview.view)
        self._line = QFrame()
        self._line.setProperty("kind", "line")
        self._line.setFixedHeight(1)
        self._grid = QGridLayout(self)
        self._grid.setHorizontalSpacing(theme.space("xl"))
        self._grid.setVerticalSpacing(theme.space("md"))
        self.back_button.clicked.connect(self.closed)
        self.try_button.clicked.connect(self._report_try)
        self._place()

    @property
    def exercise(self) -> Exercise | None:
        """The exercise on show."""
        return self._exercise

    @property
    def words(self) -> ExerciseWords | None:
        """The words on show."""
        words = self.reading_area.widget()
        return words if isinstance(words, ExerciseWords) else None

    @property
    def first_action(self) -> QWidget:
        """Where the keyboard lands: on the way to try it, or else on the words."""
        return self.try_button if self._is_try_offered else self.reading_area

    def set_theme(self, theme: Theme) -> None:
        """Build in this theme from now on; the parts hear of it themselves."""
        self._theme = theme

    def set_exercise(
        self,
        exercise: Exercise,
        planned_dose: Dose | None,
        neighbours: Sequence[tuple[str, Exercise]],
    ) -> None:
        """Show this exercise; ``neighbours`` are the labelled links to others."""
        self._exercise = exercise
        words = ExerciseWords(self._theme, exercise, planned_dose, neighbours)
        words.exercise_requested.connect(self.exercise_requested)
        self.reading_area.show_widget(words)
        self.try_button.setAccessibleName(f"Try {exercise.name} now")

    def offer_to_try(self, offered: bool) -> None:
        """Whether there is somebody to run an exercise when the button is pressed."""
        self._is_try_offered = offered
        self.try_button.setVisible(offered)
        self._line.setVisible(offered and not self._alone)

    def set_alone(self, alone: bool) -> None:
        """Whether the panel has the page for itself: two columns and a way back."""
        if alone != self._alone:
            self._alone = alone
            self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height between the figure and the words."""
        super().resizeEvent(event)
        self._share_height()

    def _share_height(self) -> None:
        """As a column: a stage of a lying figure's shape, and the rest for the words."""
        if self._alone:
            self._preview.setMinimumHeight(0)
            self._preview.setMaximumHeight(QWIDGETSIZE_MAX)
            return
        margins = self._grid.contentsMargins()
        width = self.width() - margins.left() - margins.right()
        stage = min(round(width * _STAGE_RATIO), round(self.height() * _STAGE_SHARE))
        preview = self._preview
        controls = preview.minimumSizeHint().height() - preview.view.minimumSizeHint().height()
        preview.setFixedHeight(controls + stage)

    def _place(self) -> None:
        parts = (self.back_button, self._preview, self.try_button, self.reading_area, self._line)
        for widget in parts:
            self._grid.removeWidget(widget)
        self._line.setVisible(self._is_try_offered and not self._alone)
        edge = self._theme.space("xl") + self._theme.space("xs")
        self.back_button.setVisible(self._alone)
        if self._alone:
            self._grid.setContentsMargins(edge, self._theme.space("sm"), edge, edge)
            self._grid.addWidget(self.back_button, 0, 0, Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(self._preview, 1, 0)
            self._grid.addWidget(self.try_button, 2, 0)
            self._grid.addWidget(self.reading_area, 0, 1, 3, 1)
        else:
            self._grid.setContentsMargins(edge, edge, edge, edge)
            self._grid.addWidget(self._preview, 0, 0)
            self._grid.addWidget(self.reading_area, 1, 0)
            self._grid.addWidget(self._line, 2, 0)
            self._grid.addWidget(self.try_button, 3, 0)
        self._grid.setRowStretch(1, 1)
        self._share_height()
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1 if self._alone or column == 0 else 0)

    def _report_try(self) -> None:
        if self._exercise is not None:
            self.try_requested.emit(self._exercise.id)
