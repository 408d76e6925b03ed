"""``backrehab render``: files of the right kind, size and content; errors in a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image, ImageChops, ImageSequence, ImageStat
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from backrehab_desktop.app.cli import CommandError, RenderOptions
from backrehab_desktop.catalogue.motions import load_motion
from backrehab_desktop.ui.render import render_command
from backrehab_desktop.ui.theme.tokens import load_theme

pytestmark = pytest.mark.usefixtures("qapp")


def rgb(color: str) -> tuple[int, int, int]:
    it = QColor(color)
    return it.red(), it.green(), it.blue()


def test_a_picture_has_the_size_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "bridge.png"

    assert render_command(RenderOptions("bridge", path, size=(320, 180))) == 0

    with Image.open(path) as image:
        assert (image.format, image.size) == ("PNG", (320, 180))
        assert image.convert("RGB").getpixel((0, 0)) == rgb(load_theme("light").color("stage"))


def test_without_a_wish_it_shows_the_hold(tmp_path: Path) -> None:
    plain, start = tmp_path / "plain.png", tmp_path / "start.png"
    render_command(RenderOptions("bridge", plain, size=(320, 180)))
    render_command(RenderOptions("bridge", start, size=(320, 180), at=0.0))

    with Image.open(plain) as first, Image.open(start) as second:
        assert ImageChops.difference(first, second).getbbox() is not None


def test_the_cycle_ends_where_it_began(tmp_path: Path) -> None:
    begin, end = tmp_path / "begin.png", tmp_path / "end.png"
    render_command(RenderOptions("bridge", begin, size=(320, 180), at=0.0))
    render_command(RenderOptions("bridge", end, size=(320, 180), at=1.0))

    assert begin.read_bytes() == end.read_bytes()


def test_a_strip_puts_moments_side_by_side(tmp_path: Path) -> None:
    path = tmp_path / "strip.png"
    render_command(RenderOptions("bridge", path, size=(200, 120), strip=3))

    with Image.open(path) as image:
        assert image.size == (600, 120)
        cells = [image.crop((200 * i, 0, 200 * i + 200, 120)) for i in range(3)]
    assert ImageChops.difference(cells[0], cells[1]).getbbox() is not None


def test_the_theme_and_the_view_change_the_picture(tmp_path: Path) -> None:
    path = tmp_path / "dark.png"
    other = tmp_path / "view.png"
    render_command(RenderOptions("bridge", path, size=(320, 180), theme="dark"))
    render_command(RenderOptions("bridge", other, size=(320, 180), theme="dark", view=(40, 20)))

    with Image.open(path) as image, Image.open(other) as turned:
        assert image.convert("RGB").getpixel((0, 0)) == rgb(load_theme("dark").color("stage"))
        assert ImageChops.difference(image, turned).getbbox() is not None


@pytest.fixture(scope="module")
def gif(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Path:
    path = tmp_path_factory.mktemp("gif") / "bridge.gif"
    render_command(RenderOptions("bridge", path, size=(160, 90)))
    return path


def test_a_gif_moves_and_loops_for_ever(gif: Path) -> None:
    with Image.open(gif) as image:
        assert (image.format, image.size) == ("GIF", (160, 90))
        assert image.info["loop"] == 0
        count = sum(1 for _ in ImageSequence.Iterator(image))
        assert 60 < count < 200
        image.seek(0)
        first = image.convert("RGB")
        image.seek(count // 3)
        assert ImageChops.difference(first, image.convert("RGB")).getbbox() is not None


def test_a_gif_keeps_the_stage_colour_in_every_frame(gif: Path) -> None:
    with Image.open(gif) as image:
        corners = {frame.convert("RGB").getpixel((0, 0)) for frame in ImageSequence.Iterator(image)}
    assert corners == {rgb(load_theme("light").color("stage"))}


@pytest.mark.parametrize(("suffix", "kind"), [("webp", "WEBP"), ("apng", "PNG")])
def test_webp_and_apng_show_the_same_cycle(
    tmp_path: Path, gif: Path, suffix: str, kind: str
) -> None:
    path = tmp_path / f"bridge.{suffix}"
    render_command(RenderOptions("bridge", path, size=(160, 90)))

    with Image.open(path) as image, Image.open(gif) as other:
        assert (image.format, image.size) == (kind, (160, 90))
        assert image.info["loop"] == 0
        assert moments_of(image) == moments_of(other)
    assert b"ANMF" in path.read_bytes() or b"acTL" in path.read_bytes()


def moments_of(image: Image.Image) -> list[tuple[int, bytes]]:
    """When each frame begins, and what it shows; what only repeats the one before is left out."""
    found: list[tuple[int, bytes]] = []
    start_ms = 0
    for frame in ImageSequence.Iterator(image):
        shown = frame.convert("RGB").tobytes()
        if not found or found[-1][1] != shown:
            found.append((start_ms, shown))
        start_ms += int(frame.info["duration"])
    return [*found, (start_ms, b"")]


@pytest.mark.parametrize("entry", ["bridge", "pelvic-tilt"])
@pytest.mark.parametrize("at", [0.1, None])
def test_an_svg_is_the_same_picture(tmp_path: Path, entry: str, at: float | None) -> None:
    vector, pixels = tmp_path / "it.svg", tmp_path / "it.png"
    render_command(RenderOptions(entry, vector, size=(320, 180), at=at))
    render_command(RenderOptions(entry, pixels, size=(320, 180), at=at))

    drawn = QImage(320, 180, QImage.Format.Format_RGB32)
    with QPainter(drawn) as painter:
        QSvgRenderer(str(vector)).render(painter)
    drawn.save(str(tmp_path / "drawn.png"))
    with Image.open(pixels) as first, Image.open(tmp_path / "drawn.png") as second:
        difference = ImageChops.difference(first.convert("RGB"), second.convert("RGB"))
    assert max(ImageStat.Stat(difference).mean) < 0.15
    assert 5_000 < vector.stat().st_size < 80_000


def test_the_words_of_the_magnifier_are_text(tmp_path: Path) -> None:
    path = tmp_path / "it.svg"
    render_command(RenderOptions("pelvic-tilt", path))
    text = ElementTree.parse(path).getroot().find("{*}text")
    assert text is not None
    assert text.text == load_motion("pelvic-tilt").inset.label


def test_an_svg_is_plain_xml_and_the_same_each_time(tmp_path: Path) -> None:
    one, two = tmp_path / "one.svg", tmp_path / "two.svg"
    for path in (one, two):
        render_command(RenderOptions("bridge", path))

    assert one.read_bytes() == two.read_bytes()
    root = ElementTree.parse(one).getroot()
    assert (root.get("width"), root.get("height")) == ("1280", "720")
    tags = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert tags == {"svg", "title", "rect", "g", "path"}
    assert root.findtext("{*}title") == "Bridge"


def test_a_picture_of_a_still_activity_does_not_move(tmp_path: Path) -> None:
    render_command(RenderOptions("yoga", tmp_path / "yoga.svg"))
    assert (tmp_path / "yoga.svg").exists()

    with pytest.raises(CommandError, match="still picture"):
        render_command(RenderOptions("yoga", tmp_path / "yoga.gif"))
    assert not (tmp_path / "yoga.gif").exists()


def test_what_was_there_stays_when_it_cannot_be_painted(tmp_path: Path) -> None:
    path = tmp_path / "it.png"
    path.write_bytes(b"before")
    with pytest.raises(CommandError):
        render_command(RenderOptions("no-such-exercise", path))
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["picture.png", "picture.svg"])
def test_a_file_that_cannot_be_written_is_named(tmp_path: Path, name: str) -> None:
    path = tmp_path / "missing" / name

    with pytest.raises(CommandError, match="cannot write") as error:
        render_command(RenderOptions("bridge", path, size=(64, 36)))
    assert str(path) in str(error.value)


def test_an_unknown_exercise_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no-such-exercise"):
        render_command(RenderOptions("no-such-exercise", tmp_path / "x.png"))


@pytest.mark.parametrize(
    ("name", "size"),
    [("x.png", (0, 10)), ("x.png", (20_000, 10)), ("x.png", (10, -1)), ("x.webp", (4000, 3000))],
)
def test_impossible_sizes_are_refused(tmp_path: Path, name: str, size: tuple[int, int]) -> None:
    with pytest.raises(CommandError, match="pixels"):
        render_command(RenderOptions("bridge", tmp_path / name, size=size))


def test_an_impossible_view_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="elevation"):
        render_command(RenderOptions("bridge", tmp_path / "x.png", view=(0, 120)))


def test_it_needs_no_screen(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "bridge.png"
    code = (
        "import sys; from pathlib import Path;"
        "from backrehab_desktop.app.cli import RenderOptions;"
        "from backrehab_desktop.ui.render import render_command;"
        f"sys.exit(render_command(RenderOptions('bridge', Path({str(path)!r}), (64, 36))))"
    )
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}

    done = subprocess.run([sys.executable, "-c", code], env=environment, check=False)

    assert done.returncode == 0
    assert path.exists()


def test_an_activity_moves_through_its_cycle_and_closes_it(tmp_path: Path) -> None:
    begin, middle, end = tmp_path / "begin.png", tmp_path / "middle.png", tmp_path / "end.png"
    for path, share in ((begin, 0.0), (middle, 0.5), (end, 1.0)):
        render_command(RenderOptions("walking", path, size=(240, 180), at=share))
    assert begin.read_bytes() != middle.read_bytes()

    plain = tmp_path / "plain.png"
    render_command(RenderOptions("stationary-bike", plain, size=(240, 180)))
    forward = tmp_path / "forward.png"
    render_command(RenderOptions("stationary-bike", forward, size=(240, 180), at=0.25))
    assert plain.read_bytes() == forward.read_bytes()


def test_a_still_activity_is_a_picture(tmp_path: Path) -> None:
    first, last = tmp_path / "first.png", tmp_path / "last.png"
    render_command(RenderOptions("yoga", first, size=(240, 180), at=0.0))
    render_command(RenderOptions("yoga", last, size=(240, 180), at=0.9))
    assert first.read_bytes() == last.read_bytes()
