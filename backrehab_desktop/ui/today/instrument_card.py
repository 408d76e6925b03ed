"""The one instrument of a session: ring, cue, repetitions and controls, always in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from backrehab_desktop.ui.widgets.button import ActionButton, ButtonRole
from backrehab_desktop.ui.widgets.chip import Chip
from backrehab_desktop.ui.widgets.hold_ring import HoldRing
from backrehab_desktop.ui.widgets.prose import Prose
from backrehab_desktop.ui.widgets.repetition_track import RepetitionTrack

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from backrehab_desktop.ui.session.instrument_content import Words
    from backrehab_desktop.ui.theme.tokens import Theme

_LARGE_FROM_HEIGHT = 1000
_LARGE_RING = 252


class InstrumentCard(QFrame):
    """Shows what it is given; its buttons are connected by whoever owns it."""

    def __init__(self, theme: Theme) -> None:
        """An instrument that stands still."""
        super().__init__()
        self._theme = theme
        self.setProperty("kind", "card")
        self.ring = HoldRing(theme)
        self.chip = Chip(theme)
        self.follows = Prose(theme, "small", tone="muted", wraps=False)
        self.cue = Prose(theme, "cue", max_lines=2)
        self.track = RepetitionTrack(theme)
        self.back = ActionButton(theme, "Back", icon="back")
        self.pause = ActionButton(
            theme, "Pause", ButtonRole.PRIMARY, icon="pause", key_hint="Space"
        )
        self.skip = ActionButton(theme, "Skip", icon="skip")
        self.add_rest = ActionButton(theme, "+10 s")
        self.hurt = ActionButton(theme, "It hurts", ButtonRole.HURT, icon="hurt", key_hint="H")
        self._buttons = (self.back, self.pause, self.skip, self.add_rest, self.hurt)
        self._icons_alone = False
        self._describe()
        self._lay_out()

    def show_words(self, words: Words, *, paused: bool) -> None:
        """The words of the phase; they change with it, never in between."""
        self.chip.set_chip(words.chip, words.tone)
        self.follows.set_text(words.follows)
        self.cue.set_text(words.cue)
        self.pause.set_action("Continue" if paused else "Pause", "play" if paused else "pause")

    def set_compact(self, compact: bool, window_height: int) -> None:
        """A smaller ring, icons for Back and Skip; a larger ring where there is room."""
        ring = self._theme.size("ring_compact" if compact else "ring")
        if not compact and window_height >= _LARGE_FROM_HEIGHT:
            ring = _LARGE_RING
        self.ring.set_diameter(ring)
        self.cue.set_step("heading" if compact else "cue")
        self._icons_alone = compact
        side = self._theme.space("lg" if compact else "xl")
        self._box.setContentsMargins(side, side - 2, side, side - 2)
        self._box.setSpacing(self._theme.space("sm" if compact else "lg"))
        self._row.setSpacing(self._theme.space("xl" if compact else "xxl"))
        self._words.setSpacing(self._theme.space("xs" if compact else "md"))
        self._fit_controls()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the controls to the new width."""
        super().resizeEvent(event)
        self._fit_controls()

    def _fit_controls(self) -> None:
        """Drop what the controls can spare: first the keys, then two of the words."""
        margins = self._box.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        for hints, words in ((True, True), (False, True), (False, False)):
            if self._icons_alone and (hints or words):
                continue
            self.pause.set_hint_shown(hints)
            self.hurt.set_hint_shown(hints)
            self.back.set_compact(not words)
            self.skip.set_compact(not words)
            gaps = self._controls.spacing() * len(self._buttons)
            if sum(button.sizeHint().width() for button in self._buttons) + gaps <= room:
                return

    def _describe(self) -> None:
        self.back.setToolTip("Do this set again, or the one before (Left, Page Up or A)")
        self.skip.setToolTip("Go on at once (Right or Page Down)")
        self.add_rest.setToolTip("Ten seconds more for this rest or the next (R)")
        self.add_rest.setAccessibleName("Ten seconds more rest")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(self._theme.space("md"))
        head.addWidget(self.chip)
        head.addWidget(self.follows, 1)
        self._words = QVBoxLayout()
        self._words.addStretch(1)
        self._words.addLayout(head)
        self._words.addWidget(self.cue)
        self._words.addWidget(self.track)
        self._words.addStretch(1)
        self._row = QHBoxLayout()
        self._row.addWidget(self.ring)
        self._row.addLayout(self._words, 1)
        self._controls = controls = QHBoxLayout()
        controls.setSpacing(self._theme.space("sm") + 2)
        for button in self._buttons:
            # The card itself sees to it that they fit; the layout must not keep it wide.
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for button in (self.back, self.pause, self.skip, self.add_rest):
            controls.addWidget(button)
        controls.addStretch(1)
        controls.addWidget(self.hurt)
        self._box = QVBoxLayout(self)
        self._box.addLayout(self._row)
        self._box.addLayout(controls)
