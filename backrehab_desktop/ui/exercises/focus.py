"""When a focus is worth showing: a pointer shows where it is by itself."""

from __future__ import annotations

from PySide6.QtCore import Qt

KEYBOARD_REASONS = frozenset(
    {
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
    }
)
"""Ways for the focus to come from the keyboard."""
