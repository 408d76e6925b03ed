"""What narrows the library: a value that admits entries and can say what it asks for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from backrehab_desktop.core.exercise import (
    Area,
    Category,
    Demand,
    Ease,
    Entry,
    Equipment,
    Position,
)
from backrehab_desktop.core.wording import (
    capitalised,
    category_in_words,
    list_in_words,
    position_in_words,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

EASE_WORDS = {
    Ease.BENDING_FORWARD: "bending forward",
    Ease.BENDING_BACK: "bending back",
    Ease.NEUTRAL: "neither",
}
DEMAND_WORDS = {
    Demand.KNEELING: "kneel",
    Demand.PRONE: "lie on my front",
    Demand.FLOOR: "get down to the floor",
    Demand.HANDS: "put weight on my hands",
    Demand.STANDING: "stand for long",
}
_CHAIR_POSITIONS = frozenset({Position.SITTING, Position.VARIOUS})
_CHAIR_THINGS = frozenset(
    {Equipment.CHAIR, Equipment.STOOL, Equipment.TOWEL, Equipment.PILLOW, Equipment.SHOES}
)
_NO_CHAIR = frozenset({Demand.FLOOR, Demand.PRONE, Demand.KNEELING, Demand.STANDING})


class Limit(Enum):
    """What is wished for as a whole."""

    CHAIR_ONLY = "chair only"
    NOTHING_AT_HAND = "nothing at hand"


Wish = Position | Area | Demand | Ease | Equipment | Limit
"""One thing that a filter can ask for beside a text and a category."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What the user looks for. Empty parts leave everything in.

    Within positions, areas and ``eased_by`` one that fits is enough; each of
    ``cannot`` leaves out what asks for it.
    """

    query: str = ""
    category: Category | None = None
    positions: frozenset[Position] = frozenset()
    areas: frozenset[Area] = frozenset()
    cannot: frozenset[Demand] = frozenset()
    chair_only: bool = False
    """Whether only what can be done on a chair is wanted."""
    have: frozenset[Equipment] | None = None
    """All that is at hand; ``None`` where that was not asked, empty for nothing at all."""
    eased_by: frozenset[Ease] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is filtered out."""
        return replace(self, query=self.query.strip()) == Filter()

    def admits(self, entry: Entry) -> bool:
        """Whether every part but the query lets the entry through."""
        return (
            self.category in (None, entry.category)
            and (not self.positions or entry.position in self.positions)
            and (not self.areas or not self.areas.isdisjoint(entry.areas))
            and self.cannot.isdisjoint(entry.demands)
            and (not self.chair_only or _fits_chair(entry))
            and (self.have is None or self.have.issuperset(entry.equipment))
            and (not self.eased_by or not self.eased_by.isdisjoint(entry.eased_by))
        )

    def asks(self, wish: Wish) -> bool:
        """Whether this is one of the things asked for."""
        match wish:
            case Position():
                return wish in self.positions
            case Area():
                return wish in self.areas
            case Demand():
                return wish in self.cannot
            case Ease():
                return wish in self.eased_by
            case Equipment():
                return self.have is not None and wish in self.have
            case Limit.CHAIR_ONLY:
                return self.chair_only
            case Limit.NOTHING_AT_HAND:
                return self.have == frozenset()

    def toggled(self, wish: Wish) -> Filter:
        """The filter that asks for this as well, or no more."""
        match wish:
            case Position():
                return replace(self, positions=self.positions ^ {wish})
            case Area():
                return replace(self, areas=self.areas ^ {wish})
            case Demand():
                return replace(self, cannot=self.cannot ^ {wish})
            case Ease():
                return replace(self, eased_by=self.eased_by ^ {wish})
            case Equipment():
                return replace(self, have=((self.have or frozenset()) ^ {wish}) or None)
            case Limit.CHAIR_ONLY:
                return replace(self, chair_only=not self.chair_only)
            case Limit.NOTHING_AT_HAND:
                return replace(self, have=None if self.asks(wish) else frozenset())

    def without_details(self) -> Filter:
        """The filter that asks for text and category alone."""
        return Filter(self.query, self.category)

    def parts(self) -> tuple[FilterPart, ...]:
        """Each thing asked for but the query, in words, with the filter that does not ask it."""
        if self.category is None:
            return self.details()
        category = FilterPart(category_in_words(self.category), replace(self, category=None))
        return (category, *self.details())

    def details(self) -> tuple[FilterPart, ...]:
        """:meth:`parts` without the category, which has a row of its own."""
        # Pairs: as words of several enumerations, wishes may be equal ("standing").
        words: list[tuple[Wish, str]] = [
            *((one, position_in_words(one)) for one in Position),
            *((one, capitalised(one.value)) for one in Area),
            *((one, f"Cannot {said}") for one, said in DEMAND_WORDS.items()),
            (Limit.CHAIR_ONLY, "On a chair only"),
            *((one, f"Eased by {said}") for one, said in EASE_WORDS.items()),
        ]
        found = [FilterPart(said, self.toggled(wish)) for wish, said in words if self.asks(wish)]
        if self.have is not None:
            things = list_in_words([one.value for one in Equipment if one in self.have])
            said = f"Only with {things}" if things else "No equipment"
            found.append(FilterPart(said, replace(self, have=None)))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class FilterPart:
    """One thing a filter asks for."""

    words: str
    without: Filter
    """The same filter without it."""


def _fits_chair(entry: Entry) -> bool:
    return (
        entry.position in _CHAIR_POSITIONS
        and _NO_CHAIR.isdisjoint(entry.demands)
        and _CHAIR_THINGS.issuperset(entry.equipment)
    )


def ways_out(
    wanted: Filter, find: Callable[[Filter], Iterable[Entry]]
) -> tuple[tuple[FilterPart, int], ...]:
    """The parts without which something would be found, and how much; the most first.

    ``find`` answers what a filter leaves over, the query included.
    """
    counted = [(part, sum(1 for _ in find(part.without))) for part in wanted.parts()]
    return tuple(sorted((pair for pair in counted if pair[1]), key=lambda pair: -pair[1]))
