"""The page that shows how pain and sessions went."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from backrehab_desktop.app.store_worker import StoreWorker
    from backrehab_desktop.core.clock import Clock
    from backrehab_desktop.store.errors import StoreError
    from backrehab_desktop.ui.progress.loading import ProgressData
    from backrehab_desktop.ui.progress.progress_panel import ProgressPanel
    from backrehab_desktop.ui.theme.tokens import Theme


class ProgressPage(QWidget):
    """Pain over time, sessions each week and the days, from what the store remembers.

    Nothing is built, imported or asked before the page is first shown; the
    queries run on the store's own thread. Every visit asks again.
    """

    def __init__(
        self, worker: StoreWorker, clock: Clock, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._worker = worker
        self._clock = clock
        self._theme = theme
        self._panel: ProgressPanel | None = None
        self._data: ProgressData | None = None
        self._stale = True
        self._loading = False

    @property
    def panel(self) -> ProgressPanel | None:
        """What is on the page, or None before its first visit."""
        return self._panel

    @property
    def data(self) -> ProgressData | None:
        """What is shown, or None before the store has answered."""
        return self._data

    def set_theme(self, theme: Theme) -> None:
        """Paint what is built from now on with other colours."""
        self._theme = theme

    def refresh(self) -> None:
        """Ask the store again, if anybody sees it; for what is stored during a visit."""
        self._stale = True
        if self.isVisible():
            self._load()

    def showEvent(self, event: QShowEvent) -> None:
        """Build on the first visit; ask the store on every one."""
        super().showEvent(event)
        if self._panel is None:
            self._build()
        self._load()

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget that the numbers were fresh."""
        super().hideEvent(event)
        self._stale = True

    def _build(self) -> None:
        # Not at the top: the first paint of the window must not wait for it.
        from backrehab_desktop.ui.progress.progress_panel import ProgressPanel

        self._panel = ProgressPanel(self._theme)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._panel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def _load(self) -> None:
        if not self._stale or self._loading:
            return
        from backrehab_desktop.ui.progress.loading import load_progress

        self._stale = False
        self._loading = True
        today = self._clock.now().date()
        self._worker.submit(partial(load_progress, today=today), self._show, self._fail)

    def _show(self, data: ProgressData) -> None:
        # The answer may come when the window is gone already.
        if self._panel is None or not isValid(self):
            return
        self._loading = False
        self._panel.show_message("")
        if data != self._data:
            self._data = data
            self._panel.show_data(data)
        if self.isVisible():
            self._load()

    def _fail(self, error: StoreError) -> None:
        if self._panel is None or not isValid(self):
            return
        self._loading = False
        self._panel.show_message(str(error))
