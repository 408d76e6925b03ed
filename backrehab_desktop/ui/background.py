"""What works behind the window, each on a thread of its own: store, motions, pictures, tones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from backrehab_desktop.app.motions import MotionLibrary
from backrehab_desktop.app.session_controller import SessionController
from backrehab_desktop.app.session_voice import SessionVoice
from backrehab_desktop.app.speech import Voice, helper_command
from backrehab_desktop.app.store_worker import StoreWorker
from backrehab_desktop.app.tones import TonePlayer
from backrehab_desktop.ui.figure.thumbnails import ThumbnailProvider

if TYPE_CHECKING:
    from collections.abc import Callable

    from backrehab_desktop.app.clock import SessionClock
    from backrehab_desktop.core.exercise import Exercise
    from backrehab_desktop.store.store import Store


class Background(QObject):
    """Made after the first paint, as importing it alone would delay that."""

    def __init__(
        self,
        opener: Callable[[], Store],
        clock: SessionClock,
        exercise_of: Callable[[str], Exercise],
        parent: QObject,
        *,
        speech: bool,
    ) -> None:
        """Nothing has started yet; without ``speech`` there are tones only."""
        super().__init__(parent)
        self.worker = StoreWorker(opener, self)
        self.motions = MotionLibrary(self)
        self.thumbnails = ThumbnailProvider(self.motions, self)
        self.tones = TonePlayer(parent=self)
        self.voice = Voice(clock, helper_command() if speech else (), self)
        self.narrator = SessionVoice(self.voice, exercise_of, clock.rate, self)
        self.controller = SessionController(
            self.worker, clock, self.tones, narrator=self.narrator, parent=self
        )

    def close(self) -> None:
        """Hand over what is unwritten and end every thread; waits for the disk."""
        self.controller.close()
        self.thumbnails.close()
        self.motions.close()
        self.voice.close()
        self.tones.close()
        self.worker.close()
