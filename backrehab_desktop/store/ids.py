"""Ids that can be merged from two machines and sort by the time they were made."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

Entropy = "Callable[[int], bytes]"
"""Gives that many random bytes; :func:`secrets.token_bytes` outside tests."""

_VERSION_7 = 0x7 << 76
_VARIANT_RFC_9562 = 0b10 << 62
_MASK_RANDOM_A = 0xFFF << 64
_MASK_RANDOM_B = (1 << 62) - 1


def make_id(at: datetime, entropy: Callable[[int], bytes]) -> str:
    """Make a UUID of version 7 (RFC 9562, 5.7): 48 bits of milliseconds, 74 random bits.

    ``at`` must be aware. A clock that was never set may show a time before
    1970; it counts as the first moment of it.
    """
    milliseconds = max(0, int(at.timestamp() * 1000))
    random_bits = int.from_bytes(entropy(10), "big")
    value = (
        milliseconds << 80
        | _VERSION_7
        | (random_bits & _MASK_RANDOM_A)
        | _VARIANT_RFC_9562
        | (random_bits & _MASK_RANDOM_B)
    )
    return str(UUID(int=value))
