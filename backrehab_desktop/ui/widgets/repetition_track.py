"""Where you are in the repetitions: a pill for each, a group for each set or side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath
from PySide6.QtWidgets import QProgressBar, QSizePolicy

from backrehab_desktop.ui.theme.fonts import sized_font

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from backrehab_desktop.ui.theme.tokens import Theme

_PILL_HEIGHT = 12
_PILL_GAP = 6
_GROUP_GAP = 24
_LABEL_TOP = 20
_MOST_GROUPS = 3


@dataclass(frozen=True, slots=True)
class TrackGroup:
    """One set, or one side of a set."""

    label: str
    """What it is called: "Set 1", "Right leg"."""
    count: int
    """Repetitions in it."""


@dataclass(frozen=True, slots=True)
class TrackState:
    """All that the track shows at one moment."""

    groups: tuple[TrackGroup, ...]
    current: int
    """Index of the group that runs or comes next."""
    filled: tuple[float, ...]
    """For each group the repetitions done in it, with the part of the one under way."""
    color: str
    """Colour role of the filled pills."""
    words: tuple[tuple[str, bool], ...] = ()
    """The line under the current group, in runs; the flag makes a run bold."""


class RepetitionTrack(QProgressBar):
    """Paints a :class:`TrackState`; a progress bar to assistive technology.

    With more groups than fit, it shows those around the current one and says
    how many there are.
    """

    def __init__(self, theme: Theme) -> None:
        """An empty track."""
        super().__init__()
        self._theme = theme
        self._state: TrackState | None = None
        self._pill_height = _PILL_HEIGHT
        self._labelled = True
        self.setTextVisible(False)
        self.setAccessibleName("Repetitions")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def state(self) -> TrackState | None:
        """What is shown."""
        return self._state

    def show_state(self, state: TrackState) -> None:
        """Show that moment; repaints only if it changed by something visible."""
        old = self._state
        if old is not None and _shown(old) == _shown(state):
            return
        self._state = state
        if old is None or (old.current, old.words) != (state.current, state.words):
            self.setRange(0, state.groups[state.current].count)
            self.setValue(int(state.filled[state.current]))
            self.setAccessibleDescription(" ".join(text for text, _ in state.words))
        self.update()

    def show_pills_alone(self, height: int) -> None:
        """Leave the words out and make the pills this high, in logical pixels."""
        self._pill_height, self._labelled = height, False
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Paint in this theme from now on."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        """The size it likes best."""
        return QSize(400, _LABEL_TOP + self._theme.type("small").line)

    def minimumSizeHint(self) -> QSize:
        """The least size that shows everything."""
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what is to be seen."""
        state = self._state
        if state is None or not state.groups:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            first = min(max(0, state.current - 1), max(0, len(state.groups) - _MOST_GROUPS))
            shown = range(first, min(first + _MOST_GROUPS, len(state.groups)))
            width = (self.width() - _GROUP_GAP * (len(shown) - 1)) / len(shown)
            for place, index in enumerate(shown):
                left = place * (width + _GROUP_GAP)
                self._paint_pills(painter, state, index, left, width)
                if self._labelled:
                    self._paint_label(painter, state, index, left, width)

    def _paint_pills(
        self, painter: QPainter, state: TrackState, index: int, left: float, width: float
    ) -> None:
        count = state.groups[index].count
        gap = min(_PILL_GAP, width / (3.0 * count))
        pill = (width - gap * (count - 1)) / count
        for number in range(count):
            area = QRectF(left + number * (pill + gap), 0, pill, self._pill_height)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.color("track")))
            radius = min(self._pill_height / 2, pill / 2)
            painter.drawRoundedRect(area, radius, radius)
            filled = state.filled[index] - number
            if filled <= 0.0:
                continue
            painter.setBrush(QColor(self._theme.color(state.color)))
            if filled >= 1.0:
                painter.drawRoundedRect(area, radius, radius)
                continue
            shape = QPainterPath()
            shape.addRoundedRect(area, radius, radius)
            part = QPainterPath()
            part.addRect(QRectF(area.left(), 0, pill * filled, self._pill_height))
            painter.drawPath(shape & part)

    def _paint_label(
        self, painter: QPainter, state: TrackState, index: int, left: float, width: float
    ) -> None:
        size = self._theme.type("small").size
        group = state.groups[index]
        current = index == state.current
        pieces = state.words if current else ((group.label, False),)
        x = left
        line = QRectF(0, _LABEL_TOP, 0, self._theme.type("small").line)
        for text, bold in pieces:
            font = sized_font(size, 600 if bold else 400)
            metrics = QFontMetricsF(font)
            room = left + width - x
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            painter.setFont(font)
            painter.setPen(QColor(self._theme.color("text" if bold else "muted")))
            line.setLeft(x)
            line.setWidth(room + 1)
            painter.drawText(
                line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown
            )
            x += metrics.horizontalAdvance(shown) + metrics.horizontalAdvance(" ")
            if shown != text or x >= left + width:
                break


def _shown(state: TrackState) -> tuple[object, ...]:
    """What of a state is visible: the fill in steps of about half a pixel."""
    return (
        state.groups,
        state.current,
        tuple(round(count * 120) for count in state.filled),
        state.color,
        state.words,
    )
