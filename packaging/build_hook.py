"""Compile ``resources.qrc`` into ``backrehab_desktop/resources_rc.py``.

Hatchling runs :class:`ResourceHook` for a wheel and for an editable install.
After a change to ``assets/`` run the same step by hand::

    python packaging/build_hook.py

The module is never committed: it is a copy of the assets.
"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run by hand in an environment without hatchling
    BuildHookInterface = object  # type: ignore[assignment,misc]

QRC = "resources.qrc"
MODULE = "backrehab_desktop/resources_rc.py"


class BuildError(RuntimeError):
    """The resources cannot be compiled; the message says why."""


def find_rcc() -> Path:
    """Return Qt's resource compiler from the PySide6 that Python would import.

    The file itself is used rather than the ``pyside6-rcc`` script, because in
    an isolated build environment the script need not be on the path.
    """
    spec = find_spec("PySide6")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for name in ("Qt/libexec/rcc", "rcc.exe", "rcc"):
            candidate = Path(folder, name)
            if candidate.is_file():
                return candidate
    raise BuildError("rcc was not found: PySide6-Essentials has to be installed to build")


def compile_resources(root: Path) -> Path:
    """Compile the qrc file in *root* and return the module that was written.

    The result depends only on the assets: rcc embeds modification times
    unless SOURCE_DATE_EPOCH fixes them (1 does, 0 does not). The old module
    stays in place when rcc fails.
    """
    target = root / MODULE
    scratch = target.with_name(f".{target.name}.{os.getpid()}")
    command = [str(find_rcc()), "-g", "python", "-o", str(scratch), str(root / QRC)]
    try:
        done = subprocess.run(
            command,
            env={**os.environ, "SOURCE_DATE_EPOCH": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode or not scratch.is_file():
            raise BuildError(f"rcc failed on {QRC}: {done.stderr.strip()}")
        scratch.replace(target)
    finally:
        scratch.unlink(missing_ok=True)
    return target


class ResourceHook(BuildHookInterface):  # type: ignore[type-arg]
    """Hatchling's door to :func:`compile_resources`."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Compile the resources before hatchling collects the files."""
        compile_resources(Path(self.root))


if __name__ == "__main__":
    try:
        compile_resources(Path(__file__).resolve().parent.parent)
    except BuildError as error:
        sys.exit(str(error))
