"""The small pictures before there is anything that could paint them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QPixmap

    from backrehab_desktop.ui.figure.thumbnails import ThumbnailProvider
    from backrehab_desktop.ui.theme.tokens import Theme


class LateThumbnails(QObject):
    """Has no picture until :meth:`open` brings the provider, then hands its pictures on.

    The first paint asks for pictures; what paints them is loaded after it.
    """

    thumbnail_ready = Signal(str)
    """The id of an exercise whose picture can be had now, or has to be asked for again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._provider: ThumbnailProvider | None = None
        self._missed: dict[str, None] = {}

    def request(self, exercise_id: str, size: QSize, theme: Theme) -> QPixmap | None:
        """The picture, or None while there is none."""
        if self._provider is not None:
            return self._provider.request(exercise_id, size, theme)
        self._missed[exercise_id] = None
        return None

    def open(self, provider: ThumbnailProvider) -> None:
        """Take the provider, and have everybody ask again for what was missed."""
        self._provider = provider
        provider.thumbnail_ready.connect(self.thumbnail_ready)
        missed, self._missed = self._missed, {}
        for exercise_id in missed:
            self.thumbnail_ready.emit(exercise_id)
