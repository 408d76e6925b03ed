"""Linux: the desktop's screen saver and the system's login manager, asked not to sleep."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

if TYPE_CHECKING:
    from collections.abc import Callable

_PROGRAM: Final = "Back Rehab"
_REASON: Final = "A guided exercise session is running"
_CONNECTION: Final = "backrehab-awake"


def inhibitors() -> tuple[ScreenSaver, LoginManager]:
    """Both on the buses of this session and this computer."""
    return (
        ScreenSaver(_own_connection),
        LoginManager(QDBusConnection.systemBus()),
    )


def _own_connection() -> QDBusConnection:
    return QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, _CONNECTION)


class ScreenSaver:
    """The freedesktop screen saver interface: no blanking, no locking.

    What is asked for on a connection ends with the connection, so closing it is the
    way back; the cookie of the interface is an unsigned number, which PySide cannot send.
    """

    def __init__(self, connect: Callable[[], QDBusConnection]) -> None:
        self._connect = connect
        self._bus: QDBusConnection | None = None

    def hold(self) -> None:
        """Ask; the answer does not matter."""
        self._bus = self._connect()
        call = QDBusMessage.createMethodCall(
            "org.freedesktop.ScreenSaver",
            "/org/freedesktop/ScreenSaver",
            "org.freedesktop.ScreenSaver",
            "Inhibit",
        )
        call.setArguments([_PROGRAM, _REASON])
        self._bus.asyncCall(call)

    def release(self) -> None:
        """Give back what was granted."""
        if self._bus is not None:
            QDBusConnection.disconnectFromBus(self._bus.name())
            self._bus = None


class LoginManager(QObject):
    """systemd's logind: no sleep for idleness. What it grants is an open file, held here."""

    def __init__(self, bus: QDBusConnection) -> None:
        super().__init__()
        self._bus = bus
        self._wanted = False
        self._watcher: QDBusPendingCallWatcher | None = None
        self._file: Any = None

    @property
    def is_held(self) -> bool:
        """Whether the request was granted."""
        return self._file is not None

    def hold(self) -> None:
        """Ask, without waiting for the answer."""
        self._wanted = True
        if self._watcher is not None or self._file is not None:
            return
        path = "/org/freedesktop/login1"
        call = QDBusMessage.createMethodCall(
            "org.freedesktop.login1", path, "org.freedesktop.login1.Manager", "Inhibit"
        )
        call.setArguments(["idle", _PROGRAM, _REASON, "block"])
        self._watcher = QDBusPendingCallWatcher(self._bus.asyncCall(call), self)
        self._watcher.finished.connect(self._take_answer)

    def release(self) -> None:
        """Close the file; one that is still to come is closed as it comes."""
        self._wanted = False
        self._file = None

    @Slot()
    def _take_answer(self) -> None:
        watcher, self._watcher = self._watcher, None
        if watcher is None:
            return
        reply = watcher.reply()
        watcher.deleteLater()
        granted = reply.type() is QDBusMessage.MessageType.ReplyMessage
        if granted and self._wanted:
            self._file = next(iter(reply.arguments()), None)
