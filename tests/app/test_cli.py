from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab_desktop import __version__
from backrehab_desktop.app import cli
from backrehab_desktop.catalogue.activities import ActivityCatalogue
from backrehab_desktop.catalogue.exercises import ExerciseCatalogue

IDS = set(ExerciseCatalogue().ids())


class Spy:
    """Stands in for the composition root and remembers what it was asked for."""

    def __init__(self) -> None:
        self.windows: list[cli.WindowOptions] = []
        self.pictures: list[cli.RenderOptions] = []
        self.sheets: list[cli.SheetOptions] = []

    def open_window(self, options: cli.WindowOptions) -> int:
        self.windows.append(options)
        return 0

    def render(self, options: cli.RenderOptions) -> int:
        self.pictures.append(options)
        return 0

    def render_sheet(self, options: cli.SheetOptions) -> int:
        self.sheets.append(options)
        return 0

    def run(self, *arguments: str) -> int:
        handlers = cli.Handlers(self.open_window, self.render, self.render_sheet)
        return cli.run(arguments, handlers)


@pytest.fixture
def spy() -> Spy:
    return Spy()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), cli.WindowOptions()),
        (("--data-dir", "somewhere"), cli.WindowOptions(Path("somewhere"))),
        (("--demo",), cli.WindowOptions(demo=True)),
        (("--time-scale", "20"), cli.WindowOptions(time_scale=20.0)),
        (
            ("--data-dir", "a", "--demo", "--time-scale=0.5"),
            cli.WindowOptions(Path("a"), demo=True, time_scale=0.5),
        ),
    ],
)
def test_without_a_command_the_window_opens(
    spy: Spy, arguments: tuple[str, ...], expected: cli.WindowOptions
) -> None:
    assert spy.run(*arguments) == 0
    assert spy.windows == [expected]


@pytest.mark.parametrize(
    "arguments",
    [
        ("walk",),
        ("--time-scale", "0"),
        ("--time-scale", "-2"),
        ("--time-scale", "nan"),
        ("--time-scale", "inf"),
        ("--time-scale", "quick"),
        ("--time-scale", "1e9"),
        ("--time-scale",),
        ("--data-dir",),
        ("--data",),
        ("--demo", "exercises"),
        ("--time-scale", "2", "motion", "bridge", "--json"),
        ("exercises", "extra"),
        ("motion",),
        ("motion", "bridge"),
        ("motion", "brigde", "--json"),
        ("motion", "bridge", "--json", "--side", "both"),
        ("motion", "bridge", "--json", "--fps", "0"),
        ("motion", "bridge", "--json", "--fps", "nan"),
        ("motion", "../bridge", "--json"),
        ("motion", "", "--json"),
        ("motion", "bridge", "--format", "fbx"),
        ("motion", "bridge", "--format", "bvh", "--json"),
        ("motion", "bridge", "--json", "-o", "no/such/folder/bridge.json"),
        ("render", "bridge"),
        ("render", "-o", "p.png"),
        ("render", "--sheet"),
        ("render", "--sheet", "-o", "p.svg"),
        ("render", "--sheet", "bridge", "-o", "p.png"),
        ("render", "--sheet", "-o", "p.png", "--strip", "2"),
        ("render", "--sheet", "-o", "p.png", "--view", "1,2"),
        ("render", "bridge", "-o", "p.svg", "--strip", "2"),
        ("render", "bridge", "-o", "p.webp", "--at", "0.5"),
        ("render", "bridge", "-o", "p.apng", "--strip", "2"),
        ("render", "bridge", "-o", "a\0b.png"),
        ("check",),
        ("render", "bridge", "-o", "picture.jpg"),
        ("render", "bridge", "-o", "no/such/folder/picture.png"),
        ("render", "bridge", "-o", "p.png", "--size", "big"),
        ("render", "bridge", "-o", "p.png", "--size", "0x10"),
        ("render", "bridge", "-o", "p.png", "--size", "99999x10"),
        ("render", "bridge", "-o", "p.png", "--at", "1.5"),
        ("render", "bridge", "-o", "p.png", "--strip", "0"),
        ("render", "bridge", "-o", "p.png", "--strip", "2", "--at", "0"),
        ("render", "bridge", "-o", "p.gif", "--at", "0.5"),
        ("render", "bridge", "-o", "p.png", "--view", "1"),
        ("render", "bridge", "-o", "p.png", "--view", "1,100"),
        ("render", "bridge", "-o", "p.png", "--theme", "pink"),
        ("render", "unknown", "-o", "p.png"),
        ("doctor", "--probe", "teeth"),
    ],
)
def test_a_mistake_costs_one_line_and_code_2(
    spy: Spy, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    assert spy.run(*arguments) == cli.EXIT_USAGE
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("backrehab: ")
    assert err.count("\n") == 1
    assert not spy.windows
    assert not spy.pictures
    assert not spy.sheets


@given(st.lists(st.text(), max_size=4))
def test_no_words_whatever_raise_or_print_more_than_a_line(words: list[str]) -> None:
    spy = Spy()
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        code = spy.run(*words)
    assert code in {cli.EXIT_OK, cli.EXIT_USAGE}
    if code == cli.EXIT_USAGE:
        assert len(err.getvalue().splitlines()) == 1


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [("brigde", "bridge"), ("Bird-Dog", "bird-dog"), ("knee", "single-knee-to-chest")],
)
def test_an_unknown_exercise_names_close_ones(
    spy: Spy, capsys: pytest.CaptureFixture[str], wrong: str, meant: str
) -> None:
    assert spy.run("motion", wrong, "--json") == cli.EXIT_USAGE
    _, _, hint = capsys.readouterr().err.partition("did you mean ")
    assert meant in re.split(r" or |\?", hint.strip())


def test_an_exercise_like_no_other_lists_them_all(
    spy: Spy, capsys: pytest.CaptureFixture[str]
) -> None:
    assert spy.run("motion", "zzz", "--json") == cli.EXIT_USAGE
    err = capsys.readouterr().err
    assert all(exercise in err for exercise in IDS)


def test_render_takes_a_view_that_starts_with_a_minus(spy: Spy, tmp_path: Path) -> None:
    target = tmp_path / "picture.PNG"
    arguments = ("render", "bridge", "-o", str(target), "--size", "640X360", "--strip", "5")
    assert spy.run(*arguments, "--view", "-30,12.5", "--theme", "dark") == 0
    assert spy.pictures == [
        cli.RenderOptions("bridge", target, (640, 360), None, 5, (-30.0, 12.5), "dark")
    ]


def test_the_sheet_takes_a_size_and_a_theme(spy: Spy, tmp_path: Path) -> None:
    target = tmp_path / "sheet.png"
    assert spy.run("render", "--sheet", "-o", str(target)) == 0
    assert spy.run("render", "--sheet", "-o", str(target), "--size=9x9", "--theme=dark") == 2
    assert spy.run("render", "--sheet", "-o", str(target), "--size=2000x900", "--theme=dark") == 0
    assert spy.sheets == [
        cli.SheetOptions(target),
        cli.SheetOptions(target, (2000, 900), "dark"),
    ]


def test_a_motion_goes_to_the_output_or_into_a_file(
    spy: Spy, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    target = tmp_path / "bridge.bvh"
    arguments = ("motion", "bridge", "--side", "left", "--fps", "10")
    assert spy.run(*arguments, "--format", "bvh", "-o", str(target)) == 0
    assert capsys.readouterr().out == ""
    assert spy.run(*arguments, "--format", "bvh") == 0
    assert capsys.readouterr().out == target.read_text(encoding="utf-8")
    assert target.read_text(encoding="utf-8").startswith("HIERARCHY\nROOT pelvis\n")

    assert spy.run(*arguments, "--json") == 0
    short = capsys.readouterr().out
    assert spy.run(*arguments, "--format", "json") == 0
    assert capsys.readouterr().out == short
    assert json.loads(short)["side"] == "left"


def test_a_motion_of_an_activity_is_written_as_well(
    spy: Spy, capsys: pytest.CaptureFixture[str]
) -> None:
    assert spy.run("motion", "yoga", "--json", "--fps", "1") == 0
    assert json.loads(capsys.readouterr().out)["id"] == "yoga"


def test_activities_are_listed_like_exercises(spy: Spy, capsys: pytest.CaptureFixture[str]) -> None:
    assert spy.run("activities") == 0
    rows = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert spy.run("activities", "--json") == 0
    activities = json.loads(capsys.readouterr().out)
    assert [activity["id"] for activity in activities] == rows
    assert set(rows) == set(ActivityCatalogue().ids())
    assert all(activity["build_up"] for activity in activities)


def test_version(spy: Spy, capsys: pytest.CaptureFixture[str]) -> None:
    assert spy.run("--version") == 0
    assert capsys.readouterr().out == f"backrehab {__version__}\n"


def test_exercises_lists_name_position_and_dose(
    spy: Spy, capsys: pytest.CaptureFixture[str]
) -> None:
    assert spy.run("exercises") == 0
    lines = capsys.readouterr().out.splitlines()
    assert {line.split()[0] for line in lines} >= IDS
    assert any("On hands and knees" in line and "each side" in line for line in lines)


def test_exercises_as_json_say_everything(spy: Spy, capsys: pytest.CaptureFixture[str]) -> None:
    assert spy.run("exercises", "--json") == 0
    exercises = json.loads(capsys.readouterr().out)
    assert {exercise["id"] for exercise in exercises} >= IDS
    for exercise in exercises:
        assert exercise["steps"]
        assert exercise["start_dose"]["repetitions"] >= 1


# ---- where the process itself matters


def start(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-P", "-m", "backrehab_desktop", *arguments],
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        stderr=subprocess.PIPE,
        **{"stdout": subprocess.PIPE, **options},  # type: ignore[call-overload]
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_one_line() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = start("exercises", "--json", stdout=full)
    assert done.returncode == cli.EXIT_FAILED
    assert done.stderr == "backrehab: the output could not be written (No space left on device)\n"


@pytest.mark.skipif(os.name != "posix", reason="pipes break differently elsewhere")
def test_a_reader_that_leaves_is_no_mistake() -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        done = start("exercises", "--json", stdout=write)
    finally:
        os.close(write)
    assert done.returncode == cli.EXIT_BROKEN_PIPE
    assert done.stderr == ""


def test_a_pipe_is_utf_8_in_any_locale() -> None:
    done = start("exercises", "--json", env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert {exercise["id"] for exercise in json.loads(done.stdout)} >= IDS


def test_listing_exercises_needs_neither_qt_nor_numpy() -> None:
    code = (
        "import sys; from backrehab_desktop.__main__ import main; main(['exercises']);"
        "print([m for m in ('PySide6', 'numpy', 'sqlite3') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.splitlines()[-1] == "[]"
