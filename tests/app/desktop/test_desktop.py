"""The session as the desktop sees and steers it, over a real message bus."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import ClassInfo, QCoreApplication, QObject, QProcess, Signal, Slot
from PySide6.QtDBus import (
    QDBusAbstractAdaptor,
    QDBusConnection,
    QDBusMessage,
    QDBusUnixFileDescriptor,
)
from pytestqt.qtbot import QtBot

from backrehab_desktop.app.desktop.absence import AbsenceWatcher
from backrehab_desktop.app.desktop.awake import KeepAwake
from backrehab_desktop.app.desktop.companion import DesktopCompanion
from backrehab_desktop.app.desktop.inhibitors import LoginManager, ScreenSaver
from backrehab_desktop.app.desktop.remote import PATH, SERVICE, RemoteControl

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is Linux's")

Connect = Callable[[], QDBusConnection]
PLAYER = "org.mpris.MediaPlayer2.Player"


def is_known(bus: QDBusConnection, name: str) -> bool:
    reply = bus.interface().call("NameHasOwner", name)
    return bool(reply.arguments()[0])


class Desktop:
    """A shell with media keys: another program on the bus.

    It asks without waiting, as the program it asks lives in this very thread.
    """

    def __init__(self, bus: QDBusConnection) -> None:
        self.bus = bus

    def press(self, member: str, interface: str = PLAYER) -> None:
        self.bus.send(QDBusMessage.createMethodCall(SERVICE, PATH, interface, member))


@pytest.fixture
def remote(qapp: QCoreApplication, connect: Connect) -> Iterator[RemoteControl]:
    control = RemoteControl(connect())
    yield control
    control.hide()


@pytest.fixture
def desktop(qapp: QCoreApplication, connect: Connect) -> Desktop:
    return Desktop(connect())


def test_the_controls_are_there_while_a_session_is(remote: RemoteControl, desktop: Desktop) -> None:
    assert not is_known(desktop.bus, SERVICE)
    remote.show("Bridge", "Exercise 1 of 6", playing=True)
    assert is_known(desktop.bus, SERVICE)
    remote.hide()
    assert not is_known(desktop.bus, SERVICE)


@pytest.mark.parametrize(
    ("member", "signal"),
    [
        ("PlayPause", "toggle_requested"),
        ("Play", "play_requested"),
        ("Pause", "pause_requested"),
        ("Stop", "pause_requested"),
        ("Next", "next_requested"),
        ("Previous", "previous_requested"),
    ],
)
def test_each_key_does_what_it_says(
    qtbot: QtBot, remote: RemoteControl, desktop: Desktop, member: str, signal: str
) -> None:
    remote.show("Bridge", "Exercise 1 of 6", playing=True)
    with qtbot.waitSignal(getattr(remote, signal), timeout=5000):
        desktop.press(member)


def test_the_desktop_can_bring_the_window_to_the_front(
    qtbot: QtBot, remote: RemoteControl, desktop: Desktop
) -> None:
    remote.show("Bridge", "Exercise 1 of 6", playing=True)
    with qtbot.waitSignal(remote.raise_requested, timeout=5000):
        desktop.press("Raise", "org.mpris.MediaPlayer2")


@pytest.fixture
def heard(qtbot: QtBot, bus_address: str) -> Iterator[Callable[[str], str]]:
    """What a listener on the bus heard since it was last asked, up to a word."""
    listener = QProcess()
    rule = "type='signal',member='PropertiesChanged'"
    listener.start("dbus-monitor", ["--address", bus_address, rule])
    listener.waitForReadyRead(5000)  # its own name: it listens now
    listener.readAllStandardOutput()

    def hear(word: str) -> str:
        text = ""

        def has_come() -> bool:
            nonlocal text
            text += bytes(listener.readAllStandardOutput().data()).decode()
            return word in text

        qtbot.waitUntil(has_come, timeout=5000)
        return text

    yield hear
    listener.kill()
    listener.waitForFinished()


def test_only_what_changed_is_told(remote: RemoteControl, heard: Callable[[str], str]) -> None:
    remote.show("Bridge", "Exercise 1 of 6", playing=True)
    remote.show("Bridge", "Exercise 1 of 6", playing=False)
    assert "Metadata" not in heard("Paused")
    remote.show("Bird dog", "Exercise 2 of 6", playing=False)
    assert "PlaybackStatus" not in heard("Bird dog")


def test_a_second_program_of_the_name_does_no_harm(connect: Connect, qtbot: QtBot) -> None:
    first, second = RemoteControl(connect()), RemoteControl(connect())
    first.show("Bridge", "x", playing=True)
    second.show("Bridge", "x", playing=True)
    second.hide()
    assert is_known(connect(), SERVICE)
    first.hide()


@ClassInfo({"D-Bus Interface": "org.freedesktop.login1.Manager"})
class _Logind(QDBusAbstractAdaptor):
    """Grants the writing end of a pipe, as logind does."""

    def __init__(self, target: QObject, write_end: int) -> None:
        super().__init__(target)
        self._write_end = write_end
        self.asked: list[str] = []

    @Slot(str, str, str, str, result="QDBusUnixFileDescriptor")
    def Inhibit(self, what: str, _who: str, _why: str, mode: str) -> Any:  # noqa: N802
        self.asked.append(f"{what} {mode}")
        return QDBusUnixFileDescriptor(self._write_end)


def test_the_login_manager_is_held_off_until_released(qtbot: QtBot, connect: Connect) -> None:
    read_end, write_end = os.pipe()
    target, bus = QObject(), connect()
    logind = _Logind(target, write_end)
    bus.registerObject("/org/freedesktop/login1", target)
    bus.registerService("org.freedesktop.login1")
    manager = LoginManager(connect())
    manager.hold()
    qtbot.waitUntil(lambda: manager.is_held, timeout=5000)
    assert logind.asked == ["idle block"]
    os.close(write_end)
    assert not select.select([read_end], [], [], 0)[0]
    manager.release()
    # The end of the file says that the last holder has let go.
    qtbot.waitUntil(lambda: bool(select.select([read_end], [], [], 0)[0]), timeout=5000)
    os.close(read_end)


def test_the_screen_saver_is_held_off_by_a_connection(connect: Connect) -> None:
    made: list[str] = []

    def own() -> QDBusConnection:
        connection = connect()
        made.append(connection.baseService())
        return connection

    watcher = connect()
    saver = ScreenSaver(own)
    saver.hold()
    assert is_known(watcher, made[0])
    saver.release()
    assert not is_known(watcher, made[0])


def test_without_a_bus_nothing_breaks(qtbot: QtBot) -> None:
    nowhere = QDBusConnection("no such connection")
    remote = RemoteControl(nowhere)
    remote.show("Bridge", "x", playing=True)
    remote.hide()
    for blocker in (ScreenSaver(lambda: nowhere), LoginManager(nowhere)):
        blocker.hold()
        blocker.release()
    AbsenceWatcher(nowhere, nowhere)


@pytest.mark.parametrize(
    ("path", "interface", "member"),
    [
        ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged"),
        ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged"),
        ("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep"),
    ],
)
def test_a_lock_and_a_sleep_are_noticed_and_the_return_is_not(
    qtbot: QtBot, connect: Connect, path: str, interface: str, member: str
) -> None:
    sender, listener = connect(), connect()
    sender.registerService("org.freedesktop.login1")
    watcher = AbsenceWatcher(listener, listener)
    told: list[None] = []
    watcher.left.connect(lambda: told.append(None))
    for value in (False, True):
        message = QDBusMessage.createSignal(path, interface, member)
        message.setArguments([value])
        sender.send(message)
    qtbot.waitUntil(lambda: bool(told), timeout=5000)
    assert told == [None]


class CountingBlocker:
    def __init__(self) -> None:
        self.calls: list[str] = []

    def hold(self) -> None:
        self.calls.append("hold")

    def release(self) -> None:
        self.calls.append("release")


class FakeSession(QObject):
    """As much of a controller as the companion looks at."""

    state_changed = Signal()
    phase_entered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.is_running = False
        self.is_active = False

    def state(self) -> None:
        return None

    @Slot()
    def pause(self) -> None:
        self.is_running = False
        self.state_changed.emit()


def test_the_computer_stays_awake_while_the_session_runs_only(qtbot: QtBot) -> None:
    blocker, session = CountingBlocker(), FakeSession()
    companion = DesktopCompanion(session, KeepAwake((blocker,)))  # type: ignore[arg-type]
    session.is_running = True
    for _second in range(3):
        session.state_changed.emit()
    assert blocker.calls == ["hold"]
    session.pause()
    assert blocker.calls == ["hold", "release"]
    session.is_running = True
    session.state_changed.emit()
    companion.close()
    assert blocker.calls == ["hold", "release"] * 2
