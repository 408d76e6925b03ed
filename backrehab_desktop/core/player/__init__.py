"""The session player: a pure state machine, importable without numpy or Qt."""

from backrehab_desktop.core.player.events import (
    Event,
    Finished,
    LeadInEntered,
    Paused,
    PauseReason,
    PhaseEntered,
    Resumed,
    SetFinished,
)
from backrehab_desktop.core.player.plan import PlannedExercise
from backrehab_desktop.core.player.player import Player
from backrehab_desktop.core.player.script import (
    Block,
    Pacing,
    Phase,
    PhaseKind,
    Script,
    build_script,
)
from backrehab_desktop.core.player.state import PlayerState, PlayerStatus, countdown_s

__all__ = [
    "Block",
    "Event",
    "Finished",
    "LeadInEntered",
    "Pacing",
    "PauseReason",
    "Paused",
    "Phase",
    "PhaseEntered",
    "PhaseKind",
    "PlannedExercise",
    "Player",
    "PlayerState",
    "PlayerStatus",
    "Resumed",
    "Script",
    "SetFinished",
    "build_script",
    "countdown_s",
]
