"""Every painter ends with its paint event, even where something keeps the frame."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import backrehab_desktop

PACKAGE = Path(backrehab_desktop.__file__).parent
MAKERS = ("QPainter", "painter_on")

KEEP_THE_FRAMES = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication

kept = []

def keep(frame, event, _argument):
    if event == "call" and frame.f_code.co_name == "paintEvent":
        kept.append(frame)

def look_around():
    window = next(w for w in QApplication.topLevelWidgets() if w.isVisible())
    for name in ("Exercises", "Progress", "Settings", "Today"):
        for button in window.findChildren(QAbstractButton):
            if button.text() == name and button.isVisible():
                button.click()
        QApplication.processEvents()
        window.repaint()
        window.grab()
    active = [
        frame.f_code.co_qualname
        for frame in kept
        for value in frame.f_locals.values()
        if type(value).__name__ == "QPainter" and value.isActive()
    ]
    painted = len({frame.f_code for frame in kept})
    sys.setprofile(None)
    kept.clear()
    print(painted, sorted(set(active)), flush=True)
    QApplication.closeAllWindows()
    QApplication.quit()

run = QApplication.exec
def watched_exec(*_):
    QTimer.singleShot(300, look_around)
    sys.setprofile(keep)
    return run()
QApplication.exec = watched_exec

from backrehab_desktop.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def test_kept_frames_keep_no_painter_going(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-c", KEEP_THE_FRAMES, "--data-dir", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    painted, active = done.stdout.split(maxsplit=1)
    assert int(painted) >= 8
    assert active.strip() == "[]"


def test_painters_are_used_in_with_alone() -> None:
    """Not every widget is on screen above, and a painter must end when painting fails, too."""
    loose = []
    for path in sorted(PACKAGE.rglob("*.py")):
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        managed = {id(node.context_expr) for node in nodes if isinstance(node, ast.withitem)}
        loose += [
            f"{path.relative_to(PACKAGE).as_posix()}:{node.func.id}"
            for node in nodes
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in MAKERS
            and id(node) not in managed
        ]
    assert loose == ["ui/widgets/paint.py:QPainter"]  # the body of painter_on
