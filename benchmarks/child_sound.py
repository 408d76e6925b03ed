"""Plays a short session aloud and prints, as JSON, what was to be heard and when.

``python -m benchmarks.child_sound``: the real controller, voice and tones; a store that
keeps nothing. Times are those of ``time.monotonic``.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

import backrehab_desktop.resources_rc  # noqa: F401 - the tones
from backrehab_desktop.app.clock import SystemClock
from backrehab_desktop.app.session_controller import SessionController
from backrehab_desktop.app.session_plan import SessionPlan
from backrehab_desktop.app.session_voice import SessionVoice
from backrehab_desktop.app.speech import Voice, helper_command
from backrehab_desktop.app.tones import Tone, TonePlayer
from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
from backrehab_desktop.catalogue.motions import load_timeline
from backrehab_desktop.core.exercise import Dose
from backrehab_desktop.core.player import PlannedExercise
from backrehab_desktop.core.voice import VoiceLevel
from benchmarks.marks import report

if TYPE_CHECKING:
    from collections.abc import Callable

DOSES = {
    "bridge": Dose(1, 2, 6.0, 2.0, 30.0),
    "bird-dog": Dose(1, 1, 5.0, 2.0, 30.0),
}
PAUSE_AFTER_S, PAUSE_S = 26.0, 6.0
RUN_MS = 100_000


class NoStore:
    """Confirms everything and keeps nothing."""

    def submit(
        self,
        _function: Callable[[Any], Any],
        on_done: Callable[[Any], None] | None = None,
        _on_error: Callable[[Any], None] | None = None,
    ) -> None:
        """Confirm."""
        if on_done is not None:
            on_done(None)


class Heard(QObject):
    """Writes down each tone as it is asked for."""

    played = Signal(str)

    def __init__(self, tones: TonePlayer) -> None:
        super().__init__()
        self._tones = tones
        self.events: list[dict[str, Any]] = []

    def play(self, tone: Tone) -> None:
        """Note and sound it."""
        self.note("tone", tone.value)
        self._tones.play(tone)

    def note(self, kind: str, what: str) -> None:
        """Write down what is heard from now on."""
        if what or kind != "say":
            self.events.append({"at_s": time.monotonic(), "kind": kind, "what": what})


def main() -> int:
    """Play, then print."""
    app = QApplication([])
    clock = SystemClock()
    catalogue = ExerciseCatalogue()
    tones = TonePlayer()
    tones.prepare()
    heard = Heard(tones)
    voice = Voice(clock, helper_command())
    narrator = SessionVoice(voice, catalogue.get, clock.rate)
    narrator.set_level(VoiceLevel(sys.argv[1]))
    controller = SessionController(NoStore(), clock, heard, narrator=narrator)
    narrator.captioned.connect(lambda text: heard.note("say", text))
    controller.paused.connect(lambda _reason: heard.note("pause", "begins"))
    controller.finished.connect(lambda _result: QTimer.singleShot(3000, app.quit))
    items = []
    for name, dose in DOSES.items():
        exercise, pace = catalogue.get(name), load_timeline(name)
        items.append(
            PlannedExercise(
                name,
                exercise.name,
                exercise.position,
                exercise.sides,
                dose,
                pace.move_s,
                pace.return_s,
            )
        )

    def begin() -> None:
        controller.start(SessionPlan("sound", tuple(items)))
        QTimer.singleShot(round(PAUSE_AFTER_S * 1000), controller.pause)
        QTimer.singleShot(round((PAUSE_AFTER_S + PAUSE_S) * 1000), resume)

    def resume() -> None:
        heard.note("pause", "ends")
        controller.resume()

    if narrator.level.speaks:
        voice.availability_changed.connect(begin)
        voice.prepare()
    else:
        QTimer.singleShot(1000, begin)
    QTimer.singleShot(RUN_MS, app.quit)
    app.exec()
    controller.close()
    voice.close()
    tones.close()
    report({"events": heard.events, "message": voice.message or tones.message})
    return 0


if __name__ == "__main__":
    sys.exit(main())
