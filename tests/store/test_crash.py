"""A process killed at random moments loses no set whose storing it had acknowledged."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from backrehab_desktop.store.store import DATABASE_NAME, Store

KILLS = 5

WRITER = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from backrehab_desktop.core.exercise import Dose, Sides
from backrehab_desktop.core.records import (
    PlannedItem, Question, Rating, SessionEnd, SessionOutcome, SessionStart, SetRecord,
)
from backrehab_desktop.store.store import Store

AT = datetime(2026, 11, 20, 8, tzinfo=UTC)

class Clock:
    def now(self):
        return AT

def say(*words):
    print(*words, flush=True)

store = Store.open(Path(sys.argv[1]), Clock())
items = tuple(PlannedItem(f"exercise-{n}", Sides.BOTH, Dose(5, 8, 3.0)) for n in range(4))
say("open")
for session in range(1000):
    at = AT + timedelta(hours=session)
    session_id = store.begin_session(
        SessionStart("starter", items, at), Rating(Question.PAIN_BEFORE, session % 11, at)
    )
    say("begun", session_id)
    for item in range(4):
        for number in range(1, 6):
            end = at + timedelta(minutes=5 * item + number)
            store.record_set(
                session_id,
                SetRecord(item, f"exercise-{item}", number, None, 8, 8, 3.0, True, end, end),
            )
            say("set", session_id, item, number)
    store.finish_session(session_id, SessionOutcome(SessionEnd.FINISHED, at))
    say("finished", session_id)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is POSIX")
def test_kill_9_loses_no_acknowledged_set(tmp_path: Path, clock: Any) -> None:
    moments = random.Random()
    writers = []
    for number in range(KILLS):
        folder = tmp_path / str(number)
        folder.mkdir()
        command = [sys.executable, "-c", WRITER, str(folder / DATABASE_NAME)]
        writers.append((folder, subprocess.Popen(command, stdout=subprocess.PIPE, text=True)))
    for folder, writer in writers:
        acknowledged = acknowledgements_until_killed(writer, moments.randint(1, 60))
        check_nothing_is_missing(folder / DATABASE_NAME, clock, acknowledged)


def acknowledgements_until_killed(writer: subprocess.Popen[str], after: int) -> list[list[str]]:
    assert writer.stdout is not None
    with writer:
        lines = [writer.stdout.readline() for _ in range(after)]
        # The process is in the middle of whatever comes next.
        writer.kill()
        lines += writer.stdout.readlines()
    return [line.split() for line in lines if line.endswith("\n")]


def check_nothing_is_missing(path: Path, clock: Any, acknowledged: list[list[str]]) -> None:
    store = Store.open(path, clock)
    try:
        stored = {
            (row["session_id"], row["item"], row["set_number"])
            for row in store.db.table("sets").rows
        }
        said = {
            (words[1], int(words[2]), int(words[3])) for words in acknowledged if words[0] == "set"
        }
        assert said <= stored
        assert len(stored - said) <= 1
        begun = {words[1] for words in acknowledged if words[0] == "begun"}
        finished = {words[1] for words in acknowledged if words[0] == "finished"}
        unfinished = store.unfinished_session()
        assert begun - finished <= ({unfinished.session_id} if unfinished else set()) | {
            row["id"] for row in store.db.table("sessions").rows_where("outcome IS NOT NULL")
        }
        assert store.verify().sound
        assert not path.with_name(f"{path.name}-journal").exists()
    finally:
        store.close()
