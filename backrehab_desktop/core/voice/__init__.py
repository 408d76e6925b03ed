"""What the voice says in a session, and when: decided without Qt, speech or a clock."""

from backrehab_desktop.core.voice.cues import Cue, Weight, cues_of
from backrehab_desktop.core.voice.narration import LATE_S, Narration, Say, Silence, Speech
from backrehab_desktop.core.voice.pace import SpokenPace
from backrehab_desktop.core.voice.words import (
    PLACEHOLDERS,
    Line,
    SpokenLine,
    VoiceWords,
)
from backrehab_desktop.core.voice_level import VoiceLevel

__all__ = [
    "LATE_S",
    "PLACEHOLDERS",
    "Cue",
    "Line",
    "Narration",
    "Say",
    "Silence",
    "Speech",
    "SpokenLine",
    "SpokenPace",
    "VoiceLevel",
    "VoiceWords",
    "Weight",
    "cues_of",
]
