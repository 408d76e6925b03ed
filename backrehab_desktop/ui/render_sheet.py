"""``backrehab render --sheet``: all exercises and activities on one sheet for the wall."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter

from backrehab_desktop.app.command import CommandError
from backrehab_desktop.app.files import write_whole
from backrehab_desktop.catalogue.activities import ActivityCatalogue
from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
from backrehab_desktop.catalogue.motions import load_motion
from backrehab_desktop.core.exercise import Activity, Effect, Exercise, Position
from backrehab_desktop.core.figure.scene import SceneBuilder
from backrehab_desktop.core.figure.timeline import Part
from backrehab_desktop.core.figure.viewpoint import home_camera
from backrehab_desktop.core.wording import (
    effect_in_words,
    exercise_dose_in_words,
    minutes_in_words,
    position_in_words,
)
from backrehab_desktop.ui.figure.look import Look
from backrehab_desktop.ui.figure.palette import FigurePalette
from backrehab_desktop.ui.figure.stage import StagePainter
from backrehab_desktop.ui.render_picture import offscreen_application, painted, png_of, theme_name
from backrehab_desktop.ui.sheet_layout import NATURAL_SIZE, Box, SheetSizeError, lay_out
from backrehab_desktop.ui.theme.fonts import sized_font
from backrehab_desktop.ui.theme.tokens import load_theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backrehab_desktop.app.cli import SheetOptions
    from backrehab_desktop.core.exercise import Entry
    from backrehab_desktop.core.figure.motion import Motion
    from backrehab_desktop.ui.sheet_layout import SheetLayout
    from backrehab_desktop.ui.theme.tokens import Theme

_DETOUR = 1.7
"""A key pose on the way is shown if the way over it is longer than the straight one by this."""
_NOTICE = "Move slowly and keep breathing. Stop when an exercise makes your pain clearly worse."


@dataclass(frozen=True, slots=True)
class Group:
    """Entries under one heading."""

    title: str
    entries: tuple[Entry, ...]

    @property
    def tallness(self) -> float:
        """How high its pictures should be; those who lie need less."""
        upright = {Position.HALF_KNEELING: 1.35, Position.SITTING: 1.35, Position.STANDING: 1.6}
        return max(upright.get(entry.position, 1.0) for entry in self.entries)


def sheet_command(options: SheetOptions) -> int:
    """Paint the sheet into its file; 0 when it is written.

    Raises :class:`CommandError`, in one sentence, for a sheet too small to be read and for a file
    that cannot be written, and the catalogue's errors for a motion that cannot be loaded.
    """
    application = offscreen_application()
    groups = groups_of_all()
    width, height = options.size or NATURAL_SIZE
    try:
        layout = lay_out(
            [len(group.entries) for group in groups],
            [group.tallness for group in groups],
            width,
            height,
        )
    except SheetSizeError:
        raise CommandError(
            f"nobody could read the sheet at {width}x{height}; "
            f"take 1000x1400 or more (without --size it is {NATURAL_SIZE[0]}x{NATURAL_SIZE[1]})"
        ) from None
    image = QImage(width, height, QImage.Format.Format_RGB32)
    theme = load_theme(theme_name(options.theme))
    image.fill(theme.color("surface"))
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _Sheet(painter, theme, layout).paint(groups)
    write_whole(options.output, png_of(image))
    del application
    return 0


def groups_of_all() -> tuple[Group, ...]:
    """The exercises by position, in the order a session visits them, then the activities."""
    by_position = itertools.groupby(ExerciseCatalogue().all(), key=lambda entry: entry.position)
    groups = [
        Group(position_in_words(position), tuple(entries)) for position, entries in by_position
    ]
    activities = ActivityCatalogue().all()
    return (*groups, Group("Activities", activities)) if activities else tuple(groups)


class _Sheet:
    """Paints the parts of a sheet."""

    def __init__(self, painter: QPainter, theme: Theme, layout: SheetLayout) -> None:
        self._painter = painter
        self._theme = theme
        self._layout = layout
        self._palette = FigurePalette.from_theme(theme)

    def paint(self, groups: Sequence[Group]) -> None:
        self._paint_header(groups)
        for group, heading, cells in zip(
            groups, self._layout.headings, self._layout.cells, strict=True
        ):
            self._paint_heading(group.title, heading)
            for entry, cell in zip(group.entries, cells, strict=True):
                self._paint_entry(entry, cell)
        self._paint_footer()

    def _write(
        self,
        text: str,
        box: QRectF,
        size: float,
        weight: int,
        role: str,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        """One line of words, smaller or cut off where it has no room."""
        font = sized_font(round(size * self._layout.unit), weight)
        wide = QFontMetricsF(font).horizontalAdvance(text)
        if wide > box.width():
            font.setPixelSize(max(round(font.pixelSize() * max(box.width() / wide, 0.72)), 1))
            mode = Qt.TextElideMode.ElideRight
            text = QFontMetricsF(font).elidedText(text, mode, box.width())
        self._painter.setFont(font)
        self._painter.setPen(QColor(self._theme.color(role)))
        self._painter.drawText(box, align | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_header(self, groups: Sequence[Group]) -> None:
        box, unit = self._layout.header, self._layout.unit
        exercises = sum(isinstance(entry, Exercise) for group in groups for entry in group.entries)
        activities = sum(len(group.entries) for group in groups) - exercises
        title = QRectF(box.x, box.y - 10 * unit, box.width, 130 * unit)
        self._write("Exercises for your low back", title, 104, 700, "text")
        below = QRectF(box.x, box.y + 122 * unit, box.width, 60 * unit)
        counts = f"{exercises} exercises and {activities} activities"
        words = f"{counts}: how each begins, and where it leads"
        self._write(words, below, 46, 400, "muted")
        right = Qt.AlignmentFlag.AlignRight
        self._write("Back Rehab", title, 52, 600, "accent", right)

    def _paint_heading(self, title: str, box: Box) -> None:
        unit = self._layout.unit
        line = QRectF(box.x, box.y + 84 * unit, box.width, 4 * unit)
        self._painter.fillRect(line, QColor(self._theme.color("accent")))
        words = QRectF(box.x, box.y + 14 * unit, box.width, 64 * unit)
        self._write(title, words, 52, 600, "accent")

    def _paint_entry(self, entry: Entry, cell: Box) -> None:
        unit = self._layout.unit
        picture = QRectF(cell.x, cell.y, cell.width, cell.height - self._layout.caption_height)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._palette.colors["stage"])
        self._painter.drawRoundedRect(picture, 18 * unit, 18 * unit)
        self._paint_poses(load_motion(entry.id), picture)
        name = QRectF(cell.x, picture.bottom() + 6 * unit, cell.width, 54 * unit)
        self._write(entry.name, name, 43, 600, "text")
        dose = QRectF(cell.x, name.bottom() - 4 * unit, cell.width, 44 * unit)
        self._write(_start_in_words(entry), dose, 32, 400, "muted")

    def _paint_poses(self, motion: Motion, box: QRectF) -> None:
        stage = StagePainter(motion, SceneBuilder(motion, home_camera(motion)))
        samples = key_samples(motion)
        frame = stage.builder.frame
        columns = _best_columns(len(samples), frame.width / max(frame.height, 1e-6), box)
        rows = math.ceil(len(samples) / columns)
        inset = 10 * self._layout.unit
        inner = box.adjusted(inset, inset, -inset, -inset)
        size = QSize(int(inner.width() / columns), int(inner.height() / rows))
        for index, sample in enumerate(samples):
            is_last = index == len(samples) - 1
            look = Look(float(sample), Part.HOLD if is_last else Part.MOVE, ghost=False)
            image = painted(stage, size, self._palette, look)
            place = QPointF(
                inner.x() + index % columns * size.width(),
                inner.y() + index // columns * size.height(),
            )
            self._painter.drawImage(place.toPoint(), image)

    def _paint_footer(self) -> None:
        box, unit = self._layout.footer, self._layout.unit
        middle = box.y + box.height * 0.6
        x = box.x
        for effect in Effect:
            dot = QPointF(x + 16 * unit, middle)
            self._painter.setPen(Qt.PenStyle.NoPen)
            self._painter.setBrush(QColor(self._theme.color(effect.value)))
            self._painter.drawEllipse(dot, 16 * unit, 16 * unit)
            words = QRectF(x + 50 * unit, middle - 30 * unit, 330 * unit, 60 * unit)
            self._write(effect_in_words(effect), words, 36, 400, "text")
            x += 300 * unit
        words = QRectF(x, middle - 30 * unit, box.x + box.width - x, 60 * unit)
        self._write(_NOTICE, words, 36, 400, "muted", Qt.AlignmentFlag.AlignRight)


def key_samples(motion: Motion) -> tuple[int, ...]:
    """The key poses that tell a motion: start, hold, and a third that is not on the way between."""
    timeline = motion.timeline
    if timeline.still:
        return (0,)
    hold = timeline.hold_sample
    if timeline.cyclic:
        return (0, hold) if hold else (0, (timeline.sample_count - 1) // 2)

    def apart(one: int, other: int) -> float:
        points = motion.pose.points.values()
        return float(np.mean([np.linalg.norm(point[one] - point[other]) for point in points]))

    straight = apart(0, hold)
    detours = {
        key.sample: apart(0, key.sample) + apart(key.sample, hold)
        for key in motion.keys
        if key.is_via and apart(0, key.sample) > 1e-9
    }
    far = [sample for sample, way in detours.items() if way > _DETOUR * straight]
    if not far:
        return (0, hold)
    third = max(far, key=detours.__getitem__)
    return (0, *sorted((third, hold)))


def _best_columns(count: int, aspect: float, box: QRectF) -> int:
    """Whether pictures of an aspect are larger side by side or one above the other."""
    beside = min(box.width() / count / aspect, box.height())
    above = min(box.width() / aspect, box.height() / count)
    return count if beside >= above else 1


def _start_in_words(entry: Entry) -> str:
    if isinstance(entry, Exercise):
        return exercise_dose_in_words(entry, entry.start_dose)
    if isinstance(entry, Activity) and entry.start is not None:
        return minutes_in_words(entry.start)
    return "As long as it feels comfortable"
