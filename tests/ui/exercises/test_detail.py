"""The page of one entry: its words in order, its buttons, and the whole page for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from backrehab_desktop.catalogue.activities import ActivityCatalogue
from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
from backrehab_desktop.core.exercise import Entry, Exercise
from backrehab_desktop.core.wording import often_in_words
from backrehab_desktop.ui.exercises.entry_words import EntryWords
from backrehab_desktop.ui.theme import fonts, tokens
from backrehab_desktop.ui.theme.stylesheet import build_stylesheet
from backrehab_desktop.ui.widgets.prose import Prose

if TYPE_CHECKING:
    from conftest import Bench

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
EXERCISES, ACTIVITIES = ExerciseCatalogue(), ActivityCatalogue()
WALKING = ACTIVITIES.get("walking")
MEDITATION = ACTIVITIES.get("mindful-meditation")
BIRD_DOG = EXERCISES.get("bird-dog")
ENTRIES: tuple[Entry, ...] = (BIRD_DOG, WALKING, MEDITATION)


@pytest.fixture
def mixed(make_bench: Callable[..., Bench]) -> Bench:
    """An exercise, a dosed activity and one that is only logged."""
    return make_bench(entries=ENTRIES)


def words_of(bench: Bench) -> QWidget:
    words = bench.page.detail.words
    assert words is not None
    return words


def texts(widget: QWidget) -> list[str]:
    labels = [label for label in widget.findChildren(QLabel) if label.isVisible()]
    return [label.text() for label in labels]


def places(widget: QWidget, wanted: list[str]) -> list[int]:
    """How far down each of these texts stands."""
    found = {
        label.text(): label.mapTo(widget, label.rect().topLeft()).y()
        for label in widget.findChildren(QLabel)
        if label.isVisible()
    }
    return [found[text] for text in wanted]


def test_what_to_do_comes_first_and_the_sources_last(mixed: Bench) -> None:
    mixed.page.open_exercise("bird-dog")
    order = places(
        words_of(mixed),
        [
            BIRD_DOG.purpose,
            "You need",
            "How to do it",
            *BIRD_DOG.steps,
            "Stop if",
            "Breathing",
            "How you know it is right",
            "Common mistakes",
            "What makes it different",
            "How much",
            "At most",
            "What the sources advise",
            BIRD_DOG.source_doses[-1].source,
        ],
    )
    assert order == sorted(order)
    assert len(set(order)) == len(order)


def test_everything_an_entry_has_is_told(mixed: Bench) -> None:
    for entry in ENTRIES:
        mixed.page.open_exercise(entry.id)
        assert mixed.page.detail.title.text() == entry.name
        said = "\n".join(texts(words_of(mixed)))
        for text in (
            entry.purpose,
            *entry.steps,
            entry.breathing,
            entry.self_check,
            *entry.mistakes,
            *entry.cautions,
            entry.variant_note,
            *(dose.source for dose in entry.source_doses),
        ):
            assert text in said, entry.id


def test_an_activity_is_timed_or_logged_not_tried(qtbot: QtBot, mixed: Bench) -> None:
    mixed.page.open_exercise("walking")
    detail = mixed.page.detail
    assert not detail.try_button.isVisible()
    assert detail.timer_button.accessibleName() == "Start the timer for Walking"
    qtbot.mouseClick(detail.timer_button, LEFT)
    detail.minutes_button.setFocus()
    qtbot.keyClick(detail.minutes_button, Key.Key_Space)
    assert (mixed.timed, mixed.logged, mixed.tried) == (["walking"], ["walking"], [])
    mixed.page.open_exercise("bird-dog")
    assert detail.try_button.isVisible()
    assert not detail.timer_button.isVisible()
    assert not detail.minutes_button.isVisible()


def test_the_dose_of_an_activity_is_told_in_minutes(mixed: Bench) -> None:
    mixed.page.open_exercise("walking")
    said = texts(words_of(mixed))
    assert WALKING.start is not None
    assert any(text.startswith(f"{WALKING.start.minutes} minutes") for text in said)
    assert WALKING.build_up in said
    mixed.page.open_exercise("mindful-meditation")
    if MEDITATION.start is None:
        assert any("As long as it feels comfortable" in text for text in texts(words_of(mixed)))


def test_buttons_that_nobody_answers_are_not_shown(make_bench: Callable[..., Bench]) -> None:
    bench = make_bench(entries=ENTRIES, can_try=False)
    for entry in ENTRIES:
        bench.page.open_exercise(entry.id)
        detail = bench.page.detail
        assert not any(
            button.isVisible()
            for button in (detail.try_button, detail.timer_button, detail.minutes_button)
        )


def test_the_count_tells_exercises_from_activities(mixed: Bench) -> None:
    assert mixed.page.library.count_text == "1 exercise, 2 activities"


def test_the_detail_takes_the_whole_page_and_gives_it_back(qtbot: QtBot, bench: Bench) -> None:
    detail = bench.page.detail
    bench.page.open_exercise("bridge")
    qtbot.mouseClick(detail.expand_button, LEFT)
    assert bench.page.is_detail_alone
    assert not bench.grid.isVisible()
    assert not detail.expand_button.isVisible()
    assert detail.back_button.text() == "Exercises"
    qtbot.keyClick(detail, Key.Key_Escape)
    assert bench.grid.isVisible()
    assert detail.isVisible()
    assert detail.expand_button.isVisible()
    assert bench.current() == "Bridge"


def test_further_controls_take_no_room_from_the_figure(qtbot: QtBot, bench: Bench) -> None:
    preview = bench.preview
    stage = preview.height() - preview.controls
    assert stage > 0
    preview.controls = 164  # as with buttons for second views
    preview.updateGeometry()
    qtbot.waitUntil(lambda: preview.height() == stage + 164)
    preview.controls = 50  # as below a picture: the figure gains
    preview.updateGeometry()
    qtbot.waitUntil(lambda: preview.height() == stage + 116)


@pytest.fixture
def large_text(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> Iterator[None]:
    """Everything that is written is a third larger, as far as the type scale reaches."""
    share = 1.3
    theme_type = tokens.Theme.type

    def larger(theme: tokens.Theme, name: str) -> tokens.TypeStyle:
        style = theme_type(theme, name)
        return replace(style, size=round(style.size * share), line=round(style.line * share))

    monkeypatch.setattr(tokens.Theme, "type", larger)
    font = qapp.font()
    sheet = build_stylesheet(tokens.load_theme("light"))
    for size in (20, 17, 15, 14):
        sheet = sheet.replace(f"font-size: {size}px", f"font-size: {round(size * share)}px ")
    qapp.setFont(fonts.interface_font())
    qapp.setStyleSheet(sheet)
    yield
    qapp.setStyleSheet("")
    qapp.setFont(font)


def buttons_fit(widget: QWidget) -> bool:
    shown = [button for button in widget.findChildren(QPushButton) if button.isVisible()]
    return all(
        button.width() >= button.minimumSizeHint().width()
        and button.height() >= button.minimumSizeHint().height()
        for button in shown
    )


@pytest.mark.usefixtures("large_text")
@pytest.mark.parametrize(("width", "height"), [(836, 600), (1192, 800)])
def test_nothing_is_cut_off_with_large_text(
    qtbot: QtBot, make_bench: Callable[..., Bench], width: int, height: int
) -> None:
    bench = make_bench(width, height, ENTRIES)
    for entry in ENTRIES:
        bench.page.open_exercise(entry.id)
        words, area = words_of(bench), bench.page.detail.reading_area
        assert bench.page.width() == width
        QApplication.processEvents()
        assert words.width() <= area.viewport().width()
        for label in words.findChildren(Prose):
            if label.isVisible():
                assert label.height() >= label.heightForWidth(label.width()), label.text()
                right = label.mapTo(words, label.rect().topRight()).x()
                assert right <= words.width(), label.text()
        qtbot.waitUntil(lambda: buttons_fit(bench.page.detail))


@pytest.mark.parametrize("exercise", ExerciseCatalogue().all(), ids=lambda exercise: exercise.id)
def test_how_often_is_answered_for_every_exercise(qtbot: QtBot, exercise: Exercise) -> None:
    words = EntryWords(tokens.load_theme("light"), exercise, None, ())
    qtbot.addWidget(words)
    told = [label.text() for label in words.findChildren(QLabel)]
    assert told.count("How often") >= 2  # near the top and where the dose is told
    assert told.count(often_in_words(exercise.category)) == 2
