from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from backrehab_desktop.app.cli import CommandError, SheetOptions
from backrehab_desktop.catalogue.activities import ActivityCatalogue
from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
from backrehab_desktop.catalogue.motions import load_motion
from backrehab_desktop.ui import render_sheet
from backrehab_desktop.ui.render_sheet import key_samples, sheet_command
from backrehab_desktop.ui.theme.tokens import load_theme

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three entries instead of all: the painting is the same and takes a tenth of the time."""
    exercises, activities = ExerciseCatalogue(), ActivityCatalogue()
    groups = (
        render_sheet.Group("On your back", (exercises.get("bridge"), exercises.get("pelvic-tilt"))),
        render_sheet.Group("Activities", (activities.get("yoga"),)),
    )
    monkeypatch.setattr(render_sheet, "groups_of_all", lambda: groups)


def test_all_are_on_it_by_position() -> None:
    groups = render_sheet.groups_of_all()
    listed = [entry.id for group in groups for entry in group.entries]
    assert len(listed) == len(set(listed))
    assert set(listed) == {*ExerciseCatalogue().ids(), *ActivityCatalogue().ids()}
    assert groups[-1].title == "Activities"
    for group in groups[:-1]:
        assert len({entry.position for entry in group.entries}) == 1


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_sheet_has_the_size_and_colours_asked_for(tmp_path: Path, theme: str) -> None:
    path = tmp_path / "sheet.png"
    assert sheet_command(SheetOptions(path, (1000, 1400), theme)) == 0

    tokens = load_theme("dark" if theme == "dark" else "light")
    with Image.open(path) as image:
        assert (image.format, image.size) == ("PNG", (1000, 1400))
        colors = {color for _, color in image.convert("RGB").getcolors(1 << 20) or ()}
        assert image.convert("RGB").getpixel((0, 0)) == rgb(tokens.color("surface"))
    for role in ("stage", "text", "accent", "work"):
        assert rgb(tokens.color(role)) in colors, role


@pytest.mark.usefixtures("few")
def test_an_unreadable_size_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "sheet.png"
    with pytest.raises(CommandError, match="nobody could read"):
        sheet_command(SheetOptions(path, (300, 200)))
    assert not path.exists()


@pytest.mark.parametrize(
    ("entry", "count"),
    [("bridge", 2), ("cat-camel", 3), ("pelvic-rocking-standing", 3), ("yoga", 1)],
)
def test_the_key_poses_tell_the_motion(entry: str, count: int) -> None:
    motion = load_motion(entry)
    samples = key_samples(motion)
    assert len(samples) == count
    assert list(samples) == sorted(samples)
    assert motion.timeline.hold_sample in samples


def rgb(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
