"""Buttons for the views of a motion: from the side, from the front, back to the usual one."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from backrehab_desktop.ui.theme.focus_names import FOCUS_RADIUS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backrehab_desktop.ui.figure.figure_view import FigureView

_CHIP_RADIUS = 20


class ViewsBar(QWidget):
    """One button for each view; shown only where there is a choice."""

    def __init__(self, view: FigureView, parent: QWidget | None = None) -> None:
        """Turns ``view``; hidden until :meth:`offer` has more than one to offer."""
        super().__init__(parent)
        self._view = view
        self.buttons: dict[str, QPushButton] = {}
        """The buttons by the names of their views."""
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addStretch(1)
        self._row.addStretch(1)
        self.setAccessibleName(self.tr("Where to look from"))
        self.hide()
        view.view_turned.connect(self._mark)

    def offer(self, names: Sequence[str]) -> None:
        """Have a button for each of these views; one alone is no choice."""
        for button in self.buttons.values():
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = {name: self._button(name) for name in names} if len(names) > 1 else {}
        for place, button in enumerate(self.buttons.values()):
            self._row.insertWidget(place + 1, button)
        for before, after in pairwise((self._view, *self.buttons.values())):
            QWidget.setTabOrder(before, after)  # new widgets are last otherwise
        self.setVisible(bool(self.buttons))
        self._mark()

    def _button(self, name: str) -> QPushButton:
        word, sentence = self._words()[name]
        button = QPushButton()
        button.setProperty("role", "chip")
        button.setProperty(FOCUS_RADIUS, _CHIP_RADIUS)
        button.setText(word)
        button.setToolTip(sentence)
        button.setAccessibleName(sentence)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self._choose(name))
        return button

    def _choose(self, name: str) -> None:
        self._view.set_view(name)
        self._mark()

    def _mark(self) -> None:
        """Check the button of the present view; none while the user has turned the figure."""
        shown = self._view.view_name if self.buttons else None
        for name, button in self.buttons.items():
            button.setChecked(name == shown)

    def _words(self) -> dict[str, tuple[str, str]]:
        return {
            "home": (self.tr("Usual view"), self.tr("See it as it opens")),
            "side": (self.tr("Side"), self.tr("See it from the side")),
            "three_quarter": (self.tr("At an angle"), self.tr("See it at an angle")),
            "front": (self.tr("Front"), self.tr("See it from the front")),
            "back": (self.tr("Back"), self.tr("See it from behind")),
            "feet": (self.tr("Feet"), self.tr("See it from the feet")),
            "above": (self.tr("Above"), self.tr("See it from above")),
        }
