"""Fonts of the system at the sizes of the type scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QGuiApplication

if TYPE_CHECKING:
    from backrehab_desktop.ui.theme.tokens import Theme

_TABULAR = QFont.Tag("tnum")


def interface_font() -> QFont:
    """The application's font with digits of equal width, at body size.

    That is the system's general font unless somebody chose another one, as
    the tests do to be the same on every machine.
    """
    font = QFont(QGuiApplication.font())
    font.setPixelSize(17)
    font.setFeature(_TABULAR, 1)
    return font


def scale_font(theme: Theme, step: str, weight: int | None = None) -> QFont:
    """The font of one step of the type scale; ``weight`` overrides the step's own."""
    style = theme.type(step)
    return sized_font(style.size, style.weight if weight is None else weight)


def sized_font(pixels: int, weight: int) -> QFont:
    """The interface font at a size in logical pixels and a weight 100-900."""
    font = interface_font()
    font.setPixelSize(max(1, pixels))
    font.setWeight(QFont.Weight(weight))
    return font
