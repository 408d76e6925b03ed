"""The page that shows how pain and sessions went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from backrehab_desktop.app.store_worker import StoreWorker
    from backrehab_desktop.core.clock import Clock
    from backrehab_desktop.ui.theme.tokens import Theme


class ProgressPage(QWidget):
    """Pain over time, sessions each week and the days, from what the store remembers.

    Nothing is loaded before the page is first shown; the queries run on the
    store's own thread.
    """

    def __init__(
        self, worker: StoreWorker, clock: Clock, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._worker = worker
        self._clock = clock
        self._theme = theme

    def set_theme(self, theme: Theme) -> None:
        """Paint with other colours from now on."""
        self._theme = theme

    def refresh(self) -> None:
        """Ask the store again; call it when a session was stored. Cheap while hidden."""
