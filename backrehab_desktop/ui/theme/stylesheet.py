"""One function per theme turns the tokens into a style sheet and a palette."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPalette

from backrehab_desktop.ui.theme.tokens import read_tokens

if TYPE_CHECKING:
    from backrehab_desktop.ui.theme.tokens import Theme

LABEL_STEPS = ("caption", "small", "body", "label", "heading", "cue", "title", "name", "display")
"""Steps of the type scale that a QLabel can ask for with its property ``type``."""


@cache
def _template() -> Template:
    return Template(Path(__file__).with_name("style.qss").read_text(encoding="utf-8"))


def _type_rules(theme: Theme) -> str:
    """One rule per step: ``QLabel[type="title"]`` and the like."""
    rules = []
    for step in LABEL_STEPS:
        style = theme.type(step)
        rules.append(
            f'QLabel[type="{step}"] {{ font-size: {style.size}px; font-weight: {style.weight}; }}'
        )
    return "\n".join(rules)


def build_stylesheet(theme: Theme) -> str:
    """The style sheet of the application; raises ``KeyError`` for a token that is not there."""
    radii = {f"r_{name}": str(value) for name, value in read_tokens()["radius"].items()}
    return _template().substitute(
        theme.colors, **radii, mode=theme.name, type_rules=_type_rules(theme)
    )


def build_palette(theme: Theme) -> QPalette:
    """The palette behind the style sheet, so that nothing falls back to the default grey."""
    color = {role: QColor(value) for role, value in theme.colors.items()}
    role = QPalette.ColorRole
    palette = QPalette()
    pairs = {
        role.Window: "window",
        role.WindowText: "text",
        role.Base: "surface",
        role.AlternateBase: "sunken",
        role.Text: "text",
        role.Button: "surface",
        role.ButtonText: "text",
        role.BrightText: "danger",
        role.ToolTipBase: "raised",
        role.ToolTipText: "text",
        role.PlaceholderText: "muted",
        role.Highlight: "accent",
        role.HighlightedText: "on_accent",
        role.Accent: "accent",
        role.Link: "accent",
        role.LinkVisited: "accent",
        role.Light: "surface",
        role.Midlight: "hover",
        role.Mid: "border",
        role.Dark: "control",
        role.Shadow: "border",
    }
    for place, name in pairs.items():
        palette.setColor(place, color[name])
    for place in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, place, color["muted"])
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, color["track"])
    return palette
