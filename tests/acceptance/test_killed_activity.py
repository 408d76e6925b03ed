"""A timer that is killed loses at most a minute of what it had shown."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from backrehab_desktop.app.clock import SystemClock
from backrehab_desktop.store.store import DATABASE_NAME, Store

DRIVER = Path(__file__).with_name("drive_activity.py")
TIME_SCALE = 60
KILLS = 3
MINUTE = 60.0


def driver_in(folder: Path) -> subprocess.Popen[str]:
    """Start to time a walk."""
    folder.mkdir()
    command = [sys.executable, str(DRIVER), str(folder), str(TIME_SCALE)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def shown_until_killed(driver: subprocess.Popen[str], after_s: float) -> float:
    """Kill the driver once it has shown ``after_s``; what it showed last."""
    with driver as process:
        assert process.stdout
        shown_s = 0.0
        while shown_s < after_s:
            shown_s = float(process.stdout.readline())
        process.kill()
        lines = [line for line in process.stdout.readlines() if line.endswith("\n")]
    return float(lines[-1]) if lines else shown_s


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX")
def test_a_killed_timer_loses_at_most_a_minute(tmp_path: Path) -> None:
    moments = random.Random()
    folders = [tmp_path / str(number) for number in range(KILLS)]
    # All at once, as they mostly wait.
    drivers = [driver_in(folder) for folder in folders]
    for folder, driver in zip(folders, drivers, strict=True):
        shown_s = shown_until_killed(driver, moments.uniform(70, 150))
        store = Store.open(folder / DATABASE_NAME, SystemClock())
        found = store.unfinished_activity()
        sound = store.verify().sound
        store.close()
        assert sound
        assert found is not None
        assert found.start.activity_id == "walking"
        assert shown_s - MINUTE <= found.duration_s <= shown_s + MINUTE
