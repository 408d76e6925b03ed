"""The question after "It hurts", to be answered from the mat: one number, one way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from backrehab_desktop.core.hurt import HurtAdvice, WayOut
from backrehab_desktop.ui.floor.floor_text import FloorText
from backrehab_desktop.ui.widgets.button import ActionButton, ButtonRole
from backrehab_desktop.ui.widgets.pain_scale import PainScale

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent

    from backrehab_desktop.ui.theme.tokens import Theme

_KEYS = {
    Qt.Key.Key_Space: WayOut.STOP,
    Qt.Key.Key_Right: WayOut.SKIP,
    Qt.Key.Key_PageDown: WayOut.SKIP,
    Qt.Key.Key_C: WayOut.CONTINUE,
}


class FloorHurtPanel(QWidget):
    """Covers floor mode while the session stands still.

    Digits answer, 1 and then 0 is ten; Space stops, the safest way out. The
    other ways come with the answer, as the rules allow.
    """

    answered = Signal(object)
    """The rating, or ``None`` when it was taken back."""
    way_chosen = Signal(object, object)
    """The :class:`WayOut` and the rating."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        """An untouched question."""
        super().__init__(parent)
        self._theme = theme
        self._way_on = WayOut.CONTINUE
        centre = Qt.AlignmentFlag.AlignHCenter
        self.title = FloorText(theme, 700, lines=2)
        self.title.set_words("How much does it hurt?")
        self._ends = FloorText(theme, 400, tone="muted")
        self._ends.set_words("0 = no pain, 10 = worst pain you can imagine")
        self.scale = PainScale(theme, "How much does it hurt?", large=True)
        self.words = FloorText(theme, 600, lines=3)
        self._escape = FloorText(theme, 400, tone="muted", align=centre)
        self._escape.set_words("Esc takes the question away. The session stays paused.")
        self.stop = ActionButton(
            theme, "Stop for today", ButtonRole.PRIMARY, icon="stop", key_hint="Space"
        )
        self.skip = ActionButton(theme, "Skip this exercise", icon="skip", key_hint="→")
        self.go_on = ActionButton(theme, "Continue", icon="play", key_hint="C")
        parts = (self.title, self._ends, self.scale, self.words, self._escape)
        for widget in (*parts, self.stop, self.skip, self.go_on):
            widget.setParent(self)
        self.scale.value_changed.connect(self.answered)
        self.stop.clicked.connect(lambda: self._choose(WayOut.STOP))
        self.skip.clicked.connect(lambda: self._choose(WayOut.SKIP))
        self.go_on.clicked.connect(lambda: self._choose(self._way_on))

    def ask(self) -> None:
        """Ask anew: untouched, with the focus on the safest way out."""
        self.scale.clear()
        self.stop.setFocus()

    def show_advice(self, advice: HurtAdvice) -> None:
        """Offer the ways out that are left after this answer, and say why."""
        finishes = WayOut.FINISH_SET in advice.ways
        self._way_on = WayOut.FINISH_SET if finishes else WayOut.CONTINUE
        self.go_on.set_action("Finish this set" if finishes else "Continue", "play")
        self.skip.setVisible(WayOut.SKIP in advice.ways)
        self.go_on.setVisible(self._way_on in advice.ways)
        # Whoever has said how much it hurts also says how to go on.
        self._escape.setVisible(not advice.rule)
        self.words.set_words(advice.words + (f" (Rule {advice.rule})" if advice.rule else ""))
        self._place_buttons()

    @property
    def may_be_put_away(self) -> bool:
        """Whether the question may be left unanswered, as after a slip."""
        return self.scale.value is None

    def take_key(self, event: QKeyEvent) -> bool:
        """Answer or choose; whether the key meant anything."""
        if event.isAutoRepeat() or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.text().isdigit():
            self.scale.type_digit(event)
            return True
        way = _KEYS.get(Qt.Key(event.key()))
        if way is None:
            return False
        button = {WayOut.STOP: self.stop, WayOut.SKIP: self.skip}.get(way, self.go_on)
        if button.isHidden():
            return False
        button.click()
        return True

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme from now on."""
        self._theme = theme
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """All sizes follow the height."""
        super().resizeEvent(event)
        width, height = self.width(), self.height()
        side = round(0.06 * height)
        room = width - 2 * side
        self.title.set_pixels(round(0.1 * height))
        self.title.setGeometry(side, round(0.05 * height), room, round(0.14 * height))
        self.scale.set_cell_height(round(0.2 * height), round(0.075 * height))
        self.scale.setGeometry(side, round(0.23 * height), room, round(0.2 * height))
        self._ends.set_pixels(round(0.032 * height))
        self._ends.setGeometry(side, round(0.44 * height), room, round(0.05 * height))
        self.words.set_pixels(round(0.055 * height))
        self.words.setGeometry(side, round(0.51 * height), room, round(0.2 * height))
        self._escape.set_pixels(round(0.03 * height))
        self._escape.setGeometry(side, round(0.92 * height), room, round(0.05 * height))
        self._place_buttons()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground that hides the session."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(self._theme.color("window")))

    def _place_buttons(self) -> None:
        """Side by side; as large as all of them can be."""
        height, side = self.height(), round(0.06 * self.height())
        shown = [b for b in (self.stop, self.skip, self.go_on) if not b.isHidden()]
        gap = round(0.02 * height)
        for scale in (height / 430, height / 500, height / 600, height / 700):
            for button in shown:
                button.set_scale(scale)
            total = sum(button.sizeHint().width() + gap for button in shown) - gap
            if total <= self.width() - 2 * side:
                break
        x = side
        for button in shown:
            size = button.sizeHint()
            button.setGeometry(QRect(x, round(0.75 * height), size.width(), size.height()))
            x += size.width() + gap

    def _choose(self, way: WayOut) -> None:
        self.way_chosen.emit(way, self.scale.value)
