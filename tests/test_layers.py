from __future__ import annotations

import ast
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "backrehab_desktop"


def test_imports_keep_to_the_layers(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports(no_cache=True) == 0, capsys.readouterr().out


def test_every_folder_of_code_is_a_package() -> None:
    """A folder without __init__.py is invisible to the contracts."""
    folders = {path.parent for path in PACKAGE.rglob("*.py")}
    assert [folder for folder in folders if not (folder / "__init__.py").is_file()] == []


def module_level_names(path: Path) -> set[str]:
    """What importing the file imports at once, not inside functions or for types only."""
    found: set[str] = set()

    def visit(nodes: list[ast.stmt]) -> None:
        for node in nodes:
            if isinstance(node, ast.Import):
                found.update(alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                found.add((node.module or "").partition(".")[0])
            elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
                visit(node.orelse)
            elif isinstance(node, ast.If | ast.Try):
                visit([*node.body, *node.orelse])

    visit(ast.parse(path.read_text("utf-8")).body)
    return found


@pytest.mark.parametrize(
    "folder", ["core/player", "app", "catalogue/exercises.py", "ui/theme", "ui/widgets", "ui/today"]
)
def test_what_the_first_paint_needs_is_light(folder: str) -> None:
    path = PACKAGE / folder
    files = [path] if path.is_file() else sorted(path.rglob("*.py"))
    heavy = {"numpy", "pyqtgraph", "sqlite_utils", "sqlite3"}
    assert {
        str(f): module_level_names(f) & heavy for f in files if module_level_names(f) & heavy
    } == {}
