"""How much is heard: apart from what is said, which the settings do without at the first paint."""

from __future__ import annotations

from enum import StrEnum


class VoiceLevel(StrEnum):
    """How much is heard."""

    OFF = "off"
    TONES = "tones"
    BRIEF = "brief"
    """Names, holds, sides, rests and counts."""
    FULL = "full"
    """Also how to move, hold and breathe."""

    @property
    def speaks(self) -> bool:
        """Whether words are spoken at all."""
        return self in (VoiceLevel.BRIEF, VoiceLevel.FULL)

    def includes(self, other: VoiceLevel) -> bool:
        """Whether what belongs to ``other`` is heard at this level."""
        order = tuple(VoiceLevel)
        return order.index(self) >= order.index(other)
