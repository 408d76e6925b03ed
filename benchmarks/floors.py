"""What the budgets are held against, and how children are started to measure it."""

from __future__ import annotations

import compileall
import json
import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
CHILD_TIMEOUT_S = 60.0


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """Lend an environment with a screen: an Xvfb of our own, or offscreen without one."""
    # As on a person's computer: the modules compiled. Without it a start takes twice as long.
    compileall.compile_dir(ROOT / "backrehab_desktop", quiet=2)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    xvfb = shutil.which("Xvfb")
    if xvfb is None:
        yield {**environment, "QT_QPA_PLATFORM": "offscreen"}
        return
    read, write = os.pipe()
    with subprocess.Popen(
        [xvfb, "-displayfd", str(write), "-screen", "0", "1920x1200x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        os.close(write)
        try:
            with os.fdopen(read, encoding="ascii") as answer:
                number = answer.readline().strip()
            environment.pop("WAYLAND_DISPLAY", None)
            yield {**environment, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        finally:
            server.terminate()


def run_child(
    module: str,
    environment: dict[str, str],
    *arguments: str,
    timeout_s: float = CHILD_TIMEOUT_S,
) -> dict[str, Any]:
    """Run ``python -m benchmarks.MODULE`` and return the JSON object of its last line.

    The moment of the start is handed over in START_NS, on the clock that
    :func:`benchmarks.marks.since_start_ms` reads. Raises RuntimeError with what the child said
    when it fails.
    """
    command = [sys.executable, "-m", f"benchmarks.{module}", *arguments]
    environment = {**environment, "START_NS": str(time.monotonic_ns())}
    done = subprocess.run(
        command,
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=timeout_s,
    )
    if done.returncode or not done.stdout.strip():
        raise RuntimeError(f"{module} failed: {done.stderr.strip() or done.returncode}")
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer
