"""Finding exercises, activities and movements to avoid by what a person types.

Case, accents, hyphens, plurals and the order of words do not matter, and the
beginning of a word is enough: "chest kn" finds "Knee to chest", "sit-ups" and
"situps" find "Sit-up". A word that would spoil the search is left out.
"""

from __future__ import annotations

import unicodedata
from enum import IntEnum
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from backrehab_desktop.core.exercise import Entry
from backrehab_desktop.core.wording import category_in_words, position_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from backrehab_desktop.core.avoid import AvoidedMovement

_Entry = TypeVar("_Entry", bound=Entry)

FILLERS = frozenset(
    (
        *("a", "an", "and", "are", "at", "bad", "can", "do", "exercise", "exercises", "exercising"),
        *("for", "good", "i", "in", "is", "it", "my", "of", "on", "or", "safe", "should", "the"),
        *("to", "with"),
    )
)
"""Words that may be missing from an exercise without spoiling a match."""

_COMPLAINTS = frozenset(
    ("ache", "aches", "aching", "hurt", "hurting", "hurts", "pain", "painful", "pains", "sore")
)
"""Why somebody searches, not what for: left out, and said to be."""

_KINDS = frozenset(
    ("strength", "strengthen", "strengthening", "stretch", "stretches", "stretching")
)
"""Left out last of all: "stretches for the neck" should at least find the neck."""

_SHORTEST_PLURAL = 3
"""Letters from which a final s of a typed word may be dropped."""
_SHORTEST_LONG_PLURAL = 5
"""Letters from which more than the s may be dropped: "crunches", "bodies"."""


class Found(IntEnum):
    """Where a typed word was found; a smaller value is a better place."""

    NAME = 0
    SYNONYM = 1
    TARGET = 2
    TAG = 3


def fold(text: str) -> tuple[str, ...]:
    """The words of ``text`` without case, accents and punctuation: "child's" is "childs"."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    decomposed = decomposed.replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")
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
        self._entries = tuple(entries)
        self._candidates = tuple(_Candidate(one.name, self._places(one)) for one in self._entries)

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
        Where nothing has all of the words, :meth:`left_out` do not count.
        """
        ranks = _ranks(query, _heard(query, self._candidates), self._candidates)
        return tuple(self._entries[order] for *_, order in ranks)

    def left_out(self, query: str) -> tuple[str, ...]:
        """The words of ``query`` that :meth:`find` has to pass over."""
        return _left_out(query, self._candidates)

    def called(self, query: str) -> tuple[_Entry, ...]:
        """The entries that bear ``query`` as a name, or as one expression elsewhere, best first."""
        wanted = _wanted(query)
        joined = _forms("".join(wanted))
        return tuple(
            self._entries[order]
            for worst, *_, order in _ranks(query, wanted, self._candidates)
            if worst <= Found.SYNONYM
            or any(tail.startswith(joined) for _, tail in self._candidates[order].places)
        )

    def is_name(self, query: str) -> bool:
        """Whether every word of ``query`` is in the name of one entry."""
        ranks = _ranks(query, _wanted(query), self._candidates)
        return bool(ranks) and ranks[0][0] == Found.NAME


class AvoidedIndex:
    """The movements to avoid, prepared for searching."""

    def __init__(self, movements: Iterable[AvoidedMovement]) -> None:
        """Index ``movements``; their order is the order of equally good matches."""
        self._movements = tuple(movements)
        self._candidates = tuple(
            _Candidate(one.movement, self._places(one)) for one in self._movements
        )

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
        ranks = _ranks(query, _heard(query, self._candidates), self._candidates)
        return tuple(self._movements[order] for *_, order in ranks)

    def left_out(self, query: str) -> tuple[str, ...]:
        """The words of ``query`` that :meth:`find` has to pass over."""
        return _left_out(query, self._candidates)

    def named(self, query: str) -> tuple[AvoidedMovement, ...]:
        """The movements that ``query`` calls by a name, in their order; none for ""."""
        wanted = _wanted(query)
        ranks = _ranks(query, wanted, self._candidates) if wanted else []
        named = sorted((worst, order) for worst, *_, order in ranks if worst <= Found.SYNONYM)
        return tuple(self._movements[order] for _, order in named)


_Rank = tuple[int, int, bool, int]
"""The worst place of a word, the sum of the places, another beginning, the order."""


class _Candidate(NamedTuple):
    name: str
    places: tuple[tuple[Found, str], ...]
    """Everything a word may begin, with where it stands."""


def _wanted(query: str) -> tuple[str, ...]:
    """The words that tell what is looked for; all of them where that leaves none."""
    words = fold(query)
    told = tuple(word for word in words if word not in _COMPLAINTS)
    return tuple(word for word in told if word not in FILLERS) or (
        told if told == words and not _is_general(words) else ()
    )


def _is_general(words: Sequence[str]) -> bool:
    """Whether these ask for nothing in particular, as "exercises" does."""
    return bool(words) and words[0].startswith("exercis")


def _heard(query: str, candidates: Sequence[_Candidate]) -> tuple[str, ...]:
    """The words to search by, so that one word too many does not spoil a search.

    Where nothing has all of them, those that nothing has are dropped, then the kinds.
    """
    words = _wanted(query)
    if _ranks(query, words, candidates):
        return words
    known = tuple(
        word
        for n, word in enumerate(words)
        if any(_best_place(words, n, one.places) is not None for one in candidates)
    )
    asked = tuple(word for word in known if word not in _KINDS)
    for fewer in (known, asked):
        if fewer and _ranks(query, fewer, candidates):
            return fewer
    return words


def _left_out(query: str, candidates: Sequence[_Candidate]) -> tuple[str, ...]:
    heard = _heard(query, candidates)
    telling = (word for word in fold(query) if word not in FILLERS)
    return tuple(dict.fromkeys(word for word in telling if word not in heard))


def _ranks(query: str, wanted: tuple[str, ...], candidates: Iterable[_Candidate]) -> list[_Rank]:
    """What has all the ``wanted`` words, best first."""
    typed = "".join(fold(query))
    ranked: list[_Rank] = []
    for order, (name, places) in enumerate(candidates):
        found = [_best_place(wanted, n, places) for n in range(len(wanted))]
        if all(place is not None for place in found):
            ranks = [int(place) for place in found if place is not None]
            other_start = not "".join(fold(name)).startswith(typed)
            ranked.append((max(ranks, default=0), sum(ranks), other_start, order))
    return sorted(ranked)


def _best_place(words: Sequence[str], n: int, places: Iterable[tuple[Found, str]]) -> Found | None:
    """Where the word stands best, by itself or run together with a neighbour ("tread mill")."""
    together = ("".join(words[k : k + 2]) for k in (n - 1, n) if 0 <= k < len(words) - 1)
    forms = tuple(form for word in (words[n], *together) for form in _forms(word))
    hits = (place for place, tail in places if tail.startswith(forms))
    return min(hits, default=None)


def _forms(word: str) -> tuple[str, ...]:
    """The word as typed, and what it may be the plural of."""
    forms = [word]
    if word.endswith("s") and len(word) >= _SHORTEST_PLURAL:
        forms.append(word[:-1])
    if word.endswith("es") and len(word) >= _SHORTEST_LONG_PLURAL:
        forms.append(word[:-2])
    if word.endswith("ies") and len(word) >= _SHORTEST_LONG_PLURAL:
        forms.append(f"{word[:-3]}y")
    return tuple(forms)
