"""The moving figure on its stage: paints one moment of a motion, and turns when dragged."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractAnimation,
    QEasingCurve,
    QPointF,
    QRect,
    QSize,
    Qt,
    QTimer,
    QVariantAnimation,
    Signal,
)
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from backrehab_desktop.app.jobs import JobThread
from backrehab_desktop.ui.figure.look import Look
from backrehab_desktop.ui.figure.palette import FigurePalette
from backrehab_desktop.ui.figure.preparation import Preparation
from backrehab_desktop.ui.theme.tokens import load_theme

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from backrehab_desktop.core.figure.camera import Camera
    from backrehab_desktop.core.figure.motion import Motion
    from backrehab_desktop.core.figure.timeline import Part
    from backrehab_desktop.ui.figure.stage import FigureStage
    from backrehab_desktop.ui.theme.tokens import Theme

_DEGREES_PER_PIXEL = 0.4
_KEY_STEP_DEG = 10.0
_TURN_MS = 320
"""How long the figure turns to another view: long enough to follow, too short to wait for."""
_TURN_KEYS = {
    Qt.Key.Key_Left: (-_KEY_STEP_DEG, 0.0),
    Qt.Key.Key_Right: (_KEY_STEP_DEG, 0.0),
    Qt.Key.Key_Up: (0.0, _KEY_STEP_DEG),
    Qt.Key.Key_Down: (0.0, -_KEY_STEP_DEG),
}


class FigureView(QWidget):
    """Shows one moment of a motion; owns no time and no truth.

    The motions of both sides of an exercise are seen from the same place: give
    it the one whose turn it is, and tell it of the next with
    :meth:`prepare_motion`, so that changing takes no time.

    Display lists are prepared in another thread; until they are there, moments
    are drawn live. A new motion appears as soon as that is quick. Nothing is
    imported or computed before a motion is set.
    """

    view_turned = Signal()
    """The user turned the figure or brought it home."""
    appeared = Signal()
    """All that a standing figure shows is there, its ghost as well."""

    def __init__(self, jobs: JobThread | None = None, parent: QWidget | None = None) -> None:
        """Prepare in the thread of ``jobs``, or in one of its own."""
        super().__init__(parent)
        self._preparation = Preparation(jobs or JobThread("figure", self), self._take_step)
        self.destroyed.connect(self._preparation.stop)
        self._motion: Motion | None = None
        self._stage: FigureStage | None = None
        self._next: FigureStage | None = None
        self._look = Look()
        self.theme = load_theme("light")
        """Where all colours are from; :meth:`set_theme` changes it."""
        self._palette = FigurePalette.from_theme(self.theme)
        self._mirrored = False
        self._drag_from: QPointF | None = None
        self._turning = QVariantAnimation(self)
        self._turning.setDuration(_TURN_MS)
        self._turning.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._turning.setStartValue(0.0)
        self._turning.setEndValue(1.0)
        self._turning.valueChanged.connect(self._turn_part)
        self._turning.finished.connect(self._settle)
        self._turn_from: Camera | None = None
        self._turn_to: Camera | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Moving figure"))
        self._describe()

    # -- state ---------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        """A stage in the proportions a lying figure needs."""
        return QSize(720, 400)

    def minimumSizeHint(self) -> QSize:
        """Smaller, the hands could no longer be told from the feet."""
        return QSize(160, 100)

    def load_engine(self) -> None:
        """Load in the background what the first motion needs; else that one has to wait for it."""
        self._preparation.load()

    def set_motion(self, motion: Motion | None) -> None:
        """Show ``motion`` from its own best view; ``None`` leaves an empty stage.

        The other side of the same exercise is shown as the user turned this one.
        """
        before = self._motion
        if motion is before:
            return
        self._motion = motion
        if motion is not None and before is not None and before.id == motion.id:
            self._change_side(motion)
            return
        self._look = replace(self._look, sample=0.0, part=None, breath=0.0)
        self._next = None
        self._describe()
        self.turn_home()

    def prepare_motion(self, motion: Motion) -> None:
        """Get ready for another motion in idle moments; it replaces an earlier one to come."""
        known = [stage.motion for stage in (self._stage, self._next) if stage is not None]
        if any(motion is one for one in known):
            return
        self._next = self._beside(self._stage, motion)
        self._prepare()

    def set_sample(self, sample: float) -> None:
        """Show the moment ``sample`` (a position on the baked samples)."""
        self._show(replace(self._look, sample=sample))

    def set_direction(self, part: Part | None) -> None:
        """Say which part of the repetition runs: an arrow shows only in a move.

        ``None`` stands for everything that is no part of a repetition, such as a rest.
        """
        self._show(replace(self._look, part=part))

    def set_breath(self, breath: float) -> None:
        """Say how far in the figure has breathed in its hold, 0 to 1."""
        self._show(replace(self._look, breath=0.0 if self._look.fades else breath))

    def set_ghost_visible(self, visible: bool) -> None:
        """Show or hide the dashed outline of the other key pose."""
        self._show(replace(self._look, ghost=visible))

    def set_highlight_visible(self, visible: bool) -> None:
        """Show or hide the coloured muscles."""
        self._show(replace(self._look, highlight=visible))

    def set_reduced_motion(self, reduced: bool) -> None:
        """Cross-fade between key poses instead of moving."""
        self._show(replace(self._look, fades=reduced))

    @property
    def is_mirrored(self) -> bool:
        """Whether left and right are exchanged."""
        return self._mirrored

    def set_mirrored(self, mirrored: bool) -> None:
        """Show all as in a mirror: for who follows a figure that faces them."""
        if mirrored != self._mirrored:
            self._mirrored = mirrored
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Take all colours from ``theme``."""
        self.theme = theme
        self._palette = FigurePalette.from_theme(theme)
        self.update()

    def set_view(self, name: str) -> None:
        """Turn to a view of the motion's ``views``; at once where motion is reduced or unseen.

        Nothing happens on an empty stage. Raises ``KeyError`` for a view the motion has not.
        """
        if self._motion is None or self._stage is None:
            return
        from backrehab_desktop.core.figure.viewpoint import view_camera

        goal = view_camera(self._motion, name)
        self._turning.stop()
        self._turn_from, self._turn_to = self._stage.camera, goal
        if self._look.fades or not self.isVisible():
            self._turn_part(1.0)
        else:
            self._turning.start()

    @property
    def view_name(self) -> str | None:
        """The view of the motion's ``views`` that is shown or turned to; ``None`` between them."""
        if self._motion is None or self._stage is None:
            return None
        from backrehab_desktop.core.figure.viewpoint import view_camera

        shown = self._turn_to if self._is_turning else self._stage.camera
        for name in self._motion.views:
            if view_camera(self._motion, name) == shown:
                return name
        return None

    def turn_home(self) -> None:
        """Go back to the view the exercise was made for, at once."""
        self._turning.stop()
        if self._motion is None:
            self._stage = None
            self._preparation.stop()
            self.update()
            return
        # Brings numpy with it, which must not load before the first paint.
        from backrehab_desktop.ui.figure.stage import FigureStage

        home = FigureStage.at_home(self._motion)
        if self._stage is not None and self._stage.motion is self._motion:
            home = self._stage.seen_by(home.camera)
        self._stage = home
        if self._next is not None and self._next.camera != self._stage.camera:
            self._next = FigureStage.at_home(self._next.motion)
        self.update()
        # Not at once: whoever sets a motion then says which moment of it is seen.
        QTimer.singleShot(0, self, self._prepare)

    def turn(self, azimuth_deg: float, elevation_deg: float) -> None:
        """Walk around the figure; the eye stays above the floor and below the ceiling."""
        self._turning.stop()
        if self._stage is not None:
            self._look_from(self._stage.camera.turned(azimuth_deg, elevation_deg))

    @property
    def view_angles_deg(self) -> tuple[float, float] | None:
        """Azimuth and elevation of the present view; ``None`` on an empty stage."""
        if self._stage is None:
            return None
        return self._stage.camera.azimuth_deg, self._stage.camera.elevation_deg

    @property
    def exercise_id(self) -> str | None:
        """Whose motion was set."""
        return None if self._motion is None else self._motion.id

    @property
    def has_figure(self) -> bool:
        """Whether the motion is seen: it is, shortly after it was set."""
        return self._stage is not None and self._stage.is_showable

    def picture(self) -> QImage | None:
        """What is shown now; ``None`` until all of it is there, the ghost as well."""
        if self._stage is None or not self._stage.has_ghosts:
            return None
        ratio = self.devicePixelRatio()
        image = QImage(self.size() * ratio, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        with QPainter(image) as painter:
            self._stage.paint(painter, self.size(), self._look, self._palette)
        return image

    @property
    def is_prepared(self) -> bool:
        """Whether the display lists of the present view are complete."""
        return self._stage is not None and self._stage.is_ready

    @property
    def is_next_prepared(self) -> bool:
        """Whether the motion to come can be shown without delay."""
        return self._next is not None and self._next.is_ready

    # -- events --------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the present moment."""
        with QPainter(self) as painter:
            if self._stage is None or not self._stage.is_showable:
                painter.fillRect(event.rect(), self._palette.colors["stage"])
            else:
                self._paint_stage(painter, self._stage, event.rect())
            if self.hasFocus() and self.window().testAttribute(
                Qt.WidgetAttribute.WA_KeyboardFocusChange
            ):
                painter.setPen(QColor(self._palette.colors["arrow"]))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(self.rect().adjusted(1, 1, -2, -2))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Start to turn."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._drag_from = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Turn with the pointer, as if the mat were a turntable."""
        if self._drag_from is None:
            return
        way = event.position() - self._drag_from
        self._drag_from = event.position()
        sideways = way.x() if self._mirrored else -way.x()
        self.turn(sideways * _DEGREES_PER_PIXEL, way.y() * _DEGREES_PER_PIXEL)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Settle on the view and prepare it."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._drag_from = None
            if self._stage is not None and not self._stage.is_ready:
                self._prepare()
            self.update()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Bring the figure home."""
        self._drag_from = None
        self.turn_home()
        self.view_turned.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows turn, Home brings the figure home."""
        if event.key() == Qt.Key.Key_Home:
            self.turn_home()
            self.view_turned.emit()
        elif (step := _TURN_KEYS.get(Qt.Key(event.key()))) is not None:
            self.turn(*step)
        else:
            super().keyPressEvent(event)

    # -- private -------------------------------------------------------------------------------

    def _show(self, look: Look) -> None:
        before, self._look = self._look, look
        if look == before or self._stage is None or not self._stage.is_showable:
            return
        only_moved = replace(look, sample=before.sample, breath=before.breath) == before
        if only_moved and not look.fades:
            self.update(self._seen_at(self._stage.stale_area(self.size(), before, look)))
        else:
            self.update()

    def _paint_stage(self, painter: QPainter, stage: FigureStage, within: QRect) -> None:
        stage.mirrored = self._mirrored
        painter.save()
        if self._mirrored:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        turning = self._drag_from is not None or self._is_turning
        look, palette, seen = self._look, self._palette, self._seen_at(within)
        stage.paint(painter, self.size(), look, palette, quick=turning, within=seen)
        painter.restore()

    def _seen_at(self, area: QRect) -> QRect:
        """Where pixels of the stage are seen, and the other way round."""
        if not self._mirrored or area.isEmpty():
            return area
        return QRect(self.width() - area.right() - 1, area.top(), area.width(), area.height())

    @property
    def _is_turning(self) -> bool:
        return self._turning.state() is QAbstractAnimation.State.Running

    def _look_from(self, camera: Camera) -> None:
        if self._stage is None or camera == self._stage.camera:
            return
        self._stage = self._stage.seen_by(camera)
        if self._next is not None:
            # Loaded with the stage.
            from backrehab_desktop.core.figure.viewpoint import twin_camera

            self._next = self._next.seen_by(twin_camera(self._next.motion, camera))
        if self._drag_from is None and not self._is_turning:
            self._prepare()
        else:
            self._preparation.stop()
        self.update()
        self.view_turned.emit()

    def _turn_part(self, share: float) -> None:
        """Be this share of the way to the view that was asked for."""
        if self._turn_from is not None and self._turn_to is not None:
            self._look_from(self._turn_from.towards(self._turn_to, share))

    def _settle(self) -> None:
        """Prepare the view that was turned to."""
        if self._stage is not None and not self._stage.is_ready:
            self._prepare()
        self.update()
        self.view_turned.emit()

    def _change_side(self, motion: Motion) -> None:
        """Let the two sides of an exercise change places; the camera stays."""
        before, stage = self._stage, self._next
        if stage is None or stage.motion is not motion:
            stage = self._beside(before, motion)
        self._stage, self._next = stage, before
        self._prepare()
        self.update()

    def _beside(self, stage: FigureStage | None, motion: Motion) -> FigureStage:
        """A stage of another motion, seen as its twin is."""
        # Brings numpy with it, which must not load before the first paint.
        from backrehab_desktop.core.figure.viewpoint import twin_camera
        from backrehab_desktop.ui.figure.stage import FigureStage

        other = FigureStage.at_home(motion)
        if stage is None or stage.motion.id != motion.id:
            return other
        return other.seen_by(twin_camera(motion, stage.camera))

    def _prepare(self) -> None:
        """Go on with what is not ready yet: first what is shown, then what comes next."""
        self._preparation.go_on(self._stage, self._next, self._look.sample)

    def _take_step(self, stage: FigureStage) -> None:
        if stage is self._stage and stage.is_news:
            self.update()
            if stage.has_ghosts:
                self.appeared.emit()
        self._prepare()

    def _describe(self) -> None:
        text = self.tr("Drag or use the arrow keys to turn it; Home turns it back.")
        if self._motion is None:
            text = self.tr("No exercise is shown.")
        self.setAccessibleDescription(text)
