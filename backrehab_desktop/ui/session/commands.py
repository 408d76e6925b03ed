"""The one key for each action of a session, wherever it is shown."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


class Command(Enum):
    """What a person can ask of a session."""

    TOGGLE = auto()
    """Pause, or go on."""
    PAUSE = auto()
    RESUME = auto()
    BACK = auto()
    """Do this set again, or the one before."""
    SKIP = auto()
    MORE_REST = auto()
    SLOWER = auto()
    FASTER = auto()
    HURT = auto()
    MIRROR = auto()
    FLOOR = auto()
    SOUND = auto()


TEMPO_STEP = 0.1

_KEYS = {
    Qt.Key.Key_Space: Command.TOGGLE,
    Qt.Key.Key_MediaTogglePlayPause: Command.TOGGLE,
    Qt.Key.Key_MediaPlay: Command.TOGGLE,  # most keyboards have one key for both
    Qt.Key.Key_MediaPause: Command.PAUSE,
    Qt.Key.Key_MediaStop: Command.PAUSE,
    Qt.Key.Key_Left: Command.BACK,
    Qt.Key.Key_PageUp: Command.BACK,
    Qt.Key.Key_MediaPrevious: Command.BACK,
    Qt.Key.Key_A: Command.BACK,
    Qt.Key.Key_Right: Command.SKIP,
    Qt.Key.Key_PageDown: Command.SKIP,
    Qt.Key.Key_MediaNext: Command.SKIP,
    Qt.Key.Key_R: Command.MORE_REST,
    Qt.Key.Key_Minus: Command.SLOWER,
    Qt.Key.Key_Plus: Command.FASTER,
    Qt.Key.Key_Equal: Command.FASTER,  # the key of the plus, without Shift
    Qt.Key.Key_H: Command.HURT,
    Qt.Key.Key_M: Command.MIRROR,
    Qt.Key.Key_F: Command.FLOOR,
    Qt.Key.Key_S: Command.SOUND,
}
"""Page Up and Page Down are what a presenter's clicker sends."""

_SHIFTED = {Qt.Key.Key_Plus}
"""A plus needs Shift on many keyboards."""


def command_of(event: QKeyEvent) -> Command | None:
    """What the key asks for; nothing while it is held down or part of a shortcut."""
    if event.isAutoRepeat():
        return None
    key = Qt.Key(event.key())
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if key in _SHIFTED:
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    return None if modifiers else _KEYS.get(key)
