from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = [ROOT / "packaging" / name for name in ("run", "test", "setup.sh")]

pytestmark = pytest.mark.skipif(os.name != "posix", reason="shell scripts")

REAL_TOOLS = ("basename", "cat", "cksum", "dirname", "find", "grep", "sh", "sort", "tr", "rm")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_the_shell_understands_it(script: Path) -> None:
    subprocess.run(["sh", "-n", script], check=True)


@pytest.mark.parametrize("script", ["packaging/run", "packaging/test", ".ci/run"])
def test_it_can_be_started(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)


class Machine:
    """A bare computer: a copy of the scripts and a PATH that holds only what it is given."""

    def __init__(self, folder: Path) -> None:
        self.clone = folder / "clone"
        self.tools = folder / "tools"
        (self.clone / "assets").mkdir(parents=True)
        self.tools.mkdir()
        shutil.copytree(ROOT / "packaging", self.clone / "packaging")
        for name in ("pyproject.toml", "resources.qrc"):
            shutil.copy(ROOT / name, self.clone / name)
        for tool in REAL_TOOLS:
            found = shutil.which(tool)
            assert found
            (self.tools / tool).symlink_to(found)
        self.has("ldconfig", "echo '1 libs found'")
        self.has("id", "echo 1000")

    def has(self, tool: str, script: str) -> None:
        path = self.tools / tool
        path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        path.chmod(0o755)

    def run(self, script: str = "run") -> str:
        """Start a script, see it fail, and return the one line it said."""
        done = subprocess.run(
            [str(self.tools / "sh"), str(self.clone / "packaging" / script)],
            env={"PATH": str(self.tools), "HOME": str(self.clone)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
        )
        assert done.returncode == 1
        assert done.stdout == ""
        *progress, last = done.stderr.splitlines()
        assert [line for line in progress if "installing" not in line] == []
        assert last.startswith("Back Rehab: ")
        assert not (self.clone / ".venv" / ".set-up").exists()
        return last


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_without_apt_it_names_what_is_missing(machine: Machine) -> None:
    line = machine.run()
    assert "libxcb-cursor0" in line
    assert "python3-venv" in line


def test_without_sudo_it_says_what_an_administrator_has_to_do(machine: Machine) -> None:
    machine.has("apt-get", "exit 0")
    line = machine.run()
    assert "no sudo" in line
    assert "apt-get install libgl1" in line


def test_nobody_to_ask_is_no_yes(machine: Machine) -> None:
    machine.has("apt-get", "exit 0")
    machine.has("sudo", "touch $HOME/installed; exit 0")
    assert "sudo apt-get install" in machine.run()
    assert not (machine.clone / "installed").exists()


def test_without_a_network_it_says_so(machine: Machine) -> None:
    machine.has("apt-get", "echo 'Could not resolve'; exit 100")
    machine.has("env", 'while [ "${1#*=}" != "$1" ]; do shift; done; exec "$@"')
    machine.has("id", "echo 0")
    line = machine.run()
    assert "is there a network?" in line
    assert "Could not resolve" in (machine.clone / ".venv-setup.log").read_text("utf-8")


def test_an_old_python_is_named(machine: Machine) -> None:
    libraries = (ROOT / "packaging" / "setup.sh").read_text("utf-8")
    sonames = [
        line.split()[0]
        for line in libraries.splitlines()
        if line.startswith("lib") and ".so." in line
    ]
    listing = "\\n".join(f"\\t{soname} (libc6,x86-64) => /lib/{soname}" for soname in sonames)
    machine.has("ldconfig", f"printf '{listing}\\n'")
    machine.has("python3", '[ "$1" = --version ] || exit 1; echo Python 3.9.2')
    line = machine.run()
    assert "3.11 or newer is needed; Python 3.9.2" in line


def test_the_tests_ask_for_their_font(machine: Machine) -> None:
    assert "fonts-inter" in machine.run("test") or Path("/usr/share/fonts/opentype/inter").exists()
