"""The command line: what may be said, and one clear line for what may not.

Nothing heavy is imported here.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backrehab_desktop.app.arguments import MOVING_SUFFIXES, STILL_SUFFIXES, build_parser
from backrehab_desktop.app.command import (
    EXIT_FAILED,
    EXIT_INTERRUPTED,
    EXIT_OK,
    EXIT_USAGE,
    CommandError,
    WindowOptions,
    carry_out,
)

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence
    from pathlib import Path

__all__ = [
    "EXIT_BROKEN_PIPE",
    "EXIT_FAILED",
    "EXIT_INTERRUPTED",
    "EXIT_OK",
    "EXIT_USAGE",
    "CommandError",
    "Handlers",
    "RenderOptions",
    "SheetOptions",
    "WindowOptions",
    "known_exercise",
    "run",
]

EXIT_BROKEN_PIPE = 141
"""What a shell reports for a program that SIGPIPE ended."""


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """What picture to make of an exercise or activity."""

    exercise_id: str
    output: Path
    """Ends in .png, .svg, .gif, .webp or .apng."""
    size: tuple[int, int] | None = None
    at: float | None = None
    strip: int | None = None
    view: tuple[float, float] | None = None
    """Azimuth and elevation in degrees; None for the exercise's own."""
    theme: str = "light"


@dataclass(frozen=True, slots=True)
class SheetOptions:
    """How to paint the sheet of all exercises and activities."""

    output: Path
    """Ends in .png."""
    size: tuple[int, int] | None = None
    theme: str = "light"


@dataclass(frozen=True, slots=True)
class Handlers:
    """The commands that need Qt, handed in by the composition root."""

    open_window: Callable[[WindowOptions], int]
    render: Callable[[RenderOptions], int]
    render_sheet: Callable[[SheetOptions], int]


def run(arguments: Sequence[str], handlers: Handlers) -> int:
    """Carry out a command line and return the exit code; never raises for a user's mistake."""
    _make_output_safe()
    return carry_out(lambda: _run(arguments, handlers))


def _run(arguments: Sequence[str], handlers: Handlers) -> int:
    try:
        options = build_parser().parse_args(_join_view(arguments))
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
    match options.command:
        case "exercises":
            from backrehab_desktop.app.commands.exercises import list_exercises

            list_exercises(sys.stdout, as_json=options.json)
            return EXIT_OK
        case "activities":
            from backrehab_desktop.app.commands.exercises import list_activities

            list_activities(sys.stdout, as_json=options.json)
            return EXIT_OK
        case "motion":
            return _write_motion(options)
        case "check":
            from backrehab_desktop.app.commands.check import check

            return check(sys.stdout, options.files, as_json=options.json)
        case "doctor":
            from backrehab_desktop.app.commands.doctor import doctor

            return doctor(sys.stdout, options.data_dir, as_json=options.json, probe=options.probe)
        case "speech-helper":
            from backrehab_desktop.app.speech.helper import run as run_speech_helper

            return run_speech_helper(options.engine)
        case _:
            return _render(options, handlers)


def _write_motion(options: argparse.Namespace) -> int:
    from backrehab_desktop.app.commands.motion import motion_text

    text = motion_text(known_exercise(options.id), options.side, options.fps, options.format)
    if options.output is None:
        sys.stdout.write(text)
    else:
        from backrehab_desktop.app.files import write_whole

        write_whole(options.output, text.encode())
    return EXIT_OK


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


def _render(options: argparse.Namespace, handlers: Handlers) -> int:
    if options.sheet:
        return handlers.render_sheet(_sheet_options(options))
    if options.id is None:
        raise CommandError("name what to paint, or ask for the --sheet of all", EXIT_USAGE)
    return handlers.render(_render_options(options))


def _sheet_options(options: argparse.Namespace) -> SheetOptions:
    others = {
        "an ID": options.id,
        "--at": options.at,
        "--strip": options.strip,
        "--view": options.view,
    }
    given = [name for name, value in others.items() if value is not None]
    if given:
        raise CommandError(f"the sheet shows them all: leave {given[0]} out", EXIT_USAGE)
    if options.output.suffix.lower() != ".png":
        raise CommandError("the sheet is a .png", EXIT_USAGE)
    return SheetOptions(options.output, options.size, options.theme)


def _render_options(options: argparse.Namespace) -> RenderOptions:
    suffix = options.output.suffix.lower()
    if suffix in MOVING_SUFFIXES and not (options.at is None and options.strip is None):
        raise CommandError(
            f"--at and --strip make a still picture; a {suffix} shows the whole cycle", EXIT_USAGE
        )
    if suffix in STILL_SUFFIXES and suffix != ".png" and options.strip is not None:
        raise CommandError(f"--strip makes a .png, not a {suffix}", EXIT_USAGE)
    return RenderOptions(
        exercise_id=known_exercise(options.id),
        output=options.output,
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
