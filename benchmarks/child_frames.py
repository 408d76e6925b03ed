"""Paints the figure in a real window, and the same frames as a GIF, and counts.

``python -m benchmarks.child_frames paint|play|paused`` prints one JSON object.
"""

from __future__ import annotations

import io
import json
import sys
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QElapsedTimer, QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QImage, QMovie, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from backrehab_desktop.catalogue.motions import load_motion
from backrehab_desktop.ui.figure.figure_view import FigureView
from backrehab_desktop.ui.theme.tokens import load_theme

if TYPE_CHECKING:
    from collections.abc import Callable

SIZE = (1280, 720)
EXERCISE = "bird-dog"
FRAMES = 60
PASSES = 5
WATCH_S = 4.0
FRAME_MS = 16


def main() -> int:
    """Run one of the measurements."""
    application = QApplication(sys.argv[:1])
    view = FigureView()
    view.set_theme(load_theme("light"))
    motion = load_motion(EXERCISE)
    view.set_motion(motion)
    view.resize(*SIZE)
    view.show()
    _prepare(application, view)
    samples = [n * (motion.timeline.sample_count - 1) / (FRAMES - 1) for n in range(FRAMES)]
    answer = {
        "paint": lambda: _compare(application, view, samples),
        "play": lambda: _watch(application, view, samples, playing=True),
        "paused": lambda: _watch(application, view, samples, playing=False),
    }[sys.argv[1]]()
    print(json.dumps(answer))
    return 0


def _settle(application: QApplication) -> None:
    for _ in range(20):
        application.processEvents()


def _prepare(application: QApplication, view: FigureView) -> None:
    """Let the view lay out its frames, which it does once, in the idle time of the window."""
    _settle(application)
    while not view.is_prepared:
        application.processEvents()
    _settle(application)


def _compare(application: QApplication, view: FigureView, samples: list[float]) -> dict[str, float]:
    images = [_image(view, sample) for sample in samples]
    label = QLabel()
    label.resize(*SIZE)
    label.show()
    data = _gif(images)
    buffer = QBuffer(data)
    movie = QMovie(buffer, QByteArray(b"gif"))
    label.setMovie(movie)
    _settle(application)
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(PASSES):  # in turn, so that whatever disturbs meets both
        for sample in samples:
            ours.append(_timed(lambda sample=sample: _show(view, sample)))  # type: ignore[misc]
            theirs.append(_timed(lambda: _next(movie, label)))
    return {"ours_ms": median(ours), "gif_ms": median(theirs), "gif_mb": data.size() / 1e6}


def _show(view: FigureView, sample: float) -> None:
    view.set_sample(sample)
    view.repaint()


def _next(movie: QMovie, label: QLabel) -> None:
    if not movie.jumpToNextFrame():
        movie.jumpToFrame(0)
    label.repaint()


def _timed(step: Callable[[], None]) -> float:
    start = time.perf_counter_ns()
    step()
    return (time.perf_counter_ns() - start) / 1e6


def _image(view: QWidget, sample: float) -> QImage:
    assert isinstance(view, FigureView)
    view.set_sample(sample)
    image = QImage(*SIZE, QImage.Format.Format_RGB888)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    view.render(painter, QPoint())
    painter.end()
    return image


def _gif(images: list[QImage]) -> QByteArray:
    """Pack the frames as Pillow packs a GIF for anybody: one palette, frame differences."""
    from PIL import Image

    frames = [
        Image.frombuffer(
            "RGB",
            SIZE,
            bytes(image.constBits()),
            "raw",
            "RGB",
            image.bytesPerLine(),
            1,
        ).quantize(128)
        for image in images
    ]
    packed = io.BytesIO()
    frames[0].save(
        packed, "GIF", save_all=True, append_images=frames[1:], duration=FRAME_MS, loop=0
    )
    return QByteArray(packed.getvalue())


class _PaintCounter(QObject):
    """Counts the paints of a widget."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.paints = 0
        watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Count a paint."""
        self.paints += event.type() == QEvent.Type.Paint
        return False


def _watch(
    application: QApplication, view: FigureView, samples: list[float], *, playing: bool
) -> dict[str, float]:
    counter = _PaintCounter(view)
    elapsed = QElapsedTimer()
    timer = QTimer(interval=FRAME_MS, timerType=Qt.TimerType.PreciseTimer)
    # A function of the time, as in the program: a late frame shows the right moment.
    timer.timeout.connect(
        lambda: view.set_sample(samples[int(elapsed.elapsed() / FRAME_MS) % len(samples)])
    )
    QTimer.singleShot(int(WATCH_S * 1000), application.quit)
    if playing:
        timer.start()
    elapsed.start()
    cpu_s, wakes = time.process_time(), _wake_ups()
    application.exec()
    passed_s = elapsed.elapsed() / 1000
    return {
        "paints_per_s": counter.paints / passed_s,
        "cpu_percent": 100 * (time.process_time() - cpu_s) / passed_s,
        # One of them is the end of the measurement itself.
        "wake_ups_per_s": max(0, _wake_ups() - wakes - 1) / passed_s,
    }


def _wake_ups() -> int:
    """How often any thread of this process went to sleep and was woken; 0 where unknown."""
    total = 0
    for task in Path("/proc/self/task").glob("*/status"):
        for line in task.read_text("ascii").splitlines():
            if line.startswith("voluntary_ctxt_switches"):
                total += int(line.split()[1])
    return total


if __name__ == "__main__":
    sys.exit(main())
