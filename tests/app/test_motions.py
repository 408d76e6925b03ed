"""The motion library: answers from its thread, once solved at once, errors in a sentence."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from backrehab_desktop.app.jobs import JobThread
from backrehab_desktop.app.motions import MotionLibrary
from backrehab_desktop.core.exercise import Side

EXERCISES = (
    "bird-dog",
    "bird-dog-leg-only",
    "bridge",
    "bridge-heels",
    "clamshell",
    "front-plank",
    "lateral-leg-raise",
    "pelvic-lift",
    "press-up",
    "superman",
)


@pytest.fixture
def library(qtbot: QtBot) -> Iterator[MotionLibrary]:
    jobs = JobThread("figures")
    library = MotionLibrary(jobs)
    yield library
    jobs.close()


def test_a_motion_arrives(qtbot: QtBot, library: MotionLibrary) -> None:
    with qtbot.waitSignal(library.motion_ready) as ready:
        library.request("bridge", Side.RIGHT)

    name, motion = ready.args
    assert name == "bridge"
    assert (motion.id, motion.side) == ("bridge", Side.RIGHT)
    assert library.known("bridge") is motion


def test_the_answer_comes_in_the_thread_of_the_library(
    qtbot: QtBot, library: MotionLibrary
) -> None:
    threads: list[QThread] = []
    library.motion_ready.connect(lambda *_: threads.append(QThread.currentThread()))
    with qtbot.waitSignal(library.motion_ready):
        library.request("bridge", Side.RIGHT)

    assert threads == [library.thread()]


def test_a_known_motion_is_answered_at_once(qtbot: QtBot, library: MotionLibrary) -> None:
    with qtbot.waitSignal(library.motion_ready):
        library.request("bridge", Side.RIGHT)
    told: list[object] = []
    library.motion_ready.connect(lambda _, motion: told.append(motion))

    library.request("bridge", Side.RIGHT)

    assert told == [library.known("bridge")]


def test_asking_twice_solves_once(qtbot: QtBot, library: MotionLibrary) -> None:
    told: list[str] = []
    library.motion_ready.connect(lambda name, _: told.append(name))
    library.request("bridge", Side.RIGHT)
    library.request("bridge", Side.RIGHT)
    library.request("pelvic-tilt", Side.RIGHT)

    qtbot.waitUntil(lambda: "pelvic-tilt" in told)
    assert told == ["bridge", "pelvic-tilt"]


def test_sides_are_kept_apart(qtbot: QtBot, library: MotionLibrary) -> None:
    for side in Side:
        with qtbot.waitSignal(library.motion_ready) as ready:
            library.request("single-knee-to-chest", side)
        assert ready.args[1].side is side


def test_an_error_is_one_sentence_and_stays_known(qtbot: QtBot, library: MotionLibrary) -> None:
    with qtbot.waitSignal(library.motion_failed) as failed:
        library.request("no-such-exercise", Side.RIGHT)
    told: list[tuple[str, str]] = []
    library.motion_failed.connect(lambda *answer: told.append(answer))

    library.request("no-such-exercise", Side.RIGHT)

    name, sentence = failed.args
    assert name == "no-such-exercise"
    assert sentence
    assert "\n" not in sentence
    assert told == [(name, sentence)]


def test_only_the_last_ones_are_kept(qtbot: QtBot, library: MotionLibrary) -> None:
    for exercise_id in EXERCISES:
        with qtbot.waitSignal(library.motion_ready):
            library.request(exercise_id)
        library.request(EXERCISES[0])

    kept = [exercise_id for exercise_id in EXERCISES if library.known(exercise_id)]

    assert len(EXERCISES) > len(kept) >= 6
    assert kept[0] == EXERCISES[0]
    assert kept[1:] == list(EXERCISES[1 - len(kept) :])


def test_one_that_was_let_go_is_solved_anew(qtbot: QtBot, library: MotionLibrary) -> None:
    for exercise_id in (*EXERCISES, EXERCISES[0]):
        with qtbot.waitSignal(library.motion_ready) as ready:
            library.request(exercise_id)

    assert ready.args[0] == EXERCISES[0]
