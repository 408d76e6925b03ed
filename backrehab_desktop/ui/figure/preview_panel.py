"""The figure with its controls: views, play, scrub, speed, other side, ghost, muscles, stills."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QSizePolicy,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from backrehab_desktop.app.clock import SystemClock
from backrehab_desktop.core.figure.timeline import Part
from backrehab_desktop.ui.figure.figure_view import FigureView
from backrehab_desktop.ui.figure.playhead import Playhead
from backrehab_desktop.ui.figure.views_bar import ViewsBar
from backrehab_desktop.ui.theme.icons import tinted_icon

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from backrehab_desktop.app.jobs import JobThread
    from backrehab_desktop.core.clock import Clock
    from backrehab_desktop.core.figure.motion import Motion
    from backrehab_desktop.ui.theme.tokens import Theme

_SPEEDS = (0.25, 0.5, 1.0, 1.5, 2.0)
_HOLD_S = 2.0
"""The hold in the loop: long enough to see, shorter than most doses."""
_FRAME_MS = 16
_SPEED_WIDTH = 108
"""Pixels; what is left belongs to the slider beside it."""
_STEPS = 1000
"""Steps of the slider over one cycle."""


class FigurePreviewPanel(QWidget):
    """Shows a motion in a loop under the user's control."""

    def __init__(
        self,
        theme: Theme,
        clock: Clock | None = None,
        jobs: JobThread | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """An empty stage; ``clock`` is the computer's own unless a test brings one.

        ``jobs`` is the thread in which the figure is prepared, else it has one of its own.
        """
        super().__init__(parent)
        self._theme = theme
        self._motion: Motion | None = None
        self._other_side: Motion | None = None
        self._playhead = Playhead(clock or SystemClock())
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_FRAME_MS)
        self._timer.timeout.connect(self._show_moment)
        self.view = FigureView(jobs)
        self.view.set_theme(theme)
        self._below = QWidget()
        self.play_button = QToolButton()
        self.scrub_slider = QSlider(Qt.Orientation.Horizontal)
        self.speed_box = QComboBox()
        self.views_bar = ViewsBar(self.view)
        self.side_button = self._toggle("mirror", self.tr("Side"), self.tr("Show the other side"))
        self.ghost_button = self._toggle(
            "ghost", self.tr("Goal"), self.tr("Show where the movement leads")
        )
        self.highlight_button = self._toggle(
            "highlight", self.tr("Muscles"), self.tr("Show the muscles")
        )
        self.stills_button = self._toggle(
            "stop", self.tr("Stills"), self.tr("Show still pictures, no movement")
        )
        self._set_up_controls()
        self._lay_out()
        self._connect()
        self._refresh()

    # -- what is shown -------------------------------------------------------------------------

    def set_motion(self, motion: Motion | None) -> None:
        """Show a motion and start to play it; ``None`` leaves an empty stage."""
        self._motion = motion
        self._other_side = None
        self.side_button.setChecked(False)
        self.view.set_motion(motion)
        self.views_bar.offer(tuple(motion.views) if motion else ())
        self._playhead.load(motion.timeline.cycle_s(_HOLD_S) if motion else 0.0)
        if motion is not None and not self.stills_button.isChecked():
            self._playhead.play()
        self._refresh()

    def set_other_side(self, motion: Motion) -> None:
        """Take the shown exercise done with the other side, for the button that shows it."""
        if self._motion is None or self._motion.id != motion.id:
            return
        self._other_side = motion
        self.view.prepare_motion(motion)
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme from now on."""
        self._theme = theme
        self.view.set_theme(theme)
        self._refresh()

    def set_reduced_motion(self, reduced: bool) -> None:
        """Cross-fade between the key poses instead of moving."""
        self.stills_button.setChecked(reduced)

    def show_figure_alone(self) -> None:
        """Drop the controls: whoever holds the panel says when it plays."""
        self._below.hide()

    def set_playing(self, playing: bool) -> None:
        """Run the loop or let it stand still; still pictures stay still."""
        if playing and not self.stills_button.isChecked():
            self._playhead.play()
        else:
            self._playhead.pause()
        self._refresh()

    @property
    def is_playing(self) -> bool:
        """Whether the loop runs."""
        return self._playhead.is_playing

    @property
    def speed(self) -> float:
        """How fast the loop runs; 1 is the normal tempo."""
        return self._playhead.rate

    @property
    def share(self) -> float:
        """How far the cycle is, 0 to 1."""
        return self._playhead.share

    # -- events --------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Go on where it was."""
        super().showEvent(event)
        self._run_timer()

    def hideEvent(self, event: QHideEvent) -> None:
        """Ask for no frames that nobody sees."""
        super().hideEvent(event)
        self._timer.stop()

    # -- slots ---------------------------------------------------------------------------------

    def _toggle_play(self) -> None:
        if self._playhead.is_playing:
            self._playhead.pause()
        else:
            self._playhead.play()
        self._refresh()

    def _scrub(self, step: int) -> None:
        self._playhead.pause()
        self._playhead.seek(step / _STEPS)
        self._refresh()

    def _choose_speed(self, index: int) -> None:
        self._playhead.set_rate(_SPEEDS[index])

    def _change_side(self, other: bool) -> None:
        if self._motion is not None and self._other_side is not None:
            self.view.set_motion(self._other_side if other else self._motion)
            self._show_moment()

    def _take_stills(self, stills: bool) -> None:
        self.view.set_reduced_motion(stills)

    def _show_moment(self) -> None:
        motion = self._motion
        if motion is None:
            return
        timeline = motion.timeline
        share = self._playhead.share
        part, fraction = timeline.at_cycle(share * timeline.cycle_s(_HOLD_S), _HOLD_S)
        settled = part is Part.RETURN and fraction >= 1.0
        self.view.set_direction(None if settled else part)
        self.view.set_sample(timeline.sample(part, fraction))
        if not self.scrub_slider.isSliderDown():
            self.scrub_slider.blockSignals(True)
            self.scrub_slider.setValue(round(share * _STEPS))
            self.scrub_slider.blockSignals(False)

    # -- private -------------------------------------------------------------------------------

    def _refresh(self) -> None:
        """Bring buttons, timer and picture in line with the state."""
        has_motion = self._motion is not None
        for control in self._controls:
            control.setEnabled(has_motion)
        self.side_button.setEnabled(self._other_side is not None)
        self._offer_what_applies()
        playing = self._playhead.is_playing
        ink = self._theme.color("text" if has_motion else "muted")
        self.play_button.setIcon(tinted_icon("pause" if playing else "play", ink))
        word = self.tr("Pause") if playing else self.tr("Play")
        self.play_button.setAccessibleName(word)
        self.play_button.setToolTip(word)
        for button in self._toggles:
            tint = self._theme.color("accent") if button.isChecked() else ink
            button.setIcon(tinted_icon(button.objectName(), tint))
        self._run_timer()
        self._show_moment()

    def _offer_what_applies(self) -> None:
        """A picture has nothing to play; what goes on without end leads nowhere."""
        timeline = self._motion.timeline if self._motion is not None else None
        moves = timeline is None or not timeline.still
        for control in (self.play_button, self.scrub_slider, self.speed_box, self.stills_button):
            control.setVisible(moves)
        self.ghost_button.setVisible(moves and (timeline is None or not timeline.cyclic))

    def _run_timer(self) -> None:
        if self._playhead.is_playing and self.isVisible():
            self._timer.start()
        else:
            self._timer.stop()

    @property
    def _toggles(self) -> tuple[QToolButton, ...]:
        return self.side_button, self.ghost_button, self.highlight_button, self.stills_button

    @property
    def _controls(self) -> tuple[QWidget, ...]:
        return self.play_button, self.scrub_slider, self.speed_box, *self._toggles

    def _toggle(self, icon: str, word: str, words: str) -> QToolButton:
        """A switch with a word below its icon; ``words`` say in full what it does."""
        button = QToolButton()
        button.setText(word)
        button.setProperty("role", "worded")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setObjectName(icon)
        button.setCheckable(True)
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setIconSize(QSize(22, 22))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _set_up_controls(self) -> None:
        self.play_button.setIconSize(QSize(22, 22))
        self.play_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.scrub_slider.setRange(0, _STEPS)
        self.scrub_slider.setPageStep(_STEPS // 10)
        self.scrub_slider.setSingleStep(_STEPS // 50)
        self.scrub_slider.setAccessibleName(self.tr("Moment of the movement"))
        for speed in _SPEEDS:
            self.speed_box.addItem(f"{speed:g}\N{MULTIPLICATION SIGN}")
        self.speed_box.setCurrentIndex(_SPEEDS.index(1.0))
        self.speed_box.setAccessibleName(self.tr("Speed"))
        self.speed_box.setToolTip(self.tr("Speed"))
        self.speed_box.setFixedWidth(_SPEED_WIDTH)
        self.ghost_button.setChecked(True)
        self.highlight_button.setChecked(True)

    def _lay_out(self) -> None:
        space = self._theme.space("sm")
        top = QHBoxLayout()
        top.setSpacing(space)
        top.addWidget(self.play_button)
        top.addWidget(self.scrub_slider, 1)
        top.addWidget(self.speed_box)
        bottom = QHBoxLayout()
        bottom.setSpacing(space)
        for button in self._toggles:
            bottom.addWidget(button, 1)
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(space)
        below.addWidget(self.views_bar)
        below.addLayout(top)
        below.addLayout(bottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space)
        layout.addWidget(self.view, 1)
        layout.addWidget(self._below)

    def _connect(self) -> None:
        self.play_button.clicked.connect(self._toggle_play)
        self.scrub_slider.valueChanged.connect(self._scrub)
        self.speed_box.currentIndexChanged.connect(self._choose_speed)
        self.side_button.toggled.connect(self._change_side)
        self.ghost_button.toggled.connect(self.view.set_ghost_visible)
        self.highlight_button.toggled.connect(self.view.set_highlight_visible)
        self.stills_button.toggled.connect(self._take_stills)
        for button in self._toggles:
            button.toggled.connect(self._refresh)
