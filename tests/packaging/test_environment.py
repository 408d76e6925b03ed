from __future__ import annotations

import sys

from PySide6.QtCore import QSize


def test_qt_calls_do_not_use_up_none() -> None:
    """PySide6 6.12.0 did on Python 3.11, which ended the process within seconds of animation."""
    size = QSize()
    size.setWidth(1)
    before = sys.getrefcount(None)
    for width in range(1000):
        size.setWidth(width)
    assert abs(sys.getrefcount(None) - before) < 100
