"""Rules that every shipped text keeps: words, length, tone, and where doses come from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from backrehab_desktop.catalogue.activities import ActivityCatalogue
from backrehab_desktop.catalogue.exercises import ExerciseCatalogue
from backrehab_desktop.core.exercise import Activity, Dose, Entry, Exercise, Sides

DATA = Path(__file__).parents[1] / "data"
FORBIDDEN = tuple(
    line
    for line in (DATA / "forbidden_words.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
)
# Every file, also one whose motion is still to be written and which is not in the library yet.
EXERCISES = [ExerciseCatalogue().get(written) for written in ExerciseCatalogue().written_ids()]
ACTIVITIES = [ActivityCatalogue().get(written) for written in ActivityCatalogue().written_ids()]
ENTRIES: list[Entry] = [*EXERCISES, *ACTIVITIES]
LONGEST_SENTENCE_WORDS = 16
LONGEST_WORD_LETTERS = 12
LONGEST_NAME_LETTERS = 32
"""What a card of the narrowest grid shows of a name in two lines in the wider of the two fonts."""
SPOKEN_WORDS_IN_TWO_SECONDS = 5
WHOLE_BODY = {
    *("back", "thoracic", "lumbar", "abdomen", "obliques", "glutes"),
    *("hip_side", "hip_front", "quads", "hamstrings", "calf"),
}
COLOURED = {
    # target in words: the muscles of the figure that may stand for it
    "back": {"back", "lumbar", "thoracic"},
    "back muscles": {"back", "lumbar", "thoracic"},
    "low back": {"back", "lumbar"},
    "neck": {"back", "thoracic"},
    "belly": {"abdomen"},
    "belly muscles": {"abdomen"},
    "deep belly muscles": {"abdomen"},
    "breathing muscles": {"abdomen"},
    "front of the trunk": {"abdomen"},
    "waist": {"obliques"},
    "buttock": {"glutes"},
    "buttocks": {"glutes"},
    "outer hip": {"glutes", "hip_side"},
    "back of the thigh": {"hamstrings"},
    "back of the thighs": {"hamstrings"},
    "front of the hip": {"quads", "hip_front"},
    "front of the thigh": {"quads"},
    "front of the thighs": {"quads"},
    "calf": {"calf"},
    "calves": {"calf"},
    "thighs": {"quads", "hamstrings"},
    "whole body": WHOLE_BODY,
}
DOSES = [
    line.split("\t")
    for line in (DATA / "exercise_doses.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def cues(entry: Entry) -> list[str]:
    if not isinstance(entry, Exercise):
        return []
    return [entry.cues.ready, entry.cues.move, entry.cues.hold, entry.cues.return_]


def told(entry: Entry) -> list[str]:
    """Every text that is a sentence."""
    return [
        entry.purpose,
        *entry.steps,
        entry.breathing,
        entry.self_check,
        *entry.mistakes,
        *entry.cautions,
        *([entry.variant_note] if entry.variant_note else []),
        *([entry.build_up] if isinstance(entry, Activity) else []),
    ]


def everything(entry: Entry) -> str:
    named = [entry.name, *entry.synonyms, *entry.targets, *entry.tags]
    doses = [part for dose in entry.source_doses for part in (*dose.numbers, dose.note)]
    return "\n".join([*named, *told(entry), *cues(entry), *doses, *entry.equipment])


def sentences(entry: Entry) -> list[str]:
    return [part for text in told(entry) for part in re.split(r"(?<=[.;:]) ", text)]


@pytest.fixture(params=ENTRIES, ids=lambda entry: entry.id)
def entry(request: pytest.FixtureRequest) -> Entry:
    found: Entry = request.param
    return found


@pytest.fixture(params=EXERCISES, ids=lambda exercise: exercise.id)
def exercise(request: pytest.FixtureRequest) -> Exercise:
    found: Exercise = request.param
    return found


def test_no_forbidden_word(entry: Entry) -> None:
    text = everything(entry).casefold()
    # An activity may be called by its name, and by it only (Pilates).
    own = {entry.name.casefold()} if isinstance(entry, Activity) else set()
    found = [word for word in FORBIDDEN if re.search(rf"\b{re.escape(word)}\b", text)]
    assert set(found) <= own


def test_names_fit_their_cards(entry: Entry) -> None:
    assert len(entry.name) <= LONGEST_NAME_LETTERS


def test_no_two_entries_have_one_name_or_id() -> None:
    assert len({entry.name for entry in ENTRIES}) == len(ENTRIES)
    assert len({entry.id for entry in ENTRIES}) == len(ENTRIES)


def test_sentences_are_short_and_plain(entry: Entry) -> None:
    for sentence in sentences(entry):
        words = re.findall(r"[\w']+", sentence)
        assert len(words) <= LONGEST_SENTENCE_WORDS, sentence
        assert max(len(word) for word in words) <= LONGEST_WORD_LETTERS, sentence


def test_sentences_end_and_stay_calm(entry: Entry) -> None:
    for text in [*told(entry), *cues(entry)]:
        assert "!" not in text
        assert text.endswith(".") is (text not in cues(entry)), text
        assert text[0].isupper(), text


def test_cues_can_be_spoken_in_two_seconds(exercise: Exercise) -> None:
    for cue in cues(exercise):
        assert len(cue.split()) <= SPOKEN_WORDS_IN_TWO_SECONDS, cue


def test_steps_are_set_up_move_hold_return(entry: Entry) -> None:
    assert len(entry.steps) == 4


def test_a_sided_exercise_names_its_sides(exercise: Exercise) -> None:
    if exercise.sides is Sides.BOTH:
        assert exercise.side_noun == "side"
    else:
        assert exercise.side_noun in {"side", "leg", "arm"}


def test_stop_rules_are_there(entry: Entry) -> None:
    stops = " ".join(entry.cautions)
    for word in ("hurts", "sharp", "worse", "tingling", "numbness", "weakness"):
        assert word in stops


def test_doses_are_those_of_the_clinical_table(exercise: Exercise) -> None:
    def told_as(dose: Dose) -> str:
        return f"{dose.sets}x{dose.repetitions}x{dose.hold_s:g}"

    shown = [exercise.id, exercise.sides, told_as(exercise.start_dose), told_as(exercise.cap_dose)]
    assert shown in DOSES


def test_rests_follow_the_sources(exercise: Exercise) -> None:
    for dose in (exercise.start_dose, exercise.cap_dose):
        assert 1 <= dose.rest_between_repetitions_s <= 10
        assert 30 <= dose.rest_between_sets_s <= 60


def test_every_entry_shows_where_its_dose_comes_from(entry: Entry) -> None:
    assert entry.source_doses
    assert len(set(entry.source_doses)) == len(entry.source_doses)


def test_the_figure_colours_what_the_words_name(entry: Entry) -> None:
    kind = ActivityCatalogue if isinstance(entry, Activity) else ExerciseCatalogue
    text = kind().file_of(entry.id).read_text(encoding="utf-8")
    coloured = {
        muscle.partition(".")[0]
        for muscle in tomllib.loads(text).get("motion", {}).get("muscles", ())
    }
    for target in entry.targets:
        assert target in COLOURED
        assert not coloured or coloured & COLOURED[target], target
    named = set().union(*(COLOURED[target] for target in entry.targets))
    assert coloured <= named


def test_corrupted_statements_are_not_shipped(entry: Entry) -> None:
    text = everything(entry).casefold()
    for corrupt in (
        *("8 to 12 minutes", "3 to 5 minutes", "twice as long", "longer than normal"),
        *("nerve", "%", "percent", "ovar", "make a fist", "squat to the ground", "scal"),
    ):
        assert corrupt not in text
