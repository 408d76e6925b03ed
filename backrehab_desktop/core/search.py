"""Finding exercises, activities and movements to avoid by what a person types.

Case, accents, hyphens and the order of words do not matter, and the beginning
of a word is enough: "chest kn" finds "Knee to chest".
"""

from __future__ import annotations

import unicodedata
from enum import IntEnum
from typing import TYPE_CHECKING, Generic, TypeVar

from backrehab_desktop.core.exercise import Entry
from backrehab_desktop.core.wording import category_in_words, position_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from backrehab_desktop.core.avoid import AvoidedMovement

_Entry = TypeVar("_Entry", bound=Entry)

_FILLERS = frozenset({"a", "an", "and", "at", "for", "in", "my", "of", "on", "the", "to", "with"})
"""Words that may be missing from an exercise without spoiling a match."""

_SHORTEST_PLURAL = 4
"""Letters from which a final s of a typed word may be dropped."""


class Found(IntEnum):
    """Where a typed word was found; a smaller value is a better place."""

    NAME = 0
    SYNONYM = 1
    TARGET = 2
    TAG = 3


def fold(text: str) -> tuple[str, ...]:
    """The words of ``text`` without case, accents and punctuation."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = (
        character if character.isalnum() else " "
        for character in decomposed
        if not unicodedata.combining(character)
    )
    return tuple("".join(kept).split())


def _tails(text: str) -> tuple[str, ...]:
    """For each word, that word run together with those after it.

    A typed word is the beginning of one of these when it begins a word, and also
    when it leaves out a blank or hyphen, as in "birddog".
    """
    words = fold(text)
    return tuple("".join(words[n:]) for n in range(len(words)))


class EntryIndex(Generic[_Entry]):
    """Entries prepared for searching; builds in microseconds, keeps no state of a search."""

    def __init__(self, entries: Iterable[_Entry]) -> None:
        """Index ``entries``; their order is the order of equally good matches."""
        self._entries = tuple((entry, self._places(entry)) for entry in entries)

    @staticmethod
    def _places(entry: Entry) -> tuple[tuple[Found, str], ...]:
        fields: tuple[tuple[Found, tuple[str, ...]], ...] = (
            (Found.NAME, (entry.name,)),
            (Found.SYNONYM, entry.synonyms),
            (Found.TARGET, entry.targets),
            (
                Found.TAG,
                (
                    *entry.tags,
                    *entry.equipment,
                    *entry.areas,
                    category_in_words(entry.category),
                    position_in_words(entry.position),
                ),
            ),
        )
        return tuple(
            (place, tail) for place, texts in fields for text in texts for tail in _tails(text)
        )

    def find(self, query: str) -> tuple[_Entry, ...]:
        """The entries in which every word of ``query`` is found, best first.

        The place of the worst-placed word decides, then the places of all words,
        then whether the name begins as typed. An empty query finds everything.
        """
        ranks = _ranks(query, ((entry.name, places) for entry, places in self._entries))
        return tuple(self._entries[order][0] for *_, order in ranks)

    def is_name(self, query: str) -> bool:
        """Whether every word of ``query`` is in the name of one entry."""
        ranks = _ranks(query, ((entry.name, places) for entry, places in self._entries))
        return bool(ranks) and ranks[0][0] == Found.NAME


class AvoidedIndex:
    """The movements to avoid, prepared for searching."""

    def __init__(self, movements: Iterable[AvoidedMovement]) -> None:
        """Index ``movements``; their order is the order of equally good matches."""
        self._movements = tuple((movement, self._places(movement)) for movement in movements)

    @staticmethod
    def _places(movement: AvoidedMovement) -> tuple[tuple[Found, str], ...]:
        fields = (
            (Found.NAME, (movement.movement,)),
            (Found.SYNONYM, movement.synonyms),
            (Found.TAG, (movement.why, movement.instead)),
        )
        return tuple(
            (place, tail) for place, texts in fields for text in texts for tail in _tails(text)
        )

    def find(self, query: str) -> tuple[AvoidedMovement, ...]:
        """Every movement about which ``query`` could ask, best first; "" finds all."""
        return tuple(self._movements[order][0] for *_, order in self._ranks(query))

    def named(self, query: str) -> tuple[AvoidedMovement, ...]:
        """The movements that ``query`` calls by a name, in their order; none for ""."""
        ranks = self._ranks(query) if fold(query) else []
        named = sorted((worst, order) for worst, *_, order in ranks if worst <= Found.SYNONYM)
        return tuple(self._movements[order][0] for _, order in named)

    def _ranks(self, query: str) -> list[_Rank]:
        return _ranks(query, ((found.movement, places) for found, places in self._movements))


_Rank = tuple[int, int, bool, int]
"""The worst place of a word, the sum of the places, another beginning, the order."""


def _ranks(
    query: str, candidates: Iterable[tuple[str, tuple[tuple[Found, str], ...]]]
) -> list[_Rank]:
    """What matches, best first; each candidate is a name with the places to look in."""
    words = fold(query)
    wanted = tuple(word for word in words if word not in _FILLERS) or words
    typed = "".join(words)
    ranked: list[_Rank] = []
    for order, (name, places) in enumerate(candidates):
        found = [_best_place(word, places) for word in wanted]
        if all(place is not None for place in found):
            ranks = [int(place) for place in found if place is not None]
            other_start = not "".join(fold(name)).startswith(typed)
            ranked.append((max(ranks, default=0), sum(ranks), other_start, order))
    return sorted(ranked)


def _best_place(word: str, places: tuple[tuple[Found, str], ...]) -> Found | None:
    forms = (word, word[:-1]) if word.endswith("s") and len(word) >= _SHORTEST_PLURAL else (word,)
    hits = (place for place, tail in places if tail.startswith(forms))
    return min(hits, default=None)
