"""The way of the Tab key through what is built late: Qt puts new widgets last."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtWidgets import QWidget


def chain(*stops: QWidget) -> None:
    """Have Tab go from each of these to the next; all in one window."""
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)
