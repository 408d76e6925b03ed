"""``backrehab check``: whether files of exercises or activities are fit for the library."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from backrehab_desktop.app.command import EXIT_FAILED, EXIT_OK, EXIT_USAGE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import TextIO

    from backrehab_desktop.catalogue.check_file import Flaw


def check(out: TextIO, files: Sequence[Path], *, as_json: bool) -> int:
    """Write one line for each flaw of each file; a file without any is said to be fine.

    Returns 0 when all are fine, 1 when there are flaws, 2 when a file could not be read.
    """
    from backrehab_desktop.catalogue.check_file import check_file

    code = EXIT_OK
    reports: list[dict[str, object]] = []
    for file in files:
        flaws: tuple[Flaw, ...] = ()
        unread = None
        try:
            flaws = check_file(file)
        except (OSError, ValueError) as error:  # ValueError: a NUL in the name
            reason = error.strerror if isinstance(error, OSError) else None
            unread = reason or "no file's name"
        code = max(code, EXIT_USAGE if unread else EXIT_FAILED if flaws else EXIT_OK)
        if as_json:
            reports.append(
                {
                    "file": str(file),
                    "fine": not flaws and not unread,
                    "unread": unread,
                    "flaws": [asdict(flaw) for flaw in flaws],
                }
            )
        else:
            _write_lines(out, file, flaws, unread)
    if as_json:
        json.dump(reports, out, ensure_ascii=False, indent=2)
        out.write("\n")
    return code


def _write_lines(out: TextIO, file: Path, flaws: Sequence[Flaw], unread: str | None) -> None:
    if unread:
        out.write(f"{file}: cannot be read: {unread}\n")
    elif not flaws:
        out.write(f"{file}: fine\n")
    for flaw in flaws:
        place = f"{file}:{flaw.line}" if flaw.line else str(file)
        out.write(f"{place}: {flaw.text}\n")
