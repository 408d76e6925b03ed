"""The command line: what may be said, and one clear line for what may not.

Parsing is kept apart from doing, and nothing heavy is imported here.
"""

from __future__ import annotations

import argparse
import math
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from backrehab_desktop import __version__
from backrehab_desktop.app.command import (
    EXIT_FAILED,
    EXIT_INTERRUPTED,
    EXIT_OK,
    EXIT_USAGE,
    PROGRAM,
    CommandError,
    WindowOptions,
    carry_out,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    _Commands = argparse._SubParsersAction["_Parser"]  # noqa: SLF001  # has no public name

__all__ = [
    "EXIT_BROKEN_PIPE",
    "EXIT_FAILED",
    "EXIT_INTERRUPTED",
    "EXIT_OK",
    "EXIT_USAGE",
    "CommandError",
    "Handlers",
    "RenderOptions",
    "WindowOptions",
    "known_exercise",
    "run",
]

EXIT_BROKEN_PIPE = 141
"""What a shell reports for a program that SIGPIPE ended."""

MAX_TIME_SCALE = 1000.0
"""Beyond it a session of ten minutes is shorter than a frame."""
MAX_FPS = 1000.0
MAX_RENDER_PIXELS = 8192
MAX_STRIP = 24


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """What picture to make of an exercise."""

    exercise_id: str
    output: Path
    """Ends in .png or .gif."""
    size: tuple[int, int] | None = None
    at: float | None = None
    strip: int | None = None
    view: tuple[float, float] | None = None
    """Azimuth and elevation in degrees; None for the exercise's own."""
    theme: str = "light"


@dataclass(frozen=True, slots=True)
class Handlers:
    """The commands that need widgets, handed in by the composition root."""

    open_window: Callable[[WindowOptions], int]
    render: Callable[[RenderOptions], int]


class _Parser(argparse.ArgumentParser):
    """Answers a mistake with exactly one line."""

    def error(self, message: str) -> NoReturn:
        raise CommandError(" ".join(message.split()), EXIT_USAGE)


def run(arguments: Sequence[str], handlers: Handlers) -> int:
    """Carry out a command line and return the exit code; never raises for a user's mistake."""
    _make_output_safe()
    return carry_out(lambda: _run(arguments, handlers))


def _run(arguments: Sequence[str], handlers: Handlers) -> int:
    try:
        options = _build_parser().parse_args(_join_view(arguments))
    except SystemExit as leave:  # --help and --version have printed and are done
        return leave.code if isinstance(leave.code, int) else EXIT_OK
    _refuse_stray_options(options)
    if options.command is None:
        return handlers.open_window(
            WindowOptions(options.data_dir, options.demo, options.time_scale)
        )
    return _run_command(options, handlers)


def _run_command(options: argparse.Namespace, handlers: Handlers) -> int:
    """Run a command that writes to the standard output, whatever becomes of that."""
    from backrehab_desktop.catalogue.errors import CatalogueError

    try:
        code = _dispatch(options, handlers)
        sys.stdout.flush()
    except CatalogueError as error:
        raise CommandError(str(error)) from error
    except BrokenPipeError:
        _drop_output()
        return EXIT_BROKEN_PIPE
    except OSError as error:
        _drop_output()
        raise CommandError(f"the output could not be written ({error.strerror})") from error
    return code


def _dispatch(options: argparse.Namespace, handlers: Handlers) -> int:
    if options.command == "exercises":
        from backrehab_desktop.app.commands.exercises import list_exercises

        list_exercises(sys.stdout, as_json=options.json)
        return EXIT_OK
    if options.command == "motion":
        from backrehab_desktop.app.commands.motion import print_motion

        print_motion(sys.stdout, known_exercise(options.id), options.side, options.fps)
        return EXIT_OK
    if options.command == "doctor":
        from backrehab_desktop.app.commands.doctor import doctor

        return doctor(sys.stdout, options.data_dir, as_json=options.json, probe=options.probe)
    if options.command == "speech-helper":
        from backrehab_desktop.app.speech.helper import run as run_speech_helper

        return run_speech_helper(options.engine)
    return handlers.render(_render_options(options))


def _build_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog=PROGRAM,
        description="Guided low-back exercises. Without a command the window opens.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {__version__}")
    parser.add_argument(
        "--data-dir", type=Path, metavar="DIR", help="keep everything in this folder"
    )
    parser.add_argument(
        "--demo",
        action="store_true",
        help="open with twelve made-up weeks that are thrown away; the data folder stays untouched",
    )
    parser.add_argument(
        "--time-scale",
        type=_time_scale,
        default=1.0,
        metavar="N",
        help="let a session run N times faster, for trying out",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    _add_exercises(commands)
    _add_motion(commands)
    _add_render(commands)
    _add_doctor(commands)
    # What the window starts in a process of its own, because speech engines may hang.
    helper = commands.add_parser("speech-helper")
    helper.add_argument("--engine")
    return parser


def _add_exercises(commands: _Commands) -> None:
    command = commands.add_parser("exercises", help="list the exercises", allow_abbrev=False)
    command.add_argument("--json", action="store_true", help="everything known, as JSON")


def _add_motion(commands: _Commands) -> None:
    command = commands.add_parser(
        "motion", help="print the moving figure of an exercise as numbers", allow_abbrev=False
    )
    command.add_argument("id", metavar="ID", help="an exercise, as `backrehab exercises` lists it")
    command.add_argument("--side", choices=("left", "right"), default="right")
    command.add_argument("--fps", type=_fps, default=60.0, help="frames per second (60)")
    command.add_argument("--json", action="store_true", required=True, help="the only format")


def _add_render(commands: _Commands) -> None:
    command = commands.add_parser("render", help="paint an exercise", allow_abbrev=False)
    command.add_argument("id", metavar="ID", help="an exercise, as `backrehab exercises` lists it")
    command.add_argument(
        "-o", "--output", type=_picture, required=True, metavar="FILE.png|gif", dest="output"
    )
    command.add_argument("--size", type=_size, metavar="WxH", help="in pixels")
    when = command.add_mutually_exclusive_group()
    when.add_argument(
        "--at", type=_fraction, metavar="0..1", help="the moment of the cycle that a PNG shows"
    )
    when.add_argument("--strip", type=_strip, metavar="N", help="N moments side by side in a PNG")
    command.add_argument("--view", type=_view, metavar="AZ,EL", help="where to look from, degrees")
    command.add_argument("--theme", choices=("light", "dark"), default="light")


def _add_doctor(commands: _Commands) -> None:
    command = commands.add_parser(
        "doctor", help="look at what the program finds on this computer", allow_abbrev=False
    )
    command.add_argument("--json", action="store_true")
    # The same as before the command; SUPPRESS keeps what was given there.
    command.add_argument("--data-dir", type=Path, default=argparse.SUPPRESS, metavar="DIR")
    # What doctor starts in a process of its own, because Qt ends the process
    # when it finds no screen and sound services may hang.
    command.add_argument("--probe", choices=("screen", "sound", "speech"), help=argparse.SUPPRESS)


def _join_view(arguments: Sequence[str]) -> list[str]:
    """Write ``--view -30,10`` as one word; argparse takes the second for an option."""
    words = list(arguments)
    for place in range(len(words) - 2, -1, -1):
        if words[place] == "--view":
            words[place : place + 2] = [f"--view={words[place + 1]}"]
    return words


def _refuse_stray_options(options: argparse.Namespace) -> None:
    """Say so rather than ignore an option that means nothing to the command."""
    if options.command is None:
        return
    stray = [
        name
        for name, given in (("--demo", options.demo), ("--time-scale", options.time_scale != 1.0))
        if given
    ]
    if stray:
        raise CommandError(f"{stray[0]} goes with the window, not {options.command}", EXIT_USAGE)


def _render_options(options: argparse.Namespace) -> RenderOptions:
    output: Path = options.output
    if output.suffix.lower() == ".gif" and not (options.at is None and options.strip is None):
        raise CommandError("--at and --strip make a PNG; a GIF shows the whole cycle", EXIT_USAGE)
    if not output.absolute().parent.is_dir():
        raise CommandError(f"there is no folder {output.absolute().parent}", EXIT_USAGE)
    return RenderOptions(
        exercise_id=known_exercise(options.id),
        output=output,
        size=options.size,
        at=options.at,
        strip=options.strip,
        view=options.view,
        theme=options.theme,
    )


def known_exercise(exercise_id: str) -> str:
    """Return the id of an exercise or an activity if the library has it.

    Raises :class:`CommandError` that names close matches otherwise.
    """
    from backrehab_desktop.catalogue.activities import ActivityCatalogue
    from backrehab_desktop.catalogue.exercises import ExerciseCatalogue

    if exercise_id in ExerciseCatalogue() or exercise_id in ActivityCatalogue():
        return exercise_id
    from difflib import get_close_matches

    ids = (*ExerciseCatalogue().ids(), *ActivityCatalogue().ids())
    close = get_close_matches(exercise_id.lower(), ids, n=3, cutoff=0.5) or [
        known for known in ids if exercise_id and exercise_id.lower() in known
    ]
    hint = f"did you mean {' or '.join(close)}?" if close else f"there are {', '.join(ids)}"
    raise CommandError(f"unknown exercise {exercise_id!r}; {hint}", EXIT_USAGE)


# ---- single values; argparse puts the option's name before the message


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number")
    return value


def _time_scale(text: str) -> float:
    value = _number(text)
    if not 0.0 < value <= MAX_TIME_SCALE:
        raise argparse.ArgumentTypeError(f"{text} is not above 0 and at most {MAX_TIME_SCALE:g}")
    return value


def _fps(text: str) -> float:
    value = _number(text)
    if not 1.0 <= value <= MAX_FPS:
        raise argparse.ArgumentTypeError(f"{text} is not from 1 to {MAX_FPS:g}")
    return value


def _fraction(text: str) -> float:
    value = _number(text)
    if not 0.0 <= value <= 1.0:
        raise argparse.ArgumentTypeError(f"{text} is not from 0 to 1")
    return value


def _strip(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MAX_STRIP):
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 to {MAX_STRIP}")
    return int(text)


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    for side in (width, height):
        if not (side.isascii() and side.isdigit() and 16 <= int(side) <= MAX_RENDER_PIXELS):
            raise argparse.ArgumentTypeError(
                f"{text!r} is not WIDTHxHEIGHT, each from 16 to {MAX_RENDER_PIXELS}"
            )
    return int(width), int(height)


def _view(text: str) -> tuple[float, float]:
    parts = text.split(",")
    if len(parts) != 2:
        raise argparse.ArgumentTypeError(f"{text!r} is not AZIMUTH,ELEVATION in degrees")
    azimuth, elevation = _number(parts[0]), _number(parts[1])
    if abs(elevation) > 90.0:
        raise argparse.ArgumentTypeError(f"elevation {parts[1]} is not from -90 to 90")
    return azimuth, elevation


def _picture(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in {".png", ".gif"}:
        raise argparse.ArgumentTypeError(f"{text!r} does not end in .png or .gif")
    return path


# ---- output that cannot fail for the wrong reason


def _make_output_safe() -> None:
    """Let no character break the output: UTF-8 into files and pipes, escapes on old terminals."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is None:  # None without a console, or a test's own stream
            continue
        if not stream.isatty():
            reconfigure(encoding="utf-8")
        reconfigure(errors="backslashreplace")


def _drop_output() -> None:
    """Send what is left in the buffer nowhere, so that Python's exit stays quiet."""
    try:
        descriptor = sys.stdout.fileno()
    except (AttributeError, OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)
