"""Notices on Linux that the screen was locked or the computer is about to sleep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection


class AbsenceWatcher(QObject):
    """Tells once for each lock and each sleep; a bus that is missing tells nothing."""

    left = Signal()

    def __init__(
        self, session: QDBusConnection, system: QDBusConnection, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        take: Any = SLOT("take(bool)")  # PySide's stub asks for bytes, which it then refuses
        for name in ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"):
            session.connect("", "", name, "ActiveChanged", self, take)
        place = "/org/freedesktop/login1"
        manager = "org.freedesktop.login1.Manager"
        system.connect("org.freedesktop.login1", place, manager, "PrepareForSleep", self, take)

    @Slot(bool)
    def take(self, away: bool) -> None:
        """What both say: true on the way out, false on the way back."""
        if away:
            self.left.emit()
