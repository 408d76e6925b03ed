"""Whatever a file says, it is fine or refused: nothing raises, hangs or slips through a check."""

from __future__ import annotations

import json
import re
import string
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from backrehab_desktop.catalogue import check_file as check_file_module
from backrehab_desktop.catalogue.activities import ActivityCatalogue
from backrehab_desktop.catalogue.check_file import check_file
from backrehab_desktop.catalogue.errors import CatalogueError
from backrehab_desktop.catalogue.exercises import DATA_FOLDER, ExerciseCatalogue
from backrehab_desktop.catalogue.motions import load_motion
from backrehab_desktop.core.figure.solver import MotionSolver
from backrehab_desktop.exchange.motion_json import motion_document

SOURCES = {
    name: (DATA_FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    for name in (
        "exercises/bridge",
        "exercises/clamshell",
        "activities/yoga",
        "activities/elliptical",
    )
}
NAMES = st.sampled_from(sorted(SOURCES))
TOKEN = re.compile(r'"[^"\n]*"|-?\d+(?:\.\d+)?|[A-Za-z_]+|[\[\]{}=,.#]')
STRANGE = st.one_of(
    st.sampled_from(
        [
            "nan", "inf", "-inf", "-1e308", "1e-320", "0", "-0.0", "true", '""', "[]", "{}", "=",
            "1979-05-27", "1979-05-27T07:32:00Z", "0x" + "f" * 900, "9" * 900, '"\\u0000"',
            "[" * 30 + "]" * 30, '"' + "x" * 900 + '"', "[[motion.key]]", "# --- motion ---", "\n",
        ]
    ),
    st.floats(-400, 400).map(repr),
    st.integers(-(10**30), 10**30).map(str),
    st.text(string.printable, max_size=12),
)  # fmt: skip


@cache
def spans(name: str) -> list[tuple[int, int]]:
    return [found.span() for found in TOKEN.finditer(SOURCES[name])]


@st.composite
def files(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file of ours after some mishaps: words and lines lost, doubled, moved or made strange."""
    name = draw(NAMES)
    text = SOURCES[name]
    places = draw(st.lists(st.sampled_from(spans(name)), max_size=3, unique=True))
    for start, end in sorted(places, reverse=True):
        text = text[:start] + draw(STRANGE) + text[end:]
    lines = text.split("\n")
    for _ in range(draw(st.integers(0, 2))):
        row, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        lines[row : row + 1] = draw(
            st.sampled_from([[], [lines[row]] * 2, [lines[other]], [lines[row], lines[other]]])
        )
    data = "\n".join(lines).encode(errors="surrogatepass")
    if draw(st.booleans()) and draw(st.booleans()):
        place = draw(st.integers(0, len(data)))
        data = data[:place] + draw(st.binary(max_size=6)) + data[place + draw(st.integers(0, 40)) :]
    return name, data


def check_anything(name: str, data: bytes) -> None:
    kind, _, entry_id = name.partition("/")
    with TemporaryDirectory() as place:
        folder = Path(place)
        (folder / kind).mkdir()
        for shared in ("poses.toml", "sources.toml"):
            (folder / shared).write_bytes((DATA_FOLDER / shared).read_bytes())
        file = folder / kind / f"{entry_id}.toml"
        file.write_bytes(data)
        flaws = check_file(file)
        for flaw in flaws:
            assert flaw.found
            assert flaw.fix
            assert flaw.text.isprintable()
            assert len(flaw.text) < 700
            assert flaw.line is None or 1 <= flaw.line <= data.count(b"\n") + 1
        assert len(flaws) <= 200
        load_anything(folder, kind, entry_id, is_fine=not flaws)


def load_anything(folder: Path, kind: str, entry_id: str, *, is_fine: bool) -> None:
    """What the library makes of the same file."""
    catalogue = (ExerciseCatalogue if kind == "exercises" else ActivityCatalogue)(folder)
    errors: tuple[type[Exception], ...] = () if is_fine else (CatalogueError,)
    with suppress(*errors):
        catalogue.get(entry_id)
    with suppress(*errors):
        motion = load_motion(entry_id, folder=folder)
        judge(json.loads(json.dumps(motion_document(motion, 25, 0.1), allow_nan=False)))


def judge(document: dict) -> None:
    """The checks that a stranger could make, whoever has let the motion through."""
    frames = np.array(document["frames"])
    joints = document["joints"]
    assert np.isfinite(frames).all()
    assert frames[..., 2].min() >= -0.0021
    assert np.abs(frames[0] - frames[-1]).max() < 1e-9
    for start, end in document["bones"]:
        lengths = np.linalg.norm(
            frames[:, joints.index(start)] - frames[:, joints.index(end)], axis=1
        )
        assert np.ptp(lengths) < 1e-8
    if len(frames) > 1:
        speed = np.linalg.norm(np.diff(frames, axis=0), axis=-1).max() * document["fps"]
        assert speed <= 1.02


@settings(
    max_examples=settings().max_examples // 3,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(files())
@example(("exercises/bridge", b""))
@example(("exercises/bridge", b"\xff\xfe\x00" * 9))
@example(("exercises/bridge", b'id = "\\u202e"'))
def test_any_mishap_is_told_or_harmless(case: tuple[str, bytes]) -> None:
    check_anything(*case)


@settings(
    max_examples=settings().max_examples // 12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(
    name=st.sampled_from(["exercises/bridge", "exercises/clamshell"]),
    changes=st.lists(st.tuples(st.integers(0, 999), st.floats(-12, 12)), min_size=1, max_size=3),
)
def test_no_change_of_numbers_slips_through(name: str, changes: list[tuple[int, float]]) -> None:
    """Small changes of angles, times and places, of which some still make a good motion."""
    text = SOURCES[name]
    numbers = [
        found.span()
        for found in re.finditer(r"(?<![\w.\"])-?\d+(?:\.\d+)?(?![\w.\"])", text)
        if found.start() > text.index("[[motion.key]]")
    ]
    moved = {numbers[place % len(numbers)]: change for place, change in changes}
    for (start, end), change in sorted(moved.items(), reverse=True):
        value = float(text[start:end])
        value += change * min(1.0, abs(value) / 12 + 0.05)
        text = f"{text[:start]}{value:.4f}{text[end:]}"
    check_anything(name, text.encode())


# Bombs -------------------------------------------------------------------------------------
BRIDGE = SOURCES["exercises/bridge"]


def with_keys(count: int, move_s: float) -> str:
    """The bridge with many key poses on the way."""
    before, _, rest = BRIDGE.partition('[[motion.key]]\nname = "Lift"')
    keys = "".join(
        f'[[motion.key]]\nname = "K{n}"\nmove_s = {move_s}\nset.trunk.hips_up = 0\n'
        'expect = ["pelvis.z within -2..2"]\n\n'
        for n in range(count)
    )
    return f'{before}{keys}[[motion.key]]\nname = "Lift"{rest}'


BOMBS: dict[str, Callable[[], str]] = {
    "a million keys": lambda: BRIDGE + "\n".join(f"k{n} = 1" for n in range(1_000_000)),
    "ten megabytes": lambda: BRIDGE + "#" * 10_000_000,
    "deep lists": lambda: "a = " + "[" * 50_000,
    "deep lists in bounds": lambda: "a = " + "[" * 450 + "]" * 450 + "\n" + BRIDGE,
    "deep tables": lambda: ".".join("a" * 450) + " = 1\n" + BRIDGE,
    "long keys": lambda: "\n".join(f"k{n}." + ".".join("a" * 450) + " = 1" for n in range(100)),
    "many tables": lambda: BRIDGE + "[[motion.key]]\n" * 6000,
    "many things": lambda: BRIDGE + '[[motion.things]]\nkind = "wall"\ntouches = []\n' * 2000,
    "a very long move": lambda: BRIDGE.replace("move_s = 1.8", "move_s = 1e9"),
    "many moves": lambda: with_keys(400, 1.0),
    "long moves": lambda: with_keys(10, 19.0),
    "a huge number": lambda: BRIDGE.replace("sets = 1", "sets = 0x" + "f" * 900, 1),
    "many flaws": lambda: "\n".join(f"k{n} = 1" for n in range(9000)),
}


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_a_bomb_is_refused_before_it_costs_anything(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MotionSolver, "__init__", _must_not_solve)
    file = tmp_path / "bridge.toml"
    file.write_text(BOMBS[name](), encoding="utf-8")
    flaws = check_file(file)
    assert flaws
    assert len(flaws) < 60
    assert all(len(flaw.text) < 700 and flaw.text.isprintable() for flaw in flaws)


def test_a_long_text_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_file_module, "_broken_checks", lambda _: [])
    text = BRIDGE.replace('name = "Bridge"', 'name = """' + "x\n" * 40_000 + '"""')
    (tmp_path / "bridge.toml").write_text(text, encoding="utf-8")
    (flaw,) = check_file(tmp_path / "bridge.toml")
    assert (flaw.key, flaw.found) == ("name", "empty, or blanks at its ends")


def _must_not_solve(*_: object) -> None:
    raise AssertionError("a bomb was solved")


def test_the_longest_motion_takes_a_bounded_number_of_poses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    solved: list[int] = []
    solve = MotionSolver.solve

    def counted(self: MotionSolver, samples: np.ndarray) -> object:
        solved.append(len(samples))
        return solve(self, samples[:2])

    monkeypatch.setattr(MotionSolver, "solve", counted)
    file = tmp_path / "bridge.toml"
    file.write_text(with_keys(12, 2.1), encoding="utf-8")
    with suppress(IndexError, ValueError):  # the poses left out are missed
        check_file(file)
    assert 0 < sum(solved) <= 2 * 31 * (120 + 240 + 480)
