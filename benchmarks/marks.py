"""What a measured child process needs: as little as can be, since importing it is measured too."""

from __future__ import annotations

import os
import sys
import time

WINDOW_SIZE = (1280, 800)


def since_start_ms() -> float:
    """Milliseconds since the parent started this process; the clock is the machine's."""
    return (time.monotonic_ns() - int(os.environ["START_NS"])) / 1e6


def peak_mb() -> float:
    """The most memory this process has held so far, in MB."""
    return _status_mb("VmHWM")


def rss_mb() -> float:
    """The memory this process holds now, in MB; where that is not told, the most so far."""
    return _status_mb("VmRSS")


def _status_mb(name: str) -> float:
    try:
        with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123  # pathlib costs
            # Not ru_maxrss there: after fork and exec it starts with the parent's.
            return next(int(line.split()[1]) for line in status if line.startswith(name)) / 1024
    except (OSError, StopIteration):
        import resource

        peak: int = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / 1024 if sys.platform != "darwin" else peak / 1024**2


def report(values: dict[str, object]) -> None:
    """Print what was measured for the parent to read."""
    import json

    print(json.dumps(values), flush=True)
