from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QFile, QIODevice, QTranslator
from PySide6.QtSvg import QSvgRenderer

from backrehab_desktop import resources_rc

ROOT = Path(__file__).parents[1]
ASSETS = ROOT / "assets"


def listed() -> dict[str, Path]:
    """Path inside the resource -> file, as resources.qrc has it."""
    entries = {}
    for group in ET.parse(ROOT / "resources.qrc").getroot().iter("qresource"):
        prefix = (group.get("prefix") or "/").rstrip("/")
        for entry in group.iter("file"):
            name = entry.get("alias") or entry.text or ""
            entries[f":{prefix}/{name}"] = ROOT / (entry.text or "")
    return entries


LISTED = listed()


def content(path: str) -> bytes:
    file = QFile(path)
    assert file.open(QIODevice.OpenModeFlag.ReadOnly), f"{path} is not in the resource"
    return bytes(file.readAll().data())


def test_the_list_and_the_folder_agree() -> None:
    files = {path for path in ASSETS.rglob("*") if path.is_file()}
    assert set(LISTED.values()) == files


@pytest.mark.parametrize("path", sorted(LISTED))
def test_every_resource_is_compiled_as_it_is(path: str) -> None:
    assert resources_rc.qt_resource_struct
    expected = LISTED[path].read_bytes()
    hint = "stale: run python packaging/build_hook.py"
    assert content(path) == expected, hint


@pytest.mark.parametrize("path", sorted(p for p in LISTED if p.endswith(".svg")))
def test_every_icon_paints(qapp: object, path: str) -> None:
    renderer = QSvgRenderer(QByteArray(content(path)))
    assert renderer.isValid()
    assert not renderer.defaultSize().isEmpty()


@pytest.mark.parametrize("path", sorted(p for p in LISTED if p.endswith(".wav")))
def test_every_sound_is_plain_pcm(path: str) -> None:
    data = content(path)
    assert data[:4] == b"RIFF"
    assert data[8:12] == b"WAVE"
    assert int.from_bytes(data[20:22], "little") == 1


def test_every_translation_loads() -> None:
    refused = [p for p in LISTED if p.endswith(".qm") and not QTranslator().load(p)]
    assert refused == []
