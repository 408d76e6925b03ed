from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import pytest

from backrehab_desktop.catalogue import toml_cache

TEXT = 'name = "Bridge"\n[dose]\nsets = 2\nhold_s = 2.5\ncues = ["Lift", "Hold"]\n'


@pytest.fixture
def _writing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def kept(folder: Path) -> list[Path]:
    return sorted((folder / "__pycache__").glob("*"))


@pytest.mark.usefixtures("_writing")
def test_the_second_time_is_the_same_without_parsing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "bridge.toml"
    first = toml_cache.loads(file, TEXT)
    assert first == tomllib.loads(TEXT)
    assert len(kept(tmp_path)) == 1
    monkeypatch.setattr(tomllib, "loads", None)
    assert toml_cache.loads(file, TEXT) == first


@pytest.mark.usefixtures("_writing")
def test_a_changed_text_is_read_anew(tmp_path: Path) -> None:
    file = tmp_path / "bridge.toml"
    toml_cache.loads(file, TEXT)
    assert toml_cache.loads(file, TEXT.replace("2.5", "3.5"))["dose"]["hold_s"] == 3.5


@pytest.mark.usefixtures("_writing")
@pytest.mark.parametrize("damage", [b"", b"x", b"\xfb\xff\xff"])
def test_a_damaged_cache_is_made_again(tmp_path: Path, damage: bytes) -> None:
    file = tmp_path / "bridge.toml"
    expected = toml_cache.loads(file, TEXT)
    (path,) = kept(tmp_path)
    path.write_bytes(damage)
    assert toml_cache.loads(file, TEXT) == expected
    assert kept(tmp_path) == [path]
    assert path.read_bytes() != damage


@pytest.mark.usefixtures("_writing")
def test_a_folder_that_cannot_be_written_harms_nothing(tmp_path: Path) -> None:
    (tmp_path / "__pycache__").write_text("in the way", "utf-8")
    assert toml_cache.loads(tmp_path / "bridge.toml", TEXT)["name"] == "Bridge"


@pytest.mark.usefixtures("_writing")
def test_a_date_is_read_but_not_kept(tmp_path: Path) -> None:
    assert toml_cache.loads(tmp_path / "x.toml", "day = 2026-03-01\n")["day"].year == 2026
    assert kept(tmp_path) == []


@pytest.mark.usefixtures("_writing")
def test_a_mistake_in_the_file_is_told_each_time(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(tomllib.TOMLDecodeError):
            toml_cache.loads(tmp_path / "x.toml", "name =")


def test_nothing_is_written_when_python_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    toml_cache.loads(tmp_path / "x.toml", TEXT)
    assert list(tmp_path.iterdir()) == []
