"""The filters in force, each with a way to take it away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from backrehab_desktop.core.library_filter import Filter
from backrehab_desktop.ui.exercises.chips import chip_button
from backrehab_desktop.ui.exercises.flow_layout import FlowLayout
from backrehab_desktop.ui.theme.icons import tinted_icon

if TYPE_CHECKING:
    from backrehab_desktop.core.library_filter import FilterPart
    from backrehab_desktop.ui.theme.tokens import Theme

_CROSS = 18


class ActiveFilters(QWidget):
    """A row of chips with a cross; whoever holds it hides it while there are none."""

    filter_wanted = Signal(Filter)
    """The user took something away: the filter that is left."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: tuple[FilterPart, ...] = ()
        self._chips: list[QPushButton] = []
        self._flow = FlowLayout(theme.space("sm"), self)
        self.hide()

    @property
    def chips(self) -> tuple[QPushButton, ...]:
        """The buttons, in order; "Clear all" is the last where there are several."""
        return tuple(self._chips)

    def set_theme(self, theme: Theme) -> None:
        """Tint the crosses in this theme."""
        self._theme = theme
        for chip in self._chips:
            self._tint(chip)

    def show_filter(self, wanted: Filter) -> None:
        """Show what this filter asks for beyond query and category."""
        parts = wanted.details()
        if parts == self._shown:
            return
        self._shown = parts
        had_focus = any(chip.hasFocus() for chip in self._chips)
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for part in parts:
            chip = self._chip(part.words, f"Remove filter: {part.words}")
            chip.clicked.connect(lambda _=False, rest=part.without: self.filter_wanted.emit(rest))
        if len(parts) > 1:
            rest = wanted.without_details()
            chip = self._chip("Clear all", "Remove all filters")
            chip.clicked.connect(lambda: self.filter_wanted.emit(rest))
        if had_focus and self._chips:
            self._chips[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _chip(self, words: str, said: str) -> QPushButton:
        chip = chip_button(f"{words}\u2002")  # a gap before the cross
        chip.setProperty("role", "tag")
        chip.setAccessibleName(said)
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross stands behind
        chip.setIconSize(QSize(_CROSS, _CROSS))
        self._tint(chip)
        self._chips.append(chip)
        self._flow.addWidget(chip)
        chip.show()
        return chip

    def _tint(self, chip: QPushButton) -> None:
        chip.setIcon(tinted_icon("close", self._theme.color("accent"), _CROSS))
