from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QFile
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

import backrehab_desktop.resources_rc  # noqa: F401  (what the style sheet points to)
from backrehab_desktop.ui.theme import stylesheet
from backrehab_desktop.ui.theme.stylesheet import build_palette, build_stylesheet
from backrehab_desktop.ui.theme.tokens import ThemeName, load_theme

THEMES: tuple[ThemeName, ...] = ("light", "dark")


@pytest.mark.parametrize("name", THEMES)
def test_every_place_is_filled_and_every_picture_exists(
    qapp: QApplication, name: ThemeName
) -> None:
    sheet = build_stylesheet(load_theme(name))
    assert "$" not in sheet
    pictures = re.findall(r"url\((:[^)]+)\)", sheet)
    assert pictures
    assert [picture for picture in pictures if not QFile.exists(picture)] == []


def test_no_colour_is_written_into_the_template() -> None:
    template = Path(stylesheet.__file__).with_name("style.qss").read_text(encoding="utf-8")
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b", template) == []


@pytest.mark.parametrize("name", THEMES)
def test_nothing_of_the_palette_is_the_default_grey(qapp: QApplication, name: ThemeName) -> None:
    palette = build_palette(load_theme(name))
    tokens = {value.lower() for value in load_theme(name).colors.values()}
    role = QPalette.ColorRole
    for place in (
        role.Window,
        role.WindowText,
        role.Base,
        role.AlternateBase,
        role.Text,
        role.Button,
        role.ButtonText,
        role.ToolTipBase,
        role.ToolTipText,
        role.Highlight,
        role.HighlightedText,
        role.Light,
        role.Midlight,
        role.Mid,
        role.Dark,
        role.Shadow,
        role.PlaceholderText,
        role.Link,
        role.Accent,
    ):
        assert palette.color(place).name() in tokens, place
