"""``backrehab doctor``: what the program finds on this computer, for a report of trouble.

Nothing is changed, nothing is sent. Whatever may end or hang the process (Qt
without a screen, sound services) is asked in a process of its own.
"""

from __future__ import annotations

import json
import os
import platform
import stat
import subprocess
import sys
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from backrehab_desktop import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import TextIO

PROBE_TIMEOUT_S = 20.0
"""A sound server that does not answer by then will not."""


class Status(StrEnum):
    """How a finding is."""

    OK = "ok"
    WARNING = "warning"
    """The program runs without it."""
    FAILED = "failed"
    """The program does not run, or does not remember."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report."""

    subject: str
    status: Status
    text: str


def doctor(out: TextIO, data_folder: Path | None, *, as_json: bool, probe: str | None) -> int:
    """Write the report; return 1 when something keeps the program from working, else 0.

    ``probe`` makes this process ask Qt itself and write only that answer.
    """
    if probe is not None:
        out.write(json.dumps(_PROBES[probe]()) + "\n")
        return 0
    findings = list(examine(data_folder))
    if as_json:
        json.dump({"findings": [asdict(finding) for finding in findings]}, out, indent=2)
        out.write("\n")
    else:
        width = max(len(finding.subject) for finding in findings)
        for finding in findings:
            mark = {"ok": " ok ", "warning": "note", "failed": "FAIL"}[finding.status]
            out.write(f"{mark}  {finding.subject.ljust(width)}  {finding.text}\n")
    return int(any(finding.status is Status.FAILED for finding in findings))


def examine(data_folder: Path | None) -> Iterator[Finding]:
    """Look at everything in turn; a failing part never keeps the others from being looked at."""
    yield Finding("Back Rehab", Status.OK, __version__)
    yield _python()
    yield from _screen()
    yield from _data(data_folder)
    yield _sound()
    yield _speech()


def _python() -> Finding:
    text = f"{platform.python_version()} on {platform.platform()}"
    supported = sys.version_info >= (3, 11)
    return Finding("Python", Status.OK if supported else Status.FAILED, text)


def _screen() -> Iterator[Finding]:
    try:
        found = _ask("screen")
    except _ProbeError as error:
        yield Finding("Window system", Status.FAILED, str(error))
        return
    yield Finding("Qt", Status.OK, f"{found['qt']}, PySide6 {found['pyside']}")
    visible = found["platform"] not in {"offscreen", "minimal"}
    yield Finding(
        "Window system",
        Status.OK if visible else Status.WARNING,
        f"{found['platform']}, {found['screens']}",
    )
    yield Finding("Fonts", Status.OK if found["families"] else Status.FAILED, str(found["fonts"]))


def _sound() -> Finding:
    try:
        outputs = _ask("sound")["outputs"]
    except _ProbeError as error:
        return Finding("Sound", Status.WARNING, f"none: {error}")
    if not isinstance(outputs, list) or not outputs:
        return Finding("Sound", Status.WARNING, "no output device; the changes are still shown")
    return Finding("Sound", Status.OK, ", ".join(map(str, outputs)))


def _speech() -> Finding:
    try:
        engines = _ask("speech")["engines"]
    except _ProbeError as error:
        return Finding("Speech", Status.WARNING, f"none: {error}")
    listed = ", ".join(map(str, engines)) if isinstance(engines, list) else ""
    return Finding("Speech", Status.OK, f"engines Qt lists, not started: {listed or 'none'}")


def _data(data_folder: Path | None) -> Iterator[Finding]:
    from backrehab_desktop.app.paths import default_data_folder

    folder = (data_folder or default_data_folder()).expanduser().absolute()
    if not folder.exists():
        yield Finding("Data folder", Status.OK, f"{folder}, not made yet")
        return
    usable = folder.is_dir() and os.access(folder, os.R_OK | os.W_OK | os.X_OK)
    if not usable:
        yield Finding("Data folder", Status.FAILED, f"{folder} cannot be used: check its rights")
        return
    yield _rights(folder)
    yield _database(folder)


def _rights(folder: Path) -> Finding:
    mode = stat.S_IMODE(folder.stat().st_mode)
    private = os.name != "posix" or not mode & 0o077
    text = f"{folder}, rights {mode:04o}" + ("" if private else ": others may look inside")
    return Finding("Data folder", Status.OK if private else Status.WARNING, text)


def _database(folder: Path) -> Finding:
    from backrehab_desktop.store.errors import StoreError
    from backrehab_desktop.store.inspect import inspect_database

    try:
        report = inspect_database(folder)
    except StoreError as error:
        return Finding("Database", Status.FAILED, str(error))
    return Finding("Database", Status.OK if report.sound else Status.FAILED, report.text)


# ---- questions to Qt, each in a process that may die or hang


class _ProbeError(Exception):
    """A probe gave no answer; ``str()`` says why."""


def _ask(probe: str) -> dict[str, object]:
    program = [sys.executable]
    if not getattr(sys, "frozen", False):
        program += ["-P", "-m", "backrehab_desktop"]
    try:
        done = subprocess.run(
            [*program, "doctor", "--probe", probe],
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=PROBE_TIMEOUT_S,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired:
        raise _ProbeError(f"no answer in {PROBE_TIMEOUT_S:.0f} seconds") from None
    if done.returncode == 0:
        answer = json.loads(done.stdout)
        if isinstance(answer, dict) and "error" not in answer:
            return answer
        raise _ProbeError(str(answer["error"]))
    said = [line.strip() for line in done.stderr.splitlines() if line.strip()]
    raise _ProbeError(said[0] if said else f"the question ended with code {done.returncode}")


def _probe_screen() -> dict[str, object]:
    import PySide6
    from PySide6.QtCore import qVersion
    from PySide6.QtGui import QFontDatabase, QFontInfo, QGuiApplication

    application = QGuiApplication(["backrehab"])
    general = QFontInfo(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))
    families = len(QFontDatabase.families())
    screens = [
        f"{screen.size().width()} x {screen.size().height()} at {screen.devicePixelRatio():g}"
        for screen in application.screens()
    ]
    return {
        "qt": qVersion(),
        "pyside": PySide6.__version__,
        "platform": application.platformName(),
        "screens": ", ".join(screens),
        "families": families,
        "fonts": f"{general.family()}, {families} families",
    }


def _probe_sound() -> dict[str, object]:
    from PySide6.QtCore import QCoreApplication

    try:
        from PySide6.QtMultimedia import QMediaDevices
    except ImportError as error:  # a system library is missing
        return {"error": str(error)}
    application = QCoreApplication(["backrehab"])
    outputs = [device.description() for device in QMediaDevices.audioOutputs()]
    application.quit()
    return {"outputs": outputs}


def _probe_speech() -> dict[str, object]:
    from PySide6.QtCore import QCoreApplication

    try:
        from PySide6.QtTextToSpeech import QTextToSpeech
    except ImportError as error:
        return {"error": str(error)}
    application = QCoreApplication(["backrehab"])
    # The order varies between runs. Listing starts no engine; one without
    # sound can hang for many seconds.
    engines = sorted(QTextToSpeech.availableEngines())
    application.quit()
    return {"engines": engines}


_PROBES: dict[str, Callable[[], dict[str, object]]] = {
    "screen": _probe_screen,
    "sound": _probe_sound,
    "speech": _probe_speech,
}
