"""What the window and the speech process write to each other: one JSON object a line."""

from __future__ import annotations

import json
from typing import Any, Final

COMMAND: Final = "speech-helper"
"""The word on the command line that starts the speech process."""

MAX_LINE: Final = 100_000
"""Bytes; a longer line is not ours."""


def encode(message: dict[str, Any]) -> bytes:
    """One message as a line."""
    return json.dumps(message, separators=(",", ":")).encode() + b"\n"


def decode(line: bytes) -> dict[str, Any]:
    """The message of one line; empty if it is none of ours."""
    if len(line) > MAX_LINE:
        return {}
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return message if isinstance(message, dict) else {}
