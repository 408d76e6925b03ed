"""Buttons in the shape of chips: what filters, and what leads to another exercise."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from backrehab_desktop.ui.theme.focus_names import FOCUS_RADIUS

CHIP_RADIUS = 20
"""Half of a chip's height: the focus ring follows its round ends."""


def chip_button(words: str) -> QPushButton:
    """A button in the shape of a chip."""
    button = QPushButton(words)
    button.setProperty("role", "chip")
    button.setProperty(FOCUS_RADIUS, CHIP_RADIUS)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button


def link_chip(said: str, words: str) -> QPushButton:
    """A chip that shows ``words`` and is announced as ``said``."""
    button = chip_button(words)
    button.setAccessibleName(said)
    return button
