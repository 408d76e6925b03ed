"""What is loaded when the window is first seen. The clock is left to the benchmarks."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HEAVY = [
    *("numpy", "pyqtgraph", "sqlite_utils", "sqlite3", "PySide6.QtMultimedia", "PIL"),
    # Ours, but dozens of dataclasses, which take a millisecond each.
    *("backrehab_desktop.core.records", "backrehab_desktop.core.player"),
    *("backrehab_desktop.core.voice", "backrehab_desktop.ui.figure.figure_view"),
]

RUN = """
import json, sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

heavy = json.loads(sys.argv[1])
report = {}

class Watcher(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched, QMainWindow) and not report:
            report["at_first_paint"] = [name for name in heavy if name in sys.modules]
            report["rows"] = [
                row.accessibleName()
                for row in watched.findChildren(QWidget)
                if type(row).__name__ == "ExerciseRow" and row.isVisible()
            ]
            QTimer.singleShot(0, self.look)
        return False

    def look(self):
        report["one_turn_later"] = [name for name in heavy if name in sys.modules]
        print(json.dumps(report), flush=True)
        QApplication.closeAllWindows()
        QApplication.quit()

run = QApplication.exec
def watched_exec(*_):
    watcher = Watcher()
    QApplication.instance().installEventFilter(watcher)
    return run()
QApplication.exec = watched_exec

from backrehab_desktop.__main__ import main
sys.exit(main(sys.argv[2:]))
"""


def program(*arguments: str) -> list[str]:
    return [sys.executable, "-P", "-c", RUN, json.dumps(HEAVY), *arguments]


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    done = subprocess.run(
        program("--data-dir", str(tmp_path_factory.mktemp("data"))),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def test_nothing_heavy_is_loaded_at_the_first_paint(seen: dict[str, Any]) -> None:
    assert seen["at_first_paint"] == []


def test_the_first_paint_shows_the_list_of_exercises(seen: dict[str, Any]) -> None:
    assert len(seen["rows"]) == 6
    assert any("Bridge" in row for row in seen["rows"])


def window(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "backrehab_desktop", "--data-dir", str(folder), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for(path: Path, process: subprocess.Popen[str]) -> None:
    """Wait for a file of the program with the process's own exit as the other way out."""
    for _ in range(200):
        if path.exists():
            return
        try:
            process.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
        break
    process.kill()
    pytest.fail(f"{path.name} was not made: {process.communicate()[1]}")


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_second_window_is_refused_and_the_first_ends_in_good_order(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with window(folder) as first:
        wait_for(folder / "backrehab.db", first)
        with window(folder) as second:
            _, err = second.communicate(timeout=30)
        assert second.returncode == 1
        assert err.startswith("backrehab: Back Rehab is already open")
        assert err.count("\n") == 1
        first.send_signal(signal.SIGTERM)
        _, err = first.communicate(timeout=30)
    assert first.returncode == 0, err
    assert "backrehab:" not in err
    assert not (folder / "backrehab.lock").exists()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / "backrehab.db").stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(sys.platform != "linux", reason="screens of Linux")
def test_without_a_screen_it_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    with window(tmp_path) as process:
        out, err = process.communicate(timeout=30)
    assert process.returncode == 1
    assert (out, err) == ("", "backrehab: there is no screen to open a window on\n")


def test_a_folder_that_is_a_file_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "data"
    path.write_text("x", "utf-8")
    with window(path) as process:
        _, err = process.communicate(timeout=30)
    assert process.returncode == 1
    assert err.count("\n") == 1
    assert "is a file" in err
