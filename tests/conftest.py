"""What every test gets: no screen, no real data folder, nothing left alive.

This file runs before Qt is imported by anything, so that the platform can be
chosen here.
"""

from __future__ import annotations

import gc
import os
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# The desktop's own settings must not reach the tests.
for _name in ("QT_STYLE_OVERRIDE", "QT_SCALE_FACTOR", "QT_AUTO_SCREEN_SCALE_FACTOR"):
    os.environ.pop(_name, None)

import pytest
from hypothesis import HealthCheck, settings
from PySide6.QtCore import QCoreApplication, QEvent, QThread, QTimer
from PySide6.QtGui import QCursor, QFont
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

FONT_FAMILY = "Inter"
"""Debian's fonts-inter (packaging/test installs it); DejaVu is the fallback."""

settings.register_profile("dev", deadline=None, max_examples=50)
settings.register_profile(
    "ci",
    deadline=None,
    max_examples=100,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """Name the program as the real one does."""
    return ["backrehab"]


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    """Pin style and font, so that sizes are the same on every machine."""
    QApplication.setDesktopSettingsAware(False)
    return _PinnedApplication


class _PinnedApplication(QApplication):
    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self.setStyle("Fusion")
        font = QFont([FONT_FAMILY, "DejaVu Sans"], 10)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        self.setFont(font)


@pytest.fixture(autouse=True)
def _own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Point every folder of the user into the test's own."""
    home = tmp_path / "home"
    monkeypatch.setenv("HOME", str(home))
    for name, folder in (
        ("XDG_DATA_HOME", "data"),
        ("XDG_CONFIG_HOME", "config"),
        ("XDG_CACHE_HOME", "cache"),
        ("XDG_STATE_HOME", "state"),
    ):
        monkeypatch.setenv(name, str(home / folder))


class _Started:
    """Remembers every object of a class whose ``start`` was called."""

    def __init__(self, owner: type, attribute: str = "start") -> None:
        self.objects: weakref.WeakSet[Any] = weakref.WeakSet()
        original = getattr(owner, attribute)

        def start(instance: Any, *args: Any, **kwargs: Any) -> Any:
            self.objects.add(instance)
            return original(instance, *args, **kwargs)

        setattr(owner, attribute, start)

    def alive(self, still_running: str) -> list[Any]:
        """The remembered objects that exist and say they still run."""
        return [
            item for item in list(self.objects) if isValid(item) and getattr(item, still_running)()
        ]


_timers = _Started(QTimer)
_threads = _Started(QThread)


def _windows() -> list[QWidget]:
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        return []
    return [widget for widget in application.topLevelWidgets() if widget.isVisible()]


def _left_alive(threads_before: set[threading.Thread]) -> list[str]:
    windows = [f"window {type(item).__name__} {item.objectName()!r}" for item in _windows()]
    timers = [f"timer of {_owner(timer)}" for timer in _timers.alive("isActive")]
    qt_threads = [f"QThread of {_owner(thread)}" for thread in _threads.alive("isRunning")]
    threads = [
        f"thread {thread.name!r}"
        for thread in threading.enumerate()
        if thread not in threads_before and not thread.name.startswith("Dummy-")
    ]
    return windows + timers + qt_threads + threads


def _owner(item: Any) -> str:
    parent = item.parent()
    return f"{type(parent).__name__} {item.objectName()!r}"


def _settle() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def _clear() -> None:
    """Remove what a test left, so that only the guilty one fails."""
    for timer in _timers.alive("isActive"):
        timer.stop()
    for widget in _windows():
        widget.hide()


@pytest.fixture(autouse=True)
def _nothing_left_alive() -> Iterator[None]:
    """Fail a test that leaves a window, a timer or a thread behind."""
    threads_before = set(threading.enumerate())
    if QCoreApplication.instance() is not None:
        # Where the last test left the pointer, something would be hovered over.
        QCursor.setPos(0, 0)
    yield
    if QCoreApplication.instance() is not None:
        _settle()
    if not _left_alive(threads_before):
        return
    # Cycles keep dropped objects alive for a while; only now is a full
    # collection worth its time.
    gc.collect()
    if QCoreApplication.instance() is not None:
        _settle()
    left = _left_alive(threads_before)
    _clear()
    if left:
        pytest.fail("left alive: " + "; ".join(left))
