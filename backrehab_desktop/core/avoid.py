"""Movements to leave out for now, and what to do instead."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AvoidedMovement:
    """One movement that the sources advise against with a sore back."""

    id: str
    movement: str
    """Its name, as the heading of a row."""
    why: str
    instead: str
    """What to do in its place, also where the library has nothing that replaces it."""
    replacement_ids: tuple[str, ...] = ()
    """Exercises and activities of the library that take its place, the gentlest first."""
    conflict_note: str = ""
    """One calm sentence where the sources disagree: what they say and what we follow."""
    synonyms: tuple[str, ...] = ()
    """Other names that a search finds it by."""
