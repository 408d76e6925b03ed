from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backrehab_desktop.catalogue.exercises import DATA_FOLDER
from backrehab_desktop.catalogue.toml_lines import key_lines, line_of

TEXT = '''# a comment = with a sign
id = "x"   # and = more
steps = [
    "one, # no comment",  # a comment ]
    'two',
    """three
over lines ]""",
]
cues.ready = "a"
"quoted key" = 1
doses = [
    { source = "000", note = "}" },
    { source = "001" },
]

[motion]
view = { azimuth = -14, elevation = 12 }

[[motion.key]]
name = "Start"
set = { hip.flex = 57 }

[[motion.key]]
name = "Lift"
contact = { hand = { kind = "palm", heading = [
    0 ] } }

[motion.key.set.hip]
flex = 12
'''


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("id", 2),
        ("steps", 3),
        ("steps[0]", 4),
        ("steps[1]", 5),
        ("steps[2]", 6),
        ("cues.ready", 9),
        ("quoted key", 10),
        ("doses[0].note", 12),
        ("doses[1].source", 13),
        ("motion", 16),
        ("motion.view.elevation", 17),
        ("motion.key[0]", 19),
        ("motion.key[0].set.hip.flex", 21),
        ("motion.key[1].name", 24),
        ("motion.key[1].contact.hand.heading[0]", 26),
        ("motion.key[1].set.hip.flex", 29),
        # Not there: the nearest around it.
        ("motion.key[1].move_s", 23),
        ("motion.view.zoom", 17),
        ("doses[0].source.x", 12),
        ("cues.hold", 9),
    ],
)
def test_a_key_is_found_on_its_line(key: str, line: int) -> None:
    tomllib.loads(TEXT)
    assert line_of(key_lines(TEXT), key) == line


def test_a_key_that_is_nowhere_has_no_line() -> None:
    assert line_of(key_lines(TEXT), "purpose") is None
    assert line_of(key_lines(""), "purpose") is None


@pytest.mark.parametrize("file", sorted(DATA_FOLDER.rglob("*.toml")), ids=lambda file: file.stem)
def test_every_key_of_our_files_has_a_line(file: object) -> None:
    text = file.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    lines = key_lines(text)
    rows = text.splitlines()

    def check(value: object, path: str) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                name = f"{path}.{key}" if path else key
                assert key in rows[lines[name] - 1]
                check(inner, name)
        elif isinstance(value, list):
            for index, inner in enumerate(value):
                assert f"{path}[{index}]" in lines
                check(inner, f"{path}[{index}]")

    check(tomllib.loads(text), "")


@given(st.text(alphabet="ab.=[]{}\"'\\,#\n 1-_", max_size=60))
def test_any_text_that_is_toml_is_walked_to_its_end(text: str) -> None:
    try:
        values = tomllib.loads(text)
    except ValueError:
        return
    lines = key_lines(text)
    assert all(1 <= line <= text.count("\n") + 1 for line in lines.values())
    assert all(any(name.startswith(key) for name in lines) for key in values if key.isalnum())
