"""Chooses the theme and gives it to the whole application."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6 import QtCore
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QWidget

from backrehab_desktop.app.settings import ThemeChoice
from backrehab_desktop.ui.theme.fonts import interface_font
from backrehab_desktop.ui.theme.stylesheet import build_palette, build_stylesheet
from backrehab_desktop.ui.theme.tokens import load_theme

if TYPE_CHECKING:
    from backrehab_desktop.ui.theme.tokens import Theme, ThemeName


@runtime_checkable
class Themed(Protocol):
    """A widget that paints with the tokens itself."""

    def set_theme(self, theme: Theme) -> None:
        """Paint with this theme from now on."""
        ...


def spread_theme(root: QWidget, theme: Theme) -> None:
    """Hand the theme to the root and to everything under it that paints with tokens."""
    for widget in (root, *root.findChildren(QWidget)):
        if isinstance(widget, Themed):
            widget.set_theme(theme)


_MIDDLE = 128
"""Of 255: a window darker than this is that of a dark system."""


class ThemeManager(QObject):
    """Holds the theme in force; follows the system unless told otherwise.

    Emits ``theme_changed(Theme)`` after the application's palette and style
    sheet are in place.
    """

    theme_changed = Signal(object)

    def __init__(self, app: QApplication, choice: ThemeChoice = ThemeChoice.SYSTEM) -> None:
        """Set the font and the palette of the application; the style sheet follows.

        The style below them has to be Fusion; whoever makes the application
        asks for it there (``-style``), because a style at hand here would
        have all its enumerations built, see widgets.paint.
        """
        super().__init__(app)
        self._app = app
        self._choice = choice
        app.setFont(interface_font())
        # Read from the palette: the hint is an enumeration, see widgets.paint.
        ground = app.palette().color(QPalette.ColorRole.Window)
        self._system: ThemeName = "dark" if ground.lightness() < _MIDDLE else "light"
        self._theme = load_theme(self._wanted())
        self._sheet_shown = False
        self._apply()
        app.styleHints().colorSchemeChanged.connect(self._take_system)

    @property
    def theme(self) -> Theme:
        """The theme in force."""
        return self._theme

    @property
    def choice(self) -> ThemeChoice:
        """What the user asked for."""
        return self._choice

    def choose(self, choice: ThemeChoice) -> None:
        """Take the user's wish; changes the look at once."""
        self._choice = choice
        self._follow_system()

    def _wanted(self) -> ThemeName:
        if self._choice is ThemeChoice.LIGHT:
            return "light"
        if self._choice is ThemeChoice.DARK:
            return "dark"
        return self._system

    def _take_system(self, scheme: QtCore.Qt.ColorScheme) -> None:
        self._system = "dark" if scheme is QtCore.Qt.ColorScheme.Dark else "light"
        self._follow_system()

    def _follow_system(self) -> None:
        theme = load_theme(self._wanted())
        if theme is self._theme:
            return
        self._theme = theme
        self._apply()
        self.theme_changed.emit(theme)

    def show_sheet(self) -> None:
        """Put the style sheet in force.

        After the first paint: with a sheet every widget that finds its place
        is matched against all rules, a sixth of the time a bare window takes,
        and what is seen first paints itself.
        """
        self._sheet_shown = True
        self._app.setStyleSheet(build_stylesheet(self._theme))

    def _apply(self) -> None:
        self._app.setPalette(build_palette(self._theme))
        if self._sheet_shown:
            self.show_sheet()
