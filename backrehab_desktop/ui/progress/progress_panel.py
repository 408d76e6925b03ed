"""Everything on the Progress page, placed by how wide it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from backrehab_desktop.core.progress import CALENDAR_WEEKS, RangeChoice, calendar, span_of
from backrehab_desktop.ui.progress.days_view import DaysView
from backrehab_desktop.ui.progress.empty_state import EmptyState
from backrehab_desktop.ui.progress.range_buttons import RangeButtons
from backrehab_desktop.ui.progress.stat_card import StatCard, text_label
from backrehab_desktop.ui.progress.words import (
    change_card,
    change_note,
    pain_card,
    sessions_card,
    time_card,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from backrehab_desktop.ui.progress.charts_panel import ChartsPanel
    from backrehab_desktop.ui.progress.loading import ProgressData
    from backrehab_desktop.ui.theme.tokens import Theme

_GAP = 14
_WIDE_FROM = 1100
"""Width from which the calendar stands beside the charts and the cards in one row."""

_DAYS_NARROWEST, _DAYS_WIDEST = 320, 520
_DAYS_SHARE = 0.268
"""Largest share of the width that the calendar's card takes."""

_ABOVE_DAYS = 220
_AROUND_DAYS = 150
"""Height of the page above the calendar's card, and of the card around its weeks."""


class ProgressPanel(QWidget):
    """Title and range, four head cards, pain, sessions, days; or the empty state."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._charts: ChartsPanel | None = None
        self._wide: bool | None = None
        self._data: ProgressData | None = None
        self._ranges = RangeButtons(RangeChoice.TWELVE_WEEKS)
        self._ranges.chosen.connect(self._show_range)
        self._ranges.hide()
        self._message = text_label("body", "muted")
        self._message.setWordWrap(True)
        self._message.hide()
        self._cards = tuple(StatCard() for _ in range(4))
        self._days_card, self._days = _days_card(theme)
        self._empty = EmptyState(theme)
        self._middle = _centred(self._empty)
        self._card_grid = QGridLayout()
        self._card_grid.setSpacing(_GAP)
        self._body = QGridLayout()
        self._body.setSpacing(_GAP)
        self._build()
        for widget in (*self._cards, self._days_card, self._middle):
            widget.hide()

    def _build(self) -> None:
        title = text_label("title")
        title.setText("Progress")
        head = QHBoxLayout()
        head.addStrut(self._theme.size("button"))
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self._ranges)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 20, 28, 20)
        layout.setSpacing(_GAP)
        layout.addLayout(head)
        layout.addWidget(self._message)
        layout.addLayout(self._card_grid)
        layout.addLayout(self._body, 1)
        layout.addWidget(self._middle)
        layout.addStretch(0)

    # ---- what is shown

    @property
    def charts(self) -> ChartsPanel | None:
        """The charts, once there is something to draw."""
        return self._charts

    @property
    def cards(self) -> tuple[StatCard, ...]:
        """The four head cards."""
        return self._cards

    @property
    def ranges(self) -> RangeButtons:
        """The choice of the range."""
        return self._ranges

    @property
    def days(self) -> DaysView:
        """The calendar."""
        return self._days

    @property
    def empty_state(self) -> EmptyState:
        """What is shown before anything was recorded."""
        return self._empty

    def set_theme(self, theme: Theme) -> None:
        """Paint what is built from now on with other colours."""
        self._theme = theme

    def show_message(self, text: str) -> None:
        """Say something instead of, or above, the content; empty says nothing."""
        self._message.setText(text)
        self._message.setVisible(bool(text))

    def show_data(self, data: ProgressData) -> None:
        """Show what the store answered."""
        self._data = data
        self.show_message("")
        full = not data.is_empty
        for widget in (*self._cards, self._days_card, self._ranges):
            widget.setVisible(full)
        self._middle.setVisible(not full)
        if self._charts is not None:
            self._charts.pain_card.setVisible(full)
            self._charts.sessions_card.setVisible(full)
        if not full:
            return
        if self._charts is None:
            self._charts = self._build_charts()
            self._ranges.choose(_first_choice(data))
        self._place()
        self._fill_cards(data)
        self._charts.show_data(data, self._ranges.choice)
        self._days.set_rows(calendar(data.sessions, data.today, data.first_day))

    def _build_charts(self) -> ChartsPanel:
        # Not at the top: pyqtgraph comes with it, which the store's thread has imported.
        from backrehab_desktop.ui.progress.charts_panel import ChartsPanel

        self._wide = None
        return ChartsPanel(self._theme, self)

    def _fill_cards(self, data: ProgressData) -> None:
        texts = (
            pain_card(data.days, data.today),
            change_card(data.days, data.today),
            sessions_card(data.weeks, data.today),
            time_card(data.totals, data.today),
        )
        notes = ("", change_note(data.days, data.today), "", "")
        for card, text, note in zip(self._cards, texts, notes, strict=True):
            card.show_text(text, note)

    def _show_range(self, choice: RangeChoice) -> None:
        if self._charts is not None:
            self._charts.show_range(choice)

    # ---- where it stands

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything for the new width."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        if self._charts is None:
            return
        self._days_card.setFixedWidth(self._days_width())
        wide = self.width() >= _WIDE_FROM
        if wide == self._wide:
            return
        self._wide = wide
        pain, sessions = self._charts.pain_card, self._charts.sessions_card
        for number, card in enumerate(self._cards):
            columns = 4 if wide else 2
            self._card_grid.addWidget(card, number // columns, number % columns)
        for column in range(4):
            self._card_grid.setColumnStretch(column, int(wide or column < 2))
        if wide:
            self._body.addWidget(pain, 0, 0)
            self._body.addWidget(sessions, 1, 0)
            self._body.addWidget(self._days_card, 0, 1, 2, 1)
        else:
            self._body.addWidget(pain, 0, 0, 1, 2)
            self._body.addWidget(sessions, 1, 0)
            self._body.addWidget(self._days_card, 1, 1)
        self._body.setColumnStretch(0, 1)
        self._body.setRowStretch(0, 5)
        self._body.setRowStretch(1, 3 if wide else 5)

    def _days_width(self) -> int:
        """As wide as its square days can use at this height."""
        pitch = (self.height() - _ABOVE_DAYS - _AROUND_DAYS) / CALENDAR_WEEKS
        wished = min(7 * pitch + 92, _DAYS_SHARE * self.width(), _DAYS_WIDEST)
        return max(_DAYS_NARROWEST, int(wished))


def _first_choice(data: ProgressData) -> RangeChoice:
    """Four weeks while there is no more; twelve otherwise."""
    four = span_of(RangeChoice.FOUR_WEEKS, data.today, None)
    short = data.first_day is None or data.first_day >= four.first
    return RangeChoice.FOUR_WEEKS if short else RangeChoice.TWELVE_WEEKS


def _centred(widget: QWidget) -> QWidget:
    """The widget between equal spaces; an alignment would keep its words from wrapping."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 6, 0, 0)
    row.addStretch(1)
    row.addWidget(widget, 100)
    row.addStretch(1)
    return holder


def _days_card(theme: Theme) -> tuple[QFrame, DaysView]:
    card = QFrame()
    card.setProperty("kind", "card")
    title = text_label("heading")
    title.setText("Days")
    hint = text_label("small", "muted")
    hint.setText("Stronger colour: more was done.")
    days = DaysView(theme)
    layout = QVBoxLayout(card)
    layout.setContentsMargins(18, 14, 14, 8)
    layout.setSpacing(4)
    layout.addWidget(title)
    layout.addWidget(hint)
    layout.addSpacing(4)
    layout.addWidget(days, 1)
    return card, days
