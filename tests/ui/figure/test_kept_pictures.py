"""Pictures kept on the disk: found by all they show, never taken when anything is wrong."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from backrehab_desktop.ui.figure import kept_pictures
from backrehab_desktop.ui.figure.kept_pictures import KeptPictures

PICTURE = b"a picture" * 20


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def kept(folder: Path) -> KeptPictures:
    return KeptPictures(folder)


def key_of(kept: KeptPictures, exercise_id: str = "bridge", *words: object) -> bytes:
    key = kept.key(exercise_id, *words)
    assert key is not None
    return key


def only_file(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


def test_what_was_kept_is_found_again(kept: KeptPictures) -> None:
    key = key_of(kept)
    assert kept.load(key) is None
    kept.keep(key, PICTURE)

    assert kept.load(key) == PICTURE


def test_whatever_decides_what_is_seen_changes_the_key(
    kept: KeptPictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = {
        key_of(kept),
        key_of(kept, "clamshell"),
        key_of(kept, "bridge", "light", 40, 30),
        key_of(kept, "bridge", "light", 40, 31),
        key_of(kept, "bridge", "dark", 40, 30),
    }
    monkeypatch.setattr(kept_pictures, "motion_source", lambda _: b"the author changed it")
    keys.add(key_of(kept))
    monkeypatch.setattr(kept_pictures, "_program_mark", lambda: b"another version")
    keys.add(key_of(kept))

    assert len(keys) == 7


def test_an_unknown_exercise_has_no_key(kept: KeptPictures, folder: Path) -> None:
    key = kept.key("no-such-exercise")

    assert key is None
    kept.keep(key, PICTURE)
    assert kept.load(key) is None
    assert not folder.exists()


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "other", "swapped"])
def test_what_is_damaged_or_foreign_is_not_taken(
    kept: KeptPictures, folder: Path, damage: str
) -> None:
    key = key_of(kept)
    kept.keep(key, PICTURE)
    path = only_file(folder)
    whole = path.read_bytes()
    if damage == "cut":
        path.write_bytes(whole[:-20])
    elif damage == "flipped":
        path.write_bytes(whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:])
    elif damage == "empty":
        path.write_bytes(b"")
    elif damage == "other":
        path.write_bytes(PICTURE)
    else:
        other = key_of(kept, "clamshell")
        kept.keep(other, PICTURE)
        (folder / other.hex()).replace(path)

    assert kept.load(key) is None
    kept.keep(key, PICTURE)
    assert kept.load(key) == PICTURE


@pytest.mark.skipif(os.name != "posix", reason="rights and pipes of POSIX")
def test_only_the_account_may_read_and_nothing_but_files_is_read(
    kept: KeptPictures, folder: Path
) -> None:
    key = key_of(kept)
    kept.keep(key, PICTURE)
    path = only_file(folder)
    assert path.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    path.unlink()
    os.mkfifo(path)

    assert kept.load(key) is None


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("in the way", "utf-8")
    kept = KeptPictures(tmp_path / "cache")
    key = key_of(kept)

    kept.keep(key, PICTURE)
    kept.tidy()

    assert kept.load(key) is None


def test_the_oldest_go_when_there_are_too_many(
    kept: KeptPictures, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_pictures, "_MOST_KEPT", 2)
    keys = [key_of(kept, "bridge", number) for number in range(4)]
    for age, key in enumerate(keys):
        kept.keep(key, PICTURE)
        os.utime(folder / key.hex(), (1000 + age, 1000 + age))

    kept.tidy()

    assert [kept.load(key) is not None for key in keys] == [False, False, True, True]


def test_nothing_is_kept_without_a_folder() -> None:
    kept = KeptPictures(None)

    assert kept.key("bridge") is None
    kept.tidy()
