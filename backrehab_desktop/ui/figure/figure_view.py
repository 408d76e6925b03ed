"""The moving figure on its stage: paints one moment of a motion, and turns when dragged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from backrehab_desktop.core.figure.motion import Motion
    from backrehab_desktop.core.figure.timeline import Part
    from backrehab_desktop.ui.theme.tokens import Theme


class FigureView(QWidget):
    """Shows one moment of a motion; owns no time and no truth.

    A motion is drawn for the side it was solved for; ``set_mirrored(True)``
    shows the same motion done with the other side, so one solved motion is
    enough for both.
    """

    view_turned = Signal()
    """The user turned the figure or brought it home."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """A stage in the proportions a lying figure needs."""
        return QSize(720, 400)

    def set_motion(self, motion: Motion | None) -> None:
        """Show ``motion`` from its own best view; ``None`` leaves an empty stage."""

    def set_sample(self, sample: float) -> None:
        """Show the moment ``sample`` (a position on the baked samples)."""

    def set_direction(self, part: Part) -> None:
        """Say which part of the repetition runs: an arrow shows only in a move."""

    def set_mirrored(self, mirrored: bool) -> None:
        """Show the motion with the other side of the body."""

    def set_ghost_visible(self, visible: bool) -> None:
        """Show or hide the dashed outline of the other key pose."""

    def set_highlight_visible(self, visible: bool) -> None:
        """Show or hide the coloured muscles."""

    def set_reduced_motion(self, reduced: bool) -> None:
        """Cross-fade between key poses instead of moving."""

    def set_theme(self, theme: Theme) -> None:
        """Take all colours from ``theme``."""

    def turn_home(self) -> None:
        """Go back to the view the exercise was made for."""
