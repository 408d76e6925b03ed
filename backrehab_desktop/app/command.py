"""What every start of the program shares, with or without words on the command line.

Kept apart from the parser, which the usual start (no words: the window) does
without; the first paint waits for every module before it.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PROGRAM = "backrehab"

EXIT_OK = 0
EXIT_FAILED = 1
EXIT_USAGE = 2
EXIT_INTERRUPTED = 130


class CommandError(Exception):
    """A command that cannot be carried out; ``str()`` is one line for the person."""

    def __init__(self, message: str, exit_code: int = EXIT_FAILED) -> None:
        super().__init__(message)
        self.exit_code = exit_code


@dataclass(frozen=True, slots=True)
class WindowOptions:
    """How the window is opened."""

    data_folder: Path | None = None
    """None for the platform's own."""
    demo: bool = False
    time_scale: float = 1.0


def carry_out(run: Callable[[], int]) -> int:
    """Run and return the exit code; what went wrong around it is one line on stderr."""
    try:
        return run()
    except CommandError as error:
        if sys.stderr is not None:  # None for a program without a console
            sys.stderr.write(f"{PROGRAM}: {error}\n")
        return error.exit_code
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
