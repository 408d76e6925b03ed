"""A message bus of the test's own, so that nothing reaches the real desktop."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtDBus import QDBusConnection

Connect = Callable[[], QDBusConnection]


@pytest.fixture
def bus_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a bus that lives as long as the test."""
    daemon = shutil.which("dbus-daemon")
    if daemon is None:
        pytest.fail("dbus-daemon is missing; packaging/test installs it")
    address = f"unix:path={tmp_path_factory.mktemp('bus') / 'socket'}"
    process = subprocess.Popen(
        [daemon, "--session", f"--address={address}", "--nofork", "--print-address=1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.terminate()


@pytest.fixture
def connect(bus_address: str) -> Iterator[Connect]:
    """Makes connections to that bus, each with a name of its own."""
    names: list[str] = []

    def make() -> QDBusConnection:
        names.append(f"test-{len(names)}")
        connection = QDBusConnection.connectToBus(bus_address, names[-1])
        assert connection.isConnected()
        return connection

    yield make
    for name in names:
        QDBusConnection.disconnectFromBus(name)
