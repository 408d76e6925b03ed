from __future__ import annotations

import pytest

from backrehab_desktop.ui.theme.tokens import ThemeName, load_theme, read_tokens

THEMES: tuple[ThemeName, ...] = ("light", "dark")
TEXT_FLOOR, CONTROL_FLOOR = 4.5, 3.0
GRAPHICS = {"work", "stretch", "ready", "control", "focus"}
"""Roles of fills, edges and rings; every other foreground is text."""


def luminance(color: str) -> float:
    channels = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """The ratio of WCAG 2.x."""
    bright, dim = sorted((luminance(first), luminance(second)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def pairs() -> list[tuple[ThemeName, str, str, float]]:
    tokens = read_tokens()
    return [
        (theme, *name.split("__"), stated)
        for theme in THEMES
        for name, stated in tokens["contrast"][theme].items()
    ]


@pytest.mark.parametrize(("theme", "front", "ground", "stated"), pairs())
def test_every_stated_contrast_is_true_and_high_enough(
    theme: ThemeName, front: str, ground: str, stated: float
) -> None:
    colors = load_theme(theme)
    ratio = contrast(colors.color(front), colors.color(ground))
    is_graphic = front in GRAPHICS or (front, ground) == ("accent", "track")
    assert ratio >= (CONTROL_FLOOR if is_graphic else TEXT_FLOOR)
    assert ratio == pytest.approx(stated, abs=0.02)


@pytest.mark.parametrize("theme", THEMES)
def test_pairs_of_the_window_that_the_list_leaves_out_are_high_enough(theme: ThemeName) -> None:
    color = load_theme(theme).color
    for front, ground in (
        ("text", "work_soft"),
        ("text", "stretch_soft"),
        ("muted", "work_soft"),
        ("muted", "stretch_soft"),
        ("muted", "hover"),
        ("on_accent", "accent_hover"),
        ("pain", "hover"),
        ("accent", "hover"),
    ):
        assert contrast(color(front), color(ground)) >= TEXT_FLOOR, (front, ground)
    for front, ground in (("control", "hover"), ("work", "work_soft"), ("stretch", "stretch_soft")):
        assert contrast(color(front), color(ground)) >= CONTROL_FLOOR, (front, ground)


@pytest.mark.parametrize("theme", THEMES)
def test_numbers_on_the_pain_scale_can_be_read_and_its_order_survives_any_colour_vision(
    theme: ThemeName,
) -> None:
    tokens = load_theme(theme)
    assert len(tokens.pain_scale) == len(tokens.on_pain_scale) == 11
    for fill, ink in zip(tokens.pain_scale, tokens.on_pain_scale, strict=True):
        assert contrast(fill, ink) >= TEXT_FLOOR
    steps = [luminance(fill) for fill in tokens.pain_scale]
    assert steps == sorted(steps, reverse=theme == "light")
    assert len(set(steps)) == len(steps)


def test_both_themes_have_the_same_roles() -> None:
    light, dark = load_theme("light"), load_theme("dark")
    assert light.colors.keys() == dark.colors.keys()
    assert dark.is_dark
    assert not light.is_dark


def test_no_step_of_the_type_scale_is_under_14_px() -> None:
    theme = load_theme("light")
    steps = [name for name, value in read_tokens()["type"].items() if isinstance(value, dict)]
    assert min(theme.type(step).size for step in steps) >= 14


def test_a_token_that_is_not_there_is_our_bug() -> None:
    with pytest.raises(KeyError):
        load_theme("light").color("mauve")
