"""What a place that shows a running session has to be able to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from backrehab_desktop.core.exercise import Exercise
    from backrehab_desktop.core.hurt import HurtAdvice
    from backrehab_desktop.core.player import PlayerState, Script
    from backrehab_desktop.ui.figure.figure_view import FigureView
    from backrehab_desktop.ui.widgets.hold_ring import HoldRing
    from backrehab_desktop.ui.widgets.phase_flash import PhaseFlash


class PainAsker(Protocol):
    """Asks how much it hurts and how to go on."""

    @property
    def answered(self) -> SignalInstance:
        """Carries the rating, or ``None`` when it was taken back."""
        ...

    @property
    def way_chosen(self) -> SignalInstance:
        """Carries the :class:`~backrehab_desktop.core.hurt.WayOut` and the rating."""
        ...

    def show_advice(self, advice: HurtAdvice) -> None:
        """Offer the ways out that are left after this answer, and say why."""
        ...


class SessionSurface(Protocol):
    """One of the places; the flow shows the session on one at a time.

    There is one figure, which moves to the place that is shown: nothing is
    prepared, kept or painted twice.
    """

    @property
    def ring(self) -> HoldRing:
        """The timer."""
        ...

    @property
    def flash(self) -> PhaseFlash:
        """What flashes with each phase."""
        ...

    @property
    def hurt(self) -> PainAsker:
        """What asks about the pain."""
        ...

    @property
    def is_asking(self) -> bool:
        """Whether the question after "It hurts" is shown."""
        ...

    def isVisible(self) -> bool:  # noqa: N802 (Qt dictates the name)
        """Whether it is seen: else it needs no frames."""
        ...

    def take_figure(self, figure: FigureView) -> None:
        """Show the figure from now on."""
        ...

    def show_exercise(self, exercise: Exercise) -> None:
        """Name the exercise."""
        ...

    def show_state(self, state: PlayerState, script: Script, exercise: Exercise) -> None:
        """Show everything of a moment."""
        ...

    def show_frame(self, state: PlayerState, script: Script, exercise: Exercise) -> None:
        """Show only what moves within a phase."""
        ...

    def show_caption(self, words: str) -> None:
        """Show what is spoken, or was just done; empty for nothing."""
        ...

    def show_sound(self, on: bool) -> None:
        """Show whether tones sound."""
        ...

    def show_end(self, title: str, details: str) -> None:
        """The session is over."""
        ...

    def ask_about_pain(self, asking: bool) -> None:
        """Ask, or take the question away."""
        ...
