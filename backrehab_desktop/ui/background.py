"""What works behind the window, each on a thread of its own: store, figures, tones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from backrehab_desktop.app.activity_controller import ActivityController
from backrehab_desktop.app.jobs import JobThread
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
    from backrehab_desktop.ui.figure.kept_pictures import KeptPictures


class Background(QObject):
    """Made after the first paint, as importing it alone would delay that."""

    def __init__(
        self,
        opener: Callable[[], Store],
        clock: SessionClock,
        kept: KeptPictures,
        exercise_of: Callable[[str], Exercise],
        parent: QObject,
        *,
        speech: bool,
    ) -> None:
        """Nothing has started yet; without ``speech`` there are tones only."""
        super().__init__(parent)
        self.worker = StoreWorker(opener, self)
        self.jobs = JobThread("figures", self)
        self.motions = MotionLibrary(self.jobs, self)
        self.thumbnails = ThumbnailProvider(self.jobs, kept, self)
        self.tones = TonePlayer(parent=self)
        self.voice = Voice(clock, helper_command() if speech else (), self)
        self.narrator = SessionVoice(self.voice, exercise_of, clock.rate, self)
        self.controller = SessionController(
            self.worker, clock, self.tones, narrator=self.narrator, parent=self
        )

        self.activities = ActivityController(self.worker, clock, self.tones, self)

    def close(self) -> None:
        """Hand over what is unwritten and end every thread; waits for the disk."""
        self.controller.close()
        self.activities.close()
        self.jobs.close()
        self.voice.close()
        self.tones.close()
        self.worker.close()
