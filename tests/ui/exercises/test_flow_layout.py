"""Rows of widgets that wrap."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from backrehab_desktop.ui.exercises.flow_layout import FlowLayout


def test_items_wrap_when_a_row_is_full(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(10, holder)
    boxes = [QWidget() for _ in range(4)]
    for box in boxes:
        box.setFixedSize(100, 30)
        flow.addWidget(box)
    assert flow.heightForWidth(430) == 30
    assert flow.heightForWidth(429) == 70
    assert flow.heightForWidth(100) == 150
    assert flow.sizeHint().width() == 430
    assert flow.minimumSize().width() == 100
    holder.resize(220, 200)
    holder.show()
    assert [(box.x(), box.y()) for box in boxes] == [(0, 0), (110, 0), (0, 40), (110, 40)]
    boxes[0].hide()
    flow.activate()
    assert (boxes[1].x(), boxes[1].y()) == (0, 0)


def test_items_can_be_taken_away(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(10, holder)
    box = QWidget()
    flow.addWidget(box)
    assert flow.count() == 1
    assert flow.itemAt(1) is None
    taken = flow.takeAt(0)
    assert taken is not None
    assert taken.widget() is box
    assert flow.takeAt(0) is None
    assert flow.heightForWidth(100) == 0
