"""The one window: the rail, the three pages, what is wrong, and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QByteArray, QRect, Signal
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from backrehab_desktop.app.first_paint import FirstPaint
from backrehab_desktop.ui.theme.manager import spread_theme
from backrehab_desktop.ui.widgets.badge import Badge
from backrehab_desktop.ui.widgets.banner import Banner
from backrehab_desktop.ui.widgets.navigation_rail import Destination, NavigationRail

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent

    from backrehab_desktop.app.settings import Settings, SettingsFile
    from backrehab_desktop.ui.theme.focus import FocusRing
    from backrehab_desktop.ui.theme.manager import ThemeManager
    from backrehab_desktop.ui.theme.tokens import Theme
    from backrehab_desktop.ui.today.page import TodayPage

COMPACT_BELOW = 1100
"""Width in logical pixels under which the rail and the list shrink to pictures."""
LEAST_SIZE = (900, 600)
USUAL_SIZE = (1280, 800)

TODAY, EXERCISES, PROGRESS = "today", "exercises", "progress"
ACTIVITY = "activity"
"""Opened from the library, and marked as it in the rail."""
_PLACES = (
    Destination(TODAY, "Today", "today"),
    Destination(EXERCISES, "Exercises", "exercises"),
    Destination(PROGRESS, "Progress", "progress"),
)
_SETTINGS = Destination("settings", "Settings", "settings")


def inside(wanted: QRect, room: QRect) -> QRect:
    """The nearest place within ``room``, smaller where it has to be."""
    size = wanted.size().boundedTo(room.size())
    left = min(max(wanted.x(), room.x()), room.x() + room.width() - size.width())
    top = min(max(wanted.y(), room.y()), room.y() + room.height() - size.height())
    return QRect(left, top, size.width(), size.height())


class MainWindow(QMainWindow):
    """Shows Today at once; the other pages are built when they are first visited.

    A page may offer ``set_compact(bool, int)`` to fit itself to a narrow
    window, and ``refresh()`` to bring itself up to date when it is shown; one
    with ``takes_keys`` gets the keys that nobody took, wherever the focus is.
    """

    closed = Signal()
    """The window is gone for good; everything may be put away."""
    settings_requested = Signal()

    def __init__(
        self,
        themes: ThemeManager,
        settings: SettingsFile,
        today: TodayPage,
        factories: Mapping[str, Callable[[], QWidget]],
        *,
        demo: bool = False,
    ) -> None:
        """Compose the window; ``factories`` build the pages by id."""
        super().__init__()
        self._themes = themes
        self._settings = settings
        self._factories = dict(factories)
        self._today = today
        self._pages: dict[str, QWidget] = {TODAY: today}
        self._may_close = False
        self._is_refusing = False
        """Whether the banner says why something cannot be done now."""
        self._closing_questions: list[Callable[[], tuple[str, str] | None]] = [
            self._session_question
        ]
        self._was_maximized = False
        self._cover: QWidget | None = None
        self._was_full_screen = False
        self.setWindowTitle("Back Rehab (Demonstration)" if demo else "Back Rehab")
        self.setMinimumSize(*LEAST_SIZE)
        self.rail = NavigationRail(themes.theme, _PLACES, _SETTINGS)
        self.banner = Banner(themes.theme)
        self._stack = QStackedWidget()
        self._stack.addWidget(today)
        self._demo = (
            Badge(themes.theme, "Demo", "A demonstration with made-up data") if demo else None
        )
        self._ring: FocusRing | None = None
        self._lay_out()
        self.rail.page_chosen.connect(self.show_page)
        self.rail.settings_requested.connect(self.settings_requested)
        today.progress_requested.connect(lambda: self.show_page(PROGRESS))
        today.stage_changed.connect(self._forget_refusal)
        self.banner.act.clicked.connect(lambda: self.show_page(TODAY))
        themes.theme_changed.connect(self._spread)
        settings.changed.connect(self._take_settings)
        settings.failed.connect(self.tell)
        FirstPaint(self).painted.connect(themes.show_sheet)
        self._take_settings(settings.settings)
        self._restore_geometry()
        today.before.start.setFocus()

    # -- looking ------------------------------------------------------------

    @property
    def page(self) -> str:
        """Id of the page that is shown."""
        shown = self._stack.currentWidget()
        return next(page for page, widget in self._pages.items() if widget is shown)

    def built_page(self, page: str) -> QWidget | None:
        """A page, if it has been visited."""
        return self._pages.get(page)

    # -- pages --------------------------------------------------------------

    def show_page(self, page: str) -> None:
        """Show a page; builds it on the first visit."""
        if page not in self._pages or self._stack.currentWidget() is not self._pages[page]:
            self._forget_refusal()
        if page not in self._pages:
            widget = self._factories[page]()
            self._pages[page] = widget
            self._stack.addWidget(widget)
            self._fit(widget)
        widget = self._pages[page]
        self._stack.setCurrentWidget(widget)
        self.rail.set_current(EXERCISES if page == ACTIVITY else page)
        refresh = getattr(widget, "refresh", None)
        if callable(refresh):
            refresh()

    def add_page(self, page: str, factory: Callable[[], QWidget]) -> None:
        """Take one more page, which no button of the rail leads to."""
        self._factories[page] = factory

    def add_strip(self, strip: QWidget) -> None:
        """Put a line above the pages, under the banner."""
        self._right.insertWidget(1, strip)

    def add_closing_question(self, question: Callable[[], tuple[str, str] | None]) -> None:
        """Ask this, too, before the window closes: a title and a sentence, or ``None``."""
        self._closing_questions.append(question)

    def tell(self, sentence: str) -> None:
        """Say in the banner what is wrong in the surroundings."""
        self._is_refusing = False
        self.banner.tell(sentence)

    def refuse(self, sentence: str) -> None:
        """Say why something cannot be done now; on another page it says nothing any more."""
        self._is_refusing = True
        waits = self._today.is_session_active and self.page != TODAY
        self.banner.tell(sentence, "Go to the session" if waits else "")

    def _forget_refusal(self) -> None:
        if self._is_refusing:
            self.untell()

    def untell(self) -> None:
        """Take the banner away: what was wrong is well again."""
        self._is_refusing = False
        self.banner.hide()

    # -- window -------------------------------------------------------------

    def toggle_full_screen(self) -> None:
        """To full screen and back to what it was."""
        if self.isFullScreen():
            if self._was_maximized:
                self.showMaximized()
            else:
                self.showNormal()
        else:
            self._was_maximized = self.isMaximized()
            self.showFullScreen()

    def cover(self, page: QWidget) -> None:
        """Fill the whole screen with ``page``, over rail and pages, until :meth:`uncover`."""
        if self._cover is not None:
            return
        covered = self.takeCentralWidget()
        everything = covered if isinstance(covered, QStackedWidget) else QStackedWidget()
        if covered is not None and everything is not covered:
            everything.addWidget(covered)
        self.setCentralWidget(everything)
        self._cover = page
        everything.addWidget(page)
        everything.setCurrentWidget(page)
        page.setFocus()
        self._was_full_screen = self.isFullScreen()
        if not self._was_full_screen:
            self.toggle_full_screen()

    def uncover(self) -> None:
        """Show rail and pages again, in a window if they were in one."""
        everything = self.centralWidget()
        if self._cover is None or not isinstance(everything, QStackedWidget):
            return
        everything.setCurrentIndex(0)
        everything.removeWidget(self._cover)
        self._cover = None
        if self.isFullScreen() and not self._was_full_screen:
            self.toggle_full_screen()

    def focus_page(self) -> None:
        """Give the keyboard back to the page that is shown."""
        take_focus = getattr(self._stack.currentWidget(), "take_focus", None)
        if callable(take_focus):
            take_focus()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Whoever uses Tab sees where the focus is from now on."""
        if self._ring is None:
            from backrehab_desktop.ui.theme.focus import FocusRing

            self._ring = FocusRing(self, self._themes.theme)
        return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F11 anywhere; what the focused page would take when the focus is on the rail."""
        if event.key() == QtCore.Qt.Key.Key_F11 or (
            event.key() == QtCore.Qt.Key.Key_Escape and self.isFullScreen()
        ):
            self.toggle_full_screen()
        elif (page := self._page_without_focus()) is not None:
            page.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shrink the rail and the pages together."""
        super().resizeEvent(event)
        compact = self.width() < COMPACT_BELOW
        self.rail.set_compact(compact)
        for page in self._pages.values():
            self._fit(page)

    def closeEvent(self, event: QCloseEvent) -> None:
        """What would be cut off is asked about first; everything finished is kept either way."""
        asked = (question() for question in self._closing_questions)
        cut_off = next((words for words in asked if words is not None), None)
        if cut_off is not None and not self._may_close:
            event.ignore()
            self._ask_to_close(*cut_off)
            return
        if not self.isFullScreen():
            words = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
            self._settings.change(geometry=words)
        super().closeEvent(event)
        self.closed.emit()

    def close_without_asking(self) -> None:
        """Close as when the system ends the program: nothing finished is lost."""
        self._may_close = True
        self.close()

    # -- private ------------------------------------------------------------

    def _page_without_focus(self) -> QWidget | None:
        """The page that is shown, if it wants the keys and the focus is elsewhere."""
        page = self._cover or self._stack.currentWidget()
        focused: QWidget | None = self.focusWidget()
        if page is None or not getattr(page, "takes_keys", False):
            return None
        return None if focused is not None and page.isAncestorOf(focused) else page

    def _lay_out(self) -> None:
        self._right = right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.banner)
        right.addWidget(self._stack, 1)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.setCentralWidget(middle)
        if self._demo is not None:
            self.rail.add_badge(self._demo)

    def _fit(self, page: QWidget) -> None:
        fit = getattr(page, "set_compact", None)
        if callable(fit):
            fit(self.width() < COMPACT_BELOW, self.height())

    def _spread(self, theme: Theme) -> None:
        spread_theme(self, theme)
        if self._ring is not None:
            self._ring.set_theme(theme)

    def _take_settings(self, settings: Settings) -> None:
        self._themes.choose(settings.theme)
        self._today.set_reduced_motion(settings.reduced_motion)
        self._today.show_sound(settings.sound)
        self._today.show_floor_choice(settings.floor_mode)

    def _restore_geometry(self) -> None:
        kept = self._settings.settings.geometry
        bytes_kept = QByteArray.fromBase64(kept.encode("ascii", "ignore"))
        if not kept or not self.restoreGeometry(bytes_kept):
            self.resize(*USUAL_SIZE)
        self.setGeometry(inside(self.geometry(), self._room()))

    def _room(self) -> QRect:
        """What of the screen is free for windows."""
        return self.screen().availableGeometry()

    def _session_question(self) -> tuple[str, str] | None:
        if not self._today.is_session_active:
            return None
        return (
            "Close during the session?",
            "The sets you finished are kept. Next time you can go on where you stopped.",
        )

    def _ask_to_close(self, title: str, text: str) -> None:
        from backrehab_desktop.ui.widgets.ask import AskDialog

        dialog = AskDialog(self, self._themes.theme, title, text, safe="Stay", act="Close")
        dialog.ask(on_act=self.close_without_asking)
