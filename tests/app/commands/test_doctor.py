from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from backrehab_desktop.app.commands import doctor as doctor_module
from backrehab_desktop.app.commands.doctor import Status, doctor, examine

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")


def report(folder: Path | None = None) -> dict[str, Any]:
    out = io.StringIO()
    code = doctor(out, folder, as_json=True, probe=None)
    findings = json.loads(out.getvalue())["findings"]
    assert code == int(any(finding["status"] == "failed" for finding in findings))
    return {finding["subject"]: finding for finding in findings}


@pytest.fixture
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the questions that start a process; one test asks them for real."""

    def refuse(probe: str) -> dict[str, object]:
        raise doctor_module._ProbeError(f"{probe} was not asked")

    monkeypatch.setattr(doctor_module, "_ask", refuse)


def test_everything_is_looked_at_for_real(tmp_path: Path) -> None:
    found = report(tmp_path / "data")
    assert set(found) == {
        "Back Rehab",
        "Python",
        "Qt",
        "Window system",
        "Fonts",
        "Data folder",
        "Sound",
        "Speech",
    }
    assert "offscreen" in found["Window system"]["text"]
    assert found["Data folder"]["text"].endswith("not made yet")
    assert not (tmp_path / "data").exists()


@pytest.mark.usefixtures("_quick")
def test_a_folder_others_can_read_is_noted(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    assert report(tmp_path)["Data folder"]["status"] == "warning"
    tmp_path.chmod(0o700)
    assert report(tmp_path)["Data folder"]["status"] == "ok"


@pytest.mark.usefixtures("_quick")
def test_a_file_in_place_of_the_folder_fails(tmp_path: Path) -> None:
    path = tmp_path / "data"
    path.write_text("x", "utf-8")
    assert report(path)["Data folder"]["status"] == "failed"


@pytest.mark.usefixtures("_quick")
def test_a_broken_database_fails_and_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "backrehab.db").write_bytes(b"once upon a time" * 300)
    finding = report(tmp_path)["Database"]
    assert finding["status"] == "failed"
    assert "--data-dir" in finding["text"]


@pytest.mark.usefixtures("_quick")
def test_without_a_screen_the_reason_is_given() -> None:
    found = {finding.subject: finding for finding in examine(None)}
    assert found["Window system"].status is Status.FAILED
    assert found["Window system"].text == "screen was not asked"
    assert found["Sound"].status is Status.WARNING


def test_a_platform_that_cannot_load_ends_only_the_probe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "no-such-platform")
    with pytest.raises(doctor_module._ProbeError, match="no-such-platform"):
        doctor_module._ask("screen")


def test_no_socket_to_another_machine(tmp_path: Path) -> None:
    """The doctor asks nobody outside: Python's own sockets are refused here."""
    code = (
        "import socket, sys\n"
        "def refuse(*a, **k): raise AssertionError('network')\n"
        "socket.socket.connect = refuse\n"
        "socket.getaddrinfo = refuse\n"
        "from backrehab_desktop.__main__ import main\n"
        f"sys.exit(main(['--data-dir', {str(tmp_path)!r}, 'doctor']) and 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=90
    )
    assert done.returncode == 0, done.stderr
    assert "Data folder" in done.stdout
