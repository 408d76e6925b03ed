"""Keeps screen and computer awake during a session, and lets them sleep in its pauses."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import Protocol

from PySide6.QtCore import QObject


class Blocker(Protocol):
    """One way to keep the computer awake; must return at once and never raise."""

    def hold(self) -> None:
        """Keep it awake from now on."""
        ...

    def release(self) -> None:
        """Let it sleep again."""
        ...


class KeepAwake(QObject):
    """Holds every blocker of the platform while asked to."""

    def __init__(self, blockers: tuple[Blocker, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._blockers = blockers
        self._held = False

    def set_awake(self, awake: bool) -> None:
        """Keep awake, or no longer; the same again does nothing."""
        if awake == self._held:
            return
        self._held = awake
        for blocker in self._blockers:
            if awake:
                blocker.hold()
            else:
                blocker.release()


def blockers_of_platform() -> tuple[Blocker, ...]:
    """What this platform offers; empty where nothing is known."""
    if sys.platform == "linux":
        from backrehab_desktop.app.desktop.inhibitors import inhibitors

        return inhibitors()
    if sys.platform == "win32":
        return (_ExecutionState(),)
    if sys.platform == "darwin" and shutil.which("caffeinate"):
        return (_Caffeinate(),)
    return ()


class _Caffeinate:
    """macOS: its own tool, which ends with this process by itself."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def hold(self) -> None:
        try:
            self._process = subprocess.Popen(["caffeinate", "-di", "-w", str(os.getpid())])
        except OSError:
            self._process = None

    def release(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
            self._process = None


class _ExecutionState:
    """Windows: flags of the thread that set them (winbase.h)."""

    _CONTINUOUS, _SYSTEM, _DISPLAY = 0x80000000, 0x00000001, 0x00000002

    def hold(self) -> None:
        self._set(self._CONTINUOUS | self._SYSTEM | self._DISPLAY)

    def release(self) -> None:
        self._set(self._CONTINUOUS)

    def _set(self, flags: int) -> None:
        import ctypes

        windll = getattr(ctypes, "windll", None)
        if windll is not None:
            windll.kernel32.SetThreadExecutionState(flags)
