from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from backrehab_desktop.app.single_instance import LOCK_NAME, AlreadyRunningError, lock_data_folder

HOLD_THE_LOCK = """
import sys
from pathlib import Path
from backrehab_desktop.app.single_instance import lock_data_folder
lock = lock_data_folder(Path(sys.argv[1]))
print("locked", flush=True)
sys.stdin.read()
"""


def test_a_second_one_is_refused_with_a_sentence(tmp_path: Path) -> None:
    lock = lock_data_folder(tmp_path)
    with pytest.raises(AlreadyRunningError, match="already open"):
        lock_data_folder(tmp_path)
    lock.unlock()
    lock_data_folder(tmp_path).unlock()


@pytest.mark.skipif(os.name != "posix", reason="rights are of POSIX")
@pytest.mark.parametrize("umask", [0o000, 0o022])
def test_the_lock_is_private_and_later_files_are_as_before(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        lock = lock_data_folder(tmp_path)
    finally:
        left = os.umask(before)
    assert stat.S_IMODE((tmp_path / LOCK_NAME).stat().st_mode) == 0o600
    assert left == umask
    lock.unlock()


def test_other_folders_are_free(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    first, second = lock_data_folder(tmp_path), lock_data_folder(tmp_path / "other")
    first.unlock()
    second.unlock()


def test_a_folder_that_cannot_be_locked_is_said(tmp_path: Path) -> None:
    with pytest.raises(AlreadyRunningError, match="cannot be locked"):
        lock_data_folder(tmp_path / "missing")


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9 is of POSIX")
def test_a_killed_program_leaves_the_way_free(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD_THE_LOCK, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "locked\n"
        with pytest.raises(AlreadyRunningError):
            lock_data_folder(tmp_path)
        other.kill()
        other.wait()
    lock_data_folder(tmp_path).unlock()
