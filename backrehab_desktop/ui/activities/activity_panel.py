"""The stage of an activity: the figure as the hero, and beside it the time and its buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from backrehab_desktop.app.activity_controller import ActivityStatus
from backrehab_desktop.ui.activities.done_part import DonePart
from backrehab_desktop.ui.activities.doubt_part import DoubtPart
from backrehab_desktop.ui.activities.ready_part import ReadyPart
from backrehab_desktop.ui.activities.running_part import RunningPart
from backrehab_desktop.ui.widgets.button import ActionButton, ButtonRole
from backrehab_desktop.ui.widgets.pain_question import (
    QUESTION_AFTER,
    QUESTION_BEFORE,
    PainQuestion,
)
from backrehab_desktop.ui.widgets.prose import Prose

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent

    from backrehab_desktop.app.activity_controller import ActivityState
    from backrehab_desktop.core.exercise import Activity
    from backrehab_desktop.ui.figure.preview_panel import FigurePreviewPanel
    from backrehab_desktop.ui.theme.tokens import Theme

_FIGURE_SHARE, _TIME_SHARE = 55, 45


class ActivityPanel(QWidget):
    """Shows an activity and its states; knows no clock and no controller.

    ``preview`` is the figure; whoever owns the panel feeds it. The parts'
    buttons are connected by the owner, too.
    """

    takes_keys = True
    """One key for each action, wherever the focus is; see the window."""
    closed = Signal()
    """The person wants to go back to the library."""
    full_screen_requested = Signal()
    seen_changed = Signal(bool)
    """Somebody sees the panel, or nobody any more."""
    put_away = Signal()
    """Another page has taken its place."""

    def __init__(self, theme: Theme, preview: FigurePreviewPanel) -> None:
        """No activity yet."""
        super().__init__()
        self._theme = theme
        self.preview = preview
        preview.show_figure_alone()
        self._name = Prose(theme, "name", wraps=False)
        self._purpose = Prose(theme, "small", tone="muted", max_lines=1)
        self.back = ActionButton(
            theme, "All exercises", ButtonRole.QUIET, icon="chevron-left", key_hint="Esc"
        )
        self.full_screen = ActionButton(theme, "Full screen", icon="expand", key_hint="F11")
        self.ready = ReadyPart(theme)
        self.running = RunningPart(theme)
        self.doubt = DoubtPart(theme)
        self.done = DonePart(theme)
        self.pain_before = PainQuestion(theme, QUESTION_BEFORE)
        self.pain_after = PainQuestion(theme, QUESTION_AFTER)
        self._parts = QStackedWidget()
        for part in (self.ready, self.running, self.doubt, self.done):
            self._parts.addWidget(part)
        self._lay_out()
        self.back.clicked.connect(self.closed)
        self.full_screen.clicked.connect(self.full_screen_requested)
        self._show_part(self.ready)

    @property
    def part(self) -> QWidget | None:
        """The part that is shown beside the figure."""
        return self._parts.currentWidget()

    @property
    def name(self) -> str:
        """The activity on the stage."""
        return self._name.text()

    def show_activity(self, activity: Activity) -> None:
        """Name the activity and offer to start it."""
        self._name.set_text(activity.name)
        self._purpose.set_text(activity.purpose)
        self.ready.show_activity(activity)

    def show_state(self, state: ActivityState | None) -> None:
        """Show a moment; ``None``: the timer has not been started."""
        if state is None:
            if self.part is not self.ready:
                self._begin_anew()
            self._show_part(self.ready)
        elif state.status is ActivityStatus.UNSURE:
            self.doubt.show_state(state)
            self._show_part(self.doubt)
        elif state.status is ActivityStatus.FINISHED:
            self.done.show_state(state)
            self._show_part(self.done)
            self.pain_after.setVisible(state.is_long_enough)
        else:
            self.running.show_state(state)
            self._show_part(self.running)
        self.preview.set_playing(state is None or state.status is ActivityStatus.RUNNING)

    def focus_main(self) -> None:
        """Put the focus where Space does what the main button says, or on no button at all."""
        (self._main_button() or self).setFocus()

    def set_compact(self, compact: bool, window_height: int) -> None:
        """Fit the stage to a narrow window."""
        margin = self._theme.space("xl" if compact else "xxl")
        self._column.setContentsMargins(margin, self._theme.space("lg"), margin, margin - 4)
        self._name.set_step("title" if compact else "name")
        self._purpose.setVisible(not compact or window_height > 640)
        self.full_screen.set_compact(compact)
        self.back.set_hint_shown(not compact)
        self.ready.set_compact(compact)

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme from now on."""
        self._theme = theme

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The one key for each action, whatever has the focus."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not plain or event.isAutoRepeat() or not self._take_key(event):
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """The seconds are of use from now on."""
        super().showEvent(event)
        self.seen_changed.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees the seconds; a minimised window is still this page."""
        super().hideEvent(event)
        self.seen_changed.emit(False)
        if not event.spontaneous():
            self.put_away.emit()

    def _take_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Space:
            button = self._main_button()
            if button is not None:
                button.click()
            return True
        if event.key() == Qt.Key.Key_Escape and not self.window().isFullScreen():
            self.closed.emit()
            return True
        for question in (self.pain_before, self.pain_after):
            if question.isVisible() and event.text().isdigit():
                question.scale.type_digit(event)
                return True
        return False

    def _main_button(self) -> ActionButton | None:
        """What Space presses; a doubt has to be read first."""
        if self.part is self.ready:
            return self.ready.start
        if self.part is self.running:
            return self.running.pause
        return self.done.done if self.part is self.done else None

    def _begin_anew(self) -> None:
        self.pain_before.reset()
        self.pain_after.reset()
        self.done.note.clear()

    def _show_part(self, part: QWidget) -> None:
        if part is not self.doubt:
            self.doubt.stop_asking()
        self.pain_before.setVisible(part is self.ready)
        if part is not self.done:
            self.pain_after.hide()
        if part is self.part:
            return
        self._parts.setCurrentWidget(part)
        self.focus_main()

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(1)
        names.addWidget(self._name)
        names.addWidget(self._purpose)
        head = QHBoxLayout()
        head.setSpacing(self._theme.space("sm"))
        head.addLayout(names, 1)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.full_screen, 0, Qt.AlignmentFlag.AlignTop)
        middle = QHBoxLayout()
        middle.setSpacing(self._theme.space("xxl"))
        middle.addWidget(self.preview, _FIGURE_SHARE)
        middle.addWidget(self._parts, _TIME_SHARE)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(self._theme.space("md"))
        self._column.addLayout(head)
        self._column.addLayout(middle, 1)
        self._column.addWidget(self.pain_before)
        self._column.addWidget(self.pain_after)
