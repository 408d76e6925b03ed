"""How a moment of a motion is shown: a value, so that a view can tell whether it changed."""

from __future__ import annotations

from dataclasses import dataclass

from backrehab_desktop.core.figure.timeline import Part

_MUSCLE_ROLES = frozenset({"work", "stretch", "work_far", "stretch_far"})
ARROW_ROLES = frozenset({"arrow", "arrow_halo"})


@dataclass(frozen=True, slots=True)
class Look:
    """How a moment is shown."""

    sample: float = 0.0
    part: Part | None = None
    """The part of the repetition that runs; an arrow shows in a move only."""
    ghost: bool = True
    highlight: bool = True
    fades: bool = False
    """Cross-fade between key poses instead of moving."""
    breath: float = 0.0
    """How far in the figure has breathed in its hold, 0 to 1."""

    @property
    def hidden(self) -> frozenset[str]:
        """The colour roles to leave out."""
        roles = frozenset() if self.highlight else _MUSCLE_ROLES
        moves = self.part in {Part.MOVE, Part.RETURN} and not self.fades
        return roles if moves else roles | ARROW_ROLES
