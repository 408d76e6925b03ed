"""Checking the file of an exercise or activity for its author: all that is wrong, and where.

The library stops at the first mistake of a file. Here a value that is wrong is noted, taken out,
and the reading goes on, so that an author sees all mistakes of form at once; a motion of good form
is solved and checked on every frame, both sides.
"""

from __future__ import annotations

import re
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from backrehab_desktop.catalogue import toml_cache
from backrehab_desktop.catalogue.activities import ActivityCatalogue
from backrehab_desktop.catalogue.entries import DATA_FOLDER, MOTION_LINE
from backrehab_desktop.catalogue.errors import CatalogueError
from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
from backrehab_desktop.catalogue.fields import Fields, read_text
from backrehab_desktop.catalogue.mending import Document, by_path, put_in, take_out
from backrehab_desktop.catalogue.motion_files import motion_of, parse_poses
from backrehab_desktop.catalogue.toml_lines import key_lines, line_of
from backrehab_desktop.core.exercise import Exercise, Side, Sides

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from backrehab_desktop.core.exercise import Activity
    from backrehab_desktop.core.figure.spec import MotionSpec, PoseError

_Read = TypeVar("_Read")

_MOST_ROUNDS = 40
"""How often a file is read again after a mistake has been taken out."""
_LONGEST = 160
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")

_NAMES = frozenset({"name", "key"})
"""After a mistake there, what refers to it would seem wrong, too."""

_STAND_INS: Mapping[str, Any] = {
    "motion.base": "supine",
    "motion.view": {"azimuth": 0, "elevation": 10},
    "motion.view.azimuth": 0,
    "motion.view.elevation": 10,
    "motion.key.move_s": 2.0,
    "motion.key.expect": ["pelvis.z within -2..2"],
}
"""Good values for keys of a motion, to read on after a wrong one."""

_ADVICE = {
    "speed": "Give the move more time",
    "acceleration": "Give the move more time, or set a key between",
    "jump ratio": "Let contacts and supports begin and end at keys of the same pose",
    "excess": "Bend that joint less",
    "depth": "Lift that part, or let it touch: name a support or contact",
    "gap under": "Bring that part down, or leave out its support or contact",
    "gap between": "Let the last key go back_to the first",
    "contact drift": "Let it slide, or keep the contact the same on both keys",
    "reaches": "Bring the target nearer, or move the body",
    "both pads": "Turn the body so that both can touch, or name one support",
    "the head": "Bend the neck less, or leave head_rests out",
}


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong with a file."""

    line: int | None
    """The line of the file, from 1, where one can be named."""
    key: str
    """The key of the file, or the key pose, move and part of the body."""
    check: str
    """What had to be true; empty for a mistake of form, which ``found`` describes."""
    found: str
    fix: str
    """What to do."""

    @property
    def text(self) -> str:
        """The flaw in one line, without its place in the file."""
        problem = f"{self.check}, but found {self.found}" if self.check else self.found
        return f"{self.key}: {problem}. {self.fix}."


def check_file(file: Path, folder: Path = DATA_FOLDER) -> tuple[Flaw, ...]:
    """Everything that is found wrong with the file of an exercise or activity, by line.

    It may lie anywhere; shared poses, source titles and neighbours are those of ``folder``.
    Raises ``OSError`` where there is no such file or it cannot be read.
    """
    if not file.is_file():
        raise FileNotFoundError(2, "no such file", str(file))
    with file.open("rb"):  # a missing right is no flaw of what the file says
        pass
    check = _FileCheck(file, folder)
    check.run()
    flaws = {(flaw.line, flaw.key, flaw.check, flaw.found): flaw for flaw in check.flaws}
    return tuple(sorted(flaws.values(), key=lambda flaw: (flaw.line or 0, flaw.key, flaw.check)))


class _FileCheck:
    """The check of one file: flaws are collected as they are found."""

    def __init__(self, file: Path, folder: Path) -> None:
        self._file = file
        self._folder = folder
        self._lines: dict[str, int] = {}
        self.flaws: list[Flaw] = []

    def run(self) -> None:
        try:
            text = read_text(self._file)
        except CatalogueError as error:
            self._note_error(error)
            return
        document = self._parse(text)
        if document is None:
            return
        self._lines = key_lines(text)
        words, line, _ = text.partition(MOTION_LINE)
        if not line:
            self._note("words", "the line that ends them is missing", f'Write "{MOTION_LINE}"')
        entry = self._check_words(document, words)
        spec = self._check_motion(document)
        if spec is None:
            return
        if isinstance(entry, Exercise):
            self._check_sides(entry, spec)
        self._check_poses(spec)

    # Flaws --------------------------------------------------------------------------------------
    def _note(self, key: str, found: str, fix: str, check: str = "", at: str = "") -> None:
        line = line_of(self._lines, at or key)
        self.flaws.append(Flaw(line, *(_brief(part) for part in (key, check, found, fix))))

    def _note_error(self, error: CatalogueError) -> None:
        self._note(error.key, error.problem, error.fix)

    def _parse(self, text: str) -> Document | None:
        try:
            return toml_cache.parse(text)
        except ValueError as error:  # tomllib's own kind is one
            place = _AT_LINE.search(str(error))
            line = int(place[1]) if place and place[1] else None
            if place and line is None:
                line = text.count("\n") + 1
            problem = _brief(_AT_LINE.sub("", str(error)))
            self.flaws.append(Flaw(line, "TOML", "", problem, "Correct the syntax there"))
            return None

    # Words --------------------------------------------------------------------------------------
    def _check_words(self, document: Document, text: str) -> Exercise | Activity | None:
        catalogue = self._catalogue(document)
        words = {key: value for key, value in document.items() if key != "motion"}
        upper: Document = {}
        with suppress(ValueError):  # what a broken upper part holds is in the document as well
            upper = toml_cache.parse(text)
        for key in words.keys() - upper.keys():
            self._note(key, "below the motion line", "Move it above")

        example = "bridge" if isinstance(catalogue, ExerciseCatalogue) else "walking"
        source = read_text(catalogue.file_of(example)).partition(MOTION_LINE)[0]
        stand_ins = {**by_path(toml_cache.parse(source)), "id": self._file.stem}

        def read(values: Document) -> Exercise | Activity:
            return catalogue.parse(Fields(self._file, values))

        entry = self._read_all(words, read, stand_ins)
        if entry is not None:
            self._check_neighbours(entry)
        return entry

    def _catalogue(self, document: Document) -> ExerciseCatalogue | ActivityCatalogue:
        """The reader of its kind: only an activity says how to build up."""
        is_activity = "build_up" in document and "start_dose" not in document
        return (ActivityCatalogue if is_activity else ExerciseCatalogue)(self._folder)

    def _check_neighbours(self, entry: Exercise | Activity) -> None:
        known = {
            *ExerciseCatalogue(self._folder).written_ids(),
            *ActivityCatalogue(self._folder).written_ids(),
            *(file.stem for file in self._file.parent.glob("*.toml")),
        }
        for key, other in (("easier", entry.easier_id), ("harder", entry.harder_id)):
            if other is not None and other not in known:
                self._note(key, f'there is no "{other}"', "Name an exercise of the library")

    # Motion -------------------------------------------------------------------------------------
    def _check_motion(self, document: Document) -> MotionSpec | None:
        if not isinstance(document.get("motion"), dict):
            self._note("motion", "missing", "Add a [motion] table: without it nothing is shown")
            return None
        poses_file = self._folder / "poses.toml"
        poses = parse_poses(poses_file, read_text(poses_file))
        motion = {"effect": "work", "motion": document["motion"]}

        def read(values: Document) -> MotionSpec:
            return motion_of(Fields(self._file, values), poses)

        before = len(self.flaws)
        spec = self._read_all(motion, read, _STAND_INS)
        return spec if len(self.flaws) == before else None

    def _check_sides(self, entry: Exercise, spec: MotionSpec) -> None:
        has_sides = entry.sides is not Sides.BOTH
        if has_sides and spec.lead != "R":
            self._note("motion.lead", "missing", 'Write lead = "R", as sides take turns')
        if not has_sides and spec.lead:
            self._note(
                "motion.lead",
                "of no use",
                "Leave it out, or let sides be alternating or one_then_other",
            )

    def _check_poses(self, spec: MotionSpec) -> None:
        """Solve and check both sides; a left side that only repeats the right is not told."""
        expected = {expect.text for key in spec.keys for expect in key.expectations}
        errors = _broken_checks(spec)
        if any(error.check in expected for error in errors):
            # What is expected is looked at first, and keeps the rest from being looked at.
            bare = tuple(replace(key, expectations=()) for key in spec.keys)
            errors += _broken_checks(replace(spec, keys=bare))
        for error in errors:
            self._note_pose(spec, error)

    def _note_pose(self, spec: MotionSpec, error: PoseError) -> None:
        fix = next(
            (advice for check, advice in _ADVICE.items() if error.check.startswith(check)),
            "Change the pose, or what is expected of it",
        )
        place = _place(spec, error)
        self._note(error.key, error.value, fix, check=error.check, at=place)

    # Reading on ---------------------------------------------------------------------------------
    def _read_all(
        self, values: Document, read: Callable[[Document], _Read], stand_ins: Mapping[str, Any]
    ) -> _Read | None:
        """Read values, note what is wrong, mend it and read on; None if that leads nowhere."""
        values = deepcopy(values)
        noted = {flaw.key for flaw in self.flaws}
        taken: set[str] = set()
        for _ in range(_MOST_ROUNDS):
            try:
                return read(values)
            except CatalogueError as error:
                if error.key not in noted:
                    self._note_error(error)
                    noted.add(error.key)
                is_first = error.key not in taken
                taken.add(error.key)
                is_mended = is_first and take_out(values, error.key)
                if not is_mended and not put_in(values, error.key, stand_ins):
                    return None
                if error.key.rpartition(".")[2] in _NAMES:
                    return None
            except (ValueError, OverflowError) as error:
                self._note("motion", str(error) or type(error).__name__, "Use plain numbers")
                return None
        return None


def _broken_checks(spec: MotionSpec) -> list[PoseError]:
    """What the checks of every frame say, of the right side or else of the left."""
    from backrehab_desktop.core.figure.build import build_motion
    from backrehab_desktop.core.figure.spec import PoseError
    from backrehab_desktop.core.figure.validate import check_fully

    for side in (Side.RIGHT, Side.LEFT):
        try:
            check_fully(build_motion(spec, side))
        except PoseError as error:
            return [error, *error.others]
    return []


def _place(spec: MotionSpec, error: PoseError) -> str:
    """The key of the file that the pose, move or expectation of an error is written under."""
    names = [key.name for key in spec.keys]
    for index, name in enumerate(names):
        if index and error.key.startswith(f"{names[index - 1]} to {name} ("):
            return f"motion.key[{index}]"
    for index, key in enumerate(spec.keys):
        if error.key == key.name or error.key.startswith(f"{key.name}, "):
            texts = [expect.text for expect in key.expectations]
            within = f".expect[{texts.index(error.check)}]" if error.check in texts else ""
            return f"motion.key[{index}]{within}"
    return "motion"


def _brief(text: str) -> str:
    """A part of a message on one line, however long or odd the input it quotes."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 3]}..."
