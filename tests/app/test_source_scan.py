"""Imports after PySide leave no source lines in memory."""

from __future__ import annotations

import subprocess
import sys

_CHILD = """
import linecache
from PySide6 import QtCore
from backrehab_desktop.app.source_scan import skip_source_scan
skip_source_scan()
import backrehab_desktop.core.wording as late
print(late.__file__ in linecache.cache)
"""


def test_a_module_imported_later_is_not_read_again() -> None:
    run = subprocess.run([sys.executable, "-c", _CHILD], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
