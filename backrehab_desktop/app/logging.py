"""The log file: our own mistakes with their traceback, and never what a person told us.

What an exception says may hold a value from the history, so the text of an
exception is written only for kinds that cannot carry one; the place in the
code always is.
"""

from __future__ import annotations

import os
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path
    from types import TracebackType

    from backrehab_desktop.core.clock import Clock

LOG_NAME = "backrehab.log"
PRIVATE_FILE_MODE = 0o600
MAX_LOG_BYTES = 256 * 1024
"""A longer log becomes the old one at the next start; there is one old one."""

_SPEAKING = (AttributeError, ImportError, NameError, TypeError, RecursionError, AssertionError)
"""Kinds whose text names code, not data."""


class LogFile:
    """Appends to the log in the data folder; a log that cannot be written is done without."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        """Nothing is opened before something is to be written."""
        self._path = folder / LOG_NAME
        self._clock = clock
        self._lock = threading.Lock()
        self._rotated = False

    @property
    def path(self) -> Path:
        """Where the log is, or would be."""
        return self._path

    def write(self, text: str) -> None:
        """Append ``text`` with the time before it."""
        moment: datetime = self._clock.now()
        line = f"{moment.isoformat(timespec='milliseconds')} {text.rstrip()}\n"
        with self._lock:
            try:
                self._append(line)
            except OSError:
                if sys.stderr is not None:
                    sys.stderr.write(line)

    def _append(self, line: str) -> None:
        if not self._rotated:
            self._rotated = True
            if self._path.exists() and self._path.stat().st_size > MAX_LOG_BYTES:
                self._path.replace(self._path.with_suffix(".old.log"))
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        with open(os.open(self._path, flags, PRIVATE_FILE_MODE), "a", encoding="utf-8") as file:  # noqa: PTH123  # only os.open sets the rights at birth
            file.write(line)


def describe(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """The traceback of an exception and of those it came from, without what they say.

    The text stays for kinds that speak of code only; of an OSError the reason
    stays and the file name goes.
    """
    from traceback import format_tb

    parts = [f"{kind.__module__}.{kind.__qualname__}{_harmless_text(error)}\n"]
    parts += format_tb(trace)
    cause = error.__cause__ or error.__context__
    if cause is not None and cause is not error:
        parts.append("from " + describe(type(cause), cause, cause.__traceback__))
    return "".join(parts)


def _harmless_text(error: BaseException) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f": {error.strerror}"
    return f": {error}" if isinstance(error, _SPEAKING) else ""


def watch_for_bugs(log: LogFile, tell: Callable[[str], None]) -> Callable[[], None]:
    """Send exceptions that nothing caught to the log, and a sentence to ``tell``.

    ``tell`` is called in whatever thread failed; a queued signal suits it. The
    same mistake is logged and told once: a paint may repeat it sixty times a
    second. Returns what puts the hooks back.
    """
    sentence = (
        "Something went wrong inside Back Rehab. What you have finished is stored. "
        f"Details are in {log.path}."
    )
    known: set[str] = set()
    before = sys.excepthook, threading.excepthook

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        description = describe(kind, error, trace)
        if description in known:
            return
        known.add(description)
        log.write(description)
        if sys.stderr is not None:
            sys.stderr.write(f"backrehab: {sentence}\n")
        tell(sentence)

    def thread_hook(failure: threading.ExceptHookArgs) -> None:
        if failure.exc_value is not None:
            hook(failure.exc_type, failure.exc_value, failure.exc_traceback)

    def undo() -> None:
        sys.excepthook, threading.excepthook = before

    sys.excepthook = hook
    threading.excepthook = thread_hook
    return undo
