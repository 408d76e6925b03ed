"""Brings a session to floor mode and back to its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from backrehab_desktop.core.voice import Line

if TYPE_CHECKING:
    from backrehab_desktop.app.settings import SettingsFile
    from backrehab_desktop.ui.floor.floor_page import FloorPage
    from backrehab_desktop.ui.theme.manager import ThemeManager
    from backrehab_desktop.ui.today.session_flow import SessionFlow
    from backrehab_desktop.ui.window import MainWindow


class FloorWiring(QObject):
    """Made with the session's panels; its page only when floor mode is first entered."""

    def __init__(
        self,
        window: MainWindow,
        flow: SessionFlow,
        settings: SettingsFile,
        themes: ThemeManager,
    ) -> None:
        """The session is on its page."""
        super().__init__(window)
        self._window = window
        self._flow = flow
        self._settings = settings
        self._themes = themes
        self._page: FloorPage | None = None
        flow.floor_toggled.connect(self.toggle)
        flow.session_shown.connect(self._begin)
        flow.put_away.connect(self.leave)

    @property
    def page(self) -> FloorPage | None:
        """Floor mode, once it was entered."""
        return self._page

    @property
    def is_on(self) -> bool:
        """Whether the session is shown in floor mode."""
        return not self._flow.is_on_page

    def toggle(self) -> None:
        """To floor mode, or back."""
        if self.is_on:
            self._leave_by_hand()
        else:
            self.enter()
            self._flow.controller.answer(Line.FLOOR_ON)

    def enter(self) -> None:
        """Show the session that has begun as large as the screen."""
        if self.is_on or self._flow.controller.script is None:
            return
        page = self._page or self._build()
        page.begin()
        # The flow first: a page that is hidden with the session on it would pause it.
        self._flow.show_on(page)
        self._window.cover(page)
        self._flow.refresh()

    def leave(self) -> None:
        """Show the session, or what follows it, on its page again."""
        if not self.is_on:
            return
        self._flow.show_on(self._flow.panel)
        self._window.uncover()
        self._flow.refresh()
        self._window.focus_page()

    def _leave_by_hand(self) -> None:
        self.leave()
        self._flow.controller.answer(Line.FLOOR_OFF)

    def _begin(self) -> None:
        if self.is_on and self._page is not None:
            self._page.begin()
        elif self._settings.settings.floor_mode:
            self.enter()

    def _build(self) -> FloorPage:
        from backrehab_desktop.ui.floor.floor_page import FloorPage

        page = FloorPage(self._themes.theme)
        page.show_sound(self._settings.settings.sound)
        page.command_given.connect(self._flow.perform)
        page.question_left.connect(self._flow.put_question_away)
        page.left.connect(self._leave_by_hand)
        self._flow.add_surface(page)
        self._page = page
        return page
