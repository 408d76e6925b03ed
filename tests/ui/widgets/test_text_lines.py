from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from backrehab_desktop.ui.theme.fonts import sized_font
from backrehab_desktop.ui.widgets.text_lines import LineBreaker, runs_of


@pytest.fixture(scope="module")
def breaker(qapp: QApplication) -> LineBreaker:
    return LineBreaker(sized_font(17, 400), sized_font(17, 600))


def words(line: list[tuple[str, bool]]) -> str:
    return "".join(text for text, _ in line)


def test_marked_words_are_bold() -> None:
    assert runs_of("**2 of 6 done** · about") == [("2 of 6 done", True), (" · about", False)]
    assert runs_of("2 * 3 ** 4") == [("2 * 3 ** 4", False)]
    assert runs_of("") == []


def test_lines_break_at_spaces_and_where_the_text_does(breaker: LineBreaker) -> None:
    lines = breaker.lines(runs_of("one two three\nfour"), breaker.width([("one two", False)]) + 1)
    assert [words(line) for line in lines] == ["one two", "three", "four"]


def test_a_word_that_is_wider_than_the_line_is_broken(breaker: LineBreaker) -> None:
    lines = breaker.lines(runs_of("Donaudampfschiff"), 60.0)
    assert len(lines) > 1
    assert "".join(words(line) for line in lines) == "Donaudampfschiff"


def test_a_comma_stays_with_the_bold_word_before_it(breaker: LineBreaker) -> None:
    lines = breaker.lines(runs_of("First: **Pelvic tilt**, 8 times"), 120.0)
    assert not any(words(line).startswith(",") for line in lines)


@given(
    text=st.text(alphabet="ab cd\n*é", max_size=60),
    room=st.floats(10.0, 400.0),
)
def test_nothing_is_lost_and_nothing_too_wide(breaker: LineBreaker, text: str, room: float) -> None:
    lines = breaker.lines(runs_of(text), room)
    whole = "".join(word for word, _ in runs_of(text))
    assert "".join(words(line) for line in lines).replace(" ", "") == "".join(whole.split())
    for line in lines:
        assert breaker.width(line) <= room or len(words(line).strip()) <= 1
