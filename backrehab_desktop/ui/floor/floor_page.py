"""Floor mode: name, phase, figure, timer and cue as large as the screen, and nothing else."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from backrehab_desktop.core.player import PlayerStatus
from backrehab_desktop.ui.floor.end_panel import FloorEndPanel
from backrehab_desktop.ui.floor.floor_text import FloorText
from backrehab_desktop.ui.floor.hurt_panel import FloorHurtPanel
from backrehab_desktop.ui.session.commands import Command, command_of
from backrehab_desktop.ui.session.instrument_content import (
    counted_repetition,
    phase_words,
    ring_state,
    track_state,
)
from backrehab_desktop.ui.widgets.button import ActionButton, ButtonRole
from backrehab_desktop.ui.widgets.chip import ChipTone
from backrehab_desktop.ui.widgets.hold_ring import HoldRing
from backrehab_desktop.ui.widgets.phase_flash import PhaseFlash
from backrehab_desktop.ui.widgets.repetition_track import RepetitionTrack

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

    from backrehab_desktop.core.exercise import Exercise
    from backrehab_desktop.core.player import PlayerState, Script
    from backrehab_desktop.ui.figure.figure_view import FigureView
    from backrehab_desktop.ui.theme.tokens import Theme

_RING, _WIDEST_RING = 0.56, 0.40
"""Of the window's height, and at most of its width."""
_BUTTONS_AT = 690
"""Height of a window whose buttons have the size of the type scale."""

_TONES = {
    ChipTone.WORK: ("work_text", "work"),
    ChipTone.STRETCH: ("stretch_text", "stretch"),
    ChipTone.ACCENT: ("accent", "accent"),
}


class FloorPage(QWidget):
    """Shows the states of a session; knows no clock and no controller.

    All sizes follow the window's height, so it is laid out by hand.
    """

    command_given = Signal(object)
    """The :class:`Command` of a key or a button."""
    left = Signal()
    """Back to the page: Escape, or on from the end."""
    question_left = Signal()
    """Escape, while asked about the pain."""

    def __init__(self, theme: Theme) -> None:
        """An empty stage."""
        super().__init__()
        self._theme = theme
        self._figure: FigureView | None = None
        self._has_ended = False
        self._cue_words = ""
        self._heard = ""
        self.setAutoFillBackground(False)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("Floor mode")
        centre = Qt.AlignmentFlag.AlignHCenter
        self.name = FloorText(theme, 700, lines=2)
        self.phase = FloorText(theme, 700, align=Qt.AlignmentFlag.AlignRight, dotted=True)
        self._ring = HoldRing(theme)
        self._ring.set_digits_alone(True)
        self.count = FloorText(theme, 700, align=centre)
        self.cue = FloorText(theme, 600, lines=2)
        self.caption = FloorText(theme, 400, tone="muted")
        self.track = RepetitionTrack(theme)
        self.back = ActionButton(theme, "Back", icon="back")
        self.pause = ActionButton(
            theme, "Pause", ButtonRole.PRIMARY, icon="pause", key_hint="Space"
        )
        self.skip = ActionButton(theme, "Skip", icon="skip")
        self.add_rest = ActionButton(theme, "+10 s")
        self.mirror = ActionButton(theme, "Mirror the figure", icon="mirror", key_hint="M")
        self.sound = ActionButton(theme, "Sound off", icon="sound-on", key_hint="S")
        self.leave = FloorText(theme, 400, tone="muted", align=Qt.AlignmentFlag.AlignRight)
        self.leave.set_words("Esc leaves floor mode")
        self.hurt_button = ActionButton(
            theme, "It hurts", ButtonRole.HURT, icon="hurt", key_hint="H"
        )
        texts = (self.name, self.phase, self.count, self.cue, self.caption, self.leave)
        for widget in (*texts, self._ring, self.track):
            widget.setParent(self)
        self._connect_buttons()
        self._flash = PhaseFlash(self, theme)
        self._hurt = FloorHurtPanel(theme, self)
        self.end = FloorEndPanel(theme, self)
        self._hurt.hide()
        self.end.hide()
        self.end.left.connect(self.left)

    # -- looking ------------------------------------------------------------

    @property
    def ring(self) -> HoldRing:
        """The timer."""
        return self._ring

    @property
    def flash(self) -> PhaseFlash:
        """What flashes with each phase."""
        return self._flash

    @property
    def hurt(self) -> FloorHurtPanel:
        """What asks about the pain."""
        return self._hurt

    @property
    def is_asking(self) -> bool:
        """Whether the question after "It hurts" is shown."""
        return not self._hurt.isHidden()

    @property
    def has_ended(self) -> bool:
        """Whether it says that the session is over."""
        return self._has_ended

    # -- what the flow shows ------------------------------------------------

    def begin(self) -> None:
        """A session is shown from now on."""
        self._has_ended = False
        self.end.hide()
        self.pause.setFocus()

    def take_figure(self, figure: FigureView) -> None:
        """Show the figure from now on."""
        self._figure = figure
        figure.setParent(self)
        figure.stackUnder(self._flash)
        self._place()
        figure.show()

    def show_exercise(self, exercise: Exercise) -> None:
        """Name the exercise."""
        self.name.set_words(exercise.name)

    def show_state(self, state: PlayerState, script: Script, exercise: Exercise) -> None:
        """Show everything of a moment."""
        words = phase_words(state, script, exercise)
        paused = state.status is PlayerStatus.PAUSED
        ink, dot = _TONES.get(words.tone, ("text", "ready"))
        self.phase.set_words(words.chip, ink, dot)
        self._cue_words = words.cue
        self.cue.set_words(words.cue)
        self.pause.set_action("Continue" if paused else "Pause", "play" if paused else "pause")
        number, count = counted_repetition(state.block, state.repetition, state.item.sides)
        self.count.set_runs((str(number), "text"), (f" of {count}", "muted"))
        self._show_heard()
        self.show_frame(state, script, exercise)
        self._place_buttons()

    def show_frame(self, state: PlayerState, script: Script, exercise: Exercise) -> None:
        """Show only what moves within a phase."""
        self._ring.show_state(ring_state(state, exercise, self._theme))
        self.track.show_state(track_state(state, script, exercise))

    def show_caption(self, words: str) -> None:
        """Show what is spoken, or was just done; empty for nothing."""
        self._heard = words
        self._show_heard()

    def show_sound(self, on: bool) -> None:
        """Show whether tones sound."""
        self.sound.set_action("Sound off" if on else "Sound on", "sound-on" if on else "sound-off")

    def show_end(self, title: str, details: str) -> None:
        """The session is over."""
        self._has_ended = True
        self.end.setGeometry(self.rect())
        self.end.show()
        self.end.raise_()
        self.end.show_end(title, details)

    def ask_about_pain(self, asking: bool) -> None:
        """Ask, or take the question away."""
        self._hurt.setVisible(asking)
        if asking:
            self._hurt.setGeometry(self.rect())
            self._hurt.raise_()
            self._hurt.ask()
        elif self.isVisible():
            self.pause.setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme from now on."""
        self._theme = theme
        self.update()

    # -- events -------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The one key for each action; Escape leaves floor mode, never the session."""
        if not self._take_key(event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """All sizes follow the height."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground behind everything."""
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), QColor(self._theme.color("window")))

    # -- private ------------------------------------------------------------

    def _take_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self._escape()
            return True
        if self.is_asking:
            return self._hurt.take_key(event)
        command = command_of(event)
        if self._has_ended:
            if command in (Command.TOGGLE, Command.SKIP, Command.FLOOR):
                self.left.emit()
            return command is not None
        if command is not None:
            self.command_given.emit(command)
        return command is not None

    def _escape(self) -> None:
        if not self.is_asking:
            self.left.emit()
        elif self._hurt.may_be_put_away:
            self.question_left.emit()

    def _show_heard(self) -> None:
        """What is spoken, unless the same is to be read above it."""
        same = self._heard.strip(". ").casefold() in self._cue_words.casefold()
        self.caption.set_words("" if same else self._heard)

    def _connect_buttons(self) -> None:
        self._row = (self.back, self.pause, self.skip, self.add_rest, self.mirror, self.sound)
        for button in (*self._row, self.hurt_button):
            button.setParent(self)
        for button, command in (
            (self.back, Command.BACK),
            (self.pause, Command.TOGGLE),
            (self.skip, Command.SKIP),
            (self.add_rest, Command.MORE_REST),
            (self.mirror, Command.MIRROR),
            (self.sound, Command.SOUND),
            (self.hurt_button, Command.HURT),
        ):
            button.clicked.connect(partial(self.command_given.emit, command))
        self.back.setToolTip("Do this set again, or the one before (Left, Page Up or A)")
        self.skip.setToolTip("Go on at once (Right or Page Down)")
        self.add_rest.setToolTip("Ten seconds more for this rest or the next (R)")
        self.add_rest.setAccessibleName("Ten seconds more rest")
        self.mirror.set_compact(True)
        self.sound.set_compact(True)

    def _place(self) -> None:
        """Lay everything out for the present size."""
        width, height = self.width(), self.height()
        side = round(0.06 * height)
        ring = round(min(_RING * height, _WIDEST_RING * width))
        left = width - side - ring
        """Where the timer begins."""
        words = left - 2 * side + round(0.02 * height)
        self._place_head(side, round(0.13 * height))
        self._ring.set_diameter(ring)
        self._ring.setGeometry(left, round(0.17 * height), ring, ring)
        below = 0.17 * height + ring
        self.count.set_pixels(round(0.11 * height))
        self.count.setGeometry(left, round(below), ring, round(0.87 * height - below))
        if self._figure is not None:
            top = round(0.17 * height)
            self._figure.setGeometry(side // 2, top, left - side, round(0.70 * height) - top)
        self.cue.set_pixels(round(0.052 * height))
        self.cue.setGeometry(side, round(0.70 * height), words, round(0.073 * height))
        self.caption.set_pixels(round(0.034 * height))
        self.caption.setGeometry(side, round(0.776 * height), words, round(0.046 * height))
        pills = round(0.025 * height)
        self.track.show_pills_alone(pills)
        self.track.setGeometry(side, round(0.833 * height), words, pills + 1)
        self._place_buttons()
        for cover in (self._hurt, self.end):
            cover.setGeometry(self.rect())

    def _place_head(self, side: int, height: int) -> None:
        room = self.width() - 2 * side
        top = round(0.035 * self.height())
        share = round(0.56 * room)
        for text in (self.name, self.phase):
            text.set_pixels(round(0.115 * self.height()))
        self.name.setGeometry(side, top, share, height)
        self.phase.setGeometry(side + share, top, room - share, height)

    def _place_buttons(self) -> None:
        """The controls in one row; what they can spare goes first."""
        height, side = self.height(), round(0.06 * self.height())
        for button in (*self._row, self.hurt_button):
            button.set_scale(height / _BUTTONS_AT)
        gap = round(0.014 * height)
        hurt = self.hurt_button.sizeHint()
        top = round(0.885 * height)
        room = self.width() - 2 * side - hurt.width() - 3 * gap
        for hints, said in ((True, True), (False, True), (False, False)):
            self.pause.set_hint_shown(hints)
            self.back.set_compact(not said)
            self.skip.set_compact(not said)
            taken = sum(button.sizeHint().width() + gap for button in self._row)
            if taken <= room:
                break
        x = side
        for button in self._row:
            size = button.sizeHint()
            button.setGeometry(QRect(x, top, size.width(), size.height()))
            x += size.width() + gap
        self.hurt_button.setGeometry(
            QRect(self.width() - side - hurt.width(), top, hurt.width(), hurt.height())
        )
        self.leave.set_pixels(round(0.02 * height))
        rest = self.hurt_button.x() - 2 * gap - x
        self.leave.setVisible(rest >= 0.2 * height)
        self.leave.setGeometry(x, top, max(rest, 0), hurt.height())
