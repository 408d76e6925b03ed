"""A session that is killed again and again loses no set that was shown as done."""

from __future__ import annotations

import random
import runpy
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from backrehab_desktop.app.clock import SystemClock
from backrehab_desktop.app.session_controller import first_open_block
from backrehab_desktop.core.player import build_script
from backrehab_desktop.core.records import SessionEnd
from backrehab_desktop.store.store import DATABASE_NAME, Store

DRIVER = Path(__file__).with_name("drive_session.py")
TIME_SCALE = 200
SCRIPT = build_script(runpy.run_path(str(DRIVER))["PLAN"].items)
SETS = len(SCRIPT.blocks)
KILLS = 5


class Run:
    """The driver in a process of its own."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, str(DRIVER), str(folder), str(TIME_SCALE)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.lines: list[list[str]] = []

    def read(self, most: int | None = None) -> None:
        """Read lines until ``most`` have come, or to the end."""
        assert self.process.stdout
        while most is None or len(self.lines) < most:
            line = self.process.stdout.readline()
            if not line.endswith("\n"):
                return
            self.lines.append(line.split())

    def kill(self) -> None:
        self.process.kill()
        self.read()
        self.process.communicate()

    def said(self, word: str) -> list[list[str]]:
        return [line[1:] for line in self.lines if line[0] == word]


def stored_sets(folder: Path) -> tuple[int, int]:
    """How many sets are stored, and the block to resume at."""
    store = Store.open(folder / DATABASE_NAME, SystemClock())
    session = store.unfinished_session()
    store.close()
    if session is None:
        return 0, 0
    assert all(record.completed for record in session.sets)
    return len(session.sets), first_open_block(SCRIPT, session)


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX")
def test_a_session_killed_again_and_again_is_finished_in_the_end(tmp_path: Path) -> None:
    moments = random.Random()
    committed: set[int] = set()
    for _ in range(KILLS):
        _, resume_at = stored_sets(tmp_path)
        run = Run(tmp_path)
        run.read(most=moments.randint(1, 40))
        run.kill()
        assert run.said("failed") == []
        if run.said("at"):
            assert run.said("at") == [[str(resume_at)]], "not where it stopped"
        told = [int(index) for (index,) in run.said("committed")]
        assert not committed.intersection(told), "a set was done twice"
        committed.update(told)
        count, _ = stored_sets(tmp_path)
        assert count >= len(committed), "a set that was shown as done is gone"
        if run.said("concluded"):
            break
    else:
        last = Run(tmp_path)
        last.read()
        last.kill()
        assert last.said("finished") == [[str(SETS), str(SETS)]]
        assert last.said("concluded")
    check_history(tmp_path)


def check_history(folder: Path) -> None:
    """One session, finished, with every set once and the answers as they were given."""
    store = Store.open(folder / DATABASE_NAME, SystemClock())
    now = SystemClock().now()
    sessions = store.sessions((now - timedelta(days=1)).date(), now.date())
    assert store.unfinished_session() is None
    store.close()
    (session,) = sessions
    assert session.end is SessionEnd.FINISHED
    assert (session.sets_done, session.sets_prescribed) == (SETS, SETS)
    assert (session.pain_before, session.pain_after, session.note) == (4, 2, "all of it")
