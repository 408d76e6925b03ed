from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from backrehab_desktop.store import files

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights as POSIX knows them")


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o777])
def test_a_new_file_is_private_under_any_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        files.ensure_private_file(tmp_path / "new.db")
    finally:
        os.umask(before)
    assert mode_of(tmp_path / "new.db") == 0o600


def test_an_open_file_is_made_private_and_keeps_its_content(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    path.write_bytes(b"kept")
    path.chmod(0o644)
    files.ensure_private_file(path)
    assert mode_of(path) == 0o600
    assert path.read_bytes() == b"kept"


def test_a_read_only_file_stays_read_only(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    path.touch(0o400)
    files.ensure_private_file(path)
    assert mode_of(path) == 0o400


def test_a_folder_is_private(tmp_path: Path) -> None:
    files.ensure_private_folder(tmp_path / "backups")
    files.ensure_private_folder(tmp_path / "backups")
    assert mode_of(tmp_path / "backups") == 0o700


def test_syncing_needs_nothing_but_the_path(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x")
    files.sync_file(path)
    files.sync_folder(tmp_path)
    assert path.read_bytes() == b"x"
