"""Pictures kept on the disk: found by all they show, never taken when anything is wrong."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QColor, QImage, QImageWriter
from pytestqt.qtbot import QtBot

from backrehab_desktop.ui.figure import kept_pictures
from backrehab_desktop.ui.figure.kept_pictures import KeptPictures
from backrehab_desktop.ui.theme.tokens import Theme, load_theme

SIZE = QSize(40, 30)
LIGHT, DARK = load_theme("light"), load_theme("dark")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def kept(folder: Path) -> KeptPictures:
    return KeptPictures(folder)


def key_of(
    kept: KeptPictures,
    exercise_id: str = "bridge",
    size: QSize = SIZE,
    ratio: float = 1.0,
    theme: Theme = LIGHT,
    moment: str = "hold",
) -> bytes:
    key = kept.key(exercise_id, size, ratio, theme, moment)
    assert key is not None
    return key


def picture(color: str = "#336699", size: QSize = SIZE) -> QImage:
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    return image


def only_file(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


def test_what_was_kept_is_found_again(kept: KeptPictures) -> None:
    key = key_of(kept)
    assert kept.load(key, SIZE, 1.0) is None
    kept.keep(key, picture())

    found = kept.load(key, SIZE, 1.0)

    assert found is not None
    assert found.convertToFormat(QImage.Format.Format_RGB32) == picture()


def test_a_fine_screen_gets_its_finer_picture(kept: KeptPictures) -> None:
    key = key_of(kept, ratio=2.0)
    kept.keep(key, picture(size=SIZE * 2))

    found = kept.load(key, SIZE, 2.0)

    assert found is not None
    assert found.deviceIndependentSize().toSize() == SIZE


def test_each_thing_that_is_seen_has_its_own_key(
    kept: KeptPictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = {
        key_of(kept),
        key_of(kept, "clamshell"),
        key_of(kept, size=QSize(41, 30)),
        key_of(kept, ratio=2.0),
        key_of(kept, theme=DARK),
        key_of(kept, moment="start"),
    }
    monkeypatch.setattr(kept_pictures, "motion_source", lambda _: b"the author changed it")
    keys.add(key_of(kept))
    monkeypatch.setattr(kept_pictures, "_program_mark", lambda: b"another version")
    keys.add(key_of(kept))

    assert len(keys) == 8


def test_an_unknown_exercise_has_no_key(kept: KeptPictures) -> None:
    key = kept.key("no-such-exercise", SIZE, 1.0, LIGHT, "hold")

    assert key is None
    kept.keep(key, picture())
    assert kept.load(key, SIZE, 1.0) is None


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "other", "swapped"])
def test_what_is_damaged_or_foreign_is_not_taken(
    kept: KeptPictures, folder: Path, damage: str
) -> None:
    key = key_of(kept)
    kept.keep(key, picture())
    path = only_file(folder)
    whole = path.read_bytes()
    if damage == "cut":
        path.write_bytes(whole[: len(whole) // 2])
    elif damage == "flipped":
        path.write_bytes(whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:])
    elif damage == "empty":
        path.write_bytes(b"")
    elif damage == "other":
        assert QImageWriter(str(path), QByteArray(b"png")).write(picture("#FF0000"))
    else:
        other = key_of(kept, "clamshell")
        kept.keep(other, picture("#FF0000"))
        (folder / other.hex()).replace(path)

    assert kept.load(key, SIZE, 1.0) is None
    kept.keep(key, picture())
    assert kept.load(key, SIZE, 1.0) is not None


@pytest.mark.skipif(os.name != "posix", reason="rights and pipes of POSIX")
def test_only_the_account_may_read_and_nothing_but_files_is_read(
    kept: KeptPictures, folder: Path
) -> None:
    key = key_of(kept)
    kept.keep(key, picture())
    path = only_file(folder)
    assert path.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    path.unlink()
    os.mkfifo(path)

    assert kept.load(key, SIZE, 1.0) is None


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("in the way", "utf-8")
    kept = KeptPictures(tmp_path / "cache")
    key = key_of(kept)

    kept.keep(key, picture())
    kept.tidy()

    assert kept.load(key, SIZE, 1.0) is None


def test_the_oldest_go_when_there_are_too_many(
    kept: KeptPictures, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_pictures, "_MOST_KEPT", 2)
    keys = [key_of(kept, moment=str(number)) for number in range(4)]
    for age, key in enumerate(keys):
        kept.keep(key, picture())
        os.utime(folder / key.hex(), (1000 + age, 1000 + age))

    kept.tidy()

    assert [kept.load(key, SIZE, 1.0) is not None for key in keys] == [False, False, True, True]


def test_nothing_is_kept_without_a_folder(qtbot: QtBot) -> None:
    kept = KeptPictures(None)

    assert kept.key("bridge", SIZE, 1.0, LIGHT, "hold") is None
    kept.tidy()
