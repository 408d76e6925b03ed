from __future__ import annotations

import io
import json
from pathlib import Path

from backrehab_desktop.app.commands.check import check
from backrehab_desktop.catalogue.exercises import DATA_FOLDER

BRIDGE = DATA_FOLDER / "exercises" / "bridge.toml"


def run(*files: Path, as_json: bool = False) -> tuple[int, str]:
    out = io.StringIO()
    return check(out, files, as_json=as_json), out.getvalue()


def broken(folder: Path) -> Path:
    file = folder / "bridge.toml"
    text = BRIDGE.read_text(encoding="utf-8")
    file.write_text(text.replace('base = "supine"', 'base = "flying"'), encoding="utf-8")
    return file


def test_a_good_file_is_said_to_be_fine() -> None:
    assert run(BRIDGE) == (0, f"{BRIDGE}: fine\n")


def test_each_flaw_is_one_line_with_file_line_key_and_advice(tmp_path: Path) -> None:
    file = broken(tmp_path)
    code, text = run(file)
    lines = text.splitlines()
    assert code == 1
    (row,) = (n for n, line in enumerate(file.read_text().splitlines(), 1) if "flying" in line)
    assert lines == [f'{file}:{row}: motion.base: "flying". {lines[0].partition(". ")[2]}']
    assert "Use one of: supine, " in lines[0]


def test_a_file_that_cannot_be_read_counts_most(tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere.toml"
    code, text = run(nowhere, broken(tmp_path))
    assert code == 2
    assert text.startswith(f"{nowhere}: cannot be read: no such file\n")
    assert "flying" in text
    assert run(Path("a\0b"))[0] == 2


def test_json_says_the_same(tmp_path: Path) -> None:
    file = broken(tmp_path)
    code, text = run(file, tmp_path, as_json=True)
    assert code == 2
    first, second = json.loads(text)
    assert (first["file"], first["fine"], first["unread"]) == (str(file), False, None)
    (flaw,) = first["flaws"]
    assert flaw["key"] == "motion.base"
    assert set(flaw) == {"line", "key", "check", "found", "fix"}
    assert (second["fine"], second["unread"]) == (False, "no such file")
