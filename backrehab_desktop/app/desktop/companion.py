"""Keeps the desktop informed of a session: remote control, staying awake, pausing when left."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from backrehab_desktop.app.desktop.awake import KeepAwake, blockers_of_platform

if TYPE_CHECKING:
    from backrehab_desktop.app.desktop.absence import AbsenceWatcher
    from backrehab_desktop.app.desktop.remote import RemoteControl
    from backrehab_desktop.app.session_controller import SessionController


class DesktopCompanion(QObject):
    """Follows one controller; without remote or watcher it only keeps the computer awake."""

    raise_requested = Signal()
    """The desktop asks to see the window."""

    def __init__(
        self,
        controller: SessionController,
        awake: KeepAwake,
        remote: RemoteControl | None = None,
        absence: AbsenceWatcher | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._awake = awake
        self._remote = remote
        controller.state_changed.connect(self.refresh)
        controller.phase_entered.connect(self.refresh)
        if absence is not None:
            absence.left.connect(controller.pause)
        if remote is not None:
            remote.toggle_requested.connect(controller.toggle)
            remote.play_requested.connect(controller.resume)
            remote.pause_requested.connect(controller.pause)
            remote.next_requested.connect(controller.skip)
            remote.previous_requested.connect(controller.back)
            remote.raise_requested.connect(self.raise_requested)

    def refresh(self) -> None:
        """Show the session as it is now."""
        self._awake.set_awake(self._controller.is_running)
        if self._remote is None:
            return
        state = self._controller.state()
        if state is None or not self._controller.is_active:
            self._remote.hide()
            return
        detail = f"Exercise {state.item_number} of {state.items}"
        self._remote.show(state.item.name, detail, playing=self._controller.is_running)

    def close(self) -> None:
        """Let the computer sleep and take the controls away."""
        self._awake.set_awake(False)
        if self._remote is not None:
            self._remote.hide()


def make_companion(controller: SessionController, parent: QObject) -> DesktopCompanion:
    """The companion for this platform, on the buses of the person's own session."""
    awake = KeepAwake(blockers_of_platform())
    if sys.platform != "linux":
        return DesktopCompanion(controller, awake, parent=parent)
    from PySide6.QtDBus import QDBusConnection

    from backrehab_desktop.app.desktop.absence import AbsenceWatcher
    from backrehab_desktop.app.desktop.remote import RemoteControl

    session, system = QDBusConnection.sessionBus(), QDBusConnection.systemBus()
    return DesktopCompanion(
        controller,
        awake,
        RemoteControl(session, parent),
        AbsenceWatcher(session, system, parent),
        parent,
    )
