"""Remote control through MPRIS, which Linux desktops, headsets and phones speak.

The interfaces, members and paths are those of the MPRIS D-Bus specification, version 2.2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import ClassInfo, Property, QObject, Signal, Slot
from PySide6.QtDBus import QDBusAbstractAdaptor, QDBusMessage, QDBusObjectPath

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

SERVICE: Final = "org.mpris.MediaPlayer2.backrehab"
PATH: Final = "/org/mpris/MediaPlayer2"
_ROOT: Final = "org.mpris.MediaPlayer2"
_PLAYER: Final = "org.mpris.MediaPlayer2.Player"
_TRACK: Final = "/org/backrehab/exercise"
_PROPERTIES: Final = "org.freedesktop.DBus.Properties"


class RemoteControl(QObject):
    """Shows a session to the desktop while there is one, and passes on what it asks for.

    A bus that is not there, or a name that is taken, means no remote control and
    nothing else.
    """

    toggle_requested = Signal()
    play_requested = Signal()
    pause_requested = Signal()
    next_requested = Signal()
    previous_requested = Signal()
    raise_requested = Signal()

    def __init__(self, bus: QDBusConnection, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = bus
        self._shown = False
        self._target = QObject(self)
        self._root = _Root(self._target, self)
        self._player = _Player(self._target, self)

    def show(self, title: str, detail: str, *, playing: bool) -> None:
        """Show this exercise and what is done now; offers the controls."""
        changed = self._player.set_state(title, detail, playing=playing)
        if not self._shown:
            self._shown = self._bus.registerObject(PATH, self._target) and (
                self._bus.registerService(SERVICE)
            )
        elif changed:
            self._tell(changed)

    def hide(self) -> None:
        """Take the controls away."""
        if self._shown:
            self._bus.unregisterService(SERVICE)
            self._bus.unregisterObject(PATH)
            self._shown = False

    def _tell(self, changed: dict[str, Any]) -> None:
        message = QDBusMessage.createSignal(PATH, _PROPERTIES, "PropertiesChanged")
        message.setArguments([_PLAYER, changed, []])
        self._bus.send(message)


@ClassInfo({"D-Bus Interface": _ROOT})  # type: ignore[call-arg]  # PySide's stub
class _Root(QDBusAbstractAdaptor):  # type: ignore[operator]  # as above
    """The program as a whole. Names are the specification's."""

    def __init__(self, target: QObject, control: RemoteControl) -> None:
        super().__init__(target)
        self._control = control

    @Slot()
    def Raise(self) -> None:  # noqa: N802
        self._control.raise_requested.emit()

    @Slot()
    def Quit(self) -> None:  # noqa: N802
        """Not offered: a session is not ended by a slip on a headset."""

    def _identity(self) -> str:
        return "Back Rehab"

    def _desktop_entry(self) -> str:
        return "backrehab"

    def _yes(self) -> bool:
        return True

    def _no(self) -> bool:
        return False

    def _nothing(self) -> list[str]:
        return []

    Identity = Property(str, _identity)
    DesktopEntry = Property(str, _desktop_entry)
    CanRaise = Property(bool, _yes)
    CanQuit = Property(bool, _no)
    HasTrackList = Property(bool, _no)
    SupportedUriSchemes = Property("QStringList", _nothing)  # type: ignore[arg-type]  # a C++ type
    SupportedMimeTypes = Property("QStringList", _nothing)  # type: ignore[arg-type]  # a C++ type


@ClassInfo({"D-Bus Interface": _PLAYER})  # type: ignore[call-arg]  # PySide's stub
class _Player(QDBusAbstractAdaptor):  # type: ignore[operator]  # as above
    """The session. Next leaves the set, Previous repeats it, Stop pauses."""

    def __init__(self, target: QObject, control: RemoteControl) -> None:
        super().__init__(target)
        self._control = control
        self._status = "Stopped"
        self._metadata: dict[str, Any] = {}

    def set_state(self, title: str, detail: str, *, playing: bool) -> dict[str, Any]:
        """Take the state over and return the properties that differ from before."""
        state: dict[str, Any] = {
            "PlaybackStatus": "Playing" if playing else "Paused",
            "Metadata": {
                "mpris:trackid": QDBusObjectPath(_TRACK),
                "xesam:title": title,
                "xesam:artist": [detail],
            },
        }
        changed = dict(state)
        if self._status == state["PlaybackStatus"]:
            del changed["PlaybackStatus"]
        named = ("xesam:title", "xesam:artist")
        if all(self._metadata.get(name) == state["Metadata"][name] for name in named):
            del changed["Metadata"]
        self._status, self._metadata = state["PlaybackStatus"], state["Metadata"]
        return changed

    @Slot()
    def PlayPause(self) -> None:  # noqa: N802
        self._control.toggle_requested.emit()

    @Slot()
    def Play(self) -> None:  # noqa: N802
        self._control.play_requested.emit()

    @Slot()
    def Pause(self) -> None:  # noqa: N802
        self._control.pause_requested.emit()

    @Slot()
    def Stop(self) -> None:  # noqa: N802
        self._control.pause_requested.emit()

    @Slot()
    def Next(self) -> None:  # noqa: N802
        self._control.next_requested.emit()

    @Slot()
    def Previous(self) -> None:  # noqa: N802
        self._control.previous_requested.emit()

    def _playback_status(self) -> str:
        return self._status

    def _track(self) -> dict[str, Any]:
        return self._metadata

    def _one(self) -> float:
        return 1.0

    def _start(self) -> int:
        return 0

    def _yes(self) -> bool:
        return True

    def _no(self) -> bool:
        return False

    PlaybackStatus = Property(str, _playback_status)
    Metadata = Property("QVariantMap", _track)  # type: ignore[arg-type]  # a C++ type
    Rate = Property(float, _one)
    MinimumRate = Property(float, _one)
    MaximumRate = Property(float, _one)
    Volume = Property(float, _one)
    Position = Property("qlonglong", _start)  # type: ignore[arg-type]  # a C++ type
    CanGoNext = Property(bool, _yes)
    CanGoPrevious = Property(bool, _yes)
    CanPlay = Property(bool, _yes)
    CanPause = Property(bool, _yes)
    CanSeek = Property(bool, _no)
    CanControl = Property(bool, _yes)
