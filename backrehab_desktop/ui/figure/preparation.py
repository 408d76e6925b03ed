"""Prepares the stages of one view in another thread, one step after the other."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from backrehab_desktop.app.jobs import Rank

if TYPE_CHECKING:
    from collections.abc import Callable

    from backrehab_desktop.app.jobs import Job, JobThread
    from backrehab_desktop.ui.figure.stage import FigureStage


def _load() -> None:
    import backrehab_desktop.ui.figure.stage

    del backrehab_desktop


class Preparation:
    """What a view has under way; holds no widget, so that it may outlive it."""

    def __init__(self, jobs: JobThread, on_step: Callable[[FigureStage], None]) -> None:
        """``on_step`` is told after each step that a stage has taken over."""
        self._jobs = jobs
        self._on_step = on_step
        self._job: Job | None = None
        self._stage: FigureStage | None = None

    def go_on(
        self, shown: FigureStage | None, following: FigureStage | None, sample: float
    ) -> None:
        """Prepare these, the shown one first; what is under way for another is dropped.

        ``sample`` is the moment that is looked at.
        """
        for stage, ranks in (
            (shown, (Rank.SHOWN, Rank.MOVING)),
            (following, (Rank.NEXT, Rank.NEXT)),
        ):
            if stage is not None and not stage.is_ready:
                self._begin(stage, ranks[stage.is_showable], sample)
                return
        self.stop()

    def load(self) -> None:
        """Load in the thread what every figure needs, numpy above all."""
        self._jobs.submit(Rank.SHOWN, _load, lambda _: None)

    def stop(self) -> None:
        """Prepare nothing until asked again."""
        if self._job is not None:
            self._job.cancel()
        self._job = self._stage = None

    def _begin(self, stage: FigureStage, rank: Rank, sample: float) -> None:
        if self._stage is stage:
            return
        self.stop()
        self._stage = stage
        self._job = self._jobs.submit(rank, stage.next_step(sample), partial(self._take, stage))

    def _take(self, stage: FigureStage, take_over: Callable[[], None]) -> None:
        self._job = self._stage = None
        take_over()
        self._on_step(stage)
