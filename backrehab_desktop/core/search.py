"""Finding exercises and activities by what a person types.

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
        words = fold(query)
        wanted = tuple(word for word in words if word not in _FILLERS) or words
        typed = "".join(words)
        ranked: list[tuple[int, int, bool, int]] = []
        for order, (entry, places) in enumerate(self._entries):
            found = [_best_place(word, places) for word in wanted]
            if all(place is not None for place in found):
                ranks = [int(place) for place in found if place is not None]
                other_start = not "".join(fold(entry.name)).startswith(typed)
                ranked.append((max(ranks, default=0), sum(ranks), other_start, order))
        return tuple(self._entries[rank[-1]][0] for rank in sorted(ranked))


def _best_place(word: str, places: tuple[tuple[Found, str], ...]) -> Found | None:
    forms = (word, word[:-1]) if word.endswith("s") and len(word) >= _SHORTEST_PLURAL else (word,)
    hits = (place for place, tail in places if tail.startswith(forms))
    return min(hits, default=None)
