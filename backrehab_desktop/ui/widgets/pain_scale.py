"""The pain question: eleven buttons, and a state of its own for "not answered"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QPoint, QRectF, QSize, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QGroupBox,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
)

from backrehab_desktop.ui.theme.fonts import sized_font
from backrehab_desktop.ui.widgets.digit_keys import DigitKeys
from backrehab_desktop.ui.widgets.paint import (
    CENTRE,
    draw_words,
    edge_round,
    fill_round,
    painter_on,
    reach_by_tab,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent

    from backrehab_desktop.ui.theme.tokens import Theme

LOWEST, HIGHEST = 0, 10
_GAP = 6
_NARROW_GAP = 4
_CHOSEN_EDGE = 3
_DIGITS_PX = 20


class _PainCell(QRadioButton):
    """One number of the scale: a radio button that paints itself."""

    moved = Signal(int)
    cleared = Signal()
    typed = Signal(object)

    def __init__(self, theme: Theme, value: int, height: int) -> None:
        super().__init__(str(value))
        self._height = height
        self.digits_px = _DIGITS_PX
        self.theme = theme
        self.value = value
        reach_by_tab(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_height(self, height: int, digits_px: int) -> None:
        self._height, self.digits_px = height, digits_px
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(56, self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(34, self._height)

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 (Qt dictates the name)
        """The whole cell is the button, not only a radio circle."""
        return self.rect().contains(pos)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.isChecked() and event.button() is QtCore.Qt.MouseButton.LeftButton:
            self.cleared.emit()
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (QtCore.Qt.Key.Key_Left, QtCore.Qt.Key.Key_Down):
            self.moved.emit(-1)
        elif key in (QtCore.Qt.Key.Key_Right, QtCore.Qt.Key.Key_Up):
            self.moved.emit(1)
        elif key in (QtCore.Qt.Key.Key_Delete, QtCore.Qt.Key.Key_Backspace):
            self.cleared.emit()
        elif key in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter):
            self.click()
        elif event.text().isdigit():
            self.typed.emit(event)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self.theme
        chosen = self.isChecked()
        with painter_on(self) as painter:
            line = _CHOSEN_EDGE if chosen else 1
            edge = theme.color("pain" if chosen else "control" if self.isEnabled() else "border")
            if chosen:
                fill = theme.pain_scale[self.value]
            elif self.isDown() or self.underMouse():
                fill = theme.color("pressed" if self.isDown() else "hover")
            else:
                fill = theme.color("surface")
            area = QRectF(self.rect())
            radius = theme.radius("control")
            fill_round(painter, area, radius, fill)
            edge_round(painter, area, radius - line / 2, edge, line)
            ink = theme.on_pain_scale[self.value] if chosen else theme.color("text")
            draw_words(painter, area, CENTRE, self.text(), sized_font(self.digits_px, 600), ink)


class PainScale(QGroupBox):
    """A radio group from 0 to 10 that starts untouched.

    ``value`` is ``None`` until the person answers and again after the answer
    was taken back (Delete, or a click on the chosen number). It is never 0
    unless 0 was chosen. Arrow keys move the answer, digits choose it; 1 and
    then 0 is 10.
    """

    value_changed = Signal(object)
    """The new answer: an int from 0 to 10, or None."""

    def __init__(self, theme: Theme, question: str, *, large: bool = False) -> None:
        """An untouched scale; ``question`` is what it is called to assistive technology."""
        super().__init__()
        self._theme = theme
        self._value: int | None = None
        self._keys = DigitKeys()
        self.setFlat(True)
        self.setStyleSheet("QGroupBox { border: none; margin: 0; padding: 0; }")
        self.setAccessibleName(question)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        height = theme.size("button_large" if large else "pain_cell") + (8 if large else 0)
        self._cells = [_PainCell(theme, value, height) for value in range(LOWEST, HIGHEST + 1)]
        for cell in self._cells:
            self._group.addButton(cell, cell.value)
            row.addWidget(cell)
            cell.moved.connect(self._move)
            cell.cleared.connect(self.clear)
            cell.typed.connect(self.type_digit)
        self._group.idClicked.connect(self.set_value)
        self._describe()

    @property
    def value(self) -> int | None:
        """The answer, or None while there is none."""
        return self._value

    def set_value(self, value: int | None) -> None:
        """Set the answer; ``None`` takes it back. Raises ``ValueError`` outside 0 to 10."""
        if value is not None and not LOWEST <= value <= HIGHEST:
            message = f"a pain rating is 0 to 10, not {value}"
            raise ValueError(message)
        if value is None:
            self._group.setExclusive(False)
            for cell in self._cells:
                cell.setChecked(False)
            self._group.setExclusive(True)
        else:
            self._cells[value].setChecked(True)
        if value == self._value:
            return
        self._value = value
        self._describe()
        self.value_changed.emit(value)

    def clear(self) -> None:
        """Back to "not answered"."""
        self._keys.forget()
        self.set_value(None)

    def type_digit(self, event: QKeyEvent) -> None:
        """Take a digit key: 0 to 9, and 1 followed quickly by 0 for 10."""
        self.set_value(self._keys.read(int(event.text()), event.timestamp()))

    def focus_scale(self) -> None:
        """Give the keyboard to the chosen number, or to the first."""
        self._cells[self._value or 0].setFocus(QtCore.Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give up gaps before targets get too small."""
        super().resizeEvent(event)
        needed = len(self._cells) * self._theme.size("target_min") + (len(self._cells) - 1) * _GAP
        self._row.setSpacing(_GAP if self.width() >= needed else _NARROW_GAP)

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme from now on."""
        self._theme = theme
        for cell in self._cells:
            cell.theme = theme
            cell.update()

    def set_cell_height(self, height: int, digits_px: int) -> None:
        """Change the size of the numbers, in logical pixels."""
        for cell in self._cells:
            cell.set_height(height, digits_px)

    def cell(self, value: int) -> QRadioButton:
        """The button of one number."""
        return self._cells[value]

    def _move(self, step: int) -> None:
        focused = next((cell.value for cell in self._cells if cell.hasFocus()), 0)
        target = min(HIGHEST, max(LOWEST, focused + step))
        self._cells[target].setFocus(QtCore.Qt.FocusReason.TabFocusReason)
        self.set_value(target)

    def _describe(self) -> None:
        words = "Not answered" if self._value is None else f"{self._value} of {HIGHEST}"
        self.setAccessibleDescription(words)
