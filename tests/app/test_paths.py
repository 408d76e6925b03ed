from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from backrehab_desktop.app.paths import (
    DataFolderError,
    default_data_folder,
    prepare_data_folder,
    throwaway_data_folder,
)

POSIX = pytest.mark.skipif(os.name != "posix", reason="rights as POSIX knows them")


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_platform_says_where(tmp_path: Path) -> None:
    folder = prepare_data_folder()
    assert folder == default_data_folder()
    assert folder.name == "backrehab"
    assert folder.is_dir()
    assert tmp_path in folder.parents  # the tests' own home


@POSIX
def test_the_default_folder_is_made_private() -> None:
    folder = default_data_folder()
    folder.mkdir(parents=True, mode=0o755)
    (folder / "backrehab.db").touch()
    assert mode_of(prepare_data_folder()) == 0o700


@POSIX
@pytest.mark.parametrize("umask", [0o000, 0o022])
def test_a_new_folder_is_private_with_its_missing_parents(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        folder = prepare_data_folder(tmp_path / "some" / "where")
    finally:
        os.umask(before)
    assert mode_of(folder) == 0o700


@POSIX
def test_an_empty_folder_is_made_private(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir(mode=0o755)
    assert mode_of(prepare_data_folder(tmp_path / "empty")) == 0o700


@POSIX
def test_a_folder_used_for_other_things_keeps_its_rights(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o755)
    (shared / "letter.txt").touch()
    assert prepare_data_folder(shared) == shared
    assert mode_of(shared) == 0o755


def test_a_relative_folder_becomes_absolute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert prepare_data_folder(Path("here")) == tmp_path / "here"


def test_the_tilde_is_home() -> None:
    assert prepare_data_folder(Path("~/mine")) == Path.home() / "mine"


def test_a_file_in_the_way_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for chosen in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(DataFolderError) as raised:
            prepare_data_folder(chosen)
        assert str(chosen) in str(raised.value)
        assert "--data-dir" in str(raised.value)
        assert "\n" not in str(raised.value)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder nobody can write to")
def test_a_folder_that_cannot_be_made_is_told() -> None:
    with pytest.raises(DataFolderError, match="cannot be used"):
        prepare_data_folder(Path("/proc/backrehab"))


@POSIX
def test_the_throwaway_folder_is_private_and_gone_afterwards() -> None:
    with throwaway_data_folder() as folder:
        assert mode_of(folder) == 0o700
        (folder / "backrehab.db").touch()
    assert not folder.exists()
