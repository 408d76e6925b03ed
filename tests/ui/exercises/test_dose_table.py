"""The sources' doses side by side, at any width."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from backrehab_desktop.catalogue.activities import ActivityCatalogue
from backrehab_desktop.catalogue.exercises import DATA_FOLDER, ExerciseCatalogue
from backrehab_desktop.core.exercise import Entry, SourceDose
from backrehab_desktop.ui.exercises.dose_table import DoseTable, Form
from backrehab_desktop.ui.theme.tokens import load_theme

DOSES = (
    SourceDose(source="First clinic", hold="5 seconds", repetitions="2 to 3 each leg"),
    SourceDose(source="Second clinic", hold="10 seconds", times="twice a day", note="Then both."),
    SourceDose(source="Second clinic", hold="20 to 30 seconds"),
    SourceDose(source="Third clinic", note="Only named."),
)


@pytest.fixture
def make_table(qtbot: QtBot) -> Callable[..., DoseTable]:
    def make(width: int, doses: tuple[SourceDose, ...] = DOSES) -> DoseTable:
        table = DoseTable(load_theme("light"), doses)
        qtbot.addWidget(table)
        table.resize(width, 100)
        with qtbot.waitExposed(table):
            table.show()
        table.resize(width, max(100, table.layout().heightForWidth(width)))
        table.layout().activate()
        return table

    return make


def labels(table: DoseTable) -> list[QLabel]:
    return [label for label in table.findChildren(QLabel) if label.isVisible()]


def at(table: DoseTable, text: str) -> QLabel:
    (label,) = [label for label in labels(table) if label.text() == text]
    return label


def test_differing_sources_stand_under_each_other_in_columns(
    make_table: Callable[..., DoseTable],
) -> None:
    table = make_table(700)
    assert table.form is Form.COLUMNS
    first, second = at(table, "5 seconds"), at(table, "10 seconds")
    assert first.x() == second.x() == at(table, "Hold").x() == at(table, "20 to 30 seconds").x()
    assert first.y() < second.y() < at(table, "20 to 30 seconds").y()
    assert at(table, "First clinic").y() == first.y()
    assert at(table, "First clinic").x() < first.x()


def test_what_a_source_leaves_open_is_said(make_table: Callable[..., DoseTable]) -> None:
    table = make_table(700)
    said = [label.accessibleName() for label in labels(table)]
    assert "First clinic, How often: not stated" in said
    assert "Second clinic, How many: not stated" in said
    assert "First clinic, Hold: 5 seconds" in said
    assert [label.text() for label in labels(table)].count("Not stated") == 4
    assert at(table, "No source states: sets and rest.")


def test_a_source_has_one_title_and_its_notes(make_table: Callable[..., DoseTable]) -> None:
    table = make_table(700)
    assert at(table, "Second clinic")
    assert at(table, "Then both.").y() > at(table, "10 seconds").y()
    assert at(table, "Only named.").y() >= at(table, "Third clinic").y()


def test_titles_stand_above_where_it_is_narrow(make_table: Callable[..., DoseTable]) -> None:
    table = make_table(350)
    assert table.form is Form.TITLED
    assert at(table, "First clinic").y() < at(table, "5 seconds").y()
    assert at(table, "5 seconds").x() == at(table, "10 seconds").x()


def test_values_bear_their_names_where_columns_do_not_fit(
    make_table: Callable[..., DoseTable],
) -> None:
    table = make_table(190)
    assert table.form is Form.STACKED
    assert at(table, "Hold: 5 seconds").y() < at(table, "How many: 2 to 3 each leg").y()
    table.resize(700, 300)
    assert table.form is Form.COLUMNS
    assert at(table, "5 seconds")


def test_a_source_that_only_names_it(make_table: Callable[..., DoseTable]) -> None:
    table = make_table(350, (SourceDose(source="A clinic"),))
    assert at(table, "The dose is not stated.")


def test_of_an_activity_only_duration_and_frequency_are_missed(
    make_table: Callable[..., DoseTable],
) -> None:
    table = make_table(350, (SourceDose(source="A clinic", duration="20 minutes"),))
    assert at(table, "No source states: how often.")
    table = make_table(350, (SourceDose(source="A", duration="20 minutes", times="daily"),))
    assert not [label for label in labels(table) if "No source states" in label.text()]


EXERCISES, ACTIVITIES = ExerciseCatalogue(), ActivityCatalogue()
ENTRIES: list[Entry] = [
    *(EXERCISES.get(file.stem) for file in sorted((DATA_FOLDER / "exercises").glob("*.toml"))),
    *(ACTIVITIES.get(file.stem) for file in sorted((DATA_FOLDER / "activities").glob("*.toml"))),
]


@pytest.mark.parametrize("width", [340, 520, 720])
def test_every_word_of_the_library_fits(make_table: Callable[..., DoseTable], width: int) -> None:
    for entry in ENTRIES:
        if not entry.source_doses:
            continue
        table = make_table(width, entry.source_doses)
        assert table.minimumSizeHint().width() <= width, entry.id
        for label in labels(table):
            assert label.geometry().right() <= width, entry.id
            assert label.width() >= label.minimumSizeHint().width(), (entry.id, label.text())
            assert label.height() >= label.heightForWidth(label.width()), (entry.id, label.text())
        table.hide()


def test_no_counts_never_stands_above_counts_of_the_same_source(
    make_table: Callable[..., DoseTable],
) -> None:
    named = SourceDose(source="A clinic", note="Only named, no counts.")
    table = make_table(700, (named, SourceDose(source="A clinic", hold="20 seconds")))
    note = at(table, "Elsewhere: only named, no counts.")
    assert note.y() > at(table, "20 seconds").y()
    assert at(make_table(700, (named,)), "Only named, no counts.")
