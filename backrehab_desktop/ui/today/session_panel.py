"""The stage of a session: the exercise's name, the figure, and the instrument below."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from backrehab_desktop.core import wording
from backrehab_desktop.core.exercise import Effect
from backrehab_desktop.ui.figure.figure_view import FigureView
from backrehab_desktop.ui.session.commands import Command
from backrehab_desktop.ui.session.instrument_content import (
    effect_color,
    phase_words,
    ring_state,
    track_state,
)
from backrehab_desktop.ui.today.hurt_card import HurtCard
from backrehab_desktop.ui.today.instrument_card import InstrumentCard
from backrehab_desktop.ui.widgets.button import ActionButton
from backrehab_desktop.ui.widgets.phase_flash import PhaseFlash
from backrehab_desktop.ui.widgets.prose import Prose

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from backrehab_desktop.app.jobs import JobThread
    from backrehab_desktop.core.exercise import Exercise
    from backrehab_desktop.core.player import PlayerState, Script
    from backrehab_desktop.ui.theme.tokens import Theme
    from backrehab_desktop.ui.widgets.hold_ring import HoldRing

_DOT = 10


class EffectDot(QWidget):
    """The colour of the highlighted muscles beside the word for it."""

    def __init__(self, theme: Theme) -> None:
        """A dot for working muscles."""
        super().__init__()
        self._theme = theme
        self._role = "work"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_role(self, role: str) -> None:
        """Change the colour role."""
        self._role = role
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme from now on."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """The dot itself."""
        return QSize(_DOT, _DOT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dot."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.color(self._role)))
            painter.drawEllipse(QRectF(0, 0, _DOT, _DOT))


class SessionPanel(QWidget):
    """Shows the states of a session; knows no clock and no controller."""

    command_given = Signal(object)
    """The :class:`Command` of a button."""
    leave_requested = Signal()
    """Leave the session; Escape does the same."""

    def __init__(self, theme: Theme, jobs: JobThread | None = None) -> None:
        """An empty stage; ``jobs`` is the thread in which the figure is prepared."""
        super().__init__()
        self._theme = theme
        self.figure = FigureView(jobs)
        self.figure.set_theme(theme)
        self.flash = PhaseFlash(self.figure, theme)
        self.instrument = InstrumentCard(theme)
        self.hurt = HurtCard(theme)
        self._name = Prose(theme, "name", wraps=False)
        self._dot = EffectDot(theme)
        self._effect = Prose(theme, "small", tone="muted", wraps=False)
        self.sound = ActionButton(theme, "Sound off", icon="sound-on", key_hint="S")
        self.sound.set_compact(True)
        self.mirror = ActionButton(theme, "Mirror the figure", icon="mirror", key_hint="M")
        self.mirror.set_compact(True)
        self.floor = ActionButton(theme, "Floor mode", icon="expand", key_hint="F")
        self.leave = ActionButton(theme, "Leave", icon="chevron-left", key_hint="Esc")
        self.show_trial(False)
        self.leave.clicked.connect(self.leave_requested)
        self._caption = Prose(theme, "small", tone="muted", wraps=False, centred=True)
        self._caption.hide()
        self._cards = QStackedWidget()
        self._cards.addWidget(self.instrument)
        self._cards.addWidget(self.hurt)
        self._cards.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._lay_out()
        for button, command in (
            (self.sound, Command.SOUND),
            (self.mirror, Command.MIRROR),
            (self.floor, Command.FLOOR),
            (self.instrument.back, Command.BACK),
            (self.instrument.pause, Command.TOGGLE),
            (self.instrument.skip, Command.SKIP),
            (self.instrument.add_rest, Command.MORE_REST),
            (self.instrument.hurt, Command.HURT),
        ):
            button.clicked.connect(partial(self.command_given.emit, command))

    @property
    def name(self) -> str:
        """The exercise on the stage."""
        return self._name.text()

    @property
    def ring(self) -> HoldRing:
        """The timer."""
        return self.instrument.ring

    @property
    def caption(self) -> str:
        """What is spoken, as it is shown."""
        return self._caption.text()

    @property
    def is_asking(self) -> bool:
        """Whether the question after "It hurts" is shown."""
        return self._cards.currentWidget() is self.hurt

    def take_figure(self, figure: FigureView) -> None:
        """Show the figure from now on."""
        self.figure = figure
        self._column.insertWidget(1, figure, 1)
        figure.show()

    def show_caption(self, words: str) -> None:
        """Show what is spoken, or was just done; its line stays once it was needed."""
        self._caption.set_text(words)
        self._caption.setVisible(bool(words) or not self._caption.isHidden())

    def show_end(self, title: str, details: str) -> None:
        """The page shows its own end; nothing is left to say here."""

    def show_exercise(self, exercise: Exercise) -> None:
        """Name the exercise and what it works on."""
        self._name.set_text(exercise.name)
        tone = "stretch_text" if exercise.effect is Effect.STRETCH else "work_text"
        self._effect.set_bold_tone(tone)
        words = ", ".join(exercise.targets)
        self._effect.set_text(f"{wording.effect_in_words(exercise.effect)}: **{words}**")
        self._dot.set_role(effect_color(exercise.effect))

    def show_trial(self, trial: bool) -> None:
        """Whether an exercise is only tried, and leaving keeps nothing."""
        words = "Leave the try-out." if trial else "Leave the session. You can go on with it later."
        self.leave.setToolTip(words)

    def show_state(self, state: PlayerState, script: Script, exercise: Exercise) -> None:
        """Show everything of a moment."""
        paused = state.pause_reason is not None
        self.instrument.show_words(phase_words(state, script, exercise), paused=paused)
        self.show_frame(state, script, exercise)

    def show_frame(self, state: PlayerState, script: Script, exercise: Exercise) -> None:
        """Show only what moves within a phase."""
        self.instrument.ring.show_state(ring_state(state, exercise, self._theme))
        self.instrument.track.show_state(track_state(state, script, exercise))

    def ask_about_pain(self, asking: bool) -> None:
        """Put the question in the place of the instrument, or take it away."""
        self._cards.setCurrentWidget(self.hurt if asking else self.instrument)
        if asking:
            self.hurt.ask()
        else:
            self.instrument.pause.setFocus()

    def show_sound(self, on: bool) -> None:
        """Show whether tones sound."""
        self.sound.set_action("Sound off" if on else "Sound on", "sound-on" if on else "sound-off")

    def set_compact(self, compact: bool, window_height: int) -> None:
        """Fit the stage to a narrow window, or use the room of a large one."""
        margin = self._theme.space("xl" if compact else "xxl")
        top = self._theme.space("lg") if compact else self._theme.space("xl") + 4
        self._column.setContentsMargins(margin, top, margin, margin - 4)
        self._name.set_step("title" if compact else "name")
        self._effect_row.setVisible(not compact or window_height > 640)
        self.floor.set_compact(compact)
        self.instrument.set_compact(compact, window_height)
        self.hurt.set_compact(compact)

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme from now on."""
        self._theme = theme

    def _lay_out(self) -> None:
        self._effect_row = QWidget()
        effect = QHBoxLayout(self._effect_row)
        effect.setContentsMargins(0, 0, 0, 0)
        effect.setSpacing(self._theme.space("sm"))
        effect.addWidget(self._dot)
        effect.addWidget(self._effect, 1)
        names = QVBoxLayout()
        names.setSpacing(1)
        names.addWidget(self._name)
        names.addWidget(self._effect_row)
        names.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(self._theme.space("sm"))
        head.addLayout(names, 1)
        head.addWidget(self.sound, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.mirror, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.floor, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(self._theme.space("md"))
        self._column.addLayout(head)
        self._column.addWidget(self.figure, 1)
        self._column.addWidget(self._caption)
        self._column.addWidget(self._cards)
