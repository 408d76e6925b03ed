"""What an author is told about a file: every mistake, on its line, with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from backrehab_desktop.catalogue import check_file as module
from backrehab_desktop.catalogue.check_file import Flaw, check_file
from backrehab_desktop.catalogue.exercises import DATA_FOLDER, MOTION_LINE

BRIDGE = (DATA_FOLDER / "exercises" / "bridge.toml").read_text(encoding="utf-8")
YOGA = (DATA_FOLDER / "activities" / "yoga.toml").read_text(encoding="utf-8")


def flaws_of(folder: Path, text: str | bytes, name: str = "bridge") -> tuple[Flaw, ...]:
    file = folder / f"{name}.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return check_file(file)


def changed(*pairs: tuple[str, str], text: str = BRIDGE) -> str:
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def line_with(text: str, part: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if part in line)


@pytest.fixture
def unsolved(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at the form alone: solving takes most of the time."""
    monkeypatch.setattr(module, "_broken_checks", lambda _: [])


@pytest.mark.parametrize(
    "name", ["exercises/hamstring-stretch", "activities/yoga", "activities/walking"]
)
def test_ours_are_fine(name: str) -> None:
    assert check_file(DATA_FOLDER / f"{name}.toml") == ()


def test_a_file_outside_the_library_is_fine_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    text = BRIDGE.replace('id = "bridge"', 'id = "my-bridge"')
    assert flaws_of(tmp_path, text, "my-bridge") == ()
    assert [file.name for file in tmp_path.iterdir()] == ["my-bridge.toml"]


def test_all_mistakes_of_form_are_told_at_once(tmp_path: Path) -> None:
    text = changed(
        ('category = "strength"', 'category = "magic"'),
        ("repetitions = 8", "repetitions = 800"),
        ("steps = [", "setps = ["),
        ('source = "003"', 'source = "999"'),
        ('base = "supine"', 'base = "upside-down"'),
        ("azimuth = -14", "azimuth = nan"),
        ("trunk.hips_up = 21", "trunk.hipsup = 21"),
        ("move_s = 2.2", "move_s = -1"),
    )
    flaws = flaws_of(tmp_path, text)
    assert {flaw.key for flaw in flaws} == {
        "category",
        "start_dose.repetitions",
        "steps",
        "setps",
        "source_doses[5].source",
        "motion.base",
        "motion.view.azimuth",
        "motion.key[1].set.trunk.hipsup",
        "motion.key[2].move_s",
    }
    for part in ("magic", "800", "setps", "999", "upside-down", "nan", "hipsup", "move_s = -1"):
        (flaw,) = (flaw for flaw in flaws if flaw.line == line_with(text, part))
        assert flaw.found
        assert flaw.fix
    assert [flaw.line or 0 for flaw in flaws] == sorted(flaw.line or 0 for flaw in flaws)


def test_all_broken_checks_are_told_at_once(tmp_path: Path) -> None:
    text = changed(
        ("trunk.hips_up = 21", "trunk.hips_up = 8"),
        ("move_s = 1.8", "move_s = 0.3"),
        ("knee.flex = 112", "knee.flex = 112, neck.twist = 95"),
    )
    flaws = flaws_of(tmp_path, text)
    checks = {flaw.check.partition(" at most")[0]: flaw for flaw in flaws}
    assert {"pelvis.z rises 0.08", "excess over the range of motion"} <= set(checks)
    risen = checks["pelvis.z rises 0.08"]
    assert risen.line == line_with(text, "pelvis.z rises 0.08")
    assert 0.0 < float(risen.found) < 0.08
    assert risen.key == "Lift"
    assert "neck.twist" in checks["excess over the range of motion"].key
    assert all(flaw.fix for flaw in flaws)


def test_a_move_that_is_too_fast_is_named_with_its_line(tmp_path: Path) -> None:
    text = changed(("move_s = 1.8", "move_s = 0.3"))
    flaws = flaws_of(tmp_path, text)
    assert any(flaw.check.startswith("acceleration at most 3") for flaw in flaws)
    for flaw in flaws:
        assert flaw.key.startswith("Start to Lift (")
        assert flaw.line == line_with(text, 'name = "Lift"') - 1
        assert "more time" in flaw.fix


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (changed(("head_rests = true", "head_rests =")), line_with(BRIDGE, "head_rests")),
        (changed(("head_rests = true", "[motion]")), line_with(BRIDGE, "head_rests")),
        (BRIDGE + "x = [1,", BRIDGE.count("\n") + 1),
    ],
)
def test_a_mistake_of_syntax_has_its_line(tmp_path: Path, text: str, line: int) -> None:
    (flaw,) = flaws_of(tmp_path, text)
    assert (flaw.key, flaw.line) == ("TOML", line)
    assert "line" not in flaw.found


@pytest.mark.usefixtures("unsolved")
@pytest.mark.parametrize(
    ("text", "key", "said"),
    [
        (changed((MOTION_LINE, "# the motion")), "words", "missing"),
        (BRIDGE.partition(MOTION_LINE)[0], "motion", "missing"),
        (changed(("[motion]", 'extra = "x"\n[motion]')), "extra", "below"),
        (changed(('easier = "pelvic-tilt"', 'easier = "pelvic-titl"')), "easier", "no"),
        (changed(('sides = "both"', 'sides = "alternating"')), "motion.lead", "missing"),
        (changed(("head_rests = true", 'lead = "R"')), "motion.lead", "of no use"),
        (changed(('id = "bridge"', 'id = "other"')), "id", "other"),
        (changed(('"pelvis.z rises 0.08"', '"pelvis.z soars"')), "motion.key[1].expect", "soars"),
    ],
)
def test_what_the_library_needs_is_asked_for(
    tmp_path: Path, text: str, key: str, said: str
) -> None:
    found = [flaw for flaw in flaws_of(tmp_path, text) if flaw.key == key]
    assert len(found) == 1
    assert said in found[0].found


def test_a_key_pose_without_expectations_is_told(tmp_path: Path) -> None:
    start = BRIDGE.rindex("expect = [")
    text = BRIDGE[:start] + BRIDGE[BRIDGE.index("]\n", start) + 2 :]
    (flaw,) = flaws_of(tmp_path, text)
    assert (flaw.key, flaw.line) == ("motion.key[1].expect", line_with(text, 'name = "Lift"') - 1)


def test_an_activity_is_read_as_one(tmp_path: Path) -> None:
    text = changed(("build_up = ", "buildup = "), text=YOGA)
    assert flaws_of(tmp_path, YOGA, "yoga") == ()
    keys = {flaw.key for flaw in flaws_of(tmp_path, text, "yoga")}
    assert "buildup" in keys


def test_a_file_that_is_not_there_is_no_flaw(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="no such file"):
        check_file(tmp_path / "nowhere.toml")
    with pytest.raises(OSError, match="no such file"):
        check_file(tmp_path)
