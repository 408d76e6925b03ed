"""The words of the command line and the values they may have.

Parsing is kept apart from doing, and nothing heavy is imported here.
"""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from backrehab_desktop import __version__
from backrehab_desktop.app.command import EXIT_USAGE, PROGRAM, CommandError

if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction["_Parser"]  # noqa: SLF001  # has no public name

MAX_TIME_SCALE = 1000.0
"""Beyond it a session of ten minutes is shorter than a frame."""
MAX_FPS = 1000.0
MAX_RENDER_PIXELS = 8192
MAX_STRIP = 24
STILL_SUFFIXES = (".png", ".svg")
MOVING_SUFFIXES = (".gif", ".webp", ".apng")

_ID_HELP = "an exercise or activity, as `backrehab exercises` and `activities` list them"


class _Parser(argparse.ArgumentParser):
    """Answers a mistake with exactly one line."""

    def error(self, message: str) -> NoReturn:
        raise CommandError(" ".join(message.split()), EXIT_USAGE)


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands; a mistake raises :class:`CommandError`."""
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
    _add_check(commands)
    _add_doctor(commands)
    # What the window starts in a process of its own, because speech engines may hang.
    helper = commands.add_parser("speech-helper")
    helper.add_argument("--engine")
    return parser


def _add_exercises(commands: _Commands) -> None:
    for name in ("exercises", "activities"):
        command = commands.add_parser(name, help=f"list the {name}", allow_abbrev=False)
        command.add_argument("--json", action="store_true", help="everything known, as JSON")


def _add_motion(commands: _Commands) -> None:
    command = commands.add_parser(
        "motion",
        help="the moving figure as numbers: positions (JSON) or an animation file (BVH)",
        description="One whole cycle of the figure with its hold. JSON holds the positions of all "
        "joints in body heights; BVH is for animation programs such as Blender: centimetres of a "
        "body 170 cm tall, y up.",
        allow_abbrev=False,
    )
    command.add_argument("id", metavar="ID", help=_ID_HELP)
    form = command.add_mutually_exclusive_group(required=True)
    form.add_argument("--format", choices=("json", "bvh"), help="what to write")
    form.add_argument(
        "--json", action="store_const", const="json", dest="format", help="short for --format json"
    )
    command.add_argument(
        "-o", "--output", type=_file_in_a_folder, metavar="FILE", help="instead of printing it"
    )
    command.add_argument("--side", choices=("left", "right"), default="right")
    command.add_argument("--fps", type=_fps, default=60.0, help="frames per second (60)")


def _add_render(commands: _Commands) -> None:
    command = commands.add_parser(
        "render",
        help="paint an exercise, or the sheet of all",
        description="Paints a picture (.png, .svg), a moving picture of the whole cycle (.gif, "
        ".webp, .apng), or with --sheet all exercises and activities for the wall (.png).",
        allow_abbrev=False,
    )
    command.add_argument("id", nargs="?", metavar="ID", help=_ID_HELP)
    command.add_argument(
        "--sheet", action="store_true", help="all exercises and activities on one sheet"
    )
    command.add_argument(
        "-o",
        "--output",
        type=_picture,
        required=True,
        metavar="FILE",
        help="ends in .png, .svg, .gif, .webp or .apng",
    )
    command.add_argument("--size", type=_size, metavar="WxH", help="in pixels")
    when = command.add_mutually_exclusive_group()
    when.add_argument(
        "--at", type=_fraction, metavar="0..1", help="the moment of the cycle that a picture shows"
    )
    when.add_argument("--strip", type=_strip, metavar="N", help="N moments side by side in a PNG")
    command.add_argument("--view", type=_view, metavar="AZ,EL", help="where to look from, degrees")
    command.add_argument("--theme", choices=("light", "dark"), default="light")


def _add_check(commands: _Commands) -> None:
    command = commands.add_parser(
        "check",
        help="check files of exercises and activities",
        description="Checks the words and the motion of files as docs/exercise-format.md tells, "
        "both sides, every frame. Exit code 0: all are fine; 1: something is wrong; 2: a file "
        "cannot be read.",
        allow_abbrev=False,
    )
    command.add_argument("files", type=Path, nargs="+", metavar="FILE", help="a .toml file")
    command.add_argument("--json", action="store_true", help="the findings as JSON")


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
    suffixes = (*STILL_SUFFIXES, *MOVING_SUFFIXES)
    if Path(text).suffix.lower() not in suffixes:
        raise argparse.ArgumentTypeError(
            f"{text!r} does not end in {', '.join(suffixes[:-1])} or {suffixes[-1]}"
        )
    return _file_in_a_folder(text)


def _file_in_a_folder(text: str) -> Path:
    """A file to be written; said here, before anything is computed."""
    if "\0" in text:
        raise argparse.ArgumentTypeError(f"{text!r} is no file's name")
    folder = Path(text).absolute().parent
    if not folder.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {folder}")
    return Path(text)
