"""What is wrong with a file of the catalogue, said so that it can be mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class CatalogueError(Exception):
    """A file of the catalogue that cannot be used.

    ``str()`` gives one line that names the file, the key and the way to mend it.
    """

    def __init__(self, file: Path, key: str, problem: str, fix: str) -> None:
        super().__init__(f"{file}: {key}: {problem}. {fix}.")
        self.file = file
        self.key = key
        self.problem = problem
        self.fix = fix
